/** All observations in some files, whatever their kind: what pgbench printed, what it logged, tables. A run that was both printed and logged counts once. */

import type { Gathered, InputFile, Observation, Slip, StatementLatency } from './observation.ts';
import { isPgbenchLog, type LoggedRun, pgbenchLog, runOfLog } from './pgbench-log.ts';
import { isPgbenchOutput, pgbenchRuns, type PrintedRun } from './pgbench-output.ts';
import { sweepTable, type TableOptions } from './sweep-table.ts';

/** Sorts the files by what they hold; a file that is none of these is a remark, not a mistake, unless it is the only one. */
export function gathered(files: readonly InputFile[], options: TableOptions): Gathered {
  const [printed, logged] = [[] as PrintedRun[], [] as LoggedRun[]];
  const [slips, notes, others] = [[] as Slip[], [] as string[], [] as string[]];
  const [observations, cores] = [[] as Observation[], new Set<number>()];
  const threads = new Map<string, InputFile[]>();
  for (const file of files) {
    const run = runOfLog(file.name);
    if (run !== null && isPgbenchLog(file.text)) threads.set(run, [...(threads.get(run) ?? []), file]);
    else if (isPgbenchOutput(file.text)) {
      const found = pgbenchRuns(file.name, file.text);
      printed.push(...found.runs.filter(({ observation }) => options.where.every(({ column, value }) => column !== 'workload' || observation.workload === value)));
      slips.push(...found.slips);
      notes.push(...found.notes);
    } else if (/\.(?:csv|tsv)$/i.test(file.name) || files.length === 1) {
      const found = sweepTable(file, options);
      observations.push(...found.observations);
      slips.push(...found.slips);
      notes.push(...found.notes);
      if (found.cores !== null) cores.add(found.cores);
    } else others.push(file.name);
  }
  for (const group of threads.values()) {
    const found = pgbenchLog(group);
    if (found.run !== null) logged.push(found.run);
    slips.push(...found.slips);
    notes.push(...found.notes);
  }
  if (others.length > 0) notes.push(`neither pgbench output nor log nor table: ${others.slice(0, 5).join(', ')}${others.length > 5 ? ` and ${others.length - 5} more` : ''}`);
  const joined = joinedRuns(printed, logged, notes);
  const counted = [...joined, ...observations].sort((a, b) => a.clients - b.clients);
  return { observations: counted, slips, notes, cores: cores.size === 1 ? ([...cores][0] ?? null) : null, statements: statementsOf(printed) };
}

/** A log and an output with as many clients and transactions are the same run: its rate is the log's, whose window leaves the start and the end out. */
function joinedRuns(printed: readonly PrintedRun[], logged: readonly LoggedRun[], notes: string[]): Observation[] {
  const left = [...logged];
  let twice = 0;
  const all = printed.map(({ observation, transactions }) => {
    const i = left.findIndex((log) => log.transactions === transactions && log.observation.clients === observation.clients);
    const [log] = i < 0 ? [] : left.splice(i, 1);
    if (log === undefined) return observation;
    twice++;
    return { ...log.observation, workload: observation.workload, from: observation.from };
  });
  if (twice > 0) notes.push(`${twice} ${twice === 1 ? 'run was' : 'runs were'} printed and logged: the rate is the log's, from the time in which all clients were at work`);
  return [...all, ...left.map((log) => log.observation)];
}

/** Of the run with the fewest clients, without pgbench's own commands (\set). */
function statementsOf(printed: readonly PrintedRun[]): readonly StatementLatency[] {
  const with_ = printed.filter(({ statements }) => statements.length > 0).sort((a, b) => a.observation.clients - b.observation.clients);
  return (with_[0]?.statements ?? []).filter(({ text }) => !text.startsWith('\\'));
}
