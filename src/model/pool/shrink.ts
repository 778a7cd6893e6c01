/**
 * Shrinking one by one: at the end of each period one idle connection is closed, and only if at least one lay unused through all of it.
 * Source: psycopg/psycopg `psycopg_pool/pool.py`, `_shrink_pool` and `_nconns_min` (pool notes §3.5).
 */

import { Rank, type Sleeper } from '../../engine/calendar.ts';
import type { Duration } from '../../units/time.ts';
import type { Pool } from './pool.ts';

export class Shrink implements Sleeper {
  readonly #pool: Pool;
  readonly #every: Duration;
  /** The fewest that lay idle at any time of this period. */
  #fewest: number;

  constructor(pool: Pool, every: Duration) {
    this.#pool = pool;
    this.#every = every;
    this.#fewest = pool.group.policy.minimum;
  }

  begin(): void {
    this.#pool.simulation.after(this.#every, Rank.incident, this, 0);
  }

  /** A connection was taken from the shelf, which now holds so many. */
  taken(left: number): void {
    if (left < this.#fewest) this.#fewest = left;
  }

  /** The period is over. */
  wake(): void {
    const { shelf, roster, opening, group } = this.#pool;
    const unused = this.#fewest;
    this.#fewest = shelf.count;
    if (unused > 0 && shelf.leastWanted !== null && roster.count + opening.promised > group.policy.minimum) {
      this.#pool.close(shelf.leastWanted, 'idle');
      this.#fewest--;
    }
    this.begin();
  }
}
