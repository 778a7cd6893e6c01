/**
 * Little's law without averages: over any stretch that begins and ends with nobody inside, ∫ inside dt = Σ time inside, exactly
 * (Little 1961; Stidham 1974). While someone is inside, the integral is ahead by their ages: at least nothing, at most the number
 * inside times the time since nobody was.
 */

import type { Instant } from '../units/time.ts';

/** Sums of whole microseconds are exact up to 2^53; beyond that a rounding for each addition is forgiven. */
const roundingShare = 1e-9;

/** Holds the integral of a number against the spans told by those who left, at the end of each interval. */
export class SpanSum {
  #emptyAt: Instant = 0;
  /** By how much the integral was ahead when nobody was inside: the time of those who left without telling it. */
  #untold = 0;
  /** Whether anyone may have left untold since nobody was inside. */
  #mayOwe = false;

  /**
   * Whether `spent` can be the time inside of those that left, when the integral is `area` and `inside` are still there. With
   * `mayVanish`, someone may have left since the last look without telling how long it was inside.
   */
  fits(area: number, spent: number, inside: number, now: Instant, mayVanish: boolean): boolean {
    const rounding = Math.max(1, roundingShare * area);
    const ahead = area - spent - this.#untold;
    const most = inside * (now - this.#emptyAt);
    this.#mayOwe ||= mayVanish;
    const fits = ahead >= -rounding && (ahead <= most + rounding || this.#mayOwe);
    if (inside === 0) this.#settle(ahead, now);
    return fits;
  }

  #settle(ahead: number, now: Instant): void {
    if (this.#mayOwe) this.#untold += ahead;
    this.#mayOwe = false;
    this.#emptyAt = now;
  }
}
