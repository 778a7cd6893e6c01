/** Who opens a pooler's server connections: the event loop begins a login when clients wait for more than what is free, PgBouncer one at a time; after a
 *  failed one it pauses, and fails whom it cannot serve. Source: PgBouncer's `per_loop_activate`, `launch_new_connection`, `check_fast_fail`, `kill_pool_logins`. */

import { Rank, type Sleeper } from '../../engine/calendar.ts';
import type { Instant } from '../../units/time.ts';
import { type Request, Wake } from '../request.ts';
import type { Connection, Opener } from '../pool/connection.ts';
import type { Pooler } from './pooler.ts';

export class Logins implements Opener, Sleeper {
  readonly #pooler: Pooler;
  #underWay = 0;
  #resting = false;
  #failing = false;
  #begunAt: Instant = 0;
  /** Why the last login failed, without the code. */
  error = '';
  /** The same as the server said it, for those who are disconnected by it. */
  refusal = '';

  constructor(pooler: Pooler) {
    this.#pooler = pooler;
  }

  /** Whether newcomers fail at once: the last login failed, and no server connection is left. */
  get failFast(): boolean {
    const { roster } = this.#pooler.pool;
    return this.#failing && this.#pooler.plan.failing !== null && roster.count === roster.openingCount;
  }

  /** A turn of the event loop: more clients wait than there are connections on their way. */
  demand(): void {
    const { waiting, shelf } = this.#pooler.pool;
    while (waiting.count > shelf.count + this.#underWay && this.launch());
  }

  /** Begins one login, if nothing forbids it. Whether it did. */
  launch(): boolean {
    const { pool, group } = this.#pooler;
    if (this.#resting || this.#underWay >= group.policy.open.atOnce || pool.roster.count >= this.#limit) return false;
    this.#underWay++;
    this.#begunAt = pool.simulation.now;
    pool.opening.openBy(this);
    return true;
  }

  openingOver(connection: Connection, admitted: boolean): void {
    const { pool } = this.#pooler;
    this.#underWay--;
    if (admitted) {
      this.#failing = false;
      pool.roster.nowOpen(connection);
      pool.offer(connection);
      return this.demand();
    }
    this.#failed(connection);
  }

  /** The pause after a failed login is over. */
  wake(): void {
    this.#resting = false;
    this.demand();
  }

  /** With the reserve only once the first in line has waited for long enough. */
  get #limit(): number {
    const { pool, group } = this.#pooler;
    const { max, reserve } = group.policy;
    if (reserve.count === 0) return max;
    const { head } = pool.waiting;
    return head !== null && pool.simulation.now - head.askedAt >= reserve.after ? max : max - reserve.count;
  }

  #failed(connection: Connection): void {
    const { pool, group, plan } = this.#pooler;
    const { plan: server, state } = connection.database;
    const saidByServer = connection.refusal === server.texts.tooMany || connection.refusal === server.texts.reserved;
    this.refusal = connection.refusal;
    this.error = saidByServer ? connection.refusal.replace(/^FATAL: \w{5}: /, '') : state === 'refuses' ? 'connect failed' : connection.refusal;
    this.#failing = true;
    group.refused++;
    if (pool.tracer !== null) pool.tell('refused', connection, null, connection.refusal);
    pool.roster.neverOpened(connection);
    this.#rest();
    if (saidByServer && plan.refusalEndsWaiting && pool.roster.count === pool.roster.openingCount) this.#disconnectAll();
  }

  /** The next login may begin so long after this one began. */
  #rest(): void {
    const { pool, group } = this.#pooler;
    this.#resting = true;
    const since = pool.simulation.now - this.#begunAt;
    pool.simulation.after(Math.max(0, group.policy.open.backoff.first - since), Rank.timeout, this, 0);
  }

  /** Everyone in line hears what the server said. */
  #disconnectAll(): void {
    const { waiting } = this.#pooler.pool;
    for (let left = waiting.count; left > 0; left--) {
      const request = waiting.head as Request;
      request.unpark();
      request.wake(Wake.refused);
    }
  }
}
