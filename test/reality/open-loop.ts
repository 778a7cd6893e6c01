/**
 * Real `pg-pool` in front of a real PostgreSQL on one core: Poisson arrivals of a statement that burns processor time, replayed with the exact
 * arrival times. What a statement costs is measured, not fitted: the server's own processor time in that run where it was recorded, else the
 * capacity of the closed loop before and after the run. Two numbers are calibrated, on the calibration runs alone (see `calibrate`).
 */

import { simulate } from '../../src/index.ts';
import { readScenario } from '../../src/reading/scenario-file.ts';
import type { RunResult } from '../../src/result.ts';
import { type Figures, recordedFigures, simulatedFigures } from './figures.ts';
import { jsonLinesOf, type Recorded, requestsOf } from './recorded.ts';

/** One recorded run, with what was measured beside it. */
export interface OpenLoopRun {
  readonly name: string;
  readonly max: number;
  readonly timeoutMs: number;
  readonly requests: readonly Recorded[];
  /** Length of the arrivals, s. */
  readonly lengthS: number;
  /** Processor ms of one statement of 286,000 rounds: by the closed loops before and after, and by the server's own time inside the run. */
  readonly looped: readonly [number, number];
  readonly own: number | null;
  /** ms of the same statement alone, before and after. */
  readonly alone: readonly [number, number];
  readonly measured: Figures;
}

interface Line {
  readonly tag: { readonly exp: string; readonly rate: number; readonly max: number; readonly cto: number; readonly demand: string };
  readonly cal0: { readonly seq_ms: number; readonly cap_per_s: number };
  readonly cal1: { readonly seq_ms: number; readonly cap_per_s: number };
  readonly db_cpu_s?: number;
  readonly window_s?: number;
}

/** Rounds of the loop in one standard statement. */
const rounds = 286_000;

/** All runs in which statements burn processor time. */
export const openLoopRuns = (): readonly OpenLoopRun[] => jsonLinesOf<Line>('open-loop/summary.jsonl').filter((line) => line.tag.exp === 'E3').map((line) => {
  const name = `${line.tag.demand}_r${line.tag.rate}_max${line.tag.max}_cto${line.tag.cto}`;
  const requests = requestsOf(`open-loop/${name}.csv.gz`);
  const lengthS = (requests.at(-1) as Recorded).arrive / 1000;
  const windowMs = (line.window_s ?? lengthS) * 1000;
  const done = requests.filter((one) => one.outcome === 'ok' && (one.end as number) <= windowMs).reduce((sum, one) => sum + one.demand, 0) / rounds;
  return {
    name, max: line.tag.max, timeoutMs: line.tag.cto, requests, lengthS,
    looped: [1000 / line.cal0.cap_per_s, 1000 / line.cal1.cap_per_s], alone: [line.cal0.seq_ms, line.cal1.seq_ms],
    own: line.db_cpu_s === undefined ? null : (line.db_cpu_s * 1000) / done,
    measured: recordedFigures(requests, lengthS),
  };
});

/** What is calibrated: the time of one exchange while the connection is held, and how much more a statement costs in a mixed run than in a tight loop. */
export interface Calibration {
  readonly roundTripMs: number;
  readonly mixedToLoop: number;
}

const medianOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] as number;

/** The runs that may be looked at for calibration. */
export const calibrationRuns: readonly string[] = ['det_r50_max2_cto1000', 'det_r80_max8_cto1000'];

/**
 * The round trip is what a statement alone takes beyond its processor time (median over the closed loops, which are calibration too). The ratio is
 * the processor time of the calibration run that recorded it, over its loops; for the other, the ratio at which its mean latency comes out right.
 */
export function calibrate(runs: readonly OpenLoopRun[]): Calibration {
  const roundTripMs = medianOf(runs.flatMap(({ alone, looped }) => [alone[0] - looped[0], alone[1] - looped[1]]));
  const ratios = runs.filter((run) => calibrationRuns.includes(run.name)).map((run) => {
    const loop = (run.looped[0] + run.looped[1]) / 2;
    if (run.own !== null) return run.own / loop;
    let [low, high] = [0.9, 1.2];
    for (let step = 0; step < 20; step++) {
      const middle = (low + high) / 2;
      if (predict(run, { roundTripMs, mixedToLoop: middle }).mean < run.measured.mean) low = middle;
      else high = middle;
    }
    return low;
  });
  return { roundTripMs, mixedToLoop: ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length };
}

/** Processor ms of one standard statement in a run, as measured beside it. */
export const costOf = (run: OpenLoopRun, { mixedToLoop }: Calibration): number => run.own ?? ((run.looped[0] + run.looped[1]) / 2) * mixedToLoop;

/** The scenario that replays a run, and its trace. */
export function scenarioOf(run: OpenLoopRun, calibration: Calibration, costMs = costOf(run, calibration)): { readonly text: string; readonly trace: string } {
  const rows = run.requests.map((one) => `${(one.arrive / 1000).toFixed(6)},${((one.demand / rounds) * costMs * 0.001).toFixed(9)}`);
  return {
    trace: ['arrival_s,cpu_s', ...rows, ''].join('\n'),
    text: `
scenario: replay of ${run.name}
run: { length: ${Math.ceil(run.lengthS + run.timeoutMs / 1000 + 5)}s, seed: 1 }
databases: { db: { kind: postgresql, cores: 1, roundTrip: ${calibration.roundTripMs.toFixed(3)}ms, maxConnections: 450, connect: 7.2ms } }
pools: { main: { kind: pg-pool, database: db, max: ${run.max}, connectionTimeoutMillis: ${run.timeoutMs}, idleTimeoutMillis: 0 } }
routes: { work: [ { query: { pool: main, cpu: 10ms } } ] }
traffic: { api: { route: work, trace: arrivals.csv } }
`,
  };
}

/** Runs a scenario text with one trace file. */
export function resultOf(text: string, traces: { readonly [name: string]: string }): RunResult {
  const read = readScenario({ text, file: 'replay.yaml', files: (name) => (traces[name] === undefined ? { problem: `no file ${name}` } : { text: traces[name] }), set: [] });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return simulate(read.scenario);
}

/** When the first failure window of a class began, s. */
export const firstFailureOf = (result: RunResult, of: string): number | null => result.windows.find((window) => window.what === 'failures' && window.of === of)?.fromS ?? null;

/** What poolsim says of a run. */
export function predict(run: OpenLoopRun, calibration: Calibration, costMs?: number): Figures {
  const { text, trace } = scenarioOf(run, calibration, costMs);
  const result = resultOf(text, { 'arrivals.csv': trace });
  const { api } = result.classes;
  const { main } = result.pools;
  if (api === undefined || main === undefined) throw new Error('the class and the pool are in the result');
  return simulatedFigures(api, main, run.lengthS, firstFailureOf(result, 'api'));
}
