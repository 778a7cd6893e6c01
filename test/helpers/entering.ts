/** A job that enters a shared server, in one call: who asks for how much. */

import type { Sleeper } from '../../src/engine/calendar.ts';
import type { Processors } from '../../src/model/database/processors.ts';

/** Its place inside. */
export function entering(at: Processors, demand: number, owner: Sleeper, what = 0): number {
  at.demand = demand;
  return at.admit(owner, what);
}
