/** What runs the statements of a server: cores that all share, cores dealt out in time slices, or one that takes them in order, as an event loop does. */

import { Rounds } from '../../engine/rounds.ts';
import { Share } from '../../engine/share.ts';
import type { Simulation } from '../../engine/simulation.ts';
import { Station } from '../../engine/station.ts';
import type { DatabasePlan } from './plan.ts';

export type Processors = Share | Rounds | Station;

/** The processors of a plan, still at full speed. Slices need a number of cores: without one, nobody ever waits. */
export function processorsOf(simulation: Simulation, { inTurn, scheduling, cores }: DatabasePlan): Processors {
  if (inTurn) return new Station(simulation, () => 1);
  return scheduling > 0 && Number.isFinite(cores) ? new Rounds(simulation, cores, scheduling, () => 1) : new Share(simulation, cores, () => 1);
}
