/**
 * Running summaries: a `Tally` of samples (mean, variance, extremes by Welford 1962, merged by Chan, Golub & LeVeque 1979) and a
 * `LevelTally` of something that has a level in time (time average, maximum). State lives in typed arrays: no number is boxed.
 */
import { assert } from '../assert.ts';
import type { Instant } from '../units/time.ts';

const sample = { count: 0, mean: 1, squares: 2, least: 3, most: 4 } as const;

/** Count, mean, variance and extremes of samples, whatever their unit. */
export class Tally {
  readonly #held = Float64Array.of(0, 0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);

  add(value: number): void {
    const held = this.#held;
    const count = held[sample.count]! + 1;
    const gap = value - held[sample.mean]!;
    const mean = held[sample.mean]! + gap / count;
    held[sample.count] = count;
    held[sample.mean] = mean;
    held[sample.squares]! += gap * (value - mean);
    if (value < held[sample.least]!) held[sample.least] = value;
    if (value > held[sample.most]!) held[sample.most] = value;
  }

  /** As if every sample of `other` had been added here (up to rounding). */
  mergeFrom(other: Tally): void {
    const [mine, theirs] = [this.#held, other.#held];
    const count = mine[sample.count]! + theirs[sample.count]!;
    if (theirs[sample.count] === 0) return;
    const gap = theirs[sample.mean]! - mine[sample.mean]!;
    const share = theirs[sample.count]! / count;
    mine[sample.squares]! += theirs[sample.squares]! + gap * gap * mine[sample.count]! * share;
    mine[sample.mean]! += gap * share;
    mine[sample.count] = count;
    mine[sample.least] = Math.min(mine[sample.least]!, theirs[sample.least]!);
    mine[sample.most] = Math.max(mine[sample.most]!, theirs[sample.most]!);
  }

  get count(): number {
    return this.#held[sample.count]!;
  }

  /** Null when empty. */
  get mean(): number | null {
    return this.count === 0 ? null : this.#held[sample.mean]!;
  }

  /** Sample variance, divided by n - 1. Null below two samples. */
  get variance(): number | null {
    return this.count < 2 ? null : this.#held[sample.squares]! / (this.count - 1);
  }

  /** Square root of the sample variance. Null below two samples. */
  get standardDeviation(): number | null {
    const variance = this.variance;
    return variance === null ? null : Math.sqrt(variance);
  }

  /** Null when empty. */
  get least(): number | null {
    return this.count === 0 ? null : this.#held[sample.least]!;
  }

  /** Null when empty. */
  get most(): number | null {
    return this.count === 0 ? null : this.#held[sample.most]!;
  }
}

const level = { value: 0, since: 1, area: 2, most: 3, began: 4 } as const;

/** A level that jumps at known instants (connections lent, requests waiting): its time integral, time average and maximum. */
export class LevelTally {
  readonly #held: Float64Array;

  constructor(at: Instant = 0, value = 0) {
    this.#held = Float64Array.of(value, at, 0, value, at);
  }

  get value(): number {
    return this.#held[level.value]!;
  }

  /** The largest level since the beginning or the last `restart`, the level then included. */
  get max(): number {
    return this.#held[level.most]!;
  }

  /** The level becomes `value` at `at`. Time does not run backwards. */
  set(at: Instant, value: number): void {
    const held = this.#held;
    assert(at >= held[level.since]!, 'a level changes at or after its last change');
    held[level.area]! += held[level.value]! * (at - held[level.since]!);
    held[level.since] = at;
    held[level.value] = value;
    if (value > held[level.most]!) held[level.most] = value;
  }

  /** The level rises by `by` (falls when negative). */
  change(at: Instant, by: number): void {
    this.set(at, this.#held[level.value]! + by);
  }

  /** Level times microseconds from the beginning (or the last `restart`) to `at`, which is at or after the last change. */
  areaAt(at: Instant): number {
    const held = this.#held;
    return held[level.area]! + held[level.value]! * (at - held[level.since]!);
  }

  /** Time average from the beginning (or the last `restart`) to `at`. Null where no time has passed. */
  meanAt(at: Instant): number | null {
    const length = at - this.#held[level.began]!;
    return length > 0 ? this.areaAt(at) / length : null;
  }

  /** Forgets the past and keeps the level: the end of a warm-up, the start of an interval. */
  restart(at: Instant): void {
    const held = this.#held;
    this.set(at, held[level.value]!);
    held[level.area] = 0;
    held[level.most] = held[level.value]!;
    held[level.began] = at;
  }
}
