/** The fleet product against the server's limit: instances × pool size may ask for more sessions than the database grants. */

import type { DatabaseResult, PoolResult, RunResult } from '../../result.ts';
import { entries, peakOf } from '../series.ts';
import { count, counted, level, list } from '../wording.ts';
import { awayOf, type Cause, command, type Found, maxEach, resize } from './cause.ts';
import { movesOf } from './failover.ts';
import { isPooler } from './pooler.ts';
import { harmedBy, openMean, storyOf } from './story.ts';

type Named = readonly [string, PoolResult];

/** "orders 20 × 20 = 400", "main 10". */
const productText = ([name, pool]: Named): string =>
  pool.max === null ? `${name} without limit` : pool.instances > 1 ? `${name} ${pool.instances} × ${maxEach(pool)} = ${count(pool.max)}` : `${name} ${count(pool.max)}`;

const advised = 0.8;

/** Sizes that stay below 80 % of the limit, each pool with the part of it that it asks for now. */
function tryNext(result: RunResult, limit: number, pools: readonly Named[], asked: number): string {
  const sized = pools.filter(([, pool]) => pool.max !== null);
  const words = sized.flatMap(([name, pool]) => {
    const fair = Math.max(1, Math.floor((advised * limit * (pool.max ?? 1)) / asked / Math.max(1, pool.instances)));
    return fair < (maxEach(pool) ?? 0) ? resize(name, pool, fair) : [];
  });
  if (words.length > 0 && Number.isFinite(asked)) return `Give each instance fewer, so that all stay below 80% of the limit, or put a pooler in between: ${command(result, 'run', ...words)}`;
  return `Find out who else opens sessions (instances that overlap, pools without a limit), or put a pooler in between: ${command(result, 'lint')}`;
}

/** Sessions the pools got: the plateau of the series, where it is close below the limit (the rest is kept for administrators); else the limit. */
function granted(result: RunResult, name: string, limit: number): string {
  const most = Math.floor(peakOf(result.series.databases[name]?.sessions));
  return most < limit && most >= 0.9 * limit ? `${count(most)} of its limit of ${count(limit)}` : `at most ${count(limit)}`;
}

/** Who failed for the refusals: those who heard one, and those who waited for a connection that would not open. */
function harm(result: RunResult, pools: readonly Named[]): { readonly failed: number; readonly text: string } {
  const heard = entries(result.classes).map(([name, one]) => ({ name, failed: one.failures.refused ?? 0 })).filter(({ failed }) => failed > 0);
  const short = pools.filter(([name]) => storyOf(result, name) === 'refused');
  const waited = short.flatMap(([name, pool]) => harmedBy(result, name, pool));
  const idle = short.reduce((sum, [name, pool]) => sum + Math.max(0, (openMean(result, name) ?? 0) - pool.activeMean - pool.leaked), 0);
  const said = [
    ...heard.map(({ name, failed }) => `${counted(failed, `${name} request`)} failed for it`),
    ...waited.map(({ user, failed }) => `${counted(failed, `${user} request`)} waited in vain for a connection that would not open`),
  ];
  const spare = short.length > 0 && idle >= 1 ? `, while ${level(Number(idle.toFixed(0)))} lay idle in other instances` : '';
  const failed = heard.reduce((sum, one) => sum + one.failed, 0) + waited.reduce((sum, one) => sum + one.failed, 0);
  return { failed, text: said.length === 0 ? 'no request failed for it' : `${list(said)}${spare}` };
}

/** Refusals of a server that was away have nothing to do with its limit. */
function away(result: RunResult, name: string, refused: number, because: string): Found {
  const heard = entries(result.classes).map(([user, one]) => ({ user, failed: one.failures.refused ?? 0 })).filter(({ failed }) => failed > 0);
  const failed = heard.reduce((sum, one) => sum + one.failed, 0);
  return {
    id: `away/${name}`, weight: failed > 0 ? 2 : 1, size: failed + refused * 0.01,
    text: `${name} refused ${counted(refused, 'connection')} while it was away (${because}); ${failed === 0 ? 'no request failed for it' : list(heard.map((one) => `${counted(one.failed, `${one.user} request`)} failed for it`))}.`,
    evidence: 'its limit of sessions was not near', tryNext: 'Try again with a pause (retry with backoff) for as long as the server is usually away.',
  };
}

function found(result: RunResult, name: string, one: DatabaseResult): Found | null {
  const limit = one.maxConnections;
  if (limit === null || isPooler(result, name)) return null;
  const pools = entries(result.pools).filter(([, pool]) => pool.database === name);
  const asked = pools.reduce((sum, [, pool]) => sum + (pool.max ?? Number.POSITIVE_INFINITY), 0);
  const bound = asked === Number.POSITIVE_INFINITY ? 'any number of' : `up to ${count(asked)}`;
  if (one.refused > 0 && one.sessionsMax < advised * limit && movesOf(result).some(({ lost }) => lost === name)) return null; // a fail-over tells of those itself
  const because = one.refused > 0 && one.sessionsMax < advised * limit ? awayOf(result, name) : null;
  if (because !== null) return away(result, name, one.refused, because);
  if (one.refused > 0) {
    const { failed, text } = harm(result, pools);
    return {
      id: `refused/${name}`, weight: failed > 0 ? 2 : 1, size: failed * 1.2 + one.refused,
      text: `${name} refused ${counted(one.refused, 'connection')}: its pools may open ${bound} sessions (${list(pools.map(productText))}), it grants ${granted(result, name, limit)}; ${text}.`,
      evidence: `on average ${level(one.sessionsMean)} sessions of ${count(limit)}, of which ${level(pools.reduce((sum, [, pool]) => sum + pool.activeMean, 0))} were lent`, tryNext: tryNext(result, limit, pools, asked),
    };
  }
  if (asked <= limit && one.sessionsMax <= 0.9 * limit) return null;
  if (asked === Number.POSITIVE_INFINITY && one.sessionsMax <= advised * limit) return null;
  return {
    id: `near-limit/${name}`, weight: 1, size: Math.min(asked, 1e6) / limit,
    text: asked > limit ? `The pools of ${name} may open ${bound} sessions (${list(pools.map(productText))}), but it grants at most ${count(limit)}: it went well this time, with ${count(one.sessionsMax)}.`
      : `${name} came close to its limit: ${count(one.sessionsMax)} of ${count(limit)} sessions (${list(pools.map(productText))}).`,
    evidence: `on average ${level(one.sessionsMean)} sessions`, tryNext: tryNext(result, limit, pools, asked),
  };
}

export const limits: Cause = (result) => entries(result.databases).map(([name, one]) => found(result, name, one)).filter((one) => one !== null);
