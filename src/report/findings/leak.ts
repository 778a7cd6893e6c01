/** Connections that were borrowed and never given back: the count climbs and never drops, and a full pool is only a matter of time. */

import type { PoolResult, RunResult } from '../../result.ts';
import { clockOf } from '../clock.ts';
import { entries, lastOf } from '../series.ts';
import { count, counted, level, span } from '../wording.ts';
import { type Cause, command, type Found, maxEach, resize } from './cause.ts';

function found(result: RunResult, name: string, pool: PoolResult): Found | null {
  if (pool.leaked === 0) return null;
  const clock = clockOf(result.run);
  const { t, everyS } = result.series;
  const leaked = result.series.pools[name]?.leaked ?? [];
  const first = leaked.findIndex((value) => (value ?? 0) > 0);
  const fromS = first < 0 ? 0 : Math.max(0, (t[first] ?? 0) - everyS);
  const climbs = leaked.every((value, i) => i === 0 || (value ?? 0) >= (leaked[i - 1] ?? 0) - 1e-9);
  const full = pool.max === null ? -1 : leaked.findIndex((value) => (value ?? 0) >= (pool.max ?? 0) - 0.5);
  const reachedS = full < 0 ? result.run.lengthS : (t[full] ?? result.run.lengthS);
  const perMinute = pool.leaked / Math.max(1 / 60, (reachedS - fromS) / 60);
  const leftS = pool.max === null || perMinute === 0 ? null : ((pool.max - pool.leaked) / perMinute) * 60;
  const end = full >= 0 ? `; at ${clock.at(reachedS)} nothing was left to lend`
    : leftS === null ? '' : `; at this rate nothing is left to lend ${span(leftS)} after the end of this run`;
  const drops = climbs ? ', and the count climbs and never drops: a leak, not a pool that is too small' : `, of which ${count(lastOf(leaked))} were missing at the end`;
  return {
    id: `leak/${name}`, weight: pool.timeouts > 0 || full >= 0 ? 2 : 1, size: pool.timeouts + pool.leaked,
    text: `${name} lost ${counted(pool.leaked, 'connection')}${pool.max === null ? '' : ` of ${count(pool.max)}`} that were borrowed and never given back${drops}${end}.`,
    evidence: `${level(perMinute)} lost a minute since ${clock.at(fromS)}, ${counted(pool.timeouts, 'acquire timeout')}`,
    tryNext: `Find the path that does not give back (a leak detector logs it). A bigger pool only buys ${span(60 / perMinute)} for each connection: ${command(result, 'run', ...resize(name, pool, (maxEach(pool) ?? 10) * 2))}`,
  };
}

export const leak: Cause = (result) => entries(result.pools).map(([name, pool]) => found(result, name, pool)).filter((one) => one !== null);
