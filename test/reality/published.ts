/**
 * Published curves of throughput against clients (and of idle connections against processor use), each point beside what a run of poolsim predicts.
 * A curve is calibrated on two or three of its points, named in its row; everything else is predicted. Parameters that are shared by two curves (the
 * time of the WAL disk of one machine) are calibrated once.
 */

import { contentionPresets } from '../../src/model/database/contention-presets.ts';
import { resultOf } from '../helpers/worlds.ts';

export interface PublishedRow {
  readonly curve: string;
  /** Clients or connections. */
  readonly at: number;
  readonly what: 'per s' | 'mean ms' | 'cpu %';
  readonly published: number;
  readonly predicted: number;
  /** predicted / published − 1. */
  readonly error: number;
  /** This point was used for calibration. */
  readonly calibrated: boolean;
}

const row = (curve: string, at: number, what: PublishedRow['what'], published: number, predicted: number, calibrated: boolean): PublishedRow =>
  ({ curve, at, what, published, predicted, error: predicted / published - 1, calibrated });

/**
 * A closed loop: so many clients, each with a connection of its own, no pause between statements. Long enough for about `enough` statements. All are
 * counted, for demands without memory make the first moment like any other, and what is cut off at the end was there at the start.
 */
export function closedLoop(database: object, query: object, clients: number, perSecond: number, enough = 30_000) {
  const lengthS = Math.max(0.02, enough / perSecond);
  return resultOf({
    run: { length: `${Math.round(lengthS * 1e6)}us`, every: `${Math.round(lengthS * 1e6)}us`, seed: 8 },
    databases: { d: { kind: 'plain', ...database } },
    pools: { p: { kind: 'plain', database: 'd', max: clients, min: clients } },
    routes: { r: [{ query: { pool: 'p', ...query } }] },
    traffic: { api: { route: 'r', users: clients, think: '0s' } },
  });
}

const throughputOf = (result: ReturnType<typeof resultOf>): number => result.classes.api?.throughputPerS ?? Number.NaN;

/** The curves behind a preset, read from the catalogue. */
export const presetRows = (name: string): readonly PublishedRow[] => {
  const preset = contentionPresets[name];
  if (preset === undefined) throw new Error(`no preset ${name}`);
  return preset.points.map(([n, perSecond]) => {
    // The demand is exact to a hundredth of a microsecond; times in a scenario are whole ones: twenty times as slow a world says the same.
    const slower = 100;
    const result = closedLoop({ cores: preset.cores, contention: name }, { cpu: { exponential: `${Math.round(preset.demandUs * slower)}us` } }, n, perSecond / slower);
    return row(name, n, 'per s', perSecond, throughputOf(result) * slower, preset.fittedOn.includes(n));
  });
};

/**
 * khanh1998 (2026): an OLTP mix on a server of 2 vCPUs, with a round trip for each statement and with all of them in one (pipelined). Sampled waits show
 * one session at a time in WalSync and the others behind it: the log is a disk of one channel. Its time comes from the pipelined curve and serves both.
 */
const oltp = [
  { curve: 'khanh1998 pipelined', roundTripMs: 1.149, cpuUs: 428, walUs: 200, perSecond: [[2, 1111.25], [4, 1941.22], [8, 3349.19], [16, 4558.39], [32, 4612.74]], meanMs: [1.799, 2.059, 2.383, 3.502, 6.92], calibrated: [2, 32] },
  { curve: 'khanh1998 round trips', roundTripMs: 4.573, cpuUs: 825, walUs: 200, perSecond: [[2, 356.81], [4, 676.74], [8, 1357.28], [16, 2204.81], [32, 2421.58]], meanMs: [5.605, 5.908, 5.891, 7.248, 13.197], calibrated: [2, 32] },
] as const;

const oltpRows = (): readonly PublishedRow[] => oltp.flatMap(({ curve, roundTripMs, cpuUs, walUs, perSecond, meanMs, calibrated }) => perSecond.flatMap(([n, tps], i) => {
  const result = closedLoop({ cores: 2, disks: 1, roundTrip: `${roundTripMs}ms` }, { cpu: { exponential: `${cpuUs}us` }, blocked: { exponential: `${walUs}us` } }, n, tps, 60_000);
  const known = (calibrated as readonly number[]).includes(n);
  return [row(curve, n, 'per s', tps, throughputOf(result), known), row(curve, n, 'mean ms', meanMs[i] as number, result.classes.api?.latencyMs.mean ?? Number.NaN, known)];
}));

