/** What an administrator asks a MySQL server during an incident, with the answers of the simulated one. */

import type { ServerActivity, SessionResult } from '../../result.ts';
import { type Answer, countedBy, intervalText, percentText } from './answer.ts';
import { byState, type Seen } from './postgres.ts';

/** The thread of a session as SHOW PROCESSLIST tells it: a login, a statement, or a sleep. Idle in a transaction is a sleep like any other. */
const commandOf = ({ state }: SessionResult): string => (state === 'starting' ? 'Connect' : state === 'active' ? 'Query' : 'Sleep');
const stateOf = (one: SessionResult): string => (one.state === 'starting' ? 'login' : one.state !== 'active' ? '' : one.waitEventType === 'Lock' ? 'updating' : 'executing');
const userOf = (one: SessionResult): string => (one.state === 'starting' ? 'unauthenticated user' : one.user);

/** SHOW FULL PROCESSLIST, those at work first; at most `most` rows. */
export function processList({ server, atS }: Seen, database: string, most = Number.POSITIVE_INFINITY): Answer {
  const rows = byState(server.sessions).slice(0, most).map((one) => [
    String(one.pid), userOf(one), one.client, database, commandOf(one), String(Math.max(0, Math.floor(atS - one.stateChangeS))), stateOf(one), one.state === 'active' ? one.query : 'NULL',
  ]);
  return { asks: 'Who is on it', sql: 'SHOW FULL PROCESSLIST;', head: ['Id', 'User', 'Host', 'db', 'Command', 'Time', 'State', 'Info'], rows, numbers: [0, 5] };
}

/** The counters of SHOW STATUS that speak of connections. */
export function statusOf({ sessions, status }: ServerActivity): readonly (readonly [string, number])[] {
  return [
    ['Threads_connected', sessions.length], ['Threads_running', sessions.filter(({ state }) => state === 'active').length], ['Max_used_connections', status.maxUsed],
    ['Connections', status.logins + status.refused], ['Aborted_clients', status.abortedClients], ['Aborted_connects', status.refused], ['Connection_errors_max_connections', status.refused],
  ];
}

const few = 5;

/** The questions in the order in which they are asked when a pool has run dry. */
export function mysqlQuestionsOf({ server, atS }: Seen): Answer[] {
  const { sessions, maxConnections } = server;
  const asleep = sessions.filter((one) => one.state.startsWith('idle in transaction')).toSorted((a, b) => (a.xactStartS ?? 0) - (b.xactStartS ?? 0));
  const variable = (name: string, value: string, sql: string): Answer => ({ asks: '', sql, head: ['Variable_name', 'Value'], rows: [[name, value]], numbers: [] });
  const [counters, limit] = [statusOf(server), maxConnections === null ? '' : String(maxConnections)];
  return [
    ...counters.slice(0, 3).map(([name, value]) => variable(name, String(value), `SHOW STATUS LIKE '${name}';`)),
    variable('max_connections', limit, "SHOW VARIABLES LIKE 'max_connections';"),
    { asks: 'What else was counted?', sql: "SHOW GLOBAL STATUS WHERE Variable_name LIKE '%onnect%' OR Variable_name = 'Aborted_clients';", head: ['Variable_name', 'Value'], rows: counters.slice(3).map(([name, value]) => [name, String(value)]), numbers: [1] },
    { asks: 'How many are left?', sql: 'SELECT count(*) AS used, @@max_connections AS max, round(100 * count(*) / @@max_connections, 1) AS percent FROM information_schema.processlist;', head: ['used', 'max', 'percent'], rows: [[String(sessions.length), limit, percentText(sessions.length, maxConnections)]], numbers: [0, 1, 2] },
    { asks: 'What are they doing?', sql: 'SELECT command, count(*) FROM information_schema.processlist GROUP BY command ORDER BY 2 DESC;', head: ['command', 'count(*)'], rows: countedBy(sessions, commandOf).map(([name, n]) => [name, String(n)]), numbers: [1] },
    { asks: 'Whose are they?', sql: 'SELECT user, host, count(*) FROM information_schema.processlist GROUP BY user, host ORDER BY 3 DESC;', head: ['user', 'host', 'count(*)'], rows: countedBy(sessions, (one) => `${userOf(one)}\t${one.client}`).map(([key, n]) => [...key.split('\t'), String(n)]), numbers: [2] },
    {
      asks: 'What runs longest?', sql: `SELECT id, time, info FROM information_schema.processlist WHERE command = 'Query' ORDER BY time DESC LIMIT ${few};`, head: ['id', 'time', 'info'],
      rows: sessions.filter(({ state }) => state === 'active').toSorted((a, b) => (a.queryStartS ?? 0) - (b.queryStartS ?? 0)).slice(0, few).map((one) => [String(one.pid), String(Math.floor(atS - (one.queryStartS ?? atS))), one.query]), numbers: [0, 1],
    },
    {
      asks: 'Which transactions sleep?', sql: `SELECT trx_mysql_thread_id, timediff(now(), trx_started) AS age FROM information_schema.innodb_trx JOIN information_schema.processlist ON id = trx_mysql_thread_id\n WHERE command = 'Sleep' ORDER BY trx_started LIMIT ${few};`, head: ['trx_mysql_thread_id', 'age'],
      rows: asleep.slice(0, few).map((one) => [String(one.pid), intervalText(atS - (one.xactStartS ?? atS))]), numbers: [0],
    },
    {
      asks: 'Who waits for whom?', sql: 'SELECT waiting_pid, blocking_pid, waiting_query FROM sys.innodb_lock_waits;', head: ['waiting_pid', 'blocking_pid', 'waiting_query'],
      rows: sessions.flatMap((one) => one.blockedBy.map((by) => [String(one.pid), String(by), one.query])), numbers: [0, 1],
    },
  ];
}
