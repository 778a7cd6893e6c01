/**
 * Too many connections: bursts of 15 to 25 clients against a server of 20 slots, directly and through PgBouncer, and what the hop through it costs.
 * Nothing is fitted: logins take what a login alone was measured to take, sleeps what sleeps take.
 */

import { type Calibration, delayFiles } from './calibration.ts';
import { medianOf } from './figures.ts';
import { type Recorded, rowsOf, textOf } from './recorded.ts';
import { replayed, traceOf } from './replay.ts';

interface Case {
  readonly name: string;
  readonly pools: number;
  readonly perPool: number;
  readonly sleepMs: number;
  /** The pooler in front of the server, as a scenario writes it; null: none. */
  readonly pooler: string | null;
}

const bouncer = (more: string): string => `{ kind: pgbouncer, database: server, version: "1.18", pool_mode: transaction, default_pool_size: 10, server_idle_timeout: 2${more} }`;

/** The bursts of the driver. */
export const cases: readonly Case[] = [
  { name: 'direct_5x5', pools: 5, perPool: 5, sleepMs: 1000, pooler: null },
  { name: 'direct_5x3', pools: 5, perPool: 3, sleepMs: 1000, pooler: null },
  { name: 'bouncer_5x5_pool10', pools: 5, perPool: 5, sleepMs: 1000, pooler: bouncer(', max_client_conn: 200') },
  { name: 'bouncer2_5x3_query_wait_timeout2s', pools: 5, perPool: 3, sleepMs: 5000, pooler: bouncer(', max_client_conn: 20, query_wait_timeout: 2') },
  { name: 'bouncer2_5x5_max_client_conn20', pools: 5, perPool: 5, sleepMs: 200, pooler: bouncer(', max_client_conn: 20, query_wait_timeout: 2') },
];

/** How a burst went: outcomes by text, and when those that got their answer had it, ms, in ascending order. */
export interface Burst {
  readonly ok: readonly number[];
  readonly failed: ReadonlyMap<string, readonly number[]>;
}

/** Errors told apart by the words that matter, so that both sides' spelling is one. */
const wordOf = (text: string): string => /remaining connection slots/.test(text) ? 'slots are reserved' : /too many clients/.test(text) ? 'too many clients already'
  : /query_wait_timeout/.test(text) ? 'query_wait_timeout' : /no more connections/.test(text) ? 'no more connections allowed' : text;

function burstOf(requests: readonly { readonly end: number; readonly ok: boolean; readonly text: string }[]): Burst {
  const failed = new Map<string, number[]>();
  for (const one of requests) if (!one.ok) failed.set(wordOf(one.text), [...(failed.get(wordOf(one.text)) ?? []), one.end]);
  return { ok: requests.filter((one) => one.ok).map((one) => one.end).sort((a, b) => a - b), failed };
}

const recordedRows = (folder: string, name: string) => rowsOf(textOf(folder, 'bursts.csv')).filter((row) => row.case === name);

export const measuredBurst = (folder: string, { name }: Case): Burst =>
  burstOf(recordedRows(folder, name).map((row) => ({ end: Number(row.end_ms), ok: row.outcome === 'ok', text: row.message as string })));

const server = 'server: { kind: postgresql, cores: 2, roundTrip: 0ms, maxConnections: 20, reservedConnections: 3, connect: 7.2ms, connectCpu: 7.2ms }';

/** What poolsim says of a burst whose clients come when they came. */
export function predictedBurst(folder: string, { name, pools, perPool, sleepMs, pooler }: Case, calibration: Calibration): Burst {
  const rows = recordedRows(folder, name).map((row) => ({ arrive: Number(row.request_ms), cpuMs: 0, blockedMs: sleepMs })).sort((a, b) => a.arrive - b.arrive);
  const requests: readonly Recorded[] = replayed({
    text: `
scenario: ${name}
run: { length: 30s, seed: 1 }
databases: { ${server} }${pooler === null ? '' : `\npoolers: { bouncer: ${pooler} }`}
apps: { app: { instances: ${pools}, pools: [ main ] } }
pools: { main: { kind: pg-pool, database: ${pooler === null ? 'server' : 'bouncer'}, max: ${perPool}, connectionTimeoutMillis: 20000 } }
routes: { work: [ { transaction: { pool: main, steps: [ { query: {} }, { query: { blocked: { empirical: warm.txt } } } ] } } ] }
traffic: { api: { route: work, trace: arrivals.csv } }
`,
    files: { 'arrivals.csv': traceOf(rows), ...delayFiles(calibration) },
  });
  return burstOf(requests.map((one) => ({ end: one.end ?? Number.NaN, ok: one.outcome === 'ok', text: one.text })));
}

/** Latency of one hop more: p50 of `select 1` and of a sleep, ms, measured directly and through PgBouncer, and predicted through it from the direct one. */
export interface Hop {
  readonly name: string;
  readonly direct: number;
  readonly measured: number;
  readonly predicted: number;
}

const hops: readonly { readonly name: string; readonly direct: string; readonly through: string; readonly clients: string; readonly sleep: boolean }[] = [
  { name: 'sequential select 1', direct: 'seq_select1_direct', through: 'seq_select1_bouncer', clients: 'users: 1', sleep: false },
  { name: 'open loop 300/s, select 1, 5 × 3', direct: 'open300_select1_direct_5x3', through: 'open300_select1_bouncer_5x3', clients: 'rate: 300/s', sleep: false },
  { name: 'open loop 300/s, select 1, 5 × 5', direct: 'open300_select1_direct_5x3', through: 'open300_select1_bouncer_5x5', clients: 'rate: 300/s', sleep: false },
  { name: 'open loop 300/s, sleep 20 ms, 5 × 5', direct: 'open300_sleep20_direct_5x3', through: 'open300_sleep20_bouncer_5x5', clients: 'rate: 300/s', sleep: true },
];

/** What a direct exchange takes is an input, the hop is not: it is the pooler's documented processor time per query. */
export function predictedHops(folder: string): readonly Hop[] {
  const rows = rowsOf(textOf(folder, 'latency_summary.csv'));
  const p50 = (name: string): number => medianOf(rows.filter((row) => row.case === name).map((row) => Number(row.p50_ms)));
  return hops.map(({ name, direct, through, clients, sleep }) => {
    const requests = replayed({
      text: `
scenario: ${name}
run: { length: 6s, seed: 1 }
databases: { server: { kind: postgresql, cores: 2, roundTrip: ${(sleep ? 0 : p50(direct)).toFixed(3)}ms, maxConnections: 20, reservedConnections: 3, connect: 7.2ms, connectCpu: 7.2ms } }
poolers: { bouncer: { kind: pgbouncer, database: server, version: "1.18", pool_mode: transaction, default_pool_size: 10, max_client_conn: 200, roundTrip: 0ms } }
apps: { app: { instances: ${clients === 'users: 1' ? 1 : 5}, pools: [ main ] } }
pools: { main: { kind: pg-pool, database: bouncer, max: 5, idleTimeoutMillis: 0 } }
routes: { work: [ { query: { pool: main, blocked: ${(sleep ? p50(direct) : 0).toFixed(3)}ms } } ] }
traffic: { api: { route: work, ${clients} } }
`,
      files: {},
    });
    return { name, direct: p50(direct), measured: p50(through), predicted: medianOf(requests.filter((one) => one.outcome === 'ok' && one.arrive > 1000).map((one) => (one.end as number) - one.arrive)) };
  });
}
