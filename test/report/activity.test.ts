/** Snapshots of the servers in words and tables: as psql and the mysql client print them, as CSV, and on the page. */

import { describe, expect, it } from 'vitest';
import { activityFiles, activityText } from '../../src/report/activity.ts';
import { intervalText } from '../../src/report/activity/answer.ts';
import { mysqlTable, psqlTable } from '../../src/report/activity/client.ts';
import { page } from '../../src/report/page.ts';
import { runScenario } from '../../src/run/run.ts';
import { minutes, seconds } from '../../src/units/time.ts';
import { scenarioOf } from '../helpers/worlds.ts';

/** Two requests work for ten minutes, one sits in a transaction from the first second on, two connections lie idle. */
const result = (kind: 'postgresql' | 'mysql', more: { at?: number[]; starts?: string } = {}) => runScenario(scenarioOf({
  run: { length: '15m', starts: more.starts ?? '2024-06-15T22:55:00' },
  databases: { shop: { kind, maxConnections: 50, roundTrip: '0s', connect: '0s' } }, pools: { main: { kind: 'hikaricp', maximumPoolSize: 5, database: 'shop' } },
  routes: { report: [{ query: { pool: 'main', blocked: '10m', name: 'select "a", b' } }], stuck: [{ transaction: { pool: 'main', steps: [{ query: { cpu: '1s', name: 'update stock' } }, { call: '14m' }] } }] },
  traffic: { report: { route: 'report', size: 2, every: '1h' }, stuck: { route: 'stuck', size: 1, every: '1h' } },
}), { activityAt: more.at ?? [minutes(7)] });

/** What follows a statement, up to the next empty line. */
const answerTo = (text: string, sql: string): string[] => {
  const lines = text.slice(text.indexOf(sql)).split('\n');
  const from = lines.findIndex((line) => line.trimEnd().endsWith(';')) + 1;
  return lines.slice(from, from + lines.slice(from).indexOf(''));
};

describe('the clients', () => {
  const answer = { asks: '', sql: '', head: ['pid', 'state'], rows: [['7', 'active'], ['1001', 'idle']], numbers: [0] };

  it('print a table as psql does', () => {
    expect(psqlTable(answer)).toEqual([' pid  | state', '------+--------', '    7 | active', ' 1001 | idle', '(2 rows)']);
    expect(psqlTable({ ...answer, rows: [] }, 0).at(-1)).toBe('(0 rows)');
    expect(psqlTable(answer, 9).at(-1)).toBe('(2 of 9 rows)');
  });

  it('print a table as the mysql client does', () => {
    expect(mysqlTable(answer)).toEqual(['+------+--------+', '| pid  | state  |', '+------+--------+', '|    7 | active |', '| 1001 | idle   |', '+------+--------+', '2 rows in set']);
    expect(mysqlTable({ ...answer, rows: [] })).toEqual(['Empty set']);
  });

  it('print intervals as PostgreSQL does', () => {
    expect([0, 61.5, 3_600, 90_000, 172_801.25].map(intervalText)).toEqual(['00:00:00', '00:01:01.500', '01:00:00', '1 day 01:00:00', '2 days 00:00:01.250']);
  });
});

