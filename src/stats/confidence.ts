/**
 * Means with an honest plus or minus: Student's t over independent replications, and paired differences of runs on common random numbers (Law, Simulation
 * Modeling and Analysis, 2015, chapters 9 to 11). Requests of one run are not independent: never feed them here singly (batch-means.ts).
 */
import { assert } from '../assert.ts';
import { studentQuantile } from './distributions.ts';

/** A mean and half the width of its interval: the truth lies within mean ± halfWidth with the stated confidence. */
export interface MeanInterval {
  readonly count: number;
  readonly mean: number;
  /** Standard deviation of the values, divided by n - 1. Null below two values. */
  readonly sd: number | null;
  /** Two-sided quantile of Student's t that was used. Null below two values. */
  readonly t: number | null;
  readonly halfWidth: number | null;
}

const sumOf = (values: ArrayLike<number>, of: (value: number, i: number) => number): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += of(values[i]!, i);
  return sum;
};

/** The arithmetic mean; NaN of nothing. */
export const meanOf = (values: ArrayLike<number>): number => sumOf(values, x => x) / values.length;

/** Sum of products of deviations from the means. */
export function crossed(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  return sumOf(x, (value, i) => (value - meanX) * (y[i]! - meanY));
}

/** The two-sided t quantile: P(|T| <= t) = confidence. */
export function twoSidedT(confidence: number, df: number): number {
  assert(confidence > 0 && confidence < 1, 'a confidence lies between 0 and 1');
  return studentQuantile((1 + confidence) / 2, df);
}

/** Interval for the mean of independent values, one a replication. One value has a mean and no width. */
export function tInterval(values: ArrayLike<number>, confidence = 0.95): MeanInterval {
  const count = values.length;
  assert(count > 0, 'an interval needs at least one value');
  const mean = meanOf(values);
  if (count < 2) return { count, mean, sd: null, t: null, halfWidth: null };
  const sd = Math.sqrt(crossed(values, values) / (count - 1));
  const t = twoSidedT(confidence, count - 1);
  return { count, mean, sd, t, halfWidth: (t * sd) / Math.sqrt(count) };
}

/** How many replications a half-width of `relative` times the mean would take, judged from those at hand. Null where it cannot say. */
export function replicationsFor(interval: MeanInterval, relative: number): number | null {
  if (interval.sd === null || interval.t === null || interval.mean === 0) return null;
  const root = (interval.t * interval.sd) / (relative * Math.abs(interval.mean));
  return Math.max(2, Math.ceil(root * root));
}

/** Interval for the mean of x - y over replications on the same seeds (paired t). */
export function pairedDifference(x: ArrayLike<number>, y: ArrayLike<number>, confidence = 0.95): MeanInterval {
  assert(x.length === y.length, 'a paired difference needs the same replications on both sides');
  return tInterval(Float64Array.from(x, (value, i) => value - y[i]!), confidence);
}

/** Half-width for the difference of two means when the pairing is ignored (Welch 1947). At least two values on each side. */
export function welchHalfWidth(x: ArrayLike<number>, y: ArrayLike<number>, confidence = 0.95): number {
  assert(x.length > 1 && y.length > 1, 'Welch needs at least two values on each side');
  const a = crossed(x, x) / (x.length - 1) / x.length;
  const b = crossed(y, y) / (y.length - 1) / y.length;
  const df = ((a + b) * (a + b)) / ((a * a) / (x.length - 1) + (b * b) / (y.length - 1));
  return a + b === 0 ? 0 : twoSidedT(confidence, df) * Math.sqrt(a + b);
}

/** Pearson's correlation of paired values. Null where one side does not vary. */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  assert(x.length === y.length && x.length > 1, 'a correlation needs at least two pairs');
  const spread = Math.sqrt(crossed(x, x) * crossed(y, y));
  return spread === 0 ? null : crossed(x, y) / spread;
}
