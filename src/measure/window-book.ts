/** Stretches of time in which something was wrong, kept as they grow: what follows within 30 s belongs to the same stretch. */

import type { WindowResult } from '../result.ts';
import { type Duration, inSeconds, type Instant, seconds } from '../units/time.ts';

/** Trouble with a longer pause than this is a new window. */
export const largestGap: Duration = seconds(30);

interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  readonly count: number;
}

const place = { from: 0, to: 1, count: 2 } as const;

/** The windows of one class (each failure is a point) or one pool (each exhausted interval is a span). */
export class WindowBook {
  readonly #done: Stretch[] = [];
  /** The window that may still grow; in a typed array, so that a failure allocates nothing. A count of 0: there is none. */
  readonly #open = new Float64Array(3);

  /** One failure at `now`: counts it. */
  point(now: Instant): void {
    const open = this.#open;
    if (open[place.count]! === 0 || now - open[place.to]! > largestGap) this.#begin(now);
    open[place.to] = now;
    open[place.count]! += 1;
  }

  /** Trouble from `from` to `to` with the extreme `most`: keeps the largest. */
  span(from: Instant, to: Instant, most: number): void {
    const open = this.#open;
    if (open[place.count]! === 0 || from - open[place.to]! > largestGap) this.#begin(from);
    open[place.to] = to;
    open[place.count] = Math.max(open[place.count]!, most, 1);
  }

  /** Total length of the windows so far. */
  get length(): Duration {
    return this.#all().reduce((sum, window) => sum + window.to - window.from, 0);
  }

  /** The windows in order of time. */
  results(what: WindowResult['what'], of: string): WindowResult[] {
    return this.#all().map(({ from, to, count }) => ({ what, of, fromS: inSeconds(from), toS: inSeconds(to), count }));
  }

  #begin(now: Instant): void {
    this.#shelve();
    this.#open[place.from] = now;
    this.#open[place.count] = 0;
  }

  #shelve(): void {
    if (this.#open[place.count]! > 0) this.#done.push(this.#current());
  }

  #current(): Stretch {
    return { from: this.#open[place.from]!, to: this.#open[place.to]!, count: this.#open[place.count]! };
  }

  #all(): readonly Stretch[] {
    return this.#open[place.count]! > 0 ? [...this.#done, this.#current()] : this.#done;
  }
}
