/** Waiting that nobody failed for but users feel: the slow tail is the line at the pool, long before the first error. */

import type { RunResult } from '../../result.ts';
import { entries, peakOf } from '../series.ts';
import { millis, share } from '../wording.ts';
import { type Cause, command, failuresOf, largestEach, maxEach, resize, starved } from './cause.ts';
import { storyOf } from './story.ts';

/** The pool in which this class stood in line longest; null where it never did (opening a connection is no line). */
function lineOf(result: RunResult, name: string): string | null {
  const waits = entries(result.series.pools).map(([pool, one]) => ({ pool, most: peakOf(one.pendingBy[name]) })).filter(({ most }) => most > 0);
  return waits.toSorted((a, b) => b.most - a.most)[0]?.pool ?? null;
}

function advice(result: RunResult, poolName: string): string {
  const pool = result.pools[poolName];
  const each = pool === undefined ? null : maxEach(pool);
  const more = pool === undefined || each === null ? 0 : Math.min(each + Math.ceil(each / 4), largestEach(result, pool));
  if (pool === undefined || each === null || more <= each) return 'Shorten the holds, or take less load.';
  return `See whether a quarter more connections, or shorter holds, calm it: ${command(result, 'run', ...resize(poolName, pool, more))}`;
}

/** Fires when waiting for a connection is half of the p99 or more, nobody starved, and no other finding tells of the pool. */
export const waiting: Cause = (result) => entries(result.classes).flatMap(([name, one]) => {
  const [wait, whole] = [one.waitMs.p99, one.latencyMs.p99];
  if (wait === null || whole === null || wait < 10 || wait < 0.5 * whole || failuresOf(one, starved) > 0) return [];
  const pool = lineOf(result, name);
  if (pool === null || storyOf(result, pool) !== null) return [];
  return [{
    id: `waiting/${name}`, weight: 1 as const, size: one.arrived * 0.01,
    text: `The slow tail of ${name} is the line at ${pool}: p99 of waiting is ${millis(wait)}, p99 of the whole request ${millis(whole)}. Nobody failed for it yet, and the median (wait ${millis(one.waitMs.p50)}) does not show it.`,
    evidence: `wait p95 ${millis(one.waitMs.p95)}, latency p50 ${millis(one.latencyMs.p50)}, failed ${share(one.failedShare)}`,
    tryNext: advice(result, pool),
  }];
});
