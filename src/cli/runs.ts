/**
 * Several runs of one scenario with different seeds: each headline figure as mean ± Student's t interval over the runs, and for each
 * promise in how many runs it held. Runs are independent replications, so the interval is the textbook one (Law 2015, chapter 9).
 */

import type { Scenario } from '../model/scenario.ts';
import type { RunResult } from '../result.ts';
import { judgedOver, type PromiseOverRuns } from '../run/over-runs.ts';
import { type MeanInterval, tInterval } from '../stats/confidence.ts';
import { Exit, type ExitCode } from './exit.ts';

export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | '%' | '/s' | 's' | '';
  readonly interval: MeanInterval;
}

export interface OverRuns {
  readonly seeds: readonly (number | string)[];
  readonly figures: readonly Figure[];
  readonly promises: readonly PromiseOverRuns[];
}

const figure = (name: string, unit: Figure['unit'], values: readonly (number | null)[]): Figure[] => {
  const known = values.filter((value) => value !== null);
  return known.length === values.length && known.length > 0 ? [{ name, unit, interval: tInterval(known) }] : [];
};

/** Summarises at least one result of the same scenario. */
export function overRuns(scenario: Scenario, results: readonly RunResult[]): OverRuns {
  const first = results[0];
  const classes = Object.keys(first?.classes ?? {}).flatMap((name) => {
    const of = results.map((result) => result.classes[name]);
    return [
      ...figure(`${name} failed`, '%', of.map((one) => (one === undefined ? null : one.failedShare * 100))),
      ...figure(`${name} mean`, 'ms', of.map((one) => one?.latencyMs.mean ?? null)),
      ...figure(`${name} p99`, 'ms', of.map((one) => one?.latencyMs.p99 ?? null)),
      ...figure(`${name} throughput`, '/s', of.map((one) => one?.throughputPerS ?? null)),
      ...(of.some((one) => (one?.failed ?? 0) > 0) ? figure(`${name} failure window`, 's', of.map((one) => one?.failureWindowS ?? null)) : []),
    ];
  });
  const pools = Object.keys(first?.pools ?? {}).flatMap((name) => figure(`${name} utilisation`, '%', results.map((result) => (result.pools[name]?.utilisation ?? 0) * 100)));
  const databases = Object.keys(first?.databases ?? {}).flatMap((name) => figure(`${name} cpu`, '%', results.map((result) => (result.databases[name]?.cpuUtilisation ?? 0) * 100)));
  return {
    seeds: results.map((result) => result.seed),
    figures: [...classes, ...pools, ...databases],
    promises: scenario.promises.map((plan, i) => judgedOver(plan, results.map((result) => result.promises[i] ?? { held: false, observed: null }))),
  };
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
    ...all.promises.map((one) => `${marks[one.verdict]} ${one.text.padEnd(wide)}  held in ${one.heldIn} of ${one.runs} runs (${Math.floor(one.heldShare.low * 100)}–${Math.ceil(one.heldShare.high * 100)}% of all)${one.verdict === 'inconclusive' ? ': inconclusive, more runs would tell' : ''}`),
    '',
  ].join('\n');
}
