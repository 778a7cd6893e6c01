/**
 * How much of a limit was in use: the time average of quantity / limit, where the limit may change on the way (a pool resized, a
 * database given more cores). The quantity comes as an integral, the limit as the number in force; incidents cut the time in pieces.
 */

import type { Instant } from '../units/time.ts';

/** Mean of quantity / limit over each interval and over measured time. An unlimited (or zero) limit counts as nothing in use. */
export class LimitShare {
  readonly #areaAt: (now: Instant) => number;
  readonly #limit: () => number;
  #area: number;
  #limitThen: number;
  #beganAtCut = false;
  #intervalFrom: Instant;
  #used = 0;
  #mean = 0;
  #measuring = false;
  #measuredFrom: Instant = 0;
  #measuredUse = 0;

  constructor(areaAt: (now: Instant) => number, limit: () => number, now: Instant) {
    this.#areaAt = areaAt;
    this.#limit = limit;
    this.#intervalFrom = now;
    this.#area = areaAt(now);
    this.#limitThen = limit();
  }

  /** From here on use counts. */
  measure(now: Instant): void {
    this.#charge(now, false);
    this.#measuring = true;
    this.#measuredFrom = now;
  }

  /** The limit may change at this instant: heard either just before the change or just after it. */
  cut(now: Instant): void {
    this.#charge(now, true);
  }

  /** Ends an interval of the series. */
  close(now: Instant): void {
    this.#charge(now, false);
    const length = now - this.#intervalFrom;
    this.#mean = length > 0 ? this.#used / length : 0;
    this.#used = 0;
    this.#intervalFrom = now;
  }

  /** Mean of quantity / limit over the interval closed last. */
  get mean(): number {
    return this.#mean;
  }

  /** The same over measured time up to `now`, which must be the end of a closed interval; 0 when no time was measured. */
  measuredMean(now: Instant): number {
    const time = now - this.#measuredFrom;
    return this.#measuring && time > 0 ? this.#measuredUse / time : 0;
  }

  #charge(now: Instant, atCut: boolean): void {
    const area = this.#areaAt(now);
    const limit = this.#limit();
    const inForce = this.#inForce(limit, atCut);
    const use = Number.isFinite(inForce) && inForce > 0 ? (area - this.#area) / inForce : 0;
    this.#used += use;
    if (this.#measuring) this.#measuredUse += use;
    this.#area = area;
    this.#limitThen = limit;
    this.#beganAtCut = atCut;
  }

  /**
   * The limit of the piece that ends now. When the number changed, it changed at the cut that began the piece (we heard of it just
   * before), or at the cut that ends it (just after); without any cut, somewhere in between, and the middle is the fair guess.
   */
  #inForce(limit: number, atCut: boolean): number {
    if (limit === this.#limitThen || this.#beganAtCut) return limit;
    if (atCut) return this.#limitThen;
    return (limit + this.#limitThen) / 2;
  }
}
