/**
 * Connections that are ordered: each order holds its place from the moment it is given, waits for one of the pool's workers, and rests between
 * tries without one. What is opened goes to whoever is first. Go's opener goroutine is one such worker, r2d2 has three, bb8 as many as needed.
 */

import { Line } from '../../engine/line.ts';
import { type Duration, forever } from '../../units/time.ts';
import { Login } from '../database/sessions.ts';
import { Outcome } from '../happening.ts';
import { type Connection, type Opener, Watch } from './connection.ts';
import type { Request } from '../request.ts';
import type { Opening as OpeningRules } from './policy.ts';
import type { Pool } from './pool.ts';

/** The rest of a caller after a refusal, in µs; from the second on it never exceeds its share of the time that was left when it began to open. A deadline of
 *  the acquisition's own is not known here: the pool's counts, and once that is over the first rest is kept. */
export function callerPause(connection: Connection, request: Request, rules: NonNullable<OpeningRules['callerRetries']>): Duration {
  const { patience } = connection.pool.group.policy;
  const left = (patience.law === 'constant' ? request.askedAt + patience.value : forever) - connection.bornAt;
  const tries = connection.tries++;
  return tries === 0 || left <= 0 ? rules.first : Math.max(1, Math.min(rules.first * rules.factor ** tries, Math.floor(left * rules.capShare)));
}

export class Orders implements Opener {
  /** Orders that have neither come nor failed for good. */
  count = 0;
  readonly #pool: Pool;
  /** Begins a login of the pool. */
  readonly #begin: (connection: Connection) => Login;
  /** Those that wait for a worker. */
  readonly #line = new Line<Connection>();
  #busy = 0;
  /** A place has become free, and is being filled. */
  #freed = false;
  #filling = false;

  constructor(pool: Pool, begin: (connection: Connection) => Login) {
    this.#pool = pool;
    this.#begin = begin;
  }

  /** A caller has found nothing and waits. */
  demand(): void {
    if (this.#pool.group.policy.open.orders.one === 'perCaller' || this.#pool.waiting.count > this.count) this.#order();
  }

  /** There may be room for those who wait: one order for each, beside those under way where the library does not count these. */
  forWaiting(): void {
    const unmet = this.#pool.group.policy.open.orders.one === 'unmet';
    for (let short = this.#pool.waiting.count - (unmet ? this.count : 0); short > 0; short--) if (!this.#order()) return;
  }

  /** Orders what is missing to the minimum. */
  refill(): void {
    const { refill, minimum, minimumIdle } = this.#pool.group.policy;
    const { shelf, roster } = this.#pool;
    const counted = refill === 'all' ? roster.count : shelf.count + (refill === 'idleOrOpening' ? this.count : 0);
    for (let short = Math.max(minimum - counted, minimumIdle - shelf.count); short > 0; short--) if (!this.#order()) return;
  }

  /** A worker is done with an order, one way or the other. */
  openingOver(connection: Connection, admitted: boolean): void {
    this.#busy--;
    if (admitted) {
      this.count--;
      this.#pool.opening.lastRefusal = '';
      this.#pool.roster.nowOpen(connection);
      this.#pool.offer(connection);
    } else this.#failed(connection);
    this.#nextOrder();
  }

  /** The rest of an order is over: it waits for a worker again. */
  rested(connection: Connection): void {
    this.#toWorker(connection);
  }

  /** One more, if there is a place for it. */
  #order(): boolean {
    const { roster, group } = this.#pool;
    if (roster.count >= group.policy.max) return false;
    const connection = roster.create();
    connection.opener = this;
    this.count++;
    this.#toWorker(connection);
    return true;
  }

  #toWorker(connection: Connection): void {
    if (this.#busy >= this.#pool.group.policy.open.orders.workers) {
      this.#line.join(connection);
      return;
    }
    this.#busy++;
    if (this.#pool.tracer !== null) this.#pool.tell('open', connection, null);
    const login = this.#begin(connection);
    if (login !== Login.pending) this.openingOver(connection, login === Login.admitted);
  }

  #nextOrder(): void {
    const connection = this.#line.first;
    if (connection === null || this.#busy >= this.#pool.group.policy.open.orders.workers) return;
    this.#line.leaveFirst();
    this.#toWorker(connection);
  }

  /** Whoever waits may use the place. A server that refuses in no time would come back here from within: then once more round, not one deeper. */
  #placeFreed(): void {
    this.#freed = true;
    if (this.#filling) return;
    this.#filling = true;
    while (this.#freed) {
      this.#freed = false;
      this.#pool.opening.fillRoom();
    }
    this.#filling = false;
  }

  /** Tries again later with its place held, or gives the place up and tells whoever is to hear of it. */
  #failed(connection: Connection): void {
    const text = connection.refusal;
    this.#pool.group.refused++;
    this.#pool.opening.lastRefusal = text;
    if (this.#pool.tracer !== null) this.#pool.tell('refused', connection, null, text);
    const { group, simulation, waiting } = this.#pool;
    const { orders, backoff } = group.policy.open;
    if (orders.giveUpAfter !== 0 && (orders.giveUpAfter === forever || simulation.now - connection.bornAt <= orders.giveUpAfter)) {
      connection.watch(Watch.rest, backoff.first * Math.min(backoff.factor ** connection.tries++, backoff.cap / backoff.first));
      return;
    }
    this.count--;
    this.#pool.roster.neverOpened(connection);
    const waiter = orders.refusalGoesTo === 'waiter' ? waiting.callNext() : null;
    if (waiter !== null) waiter.interrupt(Outcome.refused, text);
    // Where callers order, the library does not order anew for those who still wait.
    if (group.policy.open.by !== 'order') this.#placeFreed();
  }
}
