/**
 * The Saturday report, scaled down: an API and, from t = 20 s, threads that each run long reports, through real pg-pool pools on two cores that server and client share.
 * Replayed with the exact arrivals of the API; the reports start with the first of the recorded ones.
 */

import { type Calibration, delayFiles, delayOf } from './calibration.ts';
import { type Figures, figuresOf, passing } from './figures.ts';
import { rounds } from './open-loop.ts';
import { isThere, jsonLinesOf, type Recorded, requestsOf } from './recorded.ts';
import { played, type Replay, replayed, traceOf } from './replay.ts';

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
  /** The server's own processor time in the window, s; null where nobody wrote it down. */
  readonly cpuS: number | null;
  /** Processor ms of one standard statement that follows from it; null where it does not: work was cut short that nobody weighed. */
  readonly own: number | null;
}

/** The phases by which requests are told apart, s of their arrival. */
export const phases = [{ name: 'before', from: 0, to: 20 }, { name: 'during', from: 20, to: 45 }, { name: 'after', from: 45, to: 90 }] as const;

/** Work done within the window, in standard statements. */
const doneIn = (requests: readonly Recorded[], windowS: number): number =>
  requests.filter((one) => one.outcome === 'ok' && (one.end as number) <= windowS * 1000).reduce((sum, one) => sum + one.demand, 0) / rounds;

const nameOf = ({ tag }: Line): string => `${tag.kind}_${tag.variant}`;

/** Saturday runs of a folder whose requests were recorded: all, or those named. */
export const saturdayRuns = (folder: string, only?: readonly string[]): readonly SaturdayRun[] =>
  jsonLinesOf<Line>(folder, 'summary.jsonl').filter((line) => line.tag?.exp === 'E4' && isThere(folder, `${nameOf(line)}.csv`) && (only?.includes(nameOf(line)) ?? true)).map(({ tag, db_cpu_s, window_s = 90 }) => {
    const requests = requestsOf(folder, `${tag.kind}_${tag.variant}.csv`);
    const cpuS = tag.kind === 'cpu' && db_cpu_s ? db_cpu_s : null;
    const cutShort = requests.some((one) => one.stream === 'report' && one.acquire !== null && (one.outcome !== 'ok' || (one.end as number) > window_s * 1000));
    const own = cpuS === null || cutShort ? null : (cpuS * 1000) / doneIn(requests, window_s);
    return { name: `${tag.kind}_${tag.variant}`, variant: tag.variant, kind: tag.kind, requests, windowS: window_s, cpuS, own };
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
  const costMs = costOf(run, calibration) * times;
  return replayAt(run, calibration, costMs, times, Math.ceil(run.windowS) + 5);
}

/** Processor ms of one standard statement: what the server used for each; or, where work was cut short, that at which the replay uses as much in the window as the server did. */
function costOf(run: SaturdayRun, calibration: Calibration): number {
  const { cpuS, windowS } = run;
  if (run.own !== null) return run.own;
  if (cpuS === null) return calibration.saturdayCostMs;
  const clientS = (run.requests.filter((one) => one.stream === 'api').length * calibration.saturdayClientMs) / 1000;
  const used = (costMs: number): number => played(replayAt(run, calibration, costMs, 1, windowS)).workS - clientS;
  const [least, most] = [calibration.saturdayCostMs * 0.7, calibration.saturdayCostMs * 1.4];
  // Where the cores are busy all along, what they used says nothing of a statement.
  return used(least) > cpuS || used(most) < cpuS || used(most) - used(least) < 0.1 * cpuS ? calibration.saturdayCostMs : passing(cpuS, [least, most], used);
}

function replayAt(run: SaturdayRun, calibration: Calibration, costMs: number, times: number, lengthS: number): Replay {
  const burns = run.kind === 'cpu';
  const set = setupOf(run);
  const asked = burns ? `cpu: ${((set.reportAsks / rounds) * costMs).toFixed(3)}ms` : `blocked: ${(set.reportAsks * times).toFixed(3)}ms`;
  const late = (file: string) => `{ query: { blocked: { empirical: ${file}.txt } } }`;
  const api = run.requests.filter((one) => one.stream === 'api').map((one) => ({
    arrive: one.arrive, cpuMs: burns ? (one.demand / rounds) * costMs + calibration.saturdayClientMs : 0, blockedMs: burns ? 0 : one.demand * times,
    // The sleepers were all started at one moment, and warmed up together; the others ran alone.
    route: burns ? 'warm' : delayOf(one.arrive),
  }));
  return {
    text: `
scenario: replay of ${run.name}
run: { length: ${lengthS.toFixed(3)}s, seed: 1 }
databases: { db: { kind: postgresql, cores: 2, roundTrip: 0ms, maxConnections: 450, connect: 7.2ms, connectCpu: 7.2ms${set.statementTimeout} } }
pools:
  main: { kind: pg-pool, database: db, max: ${set.max}, connectionTimeoutMillis: 3000 }${set.reportPool}
routes:
  warming: [ { transaction: { pool: main, steps: [ { query: {} }, ${late('warming')} ] } } ]
  warm: [ { transaction: { pool: main, steps: [ { query: {} }, ${late('warm')} ] } } ]
  report: [ { transaction: { pool: ${set.reportsGo}, steps: [ { query: { ${asked} } }, ${late('warm')} ] } } ]
traffic: { api: { route: warm, trace: arrivals.csv } }
cron: { report: { route: report, at: ${(set.reportsAt / 1000).toFixed(6)}s, threads: ${set.threads}, repeat: ${set.repeat} } }
`,
    files: { 'arrivals.csv': traceOf(api), ...delayFiles(calibration, burns ? 1 : times) },
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
