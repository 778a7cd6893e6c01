/**
 * The interval of a mean whose values are skewed: Student's t, moved and bent by the skewness that they show (Willink 2005, "A confidence interval and test
 * for the mean of an asymmetric distribution"; Skart, Tafazzoli et al. 2011, uses the same). Percentiles of runs near saturation are skewed to the
 * right, and the plain interval then ends too early above. A small sample shows too little of its skewness: each end takes it one
 * standard error, √(6/n), worse, so that the interval of a symmetric sample is a little wider than Student's.
 */

import { assert } from '../assert.ts';
import { exp, ln } from '../random/portable-math.ts';
import { tInterval } from './confidence.ts';
import type { Range } from './proportions.ts';

/** Interval for the mean of at least three independent values. */
export function skewedInterval(values: ArrayLike<number>, confidence = 0.95): Range & { readonly mean: number; readonly skewness: number } {
  const { count, mean, sd, t } = tInterval(values, confidence);
  assert(sd !== null && t !== null && count > 2, 'skewness needs at least three values');
  const skewness = sd === 0 ? 0 : skewnessOf(values, mean, sd);
  const [root, doubt] = [Math.sqrt(count), Math.sqrt(6 / count)];
  const bend = (by: number): number => (skewness + by) / (6 * root);
  const unit = sd / root;
  return { mean, skewness, low: mean - (sd === 0 ? 0 : bent(t, bend(-doubt)) * unit), high: mean - (sd === 0 ? 0 : bent(-t, bend(doubt)) * unit) };
}

/** The third moment without bias over the third power of the standard deviation. */
function skewnessOf(values: ArrayLike<number>, mean: number, sd: number): number {
  const n = values.length;
  let cubes = 0;
  for (let i = 0; i < n; i++) cubes += ((values[i]! - mean) / sd) ** 3;
  return (n * cubes) / ((n - 1) * (n - 2));
}

/** Willink's G. Below a skewness that rounding could make, the straight line. */
function bent(t: number, bend: number): number {
  if (Math.abs(bend) < 1e-6) return t;
  return (cubeRoot(1 + 6 * bend * (t - bend)) - 1) / (2 * bend);
}

const cubeRoot = (x: number): number => (x === 0 ? 0 : Math.sign(x) * exp(ln(Math.abs(x)) / 3));
