/** A row that somebody holds or wants, and somebody who waits for it. Both are used again and again. */

import type { Sleeper } from '../../engine/calendar.ts';
import type { Lane } from '../../engine/lane.ts';
import { Line, type LinePlace } from '../../engine/line.ts';
import type { Instant } from '../../units/time.ts';
import type { Connection } from '../pool/connection.ts';
import { type Parking, type Request, Wake } from '../request.ts';
import type { Locks } from './locks.ts';
import type { RowTally } from './row-tally.ts';

/** How a row is wanted: to be changed by one alone, to be kept by one alone, or only to stay as it is, together with others. */
export type LockMode = 'update' | 'exclusive' | 'share';

/** A row that somebody holds or wants. It is woken when one of those who woke for it in vain has looked and waits again. */
export class Row implements Sleeper {
  key = 0;
  mode: LockMode = 'exclusive';
  /** How many woke in vain and have not yet got round to waiting again. */
  awake = 0;
  readonly line = new Line<LockWait>();
  readonly holders: Connection[] = [];
  /** The book of all rows of its name. */
  tally!: RowTally;
  takenAt: Instant = 0;

  wake(): void {
    this.awake--;
  }
}

const noTicket = -1;

/** Somebody who waits for a row: parked here, and woken when it has the row, when its time is up, or when it closes a circle. Records are used again. */
export class LockWait implements Sleeper, Parking {
  readonly #locks: Locks;
  request!: Request;
  connection!: Connection;
  row!: Row;
  mode: LockMode = 'exclusive';
  since: Instant = 0;
  /** The class of whoever held the row when this wait began. */
  behind = 0;
  place: LinePlace = 0;
  /** The lanes of the lock timeout and of the deadlock check, and its places there. */
  limitLane: Lane | null = null;
  limitTicket = noTicket;
  checkLane: Lane | null = null;
  checkTicket = noTicket;

  constructor(locks: Locks) {
    this.#locks = locks;
  }

  /** The request is taken out of the line before its turn: its statement was cancelled, its session ended. */
  leave(): void {
    this.#locks.leaves(this);
  }

  /** The statement goes on in another's name: its client has died. */
  passTo(_ticket: number, to: Request): void {
    this.request = to;
  }

  /** The first in line waits for the transactions that have the row, those behind it for the place that it holds in their sight (heap_lock_tuple). */
  heldBy(): { readonly event: 'transactionid' | 'tuple'; readonly by: readonly Connection[] } {
    const { line, holders } = this.row;
    if (line.first === this) return { event: 'transactionid', by: holders };
    const all = line.everybody;
    return { event: 'tuple', by: all.slice(0, all.indexOf(this)).map(({ connection }) => connection) };
  }

  wake(what: number): void {
    if (what === Wake.deadlock) {
      this.checkLane = null;
      if (!this.#locks.closesCircle(this)) return;
    } else this.limitLane = null;
    const { request } = this;
    this.#locks.leaves(this);
    request.wake(what);
  }
}

