/** What an administrator asks pg_stat_activity during an incident, with the answers of the simulated server. */

import type { ServerActivity, SessionResult } from '../../result.ts';
import { isoFromSeconds } from '../clock.ts';
import { type Answer, countedBy, intervalText, percentText } from './answer.ts';

/** What a snapshot needs to be told: the server, when, and the start of the run in seconds since 1970. */
export interface Seen {
  readonly server: ServerActivity;
  readonly atS: number;
  readonly startS: number;
}

const order: readonly SessionResult['state'][] = ['active', 'idle in transaction', 'idle in transaction (aborted)', 'starting', 'idle'];

/** Those at work first, then those in transactions; the oldest first among equals. */
export const byState = (sessions: readonly SessionResult[]): SessionResult[] =>
  sessions.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.queryStartS ?? a.backendStartS) - (b.queryStartS ?? b.backendStartS) || a.pid - b.pid);

/** The wall clock as psql shows it, without the zone; of the day of the snapshot only the time. */
function stamp(atS: number | null, { atS: now, startS }: Seen): string {
  if (atS === null) return '';
  const [day = '', time = ''] = isoFromSeconds(startS + atS).split('T');
  return isoFromSeconds(startS + now).startsWith(day) ? time : `${day} ${time}`;
}

const columns = ['pid', 'usename', 'application_name', 'client_addr', 'backend_start', 'xact_start', 'query_start', 'state_change', 'wait_event_type', 'wait_event', 'state', 'query'] as const;

/** pg_stat_activity, those at work first; at most `most` rows. */
export function sessionsOf(seen: Seen, most = Number.POSITIVE_INFINITY): Answer {
  const rows = byState(seen.server.sessions).slice(0, most).map((one) => [
    String(one.pid), one.user, one.application, one.client, stamp(one.backendStartS, seen), stamp(one.xactStartS, seen), stamp(one.queryStartS, seen), stamp(one.stateChangeS, seen),
    one.waitEventType ?? '', one.waitEvent ?? '', one.state, one.query,
  ]);
  return { asks: 'Who is on it', sql: `select ${columns.join(', ')} from pg_stat_activity where backend_type = 'client backend';`, head: columns, rows, numbers: [0] };
}

const fiveMinutes = 300;
/** Rows of a question about the longest or the oldest. */
const few = 5;

/** The questions in the order in which they are asked when a pool has run dry. */
export function questionsOf({ server, atS }: Seen): Answer[] {
  const { sessions, maxConnections, reservedConnections } = server;
  const since = (at: number | null): number => (at === null ? 0 : atS - at);
  const longest = (of: (one: SessionResult) => boolean, start: (one: SessionResult) => number | null): SessionResult[] => sessions.filter(of).toSorted((a, b) => since(start(b)) - since(start(a)) || a.pid - b.pid);
  const inTransaction = (one: SessionResult): boolean => one.state.startsWith('idle in transaction');
  return [
    { asks: 'What are they doing?', sql: 'select state, count(*) from pg_stat_activity group by state order by 2 desc;', head: ['state', 'count'], rows: countedBy(sessions, ({ state }) => state).map(([name, n]) => [name, String(n)]), numbers: [1] },
    { asks: 'Whose are they?', sql: 'select application_name, count(*) from pg_stat_activity group by application_name order by 2 desc;', head: ['application_name', 'count'], rows: countedBy(sessions, ({ application }) => application).map(([name, n]) => [name, String(n)]), numbers: [1] },
    {
      asks: 'How many are left?', sql: "select count(*) as used, current_setting('superuser_reserved_connections') as reserved, current_setting('max_connections') as max,\n       round(100.0 * count(*) / current_setting('max_connections')::int, 1) as percent from pg_stat_activity;",
      head: ['used', 'reserved', 'max', 'percent'], rows: [[String(sessions.length), String(reservedConnections), maxConnections === null ? '' : String(maxConnections), percentText(sessions.length, maxConnections)]], numbers: [0, 1, 2, 3],
    },
    {
      asks: 'What do those at work wait for?', sql: "select coalesce(wait_event_type, 'CPU') as waits_for, wait_event, count(*) from pg_stat_activity where state = 'active' group by 1, 2 order by 3 desc;", head: ['waits_for', 'wait_event', 'count'],
      rows: countedBy(sessions.filter(({ state }) => state === 'active'), (one) => `${one.waitEventType ?? 'CPU'}\t${one.waitEvent ?? ''}`).map(([key, n]) => [...key.split('\t'), String(n)]), numbers: [2],
    },
    {
      asks: 'What runs longest?', sql: `select pid, now() - query_start as duration, application_name, query from pg_stat_activity where state = 'active' order by duration desc limit ${few};`, head: ['pid', 'duration', 'application_name', 'query'],
      rows: longest(({ state }) => state === 'active', (one) => one.queryStartS).slice(0, few).map((one) => [String(one.pid), intervalText(since(one.queryStartS)), one.application, one.query]), numbers: [0],
    },
    {
      asks: 'Which transactions are oldest?', sql: `select pid, now() - xact_start as age, state, query from pg_stat_activity where xact_start is not null order by xact_start limit ${few};`, head: ['pid', 'age', 'state', 'query'],
      rows: longest((one) => one.xactStartS !== null, (one) => one.xactStartS).slice(0, few).map((one) => [String(one.pid), intervalText(since(one.xactStartS)), one.state, one.query]), numbers: [0],
    },
    {
      asks: 'Who has been idle in a transaction for more than 5 minutes?', sql: "select pid, application_name, now() - state_change as idle_for, query from pg_stat_activity\n where state like 'idle in transaction%' and state_change < now() - interval '5 minutes' order by state_change;", head: ['pid', 'application_name', 'idle_for', 'query'],
      rows: longest((one) => inTransaction(one) && since(one.stateChangeS) > fiveMinutes, (one) => one.stateChangeS).map((one) => [String(one.pid), one.application, intervalText(since(one.stateChangeS)), one.query]), numbers: [0],
    },
    {
      asks: 'How many have been idle for more than 5 minutes?', sql: "select application_name, count(*) from pg_stat_activity where state = 'idle' and state_change < now() - interval '5 minutes' group by 1 order by 2 desc;", head: ['application_name', 'count'],
      rows: countedBy(sessions.filter((one) => one.state === 'idle' && since(one.stateChangeS) > fiveMinutes), ({ application }) => application).map(([name, n]) => [name, String(n)]), numbers: [1],
    },
    {
      asks: 'Who waits for whom?', sql: 'select pid, pg_blocking_pids(pid) as blocked_by, wait_event, query from pg_stat_activity where cardinality(pg_blocking_pids(pid)) > 0;', head: ['pid', 'blocked_by', 'wait_event', 'query'],
      rows: sessions.filter(({ blockedBy }) => blockedBy.length > 0).map((one) => [String(one.pid), `{${one.blockedBy.join(',')}}`, one.waitEvent ?? '', one.query]), numbers: [0],
    },
  ];
}
