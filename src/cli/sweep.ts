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
import type { SweepSource } from '../sweep/source.ts';
import { span } from '../units/words.ts';
import { runAll, type Wanted } from './crew.ts';
import { Exit, type ExitCode, orCannot, Stop } from './exit.ts';
import { onInterrupt } from './interrupt.ts';
import { Journal } from './journal.ts';
import { loadSource } from './load.ts';
import { Outbox } from './outbox.ts';
import { look, Progress } from './screen.ts';
import { seedFrom } from './simulated.ts';

export interface SweepWords {
  readonly file: string;
  readonly vary: readonly string[];
  readonly runs: number;
  readonly slo?: readonly string[] | undefined;
  readonly workers?: number | undefined;
  readonly resume?: boolean | undefined;
  readonly seed?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly width?: number | undefined;
  readonly out?: string | undefined;
  readonly charts: boolean;
  readonly files: boolean;
  readonly png?: boolean | undefined;
}

const mostRuns = 10_000;
const mostWorkers = 256;

/** Runs what is not done yet, prints, writes; returns the exit code. Nothing is written before every point was read. */
export async function sweep(words: SweepWords): Promise<ExitCode> {
  checkWords(words);
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
  const seeds = seedsFrom(seedFrom(words.seed, grid.scenario), words.runs);
  const rows = await allRows(source, grid, seeds, journal, words, progress);
  const result = withVerdicts(foldSweep(grid, seeds, rows));
  if (words.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else if (!words.quiet) process.stdout.write(`${sweepText(result, look(words.width).width)}\n`);
  if (out !== null) {
    await (await import('./write-sweep.ts')).writeSweep(out, result, { charts: words.charts, png: words.png === true });
    if (!words.json && !words.quiet) process.stdout.write(`\nfiles: ${join(out, 'sweep.md')} and more in ${out}\n`);
  }
  return auditOf(result);
}

function checkWords(words: SweepWords): void {
  const bad = (says: string): never => {
    throw new Stop(Exit.badInput, `poolsim: ${says}`);
  };
  if (!Number.isInteger(words.runs) || words.runs < 1 || words.runs > mostRuns) bad(`--runs must be a whole number from 1 to ${mostRuns}`);
  if (words.workers !== undefined && !(Number.isInteger(words.workers) && words.workers >= 0 && words.workers <= mostWorkers)) bad(`--workers must be a whole number from 0 (in this process) to ${mostWorkers}`);
  if (words.width !== undefined && !(words.width >= 40 && words.width <= 1000)) bad('--width must be a number from 40 to 1000');
  if (words.out === '') bad('--out needs the name of a folder');
  if (words.resume && !words.files) bad('--resume reads what an earlier sweep wrote, and --no-files forbids it');
  if (words.png && !words.charts) bad('--png and --no-charts contradict each other');
}

/** The rows of every point and seed: from the journal what is there, the rest from the crew. */
async function allRows(source: SweepSource, grid: Grid, seeds: readonly (number | string)[], journal: Journal | null, words: SweepWords, progress: Progress): Promise<Row[][]> {
  const rows: Row[][] = grid.points.map(() => []);
  const wanted: Wanted[] = [];
  for (const [point, { fingerprint, sets, columns }] of grid.points.entries()) {
    const open = seeds.map((seed, index) => ({ index, seed })).filter(({ index, seed }) => {
      const known = journal?.find(fingerprint, seed);
      if (known === undefined || known.values.length !== columns.length) return true;
      (rows[point] ??= [])[index] = known;
      return false;
    });
    if (open.length > 0) wanted.push({ point, sets, seeds: open });
  }
  const all = grid.points.length * seeds.length;
  const left = wanted.reduce((sum, one) => sum + one.seeds.length, 0);
  if (words.resume && !words.quiet) process.stderr.write(`poolsim: ${all - left} of ${all} runs were done before; ${left} are left\n`);
  const bar = new Bar(progress, all, all - left);
  const unheard = onInterrupt(() => {
    progress.done();
    journal?.close();
    process.stderr.write(journal === null ? `\npoolsim: interrupted; ${bar.done} of ${all} runs were done, and --no-files kept none of them\n` : `\npoolsim: interrupted; ${bar.done} of ${all} runs are kept. The same command with --resume goes on from there.\n`);
  });
  try {
    await runAll(source, wanted, Math.min(words.workers ?? availableParallelism(), Math.max(1, left)), (point, index, row) => {
      (rows[point] ??= [])[index] = row;
      journal?.add(grid.points[point]?.fingerprint ?? '', seeds[index] ?? 0, row);
      bar.one();
    });
  } finally {
    unheard();
    progress.done();
    journal?.close();
  }
  return rows;
}

/** How much is done, how fast it goes and how long it will take. */
class Bar {
  done: number;
  readonly #progress: Progress;
  readonly #all: number;
  readonly #before: number;
  readonly #began = performance.now();

  constructor(progress: Progress, all: number, before: number) {
    this.#progress = progress;
    this.#all = all;
    this.#before = before;
    this.done = before;
  }

  one(): void {
    this.done++;
    const perS = (this.done - this.#before) / Math.max(1e-3, (performance.now() - this.#began) / 1000);
    this.#progress.show(this.done / this.#all, `${this.done} of ${this.#all} runs · ${perS >= 10 ? perS.toFixed(0) : perS.toFixed(1)}/s · ${span(Math.max(1, Math.round((this.#all - this.done) / perS)))} left`);
  }
}

/** Figures that do not add up prove nothing. */
function auditOf(result: SweepResult): ExitCode {
  const [broken] = result.points.flatMap((point) => point.broken);
  if (broken === undefined) return Exit.ok;
  process.stderr.write(`poolsim: the audit found a mistake of poolsim itself (${broken}). Please report it; do not trust this sweep.\n`);
  return Exit.couldNotRun;
}
