/**
 * `pg_stat_statements` as CSV (`\copy (select * from pg_stat_statements) to 'x.csv' csv header`) to routes: for each statement its calls, and laws with the mean and
 * the standard deviation that the server counted. Time of reading and writing blocks is blocked time, the rest is processor time.
 * Source: the PostgreSQL documentation, "pg_stat_statements", versions 9.4 to 18 (mean_time until 12, mean_exec_time since; blk_read_time until 16, then shared_, local_, temp_).
 */

import { parseDuration } from '../../units/text.ts';
import { csvOf } from '../csv-records.ts';
import { type BlocksFormat, type Fault, headLines, type Imported, type ImportWords, type Remark } from '../format.ts';
import { note } from '../settings.ts';
import { flow, oneLine, scalar } from '../yaml-text.ts';

/** One statement, in ms per call. */
interface Statement {
  readonly calls: number;
  readonly mean: number;
  readonly deviation: number;
  readonly blocked: number;
  readonly text: string;
  readonly line: number;
}

/** Statements that are kept apart unless --top says otherwise. */
const usualTop = 20;
/** A route may choose among so many ways. */
const mostWays = 100;
/** Bounds of what a lognormal law of a scenario may have as squared coefficient of variation. */
const [leastCv2, mostCv2] = [1e-6, 1e4];

const has = (header: readonly string[], ...names: readonly string[]): boolean => names.every((name) => header.includes(name));

export const pgStatStatements: BlocksFormat = {
  name: 'pg-stat-statements',
  says: 'pg_stat_statements as CSV (\\copy … csv header): routes with the demands of each statement; --over makes calls into rates',
  makes: 'routes',
  recognises: (head) => {
    const header = (headLines(head)[0] ?? '').split(/[,;\t]/).map((cell) => cell.trim());
    return has(header, 'query', 'calls') && (has(header, 'mean_exec_time') || has(header, 'mean_time') || has(header, 'total_exec_time') || has(header, 'total_time'));
  },
  read: (text, words) => {
    const read = csvOf(text);
    if ('unfinished' in read) return { ok: false, faults: [{ line: read.unfinished, says: 'a quoted cell begins here and never ends' }] };
    const [header, ...rows] = read.records;
    const faults: Fault[] = [];
    const remarks: Remark[] = [];
    const over = words.over === undefined ? null : parseDuration(words.over);
    if (over !== null && !over.ok) return { ok: false, faults: [{ line: 1, says: `--over: ${over.says}` }] };
    const statements = statementsOf(header?.cells.map((cell) => cell.trim()) ?? [], rows, faults, remarks);
    if (faults.length > 0) return { ok: false, faults };
    if (statements.length === 0) return { ok: false, faults: [{ line: 1, says: 'no statement in it was ever called' }] };
    return routesOf(statements, words, over === null ? null : over.value / 1e6, remarks);
  },
};

function statementsOf(header: readonly string[], rows: readonly { readonly line: number; readonly cells: readonly string[] }[], faults: Fault[], remarks: Remark[]): Statement[] {
  const column = (name: string): number => header.indexOf(name);
  const exec = has(header, 'mean_exec_time') || has(header, 'total_exec_time') ? '_exec_time' : '_time';
  const blocks = ['blk_read_time', 'blk_write_time', 'shared_blk_read_time', 'shared_blk_write_time', 'local_blk_read_time', 'local_blk_write_time', 'temp_blk_read_time', 'temp_blk_write_time'].filter((name) => column(name) >= 0);
  let nested = 0;
  const found = rows.flatMap(({ line, cells }): Statement[] => {
    if (cells.length !== header.length) return faults.push({ line, says: `${cells.length} cells where the header has ${header.length}` }), [];
    const number = (name: string): number => {
      const text = column(name) < 0 ? '' : (cells[column(name)] ?? '');
      if (text !== '' && !Number.isFinite(Number(text))) faults.push({ line, says: `${name} is "${text.slice(0, 40)}", not a number` });
      return Number(text) || 0;
    };
    const calls = number('calls');
    if (calls <= 0) return [];
    if (column('toplevel') >= 0 && /^f/i.test(cells[column('toplevel')] ?? '')) return nested++, [];
    const plans = number('plans');
    const mean = (column(`mean${exec}`) >= 0 ? number(`mean${exec}`) : number(`total${exec}`) / calls) + (plans > 0 ? number('total_plan_time') / calls : 0);
    const blocked = Math.min(mean, blocks.reduce((sum, name) => sum + number(name), 0) / calls);
    return [{ calls, mean, deviation: number(`stddev${exec}`), blocked, text: oneLine(cells[column('query')] ?? ''), line }];
  });
  if (nested > 0) remarks.push(note(`${nested} statements inside functions were left out (toplevel = f): their time is in the statement that called them`));
  if (column(`stddev${exec}`) < 0) remarks.push(note(`there is no column stddev${exec}: times are constant`));
  if (found.every((one) => one.blocked === 0)) remarks.push(note('no time of reading or writing blocks was counted (track_io_timing is off, or all was cached): all time is processor time'));
  remarks.push(note('a statement that waited for a lock counts as processor time here: the server does not tell them apart'));
  return found.sort((a, b) => b.calls * b.mean - a.calls * a.mean || a.line - b.line);
}

