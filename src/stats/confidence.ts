/**
 * Means with an honest plus or minus: Student's t over independent replications or over batches of one run, paired differences
 * of runs on common random numbers, and a mean corrected by a control whose mean is known. Textbook methods (Law, Simulation
 * Modeling and Analysis, 2015, chapters 9 to 11). Requests of one run are not independent: never feed them here singly.
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

const meanOf = (values: ArrayLike<number>): number => sumOf(values, x => x) / values.length;

/** Sum of products of deviations from the means. */
function crossed(x: ArrayLike<number>, y: ArrayLike<number>): number {
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

/**
 * Interval for the mean of one long, correlated series: the means of `batches` equal batches, taken as independent. What does
 * not fill a batch is left out at the front, where the warm-up is.
 */
export function batchMeans(series: ArrayLike<number>, batches = 20, confidence = 0.95): MeanInterval {
  const length = Math.floor(series.length / batches);
  assert(batches >= 2 && length >= 1, 'batch means need at least two batches of at least one value');
  const skipped = series.length - length * batches;
  const means = new Float64Array(batches);
  for (let b = 0; b < batches; b++) {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += series[skipped + b * length + i]!;
    means[b] = sum / length;
  }
  return tInterval(means, confidence);
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

/**
 * The mean of x corrected by a control seen in the same replications whose true mean is known: x + beta (known - control), with
 * beta by least squares and the regression's own interval (Lavenberg & Welch 1981). At least three replications.
 */
export function controlledMean(x: ArrayLike<number>, control: ArrayLike<number>, knownMean: number, confidence = 0.95): MeanInterval & { readonly beta: number } {
  const count = x.length;
  assert(count === control.length && count > 2, 'a control needs at least three replications, the same on both sides');
  const spread = crossed(control, control);
  assert(spread > 0, 'a control must vary');
  const beta = crossed(x, control) / spread;
  const gap = knownMean - meanOf(control);
  const residual = Math.max(0, crossed(x, x) - beta * crossed(x, control)) / (count - 2);
  const t = twoSidedT(confidence, count - 2);
  const halfWidth = t * Math.sqrt(residual * (1 / count + (gap * gap) / spread));
  return { count, mean: meanOf(x) + beta * gap, sd: Math.sqrt(residual), t, halfWidth, beta };
}
