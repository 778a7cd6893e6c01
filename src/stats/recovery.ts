/**
 * The chance that a system has recovered by a given time, from independent replications of a terminating run: the share of runs that had, with the exact interval of
 * Clopper and Pearson. A run that ended before it recovered counts as not recovered by any time, which is why the time asked for must lie within the run.
 */

import { assert } from '../assert.ts';
import { clopperPearson, quantileRanks, type Range } from './proportions.ts';

export interface Recovery extends Range {
  readonly runs: number;
  readonly recovered: number;
  readonly share: number;
}

/** The chance of having recovered within `limit`; `times` in the same unit, null for a run that did not recover. */
export function recoveryWithin(times: readonly (number | null)[], limit: number, confidence = 0.95): Recovery {
  assert(times.length > 0, 'a chance needs at least one run');
  const recovered = times.filter((time) => time !== null && time <= limit).length;
  return { runs: times.length, recovered, share: recovered / times.length, ...clopperPearson(recovered, times.length, confidence) };
}

/** Interval for the time by which a share p of runs recovers, from order statistics; a null end is beyond what so many runs can tell. */
export function recoveryTime(times: readonly (number | null)[], p: number, confidence = 0.95): { readonly low: number | null; readonly high: number | null } {
  const sorted = times.map((time) => time ?? Number.POSITIVE_INFINITY).toSorted((a, b) => a - b);
  const { lower, upper } = quantileRanks(sorted.length, p, confidence);
  const at = (rank: number): number | null => (rank < 1 || rank > sorted.length || sorted[rank - 1] === Number.POSITIVE_INFINITY ? null : (sorted[rank - 1] ?? null));
  return { low: lower < 1 ? 0 : at(lower), high: at(upper) };
}
