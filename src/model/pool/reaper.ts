/**
 * The reaper: comes by every so often and closes what has been idle for too long. It may look at a few connections only and go round, keep a
 * floor or not, and begin with the pool, with its first connection or with the first loan. Sources: generic-pool 3.9.0 `_evict` and
 * DefaultEvictor; tarn 3.1.2 `check`; mariadb 3.5.3 `_removeIdleConnections` (pool notes §3.9–§3.11).
 */

import { Rank, type Sleeper } from '../../engine/calendar.ts';
import { forever, type Instant } from '../../units/time.ts';
import { type Connection, ConnectionState } from './connection.ts';
import type { Pool } from './pool.ts';
import type { Reap } from './supply-rules.ts';

export class Reaper implements Sleeper {
  readonly #pool: Pool;
  #at = false;
  /** The connection it looked at last, and what tells whether that has moved since: then the next round begins at the front. */
  #cursor: Connection | null = null;
  #cursorId = 0;
  #cursorUses = 0;
  #cursorSince: Instant = 0;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Begins its rounds, the first after one interval, unless it is at work. */
  begin(): void {
    const { reap } = this.#pool.group.policy;
    if (this.#at || reap === null || reap.every === forever) return;
    this.#at = true;
    this.#pool.simulation.after(reap.every, Rank.timeout, this, 0);
  }

  /** One round. */
  wake(): void {
    const { reap } = this.#pool.group.policy;
    const { roster, waiting, simulation } = this.#pool;
    this.#at = false;
    if (reap === null) return;
    if (reap.looksAt < Number.POSITIVE_INFINITY) this.#lookAtSome(reap);
    else this.#lookAtAll(reap);
    if (reap.thenRefills) this.#pool.supply.lostOne();
    this.#at = reap.every !== forever && !(reap.stopsWhenEmpty && roster.count + waiting.count === 0);
    if (this.#at) simulation.after(reap.every, Rank.timeout, this, 0);
  }

  /** From the one idle for longest on, down to the floor. */
  #lookAtAll(reap: Reap): void {
    const { shelf, roster, simulation } = this.#pool;
    let spare = (reap.floor.of === 'idle' ? shelf.count : roster.count - roster.openingCount) - reap.floor.count;
    for (let one = shelf.longestIdle; one !== null && spare > 0; ) {
      const next: Connection | null = one.after;
      if (simulation.now - one.idleSince > reap.softIdle) {
        spare--;
        this.#pool.close(one, 'idle');
      }
      one = next;
    }
  }

  /** The next few in the order in which they would be lent, going round; what it closes is replaced at once where the minimum asks for it. */
  #lookAtSome(reap: Reap): void {
    const { shelf, simulation } = this.#pool;
    let wrapped = false;
    for (let left = Math.min(reap.looksAt, shelf.count); left > 0; ) {
      const one = this.#next();
      if (one === null) {
        if (shelf.count === 0 || wrapped) break;
        wrapped = true;
        continue;
      }
      wrapped = false;
      left--;
      const idle = simulation.now - one.idleSince;
      if (idle <= reap.hardIdle && !(idle > reap.softIdle && shelf.count > reap.floor.count)) continue;
      this.#lose();
      this.#pool.close(one, 'idle');
      this.#pool.supply.refill();
    }
  }

  /** The one after the cursor; null at the end of the line, after which it begins at the front. */
  #next(): Connection | null {
    const { shelf } = this.#pool;
    const next = this.#cursor === null ? shelf.next : this.#hasMoved ? null : shelf.nextAfter(this.#cursor);
    this.#cursor = next;
    if (next === null) return null;
    this.#cursorId = next.id;
    this.#cursorUses = next.uses;
    this.#cursorSince = next.idleSince;
    return next;
  }

  /** Its place is lost with the connection it stood at: the library's cursor then runs off the end, so the next round begins at the front. */
  #lose(): void {
    this.#cursorId = -1;
  }

  get #hasMoved(): boolean {
    const cursor = this.#cursor as Connection;
    return cursor.id !== this.#cursorId || cursor.state !== ConnectionState.idle || cursor.uses !== this.#cursorUses || cursor.idleSince !== this.#cursorSince;
  }
}
