/** Close to the cliff: a pool or a database so busy that a little more load, or a little slower holds, tips it over. */

import { entries } from '../series.ts';
import { count, counted, level, millis, share } from '../wording.ts';
import type { Cause } from './cause.ts';
import { moreLoad } from './load.ts';
import { storyOf } from './story.ts';

const next = (line: string | null): string => (line === null ? 'See where it falls: raise the load a little.' : `See where it falls: ${line}`);

/** Fires from 80 % use on, where nobody waited long enough for another finding. At 98 % nothing is left to be near to: a closed loop keeps it there. */
export const cliff: Cause = (result) => [
  ...entries(result.pools).flatMap(([name, pool]) => {
    if (pool.max === null || pool.utilisation < 0.8 || pool.utilisation >= 0.98 || pool.timeouts > 0 || pool.leaked > 0 || storyOf(result, name) !== null) return [];
    return [{
      id: `near-cliff/${name}`, weight: 1 as const, size: pool.utilisation * 100,
      text: `${name} was in use ${share(pool.utilisation)} on average and held, but holds only ${share(1 / pool.utilisation - 1)} longer (or that much more traffic) need all of it.`,
      evidence: `${level(pool.activeMean)} of ${count(pool.max)} lent on average, up to ${count(pool.pendingMax)} waiting, wait p99 ${millis(pool.acquireMs.p99)}`,
      tryNext: next(moreLoad(result, name, 1 / pool.utilisation)),
    }];
  }),
  ...entries(result.databases).flatMap(([name, one]) => {
    if (one.cores === null || one.cpuUtilisation < 0.8 || one.cpuUtilisation >= 0.9) return [];
    return [{
      id: `near-cliff/${name}`, weight: 1 as const, size: one.cpuUtilisation * 100,
      text: `${name} used ${share(one.cpuUtilisation)} of its ${counted(one.cores, 'core')}: near the end, times grow like 1 / (1 − load).`,
      evidence: `run queue ${level(one.runQueueMean)} on average, ${count(one.runQueueMax)} at most`, tryNext: next(moreLoad(result, null, 1 / one.cpuUtilisation)),
    }];
  }),
];
