/**
 * Requests that wait for rows: which one, behind whom, and what it allows at most. A row is a single server whose time of service is how long transactions keep it, so that its
 * throughput is one over that time whatever the pool; a holder of another class, or one that does nothing, is told as what stands in the way.
 */

import type { ClassResult, DatabaseResult, RowResult, RunResult } from '../../result.ts';
import { entries } from '../series.ts';
import { count, counted, list, millis, share, span } from '../wording.ts';
import type { Cause, Found } from './cause.ts';

/** From this share of its holds on, the row is what a class waits for. */
const mostly = 0.3;
/** A single row that is held for so much of the time has no more to give. */
const busy = 0.9;

/** Seconds for which requests of a class held connections; those that are still inside count in the waits alone. */
const secondsOf = (one: ClassResult | undefined): number => ((one?.holdMs.mean ?? 0) * (one?.holdMs.count ?? 0)) / 1000;

interface Waiter { readonly name: string; readonly waitedS: number; readonly part: number }

/** The class that spent the most of its time waiting for the row. */
function waiterOf(result: RunResult, { behind }: RowResult): Waiter {
  const names = [...new Set(behind.map(({ waiter }) => waiter))];
  const each = names.map((name) => {
    const waitedS = behind.filter(({ waiter }) => waiter === name).reduce((sum, one) => sum + one.waitedS, 0);
    return { name, waitedS, part: waitedS / Math.max(waitedS, secondsOf(result.classes[name])) };
  });
  return each.toSorted((a, b) => b.waitedS - a.waitedS)[0] ?? { name: '', waitedS: 0, part: 0 };
}

interface Hot { readonly found: Found; readonly subject: string; readonly byStranger: boolean }

/** What is found about one row. Where transactions end each other in circles, that is what keeps its row, and told by the finding about deadlocks. */
function found(result: RunResult, name: string, database: DatabaseResult, row: RowResult): Hot | null {
  const waiter = waiterOf(result, row);
  if (waiter.part < mostly || row.waitedS < 1) return null;
  const first = row.behind[0];
  const stranger = first !== undefined && first.holder !== waiter.name && first.waitedS > 0.5 * row.waitedS ? first.holder : null;
  if (stranger === null && database.deadlocks > 0) return null;
  const measuredS = result.run.lengthS - result.run.measureFromS;
  const used = (row.holds * (row.holdMsMean ?? 0)) / 1000 / measuredS;
  const alone = used >= busy && used <= 1.05;
  const most = alone && row.holdMsMean !== null ? ` It was held ${share(Math.min(1, used))} of the time, for ${millis(row.holdMsMean)} each: no more than ${count(1000 / row.holdMsMean)} transactions a second can have it, whatever the pool and the cores.` : '';
  const whose = stranger === null ? '' : ` ${share(first === undefined ? 0 : first.waitedS / row.waitedS)} of that was behind ${stranger}, which kept it meanwhile.`;
  const one: Found = {
    id: `hot-row/${name}/${row.row}`, weight: waiter.part >= 0.5 ? 2 : 1, size: row.waits,
    text: `${share(waiter.part)} of the time for which ${waiter.name} held connections was waiting for row ${row.row} of ${name}.${whose}${most}`,
    evidence: `${counted(row.waits, 'wait')}, ${span(row.waitedS)} in all, up to ${count(database.lockWaitingMax)} at once; held ${counted(row.holds, 'time')} for ${millis(row.holdMsMean)} on average`,
    tryNext: stranger === null
      ? 'Take the row last in the transaction, so that it is kept for less; or spread it over several rows that are summed up when read.'
      : `Let ${stranger} end its transaction before it does anything else; idle_in_transaction_session_timeout and transaction_timeout end those that do not.`,
  };
  return { found: one, subject: `row ${row.row} of ${name}`, byStranger: stranger !== null };
}

/** Rows that their own users keep have one finding together: the gravest, which names the others. */
function together(all: readonly Hot[]): Found[] {
  const [first, ...rest] = all.toSorted((a, b) => b.found.weight - a.found.weight || b.found.size - a.found.size);
  if (first === undefined) return [];
  return [rest.length === 0 ? first.found : { ...first.found, text: `${first.found.text} The same goes for ${list(rest.map(({ subject }) => subject))}.` }];
}

export const hotRow: Cause = (result) => {
  const all = entries(result.databases).flatMap(([name, database]) => database.rows.map((row) => found(result, name, database, row)).filter((one) => one !== null));
  return [...all.filter(({ byStranger }) => byStranger).map((one) => one.found), ...together(all.filter(({ byStranger }) => !byStranger))];
};
