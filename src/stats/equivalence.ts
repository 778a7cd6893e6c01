/**
 * Whether a mean agrees with a known value: two one-sided t tests (Schuirmann 1987). Agreement is what must be shown: imprecise data fail, where the usual
 * test of a difference would let them pass.
 */

import { assert } from '../assert.ts';
import { tInterval } from './confidence.ts';
import { studentTail } from './distributions.ts';

export interface Equivalence {
  /** Chance of so good an agreement if the truth were at or below value - margin. */
  readonly pLower: number;
  /** The same for value + margin. */
  readonly pUpper: number;
  /** The larger of the two: equivalence is shown at level alpha where this is below alpha. */
  readonly p: number;
  /** The usual two-sided p-value of a difference. */
  readonly pDifference: number;
}

/** Tests the mean of independent values against value ± margin, margin above 0 and in the values' unit. At least two values that vary. */
export function equivalenceTest(values: ArrayLike<number>, value: number, margin: number): Equivalence {
  const { mean, sd, count } = tInterval(values);
  assert(sd !== null && sd > 0, 'equivalence needs at least two values that vary');
  assert(margin > 0, 'a margin is above zero');
  const error = sd / Math.sqrt(count);
  const tail = (t: number): number => studentTail(t, count - 1);
  const [pLower, pUpper] = [tail((mean - (value - margin)) / error), tail((value + margin - mean) / error)];
  return { pLower, pUpper, p: Math.max(pLower, pUpper), pDifference: 2 * tail(Math.abs(mean - value) / error) };
}
