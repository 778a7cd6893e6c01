/** `poolsim sweep FILE --vary …`: every point read first, then run in threads, each run written down as it ends; at the end tables, charts and a verdict. */

import { basename, join } from 'node:path';
import { sweepText } from '../report/sweep/table.ts';
import { withVerdicts } from '../report/sweep/verdict.ts';
import type { SweepResult } from '../result/sweep.ts';
import { seedsFrom } from '../run/over-runs.ts';
import { foldSweep } from '../sweep/fold.ts';
import { readGrid } from '../sweep/grid.ts';
import { targetRuns } from '../sweep/precision.ts';
import { parseShare } from '../units/text.ts';
import { Exit, type ExitCode, orCannot, Stop } from './exit.ts';
import { Journal } from './journal.ts';
import { loadSource } from './load.ts';
import { Outbox } from './outbox.ts';
import { inRounds } from './rounds.ts';
import { bad, checkRunning, type RunningWords } from './run-words.ts';
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
  const rows = await inRounds({
    source, points: grid.points, seeds, journal, workers: words.workers, progress,
    next: (made) => grid.points.flatMap((point, i) => {
      const target = targetRuns(point, made[i] ?? [], precision, runs);
      return target > (made[i]?.length ?? 0) ? [{ point: i, target }] : [];
    }),
    onStart: (known, left) => {
      if (words.resume && !words.quiet) process.stderr.write(`poolsim: ${known} of ${known + left} runs were done before; ${left} are left\n`);
    },
  });
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

/** Figures that do not add up prove nothing. */
function auditOf(result: SweepResult): ExitCode {
  const [broken] = result.points.flatMap((point) => point.broken);
  if (broken === undefined) return Exit.ok;
  process.stderr.write(`poolsim: the audit found a mistake of poolsim itself (${broken}). Please report it; do not trust this sweep.\n`);
  return Exit.couldNotRun;
}
