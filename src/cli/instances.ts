/** How many copies of a pool a scenario has: as many as its app has instances. */

import type { Scenario } from '../model/scenario.ts';

/** At least one: a pool without an app belongs to an app of one instance. */
export const instancesOf = (scenario: Scenario, pool: string): number =>
  Math.max(1, Object.values(scenario.apps).filter((app) => app.pools.includes(pool)).reduce((sum, app) => sum + app.instances, 0));
