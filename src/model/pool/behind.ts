/**
 * Callers that block behind openings in progress: while one is under way nobody can know whether there will be room, so whoever finds neither an idle
 * connection nor room waits for its end, and not for a connection that comes back meanwhile. Source: apache/commons-pool 2.11.1,
 * `GenericObjectPool.create` and its `makeObjectCountLock` (pool notes §3.13).
 */

import type { Law } from '../../random/samplers.ts';
import type { Streams } from '../../random/streams.ts';
import { type Request, Wake } from '../request.ts';
import { onward, type Verdict } from '../steps/step.ts';
import type { Pool } from './pool.ts';
import { WaitingRoom } from './waiting.ts';

export class Behind {
  inUse = false;
  readonly #pool: Pool;
  readonly #streams: Streams;
  #room: WaitingRoom | null = null;

  constructor(pool: Pool, streams: Streams) {
    this.#pool = pool;
    this.#streams = streams;
    this.policyChanged();
  }

  /** Where they block, for an observer; null: nobody ever has. */
  get room(): WaitingRoom | null {
    return this.#room;
  }

  /** Callers that block now. */
  get count(): number {
    return this.#room === null ? 0 : this.#room.count;
  }

  policyChanged(): void {
    this.inUse = this.#pool.group.policy.open.blocksOthers;
    this.#room?.policyChanged();
  }

  /** A caller blocks until an opening is over, or its deadline. */
  join(request: Request, law: Law | null): Verdict {
    if (this.#room === null) {
      this.#room = new WaitingRoom(this.#pool, this.#streams);
      this.#room.policyChanged();
    }
    return this.#room.join(request, law);
  }

  /** An opening is over: where none is left, or its place is free again, those who blocked try anew in order. */
  openingOver(): void {
    const { roster, opening, simulation } = this.#pool;
    for (let left = this.count; left > 0 && (roster.openingCount === 0 || opening.hasRoom); left--) {
      const request = this.#room?.callNext();
      if (request === null || request === undefined) return;
      request.waited -= simulation.now - request.askedAt; // the wait goes on, and counts whole when it ends
      const verdict = this.#pool.tryAcquire(request, null);
      if (verdict === onward) simulation.soon(request, Wake.lent);
      else if (verdict > 0) request.interrupt(verdict, request.text);
    }
  }
}
