/** The catalogue of measures: what a promise, a claim or an alert may look at, whom it is about, in which unit, and where the result keeps it. */

import type { ClassResult, DatabaseResult, PoolResult, RunResult, SpanMs } from '../result.ts';

/** What a measure is about. `either` is a pool or a database. */
export type About = 'class' | 'pool' | 'database' | 'either' | 'alert';
/** `time` is in milliseconds, `span` in seconds, `share` a fraction, `rate` per second; `count` is a bare number. */
export type Unit = 'time' | 'span' | 'share' | 'rate' | 'count';

/** One thing that can be looked at. */
export interface Measure {
  readonly name: string;
  readonly about: About;
  readonly unit: Unit;
  readonly says: string;
  /** Alerts look at it while the run goes on. */
  readonly live: boolean;
  /** Promises and claims look at it in the result. */
  readonly final: boolean;
  /** When nothing was observed it is "never": later than any limit. */
  readonly orNever: boolean;
  /** The figure in the unit of the measure; null when there is none. */
  readonly of: (result: RunResult, about: Subject) => number | null;
}

/** Whom or what a condition names, and which part of it. */
export interface Subject {
  readonly of: string;
  readonly part: 'latency' | 'wait' | 'hold';
  readonly kind: string | null;
}

const own = <T>(table: { readonly [name: string]: T }, name: string): T | null => (Object.hasOwn(table, name) ? (table[name] ?? null) : null);

const spanOf = (figures: ClassResult, part: Subject['part']): SpanMs => (part === 'wait' ? figures.waitMs : part === 'hold' ? figures.holdMs : figures.latencyMs);

const entry = (name: string, about: About, unit: Unit, says: string, of: Measure['of'], more: Partial<Measure> = {}): Measure => ({ name, about, unit, says, live: false, final: true, orNever: false, of, ...more });

const live = { live: true };

const span = (name: 'p50' | 'p90' | 'p95' | 'p99' | 'p999' | 'mean' | 'max', says: string): Measure =>
  entry(name, 'class', 'time', says, (result, { of, part }) => {
    const figures = own(result.classes, of);
    return figures === null ? null : spanOf(figures, part)[name];
  });

const ofClass = (name: string, unit: Unit, says: string, pick: (figures: ClassResult, about: Subject) => number, more: Partial<Measure> = {}): Measure =>
  entry(name, 'class', unit, says, (result, about) => {
    const figures = own(result.classes, about.of);
    return figures === null ? null : pick(figures, about);
  }, more);

const ofPool = (name: string, unit: Unit, says: string, pick: (figures: PoolResult) => number, more: Partial<Measure> = {}): Measure =>
  entry(name, 'pool', unit, says, (result, { of }) => {
    const figures = own(result.pools, of);
    return figures === null ? null : pick(figures);
  }, more);

const ofDatabase = (name: string, unit: Unit, says: string, pick: (figures: DatabaseResult) => number, more: Partial<Measure> = {}): Measure =>
  entry(name, 'database', unit, says, (result, { of }) => {
    const figures = own(result.databases, of);
    return figures === null ? null : pick(figures);
  }, more);

/** The failure windows of a class, in the order of the result. */
export const failureWindows = (result: RunResult, className: string) => result.windows.filter((window) => window.what === 'failures' && window.of === className);

const earliest = (times: readonly number[]): number | null => (times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b)));

const failuresOf = (figures: ClassResult, kind: string | null): number => (kind === null ? figures.failed : (own<number | undefined>(figures.failures, kind) ?? 0));

const all: readonly Measure[] = [
  span('p50', 'median latency'), span('p90', '90th percentile of latency'), span('p95', '95th percentile of latency'),
  span('p99', '99th percentile of latency'), span('p999', '99.9th percentile of latency'), span('mean', 'mean latency'), span('max', 'longest latency'),
  ofClass('failedShare', 'share', 'share of requests that failed', (figures) => figures.failedShare, live),
  ofClass('failures', 'count', 'requests that failed, of one kind or of all', (figures, { kind }) => failuresOf(figures, kind)),
  ofClass('throughput', 'rate', 'requests served per second', (figures) => figures.throughputPerS, live),
  ofClass('arrived', 'count', 'requests that arrived', (figures) => figures.arrived),
  ofClass('served', 'count', 'requests that were served', (figures) => figures.served),
  ofClass('unfinished', 'count', 'requests still inside at the end', (figures) => figures.unfinished),
  ofClass('retries', 'count', 'second and later tries', (figures) => figures.retries),
  ofClass('window', 'span', 'how long failures lasted, all windows together', (figures) => figures.failureWindowS),
  entry('firstFailure', 'class', 'span', 'time from the start to the first failure', (result, { of }) => earliest(failureWindows(result, of).map((window) => window.fromS)), { orNever: true }),
  ofPool('utilisation', 'share', 'lent connections over the most allowed', (figures) => figures.utilisation, live),
  ofPool('timeouts', 'count', 'acquisitions that timed out', (figures) => figures.timeouts),
  ofPool('opened', 'count', 'connections opened', (figures) => figures.opened),
  ofPool('closed', 'count', 'connections closed', (figures) => figures.closed),
  ofPool('leaked', 'count', 'connections never given back', (figures) => figures.leaked),
  ofPool('waiting', 'count', 'most callers waiting at once', (figures) => figures.pendingMax, live),
  ofPool('active', 'count', 'most connections lent at once', (figures) => figures.activeMax, live),
  entry('idle', 'pool', 'count', 'idle connections', () => null, { live: true, final: false }),
  ofPool('exhaustedShare', 'share', 'share of time with everything lent and someone waiting', (figures) => figures.exhaustedShare),
  ofDatabase('staleReads', 'count', 'reads of a replica that missed what their request had written', (figures) => figures.replica?.staleReads ?? 0),
  ofDatabase('lostWrites', 'count', 'writes that a promoted replica had not got', (figures) => figures.replica?.lostWrites ?? 0),
  ofDatabase('lag', 'time', 'longest time that a write took to a replica', (figures) => figures.replica?.lagMsMax ?? 0),
  ofDatabase('cpuUtilisation', 'share', 'mean share of busy cores', (figures) => figures.cpuUtilisation, live),
  ofDatabase('runQueue', 'count', 'mean number of statements running or ready to run', (figures) => figures.runQueueMean, live),
  ofDatabase('sessions', 'count', 'most sessions at once', (figures) => figures.sessionsMax, live),
  entry('refused', 'either', 'count', 'connections or sessions the server refused', (result, { of }) => (own(result.pools, of) ?? own(result.databases, of))?.refused ?? null),
  entry('fired', 'alert', 'span', 'time from the start until an alert fired', (result, { of }) => earliest(result.alerts.filter((alert) => alert.name === of).map((alert) => alert.firedAtS)), { orNever: true }),
];

/** Every measure by name. */
export const measures: { readonly [name: string]: Measure } = Object.fromEntries(all.map((measure) => [measure.name, measure]));

/** Whether the measure has parts: `p99(api.wait)`, `p99(api.hold)`. */
export const hasParts = (measure: Measure): boolean => measure.unit === 'time';