/** AWS (2020): processor use of a server of 2 vCPUs by idle connections. From the first and the last point: 1.684 % for the server, 0.00632 % of a core for each connection. */
const idle = [[100, 2], [500, 3], [1000, 5], [1500, 6], [2000, 8]] as const;
const idleRows = (): readonly PublishedRow[] => idle.map(([connections, percent]) => {
  const result = resultOf({
    run: { length: '2s' }, databases: { d: { kind: 'postgresql', cores: 2, maxConnections: 5000, idleCpu: '0.0063158%' } },
    pools: { p: { kind: 'plain', database: 'd', max: connections, min: connections } },
    routes: { r: [{ query: { pool: 'p', cpu: '33684us' } }] }, traffic: { server: { route: 'r', every: '1s', size: 1 } },
  });
  return row('AWS idle connections', connections, 'cpu %', percent, (result.databases.d?.cpuUtilisation ?? Number.NaN) * 100, connections === 100 || connections === 2000);
});

/** Tembo (2024) and pg_doorman (2024): one PgBouncer on one core before a server that could do more. */
const poolers = [
  { curve: 'Tembo PgBouncer', clients: 50, perSecond: 44_096, calibrated: true, cpu: 2268, contention: 'pgbouncer-one-core', cores: 8, pool: 100, statement: 6000 },
  { curve: 'Tembo PgBouncer', clients: 500, perSecond: 27_500, calibrated: true, cpu: 2268, contention: 'pgbouncer-one-core', cores: 8, pool: 100, statement: 6000 },
  { curve: 'Tembo PgBouncer', clients: 2500, perSecond: 27_500, calibrated: false, cpu: 2268, contention: 'pgbouncer-one-core', cores: 8, pool: 100, statement: 6000 },
  { curve: 'pg_doorman PgBouncer simple', clients: 80, perSecond: 60_000, calibrated: true, cpu: 1667, contention: 'none', cores: 20, pool: 40, statement: 13_333 },
] as const;

const poolerRows = (): readonly PublishedRow[] => poolers.map(({ curve, clients, perSecond, calibrated, cpu, contention, cores, pool, statement }) => {
  const slower = 100;
  const lengthMs = Math.round((25_000 * slower * 1000) / perSecond);
  const result = resultOf({
    run: { length: `${lengthMs}ms`, every: `${lengthMs}ms`, seed: 4 },
    databases: { d: { kind: 'postgresql', cores, maxConnections: 300, roundTrip: '10ms', contention: 'none' } },
    poolers: { bouncer: { kind: 'pgbouncer', database: 'd', pool_mode: 'transaction', default_pool_size: pool, max_client_conn: 5000, roundTrip: '10ms', cpu: `${cpu}us`, contention } },
    pools: { p: { kind: 'pg-pool', database: 'bouncer', max: clients } },
    routes: { r: [{ query: { pool: 'p', cpu: { exponential: `${statement}us` } } }] },
    traffic: { api: { route: 'r', users: clients, think: '0s' } },
  });
  return row(curve, clients, 'per s', perSecond, throughputOf(result) * slower, calibrated);
});

/** Every published point with its prediction, curve by curve. */
export const publishedRows = (): readonly PublishedRow[] => [
  ...['postgresql-9.1-read', 'postgresql-13-dev-read', 'postgresql-14-dev-read', 'postgresql-13-read', 'postgresql-14-read'].flatMap(presetRows),
  ...oltpRows(), ...poolerRows(), ...idleRows(),
];

const figure = (value: number): string => (value >= 1000 ? String(Math.round(value)) : value.toPrecision(4));

/** The rows as a table for the terminal; a star marks points used for calibration. */
export const publishedTable = (rows: readonly PublishedRow[]): string => [
  `${'curve'.padEnd(28)} ${'clients'.padStart(7)} ${'published'.padStart(10)} ${'predicted'.padStart(10)} ${'error'.padStart(8)}`,
  ...rows.map((one) => `${one.curve.padEnd(28)} ${String(one.at).padStart(7)} ${figure(one.published).padStart(10)} ${figure(one.predicted).padStart(10)} ${`${(one.error * 100).toFixed(1)} %`.padStart(8)} ${one.what}${one.calibrated ? ' *' : ''}`),
].join('\n');
