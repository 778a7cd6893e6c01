/**
 * Shares and percentiles of independent observations with their intervals: Wilson (1927), Clopper and Pearson (1934), and the
 * order-statistic interval of a percentile. Requests are not independent: divide their number by their index of dispersion first.
 */
import { assert } from '../assert.ts';
import { ln } from '../random/portable-math.ts';
import { betaQuantile, binomialCdf, normalQuantile } from './distributions.ts';

export interface Range {
  readonly low: number;
  readonly high: number;
}

function check(hits: number, trials: number, confidence: number): void {
  assert(trials > 0 && hits >= 0 && hits <= trials, 'there are between none and all hits in at least one trial');
  assert(confidence > 0 && confidence < 1, 'a confidence lies between 0 and 1');
}

/** Wilson's score interval for a share; trials may be an effective, fractional number. */
export const wilson = (hits: number, trials: number, confidence = 0.95): Range => scoreInterval(hits, trials, normalQuantile((1 + confidence) / 2));

/** The same with any quantile in the place of the normal law's. */
export function scoreInterval(hits: number, trials: number, z: number): Range {
  check(hits, trials, 0.5);
  const share = hits / trials;
  const extra = (z * z) / trials;
  const centre = (share + extra / 2) / (1 + extra);
  const half = (z * Math.sqrt((share * (1 - share)) / trials + extra / (4 * trials))) / (1 + extra);
  return { low: hits === 0 ? 0 : Math.max(0, centre - half), high: hits === trials ? 1 : Math.min(1, centre + half) };
}

/** Clopper and Pearson's exact interval for a share: never too narrow. */
export function clopperPearson(hits: number, trials: number, confidence = 0.95): Range {
  check(hits, trials, confidence);
  const outside = (1 - confidence) / 2;
  return {
    low: hits === 0 ? 0 : betaQuantile(outside, hits, trials - hits + 1),
    high: hits === trials ? 1 : betaQuantile(1 - outside, hits + 1, trials - hits),
  };
}

/** "At most this share, with that confidence": the one-sided bound; about 3/trials at 95 % when nothing was hit. */
export function atMost(hits: number, trials: number, confidence = 0.95): number {
  check(hits, trials, confidence);
  return hits === trials ? 1 : betaQuantile(confidence, hits + 1, trials - hits);
}

/** The least whole number in [low, high] for which a condition that stays true once true holds; high + 1 when none does. */
function firstWhere(low: number, high: number, holds: (k: number) => boolean): number {
  let [from, to] = [low, high + 1];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** Which of n sorted values (counted from 1) bound the p-quantile. lower 0 and upper n + 1 mean: no limit on that side. */
export interface QuantileRanks {
  readonly lower: number;
  readonly upper: number;
  /** Exact chance that the two enclose the quantile. */
  readonly coverage: number;
  /** The least number of observations for which an upper limit exists. */
  readonly leastCount: number;
}

/** The distribution-free interval of a percentile: ranks into the sorted sample, from the binomial law. */
export function quantileRanks(n: number, p: number, confidence = 0.95): QuantileRanks {
  assert(p > 0 && p < 1 && n >= 1, 'a percentile lies between 0 and 1, of at least one value');
  check(0, n, confidence);
  const outside = (1 - confidence) / 2;
  const lower = firstWhere(1, n, l => binomialCdf(l - 1, n, p) > outside) - 1;
  const upper = firstWhere(1, n, u => 1 - binomialCdf(u - 1, n, p) <= outside);
  const coverage = binomialCdf(upper - 1, n, p) - binomialCdf(lower - 1, n, p);
  return { lower, upper, coverage, leastCount: Math.ceil(ln(outside) / ln(p) - 1e-9) };
}
