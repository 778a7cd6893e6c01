/**
 * Several runs of one scenario with different seeds: each headline figure as mean ± Student's t interval over the runs, and for each promise in how
 * many runs it held, or how it was decided. Runs are independent replications, so the interval is the textbook one (Law 2015, chapter 9).
 */

import type { Scenario } from '../model/scenario.ts';
import type { PromiseDecision } from '../result.ts';
import { judgedOver, type PromiseOverRuns } from '../run/over-runs.ts';
import { type MeanInterval, tInterval } from '../stats/confidence.ts';
import { type Column, columnsOf, type Row, seenIn } from '../sweep/columns.ts';
import { Exit, type ExitCode } from './exit.ts';

export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | '%' | '/s' | 's' | '';
  readonly interval: MeanInterval;
}

/** A promise over the runs; `decision` where it has a confidence and the runs went on until it was decided. */
export type PromiseOver = PromiseOverRuns & { readonly decision?: PromiseDecision };

export interface OverRuns {
  readonly seeds: readonly (number | string)[];
  readonly figures: readonly Figure[];
  readonly promises: readonly PromiseOver[];
}

type Pick = readonly [room: Column['room'], figure: string, name: string, unit: Figure['unit'], times: number];

const picks: readonly Pick[] = [
  ['classes', 'failedShare', 'failed', '%', 100], ['classes', 'meanMs', 'mean', 'ms', 1], ['classes', 'p99Ms', 'p99', 'ms', 1], ['classes', 'goodputPerS', 'throughput', '/s', 1],
  ['classes', 'failureWindowS', 'failure window', 's', 1], ['pools', 'utilisation', 'utilisation', '%', 100], ['databases', 'cpuUtilisation', 'cpu', '%', 100],
];

/** The rows of at least one run of the scenario, and what was decided by them. Promises without a confidence are judged over all runs, or with `first` by the first alone. */
export function overRuns(scenario: Scenario, seeds: readonly (number | string)[], rows: readonly Row[], decisions: readonly (PromiseDecision | null)[], first: boolean): OverRuns {
  const columns = columnsOf(scenario);
  const valuesOf = (room: string, of: string, figure: string): (number | null)[] => {
    const index = columns.findIndex((one) => one.room === room && one.of === of && one.figure === figure);
    return rows.map((row) => row.values[index] ?? null);
  };
  const figures = [...new Map(columns.map(({ room, of }) => [`${room}/${of}`, { room, of }])).values()].flatMap(({ room, of }) => picks.filter(([where]) => where === room).flatMap(([, figure, name, unit, times]): Figure[] => {
    const values = valuesOf(room, of, figure).filter((value) => value !== null);
    if (values.length < rows.length || (figure === 'failureWindowS' && !valuesOf(room, of, 'failedShare').some((share) => (share ?? 0) > 0))) return [];
    return [{ name: `${of} ${name}`, unit, interval: tInterval(values.map((value) => value * times)) }];
  }));
  const seen = seenIn(scenario, rows);
  const promises = scenario.promises.map((plan, i): PromiseOver => {
    const runs = seen[i] ?? [];
    const over = judgedOver(plan, runs);
    const decision = decisions[i] ?? null;
    if (decision !== null) return { ...over, verdict: decision.verdict, decision };
    return first ? { ...over, verdict: runs[0]?.held ? 'held' : 'failed' } : over;
  });
  return { seeds, figures, promises };
}

export const exitOf = (promises: readonly PromiseOverRuns[]): ExitCode =>
  promises.some((one) => one.verdict === 'failed') ? Exit.promiseFailed : promises.some((one) => one.verdict === 'inconclusive') ? Exit.inconclusive : Exit.ok;

const digits = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2));
const withUnit = (unit: Figure['unit']): string => (unit === '/s' || unit === '' ? unit : ` ${unit}`);

/** "13.9 ± 0.3 %". */
export const intervalText = (interval: MeanInterval, unit: Figure['unit']): string =>
  `${digits(interval.mean)}${interval.halfWidth === null ? '' : ` ± ${digits(interval.halfWidth)}`}${withUnit(unit)}`;

/** The table for the terminal. */
export function overRunsText(all: OverRuns): string {
  const names = [...all.figures.map((one) => one.name), ...all.promises.map((one) => one.text)];
  const wide = Math.max(...names.map((name) => name.length), 10);
  const marks = { held: '✓', failed: '✗', inconclusive: '?' };
  return [
    `Over ${all.seeds.length} runs (seeds ${all.seeds[0]} to ${all.seeds[all.seeds.length - 1]}), mean ± 95 % interval:`,
    ...all.figures.map((one) => `  ${one.name.padEnd(wide)}  ${intervalText(one.interval, one.unit)}`),
    ...(all.promises.length === 0 ? [] : ['', 'Promises:']),
    ...all.promises.map((one) => `${marks[one.verdict]} ${one.text.padEnd(wide)}  ${one.decision === undefined ? heldText(one) : one.decision.says}`),
    '',
  ].join('\n');
}

const heldText = (one: PromiseOver): string =>
  `held in ${one.heldIn} of ${one.runs} runs (${Math.floor(one.heldShare.low * 100)}–${Math.ceil(one.heldShare.high * 100)}% of all)${one.verdict === 'inconclusive' ? ': inconclusive, more runs would tell' : ''}`;
