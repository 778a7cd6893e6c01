/** `poolsim sweep FILE --vary …`: every point read first, then run in threads, each run written down as it ends; at the end tables, charts and a verdict. */

import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { sweepText } from '../report/sweep/table.ts';
import { withVerdicts } from '../report/sweep/verdict.ts';
import type { SweepResult } from '../result/sweep.ts';
import { seedsFrom } from '../run/over-runs.ts';
import type { Row } from '../sweep/columns.ts';
import { foldSweep } from '../sweep/fold.ts';
import { type Grid, readGrid } from '../sweep/grid.ts';
import { targetRuns } from '../sweep/precision.ts';
import type { SweepSource } from '../sweep/source.ts';
import { parseShare } from '../units/text.ts';
import { span } from '../units/words.ts';
import { runAll, type Wanted } from './crew.ts';
import { Exit, type ExitCode, orCannot, Stop } from './exit.ts';
import { onInterrupt } from './interrupt.ts';
import { Journal } from './journal.ts';
import { loadSource } from './load.ts';
import { bad, checkRunning, type RunningWords } from './run-words.ts';
import { Outbox } from './outbox.ts';
import { look, Progress } from './screen.ts';
import { seedFrom } from './simulated.ts';

export interface SweepWords extends RunningWords {
  readonly file: string;
  readonly vary: readonly string[];
  readonly runs?: number | undefined;
  readonly precision?: string | undefined;
  readonly slo?: readonly string[] | undefined;
  readonly resume?: boolean | undefined;
}

const mostRuns = 10_000;
/** Most runs of a point where a precision is asked for and no number of runs. */
const usualCap = 100;