/** Several statements as one: its mean and variance are those of the mixture, whose calls fall to each by their share. */
function lumped(statements: readonly Statement[]): Statement {
  const calls = statements.reduce((sum, one) => sum + one.calls, 0);
  const share = (of: (one: Statement) => number): number => statements.reduce((sum, one) => sum + one.calls * of(one), 0) / calls;
  const mean = share((one) => one.mean);
  const variance = Math.max(0, share((one) => one.deviation ** 2 + one.mean ** 2) - mean ** 2);
  return { calls, mean, deviation: Math.sqrt(variance), blocked: share((one) => one.blocked), text: `${statements.length} other statements`, line: 0 };
}

/**
 * Laws of the processor time and the blocked time. Both have the same squared coefficient of variation c and are drawn apart, so that the variance of
 * their sum is c·(cpu² + blocked²): c is chosen to make it the measured one. Means are whole microseconds, at least one together.
 */
function demandsOf({ mean, deviation, blocked }: Statement, clamped: () => void): { readonly cpu?: unknown; readonly blocked?: unknown } {
  const whole = Math.max(1, Math.round(mean * 1000));
  const waiting = Math.min(whole, Math.round(blocked * 1000));
  const working = whole - waiting;
  const wanted = (deviation * 1000) ** 2 / (working ** 2 + waiting ** 2);
  const cv2 = Math.min(mostCv2, wanted);
  if (wanted > mostCv2) clamped();
  const law = (us: number): unknown => (cv2 < leastCv2 ? `${us}us` : { lognormal: { mean: `${us}us`, cv2: Number(cv2.toPrecision(6)) } });
  return { ...(working > 0 ? { cpu: law(working) } : {}), ...(waiting > 0 ? { blocked: law(waiting) } : {}) };
}

function routesOf(statements: readonly Statement[], words: ImportWords, overS: number | null, remarks: Remark[]): Imported {
  const top = Math.min(words.top ?? usualTop, words.separate ? Number.POSITIVE_INFINITY : mostWays - 1);
  const rest = statements.slice(top);
  const kept = rest.length === 0 ? statements : [...statements.slice(0, top), lumped(rest)];
  const all = statements.reduce((sum, one) => sum + one.calls * one.mean, 0);
  if (rest.length > 0) remarks.push(note(`the ${rest.length} statements that took least of the server's time (${((100 * rest.reduce((sum, one) => sum + one.calls * one.mean, 0)) / all).toPrecision(2)} %) became one, with their mean and variance; --top N keeps more apart`));
  const pool = words.pool ?? 'main';
  let clamps = 0;
  const queries = kept.map((one, i) => {
    const name = one.line === 0 ? 'rest' : `q${i + 1}`;
    return { name, one, query: flow({ query: { pool, ...demandsOf(one, () => clamps++), name } }) };
  });
  if (clamps > 0) remarks.push(note(`${clamps} statements vary more than a law here can (squared coefficient of variation above ${mostCv2})`));
  const about = ({ one }: (typeof queries)[number]): string => `  # ${one.calls} calls, ${Number(one.mean.toPrecision(4))} ± ${Number(one.deviation.toPrecision(4))} ms: ${one.text.slice(0, 90)}`;
  const rate = (calls: number): string => (overS === null ? '' : `${Number((calls / overS).toPrecision(6))}/s`);
  const calls = statements.reduce((sum, one) => sum + one.calls, 0);
  const lines = words.separate
    ? ['routes:', ...queries.map((q) => `  ${q.name}: [ ${q.query} ]${about(q)}`), ...(overS === null ? [] : ['traffic:', ...queries.map((q) => `  ${q.name}: { route: ${q.name}, rate: ${rate(q.one.calls)} }`)])]
    : ['routes:', '  statement:', '    - choose:', ...queries.map((q) => `        - { share: ${q.one.calls}, steps: [ ${q.query} ] }${about(q)}`), ...(overS === null ? [] : ['traffic:', `  statements: { route: statement, rate: ${scalar(rate(calls)).replaceAll('"', '')} }`])];
  if (overS === null) remarks.push(note('calls became shares; --over 24h (the time since pg_stat_statements_reset()) makes them rates'));
  return { ok: true, yaml: `# From pg_stat_statements: ${calls} calls of ${statements.length} statements, ${(all / 1000).toPrecision(4)} s of the server's time\n${lines.join('\n')}\n`, remarks };
}
