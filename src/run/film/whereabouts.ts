/** Where a request is at this moment, read from who holds it: in a line, at a database, on the way. Reads the world and changes nothing in it. */

import { Lane } from '../../engine/lane.ts';
import { Place } from '../../film/film.ts';
import { Database } from '../../model/database/database.ts';
import { LockWait } from '../../model/database/row.ts';
import { Acquiring } from '../../model/pool/checks.ts';
import { Connection, ConnectionState } from '../../model/pool/connection.ts';
import { Lock } from '../../model/pool/lock.ts';
import type { Pool } from '../../model/pool/pool.ts';
import { WaitingRoom } from '../../model/pool/waiting.ts';
import type { Request } from '../../model/request.ts';
import { AcquireStep } from '../../model/steps/acquire.ts';

/** Lines of a copy of a pool, in the order of their numbers. */
export const lineOf = { callers: 0, behind: 1, outside: 2, checked: 3 } as const;

/** Filled anew at each look, so that looking allocates nothing. */
export class Whereabouts {
  place = 0;
  /** Which line of `pool` it stands in, where it stands in one; and with which priority. */
  line = 0;
  pool: Pool | null = null;
  priority = 0;
  /** The connection that this is about. */
  connection: Connection | null = null;

  /** Looks where a request is. */
  look(request: Request): void {
    const { parking } = request;
    this.connection = request.executing ?? request.connection;
    this.pool = null;
    this.priority = 0;
    this.place = parking === null ? (request.branches > 0 ? Place.branches : Place.moving) : this.#parkedAt(request, parking);
  }

  #parkedAt(request: Request, parking: NonNullable<Request['parking']>): number {
    if (parking instanceof WaitingRoom) return this.#inLine(parking.pool, parking === parking.pool.waiting ? lineOf.callers : lineOf.behind, parking.priorityAt(request.ticket));
    if (parking instanceof Lock) return parking.isReturning(request) ? Place.returning : this.#inLine(parking.pool, lineOf.outside, 0);
    if (parking instanceof Connection) {
      this.connection = parking;
      return parking.state === ConnectionState.checking ? this.#inLine(parking.pool, lineOf.checked, 0) : Place.opening;
    }
    if (parking instanceof LockWait) return Place.row;
    if (parking instanceof Database) return Place.hanging;
    if (this.#isOnCores(request, parking)) return Place.cores;
    if (parking === request.instance?.cpu) return Place.app;
    if (request.executing === null && request.phase === Acquiring.checking && request.steps[request.at] instanceof AcquireStep) return Place.check;
    if (parking instanceof Lane) return Place.trip;
    if (request.executing !== null) return Place.blocked;
    if (this.connection?.silent === true) return Place.silence;
    return request.instance === null && request.parent === null ? Place.pause : Place.outside;
  }

  /** Of its database, or of the pooler that its client's connection leads to. */
  #isOnCores({ executing, connection }: Request, parking: Request['parking']): boolean {
    if (executing !== null) return parking === executing.database.cpu;
    for (const one of [connection, connection?.client ?? null]) {
      if (one === null || parking !== one.database.cpu) continue;
      this.connection = one;
      return true;
    }
    return false;
  }

  #inLine(pool: Pool, line: number, priority: number): number {
    this.pool = pool;
    this.line = line;
    this.priority = priority;
    return Place.line;
  }
}
