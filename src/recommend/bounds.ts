/**
 * Bounds for the mean of a figure over all possible runs, each side wrong with at most the level. Runs are independent replications, so Student's t; but a
 * share or a count of rare failures is far from normal, and after ten runs without any, t would claim to know that there never is one. There the
 * failures are counted as clusters of at least ten requests (dispersion measured: theory notes §5.5) and the wider of both bounds is taken.
 */

import { gammaQuantile } from '../random/gamma-quantile.ts';
import { tInterval } from '../stats/confidence.ts';
import { betaQuantile } from '../stats/distributions.ts';

export interface Bounds {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Timeouts come in clusters: their counts vary this many times as much as independent ones would, unless the runs show more. */
const usualDispersion = 10;

/** Student's t on each side. One value bounds nothing. */
export function meanBounds(values: readonly number[], level: number): Bounds {
  const { mean, halfWidth } = tInterval(values, 1 - 2 * level);
  return halfWidth === null ? { mean, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY } : { mean, low: mean - halfWidth, high: mean + halfWidth };
}

/** Variance over mean of counts: at least the usual one. */
function dispersionOf(counts: readonly number[]): number {
  const { mean, sd } = tInterval(counts);
  return sd === null || mean === 0 ? usualDispersion : Math.max(usualDispersion, (sd * sd) / mean);
}

const wider = (a: Bounds, low: number, high: number): Bounds => ({ mean: a.mean, low: Math.min(a.low, low), high: Math.max(a.high, high) });

/** Bounds for a share of requests, from the share and the number of requests of each run: t, and Clopper and Pearson's with as many trials as the clusters leave. */
export function shareBounds(shares: readonly number[], requests: readonly number[], level: number): Bounds {
  const t = meanBounds(shares, level);
  const trials = requests.reduce((sum, one) => sum + one, 0) / dispersionOf(shares.map((share, i) => share * (requests[i] ?? 0)));
  if (!(trials > 0)) return { ...t, low: 0, high: 1 };
  const hits = Math.min(trials, t.mean * trials);
  const low = hits === 0 ? 0 : betaQuantile(level, hits, trials - hits + 1);
  const high = hits >= trials ? 1 : betaQuantile(1 - level, hits + 1, trials - hits);
  const both = wider(t, low, high);
  return { mean: both.mean, low: Math.max(0, both.low), high: Math.min(1, both.high) };
}

/** Bounds for the mean of a count: t, and the exact Poisson bounds (Garwood 1936) of the clusters. */
export function countBounds(counts: readonly number[], level: number): Bounds {
  const t = meanBounds(counts, level);
  const size = dispersionOf(counts);
  const clusters = (t.mean * counts.length) / size;
  const low = clusters === 0 ? 0 : gammaQuantile(level, clusters);
  const high = gammaQuantile(1 - level, clusters + 1);
  const both = wider(t, (low * size) / counts.length, (high * size) / counts.length);
  return { ...both, low: Math.max(0, both.low) };
}

/** Bounds for the share of all runs in which something holds: Clopper and Pearson's exact ones. */
export function heldBounds(heldIn: number, runs: number, level: number): Bounds {
  return {
    mean: heldIn / runs,
    low: heldIn === 0 ? 0 : betaQuantile(level, heldIn, runs - heldIn + 1),
    high: heldIn === runs ? 1 : betaQuantile(1 - level, heldIn + 1, runs - heldIn),
  };
}
