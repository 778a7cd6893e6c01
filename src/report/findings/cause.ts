/** What a cause of trouble looks like: a pure function from a result to the findings it can prove, and the words they all share. */

import type { ClassResult, FailureKind, FindingResult, PoolResult, RunResult } from '../../result.ts';
import { entries } from '../series.ts';

/** A finding and how much it matters beside others of its weight: about as many requests as it harmed. */
export interface Found extends FindingResult {
  readonly size: number;
}

export type Cause = (result: RunResult) => readonly Found[];

/** The failures that mean "no connection was to be had from the pool". */
export const starved = ['acquireTimeout', 'poolExhausted', 'queueFull'] as const satisfies readonly FailureKind[];

/** How many requests of a class failed for one of these reasons. */
export const failuresOf = (one: ClassResult, kinds: readonly FailureKind[]): number => kinds.reduce((sum, kind) => sum + (one.failures[kind] ?? 0), 0);

/** Classes that held or awaited connections of a pool, by its series. */
export function usersOf(result: RunResult, pool: string): [string, ClassResult][] {
  const series = result.series.pools[pool];
  return entries(result.classes).filter(([name]) => series?.activeBy[name] !== undefined || series?.pendingBy[name] !== undefined);
}

/** Parts advice from the command line it ends in, so that the command can stand on a line of its own; null where there is none. */
export function adviceOf(tryNext: string): { readonly says: string; readonly line: string | null } {
  const at = tryNext.lastIndexOf(': poolsim ');
  return at < 0 ? { says: tryNext, line: null } : { says: tryNext.slice(0, at + 1), line: tryNext.slice(at + 2) };
}

/** A command line the reader can paste, always the end of its advice: `command(result, 'run', '--set', 'a.b=3')`. Parts a shell would split are quoted. */
export function command(result: RunResult, verb: string, ...words: readonly string[]): string {
  const safe = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
  return ['poolsim', verb, safe(result.scenario.file ?? 'FILE'), ...words.map((word) => (word.startsWith('--') ? word : safe(word)))].join(' ');
}

/** The option that sets the size of a pool, in the spelling of its library; `max` where none stands here. */
const sizeOptions: { readonly [kind: string]: string } = {
  hikaricp: 'maximumPoolSize', 'spring-boot': 'maximum-pool-size', 'tomcat-jdbc': 'maxActive', dbcp2: 'maxTotal', c3p0: 'maxPoolSize', npgsql: 'MaxPoolSize',
  sqlalchemy: 'pool_size', psycopg2: 'maxconn', psycopg3: 'max_size', activerecord: 'max_connections', rails: 'RAILS_MAX_THREADS', prisma: 'connection_limit',
  'go-database-sql': 'MaxOpenConns', pgxpool: 'MaxConns', r2d2: 'max_size', sqlx: 'max_connections', bb8: 'max_size', deadpool: 'max_size',
  mysql: 'connectionLimit', mysql2: 'connectionLimit', mariadb: 'connectionLimit', pgbouncer: 'default_pool_size',
};

/** Kinds without one option for it: a share of the server's limit, as many as there are callers, or a table inside a table. */
const unsized: readonly string[] = ['rds-proxy', 'no-pool', 'lambda', 'django'];

/** The path of a pool's size in a scenario: "pools.main.maximumPoolSize", "poolers.bouncer.default_pool_size". */
const sizePath = (name: string, pool: PoolResult): string => `${pool.kind === 'pgbouncer' ? 'poolers' : 'pools'}.${name}.${sizeOptions[pool.kind] ?? 'max'}`;

/** The words that give each instance `each` connections in all; none where no option does. */
export function resize(name: string, pool: PoolResult, each: number): string[] {
  if (unsized.includes(pool.kind)) return [];
  const overflow = pool.kind === 'sqlalchemy' ? ['--set', `pools.${name}.max_overflow=0`] : [];
  return ['--set', `${sizePath(name, pool)}=${each}`, ...overflow];
}

/** Connections each instance may open; null where there is no limit. */
export const maxEach = (pool: PoolResult): number | null => (pool.max === null ? null : Math.max(1, Math.round(pool.max / Math.max(1, pool.instances))));

/** The most connections each instance of a pool may have without the pools together passing 80 % of the server's limit; no limit, no bound. */
export function largestEach(result: RunResult, pool: PoolResult): number {
  const limit = result.databases[pool.database]?.maxConnections ?? null;
  if (limit === null) return Number.POSITIVE_INFINITY;
  const all = entries(result.pools).filter(([, one]) => one.database === pool.database).reduce((sum, [, one]) => sum + (one.max ?? 0), 0);
  return Math.max(0, Math.floor((0.8 * limit - (all - (pool.max ?? 0))) / Math.max(1, pool.instances)));
}

/** "main", or "main (4 instances)". */
export const poolNamed = (name: string, pool: PoolResult): string => (pool.instances > 1 ? `${name} (${pool.instances} instances)` : name);

/** The incident that had this server turn logins away, in words; null: none is known. */
export const awayOf = (result: RunResult, name: string): string | null => result.timeline.find(({ kind, what }) => kind === 'incident' && [`${name} down`, `${name} restarted`, `${name} crashed`].some((start) => what.startsWith(start)))?.what ?? null;
