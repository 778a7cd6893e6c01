/**
 * Intervals from one long, correlated series by batches: plain batch means with a check that the batches may pass for independent (von Neumann's ratio,
 * Fishman 1978), overlapping batch means (Meketon & Schmeiser 1984), and quantiles by batches (Law 2015, §9.5.3). Where it can be had, an interval over
 * independent replications is better: no batch size mends a series that is too short.
 */

import { assert } from '../assert.ts';
import { type MeanInterval, tInterval, twoSidedT } from './confidence.ts';
import { normalQuantile } from './distributions.ts';

/** Means of `batches` equal batches. What does not fill a batch is left out at the front, where the warm-up is. */
function meansOf(series: ArrayLike<number>, batches: number): Float64Array {
  const length = Math.floor(series.length / batches);
  assert(batches >= 2 && length >= 1, 'batch means need at least two batches of at least one value');
  const skipped = series.length - length * batches;
  const means = new Float64Array(batches);
  for (let b = 0; b < batches; b++) {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += series[skipped + b * length + i]!;
    means[b] = sum / length;
  }
  return means;
}

/** Interval for the mean of the series: the means of `batches` equal batches, taken as independent. */
export const batchMeans = (series: ArrayLike<number>, batches = 20, confidence = 0.95): MeanInterval => tInterval(meansOf(series, batches), confidence);

/** How much neighbours in a series have in common. */
export interface Neighbours {
  /** Correlation of neighbours, with 1/n normalisation: about 0 for independent values. Null where nothing varies. */
  readonly lag1: number | null;
  /** Squared steps over squared deviations: about 2 for independent values, less where neighbours are alike (von Neumann 1941). */
  readonly ratio: number | null;
}

/** Correlation and von Neumann's ratio of neighbours. */
export function neighbours(series: ArrayLike<number>): Neighbours {
  const n = series.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += series[i]! / n;
  let [squares, products, steps] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const gap = series[i]! - mean;
    squares += gap * gap;
    if (i + 1 === n) break;
    products += gap * (series[i + 1]! - mean);
    steps += (series[i + 1]! - series[i]!) ** 2;
  }
  return squares === 0 ? { lag1: null, ratio: null } : { lag1: products / squares, ratio: steps / squares };
}

/**
 * Whether von Neumann's ratio lets the values pass for independent against a likeness of neighbours: one-sided, at `confidence` that a good series passes.
 * For independent normal values 1 - ratio/2 has mean 0 and variance (n - 2)/(n^2 - 1). Needs eight values to say anything; fewer do not pass.
 */
export function passesForIndependent(values: ArrayLike<number>, confidence = 0.9): boolean {
  const n = values.length;
  const { ratio } = neighbours(values);
  if (ratio === null) return true;
  return n >= 8 && 1 - ratio / 2 <= normalQuantile(confidence) * Math.sqrt((n - 2) / (n * n - 1));
}

/** Batch means with batches long enough: begins with many and halves their number until they pass for independent; `passed` is false when eight do not. */
export function checkedBatchMeans(series: ArrayLike<number>, confidence = 0.95, most = 128): MeanInterval & { readonly passed: boolean } {
  assert(series.length >= 8, 'batches need at least eight values');
  let batches = Math.min(most, series.length);
  for (; batches >= 16; batches = Math.floor(batches / 2)) {
    // Twice as many batches must pass as are used, so that those in use are surely far enough apart (Law & Carson 1979).
    const means = meansOf(series, batches);
    if (passesForIndependent(means)) return { ...batchMeans(series, Math.floor(batches / 2), confidence), passed: true };
  }
  return { ...batchMeans(series, Math.min(8, batches), confidence), passed: passesForIndependent(meansOf(series, 8)) };
}

/**
 * n times the variance of the mean of n values, from all batches of n/batches neighbours, overlapping ones too: two thirds of the variance of what plain
 * batches give. In the series' unit squared.
 */
export function overlappingVariance(series: ArrayLike<number>, batches = 20): number {
  const n = series.length;
  const length = Math.floor(n / batches);
  assert(batches >= 2 && length >= 1, 'batch means need at least two batches of at least one value');
  let [mean, window] = [0, 0];
  for (let i = 0; i < n; i++) mean += series[i]! / n;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    window += series[i]! - mean;
    if (i >= length) window -= series[i - length]! - mean;
    if (i >= length - 1) sum += (window / length) * (window / length);
  }
  return ((n * length) / ((n - length + 1) * (n - length))) * sum;
}

/** Interval for the mean of the series from overlapping batches, with 1.5 (batches - 1) degrees of freedom (Meketon & Schmeiser 1984). */
export function overlappingBatchMeans(series: ArrayLike<number>, batches = 20, confidence = 0.95): MeanInterval {
  const n = series.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += series[i]! / n;
  const t = twoSidedT(confidence, 1.5 * (batches - 1));
  const sd = Math.sqrt(overlappingVariance(series, batches));
  return { count: n, mean, sd, t, halfWidth: (t * sd) / Math.sqrt(n) };
}

/**
 * Interval for the p-quantile of one long series: the quantiles of equal batches, taken as independent. Each batch should hold some 100/(1 - p) values, or
 * its quantile leans to one side.
 */
export function batchQuantiles(series: ArrayLike<number>, p: number, batches = 20, confidence = 0.95): MeanInterval {
  const length = Math.floor(series.length / batches);
  assert(p > 0 && p < 1 && batches >= 2 && length >= 1, 'batch quantiles need a share between 0 and 1 and at least two batches of at least one value');
  const skipped = series.length - length * batches;
  return tInterval(Float64Array.from({ length: batches }, (_, b) => {
    const batch = Float64Array.from({ length }, (_, i) => series[skipped + b * length + i]!).sort();
    return batch[Math.min(length - 1, Math.ceil(p * length) - 1)]!;
  }), confidence);
}
