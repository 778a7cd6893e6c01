/** Connections that were borrowed and never given back: the count climbs and never drops, and a full pool is only a matter of time. */

import type { PoolResult, RunResult } from '../../result.ts';
import { clockOf } from '../clock.ts';
import { entries, lastOf } from '../series.ts';
import { count, counted, level, span } from '../wording.ts';
import { type Cause, command, type Found, largestEach, maxEach, resize } from './cause.ts';
import { harmedBy, harmText } from './story.ts';

/** When the first connection was lost, when the last, and whether none was left then; in seconds, by the intervals of the series. */
function course(result: RunResult, name: string, pool: PoolResult): { readonly fromS: number; readonly toS: number; readonly dry: boolean; readonly climbs: boolean } {
  const { t, everyS } = result.series;
  const leaked = result.series.pools[name]?.leaked ?? [];
  const beginOf = (i: number): number => (i < 0 ? 0 : Math.max(0, (t[i] ?? 0) - everyS));
  const most = leaked.reduce<number>((high, value) => Math.max(high, value ?? 0), 0);
  return {
    fromS: beginOf(leaked.findIndex((value) => (value ?? 0) > 0)), toS: beginOf(leaked.findIndex((value) => (value ?? 0) > most - 0.99)),
    dry: pool.max !== null && most >= pool.max - 0.5, climbs: leaked.every((value, i) => i === 0 || (value ?? 0) >= (leaked[i - 1] ?? 0) - 1e-9),
  };
}

function found(result: RunResult, name: string, pool: PoolResult): Found | null {
  if (pool.leaked === 0) return null;
  const clock = clockOf(result.run);
  const { fromS, toS, dry, climbs } = course(result, name, pool);
  const everyS = pool.leaked > 1 && toS > fromS ? (toS - fromS) / (pool.leaked - 1) : result.run.lengthS - fromS;
  const harmed = harmedBy(result, name, pool);
  const failed = harmed.reduce((sum, one) => sum + one.failed, 0);
  const left = pool.max === null ? null : (pool.max - pool.leaked) * everyS;
  const end = dry ? ` At ${clock.at(toS)} nothing was left to lend${failed > 0 ? `; ${harmText(harmed)}` : ''}.` : left === null ? '' : ` At this rate nothing is left to lend ${span(left)} after the last of them.`;
  const kept = climbs ? 'The count climbs and never drops: a leak, not a pool that is too small.' : `${count(lastOf(result.series.pools[name]?.leaked))} of them were missing at the end.`;
  const more = Math.min((maxEach(pool) ?? 10) * 2, largestEach(result, pool));
  const words = 'Find the path that does not give back (a leak detector names the thread)';
  return {
    id: `leak/${name}`, weight: failed > 0 || dry ? 2 : 1, size: failed * 1.2 + pool.leaked,
    text: `${name} lost ${pool.max === null ? counted(pool.leaked, 'connection') : `${count(pool.leaked)} of its ${counted(pool.max, 'connection')}`} to borrowers that never gave them back.${end} ${kept}`,
    evidence: `${pool.leaked === 1 ? 'one lost' : `one lost every ${span(everyS)}`} since ${clock.at(fromS)} (${level(3600 / everyS)} an hour), ${counted(pool.timeouts, 'acquire timeout')}`,
    tryNext: more <= (maxEach(pool) ?? more) ? `${words}.` : `${words}. A bigger pool only buys ${span(everyS)} for each connection; test it: ${command(result, 'run', ...resize(name, pool, more))}`,
  };
}

export const leak: Cause = (result) => entries(result.pools).map(([name, pool]) => found(result, name, pool)).filter((one) => one !== null);
