/**
 * pgbench's transaction logs (-l): `client_id transaction_no time script_no time_epoch time_us [schedule_lag] [retries]`, times in µs, one file for each
 * thread of a run. Counted in the window in which every client is at work: from when all have finished one transaction until the first has finished
 * its last, a transaction by the part of it that lies inside. Otherwise the opening of n sessions looks like a loss of throughput.
 */

import { Histogram } from '../stats/histogram.ts';
import type { InputFile, Observation, Slip } from './observation.ts';

export interface LoggedRun {
  readonly observation: Observation;
  readonly transactions: number;
}

export interface Logged {
  readonly run: LoggedRun | null;
  readonly slips: readonly Slip[];
  readonly notes: readonly string[];
}

/** `pgbench_log.12345` and `pgbench_log.12345.1` are threads of one run; null: the name is not such a one. */
export const runOfLog = (name: string): string | null => /^(?:.*\/)?[^/]*?\.\d+(?=(?:\.\d+)?$)/.exec(name)?.[0] ?? null;

/** Whether a text begins as a log does. */
export const isPgbenchLog = (text: string): boolean => /^\d+ \d+ (?:\d+|skipped|failed|serialization|deadlock) \d+ \d+ \d+/.test(text);

/** Rows of all threads, column by column. */
class Rows {
  readonly client: number[] = [];
  readonly number: number[] = [];
  readonly took: number[] = [];
  readonly ended: number[] = [];
  readonly extra: number[] = [];
  failed = 0;
}

/** Reads the threads of one run together. */
export function pgbenchLog(threads: readonly InputFile[]): Logged {
  const rows = new Rows();
  const slips: Slip[] = [];
  const from = threads[0]?.name ?? '';
  const leftOut = (why: string): Logged => ({ run: null, slips: [], notes: [`${from}: ${why}: left out`] });
  // A client's number is small; an aggregated log begins with the time.
  if (/^\d{10} /.test(threads[0]?.text ?? '')) return leftOut('aggregated (--aggregate-interval), so it has no single transactions; log with -l alone');
  for (const thread of threads) readRows(thread, rows, slips);
  if (slips.length > 0) return { run: null, slips, notes: [] };
  if (rows.client.length === 0) return leftOut('no transaction in it');
  if (medianOf(rows.extra) > 10) return leftOut('throttled (-R, a schedule lag in each line), so its clients wait for a clock and not for each other');
  const [firsts, lasts, numbers] = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()];
  for (const [i, client] of rows.client.entries()) {
    const end = rows.ended[i] ?? 0;
    firsts.set(client, Math.min(firsts.get(client) ?? Number.POSITIVE_INFINITY, end));
    lasts.set(client, Math.max(lasts.get(client) ?? 0, end));
    numbers.set(client, Math.max(numbers.get(client) ?? 0, rows.number[i] ?? 0));
  }
  const numbered = [...numbers.values()].reduce((sum, n) => sum + n, 0);
  if (rows.client.length < 0.9 * numbered) return leftOut(`a sample (${rows.client.length} of ${numbered} transactions): log them all, without --sampling-rate`);
  const [start, end] = [Math.max(...firsts.values()), Math.min(...lasts.values())];
  if (!(end > start)) return leftOut('too short: there is no moment at which every client has finished one transaction and still has one to finish');
  const notes = rows.failed > 0.01 * rows.client.length ? [`${from}: ${rows.failed} transactions failed or were skipped; the rate counts the others only`] : [];
  return { run: { observation: counted(rows, start, end, firsts.size, `${from}:1`), transactions: rows.client.length + rows.failed }, slips: [], notes };
}

/** The figures of the window [start, end] in µs. */
function counted(rows: Rows, start: number, end: number, clients: number, from: string): Observation {
  const latencies = new Histogram();
  let inside = 0;
  for (const [i, took] of rows.took.entries()) {
    const ended = rows.ended[i] ?? 0;
    const share = Math.min(end, ended) - Math.max(start, ended - took);
    if (share <= 0) continue;
    inside += took === 0 ? 1 : share / took;
    latencies.add(took);
  }
  const perS = (inside / (end - start)) * 1e6;
  const at = (p: number): number => (latencies.quantile(p) ?? 0) / 1000;
  return { clients, perS, latencyMs: (clients / perS) * 1000, percentilesMs: { p50: at(0.5), p95: at(0.95), p99: at(0.99) }, cpuMs: null, workload: null, from };
}

/** Mistakes in one file are told up to this many. */
const mostSlips = 5;

function readRows({ name, text }: InputFile, rows: Rows, slips: Slip[]): void {
  let wrong = 0;
  const slip = (line: number, says: string): void => {
    if (++wrong <= mostSlips) slips.push({ file: name, line, says });
  };
  let number = 0;
  for (let at = 0; at < text.length && wrong < mostSlips; number++) {
    const next = text.indexOf('\n', at);
    const line = text.slice(at, next < 0 ? text.length : next).trim();
    at = next < 0 ? text.length : next + 1;
    if (line === '') continue;
    const cells = line.split(/\s+/);
    const [client, no, , script, epoch, us] = cells.map(Number) as [number, number, number, number, number, number];
    const took = cells[2] ?? '';
    if (cells.length < 6 || ![client, no, script, epoch, us].every((value) => Number.isInteger(value) && value >= 0)) {
      slip(number + 1, `expected "client transaction time script epoch µs", six whole numbers; found "${line.slice(0, 60)}"`);
    } else if (['skipped', 'failed', 'serialization', 'deadlock'].includes(took)) rows.failed++;
    else if (!/^\d+$/.test(took)) slip(number + 1, `the time is "${took.slice(0, 20)}": expected µs, or skipped or failed`);
    else {
      rows.client.push(client);
      rows.number.push(no);
      rows.took.push(Number(took));
      rows.ended.push(epoch * 1e6 + us);
      if (cells.length > 6) rows.extra.push(Number(cells[6]));
    }
  }
}

/** The middle of a list; 0 when it is empty. */
const medianOf = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
