/** Results made by hand: a quiet run to start from, and one like the Saturday incident with every figure filled in. */

import type {
  ClassResult, ClassSeries, DatabaseResult, DatabaseSeries, PoolResult, PoolSeries, RunResult, SpanMs,
} from '../../src/result.ts';
import { heatBinsPerOctave, resultVersion } from '../../src/result.ts';

export const noSpan: SpanMs = { count: 0, mean: null, p50: null, p90: null, p95: null, p99: null, p999: null, max: null };

/** A span shaped like an exponential law around its median. */
export const spanOf = (count: number, p50: number): SpanMs => ({
  count, mean: p50 * 1.44, p50, p90: p50 * 3.3, p95: p50 * 4.3, p99: p50 * 6.6, p999: p50 * 10, max: p50 * 15,
});

export const flat = (points: number, value: number): number[] => new Array<number>(points).fill(value);

export const quietClass = (changes: Partial<ClassResult> = {}): ClassResult => ({
  source: 'traffic', route: 'checkout', arrived: 6000, served: 6000, failed: 0, unfinished: 0, retries: 0, failures: {}, errors: {},
  failedShare: 0, throughputPerS: 100, latencyMs: spanOf(6000, 35), failedAfterMs: noSpan, waitMs: { ...spanOf(6000, 0.1), p99: 2 },
  holdMs: spanOf(6000, 35), failureWindowS: 0, wastedCpuS: 0, spectrum: [{ p: 0, ms: 1 }, { p: 0.5, ms: 35 }, { p: 0.9, ms: 115 }, { p: 0.99, ms: 231 }, { p: 1, ms: 525 }],
  ...changes,
});

export const quietPool = (changes: Partial<PoolResult> = {}): PoolResult => ({
  kind: 'hikaricp', database: 'primary', instances: 1, max: 10, acquireTimeoutMs: 5000, utilisation: 0.5, activeMean: 5, activeMax: 8, idleMean: 5,
  pendingMean: 0, pendingMax: 0, acquireMs: spanOf(6000, 0.1), holdMs: spanOf(6000, 35), acquired: 6000, timeouts: 0, opened: 10, closed: 0,
  leaked: 0, refused: 0, exhaustedShare: 0, ...changes,
});

export const quietDatabase = (changes: Partial<DatabaseResult> = {}): DatabaseResult => ({
  kind: 'postgresql', cores: 4, contention: 'none', maxConnections: 100, cpuUtilisation: 0.3, runQueueMean: 1.2, runQueueMax: 6, sessionsMean: 10,
  sessionsMax: 10, refused: 0, contentionLost: 0, statements: 6000, lockWaits: 0, lockWaitMsMean: null, lockWaitingMean: 0, lockWaitingMax: 0, deadlocks: 0, rows: [], ...changes,
});

export const classSeries = (points: number, changes: Partial<ClassSeries> = {}): ClassSeries => ({
  arrivedPerS: flat(points, 100), servedPerS: flat(points, 100), failedPerS: flat(points, 0), failures: {}, latencyMsP50: flat(points, 35),
  latencyMsP95: flat(points, 150), latencyMsP99: flat(points, 230), inside: flat(points, 5), heat: [], ...changes,
});

export const poolSeries = (points: number, changes: Partial<PoolSeries> = {}): PoolSeries => ({
  activeBy: { api: flat(points, 5) }, active: flat(points, 5), idle: flat(points, 5), opening: flat(points, 0), leaked: flat(points, 0),
  pending: flat(points, 0), pendingMax: flat(points, 0), pendingBy: {}, max: flat(points, 10), ...changes,
});

export const databaseSeries = (points: number, changes: Partial<DatabaseSeries> = {}): DatabaseSeries => ({
  runQueue: flat(points, 1.2), busyCores: flat(points, 1.2), capacityCores: flat(points, 4), cores: flat(points, 4), sessions: flat(points, 10), ...changes,
});

/** What a test changes in the quiet minute. */
export interface Changes {
  readonly api?: Partial<ClassResult>;
  readonly pool?: Partial<PoolResult>;
  readonly database?: Partial<DatabaseResult>;
  readonly apiSeries?: Partial<ClassSeries>;
  readonly poolSeries?: Partial<PoolSeries>;
  readonly databaseSeries?: Partial<DatabaseSeries>;
  readonly result?: Partial<RunResult>;
}

/** One calm minute of class `api` on pool `main` on database `primary`, sixty points, with some things changed. */
export function minute(changes: Changes = {}): RunResult {
  const points = 60;
  return {
    version: resultVersion, poolsim: '0.0.0',
    scenario: { title: 'A calm minute', file: 'scenarios/calm.yaml', fingerprint: 'cafe0001', question: null, lookFor: null, answer: null, source: null },
    seed: 1,
    run: { startsAt: '2024-06-15T22:55:00', zone: 'UTC', lengthS: 60, measureFromS: 0, events: 30_000, requests: 6000 },
    classes: { api: quietClass(changes.api) },
    pools: { main: quietPool(changes.pool) },
    databases: { primary: quietDatabase(changes.database) },
    series: {
      everyS: 1, t: Array.from({ length: points }, (_, i) => i + 1), classes: { api: classSeries(points, changes.apiSeries) },
      pools: { main: poolSeries(points, changes.poolSeries) }, databases: { primary: databaseSeries(points, changes.databaseSeries) },
    },
    warmUp: { verdict: 'terminating', because: 'incidents', settledFromS: null, pool: null, floorS: 0, wouldDoS: null }, windows: [], alerts: [], blame: [], timeline: [], promises: [], claims: [], findings: [],
    audit: [{ law: 'arrivals', held: true, detail: '6000 = 6000 + 0 + 0 inside' }, { law: 'lentWithinMax', held: true, detail: 'at most 8 of 10' }],
    assumptions: ['contention law of primary: none', 'open arrivals (api): nobody slows down because answers are late'], host: null,
    ...changes.result,
  };
}

/** Counts of a bell over log latency, as heat triples. */
export function bell(index: number, medianMs: number, requests: number, spread = 4): number[] {
  const middle = Math.log2(medianMs / 0.001) * heatBinsPerOctave;
  const triples: number[] = [];
  for (let bin = Math.max(0, Math.floor(middle - 3 * spread)); bin <= middle + 3 * spread; bin++) {
    const hits = Math.round((requests / (spread * 2.5)) * Math.exp(-((bin - middle) ** 2) / (2 * spread ** 2)));
    if (hits > 0) triples.push(index, bin, hits);
  }
  return triples;
}
