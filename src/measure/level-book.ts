/**
 * What is remembered of one level (connections lent, statements running): its mean and its peak over each interval of the series
 * and over measured time. The level's owner keeps the integral; this book only reads it at the edges.
 */

import type { LevelView } from '../model/happening.ts';
import type { Instant } from '../units/time.ts';

/** Mean and peak of one level, by interval and over measured time. */
export class LevelBook {
  readonly #view: LevelView;
  #intervalFrom: Instant;
  #areaAtInterval: number;
  #peakSoFar = 0;
  #area = 0;
  #mean = 0;
  #peak = 0;
  #measuring = false;
  #measuredFrom: Instant = 0;
  #areaAtMeasuring = 0;
  #measuredPeak = 0;

  constructor(view: LevelView, now: Instant) {
    this.#view = view;
    this.#intervalFrom = now;
    this.#areaAtInterval = view.areaAt(now);
  }

  /** From here on the level counts. The peak of the running interval is kept apart, so that neither part spoils the other. */
  measure(now: Instant): void {
    this.#peakSoFar = Math.max(this.#peakSoFar, this.#view.max);
    this.#view.restartMax();
    this.#measuring = true;
    this.#measuredFrom = now;
    this.#areaAtMeasuring = this.#view.areaAt(now);
  }

  /** Ends an interval of the series; the figures below are then about it. An interval without length has the value as its mean. */
  close(now: Instant): void {
    const area = this.#view.areaAt(now);
    const length = now - this.#intervalFrom;
    this.#area = area - this.#areaAtInterval;
    this.#mean = length > 0 ? this.#area / length : this.#view.value;
    const lately = this.#view.max;
    this.#peak = Math.max(this.#peakSoFar, lately);
    if (this.#measuring) this.#measuredPeak = Math.max(this.#measuredPeak, lately);
    this.#view.restartMax();
    this.#peakSoFar = 0;
    this.#intervalFrom = now;
    this.#areaAtInterval = area;
  }

  get value(): number {
    return this.#view.value;
  }

  /** Integral over the interval closed last, in quantity × µs. */
  get area(): number {
    return this.#area;
  }

  /** Mean over the interval closed last. */
  get mean(): number {
    return this.#mean;
  }

  /** Largest value in the interval closed last. */
  get peak(): number {
    return this.#peak;
  }

  /** Largest value in the closed intervals of measured time. */
  get measuredPeak(): number {
    return this.#measuredPeak;
  }

  /** Mean over measured time up to `now`; the value itself when no time was measured. */
  measuredMean(now: Instant): number {
    const time = now - this.#measuredFrom;
    return this.#measuring && time > 0 ? (this.#view.areaAt(now) - this.#areaAtMeasuring) / time : this.#view.value;
  }

  /** Integral since the start of the run. */
  areaAt(now: Instant): number {
    return this.#view.areaAt(now);
  }
}
