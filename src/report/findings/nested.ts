/**
 * All lent, none served, and those who wait are those who hold: requests that need a second connection while they keep the first
 * stop each other until a timeout breaks the circle. The floor against it is threads × (connections each − 1) + 1 (HikariCP, "About Pool Sizing").
 */

import type { PoolResult, RunResult } from '../../result.ts';
import { clockOf } from '../clock.ts';
import { entries, peakOf } from '../series.ts';
import { count, counted, millis, share, span } from '../wording.ts';
import { type Cause, command, failuresOf, type Found, resize, starved } from './cause.ts';
import { movesOf } from './failover.ts';
import { isClosed } from './load.ts';

/** A class that stood still in a pool: how often, how long in all, and the longest time. */
export interface Standstill {
  readonly name: string;
  readonly times: number;
  readonly seconds: number;
  readonly longest: number;
  readonly fromS: number;
}

/** Half a request: the levels are means, and a mean may miss a moment of its interval. */
const close = 0.5;

/**
 * Whether in this interval the class held everything, nobody of it was served, and as many of it waited as were inside at all: then those who hold
 * are among those who wait. Requests that merely take long are inside and do not wait.
 */
function stands(result: RunResult, poolName: string, name: string, i: number): boolean {
  const pool = result.series.pools[poolName];
  const one = result.series.classes[name];
  const limit = pool?.max[i] ?? 0;
  const inside = Math.min(one?.inside[i] ?? 0, one?.inside[i - 1] ?? one?.inside[i] ?? 0);
  const waiting = pool?.pendingBy[name]?.[i] ?? 0;
  return limit > 0 && (pool?.activeBy[name]?.[i] ?? 0) >= limit - 0.01 && waiting > 0 && waiting > inside - close && (one?.servedPerS[i] ?? 0) === 0;
}

/** The standstill of a pool, of the class that stood longest; null without one of at least a second and two intervals. */
export function standstillOf(result: RunResult, poolName: string): Standstill | null {
  const { t, everyS } = result.series;
  // Those who hold connections to a server that vanished wait for it, not for each other.
  const silentFrom = Math.min(...movesOf(result).filter(({ silent, to }) => silent && to === result.pools[poolName]?.database).map(({ atS }) => atS));
  let worst: Standstill | null = null;
  for (const name of Object.keys(result.series.pools[poolName]?.activeBy ?? {})) {
    const stretches: { fromS: number; seconds: number }[] = [];
    let length = 0;
    for (let i = 0; i <= t.length; i++) {
      if (i < t.length && (t[i] ?? 0) < silentFrom && stands(result, poolName, name, i)) length++;
      else {
        if (length >= 2 && length * everyS >= 1) stretches.push({ fromS: (t[i - 1] ?? 0) - length * everyS, seconds: length * everyS });
        length = 0;
      }
    }
    const [longest] = stretches.toSorted((a, b) => b.seconds - a.seconds);
    const seconds = stretches.reduce((sum, one) => sum + one.seconds, 0);
    if (longest !== undefined && seconds > (worst?.seconds ?? 0)) worst = { name, times: stretches.length, seconds, longest: longest.seconds, fromS: stretches[0]?.fromS ?? 0 };
  }
  return worst;
}

/** The size that cannot stand still, where the requests at once are bounded: one more than there are, if each takes two. */
function advice(result: RunResult, poolName: string, pool: PoolResult, name: string): string {
  const cure = 'Use one connection per request: do the inner work on the connection already held, or before it is borrowed';
  if (!isClosed(result, name)) return `${cure}. No size is safe unless the requests at once are limited: it takes requests at once × (connections each − 1) + 1.`;
  const floor = Math.ceil(peakOf(result.series.classes[name]?.inside) / Math.max(1, pool.instances)) + 1;
  return `${cure}. Otherwise the size must be requests at once × (connections each − 1) + 1, with two each ${count(floor)}: ${command(result, 'run', ...resize(poolName, pool, floor))}`;
}

/** Seconds that requests of a class waited for rows: those who hold everything may wait for something else than one more connection. */
function waitsForRows(result: RunResult, pool: PoolResult, name: string): number {
  const rows = result.databases[pool.database]?.rows ?? [];
  return rows.reduce((sum, { behind }) => sum + behind.filter(({ waiter }) => waiter === name).reduce((part, { waitedS }) => part + waitedS, 0), 0);
}

function found(result: RunResult, poolName: string, pool: PoolResult): Found | null {
  const still = standstillOf(result, poolName);
  const one = still === null ? undefined : result.classes[still.name];
  if (still === null || one === undefined) return null;
  const { name, times, seconds, longest, fromS } = still;
  if (waitsForRows(result, pool, name) > seconds) return null;
  const at = clockOf(result.run).at(fromS);
  const when = times === 1 ? `For ${span(seconds)} from ${at} on` : `${count(times)} times from ${at} on, for ${span(seconds)} in all`;
  const failed = failuresOf(one, starved);
  const after = one.failedAfterMs.p50 === null ? '' : ` after ${millis(one.failedAfterMs.p50)}`;
  return {
    id: `standstill/${poolName}/${name}`, weight: 2, size: failed * 1.2 + pool.pendingMax,
    text: `${when}, ${name} held every connection of ${poolName}, all its requests waited for one more, and not one was served: each needs a second connection while it keeps the first. ${failed > 0 ? `${counted(failed, 'request')} failed for it${after}.` : 'Nobody failed for it.'}`,
    evidence: `up to ${count(peakOf(result.series.pools[poolName]?.pendingBy[name]))} of ${counted(peakOf(result.series.classes[name]?.inside), `${name} request`)} waiting at once, longest standstill ${span(longest)}; ${share(one.failedShare)} failed`,
    tryNext: advice(result, poolName, pool, name),
  };
}

export const nested: Cause = (result) => entries(result.pools).map(([name, pool]) => found(result, name, pool)).filter((one) => one !== null);
