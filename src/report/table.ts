/** A run as text for other programs: its series as CSV (RFC 4180), its final values as Prometheus metrics under names dashboards know. */

import type { ClassResult, DatabaseResult, RunResult, Series } from '../result.ts';
import { isoFromSeconds, secondsFromIso } from './clock.ts';
import { Exposition } from './metrics/exposition.ts';
import { writePool } from './metrics/pool-metrics.ts';
import { entries, lastOf } from './series.ts';

interface Column {
  readonly name: string;
  readonly series: Series;
}

/** Every series below a record, by its path; heat is a map, not a curve, and stays out. */
function columnsBelow(path: string, value: unknown): Column[] {
  if (Array.isArray(value)) return path.endsWith('.heat') ? [] : [{ name: path, series: value as Series }];
  if (typeof value !== 'object' || value === null) return [];
  return entries(value as { readonly [name: string]: unknown }).flatMap(([name, below]) => columnsBelow(`${path}.${name}`, below));
}

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The table as text. `tS` is the end of the interval in seconds from the start, `at` the same on the wall clock; what was not measured is empty. */
export function seriesCsv(result: RunResult): string {
  const { t, classes, pools, databases } = result.series;
  const start = secondsFromIso(result.run.startsAt);
  const columns = [...columnsBelow('classes', classes), ...columnsBelow('pools', pools), ...columnsBelow('databases', databases)];
  const head = ['tS', 'at', ...columns.map(({ name }) => cell(name))].join(',');
  const rows = t.map((end, i) => [String(end), isoFromSeconds(start + end), ...columns.map(({ series }) => String(series[i] ?? ''))].join(','));
  return `${[head, ...rows].join('\n')}\n`;
}

function writeClass(page: Exposition, name: string, one: ClassResult): void {
  const outcome = (word: string, value: number): void => page.add('poolsim_requests_total', 'counter', 'Requests by outcome', { class: name, outcome: word }, value);
  outcome('served', one.served);
  outcome('failed', one.failed);
  outcome('unfinished', one.unfinished);
  for (const [kind, failed] of Object.entries(one.failures)) page.add('poolsim_failures_total', 'counter', 'Failed requests by kind', { class: name, kind }, failed);
  page.add('poolsim_retries_total', 'counter', 'Tries after the first', { class: name }, one.retries);
  page.span('poolsim_request_duration_seconds', 'Time from arrival to end, of the served', { class: name }, one.latencyMs);
  page.span('poolsim_request_wait_seconds', 'Time spent waiting for connections', { class: name }, one.waitMs);
}

/** Sessions and limits as postgres_exporter and mysqld_exporter name them. */
function writeDatabase(page: Exposition, result: RunResult, name: string, one: DatabaseResult): void {
  const label = { database: name };
  const sessions = lastOf(result.series.databases[name]?.sessions);
  if (one.kind === 'mysql') {
    page.add('mysql_global_status_threads_connected', 'gauge', 'Open connections', label, sessions);
    page.add('mysql_global_variables_max_connections', 'gauge', 'Most connections allowed', label, one.maxConnections);
  }
  if (one.kind === 'postgresql') {
    page.add('pg_stat_database_numbackends', 'gauge', 'Backends connected', { datname: name }, sessions);
    page.add('pg_settings_max_connections', 'gauge', 'Most connections allowed', { server: name }, one.maxConnections);
  }
  page.add('poolsim_database_cpu_ratio', 'gauge', 'Mean share of the cores that were busy', label, one.cpuUtilisation);
  page.add('poolsim_database_run_queue', 'gauge', 'Mean number of statements running or ready', label, one.runQueueMean);
  page.add('poolsim_database_contention_lost_ratio', 'gauge', 'Share of the capacity in use that contention took', label, one.contentionLost);
  page.add('poolsim_database_refused_total', 'counter', 'Connections refused', label, one.refused);
  page.add('poolsim_database_statements_total', 'counter', 'Statements executed', label, one.statements);
}

/** All metrics as text in exposition format 0.0.4: gauges as at the end of the run, counters and spans over the measured time. */
export function metricsText(result: RunResult): string {
  const page = new Exposition();
  for (const [name, pool] of entries(result.pools)) writePool(page, result, name, pool);
  for (const [name, one] of entries(result.classes)) writeClass(page, name, one);
  for (const [name, one] of entries(result.databases)) writeDatabase(page, result, name, one);
  return page.text();
}
