/**
 * pgbench's tpcb-like transaction at scale 1, closed loop: everybody updates the one branch, and one of ten tellers, and keeps both until COMMIT. The lines for these rows, and what
 * it costs that a COMMIT wakes everybody who waits for a version of its row, are poolsim's row locks.
 * Fitted for each number of cores: the processor time of a transaction at 4 clients, and that of one who wakes for a row (`lockWakeCpu`) at 64.
 */

import { type Figures, figuresOf, medianOf, passing } from './figures.ts';
import { rowsOf, textOf } from './recorded.ts';
import { replayed } from './replay.ts';
import { type SizeCalibration, type SizePoint, sizePoints } from './sizes.ts';

/** What is fitted on tpcb1 at 1, 4 and 64 clients. */
export interface TpcbCalibration {
  /** On one core, and on two: processor µs of a transaction, and of one who wakes for a row. */
  readonly cpuUs: readonly [number, number];
  readonly wakeUs: readonly [number, number];
  /** What each statement pays on top per unit of (n − cores)/cores, as burn5 does. */
  readonly crowdUs: number;
  /** Processor µs of the client for a transaction: with no other client, and more for each. */
  readonly clientUs: readonly [number, number];
  readonly wireUs: number;
}

/** BEGIN, three updates, a select, an insert, END. */
const statements = 7;

/** A line through 4 and 64 clients with a core of their own. */
function clientOf(folder: string): readonly [number, number] {
  const rows = rowsOf(textOf(folder, 'e2_runs.csv')).filter((row) => row.workload === 'tpcb1' && row.cores === '1' && Number(row.foreign_cpu) < 0.15);
  const at = (n: number): number => medianOf(rows.filter((row) => Number(row.n) === n).map((row) => (1e6 * Number(row.client_cpu_s)) / Number(row.tx)));
  const slope = (at(64) - at(4)) / 60;
  return [at(4) - 4 * slope, slope];
}

/** Fits the transaction; `sizes` has the wire. */
export function calibrateTpcb(folder: string, sizes: SizeCalibration): TpcbCalibration {
  const known: TpcbCalibration = { cpuUs: [500, 500], wakeUs: [16, 16], crowdUs: sizes.crowdUs, clientUs: clientOf(folder), wireUs: sizes.roundTripUs[0] };
  const points = sizePoints(folder).filter((one) => one.workload === 'tpcb1');
  // Throughput falls as either grows; its inverse grows.
  const fitted = ([1, 2] as const).map((cores) => {
    const [four, many] = [4, 64].map((n) => points.find((one) => one.cores === cores && one.n === n) as SizePoint) as [SizePoint, SizePoint];
    const slowness = (point: SizePoint, cpu: number, wake: number): number => 1 / predictTpcb(point, { ...known, cpuUs: [cpu, cpu], wakeUs: [wake, wake] }).throughput;
    // With four clients few wake, and poolsim's own 16 µs will do.
    const cpu = passing(1 / four.measured.throughput, [200, 1000], (x) => slowness(four, x, 16), 8);
    return [cpu, passing(1 / many.measured.throughput, [0, 60], (x) => slowness(many, cpu, x), 6)] as const;
  }) as [readonly [number, number], readonly [number, number]];
  return { ...known, cpuUs: [fitted[0][0], fitted[1][0]], wakeUs: [fitted[0][1], fitted[1][1]] };
}

function scenarioOf({ cores, n }: SizePoint, { cpuUs, wakeUs, crowdUs, clientUs, wireUs }: TpcbCalibration, times: number): { readonly text: string; readonly fromS: number; readonly toS: number } {
  const client = (clientUs[0] + clientUs[1] * n) / statements;
  const shares = cores > 1;
  const each = (cpuUs[shares ? 1 : 0] * times) / statements + (shares ? client : 0);
  const cpu = (exchanges: number): string => `cpu: ${(exchanges * each).toFixed(1)}us`;
  // On a core of its own the client's work is time that passes.
  const exchange = wireUs + (shares ? 0 : client);
  const [fromS, toS] = n >= 128 ? [2, 10] : [1, 5];
  return {
    fromS, toS,
    text: `
scenario: tpcb1 with ${n} clients on ${cores} cores
run: { length: ${toS}s, seed: 1 }
databases:
  server: { kind: postgresql, cores: ${cores}, roundTrip: ${exchange.toFixed(0)}us, maxConnections: 450, connect: 7.2ms, contention: { law: perStatement, cost: ${crowdUs.toFixed(2)}us }, lockWakes: all, lockWakeCpu: ${wakeUs[shares ? 1 : 0].toFixed(0)}us }
pools: { server: { kind: plain, database: server, max: ${n} } }
routes:
  work:
    - transaction:
        pool: server
        commit: { ${cpu(1)} }
        steps:
          - query: { name: "BEGIN, UPDATE accounts", ${cpu(2)}, lock: { row: accounts, among: 100000 } }
          - query: { name: SELECT, ${cpu(1)} }
          - query: { name: UPDATE tellers, ${cpu(1)}, lock: { row: tellers, among: 10 } }
          - query: { name: UPDATE branches, ${cpu(1)}, lock: { row: branches } }
          - query: { name: INSERT history, ${cpu(1)} }
traffic: { clients: { route: work, users: ${n} } }
`,
  };
}

/** What poolsim says of a point; with `times`, of one whose statements need so many times as much. */
export function predictTpcb(point: SizePoint, calibration: TpcbCalibration, times = 1): Figures {
  const { text, fromS, toS } = scenarioOf(point, calibration, times);
  return figuresOf(replayed({ text, files: {} }), fromS, toS);
}
