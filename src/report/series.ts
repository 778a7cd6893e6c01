/** Small sums over series: what happened between two times, the mean of a level, the same curve in fewer points. */

import type { PoolSeries, RunResult, Series } from '../result.ts';

/** A range of indexes into `t`: from (included) to (left out). */
export interface Stretch { readonly from: number; readonly to: number }

/** The points of the series that end after `fromS` and at or before `toS` (one at least, if there are any). */
export function stretchOf(result: RunResult, fromS: number, toS: number): Stretch {
  const { t, everyS } = result.series;
  const from = t.findIndex((end) => end > fromS);
  if (from < 0) return { from: Math.max(0, t.length - 1), to: t.length };
  const past = t.findIndex((end) => end - everyS >= toS);
  return { from, to: Math.max(from + 1, past < 0 ? t.length : past) };
}

/** The whole measured part of the run. */
export const measured = (result: RunResult): Stretch => stretchOf(result, result.run.measureFromS, result.run.lengthS);

/** Mean of the points that are there; null when none is. */
export function meanOf(series: Series | undefined, { from, to }: Stretch): number | null {
  let sum = 0;
  let points = 0;
  for (let i = from; i < to; i++) {
    const value = series?.[i] ?? null;
    if (value === null) continue;
    sum += value;
    points++;
  }
  return points === 0 ? null : sum / points;
}

/** Largest point; 0 when there is none. */
export const peakOf = (series: Series | undefined): number => (series ?? []).reduce<number>((most, value) => Math.max(most, value ?? 0), 0);

/** Index of the largest point; 0 when there is none. */
export function peakAt(series: Series): number {
  let best = 0;
  for (let i = 1; i < series.length; i++) if ((series[i] ?? 0) > (series[best] ?? 0)) best = i;
  return best;
}

/** The last point that is there; 0 when there is none. */
export const lastOf = (series: Series | undefined): number => (series ?? []).findLast((value) => value !== null) ?? 0;

/** Point by point sum; null where all are null. */
export function sumOf(all: readonly Series[], points: number): (number | null)[] {
  return Array.from({ length: points }, (_, i) => all.reduce<number | null>((sum, one) => {
    const value = one[i] ?? null;
    return value === null ? sum : (sum ?? 0) + value;
  }, null));
}

/** Connections of a pool that are not there to lend: lent, or leaked. Right whether `active` counts leaked ones or not. */
export function goneOf(pool: PoolSeries): (number | null)[] {
  const byHolder = sumOf([...Object.values(pool.activeBy), pool.leaked], pool.active.length);
  return pool.active.map((value, i) => (value === null ? (byHolder[i] ?? null) : Math.max(value, byHolder[i] ?? 0)));
}

/** How points that fall into one are joined: a mean for levels and rates, the largest for peaks. */
export type Join = 'mean' | 'max';

/** The series in groups of `every` points; null where a group has none. */
export function merged(series: Series, every: number, join: Join = 'mean'): (number | null)[] {
  if (every <= 1) return [...series];
  return Array.from({ length: Math.ceil(series.length / every) }, (_, group) => {
    const values = series.slice(group * every, (group + 1) * every).filter((value) => value !== null);
    if (values.length === 0) return null;
    return join === 'max' ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}

/** Entries of a record, in the order they were written. */
export const entries = <T>(record: { readonly [name: string]: T }): [string, T][] => Object.entries(record);
