/** The headline of a result: what a reader of the scenario would quote, rounded to four digits, with the count of events. */

import type { ClassResult, DatabaseResult, PoolResult, RunResult, SpanMs } from '../../src/index.ts';

const digits = 4;

/** Rounded so that a golden is read with pleasure; null stays null. */
const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(digits)));

const span = ({ mean, p50, p99, max }: SpanMs) => ({ mean: rounded(mean), p50: rounded(p50), p99: rounded(p99), max: rounded(max) });

/** The kinds of failure that happened. */
const above0 = (failures: ClassResult['failures']): ClassResult['failures'] => Object.fromEntries(Object.entries(failures).filter(([, count]) => count > 0));

const ofClass = (one: ClassResult) => ({
  arrived: one.arrived, served: one.served, unfinished: one.unfinished, failures: above0(one.failures),
  failureWindowS: rounded(one.failureWindowS), latencyMs: span(one.latencyMs), waitMs: span(one.waitMs),
});

const ofPool = (one: PoolResult) => ({
  utilisation: rounded(one.utilisation), activeMax: one.activeMax, pendingMax: one.pendingMax, exhaustedShare: rounded(one.exhaustedShare),
  timeouts: one.timeouts, opened: one.opened, leaked: one.leaked, refused: one.refused,
});

const ofDatabase = (one: DatabaseResult) => ({ cpuUtilisation: rounded(one.cpuUtilisation), runQueueMean: rounded(one.runQueueMean), sessionsMax: one.sessionsMax, refused: one.refused });

const each = <T, U>(table: { readonly [name: string]: T }, of: (one: T) => U): { [name: string]: U } => Object.fromEntries(Object.entries(table).map(([name, one]) => [name, of(one)]));

export const headline = (result: RunResult) => ({
  seed: result.seed, events: result.run.events, requests: result.run.requests,
  classes: each(result.classes, ofClass), pools: each(result.pools, ofPool), databases: each(result.databases, ofDatabase),
  alerts: result.alerts.map(({ name, firedAtS, resolvedAtS }) => ({ name, firedAtS, resolvedAtS })),
});

export type Headline = ReturnType<typeof headline>;
