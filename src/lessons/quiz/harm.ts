/** How much harm a run does to its users: the share of requests that failed, are still waiting, or were answered too late. */

import { there } from '../seen.ts';
import type { ClassResult, RunResult } from '../../result.ts';

/** Share of the served that took at most this long. */
function within(one: ClassResult, limitMs: number): number {
  let share = 0;
  for (const { p, ms } of one.spectrum) if (ms <= limitMs) share = Math.max(share, p);
  return one.latencyMs.max !== null && one.latencyMs.max <= limitMs ? 1 : share;
}

/** 0: everybody was served in time; 1: nobody. Requests that are inside at the end count when they are more than a hundredth. */
export function harmOf(result: RunResult, limitMs: number): number {
  const one = there(result.classes.api, 'api');
  if (one.arrived === 0) return 0;
  const late = one.served * (1 - within(one, limitMs));
  const stuck = one.unfinished > 0.01 * one.arrived ? one.unfinished : 0;
  return Math.min(1, (one.failed + late + stuck) / one.arrived);
}
