/** Requests waited for connections while the database had little to do: the connections were held, not working. */

import type { PoolResult, RunResult } from '../../result.ts';
import { entries, meanOf, stretchOf } from '../series.ts';
import { exhaustedSpells } from '../spells.ts';
import { level, share, span } from '../wording.ts';
import { type Cause, command, type Found, maxEach, resize } from './cause.ts';

/** Busy cores and cores of a database over these spells, each weighed by its length; null when nothing is known. */
function busyDuring(result: RunResult, database: string, spells: readonly { readonly fromS: number; readonly toS: number }[]): { busy: number; cores: number } | null {
  const series = result.series.databases[database];
  let [busySum, coreSum, seconds] = [0, 0, 0];
  for (const { fromS, toS } of spells) {
    const stretch = stretchOf(result, fromS, toS);
    const busy = meanOf(series?.busyCores, stretch);
    const cores = meanOf(series?.cores, stretch);
    if (busy === null || cores === null) continue;
    busySum += busy * (toS - fromS);
    coreSum += cores * (toS - fromS);
    seconds += toS - fromS;
  }
  return seconds === 0 ? null : { busy: busySum / seconds, cores: coreSum / seconds };
}

function found(result: RunResult, name: string, pool: PoolResult): Found | null {
  const spells = exhaustedSpells(result, name);
  const seconds = spells.reduce((sum, one) => sum + one.toS - one.fromS, 0);
  const load = busyDuring(result, pool.database, spells);
  if (load === null || load.cores === 0 || seconds < Math.max(1, 0.01 * result.run.lengthS) || load.busy / load.cores >= 0.5) return null;
  const lost = pool.leaked > 0 && pool.max !== null && pool.leaked >= pool.max / 2;
  if (lost) return null;
  return {
    id: `held-not-working/${name}`, weight: 1, size: pool.timeouts || pool.pendingMean,
    text: `While requests waited for ${name}, ${pool.database} used ${level(load.busy)} of its ${level(load.cores)} cores (${share(load.busy / load.cores)}): the connections were held, not working.`,
    evidence: `${span(seconds)} with everything lent; run queue of ${pool.database} ${level(result.databases[pool.database]?.runQueueMean ?? null)} on average`,
    tryNext: `Shorten the holds: calls, thinking and slow reads out of them. The database has room for more connections, if those who hold do not multiply: ${command(result, 'run', ...resize(name, pool, (maxEach(pool) ?? 10) * 2))}`,
  };
}

export const heldNotWorking: Cause = (result) => entries(result.pools).map(([name, pool]) => found(result, name, pool)).filter((one) => one !== null);
