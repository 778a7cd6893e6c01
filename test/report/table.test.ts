/** A run as text for other programs. */

import { describe, expect, it } from 'vitest';
import { metricsText, seriesCsv } from '../../src/report/table.ts';
import { flat, minute, poolSeries, quietPool } from './helpers.ts';
import { saturday } from './saturday.ts';

describe('the CSV of the series', () => {
  it('has one row for each point and names columns by their path', () => {
    const [head = '', first = '', ...rest] = seriesCsv(saturday()).trimEnd().split('\n');

    expect(rest).toHaveLength(599);
    expect(head).toMatch(/^tS,at,classes\.api\.arrivedPerS,/);
    expect(head).toContain('classes.api.failures.acquireTimeout');
    expect(head).toContain('pools.primary-write-pool.activeBy.revenue-report');
    expect(head).toContain('databases.primary.runQueue');
    expect(head).not.toContain('heat');
    expect(first).toMatch(/^2\.5,2024-06-15T22:55:02\.500,/);
    expect(new Set([head, first, ...rest].map((row) => row.split(',').length)).size).toBe(1);
  });

  it('leaves empty what was not measured, and quotes names with commas and quotes', () => {
    const series = { ...minute().series, pools: { 'a,"b"': poolSeries(60, { max: flat(60, 1).map((n, i) => (i === 0 ? null : n)) }) } };
    const [head = '', first = ''] = seriesCsv(minute({ result: { series } })).split('\n');

    expect(head).toContain('"pools.a,""b"".max"');
    expect(first).toContain(',,');
  });
});

describe('the metrics', () => {
  const text = metricsText(saturday());

  it('carry the names of HikariCP, Micrometer, OpenTelemetry and the monitoring articles', () => {
    for (const name of [
      'hikaricp_connections_active', 'hikaricp_active_connections', 'hikaricp_connections_pending', 'hikaricp_connections_acquire_seconds_count', 'db_client_connection_count', 'db_client_connection_pending_requests',
      'db_client_connection_wait_time_seconds_sum', 'db_pool_open_connections', 'db_pool_in_use_connections', 'db_pool_idle_connections', 'db_pool_wait_total', 'db_pool_wait_duration_seconds_count',
      'db_connection_hold_duration_seconds_count', 'db_pool_exhausted_total', 'pg_stat_database_numbackends',
    ]) expect(text).toMatch(new RegExp(`^${name}(?:\\{| )`, 'm'));
    expect(text).toContain('hikaricp_connections_timeout_total{pool="primary-write-pool"} 24310\n');
    expect(text).not.toContain('pgbouncer');
  });

  it('are well-formed: one HELP and TYPE for each name, every sample under its own', () => {
    const types = [...text.matchAll(/^# TYPE (\S+) (?:counter|gauge|summary)$/gm)].map((match) => match[1] ?? '');

    expect(new Set(types).size).toBe(types.length);
    for (const line of text.trimEnd().split('\n')) {
      expect(line).toMatch(/^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{\w+="(?:[^"\\]|\\.)*"(?:,\w+="(?:[^"\\]|\\.)*")*\})? -?[\d.e+-]+)$/);
      const name = /^\w+/.exec(line)?.[0] ?? '';
      if (name !== '') expect(types).toContain(types.includes(name) ? name : name.replace(/_(?:sum|count)$/, ''));
    }
  });

  it('count a leaked connection as in use, and escape labels', () => {
    const leaky = minute({ result: { pools: { 'a"b\\': quietPool() }, series: { ...minute().series, pools: { 'a"b\\': poolSeries(60, { leaked: flat(60, 3), activeBy: { api: flat(60, 5) } }) } } } });

    expect(metricsText(leaky)).toContain('db_pool_in_use_connections{pool="a\\"b\\\\"} 8\n');
  });

  it('speak pgbouncer where the pool is one, and mysql where the database is', () => {
    const other = metricsText(minute({ pool: { kind: 'pgbouncer' }, database: { kind: 'mysql' } }));

    expect(other).toContain('pgbouncer_pools_client_waiting_connections{database="primary",user="main"} 0');
    expect(other).toContain('mysql_global_variables_max_connections{database="primary"} 100');
  });
});
