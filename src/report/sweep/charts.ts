/** The pictures of a sweep, in the order a reader meets them. */

import type { SweepResult } from '../../result/sweep.ts';
import type { Picture } from '../charts/chart.ts';

/** Every picture a sweep has something to show in. */
export function sweepPictures(_result: SweepResult): Picture[] {
  return [];
}
