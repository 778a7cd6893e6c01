/**
 * A pool under the names dashboards already know: HikariCP's own and Micrometer's, OpenTelemetry's semantic conventions for database
 * clients, pgbouncer_exporter, and the names of the monitoring articles this project began with.
 */

import type { PoolResult, RunResult } from '../../result.ts';
import { goneOf, lastOf } from '../series.ts';
import type { Exposition } from './exposition.ts';

/** A pool at the end of the run. Leaked connections count as in use: the pool cannot tell them apart. */
interface Levels { readonly used: number; readonly idle: number; readonly opening: number; readonly pending: number; readonly open: number }

export function levelsOf(result: RunResult, name: string): Levels {
  const series = result.series.pools[name];
  const used = series === undefined ? 0 : lastOf(goneOf(series));
  const [idle, opening] = [lastOf(series?.idle), lastOf(series?.opening)];
  return { used, idle, opening, pending: lastOf(series?.pending), open: used + idle };
}

/** `hikaricp_connections_active` and its kin as Micrometer writes them, and `hikaricp_active_connections` as HikariCP's own tracker does. */
function hikaricp(page: Exposition, name: string, pool: PoolResult, now: Levels): void {
  const label = { pool: name };
  page.add('hikaricp_connections', 'gauge', 'Total connections', label, now.open);
  for (const [word, value, help] of [['active', now.used, 'Active connections'], ['idle', now.idle, 'Idle connections'], ['max', pool.max, 'Max connections']] as const) {
    page.add(`hikaricp_connections_${word}`, 'gauge', help, label, value);
    page.add(`hikaricp_${word}_connections`, 'gauge', help, label, value);
  }
  page.add('hikaricp_connections_pending', 'gauge', 'Pending threads', label, now.pending);
  page.add('hikaricp_pending_threads', 'gauge', 'Pending threads', label, now.pending);
  page.add('hikaricp_connections_timeout_total', 'counter', 'Connection timeout total count', label, pool.timeouts);
  page.add('hikaricp_connection_timeout_total', 'counter', 'Connection timeout total count', label, pool.timeouts);
  page.span('hikaricp_connections_acquire_seconds', 'Connection acquire time', label, pool.acquireMs);
  page.span('hikaricp_connection_acquired_nanos', 'Connection acquired time (ns)', label, pool.acquireMs, 1e6);
  page.span('hikaricp_connections_usage_seconds', 'Connection usage time', label, pool.holdMs);
  page.span('hikaricp_connection_usage_millis', 'Connection usage (ms)', label, pool.holdMs, 1);
}

/** `db.client.connection.*` in Prometheus spelling. */
function openTelemetry(page: Exposition, name: string, pool: PoolResult, now: Levels): void {
  const label = { db_client_connection_pool_name: name };
  const states = 'Connections currently in the state described by the state attribute';
  page.add('db_client_connection_count', 'gauge', states, { ...label, db_client_connection_state: 'used' }, now.used);
  page.add('db_client_connection_count', 'gauge', states, { ...label, db_client_connection_state: 'idle' }, now.idle);
  page.add('db_client_connection_max', 'gauge', 'Maximum number of open connections allowed', label, pool.max);
  page.add('db_client_connection_pending_requests', 'gauge', 'Pending requests for an open connection', label, now.pending);
  page.add('db_client_connection_timeouts_total', 'counter', 'Connection timeouts that occurred trying to obtain a connection from the pool', label, pool.timeouts);
  page.span('db_client_connection_wait_time_seconds', 'Time it took to obtain an open connection from the pool', label, pool.acquireMs);
  page.span('db_client_connection_use_time_seconds', 'Time between borrowing a connection and returning it to the pool', label, pool.holdMs);
}

/** The names of the monitoring articles. A wait is an acquisition that was answered late or not at all; here every acquisition is counted. */
function articles(page: Exposition, name: string, pool: PoolResult, now: Levels): void {
  const label = { pool: name };
  page.add('db_pool_open_connections', 'gauge', 'Open connections, in use and idle', label, now.open);
  page.add('db_pool_in_use_connections', 'gauge', 'Connections in use', label, now.used);
  page.add('db_pool_idle_connections', 'gauge', 'Idle connections', label, now.idle);
  page.add('db_pool_wait_total', 'counter', 'Acquisitions asked for, also those answered at once', label, pool.acquired + pool.timeouts);
  page.span('db_pool_wait_duration_seconds', 'Time from asking for a connection to getting one', label, pool.acquireMs);
  page.span('db_connection_hold_duration_seconds', 'Time a connection was held', label, pool.holdMs);
  page.add('db_pool_exhausted_total', 'counter', 'Acquisitions that failed because no connection came free in time', label, pool.timeouts);
}

function pgbouncer(page: Exposition, name: string, pool: PoolResult, now: Levels): void {
  const label = { database: pool.database, user: name };
  page.add('pgbouncer_pools_server_active_connections', 'gauge', 'Server connections linked to a client', label, now.used);
  page.add('pgbouncer_pools_server_idle_connections', 'gauge', 'Server connections idle and ready', label, now.idle);
  page.add('pgbouncer_pools_server_login_connections', 'gauge', 'Server connections being opened', label, now.opening);
  page.add('pgbouncer_pools_client_active_connections', 'gauge', 'Client connections linked to a server connection', label, now.used);
  page.add('pgbouncer_pools_client_waiting_connections', 'gauge', 'Client connections waiting for a server connection', label, now.pending);
  page.add('pgbouncer_databases_pool_size', 'gauge', 'Maximum number of server connections', label, pool.max);
}

/** What no standard has a name for. */
function ours(page: Exposition, name: string, pool: PoolResult, now: Levels): void {
  const label = { pool: name };
  page.add('poolsim_pool_opening_connections', 'gauge', 'Connections being opened', label, now.opening);
  page.add('poolsim_pool_leaked_connections_total', 'counter', 'Connections borrowed and never given back', label, pool.leaked);
  page.add('poolsim_pool_opened_connections_total', 'counter', 'Connections opened', label, pool.opened);
  page.add('poolsim_pool_closed_connections_total', 'counter', 'Connections closed', label, pool.closed);
  page.add('poolsim_pool_refused_connections_total', 'counter', 'Connections the database refused', label, pool.refused);
  page.add('poolsim_pool_utilisation_ratio', 'gauge', 'Mean of lent / max over measured time', label, pool.utilisation);
  page.add('poolsim_pool_pending_max', 'gauge', 'Most requests that waited at once', label, pool.pendingMax);
}

/** Writes one pool under every family of names; pgbouncer's only where the pool is one. */
export function writePool(page: Exposition, result: RunResult, name: string, pool: PoolResult): void {
  const now = levelsOf(result, name);
  hikaricp(page, name, pool, now);
  openTelemetry(page, name, pool, now);
  articles(page, name, pool, now);
  if (pool.kind.startsWith('pgbouncer')) pgbouncer(page, name, pool, now);
  ours(page, name, pool, now);
}
