/**
 * A pool of 10 that loses one client every 10 s, under 20 requests a second that sleep 10 ms: the recorded arrivals, and a leak at each tick of the driver's timer.
 * The variant in which the process itself crashes (an error event without a handler) is outside of what poolsim models.
 */

import { type Calibration, delayFiles, delayOf } from './calibration.ts';
import { type Figures, figuresOf } from './figures.ts';
import { type Recorded, requestsOf } from './recorded.ts';
import { type Replay, replayed, traceOf } from './replay.ts';

/** What each variant adds to the pool, to the server, and to the life of a lost client. */
const variants: { readonly [name: string]: { readonly pool?: string; readonly server?: string; readonly lost?: string; readonly leak?: string } } = {
  default: {},
  idle1s: { pool: ', idleTimeoutMillis: 1000' },
  maxlife20: { pool: ', maxLifetimeSeconds: 20' },
  idle_session_15s: { server: ', idleSessionTimeout: 15s' },
  begin_idle_in_tx_15s: { server: ', idleInTransactionTimeout: 15s' },
  app_reaper_15s: { lost: ', { call: 15s }', leak: '0%' },
};

export interface LeakRun {
  readonly name: string;
  readonly requests: readonly Recorded[];
  readonly measured: Figures;
}

/** How long the driver sends, s, and how often it forgets a client. */
const windowS = 130;
const everyS = 10;
/** What a request asks for, ms of sleep. */
const askMs = 10;

export const leakRuns = (folder: string): readonly LeakRun[] => Object.keys(variants).map((name) => {
  const requests = requestsOf(folder, `${name}.csv`);
  return { name, requests, measured: figuresOf(requests, 0, windowS) };
});

/** The scenario that replays a run. */
export function replayOf(run: LeakRun, calibration: Calibration): Replay {
  const { pool = '', server = '', lost = '', leak = '100%' } = variants[run.name] ?? {};
  const ticks = Array.from({ length: Math.floor(windowS / everyS) }, (_, i) => ({ arrive: (i + 1) * everyS * 1000, cpuMs: 0 }));
  const rows = run.requests.map((one) => ({ arrive: one.arrive, cpuMs: 0, blockedMs: askMs, route: delayOf(one.arrive) }));
  const late = (file: string) => `{ query: { blocked: { empirical: ${file}.txt } } }`;
  return {
    text: `
scenario: replay of ${run.name}
run: { length: ${windowS + 5}s, seed: 1 }
databases: { db: { kind: postgresql, cores: 2, roundTrip: 0ms, maxConnections: 450, connect: 7.2ms${server} } }
pools: { main: { kind: pg-pool, database: db, max: 10, connectionTimeoutMillis: 2000${pool} } }
routes:
  warming: [ { transaction: { pool: main, steps: [ { query: {} }, ${late('warming')} ] } } ]
  warm: [ { transaction: { pool: main, steps: [ { query: {} }, ${late('warm')} ] } } ]
  work: { steps: [ { transaction: { pool: main, steps: [ { query: {} }${lost} ] } } ], leak: ${leak} }
traffic:
  api: { route: warm, trace: arrivals.csv }
  careless: { route: work, trace: ticks.csv }
`,
    files: { 'arrivals.csv': traceOf(rows), 'ticks.csv': traceOf(ticks), ...delayFiles(calibration) },
  };
}

/** When the first request that fails arrived, s; NaN: none. */
export const firstFailedArrival = (requests: readonly Recorded[]): number => (requests.find((one) => one.outcome !== 'ok')?.arrive ?? Number.NaN) / 1000;

/** What poolsim says of the API in a run. */
export const predictLeaks = (run: LeakRun, calibration: Calibration): readonly Recorded[] =>
  replayed(replayOf(run, calibration)).filter((one) => one.stream === 'api');

export const leakFigures = (requests: readonly Recorded[]): Figures => figuresOf(requests, 0, windowS);