/** Runs what is not done yet, prints, writes; returns the exit code. Nothing is written before every point was read. */
export async function sweep(words: SweepWords): Promise<ExitCode> {
  const { runs, precision } = checkWords(words);
  const slo = words.slo === undefined ? [] : [`promises=${JSON.stringify(words.slo)}`];
  const { source, fetch } = loadSource(words.file, [...(words.set ?? []), ...slo], words.quiet === true || words.json === true);
  const progress = new Progress();
  const read = readGrid(source, words.vary, { files: fetch, onProgress: (share) => progress.show(share, 'reading the points') });
  progress.done();
  if (!read.ok) throw new Stop(Exit.badInput, [...read.problems, `${read.problems.length} problem${read.problems.length === 1 ? '' : 's'}; nothing was run.`].join('\n'));
  const { grid } = read;
  if (!words.quiet && !words.json) for (const note of grid.notes) process.stderr.write(`poolsim: note: ${note}\n`);
  const out = words.files ? (words.out ?? join('out', `${words.file === '-' ? 'stdin' : basename(words.file).replace(/\.ya?ml$/i, '')}-sweep`)) : null;
  if (out !== null) orCannot('write', out, () => Outbox.check(out));
  const journal = out === null ? null : new Journal(join(out, 'journal.jsonl'), grid.scenario.fingerprint, words.resume === true);
  const seeds = seedsFrom(seedFrom(words.seed, grid.scenario), runs);
  const rows = await allRows({ source, grid, seeds, precision }, journal, words, progress);
  const result = withVerdicts(foldSweep(grid, seeds, rows));
  if (words.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else if (!words.quiet) process.stdout.write(`${sweepText(result, look(words.width).width)}\n`);
  if (out !== null) {
    await (await import('./write-sweep.ts')).writeSweep(out, result, { charts: words.charts, png: words.png === true });
    if (!words.json && !words.quiet) process.stdout.write(`\nfiles: ${join(out, 'sweep.md')} and more in ${out}\n`);
  }
  const audited = auditOf(result);
  return audited === Exit.ok && words.slo !== undefined ? metBy(result) : audited;
}

/** With --slo: 0 when some point meets it, 1 when all are known to miss it, 4 when that is open. */
function metBy({ points }: SweepResult): ExitCode {
  if (points.some(({ promises }) => promises.every((one) => one.verdict === 'held'))) return Exit.ok;
  return points.some(({ promises }) => promises.every((one) => one.verdict !== 'failed')) ? Exit.inconclusive : Exit.promiseFailed;
}

/** Stops at words that cannot be meant; returns how many runs a point gets at most, and how precise it must be (null: all its runs). */
function checkWords(words: SweepWords): { readonly runs: number; readonly precision: number | null } {
  const asked = words.precision === undefined ? null : parseShare(words.precision);
  const precision = asked?.ok ? asked.value : null;
  if (asked !== null && (precision === null || !(precision > 0 && precision < 1))) bad('--precision is a share of the figure, like 5%');
  const runs = words.runs ?? (precision === null ? 1 : usualCap);
  if (!Number.isInteger(runs) || runs < 1 || runs > mostRuns) bad(`--runs must be a whole number from 1 to ${mostRuns}`);
  checkRunning(words);
  if (words.resume && !words.files) bad('--resume reads what an earlier sweep wrote, and --no-files forbids it');
  return { runs, precision };
}

interface Work {
  readonly source: SweepSource;
  readonly grid: Grid;
  readonly seeds: readonly (number | string)[];
  readonly precision: number | null;
}

/** The rows of every point and seed: from the journal what is there, the rest from the crew; in rounds, where a precision decides how many. */
async function allRows({ source, grid, seeds, precision }: Work, journal: Journal | null, words: SweepWords, progress: Progress): Promise<Row[][]> {
  const rows: Row[][] = grid.points.map(() => []);
  const bar = new Bar(progress);
  const unheard = onInterrupt(() => {
    progress.done();
    journal?.close();
    process.stderr.write(journal === null ? `\npoolsim: interrupted; ${bar.words} were done, and --no-files kept none of them\n` : `\npoolsim: interrupted; ${bar.words} are kept. The same command with --resume goes on from there.\n`);
  });
  try {
    for (let first = true; ; first = false) {
      const { wanted, known } = openRuns(grid, seeds, precision, rows, journal);
      const left = wanted.reduce((sum, one) => sum + one.seeds.length, 0);
      bar.more(known, left);
      if (first && words.resume && !words.quiet) process.stderr.write(`poolsim: ${known} of ${known + left} runs were done before; ${left} are left\n`);
      if (left + known === 0) return rows;
      await runAll(source, wanted, Math.min(words.workers ?? availableParallelism(), left), (point, index, row) => {
        (rows[point] ??= [])[index] = row;
        journal?.add(grid.points[point]?.fingerprint ?? '', seeds[index] ?? 0, row);
        bar.one();
      });
    }
  } finally {
    unheard();
    progress.done();
    journal?.close();
  }
}

/** What is still to run; what the journal knows is put in its place at once. */
function openRuns(grid: Grid, seeds: readonly (number | string)[], precision: number | null, rows: Row[][], journal: Journal | null): { readonly wanted: readonly Wanted[]; readonly known: number } {
  let known = 0;
  const wanted = grid.points.flatMap((one, point): Wanted[] => {
    const here = (rows[point] ??= []);
    const begun = here.length;
    const target = targetRuns(one, here, precision, seeds.length);
    const open = seeds.slice(begun, target).map((seed, i) => ({ index: begun + i, seed })).filter(({ index, seed }) => {
      const row = journal?.find(one.fingerprint, seed);
      if (row === undefined || row.values.length !== one.columns.length) return true;
      here[index] = row;
      known++;
      return false;
    });
    return open.length > 0 ? [{ point, sets: one.sets, seeds: open }] : [];
  });
  return { wanted, known };
}

/** How much is done, how fast it goes and how long it will take. */
class Bar {
  readonly #progress: Progress;
  readonly #began = performance.now();
  #all = 0;
  #done = 0;
  #computed = 0;

  constructor(progress: Progress) {
    this.#progress = progress;
  }

  /** "12 of 40 runs". */
  get words(): string {
    return `${this.#done} of ${this.#all} runs`;
  }

  /** Another round: so many were known already, so many will be computed. */
  more(known: number, left: number): void {
    this.#all += known + left;
    this.#done += known;
  }

  one(): void {
    this.#done++;
    this.#computed++;
    const perS = this.#computed / Math.max(1e-3, (performance.now() - this.#began) / 1000);
    this.#progress.show(this.#done / this.#all, `${this.words} · ${perS >= 10 ? perS.toFixed(0) : perS.toFixed(1)}/s · ${span(Math.max(1, Math.round((this.#all - this.#done) / perS)))} left`);
  }
}

/** Figures that do not add up prove nothing. */
function auditOf(result: SweepResult): ExitCode {
  const [broken] = result.points.flatMap((point) => point.broken);
  if (broken === undefined) return Exit.ok;
  process.stderr.write(`poolsim: the audit found a mistake of poolsim itself (${broken}). Please report it; do not trust this sweep.\n`);
  return Exit.couldNotRun;
}
