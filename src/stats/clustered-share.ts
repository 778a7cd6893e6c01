/**
 * Shares of failures that come in clusters, as timeouts do: their count over equal runs varies D times as much as independent failures would, with D from 9 to
 * 17 in ordinary pools. Many failures: Student's t on the ratio over runs (Cochran 1977, ch. 6). Few: Wilson's interval with n/D instead of n requests
 * (the design effect of Kish 1965). None: at most about 3 D/n at 95 %.
 */

import { assert } from '../assert.ts';
import { tInterval, twoSidedT } from './confidence.ts';
import { atMost, scoreInterval, wilson } from './proportions.ts';

/** D where it cannot be estimated: none failed, or there is one run. Measured: 8.8 to 16.9 in four settings with pools between 10 and 12. */
export const usualDispersion = 10;

const sumOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
};

/** Hits that a common share does not explain, run by run. */
const residuals = (hits: ArrayLike<number>, trials: ArrayLike<number>, share: number): Float64Array => Float64Array.from(hits, (hit, i) => hit - share * trials[i]!);

/** The index of dispersion D of hits over independent runs, at least 1. Null where it cannot be told: fewer than two runs, no hits, or only hits. */
export function dispersion(hits: ArrayLike<number>, trials: ArrayLike<number>): number | null {
  assert(hits.length === trials.length, 'each run has its hits and its trials');
  const [all, n] = [sumOf(hits), sumOf(trials)];
  if (hits.length < 2 || all === 0 || all === n) return null;
  const share = all / n;
  const left = residuals(hits, trials, share);
  const variance = left.reduce((sum, gap) => sum + gap * gap, 0) / (hits.length - 1);
  return Math.max(1, variance / ((n / hits.length) * share * (1 - share)));
}

/** A share over runs with the interval that fits how many hits there were. */
export interface ClusteredShare {
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly dispersion: number;
  /** "ratio": Student's t over runs. "effective": Wilson with n/D. "none": a bound only. */
  readonly by: 'ratio' | 'effective' | 'none';
}

/** Runs with hits from which on Student's t over runs is used: so many, and three in four of all. */
const manyRuns = 10;

/** The share of hits over independent runs, that within runs come in clusters; `assumed` is the D where none can be told. */
export function clusteredShare(hits: ArrayLike<number>, trials: ArrayLike<number>, confidence = 0.95, assumed = usualDispersion): ClusteredShare {
  assert(hits.length === trials.length && hits.length > 0, 'each run has its hits and its trials');
  const [all, n, runs] = [sumOf(hits), sumOf(trials), hits.length];
  assert(n > 0, 'a share needs at least one trial');
  const share = all / n;
  const found = dispersion(hits, trials);
  const d = found ?? assumed;
  if (all === 0) return { share, low: 0, high: atMost(0, n / d, confidence), dispersion: d, by: 'none' };
  const hit = Array.from(hits).filter((count) => count > 0).length;
  if (hit >= manyRuns && hit >= 0.75 * runs && found !== null) {
    const { sd } = tInterval(residuals(hits, trials, share));
    const half = (twoSidedT(confidence, runs - 1) * (sd ?? 0) * Math.sqrt(runs)) / n;
    return { share, low: Math.max(0, share - half), high: Math.min(1, share + half), dispersion: d, by: 'ratio' };
  }
  // D itself is an estimate from few runs: Student's quantile in the place of the normal one.
  const range = found === null ? wilson(all / d, n / d, confidence) : scoreInterval(all / d, n / d, twoSidedT(confidence, runs - 1));
  return { share, ...range, dispersion: d, by: 'effective' };
}
