/** `poolsim recommend FILE --slo …`: every size read first, then runs in threads until it is known which sizes fit; at the end the answer, and what speaks against it. */

import { basename, join } from 'node:path';
import { foldRecommend } from '../recommend/fold.ts';
import { nextSteps } from '../recommend/search.ts';
import { readTask } from '../recommend/task.ts';
import { hanging } from '../report/layout.ts';
import { recommendText } from '../report/recommend/table.ts';
import { theoryOf } from '../report/recommend/theory.ts';
import { withRecommendation } from '../report/recommend/verdict.ts';
import type { RecommendResult } from '../result/recommend.ts';
import { parseShare } from '../units/text.ts';
import { Exit, type ExitCode, orCannot, Stop } from './exit.ts';
import { Journal } from './journal.ts';
import { loadSource } from './load.ts';
import { Outbox } from './outbox.ts';
import { inRounds } from './rounds.ts';
import { bad, checkRunning, type RunningWords } from './run-words.ts';
import { look, Progress } from './screen.ts';

export interface RecommendWords extends RunningWords {
  readonly file: string;
  readonly slo?: readonly string[] | undefined;
  readonly vary?: string | readonly string[] | undefined;
  readonly confidence: string;
  readonly runs: number;
  readonly zone?: string | undefined;
  readonly best: 'p99' | 'mean' | 'none';
  readonly every?: boolean | undefined;
  readonly resume?: boolean | undefined;
}

/** Runs what is not done yet, prints, writes; returns the exit code. Nothing is written before every size was read. */
export async function recommend(words: RecommendWords): Promise<ExitCode> {
  const { vary, confidence, zone } = checkWords(words);
  const silent = words.quiet === true || words.json === true;
  const { source, fetch } = loadSource(words.file, words.set ?? [], silent);
  const progress = new Progress();
  const read = readTask(source, {
    runs: words.runs, confidence, best: words.best, every: words.every === true,
    ...(vary === undefined ? {} : { vary }), ...(words.slo === undefined ? {} : { slo: words.slo }), ...(zone === undefined ? {} : { zone }), ...(words.seed === undefined ? {} : { seed: seedOf(words.seed) }),
  }, fetch, (share) => progress.show(share, 'reading the sizes'));
  progress.done();
  if (!read.ok) throw new Stop(Exit.badInput, [...read.problems.map((says) => (/^--/.test(says) ? says : `poolsim: ${says}`)), `${read.problems.length} problem${read.problems.length === 1 ? '' : 's'}; nothing was run.`].join('\n'));
  const { task } = read;
  const out = words.files ? (words.out ?? join('out', `${words.file === '-' ? 'stdin' : basename(words.file).replace(/\.ya?ml$/i, '')}-recommend`)) : null;
  if (out !== null) orCannot('write', out, () => Outbox.check(out));
  const journal = out === null ? null : new Journal(join(out, 'journal.jsonl'), task.scenario.fingerprint, words.resume === true);
  if (words.resume && !words.quiet) process.stderr.write(`poolsim: ${journal?.size ?? 0} runs were done before\n`);
  if (!silent) for (const note of task.notes) process.stderr.write(`poolsim: note: ${note}\n`);
  const theory = theoryOf({ axis: task.axis, objectives: task.objectives, sizes: task.points.map((point, i) => ({ value: point.values[0] ?? '', preview: point.preview, inTheory: task.shape.inTheory[i] ?? null })) });
  if (!silent && theory !== '') process.stdout.write(`${hanging('', theory, look(words.width).width).join('\n')}\n\n`);
  const rows = await inRounds({ source: task.source, points: task.points, seeds: task.seeds, journal, workers: words.workers, progress, next: (made) => nextSteps(task, made), onStart: () => {} });
  const result = withRecommendation(foldRecommend(task, rows));
  if (words.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else if (!words.quiet) process.stdout.write(`${recommendText(result, look(words.width).width)}\n`);
  if (out !== null) {
    await (await import('./write-recommend.ts')).writeRecommend(out, result, { charts: words.charts, png: words.png === true });
    if (!silent) process.stdout.write(`\nfiles: ${join(out, 'recommend.md')} and more in ${out}\n`);
  }
  return exitOf(result);
}

/** Numbers stay numbers: a seed of 7 is not the word 7. */
const seedOf = (text: string): number | string => (/^-?\d{1,15}$/.test(text) ? Number(text) : text);

/** Stops at words that cannot be meant. */
function checkWords(words: RecommendWords): { readonly vary: string | undefined; readonly confidence: number; readonly zone: number | undefined } {
  const varied = words.vary === undefined ? [] : [words.vary].flat();
  if (varied.length > 1) bad(`recommend chooses along one axis, and here are ${varied.length}: paths joined by + move together (a+b=2..9); \`poolsim sweep\` shows every combination`);
  const shareOf = (name: string, text: string): number => {
    // 95 means 95 %, as people say it; 0.95 means the same.
    const parsed = parseShare(/^\d+(?:\.\d+)?$/.test(text) && Number(text) >= 1 ? `${text}%` : text);
    return parsed.ok ? parsed.value : bad(`--${name}: ${parsed.says}`);
  };
  if (words.seed === '') bad('--seed needs a number or a word');
  checkRunning(words);
  if (words.resume && !words.files) bad('--resume reads what was written before, and --no-files forbids it');
  return { vary: varied[0], confidence: shareOf('confidence', words.confidence), zone: words.zone === undefined ? undefined : shareOf('zone', words.zone) };
}

/** Figures that do not add up prove nothing. */
function exitOf({ outcome, broken: [broken] }: RecommendResult): ExitCode {
  if (broken !== undefined) {
    process.stderr.write(`poolsim: the audit found a mistake of poolsim itself (${broken}). Please report it; do not trust this recommendation.\n`);
    return Exit.couldNotRun;
  }
  return outcome === 'found' ? Exit.ok : outcome === 'none' ? Exit.promiseFailed : Exit.inconclusive;
}
