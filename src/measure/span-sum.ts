/**
 * Little's law without averages: over any stretch that begins and ends with nobody inside, ∫ inside dt = Σ time inside, exactly
 * (Little 1961; Stidham 1974). While someone is inside, the integral may be ahead by their ages: at most the number inside times the
 * time since nobody was.
 */

import type { Instant } from '../units/time.ts';
import { agree } from './figures.ts';

/** Holds the integral of a number against the spans told by those who left, at the end of each interval. */
export class SpanSum {
  #emptyAt: Instant = 0;

  /** Whether `spent` can be the time inside of those that left, when the integral is `area` and `inside` are still there. */
  fits(area: number, spent: number, inside: number, now: Instant): boolean {
    const ahead = area - spent;
    const most = inside * (now - this.#emptyAt);
    const fits = (ahead >= 0 || agree(area, spent)) && (ahead <= most || agree(area, spent + most));
    if (inside === 0) this.#emptyAt = now;
    return fits;
  }
}
