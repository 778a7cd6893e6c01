/**
 * Validation by the pool, before a connection is handed over: one round trip, or nothing where the pool knows already. Either the caller whose
 * turn it is waits for this very check (tarn), or the check belongs to nobody and whoever is first when it ends takes the connection
 * (generic-pool). Sources: tarn 3.1.2 `_doAcquire`; generic-pool 3.9.0 `_testOnBorrow` (pool notes §3.10, §3.11).
 */

import { Wake, type Request } from '../request.ts';
import { type Connection, ConnectionState, Watch } from './connection.ts';
import type { Pool } from './pool.ts';

export class Validation {
  /** Connections under check that belong to nobody, and those for which a caller waits. */
  unpaired = 0;
  paired = 0;
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Begins a check of each idle connection that a caller waits for. Where a check takes no time, all have begun before the first is over; and those that fail are closed
   *  before the others reach their callers, who are a few turns of the event loop away. */
  pair(): void {
    const { shelf, waiting, supply, group } = this.#pool;
    const alone = supply.rules.validates === 'forWhoeverIsFirst';
    const answered: Connection[] = [];
    for (let left = Math.min(shelf.count, waiting.count - (alone ? this.unpaired : 0)); left > 0; left--) {
      const connection = shelf.next as Connection;
      const { roundTrip } = connection.database.plan;
      this.#begin(connection, alone ? null : waiting.callNext(true));
      if (roundTrip === 0 || group.policy.checkRoundTrips === 0) answered.push(connection);
      else connection.watch(Watch.check, roundTrip);
    }
    const good = answered.filter((connection) => this.#isGood(connection));
    for (const connection of answered) if (!good.includes(connection)) this.over(connection);
    for (const connection of good) this.over(connection);
  }

  /** The answer is there. */
  over(connection: Connection): void {
    const request = connection.holder;
    connection.holder = null;
    if (request === null) this.unpaired--;
    else this.#settled(request);
    if (this.#isGood(connection)) {
      if (request === null) this.#pool.offer(connection, true);
      else this.#lend(connection, request);
      return;
    }
    const why = connection.dead === 0 ? 'age' : 'dead';
    if (request === null) return this.#pool.discard(connection, why);
    this.#pool.close(connection, why);
    this.#pool.waiting.rejoinFirst(request);
    this.#pool.supply.triggerSoon();
    this.#pool.supply.refill();
  }

  /** The caller for whom a connection is checked goes away; tarn takes that for a failed check. */
  abandoned(connection: Connection): void {
    const request = connection.holder as Request;
    connection.holder = null;
    connection.unwatch(Watch.check);
    request.leftLineOf = this.#pool;
    request.waited += this.#pool.simulation.now - request.askedAt;
    if (this.#pool.tracer !== null) this.#pool.tell('leave', connection, request);
    this.#settled(request);
    this.#pool.close(connection, 'unchecked');
    this.#pool.supply.triggerSoon();
  }

  #begin(connection: Connection, request: Request | null): void {
    const { shelf, group, simulation } = this.#pool;
    shelf.take(connection);
    connection.state = ConnectionState.checking;
    connection.unwatch(Watch.idle);
    connection.holder = request;
    if (this.#pool.tracer !== null) this.#pool.tell('check', connection, request);
    if (request === null) this.unpaired++;
    else {
      this.paired++;
      group.waiting.add(simulation.now, 1);
      group.waitingBy[request.classIndex]?.add(simulation.now, 1);
      request.waited -= simulation.now - request.askedAt; // the whole wait counts when it gets the connection
      request.park(connection, 0);
    }
  }

  #isGood(connection: Connection): boolean {
    return connection.dead === 0 && !this.#pool.upkeep.tooOldToLend(connection);
  }

  #lend(connection: Connection, request: Request): void {
    request.parking = null;
    this.#pool.group.idle.change(-1);
    this.#pool.lendOpened(connection, request);
    this.#pool.simulation.soon(request, Wake.lent);
  }

  #settled(request: Request): void {
    const { group, simulation } = this.#pool;
    this.paired--;
    group.waiting.add(simulation.now, -1);
    group.waitingBy[request.classIndex]?.add(simulation.now, -1);
  }
}
