/**
 * When to stop repeating: look at the runs made so far, go on until the interval is narrow enough. To stop at the first look that is narrow enough favours looks
 * whose spread came out too small, so that a 95 % interval covers less than it says: 87 % of the time where one looks after every run from the second
 * (test/coverage/README.md). Hence the first look after ten runs, then as many as the spread calls for, at most double, and the width that must be reached is
 * that of half the error (Law 2015, §9.4.1).
 */

import { assert } from '../assert.ts';
import { tInterval } from './confidence.ts';

/** Fewer say too little of the spread. */
export const firstLook = 10;

/** How narrow is narrow enough: half the width, as a share of the mean, or, where that is less, as it is. */
export interface Precision {
  readonly relative: number;
  /** In the unit of the values; 0 where only the relative one counts. */
  readonly absolute: number;
}

/** The confidence of the interval that must become narrow enough: half the error of the one that is reported. */
export const inflated = (confidence: number): number => 1 - (1 - confidence) / 2;

/** How many runs there should be at the next look; as many as there are when that is enough. Not below `firstLook`. */
export function runsWanted(values: ArrayLike<number>, { relative, absolute }: Precision, confidence = 0.95): number {
  const n = values.length;
  if (n < firstLook) return firstLook;
  const { mean, halfWidth } = tInterval(values, inflated(confidence));
  const wanted = Math.max(relative * Math.abs(mean), absolute);
  const half = halfWidth ?? 0;
  if (half <= wanted) return n;
  if (wanted === 0) return 2 * n;
  return Math.min(2 * n, Math.max(n + 1, Math.ceil(n * (half / wanted) * (half / wanted))));
}

/**
 * The confidence of look 1, 2, 3, … when each may end in a verdict and all verdicts together are to be right with `confidence`: the error is spent by halves, a half
 * at the first look, a quarter at the second (a union bound, so it holds for any dependence of the looks and any number of them).
 */
export function confidenceAtLook(confidence: number, look: number): number {
  assert(confidence > 0 && confidence < 1 && Number.isInteger(look) && look >= 1, 'looks are counted from 1, and a confidence lies between 0 and 1');
  let error = 1 - confidence;
  for (let i = 0; i < look; i++) error /= 2;
  return 1 - error;
}
