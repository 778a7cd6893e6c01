/** What stood behind an empty pool. Each pool in trouble has one story, and one cause tells it; the others stay silent about it. */

import type { ClassResult, PoolResult, RunResult } from '../../result.ts';
import { goneOf, meanOf, measured, sumOf, type Stretch } from '../series.ts';
import { exhaustedSpells, lengthOf } from '../spells.ts';
import { counted, list, millis } from '../wording.ts';
import { failuresOf, starved, usersOf } from './cause.ts';
import { movesOf } from './failover.ts';
import { standstillOf } from './nested.ts';
import { starvingOf } from './starving.ts';

/** leak: connections went and never came back. standstill: those who hold wait for each other. refused: the server would not open more.
 *  starved: there was room, and nothing was being opened. exhausted: everything was lent. */
export type Story = 'leak' | 'standstill' | 'refused' | 'starved' | 'exhausted';

/** A class of which requests failed for want of a connection. */
export interface Harmed {
  readonly user: string;
  readonly one: ClassResult;
  readonly failed: number;
}

/** Classes that use this pool and failed for want of a connection. Those that only timed out did so in the pools that count timeouts, where they use several. */
export function harmedBy(result: RunResult, name: string, pool: PoolResult): Harmed[] {
  const elsewhere = pool.timeouts === 0 && Object.entries(result.pools).some(([other, { timeouts }]) => other !== name && timeouts > 0);
  const counts = (one: ClassResult): number => failuresOf(one, elsewhere ? starved.filter((kind) => kind !== 'acquireTimeout') : starved);
  return usersOf(result, name).map(([user, one]) => ({ user, one, failed: counts(one) })).filter(({ failed }) => failed > 0);
}

/** "24,310 api requests failed after 5 s and 4 exports requests failed at once". */
export function harmText(harmed: readonly Harmed[]): string {
  return list(harmed.map(({ user, one, failed }) => {
    const after = (one.failures.acquireTimeout ?? 0) === 0 || one.failedAfterMs.p50 === null ? '' : ` after ${millis(one.failedAfterMs.p50)}`;
    return `${counted(failed, `${user} request`)} failed${after}`;
  }));
}

/** Connections of a pool that existed, lent or idle or lost, on average; null where the series do not say. */
export function openMean(result: RunResult, name: string, stretch: Stretch = measured(result)): number | null {
  const series = result.series.pools[name];
  return series === undefined ? null : meanOf(sumOf([goneOf(series), series.idle], series.active.length), stretch);
}

/** Below this share of its size a pool was kept small by what would not open. */
export const nearlyAll = 0.95;
/** Where nobody failed, exhaustion for less than this share of the time is the daily life of a well-used pool. */
const matters = 0.05;

/** Whether most of the time without a connection to lend was of that kind. */
function starvingMost(result: RunResult, name: string): boolean {
  const starving = starvingOf(result, name);
  return starving !== null && starving.seconds >= 1 && starving.seconds >= 0.5 * lengthOf(exhaustedSpells(result, name));
}

/** The story of a pool; null where it was in no trouble worth telling. */
export function storyOf(result: RunResult, name: string): Story | null {
  const pool = result.pools[name];
  if (pool === undefined) return null;
  const seconds = result.run.lengthS - result.run.measureFromS;
  if (harmedBy(result, name, pool).length === 0 && lengthOf(exhaustedSpells(result, name)) < matters * seconds) return null;
  // A fail-over tells its own story of the pools whose connections it silenced.
  const silenced = movesOf(result).filter(({ silent, to }) => silent && to === pool.database);
  if (silenced.some(({ atS }) => exhaustedSpells(result, name).every(({ fromS }) => fromS >= atS - result.series.everyS))) return null;
  if (pool.max !== null && pool.leaked >= pool.max / 2) return 'leak';
  if (standstillOf(result, name) !== null) return 'standstill';
  const open = openMean(result, name);
  if (starvingMost(result, name)) return 'starved';
  return pool.refused > 0 && pool.max !== null && open !== null && open < nearlyAll * pool.max ? 'refused' : 'exhausted';
}
