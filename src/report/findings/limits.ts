/** The fleet product against the server's limit: instances × pool size may ask for more sessions than the database grants. */

import type { DatabaseResult, PoolResult, RunResult } from '../../result.ts';
import { entries } from '../series.ts';
import { count, counted, list } from '../wording.ts';
import { type Cause, command, type Found, maxEach, resize } from './cause.ts';

/** "20 instances × 20". */
const productText = ([name, pool]: readonly [string, PoolResult]): string =>
  pool.max === null ? `${name} without limit` : pool.instances > 1 ? `${name} ${pool.instances} × ${maxEach(pool)}` : `${name} ${pool.max}`;

function tryNext(result: RunResult, limit: number, pools: readonly [string, PoolResult][], asked: number): string {
  const [widest] = pools.toSorted((a, b) => (b[1].max ?? Number.MAX_VALUE) - (a[1].max ?? Number.MAX_VALUE));
  if (widest === undefined) return `Raise the limit, or find who else opens sessions: ${command(result, 'lint')}`;
  const [name, pool] = widest;
  const fair = Math.max(1, Math.floor((0.8 * limit * (pool.max === null ? 1 : pool.max / Math.max(1, asked))) / Math.max(1, pool.instances)));
  return `Put a pooler in between, or stay below 80% of the limit: ${command(result, 'run', ...resize(name, pool, fair))}`;
}

function found(result: RunResult, name: string, one: DatabaseResult): Found | null {
  const limit = one.maxConnections;
  const pools = entries(result.pools).filter(([, pool]) => pool.database === name);
  const asked = pools.reduce((sum, [, pool]) => sum + (pool.max ?? Number.POSITIVE_INFINITY), 0);
  const failed = entries(result.classes).reduce((sum, [, counts]) => sum + (counts.failures.refused ?? 0), 0);
  const bound = asked === Number.POSITIVE_INFINITY ? 'without limit' : `up to ${count(asked)}`;
  if (limit === null) return null;
  if (one.refused > 0) {
    return {
      id: `refused/${name}`, weight: 2, size: failed || one.refused,
      text: `${name} refused ${counted(one.refused, 'connection')}: its pools may open ${bound} sessions, it grants ${count(limit)}${failed > 0 ? `; ${counted(failed, 'request')} failed for it` : ''}.`,
      evidence: `${list(pools.map(productText))}; sessions at most ${count(one.sessionsMax)} of ${count(limit)}`, tryNext: tryNext(result, limit, pools, asked),
    };
  }
  if (asked <= limit && one.sessionsMax <= 0.9 * limit) return null;
  if (asked === Number.POSITIVE_INFINITY && one.sessionsMax <= 0.8 * limit) return null;
  return {
    id: `near-limit/${name}`, weight: 1, size: Math.min(asked, 1e6),
    text: asked > limit ? `The pools of ${name} may open ${bound} sessions, but it grants ${count(limit)}: it went well this time, with ${count(one.sessionsMax)} at most.`
      : `${name} came close to its limit: ${count(one.sessionsMax)} of ${count(limit)} sessions.`,
    evidence: list(pools.map(productText)), tryNext: tryNext(result, limit, pools, asked),
  };
}

export const limits: Cause = (result) => entries(result.databases).map(([name, one]) => found(result, name, one)).filter((one) => one !== null);
