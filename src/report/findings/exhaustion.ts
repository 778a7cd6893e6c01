/** Every connection lent and someone waiting: when, how many waited, and who failed for it. */

import type { ClassResult, PoolResult, RunResult, WindowResult } from '../../result.ts';
import { clockOf } from '../clock.ts';
import { entries, stretchOf } from '../series.ts';
import { count, counted, list, millis, share, span } from '../wording.ts';
import { type Cause, command, failuresOf, type Found, maxEach, resize, sizePath, starved, usersOf } from './cause.ts';

/** The spells in which a pool had nothing left to lend, in order of time. */
export const exhaustedSpells = (result: RunResult, pool: string): WindowResult[] =>
  result.windows.filter((window) => window.what === 'exhausted' && window.of === pool).toSorted((a, b) => a.fromS - b.fromS);

const lengthOf = (spells: readonly WindowResult[]): number => spells.reduce((sum, one) => sum + one.toS - one.fromS, 0);

/** When it was, as the beginning of a sentence. */
function spellsText(result: RunResult, spells: readonly WindowResult[]): string {
  const clock = clockOf(result.run);
  const [first, last] = [spells[0], spells.at(-1)];
  if (first === undefined || last === undefined) return 'Now and then';
  if (spells.length === 1) return `From ${clock.at(first.fromS)} to ${clock.at(first.toS)}`;
  return `In ${count(spells.length)} spells between ${clock.at(first.fromS)} and ${clock.at(last.toS)} (${span(lengthOf(spells))} in all)`;
}

/** "24,310 api requests failed after 5 s". */
function failedText(name: string, one: ClassResult, failed: number): string {
  const after = one.failures.acquireTimeout === undefined || one.failedAfterMs.p50 === null ? '' : ` after ${millis(one.failedAfterMs.p50)}`;
  return `${counted(failed, `${name} request`)} failed${after}`;
}

/** The share of waiting in a pool that one class caused by holding, and that class. */
export function mainHolder(result: RunResult, pool: string): { readonly holder: string; readonly share: number; readonly waitedS: number } | null {
  const waited = new Map<string, number>();
  for (const one of result.blame) if (one.pool === pool) waited.set(one.holder, (waited.get(one.holder) ?? 0) + one.waitedS);
  const all = [...waited.values()].reduce((sum, seconds) => sum + seconds, 0);
  const [most] = [...waited].toSorted((a, b) => b[1] - a[1]);
  return most === undefined || all === 0 ? null : { holder: most[0], share: most[1] / all, waitedS: all };
}

function tryNext(result: RunResult, name: string, pool: PoolResult, harmed: readonly string[]): string {
  const blamed = mainHolder(result, name);
  const each = maxEach(pool) ?? 10;
  if (blamed !== null && blamed.share > 0.5 && !harmed.includes(blamed.holder)) {
    return `Give ${blamed.holder} a pool of its own, or cut its holds short. A bigger pool is the thing to test, not to trust: ${command(result, 'run', ...resize(name, pool, each * 2))}`;
  }
  return `Look for the size that is enough: ${command(result, 'sweep', '--vary', `${sizePath(name, pool)}=${each}..${each * 3}`)}`;
}

function found(result: RunResult, name: string, pool: PoolResult): Found | null {
  const spells = exhaustedSpells(result, name);
  const harmed = usersOf(result, name).map(([user, one]) => ({ user, one, failed: failuresOf(one, starved) })).filter(({ failed }) => failed > 0);
  const size = harmed.reduce((sum, { failed }) => sum + failed, 0);
  if (spells.length === 0 && size === 0) return null;
  if (size === 0 && pool.exhaustedShare < 0.05) return null;
  const { from, to } = stretchOf(result, spells[0]?.fromS ?? 0, spells.at(-1)?.toS ?? result.run.lengthS);
  const limits = (result.series.pools[name]?.max ?? []).slice(from, to).filter((limit) => limit !== null);
  const limit = limits.length === 0 ? pool.max : Math.max(...limits);
  const most = Math.max(pool.pendingMax, ...spells.map((one) => one.count));
  const lent = limit === null ? `${name} had nothing left to lend` : `${name} had all ${count(limit)} connections lent`;
  const outcome = harmed.length === 0 ? 'nobody failed for it' : list(harmed.map(({ user, one, failed }) => failedText(user, one, failed)));
  return {
    id: `pool-exhausted/${name}`, weight: size > 0 ? 2 : 1, size: size || pool.pendingMean,
    text: `${spellsText(result, spells)} ${lent}${most > 0 ? ` and up to ${counted(most, 'request')} waiting` : ''}; ${outcome}.`,
    evidence: `exhausted ${share(pool.exhaustedShare)} of the time, utilisation ${share(pool.utilisation)}, ${counted(pool.timeouts, 'acquire timeout')}, wait p99 ${millis(pool.acquireMs.p99)} of those who got one`,
    tryNext: tryNext(result, name, pool, harmed.map(({ user }) => user)),
  };
}

export const exhaustion: Cause = (result) => entries(result.pools).map(([name, pool]) => found(result, name, pool)).filter((one) => one !== null);
