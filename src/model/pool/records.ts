/**
 * Records that outlive their connections, as SQLAlchemy and ActiveRecord keep them: a connection that is thrown away leaves its record in the pool,
 * in line with the idle ones, and whoever is lent that record opens a connection in it and waits for that one alone.
 * Source: sqlalchemy/sqlalchemy `lib/sqlalchemy/pool/base.py`, `_ConnectionRecord.invalidate`, `get_connection` (pool notes §3.3).
 */

import { Wake, type Request } from '../request.ts';
import { onward, type Verdict } from '../steps/step.ts';
import { type Connection, ConnectionState } from './connection.ts';
import type { Pool } from './pool.ts';
import type { CloseReason } from './tracer.ts';

export class Records {
  /** What the policy asks for, kept ready: records that outlive their connections; the same connection again for a request that holds one. */
  kept = false;
  sameAgain = false;
  readonly #pool: Pool;
  #serving = false;

  constructor(pool: Pool) {
    this.#pool = pool;
    this.policyChanged();
  }

  policyChanged(): void {
    const { nested, afterDiscard } = this.#pool.group.policy;
    this.sameAgain = nested === 'same';
    this.kept = afterDiscard === 'emptyRecord';
  }

  /** The connection ends, its record goes back to the pool: to whoever waits first, or to the idle ones. */
  leave(connection: Connection, why: CloseReason): void {
    this.#empty(connection, why);
    this.layEmpty(connection);
  }

  /** An empty record leaves the pool: nothing is closed. */
  drop(record: Connection): void {
    this.#pool.shelf.take(record);
    this.#pool.roster.strike(record);
  }

  /** A request is lent a record whose connection is gone, or is closed now because it is too old or failed its check. */
  reopen(connection: Connection, request: Request, why: CloseReason): Verdict {
    if (connection.state === ConnectionState.empty) this.#pool.shelf.take(connection);
    else this.#empty(connection, why);
    this.#pool.roster.reopen(connection);
    return this.#pool.opening.openFor(request, connection);
  }

  /** An empty record is laid among the idle ones, and goes where there is no room for it. Those who wait are lent it at once. */
  layEmpty(connection: Connection): void {
    const { shelf, waiting, roster, group } = this.#pool;
    if (roster.count > group.policy.max || (waiting.count === 0 && shelf.count >= group.policy.keepIdle)) return roster.strike(connection);
    connection.idleSince = this.#pool.simulation.now;
    shelf.lay(connection);
    this.#serve();
  }

  /** Callers in line reconnect empty records, first come first; each failure brings the record back for the next. */
  #serve(): void {
    if (this.#serving) return;
    const { shelf, waiting, simulation } = this.#pool;
    this.#serving = true;
    for (let next = shelf.next; next !== null && waiting.count > 0; next = shelf.next) {
      const request = waiting.callNext() as Request;
      request.waited -= simulation.now - request.askedAt; // its opening will count the whole wait
      const verdict = this.reopen(next, request, 'dead');
      if (verdict === onward) simulation.soon(request, Wake.lent);
      else if (verdict > 0) request.interrupt(verdict, request.text);
    }
    this.#serving = false;
  }

  #empty(connection: Connection, why: CloseReason): void {
    const { group, simulation, roster, shelf, tracer } = this.#pool;
    if (connection.state === ConnectionState.idle) shelf.take(connection);
    if (connection.state === ConnectionState.idle || connection.state === ConnectionState.settling) group.idle.change(-1);
    if (tracer !== null) this.#pool.tell('close', connection, null, why);
    group.closed++;
    group.open.add(simulation.now, -1);
    roster.nowEmpty(connection);
  }
}
