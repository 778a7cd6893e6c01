/**
 * A mean corrected by a control: a figure seen in the same replications whose true mean is known, such as the arrivals of a Poisson stream or a solved
 * neighbour of the scenario on the same seeds. Linear regression with its own interval (Lavenberg & Welch 1981, Management Science 27).
 */

import { assert } from '../assert.ts';
import { crossed, type MeanInterval, meanOf, twoSidedT } from './confidence.ts';

/** x + beta (known - control) with beta by least squares. At least three replications. */
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
