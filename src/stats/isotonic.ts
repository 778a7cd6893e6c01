/**
 * The monotone curve nearest to noisy points, by weighted least squares: pool adjacent violators (Ayer et al. 1955; Barlow et al. 1972). For drawing a sweep where
 * the response is known to fall; never for intervals.
 */

import { assert } from '../assert.ts';

/** The nearest never-rising sequence to y, with weights above 0 (by default all 1). */
export function neverRising(y: ArrayLike<number>, weights: ArrayLike<number> = new Float64Array(y.length).fill(1)): Float64Array {
  assert(y.length === weights.length, 'each value has a weight');
  const blocks: { sum: number; weight: number; count: number }[] = [];
  for (let i = 0; i < y.length; i++) {
    let block = { sum: y[i]! * weights[i]!, weight: weights[i]!, count: 1 };
    for (let before = blocks.at(-1); before !== undefined && before.sum / before.weight < block.sum / block.weight; before = blocks.at(-1)) {
      block = { sum: before.sum + block.sum, weight: before.weight + block.weight, count: before.count + block.count };
      blocks.pop();
    }
    blocks.push(block);
  }
  const fit = new Float64Array(y.length);
  let i = 0;
  for (const { sum, weight, count } of blocks) fit.fill(sum / weight, i, (i += count));
  return fit;
}

/** The nearest never-falling sequence. */
export const neverFalling = (y: ArrayLike<number>, weights?: ArrayLike<number>): Float64Array =>
  neverRising(Float64Array.from(y, (value) => -value), weights).map((value) => -value);
