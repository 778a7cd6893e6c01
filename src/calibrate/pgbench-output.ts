/**
 * What pgbench prints at its end, as any release from 9.6 on prints it; several runs may follow each other in one file. Runs that are no closed loop
 * (throttled with -R, or connecting anew for each transaction with -C) are left out with a remark: the closed model says nothing about them.
 */

import type { Observation, Slip, StatementLatency } from './observation.ts';

/** One run as printed; `transactions` joins it to its log. */
export interface PrintedRun {
  readonly observation: Observation;
  readonly transactions: number | null;
  readonly statements: readonly StatementLatency[];
}

export interface PrintedRuns {
  readonly runs: readonly PrintedRun[];
  readonly slips: readonly Slip[];
  readonly notes: readonly string[];
}

/** Whether a text is pgbench's. */
export const isPgbenchOutput = (text: string): boolean => /^\s*number of clients:/m.test(text) || /^tps = /m.test(text);

interface Draft {
  readonly line: number;
  workload: string | null;
  clients: number | null;
  perS: number | null;
  latencyMs: number | null;
  transactions: number | null;
  failed: number;
  throttled: boolean;
  reconnects: boolean;
  progress: number[];
  statements: StatementLatency[];
}

const draft = (line: number): Draft => ({ line, workload: null, clients: null, perS: null, latencyMs: null, transactions: null, failed: 0, throttled: false, reconnects: false, progress: [], statements: [] });

/** What each line adds to the run. */
const lines: readonly (readonly [RegExp, (into: Draft, found: RegExpExecArray) => void])[] = [
  [/^transaction type:\s*(.+?)\s*$/, (into, [, name = '']) => { into.workload = name; }],
  [/^number of clients:\s*(\S+)/, (into, [, n]) => { into.clients = Number(n); }],
  [/^number of transactions actually processed:\s*(\d+)/, (into, [, n]) => { into.transactions = Number(n); }],
  [/^number of failed transactions:\s*(\d+)/, (into, [, n]) => { into.failed = Number(n); }],
  [/^latency average(?: = |: )\s*([\d.]+) ms/, (into, [, ms]) => { into.latencyMs = Number(ms); }],
  [/^rate limit schedule lag/, (into) => { into.throttled = true; }],
  [/^average connection time/, (into) => { into.reconnects = true; }],
  // Releases up to 13 print two rates; the one that leaves the connecting out comes second.
  [/^tps = (\S+)/, (into, [, rate]) => { into.perS = Number(rate); }],
  [/^progress: [\d.]+ s, ([\d.]+) tps/, (into, [, rate]) => { into.progress.push(Number(rate)); }],
  [/^\s+([\d.]+)\s+(?:\d+\s+){0,2}([A-Za-z\\].*?)\s*$/, (into, [, ms, text = '']) => { if (into.clients !== null) into.statements.push({ ms: Number(ms), text }); }],
];

/** Reads every run that a text holds. A run that ended without a rate is a mistake at its first line. */
export function pgbenchRuns(file: string, text: string): PrintedRuns {
  const drafts: Draft[] = [];
  let progress: number[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const begins = line.startsWith('transaction type:') || (line.startsWith('number of clients:') && drafts.at(-1)?.clients !== null);
    if (begins) {
      drafts.push(draft(i + 1));
      drafts.at(-1)?.progress.push(...progress);
      progress = [];
    }
    // Progress is printed before the run is named.
    const into = line.startsWith('progress:') ? { ...draft(0), progress } : drafts.at(-1);
    if (into === undefined) continue;
    for (const [form, add] of lines) {
      const found = form.exec(line);
      if (found !== null) add(into, found);
    }
  }
  return judged(file, drafts);
}

function judged(file: string, drafts: readonly Draft[]): PrintedRuns {
  const runs: PrintedRun[] = [];
  const slips: Slip[] = [];
  const notes: string[] = [];
  const slip = (at: Draft, says: string) => slips.push({ file, line: at.line, says });
  if (drafts.length === 0) slips.push({ file, line: 1, says: 'looks like pgbench, but names no "number of clients": give the whole output, from "transaction type" to "tps"' });
  for (const one of drafts) {
    const { clients, perS, transactions, statements } = one;
    if (clients === null || !Number.isInteger(clients) || clients < 1) slip(one, 'this run has no "number of clients: N"');
    else if (perS === null) slip(one, `the run with ${clients} clients has no line "tps = …": pgbench did not come to its end`);
    else if (!(perS > 0) || !Number.isFinite(perS)) slip(one, `the run with ${clients} clients has no transactions (tps = ${perS})`);
    else if (one.throttled) notes.push(`${file}:${one.line}: throttled (-R), so its clients wait for a clock and not for each other: left out`);
    else if (one.reconnects) notes.push(`${file}:${one.line}: connects anew for each transaction (-C): left out, for that time is no statement's`);
    else {
      notes.push(...doubts(`${file}:${one.line}`, one));
      const observation = { clients, perS, latencyMs: one.latencyMs, percentilesMs: null, cpuMs: null, workload: one.workload, from: `${file}:${one.line}` };
      runs.push({ observation, transactions, statements });
    }
  }
  return { runs, slips, notes };
}

function doubts(at: string, { failed, transactions, progress }: Draft): string[] {
  const said: string[] = [];
  if (failed > 0.01 * (transactions ?? Number.POSITIVE_INFINITY)) said.push(`${at}: ${failed} transactions failed beside ${transactions} that did not; the rate counts the latter only`);
  const half = Math.floor(progress.length / 2);
  const mean = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0) / list.length;
  const [early, late] = [mean(progress.slice(0, half)), mean(progress.slice(-half))];
  if (half >= 2 && Math.abs(late / early - 1) > 0.1) said.push(`${at}: its rate went from ${Math.round(early)} to ${Math.round(late)}/s while it ran: not a steady state; run longer`);
  return said;
}
