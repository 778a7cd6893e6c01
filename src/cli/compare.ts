/** `poolsim compare A.yaml B.yaml` or `FILE --with …`: both sides on the same seeds in threads, then a table, a verdict, and pictures side by side. */

import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { moreThan, sideName, wrongRuns } from '../compare/compare.ts';
import { foldCompare } from '../compare/fold.ts';
import { withPromisesOf } from '../compare/shared-promises.ts';
import type { Scenario } from '../model/scenario.ts';
import { problemText } from '../reading/problem.ts';
import { compareSuite } from '../report/checks/compare.ts';
import { slug } from '../report/charts/chart.ts';
import { compareText } from '../report/compare/table.ts';
import { withVerdict } from '../report/compare/verdict.ts';
import type { CompareResult } from '../result/compare.ts';
import { seedsFrom } from '../run/over-runs.ts';
import type { Row } from '../sweep/columns.ts';
import { readWith, type SweepSource } from '../sweep/source.ts';
import { runAll } from './crew.ts';
import { Exit, type ExitCode, orCannot, Stop } from './exit.ts';
import { onInterrupt } from './interrupt.ts';
import { loadSource } from './load.ts';
import { checkReporter, report, type ReporterWords, screenOf } from './reporter.ts';
import { bad, checkRunning, type RunningWords } from './run-words.ts';
import { Outbox } from './outbox.ts';
import { look, Progress } from './screen.ts';
import { seedFrom } from './simulated.ts';

export interface CompareWords extends RunningWords, ReporterWords {
  readonly scenarios: readonly string[];
  readonly with?: readonly string[] | undefined;
  readonly runs: number;
}

/** What runs: where it comes from, and what was read there. */
interface Side {
  readonly source: SweepSource;
  readonly scenario: Scenario;
  /** Fetches the files that it names. */
  readonly fetch: ReturnType<typeof loadSource>['fetch'];
}

const longestName = 60;

/** Runs both sides, prints, writes; returns the exit code: 0 when something was told apart, 4 when nothing was. */
export async function compare(words: CompareWords): Promise<ExitCode> {
  checkWords(words);
  const [a, b] = sidesOf(words);
  const out = words.files ? (words.out ?? join('out', folderOf(words))) : null;
  if (out !== null) orCannot('write', out, () => Outbox.check(out));
  const seeds = seedsFrom(seedFrom(words.seed, a.scenario), words.runs);
  const [judgedA, judgedB] = [withPromisesOf(a, b.scenario, a.fetch), withPromisesOf(b, a.scenario, b.fetch)];
  const rows = await bothRun(judgedA.source, judgedB.source, seeds, words);
  const more = moreThan(b.source, a.source);
  const result = withVerdict(foldCompare(
    { scenario: a.scenario, judged: judgedA.scenario, name: sideName(a.source, []), with: [], rows: rows.a },
    { scenario: b.scenario, judged: judgedB.scenario, name: sideName(b.source, more), with: more, rows: rows.b }, seeds));
  const own = { json: () => `${JSON.stringify(result)}\n`, text: () => `${compareText(result, look(words.width).width)}\n` };
  const screen = screenOf(words);
  if (screen !== 'none') process.stdout.write(own[screen]());
  await report(words, [compareSuite(result)], own);
  if (out !== null) {
    await (await import('./write-compare.ts')).writeCompare(out, result, a.scenario, b.scenario, { charts: words.charts, png: words.png === true });
    if (screen === 'text') process.stdout.write(`\nfiles: ${join(out, 'compare.md')} and more in ${out}\n`);
  }
  return exitOf(result);
}

function checkWords(words: CompareWords): void {
  const { scenarios: files, with: more = [] } = words;
  if (files.length > 2) bad(`compare sets two scenarios against each other, and here are ${files.length}`);
  if (files.length === 2 && more.length > 0) bad('--with makes B from A, and B was named as well: leave one of them out');
  if (files.length === 1 && more.length === 0) bad(`nothing to compare ${files[0]} with: name a second scenario, or say what is different, like --with pools.main.maximumPoolSize=50`);
  if (files.filter((file) => file === '-').length > 1) bad('stdin can be read once: give one of the scenarios as a file');
  const wrong = wrongRuns(words.runs);
  if (wrong !== null) bad(`--${wrong}`);
  checkReporter(words);
  checkRunning(words);
}

/** Both sides, read. `--set` is in force on both, `--with` on B. */
function sidesOf(words: CompareWords): readonly [Side, Side] {
  const [fileA = '', fileB] = words.scenarios;
  const quiet = words.quiet === true || screenOf(words) !== 'text';
  const loaded = loadSource(fileA, words.set ?? [], quiet);
  const a = { ...loaded, scenario: readAgain(loaded.source, loaded.fetch) };
  if (fileB !== undefined) {
    const other = loadSource(fileB, words.set ?? [], quiet);
    return [a, { ...other, scenario: readAgain(other.source, other.fetch) }];
  }
  const source: SweepSource = { ...loaded.source, set: [...(words.set ?? []), ...(words.with ?? [])] };
  return [a, { source, scenario: readAgain(source, loaded.fetch), fetch: loaded.fetch }];
}

/** Reads a source; what is wrong with it can only come from `--with`, for the rest was read before. */
function readAgain(source: SweepSource, fetch: ReturnType<typeof loadSource>['fetch']): Scenario {
  const read = readWith(source, [], fetch);
  if (read.ok) return read.scenario;
  const says = read.problems.map((problem) => problemText(problem).replace(/^--set /, '--with '));
  throw new Stop(Exit.badInput, [...says, `${says.length} problem${says.length === 1 ? '' : 's'}; nothing was run.`].join('\n'));
}

/** "saturday-literal-vs-saturday-fixed"; what B has of its own in the letters of a file name. */
function folderOf({ scenarios: files, with: more = [] }: CompareWords): string {
  const name = (file: string | undefined): string => (file === undefined || file === '-' ? 'stdin' : basename(file).replace(/\.ya?ml$/i, ''));
  return `${name(files[0])}-vs-${files.length > 1 ? name(files[1]) : slug(more.join(' ')).slice(0, longestName).replace(/-+$/, '')}`;
}

/** The rows of both sides, seed by seed. */
async function bothRun(a: SweepSource, b: SweepSource, seeds: readonly (number | string)[], words: CompareWords): Promise<{ readonly a: readonly Row[]; readonly b: readonly Row[] }> {
  const progress = new Progress();
  let done = 0;
  const unheard = onInterrupt(() => {
    progress.done();
    process.stderr.write('\npoolsim: interrupted; nothing was written\n');
  });
  const rowsOf = async (source: SweepSource): Promise<Row[]> => {
    const rows: Row[] = [];
    const wanted = [{ point: 0, sets: [], seeds: seeds.map((seed, index) => ({ index, seed })) }];
    await runAll(source, wanted, Math.min(words.workers ?? availableParallelism(), seeds.length), (_, index, row) => {
      rows[index] = row;
      done++;
      progress.show(done / (2 * seeds.length), `${done} of ${2 * seeds.length} runs`);
    });
    return rows;
  };
  try {
    return { a: await rowsOf(a), b: await rowsOf(b) };
  } finally {
    unheard();
    progress.done();
  }
}

/** Figures that do not add up prove nothing. */
function exitOf(result: CompareResult): ExitCode {
  const [broken] = result.broken;
  if (broken === undefined) return result.outcome === 'undecided' ? Exit.inconclusive : Exit.ok;
  process.stderr.write(`poolsim: the audit found a mistake of poolsim itself (${broken}). Please report it; do not trust this comparison.\n`);
  return Exit.couldNotRun;
}
