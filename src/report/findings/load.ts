/** How the load of a class can be changed from the command line: a rate for open arrivals, users for closed ones, threads for a job. */

import type { RunResult } from '../../result.ts';
import { entries, measured, peakOf } from '../series.ts';
import { command } from './cause.ts';

/** Classes whose requests come whether or not the earlier ones were answered, as the result's own assumptions name them. */
function openClasses(result: RunResult): ReadonlySet<string> {
  const names = result.assumptions.map((line) => /^open arrivals \((.*)\):/.exec(line)?.[1]).find((found) => found !== undefined);
  return new Set(names?.split(', ') ?? []);
}

/** Whether requests of a class wait for their answers before they come again: users, or threads of a job. Then load follows service, never the other way. */
export const isClosed = (result: RunResult, name: string): boolean => result.classes[name]?.source === 'cron' || !openClasses(result).has(name);

/** Variance over mean of the arrivals in an interval: 1 for Poisson, next to nothing for even arrivals, much more for bursts and for rates that change. */
function unevenness(result: RunResult, name: string): number {
  const { from, to } = measured(result);
  const counts = (result.series.classes[name]?.arrivedPerS ?? []).slice(from, to).map((perS) => (perS ?? 0) * result.series.everyS);
  const mean = counts.reduce((sum, n) => sum + n, 0) / Math.max(1, counts.length);
  return mean === 0 ? Number.POSITIVE_INFINITY : counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / counts.length / mean;
}

/** What Poisson and even arrivals look like. Gaps drawn by an exponential law look the same: the result does not tell them apart, the command then says what fits. */
const steady = (of: number): boolean => of < 0.05 || (of > 0.6 && of < 1.5);

/** The rate of a class that comes steadily and does not wait for answers; null for all others. */
export function steadyRate(result: RunResult, name: string): number | null {
  const one = result.classes[name];
  if (one === undefined || one.arrived === 0 || isClosed(result, name) || !steady(unevenness(result, name))) return null;
  return one.arrived / Math.max(1e-6, result.run.lengthS - result.run.measureFromS);
}

/** The words that give a class this rate: `--set traffic.api.rate=132/s`. */
export const rateWords = (name: string, rate: number): string[] => ['--set', `traffic.${name}.rate=${rate >= 10 ? Math.round(rate) : Number(rate.toPrecision(2))}/s`];

/** The words that leave next to nothing of a class; null where the result does not show what to set. */
export function lessOf(result: RunResult, name: string): string[] | null {
  const one = result.classes[name];
  if (one === undefined) return null;
  if (one.source === 'cron') {
    const alone = result.timeline.some((entry) => entry.kind === 'cron' && entry.what.startsWith(`${name}: 1 thread`));
    return alone ? null : ['--set', `cron.${name}.threads=1`];
  }
  if (isClosed(result, name)) return ['--set', `traffic.${name}.users=1`];
  const rate = steadyRate(result, name);
  return rate === null ? null : rateWords(name, rate / 10);
}

/** The command that raises the class which keeps most of a pool busy (or, without a pool, the busiest class); null where there is no rate to raise. */
export function moreLoad(result: RunResult, pool: string | null, factor: number): string | null {
  const weight = (name: string): number => (pool === null ? (result.classes[name]?.arrived ?? 0) : peakOf(result.series.pools[pool]?.activeBy[name]));
  const [most] = entries(result.classes).filter(([name]) => steadyRate(result, name) !== null).toSorted((a, b) => weight(b[0]) - weight(a[0]));
  const rate = most === undefined ? null : steadyRate(result, most[0]);
  return most === undefined || rate === null ? null : command(result, 'run', ...rateWords(most[0], rate * factor));
}
