/** The book of all rows of one name: how long they were held, and who waited behind whom. */

import type { Duration } from '../../units/time.ts';

/** Waits of one class for a row that one class held when they began. Classes by index. */
export interface RowWaits {
  readonly holder: number;
  readonly waiter: number;
  waits: number;
  waited: Duration;
}

export class RowTally {
  readonly name: string;
  /** Times that a row of this name was held, from the first who had it to the last who let go, and the µs of that. */
  holds = 0;
  held: Duration = 0;
  readonly waits: RowWaits[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** The last who had a row lets go of it. */
  heldFor(span: Duration): void {
    this.holds++;
    this.held += span;
  }

  /** The same book, to be written on. */
  copy(): RowTally {
    const copy = new RowTally(this.name);
    copy.holds = this.holds;
    copy.held = this.held;
    for (const one of this.waits) copy.waits.push({ ...one });
    return copy;
  }

  /** A wait is over, well or not. */
  waited(holder: number, waiter: number, span: Duration): void {
    const entry = this.waits.find((one) => one.holder === holder && one.waiter === waiter) ?? this.#begin(holder, waiter);
    entry.waits++;
    entry.waited += span;
  }

  #begin(holder: number, waiter: number): RowWaits {
    const entry = { holder, waiter, waits: 0, waited: 0 };
    this.waits.push(entry);
    return entry;
  }
}
