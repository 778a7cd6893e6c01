/** Breaches of a law seen while the run went on: how many, and the first of them in words. */

import { type Instant, inSeconds } from '../units/time.ts';

/** Counts breaches and keeps the words of the first. */
export class Slips {
  #count = 0;
  #first = '';

  /** Notes a breach when `held` is false; the words are asked for only the first time. */
  expect(held: boolean, now: Instant, says: () => string): void {
    if (held) return;
    if (this.#count === 0) this.#first = `at ${inSeconds(now)} s: ${says()}`;
    this.#count += 1;
  }

  /** Null when nothing was seen, else the first breach and how many there were. */
  get text(): string | null {
    if (this.#count === 0) return null;
    return this.#count === 1 ? this.#first : `${this.#first} (and ${this.#count - 1} more)`;
  }
}
