/**
 * Pool size against throughput, closed loop: n clients of pgbench, each on its own connection, against a server on one core (the client on another) or on two cores (shared with
 * the client). Calibrated on burn5 at n = 1, 4 and 64 alone. For select, gs5 and gs20 no run is named for calibration: there the server's own processor
 * time per transaction of each point is its demand, as the recordings' notes allow.
 */

import { figuresOf, type Figures, meanOf } from './figures.ts';
import { rowsOf, textOf } from './recorded.ts';
import { replayed } from './replay.ts';

/** The median of the clean runs of one workload, number of cores and number of clients. */
export interface SizePoint {
  readonly workload: string;
  readonly cores: number;
  readonly n: number;
  readonly clean: boolean;
  /** Processor time of the server per transaction, µs. */
  readonly cpuUs: number;
  readonly measured: Figures;
  /** Throughput of the slowest and the fastest of all clean repeats. */
  readonly repeats: readonly [number, number];
}

export const calibrationClients: readonly number[] = [1, 4, 64];

export const sizePoints = (folder: string): readonly SizePoint[] => rowsOf(textOf(folder, 'e2_summary.csv')).map((row) => ({
  workload: row.workload as string, cores: Number(row.cores), n: Number(row.n), clean: row.quality === 'clean', cpuUs: Number(row.cpu_us),
  measured: {
    requests: Number.NaN, timeoutShare: 0, throughput: Number(row.tps), mean: Number(row.mean_ms), p50: Number(row.p50_ms), p95: Number(row.p95_ms), p99: Number(row.p99_ms),
    waitMean: 0, firstTimeout: Number.NaN, waiting: [],
  },
  repeats: [Number(row.tps_min), Number(row.tps_max)],
}));

/** What is fitted on the calibration points of burn5 (and, for the client's share, of tpcb1). */
export interface SizeCalibration {
  /** Processor µs of burn5, and what each statement pays on top per unit of (n − cores)/cores. */
  readonly cpuUs: number;
  readonly crowdUs: number;
  /** How a statement's time on a core varies: the standard deviation of its logarithm, and in µs. The smaller of the two holds: slices of time are cut off, never added. */
  readonly spread: number;
  readonly spreadUs: number;
  /** µs of an exchange beyond the processor time of both sides: with the server on one core and the client on another, and with both on two. */
  readonly roundTripUs: readonly [number, number];
  /** Processor µs of the client per statement. */
  readonly clientUs: number;
}

/** z of the 95th percentile of the normal law. */
const z95 = 1.6448536;

/** Least squares of the time a core needs per transaction, relative: a + b x. */
function line(points: readonly { readonly x: number; readonly y: number }[]): readonly [number, number] {
  const weighted = (of: (x: number, y: number) => number) => points.reduce((sum, { x, y }) => sum + of(x, y) / (y * y), 0);
  const [w, x, y, xx, xy] = [weighted(() => 1), weighted((a) => a), weighted((_, b) => b), weighted((a) => a * a), weighted((a, b) => a * b)];
  const slope = Math.max(0, (w * xy - x * y) / (w * xx - x * x));
  return [(y - slope * x) / w, slope];
}

/** Fits the closed loops on the rows named for calibration. */
export function calibrateSizes(folder: string): SizeCalibration {
  const points = sizePoints(folder).filter((one) => one.workload === 'burn5' && calibrationClients.includes(one.n));
  const full = points.filter((one) => one.n > one.cores);
  const [cpuUs, crowdUs] = line(full.map(({ cores, n, measured }) => ({ x: (n - cores) / cores, y: (cores * 1e6) / measured.throughput })));
  const spread = meanOf(full.map(({ measured }) => Math.log(measured.p95 / measured.p50) / z95));
  const clients = rowsOf(textOf(folder, 'e2_runs.csv')).filter((row) => row.workload === 'tpcb1' && calibrationClients.includes(Number(row.n)));
  const clientUs = meanOf(clients.map((row) => (1e6 * Number(row.client_cpu_s)) / Number(row.tx) / statementsOfTpcb));
  const wire = (cores: number): number => {
    const alone = sizePoints(folder).find((one) => one.workload === 'tpcb1' && one.n === 1 && one.cores === cores);
    return alone === undefined ? 0 : Math.max(0, (1e6 / alone.measured.throughput - alone.cpuUs) / statementsOfTpcb - clientUs);
  };
  return { cpuUs, crowdUs, spread, spreadUs: spread * cpuUs, roundTripUs: [wire(1), wire(2)], clientUs };
}

/** BEGIN, three updates, a select, an insert, END. */
const statementsOfTpcb = 7;

/** The scenario of one point. `cpuUs` null: what was fitted on burn5. */
export function scenarioOf({ workload, cores, n, cpuUs }: SizePoint, { cpuUs: fitted, crowdUs, spread, spreadUs, roundTripUs, clientUs }: SizeCalibration): { readonly text: string; readonly fromS: number; readonly toS: number } {
  const own = workload !== 'burn5';
  const meanUs = own ? cpuUs : fitted;
  const varies = Math.min(spread, spreadUs / meanUs);
  // Where the client shares the cores, its work is work for them.
  const clientShares = cores > 1;
  const shared = clientShares ? meanUs + clientUs : meanUs;
  // Long enough for some ten thousand transactions, or thirty of each client.
  const roundS = (n * meanUs) / cores / 1e6;
  const lengthS = Math.max(Math.min(4, (10_000 * meanUs) / cores / 1e6), 30 * roundS);
  const fromS = 3 * roundS;
  const toS = fromS + lengthS;
  const law = `{ lognormal: { mean: ${shared.toFixed(3)}us, p95: ${(shared * Math.exp(z95 * varies - varies ** 2 / 2)).toFixed(3)}us } }`;
  return {
    fromS, toS,
    text: `
scenario: ${workload} with ${n} clients on ${cores} cores
run: { length: ${toS.toFixed(3)}s, seed: 1 }
databases:
  server: { kind: postgresql, cores: ${cores}, roundTrip: ${(roundTripUs[cores > 1 ? 1 : 0]).toFixed(0)}us, maxConnections: 450, connect: 7.2ms, contention: { law: perStatement, cost: ${own ? 0 : crowdUs.toFixed(2)}us } }
  client: { kind: plain, cores: 1 }
pools:
  server: { kind: plain, database: server, max: ${n} }
  client: { kind: plain, database: client, max: ${n} }
routes: { work: [ { query: { pool: server, cpu: ${law} } }, { query: { pool: client, cpu: ${clientShares ? 0 : clientUs.toFixed(1)}us } } ] }
traffic: { clients: { route: work, users: ${n} } }
`,
  };
}

/** What poolsim says of a point; with `times`, of one whose statements need so many times as much. */
export function predictSize(point: SizePoint, calibration: SizeCalibration, times = 1): Figures {
  const { text, fromS, toS } = scenarioOf({ ...point, cpuUs: point.cpuUs * times }, { ...calibration, cpuUs: calibration.cpuUs * times });
  return figuresOf(replayed({ text, files: {} }), fromS, toS);
}
