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

  /** Begins a check of each idle connection that a caller waits for. */
  pair(): void {
    const { shelf, waiting, supply } = this.#pool;
    if (supply.rules.validates === 'forWhoeverIsFirst') {
      for (let left = waiting.count - this.unpaired; left > 0 && shelf.next !== null; left--) this.#begin(shelf.next, null);
      return;
    }
    for (let idle = shelf.next; idle !== null && waiting.count > 0; idle = shelf.next) this.#begin(idle, waiting.callNext(true));
  }

  /** The answer is there. */
  over(connection: Connection): void {
    const { upkeep } = this.#pool;
    const request = connection.holder;
    connection.holder = null;
    if (request === null) this.unpaired--;
    else this.#settled(request);
    const good = connection.dead === 0 && !upkeep.tooOldToLend(connection);
    if (good) {
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
    const { roundTrip } = connection.database.plan;
    if (roundTrip === 0 || group.policy.checkRoundTrips === 0) this.over(connection);
    else connection.watch(Watch.check, roundTrip);
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
