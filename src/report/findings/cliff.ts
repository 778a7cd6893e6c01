/** Close to the cliff: a pool or a database so busy that a little more load, or a little slower holds, tips it over. */

import type { RunResult } from '../../result.ts';
import { entries, peakOf } from '../series.ts';
import { count, level, millis, share } from '../wording.ts';
import { type Cause, command } from './cause.ts';

/** The traffic class that keeps most of a pool busy, as a rate to try: "traffic.api.rate=132/s". */
export function moreLoad(result: RunResult, pool: string | null, factor: number): string | null {
  const users = entries(result.classes).filter(([, one]) => one.source === 'traffic');
  const weight = (name: string): number => (pool === null ? (result.classes[name]?.arrived ?? 0) : peakOf(result.series.pools[pool]?.activeBy[name]));
  const [most] = users.toSorted((a, b) => weight(b[0]) - weight(a[0]));
  if (most === undefined) return null;
  const rate = (most[1].arrived / Math.max(1, result.run.lengthS - result.run.measureFromS)) * factor;
  return command(result, 'run', '--set', `traffic.${most[0]}.rate=${rate >= 10 ? Math.round(rate) : Number(rate.toFixed(2))}/s`);
}

const next = (line: string | null): string => `See where it falls: ${line ?? 'raise the load a little'}`;

/** Fires at 80 % use without failures; beyond that other findings speak. */
export const cliff: Cause = (result) => [
  ...entries(result.pools).flatMap(([name, pool]) => {
    if (pool.max === null || pool.utilisation < 0.8 || pool.timeouts > 0 || pool.leaked > 0) return [];
    return [{
      id: `near-cliff/${name}`, weight: 1 as const, size: pool.utilisation * 100,
      text: `${name} was in use ${share(pool.utilisation)} on average and held, but holds only ${share(1 / pool.utilisation - 1)} longer (or that much more traffic) need all of it.`,
      evidence: `${level(pool.activeMean)} of ${count(pool.max)} lent on average, up to ${count(pool.pendingMax)} waiting, wait p99 ${millis(pool.acquireMs.p99)}`,
      tryNext: next(moreLoad(result, name, 1 / pool.utilisation)),
    }];
  }),
  ...entries(result.databases).flatMap(([name, one]) => {
    if (one.cores === null || one.cpuUtilisation < 0.8 || one.cpuUtilisation >= 0.9) return [];
    return [{
      id: `near-cliff/${name}`, weight: 1 as const, size: one.cpuUtilisation * 100,
      text: `${name} had its ${count(one.cores)} cores busy ${share(one.cpuUtilisation)} of the time: near the end, times grow like 1 / (1 − load).`,
      evidence: `run queue ${level(one.runQueueMean)} on average, ${count(one.runQueueMax)} at most`, tryNext: next(moreLoad(result, null, 1 / one.cpuUtilisation)),
    }];
  }),
];
