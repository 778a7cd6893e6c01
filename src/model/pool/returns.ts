/**
 * Whoever gives a connection back opens the one that takes its place, and is kept that long: for those who wait (commons-pool, `ensureIdle`), or whenever
 * the connection had passed its age (Tomcat, `reconnectIfExpired`); pool notes §3.12, §3.13.
 */

import { type Parking, type Request, Wake } from '../request.ts';
import { onward, parked, type Verdict } from '../steps/step.ts';
import type { Connection, Opener } from './connection.ts';
import type { Pool } from './pool.ts';
import type { CloseReason } from './tracer.ts';

export class Returns {
  inUse = false;
  readonly #pool: Pool;
  /** Who is giving a connection back at this moment. */
  #returner: Request | null = null;

  constructor(pool: Pool) {
    this.#pool = pool;
    this.policyChanged();
  }

  policyChanged(): void {
    this.inUse = this.#pool.group.policy.returner !== 'goesOn';
  }

  /** Takes a connection back; parks the request if it has to open another. */
  giveBack(connection: Connection, request: Request): Verdict {
    this.#returner = request;
    this.#pool.giveBack(connection, request, false);
    this.#returner = null;
    return request.parking === null ? onward : parked;
  }

  /** A connection was thrown away: whether the returner (or whoever threw it away) replaces it now. */
  takesOver(why: CloseReason): boolean {
    const { group, waiting, opening } = this.#pool;
    const renews = group.policy.returner === 'renewsAged';
    const request = this.#returner;
    if (renews ? why !== 'age' || request === null : waiting.count === 0) return false;
    if (!opening.hasRoom) return false;
    this.#returner = null;
    const work = new Replacement(this.#pool, request);
    opening.openBy(work);
    if (!work.isOver && request !== null) request.park(work, 0);
    return true;
  }
}

/** One such opening, and the request that waits for it; it may be called away meanwhile. */
class Replacement implements Opener, Parking {
  isOver = false;
  readonly #pool: Pool;
  #request: Request | null;

  constructor(pool: Pool, request: Request | null) {
    this.#pool = pool;
    this.#request = request;
  }

  leave(): void {
    this.#request = null;
  }

  openingOver(connection: Connection, admitted: boolean): void {
    const { roster, group, simulation, opening } = this.#pool;
    this.isOver = true;
    if (admitted) {
      roster.nowOpen(connection);
      this.#pool.offer(connection);
    } else {
      group.refused++;
      if (this.#pool.tracer !== null) this.#pool.tell('refused', connection, null, connection.database.admission.refusalText(connection));
      roster.neverOpened(connection);
      opening.placeFreed();
    }
    if (this.#request === null || this.#request.parking !== this) return;
    this.#request.parking = null;
    simulation.soon(this.#request, Wake.lent);
  }
}
