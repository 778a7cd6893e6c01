/**
 * The Saturday report, scaled down: an API and, from t = 20 s, threads that each run long reports, through real pg-pool pools on two cores that server and client share.
 * Replayed with the exact arrivals of the API; the reports start with the first of the recorded ones.
 */

import type { Calibration } from './calibration.ts';
import { delayOf } from './calibration.ts';
import { type Figures, figuresOf } from './figures.ts';
import { rounds } from './open-loop.ts';
import { isThere, jsonLinesOf, type Recorded, requestsOf } from './recorded.ts';
import { type Replay, replayed, traceOf } from './replay.ts';

interface Line {
  readonly tag: { readonly exp: string; readonly variant: string; readonly kind: 'cpu' | 'sleep' };
  readonly db_cpu_s?: number | null;
  readonly window_s?: number;
}

export interface SaturdayRun {
  readonly name: string;
  readonly variant: string;
  readonly kind: 'cpu' | 'sleep';
  readonly requests: readonly Recorded[];
  readonly windowS: number;
  /** Processor ms of one standard statement by the server's own time inside the run; null where nobody wrote it down. */
  readonly own: number | null;
}

/** The phases by which requests are told apart, s of their arrival. */
export const phases = [{ name: 'before', from: 0, to: 20 }, { name: 'during', from: 20, to: 45 }, { name: 'after', from: 45, to: 90 }] as const;

/** Work done within the window, in standard statements. */
const doneIn = (requests: readonly Recorded[], windowS: number): number =>
  requests.filter((one) => one.outcome === 'ok' && (one.end as number) <= windowS * 1000).reduce((sum, one) => sum + one.demand, 0) / rounds;

/** All Saturday runs of a folder whose requests were recorded. */
export const saturdayRuns = (folder: string): readonly SaturdayRun[] =>
  jsonLinesOf<Line>(folder, 'summary.jsonl').filter(({ tag }) => tag.exp === 'E4' && isThere(folder, `${tag.kind}_${tag.variant}.csv`)).map(({ tag, db_cpu_s, window_s = 90 }) => {
    const requests = requestsOf(folder, `${tag.kind}_${tag.variant}.csv`);
    const own = tag.kind === 'cpu' && db_cpu_s ? (db_cpu_s * 1000) / doneIn(requests, window_s) : null;
    return { name: `${tag.kind}_${tag.variant}`, variant: tag.variant, kind: tag.kind, requests, windowS: window_s, own };
  });

/** What the drivers say of each variant. */
function setupOf({ variant, requests }: SaturdayRun) {
  const reports = requests.filter((one) => one.stream === 'report');
  return {
    max: variant === 'pool50' ? 50 : 10,
    reportPool: variant === 'reportpool4' ? '\n  report: { kind: pg-pool, database: db, max: 4, connectionTimeoutMillis: 3000 }' : '',
    reportsGo: variant === 'reportpool4' ? 'report' : 'main',
    statementTimeout: variant === 'stmt5s' ? ', statementTimeout: 5s' : '',
    threads: variant === 'threads10' ? 10 : 4,
    repeat: variant === 'seq4' ? 4 : 1,
    reportsAt: reports[0]?.arrive ?? 20_000,
    reportAsks: reports[0]?.demand ?? 0,
  };
}

/** The scenario that replays a run; `times`: how many times as long everything takes on the server. */
export function replayOf(run: SaturdayRun, calibration: Calibration, times = 1): Replay {
  const set = setupOf(run);
  const burns = run.kind === 'cpu';
  const costMs = (run.own ?? calibration.saturdayCostMs) * times;
  const asked = burns ? `cpu: ${((set.reportAsks / rounds) * costMs).toFixed(3)}ms` : `blocked: ${(set.reportAsks * times).toFixed(3)}ms`;
  const late = (file: string) => (burns ? '' : `, { query: { blocked: { empirical: ${file}.txt } } }`);
  const api = run.requests.filter((one) => one.stream === 'api').map((one) => ({
    arrive: one.arrive, cpuMs: burns ? (one.demand / rounds) * costMs : 0, blockedMs: burns ? 0 : one.demand * times, route: delayOf(one.arrive),
  }));
  const lines = (delays: readonly number[]): string => delays.map((d) => `${(d * times).toFixed(3)}ms`).join('\n');
  return {
    text: `
scenario: replay of ${run.name}
run: { length: ${Math.ceil(run.windowS) + 5}s, seed: 1 }
databases: { db: { kind: postgresql, cores: 2, roundTrip: ${(burns ? calibration.saturdayRoundTripMs : 0).toFixed(3)}ms, maxConnections: 450, connect: 7.2ms${set.statementTimeout} } }
pools:
  main: { kind: pg-pool, database: db, max: ${set.max}, connectionTimeoutMillis: 3000 }${set.reportPool}
routes:
  warming: [ { transaction: { pool: main, steps: [ { query: {} }${late('warming')} ] } } ]
  warm: [ { transaction: { pool: main, steps: [ { query: {} }${late('warm')} ] } } ]
  report: [ { transaction: { pool: ${set.reportsGo}, steps: [ { query: { ${asked} } }${late('warm')} ] } } ]
traffic: { api: { route: warm, trace: arrivals.csv } }
cron: { report: { route: report, at: ${(set.reportsAt / 1000).toFixed(6)}s, threads: ${set.threads}, repeat: ${set.repeat} } }
`,
    files: { 'arrivals.csv': traceOf(api), 'warming.txt': lines(calibration.warmingDelays), 'warm.txt': lines(calibration.warmDelays) },
  };
}

/** The API in each phase, and the reports. */
export function partsOf(requests: readonly Recorded[], windowS: number): readonly { readonly part: string; readonly figures: Figures }[] {
  const api = requests.filter((one) => one.stream === 'api');
  return [
    ...phases.map(({ name, from, to }) => ({ part: name, figures: figuresOf(api, from, to) })),
    { part: 'reports', figures: figuresOf(requests.filter((one) => one.stream === 'report'), 0, windowS) },
  ];
}

/** What poolsim says of a run. */
export const predictSaturday = (run: SaturdayRun, calibration: Calibration, times = 1, seed = 1) =>
  partsOf(replayed(replayOf(run, calibration, times), seed), run.windowS);
