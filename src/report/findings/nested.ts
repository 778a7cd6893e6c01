/**
 * All lent, none served, and the class that waits is the class that holds: requests that need a second connection while they keep the first
 * stop each other until a timeout breaks the circle. The floor against it is threads × (connections each − 1) + 1 (HikariCP, "About Pool Sizing").
 */

import type { PoolResult, RunResult } from '../../result.ts';
import { clockOf } from '../clock.ts';
import { entries } from '../series.ts';
import { counted, millis, share, span } from '../wording.ts';
import { type Cause, command, type Found, maxEach, resize } from './cause.ts';

/** The longest stretch, as indexes, in which `class` held everything, waited, and nobody of it was served. */
function standstill(result: RunResult, poolName: string, name: string): { readonly from: number; readonly length: number } {
  const pool = result.series.pools[poolName];
  const served = result.series.classes[name]?.servedPerS ?? [];
  let best = { from: 0, length: 0 };
  let from = 0;
  for (let i = 0; i < result.series.t.length; i++) {
    const limit = pool?.max[i] ?? null;
    const stuck = limit !== null && limit > 0 && (pool?.activeBy[name]?.[i] ?? 0) >= limit - 0.01 && (pool?.pendingBy[name]?.[i] ?? 0) > 0 && (served[i] ?? 0) === 0;
    if (!stuck) from = i + 1;
    else if (i + 1 - from > best.length) best = { from, length: i + 1 - from };
  }
  return best;
}

function found(result: RunResult, poolName: string, pool: PoolResult, name: string): Found | null {
  const one = result.classes[name];
  const { from, length } = standstill(result, poolName, name);
  const seconds = length * result.series.everyS;
  const usual = (one?.latencyMs.p50 ?? 0) / 1000;
  if (one === undefined || length < 2 || seconds < 1 || seconds < 10 * usual) return null;
  const clock = clockOf(result.run);
  const begins = (result.series.t[from] ?? 0) - result.series.everyS;
  return {
    id: `standstill/${poolName}/${name}`, weight: 2, size: one.failed + pool.pendingMax,
    text: `For ${span(seconds)} from ${clock.at(begins)} on, ${name} held every connection of ${poolName}, waited for more, and not one was served: it looks like requests that need a second connection while they keep the first.`,
    evidence: `${counted(one.failed, `${name} request`)} failed (${share(one.failedShare)}); served ones usually take ${millis(one.latencyMs.p50)}`,
    tryNext: `Use one connection per request, or size the pool above requests at once × (connections each − 1): ${command(result, 'run', ...resize(poolName, pool, (maxEach(pool) ?? 10) * 2))}`,
  };
}

export const nested: Cause = (result) =>
  entries(result.pools).flatMap(([poolName, pool]) => Object.keys(result.classes).map((name) => found(result, poolName, pool, name))).filter((one) => one !== null);