describe('the questions of the articles, asked of PostgreSQL', () => {
  const text = activityText(result('postgresql'));
  const ask = (sql: string): string[] => answerTo(text, `=> ${sql}`).map((line) => line.trim());

  it('are answered from the sessions: states, owners, what is left', () => {
    expect(ask('select state, count(*)')).toEqual(['state        | count', '---------------------+-------', 'active              |     2', 'idle                |     2', 'idle in transaction |     1', '(3 rows)']);
    expect(ask('select application_name, count(*) from pg_stat_activity group').map((line) => line.replaceAll(/ +/g, ' '))).toContain('main/report | 2');
    expect(ask('select count(*) as used')).toContain('5 |        3 |  50 |    10.0');
  });

  it('name what runs longest, and who has been idle in a transaction for more than five minutes', () => {
    expect(ask('select pid, now() - query_start as duration').filter((line) => line.includes('00:07:00'))).toHaveLength(2);
    expect(ask('select pid, application_name, now() - state_change')).toEqual([expect.any(String), expect.any(String), expect.stringMatching(/^\d+ \| main\/stuck +\| 00:06:59 +\| update stock$/), '(1 row)']);
    const early = activityText(result('postgresql', { at: [minutes(5)] }));
    expect(answerTo(early, '=> select pid, application_name, now() - state_change').at(-1)).toBe('(0 rows)');
  });

  it('stand below the list of sessions, those at work first', () => {
    const [head = '', , ...rows] = ask('select pid, usename');

    expect(head.replaceAll(/ +/g, ' ')).toBe('pid | usename | application_name | client_addr | backend_start | xact_start | query_start | state_change | wait_event_type | wait_event | state | query');
    expect(rows.map((row) => row.split('|')[10]?.trim())).toEqual(['active', 'active', 'idle in transaction', 'idle', 'idle', undefined]);
    expect(rows[0]).toMatch(/22:55:00 +\| 22:55:00 +\| 22:55:00 +\| IO +\| DataFileRead +\| active/);
  });
});

describe('the questions of the articles, asked of MySQL', () => {
  const text = activityText(result('mysql'));
  const ask = (sql: string): string[] => answerTo(text, `mysql> ${sql}`);

  it('are answered: Threads_connected, Max_used_connections, max_connections', () => {
    expect(ask("SHOW STATUS LIKE 'Threads_connected'")).toContain('| Threads_connected | 5     |');
    expect(ask("SHOW STATUS LIKE 'Threads_running'")).toContain('| Threads_running | 2     |');
    expect(ask("SHOW STATUS LIKE 'Max_used_connections'")).toContain('| Max_used_connections | 5     |');
    expect(ask("SHOW VARIABLES LIKE 'max_connections'")).toContain('| max_connections | 50    |');
  });

  it('show a transaction that sleeps as a sleep in SHOW PROCESSLIST, and name it among the transactions', () => {
    const list = ask('SHOW FULL PROCESSLIST');

    expect(list.filter((line) => line.includes('| Query   |  420 | executing | select "a", b |'))).toHaveLength(2);
    expect(list.filter((line) => line.includes('| Sleep '))).toHaveLength(3);
    expect(ask('SELECT trx_mysql_thread_id').filter((line) => line.includes('00:07:00'))).toHaveLength(1);
  });
});

describe('the files', () => {
  it('are named by the wall clock and hold every session with full times', () => {
    const [file] = activityFiles(result('postgresql'));
    const [head, first] = file?.content.split('\n') ?? [];

    expect(file?.name).toBe('activity-230200.csv');
    expect(head).toBe('datname,pid,usename,application_name,client_addr,backend_start,xact_start,query_start,state_change,wait_event_type,wait_event,state,query,blocked_by');
    expect(first).toMatch(/^shop,\d+,app,main\/report,app-1,2024-06-15T\S+,2024-06-15T22:55:00,2024-06-15T22:55:00,2024-06-15T22:55:00,IO,DataFileRead,active,"select ""a"", b",$/);
  });

  it('of one second are numbered', () => {
    expect(activityFiles(result('postgresql', { at: [seconds(1), seconds(1) + 1000, seconds(2)] })).map(({ name }) => name)).toEqual(['activity-225501.csv', 'activity-225501-2.csv', 'activity-225502.csv']);
  });
});

describe('the page', () => {
  it('has a section with the statements and their answers, and none where nobody asked', () => {
    const html = page(result('postgresql'), []);
    const { activity: _none, ...plain } = result('postgresql');

    expect(html).toContain('<h2 id="activity">Who was on the database</h2>');
    expect(html).toContain('select state, count(*) from pg_stat_activity');
    expect(html).toContain('select &quot;a&quot;, b');
    expect(page(plain, [])).not.toContain('id="activity"');
    expect(activityText(plain)).toBe('');
  });
});
