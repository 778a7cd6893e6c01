/** The figures a sweep keeps of each run, as a row of numbers: so that a run can cross a thread and lie in a journal as one short line. */

import type { Scenario } from '../model/scenario.ts';
import type { PromisePlan } from '../promise.ts';
import type { ClassResult, DatabaseResult, PoolResult, RunResult } from '../result.ts';
import { seenBy } from '../run/decide.ts';
import type { Seen } from '../run/promised.ts';

/** One figure of one part of the world. */
export interface Column {
  readonly room: 'run' | 'classes' | 'pools' | 'databases' | 'promises';
  /** The class, pool or database; the number of the promise. */
  readonly of: string;
  readonly figure: string;
  readonly pick: (result: RunResult) => number | null;
}

type Picks<T> = { readonly [figure: string]: (one: T) => number | null };

const ofClass: Picks<ClassResult> = {
  arrived: (one) => one.arrived, goodputPerS: (one) => one.throughputPerS, failedShare: (one) => one.failedShare,
  meanMs: (one) => one.latencyMs.mean, p50Ms: (one) => one.latencyMs.p50, p95Ms: (one) => one.latencyMs.p95, p99Ms: (one) => one.latencyMs.p99, maxMs: (one) => one.latencyMs.max,
  waitMeanMs: (one) => one.waitMs.mean, holdMeanMs: (one) => one.holdMs.mean, failureWindowS: (one) => one.failureWindowS,
};

const ofPool: Picks<PoolResult> = {
  utilisation: (one) => one.utilisation, activeMean: (one) => one.activeMean, activeMax: (one) => one.activeMax, pendingMean: (one) => one.pendingMean, pendingMax: (one) => one.pendingMax,
  acquireMeanMs: (one) => one.acquireMs.mean, acquireP99Ms: (one) => one.acquireMs.p99, timeouts: (one) => one.timeouts, exhaustedShare: (one) => one.exhaustedShare,
};

const ofDatabase: Picks<DatabaseResult> = {
  cpuUtilisation: (one) => one.cpuUtilisation, runQueueMean: (one) => one.runQueueMean, contentionLost: (one) => one.contentionLost, sessionsMax: (one) => one.sessionsMax, refused: (one) => one.refused,
};

/** Which part of the others' waiting for connections was behind those that a class held (`blame`); null where no other class waited. */
function blamedShare(result: RunResult, name: string): number | null {
  const others = result.blame.filter((one) => one.waiter !== name);
  const waited = others.reduce((sum, one) => sum + one.waitedS, 0);
  return waited > 0 ? others.reduce((sum, one) => sum + (one.holder === name ? one.waitedS : 0), 0) / waited : null;
}

function columnsIn<T>(room: 'classes' | 'pools' | 'databases', names: readonly string[], picks: Picks<T>, found: (result: RunResult, name: string) => T | undefined): Column[] {
  return names.flatMap((of) => Object.entries(picks).map(([figure, pick]) => ({
    room, of, figure, pick: (result: RunResult) => {
      const one = found(result, of);
      return one === undefined ? null : pick(one);
    },
  })));
}

const classesOf = (scenario: Scenario): string[] => [...Object.keys(scenario.traffic), ...Object.keys(scenario.cron)];

/** The columns of a scenario, in an order that its names alone decide. */
export const columnsOf = (scenario: Scenario): readonly Column[] => [
  { room: 'run', of: '', figure: 'requests', pick: (result) => result.run.requests },
  { room: 'run', of: '', figure: 'events', pick: (result) => result.run.events },
  ...columnsIn('classes', classesOf(scenario), ofClass, (result, name) => result.classes[name]),
  ...classesOf(scenario).map((of): Column => ({ room: 'classes', of, figure: 'blamedShare', pick: (result) => blamedShare(result, of) })),
  ...columnsIn('pools', Object.keys(scenario.pools), ofPool, (result, name) => result.pools[name]),
  ...columnsIn('databases', Object.keys(scenario.databases), ofDatabase, (result, name) => result.databases[name]),
  ...scenario.promises.flatMap((plan, i): Column[] => [
    { room: 'promises', of: String(i), figure: 'held', pick: (result) => (result.promises[i]?.held === true ? 1 : 0) },
    { room: 'promises', of: String(i), figure: 'observed', pick: (result) => result.promises[i]?.observed ?? null },
    ...trialsOf(plan, i, scenario.promises),
  ]),
];

/** The requests that a failure share is a share of: to join runs, one must know how much each of them weighs. */
const trialsOf = ({ condition: { measure } }: PromisePlan, i: number, promises: readonly PromisePlan[]): Column[] =>
  (measure !== 'failedShare' ? [] : [{ room: 'promises', of: String(i), figure: 'trials', pick: (result) => seenBy(promises, result)[i]?.trials ?? null }]);

/** What the runs with these rows say of each promise, run by run. */
export function seenIn(scenario: Scenario, rows: readonly Row[]): readonly (readonly Seen[])[] {
  const columns = columnsOf(scenario);
  return scenario.promises.map((_, i) => {
    const [held, observed, trials] = ['held', 'observed', 'trials'].map((figure) => columns.findIndex((one) => one.room === 'promises' && one.of === String(i) && one.figure === figure));
    const at = (row: Row, index = -1): number | null => row.values[index] ?? null;
    return rows.map((row) => ({ held: at(row, held) === 1, observed: at(row, observed), trials: at(row, trials) }));
  });
}

/** What is kept of one run. */
export interface Row {
  readonly values: readonly (number | null)[];
  /** Laws of the audit that did not hold. */
  readonly broken: readonly string[];
}

export const rowOf = (columns: readonly Column[], result: RunResult): Row => ({
  values: columns.map((column) => column.pick(result)),
  broken: result.audit.filter((law) => !law.held).map((law) => `${law.law}: ${law.detail}`),
});
