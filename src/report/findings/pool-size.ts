/** A pool much larger than it ever needed: connections that cost memory at the database and hide trouble. */

import { entries } from '../series.ts';
import { count, level, share } from '../wording.ts';
import { type Cause, command, resize } from './cause.ts';

/** Fires only on runs in which nobody waited for the pool and it stayed below 60 % of its size. */
export const poolSize: Cause = (result) => entries(result.pools).flatMap(([name, pool]) => {
  const { max, activeMax } = pool;
  if (max === null || activeMax === 0 || pool.leaked > 0 || pool.refused > 0 || pool.timeouts > 0 || pool.pendingMax > 0) return [];
  if (activeMax > 0.6 * max || max - activeMax < 3) return [];
  const enough = Math.max(1, Math.ceil((activeMax * 1.25) / Math.max(1, pool.instances)));
  return [{
    id: `pool-larger-than-needed/${name}`, weight: 0 as const, size: max - activeMax,
    text: `${name} never lent more than ${count(activeMax)} of its ${count(max)} connections; a quarter above that peak would be ${count(enough * pool.instances)}.`,
    evidence: `utilisation ${share(pool.utilisation)}, ${level(pool.idleMean)} idle on average, nobody waited`,
    tryNext: `Check that less is enough: ${command(result, 'run', ...resize(name, pool, enough))}`,
  }];
});
