/** The sessions of the simulated servers at the instants that were asked for: as text for the terminal, as CSV, and as answers for the page. */

import type { ActivityResult, RunResult, ServerActivity } from '../result.ts';
import type { Answer } from './activity/answer.ts';
import { mysqlTable, psqlTable } from './activity/client.ts';
import { mysqlQuestionsOf, processList } from './activity/mysql.ts';
import { questionsOf, sessionsOf } from './activity/postgres.ts';
import { clockOf, isoFromSeconds, secondsFromIso } from './clock.ts';
import { counted, span } from './wording.ts';

/** What is told of one server at one instant. */
export interface ServerTold {
  readonly heading: string;
  /** What a reader must know before the answers; '' where there is nothing. */
  readonly note: string;
  readonly mysql: boolean;
  /** All sessions in all; `sessions` may be fewer. */
  readonly count: number;
  readonly sessions: Answer;
  readonly questions: readonly Answer[];
}

/** Rows of the list of sessions that a screen and a page have room for; the CSV has them all. */
const mostRows = 40;

const noteOf = ({ answers }: ServerActivity): string => (answers ? '' : 'The server does not answer at this moment: nobody could have asked it. This is what its state was.');

/** Every server at every instant, in order. */
export function activityTold(result: RunResult): ServerTold[] {
  const startS = secondsFromIso(result.run.startsAt);
  const clock = clockOf(result.run);
  return (result.activity ?? []).flatMap(({ atS, databases }) => Object.entries(databases).map(([name, server]): ServerTold => {
    const seen = { server, atS, startS };
    const mysql = server.kind === 'mysql';
    return {
      heading: `${name} (${server.kind}) at ${clock.at(atS)}, ${span(atS)} from the start: ${counted(server.sessions.length, 'session')}`, note: noteOf(server), mysql, count: server.sessions.length,
      sessions: mysql ? processList(seen, name, mostRows) : sessionsOf(seen, mostRows), questions: mysql ? mysqlQuestionsOf(seen) : questionsOf(seen),
    };
  }));
}

/** The snapshots as their own clients would print them, statement before answer; '' where none were asked for. */
export function activityText(result: RunResult): string {
  return activityTold(result).map(({ heading, note, mysql, count, sessions, questions }) => {
    const shown = mysql ? mysqlTable : psqlTable;
    const prompt = mysql ? 'mysql> ' : '=> ';
    const blocks = [sessions, ...questions].map((answer, i) => [`${prompt}${answer.sql}`, ...shown(answer, i === 0 ? count : undefined)].join('\n'));
    return [heading, ...(note === '' ? [] : [note]), '', blocks.join('\n\n')].join('\n');
  }).join('\n\n');
}

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const columns = ['datname', 'pid', 'usename', 'application_name', 'client_addr', 'backend_start', 'xact_start', 'query_start', 'state_change', 'wait_event_type', 'wait_event', 'state', 'query', 'blocked_by'];

/** One snapshot as CSV, with the columns of pg_stat_activity for every kind of server. Times are on the wall clock of the run. */
function activityCsv(result: RunResult, { databases }: ActivityResult): string {
  const startS = secondsFromIso(result.run.startsAt);
  const stamp = (atS: number | null): string => (atS === null ? '' : isoFromSeconds(startS + atS));
  const rows = Object.entries(databases).flatMap(([name, { sessions }]) => sessions.map((one) => [
    name, String(one.pid), one.user, one.application, one.client, stamp(one.backendStartS), stamp(one.xactStartS), stamp(one.queryStartS), stamp(one.stateChangeS),
    one.waitEventType ?? '', one.waitEvent ?? '', one.state, one.query, one.blockedBy.join(' '),
  ].map(cell).join(',')));
  return `${[columns.join(','), ...rows].join('\n')}\n`;
}

/** `activity-230200.csv` and the like with their contents; where several instants of a run would have one name, the later ones are numbered. */
export function activityFiles(result: RunResult): { readonly name: string; readonly content: string }[] {
  const startS = secondsFromIso(result.run.startsAt);
  const taken = new Map<string, number>();
  return (result.activity ?? []).map((one) => {
    const time = isoFromSeconds(Math.floor(startS + one.atS)).slice(11).replaceAll(':', '');
    const before = taken.get(time) ?? 0;
    taken.set(time, before + 1);
    return { name: `activity-${time}${before === 0 ? '' : `-${before + 1}`}.csv`, content: activityCsv(result, one) };
  });
}

/** Names that `activityFiles` may give. */
export const isActivityFile = (name: string): boolean => /^activity-\d{6}(?:-\d+)?\.csv$/.test(name);
