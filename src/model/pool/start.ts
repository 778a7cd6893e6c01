/**
 * How a pool gets its first connections. Warm: they are there when the run begins, with ages of their own. Cold: the app starts with the run, and
 * its pool opens them as the library does: some before it serves anybody, in its constructor, the others in the background.
 */

import { Rank, type Sleeper } from '../../engine/calendar.ts';
import type { Connection, Opener } from './connection.ts';
import type { Pool } from './pool.ts';
import { fill } from './words.ts';

export class Start implements Opener, Sleeper {
  readonly #pool: Pool;
  /** The constructor is at work: every caller waits outside. */
  blocking = false;
  /** The app is down: nobody opens anything until it begins anew. */
  away = false;
  /** The constructor threw: the next caller runs it again. */
  failed = false;
  /** How many the present run of the constructor has opened, of how many, and when it began. */
  #opened = 0;
  #of = 0;
  #began = 0;
  /** Why the last opening was refused, while the constructor rests from that. */
  #why = '';
  /** Openings in the background still to begin. */
  #left = 0;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Fills the pool at once: the app was up before the run began. */
  warm(): void {
    const { roster, upkeep, group } = this.#pool;
    const { prefill, max } = group.policy;
    this.#warn();
    for (let left = Math.min(prefill, max) - roster.count; left > 0; left--) { // where none may lie idle, each is closed at once
      const connection = roster.create();
      if (!connection.database.admission.admitAtOnce(connection)) {
        roster.neverOpened(connection);
        break;
      }
      roster.nowOpen(connection);
      upkeep.pretendAge(connection);
      this.#pool.offer(connection);
    }
    upkeep.begin();
  }

  /** Runs the constructor: callers wait until it is through, and then the other connections are opened beside them. */
  cold(): void {
    const { start } = this.#pool.group.policy;
    this.away = false;
    if (this.blocking) return;
    this.#warn();
    this.failed = false;
    this.#began = this.#pool.simulation.now;
    this.#opened = 0;
    this.#of = Math.min(start.blocking, Math.max(1, this.#wanted));
    if (this.#of === 0) return this.#through();
    this.blocking = true;
    this.#pool.opening.openBy(this);
  }

  openingOver(connection: Connection, admitted: boolean): void {
    const { roster, group } = this.#pool;
    if (!admitted) {
      group.refused++;
      const why = connection.database.admission.refusalText(connection);
      if (this.#pool.tracer !== null) this.#pool.tell('refused', connection, null, why);
      roster.neverOpened(connection);
      return this.blocking ? this.#refused(why) : this.#openInBackground();
    }
    roster.nowOpen(connection);
    this.#opened++;
    if (this.blocking && this.#opened > this.#wanted) this.#pool.close(connection, 'surplus');
    else this.#pool.offer(connection);
    if (this.blocking && this.#opened >= this.#of) this.#through();
    else if (this.blocking || this.#left > 0) this.#pool.simulation.after(0, Rank.incident, this, 0);
  }

  /** Opens the next one: at once, or in the constructor after the pause that follows a refusal. */
  wake(): void {
    if (this.#why !== '') this.#tryAgain();
    else if (this.blocking) this.#pool.opening.openBy(this);
    else this.#openInBackground();
  }

  /** The library's warnings about its options are in the log once, for all instances. */
  #warn(): void {
    const { group, simulation } = this.#pool;
    if (simulation.now > 0 || group.pools[0] !== this.#pool) return;
    for (const warning of group.policy.warnings) group.life.witness.logged(group.name, fill(warning, this.#pool, 0));
  }

  get #wanted(): number {
    return Math.min(this.#pool.group.policy.prefill, this.#pool.group.policy.max);
  }

  /** The constructor failed to open one: it tries again while its time is not up, then throws or goes on without. */
  #refused(why: string): void {
    const { simulation, group } = this.#pool;
    const { retryEvery } = group.policy.start;
    this.#why = why;
    if (retryEvery === 0) this.#tryAgain();
    else simulation.after(retryEvery, Rank.incident, this, 0);
  }

  /** The pause after a refusal is over. */
  #tryAgain(): void {
    const { group, simulation, lock, shelf } = this.#pool;
    const { retryFor, ifRefused } = group.policy.start;
    const why = this.#why;
    this.#why = '';
    if (simulation.now - this.#began < retryFor) return this.#pool.opening.openBy(this);
    if (ifRefused === 'goOn') return this.#through();
    this.blocking = false;
    this.failed = true;
    while (shelf.next !== null) this.#pool.close(shelf.next, 'drained');
    lock.startFailed(fill(group.policy.messages.startFailed, this.#pool, 0).replace('{why}', why));
  }

  /** The constructor is through: whoever waited outside comes in, and the rest is opened in the background. */
  #through(): void {
    const { lock, upkeep, roster, group } = this.#pool;
    this.blocking = false;
    this.#left = Math.max(0, this.#wanted - roster.count);
    for (let i = 0; i < group.policy.start.atOnce && this.#left > 0; i++) this.#openInBackground();
    upkeep.begin();
    if (group.policy.open.by === 'workers') this.#pool.opening.refill();
    lock.release();
  }

  #openInBackground(): void {
    if (this.#left === 0) return;
    this.#left--;
    if (this.#pool.roster.count < this.#pool.group.policy.max) this.#pool.opening.openBy(this);
  }
}
