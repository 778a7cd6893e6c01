/** Every connection lent and someone waiting: when, how many waited, and who failed for it. */

import type { ClassResult, PoolResult, RunResult, WindowResult } from '../../result.ts';
import { clockOf } from '../clock.ts';
import { entries, stretchOf } from '../series.ts';
import { exhaustedSpells } from '../spells.ts';
import { count, counted, list, millis, share, span } from '../wording.ts';
import { type Cause, command, failuresOf, type Found, maxEach, resize, sizePath, starved, usersOf } from './cause.ts';
import { culpritOf } from './culprit.ts';
import { saturated } from './database.ts';

const lengthOf = (spells: readonly WindowResult[]): number => spells.reduce((sum, one) => sum + one.toS - one.fromS, 0);

/** When it was, as the beginning of a sentence. */
function spellsText(result: RunResult, spells: readonly WindowResult[]): string {
  const clock = clockOf(result.run);
  const [first, last] = [spells[0], spells.at(-1)];
  if (first === undefined || last === undefined) return 'Now and then';
  if (clock.at(first.fromS) === clock.at(last.toS)) return `At ${clock.at(first.fromS)}`;
  if (spells.length === 1) return `From ${clock.at(first.fromS)} to ${clock.at(first.toS)}`;
  return `In ${count(spells.length)} spells between ${clock.at(first.fromS)} and ${clock.at(last.toS)} (${span(lengthOf(spells))} in all)`;
}

/** "24,310 api requests failed after 5 s". */
function failedText(name: string, one: ClassResult, failed: number): string {
  const after = (one.failures.acquireTimeout ?? 0) === 0 || one.failedAfterMs.p50 === null ? '' : ` after ${millis(one.failedAfterMs.p50)}`;
  return `${counted(failed, `${name} request`)} failed${after}`;
}

function tryNext(result: RunResult, name: string, pool: PoolResult, harmed: readonly string[]): string {
  const blamed = culpritOf(result, name);
  const each = maxEach(pool) ?? 10;
  const cores = result.databases[pool.database]?.cores ?? 1;
  if (pool.leaked > 0) return 'Stop the leak first; the size of the pool is not what fails here.';
  if (saturated(result.databases[pool.database])) {
    return `The database behind it is the limit: a smaller pool lets it work faster. Look for the size: ${command(result, 'sweep', '--vary', `${sizePath(name, pool)}=${Math.max(1, Math.round(cores / pool.instances))}..${each}`)}`;
  }
  if (blamed?.stranger === true && !harmed.includes(blamed.holder)) {
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
  const told = spells.length > 0 ? spells : result.windows.filter((window) => window.what === 'failures' && harmed.some(({ user }) => user === window.of));
  const most = Math.max(pool.pendingMax, ...spells.map((one) => one.count));
  const lent = limit === null ? `${name} had nothing left to lend` : `${name} had all ${count(limit)} connections lent`;
  const outcome = harmed.length === 0 ? 'nobody failed for it' : list(harmed.map(({ user, one, failed }) => failedText(user, one, failed)));
  return {
    id: `pool-exhausted/${name}`, weight: size > 0 ? 2 : 1, size: size || pool.pendingMean,
    text: `${spellsText(result, told)} ${lent}${most > 0 ? ` and up to ${counted(most, 'request')} waiting` : ''}; ${outcome}.`,
    evidence: `exhausted ${share(pool.exhaustedShare)} of the time, utilisation ${share(pool.utilisation)}, ${counted(pool.timeouts, 'acquire timeout')}, wait p99 ${millis(pool.acquireMs.p99)} of those who got one`,
    tryNext: tryNext(result, name, pool, harmed.map(({ user }) => user)),
  };
}

export const exhaustion: Cause = (result) => entries(result.pools).map(([name, pool]) => found(result, name, pool)).filter((one) => one !== null);
