/**
 * Real `pg-pool` in front of a real PostgreSQL: Poisson arrivals of a statement that burns processor time on one core, or that sleeps, replayed with
 * the exact arrival times and demands. What a statement costs is measured beside each run, as the recordings' notes allow; what is fitted is in calibration.ts.
 */

import { type Calibration, costOf, delayFiles, delayOf } from './calibration.ts';
import { type Figures, figuresOf } from './figures.ts';
import { isThere, jsonLinesOf, type Recorded, requestsOf } from './recorded.ts';
import { type Replay, replayed, traceOf } from './replay.ts';

/** Rounds of the loop in one standard statement. */
export const rounds = 286_000;

/** What was measured beside the run: the same statement in a closed loop of one (ms) and of four (statements per s). */
export interface Loop {
  readonly seq_ms: number;
  readonly cap_per_s: number;
}

interface Line {
  readonly tag: { readonly exp: string; readonly rate: number; readonly max: number; readonly cto: number; readonly demand: string };
  readonly streams: unknown;
  readonly cal0?: Loop | null;
  readonly cal1?: Loop | null;
  readonly db_cpu_s?: number | null;
  readonly window_s?: number;
  readonly cpu0?: number;
}

/** One recorded run, with what was measured beside it. */
export interface OpenLoopRun {
  readonly name: string;
  readonly max: number;
  readonly timeoutMs: number;
  readonly requests: readonly Recorded[];
  /** Length of the arrivals, s. */
  readonly windowS: number;
  /** The closed loops before and after; null for statements that sleep. */
  readonly loops: readonly [Loop, Loop] | null;
  /** Processor ms of one standard statement by the server's own time inside the run; null where nobody wrote it down. */
  readonly own: number | null;
  /** Evidence, never an input: processors' worth of work by others on the server's core; null where it cannot be told. */
  readonly foreignCpu: number | null;
  readonly measured: Figures;
}

const nameOf = ({ tag }: Line): string => `${tag.exp === 'E3s' ? 'sleep50' : tag.demand}_r${tag.rate}_max${tag.max}_cto${tag.cto}`;

/** Both closed loops; null for statements that sleep. */
const bothLoops = ({ cal0, cal1 }: Line): readonly [Loop, Loop] | null => (cal0 && cal1 ? [cal0, cal1] : null);

function runOf(folder: string, line: Line): OpenLoopRun {
  const name = nameOf(line);
  const requests = requestsOf(folder, `${name}.csv`);
  const windowS = line.window_s ?? (requests.at(-1) as Recorded).arrive / 1000;
  const done = requests.filter((one) => one.outcome === 'ok' && (one.end as number) <= windowS * 1000).reduce((sum, one) => sum + one.demand, 0) / rounds;
  const loops = bothLoops(line);
  const burns = loops !== null;
  const own = burns && line.db_cpu_s ? (line.db_cpu_s * 1000) / done : null;
  return {
    name, max: line.tag.max, timeoutMs: line.tag.cto, requests, windowS, own,
    loops,
    foreignCpu: own === null || line.cpu0 === undefined ? null : Math.max(0, line.cpu0 - (line.db_cpu_s as number) / windowS),
    measured: figuresOf(requests, 0, windowS),
  };
}

const linesOf = (folder: string): readonly Line[] => jsonLinesOf<Line>(folder, 'summary.jsonl').filter((line) => line.tag?.exp?.startsWith('E3') && isThere(folder, `${nameOf(line)}.csv`));

/** Runs of a folder whose requests were recorded, by summary.jsonl and a CSV file each: all, or those named. */
export const openLoopRuns = (folder: string, only?: readonly string[]): readonly OpenLoopRun[] =>
  linesOf(folder).filter((line) => only?.includes(nameOf(line)) ?? true).map((line) => runOf(folder, line));

/** The closed loops beside every run. */
export const loopsOf = (folder: string): readonly (readonly [Loop, Loop])[] => linesOf(folder).map(bothLoops).filter((loops) => loops !== null);

/** The scenario that replays a run; `times`: how many times as long everything takes on the server. */
export function replayOf(run: OpenLoopRun, calibration: Calibration, times = 1): Replay {
  const burns = run.loops !== null;
  const costMs = burns ? costOf(run, calibration) * times : 0;
  const rows = run.requests.map((one) => ({
    arrive: one.arrive, cpuMs: (one.demand / rounds) * costMs, blockedMs: burns ? 0 : one.demand * times,
    // The sleepers were all started at one moment, and warmed up together; the others ran alone.
    route: burns ? 'warm' : delayOf(one.arrive),
  }));
  return {
    text: `
scenario: replay of ${run.name}
run: { length: ${Math.ceil(run.windowS + run.timeoutMs / 1000 + 12)}s, seed: 1 }
databases: { db: { kind: postgresql, cores: ${burns ? 1 : 2}, roundTrip: 0ms, maxConnections: 450, connect: 7.2ms } }
pools: { main: { kind: pg-pool, database: db, max: ${run.max}, connectionTimeoutMillis: ${run.timeoutMs}, idleTimeoutMillis: 0 } }
routes:
  warming: [ { transaction: { pool: main, steps: [ { query: {} }, { query: { blocked: { empirical: warming.txt } } } ] } } ]
  warm: [ { transaction: { pool: main, steps: [ { query: {} }, { query: { blocked: { empirical: warm.txt } } } ] } } ]
traffic: { api: { route: warm, trace: arrivals.csv } }
`,
    files: { 'arrivals.csv': traceOf(rows), ...delayFiles(calibration, burns ? 1 : times) },
  };
}

/** What poolsim says of a run. */
export const predict = (run: OpenLoopRun, calibration: Calibration, times = 1, seed = 1): Figures =>
  figuresOf(replayed(replayOf(run, calibration, times), seed), 0, run.windowS);
