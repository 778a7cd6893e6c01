/** `poolsim run FILE`: one scenario from YAML to a screen in the terminal and a folder of files, or to one JSON object. */

import { basename, join } from 'node:path';
import type { Scenario } from '../model/scenario.ts';
import { summary } from '../report/summary.ts';
import type { RunResult } from '../result.ts';
import { seedsFrom } from '../run/over-runs.ts';
import type { Instant } from '../units/time.ts';
import { Exit, type ExitCode, orCannot, Stop } from './exit.ts';
import { load } from './load.ts';
import type { Outbox } from './outbox.ts';
import { exitOf, type OverRuns, overRuns, overRunsText } from './runs.ts';
import { bad, checkRunning, type RunningWords } from './run-words.ts';
import { look, Progress } from './screen.ts';
import { seedFrom, simulated } from './simulated.ts';
import type { TraceFile, TraceFormat } from './trace-file.ts';

/** The options of the command as they come from the command line. */
export interface RunWords extends RunningWords {
  readonly file: string;
  readonly metrics?: string | undefined;
  readonly runs: number;
  readonly tracePool?: readonly string[] | undefined;
  readonly traceFormat: TraceFormat;
  readonly activityAt?: readonly string[] | undefined;
}

/** At most so many runs at once: each keeps its whole result in memory. */
const mostRuns = 10_000;

/** Runs, prints, writes; returns the exit code. Nothing is written before the scenario was read and run. */
export async function run(words: RunWords): Promise<ExitCode> {
  checkWords(words);
  const scenario = await load(words.file, words.set ?? [], words.quiet === true);
  const looks = words.activityAt === undefined ? undefined : (await import('./activity-words.ts')).looksAt(words.activityAt, scenario);
  const out = words.files ? (words.out ?? join('out', words.file === '-' ? 'stdin' : basename(words.file).replace(/\.ya?ml$/i, ''))) : null;
  const box = out === null ? null : await boxAt(out);
  try {
    const watch = { traces: await traced(words, scenario, box, out ?? ''), ...(looks === undefined ? {} : { activityAt: looks }) };
    const results = allRuns(scenario, seedsFrom(seedFrom(words.seed, scenario), words.runs), watch);
    const [first] = results;
    if (first === undefined) throw new Stop(Exit.badInput, 'poolsim: --runs must be at least 1');
    const many = results.length > 1 ? overRuns(scenario, results) : null;
    await print(words, first, many, out);
    if (box !== null) await (await import('./write-run.ts')).writeRun(box, out ?? '', first, { charts: words.charts, png: words.png === true, many });
    if (words.metrics !== undefined) await writeMetrics(words.metrics, first);
    return verdict(first, results, many);
  } finally {
    box?.discard();
  }
}

function checkWords(words: RunWords): void {
  if (!Number.isInteger(words.runs) || words.runs < 1 || words.runs > mostRuns) bad(`--runs must be a whole number from 1 to ${mostRuns}`);
  if (words.json && words.metrics === '-') bad('--json and --metrics - both want stdout; give --metrics a file');
  if ((words.tracePool ?? []).length > 0 && !words.files) bad('--trace-pool writes a file, and --no-files forbids it');
  checkRunning(words);
}

/** Finds out before a long run that its files will have no place. */
async function boxAt(out: string): Promise<Outbox> {
  const { Outbox } = await import('./outbox.ts');
  orCannot('write', out, () => Outbox.check(out));
  return new Outbox(out);
}

/** A file for every pool whose events were asked for. */
async function traced(words: RunWords, scenario: Scenario, box: Outbox | null, out: string): Promise<{ readonly [pool: string]: TraceFile }> {
  const asked = [...new Set(words.tracePool ?? [])];
  if (asked.length === 0 || box === null) return {};
  const { checkTraced, TraceFile } = await import('./trace-file.ts');
  checkTraced(asked, scenario);
  return Object.fromEntries(asked.map((pool) => [pool, new TraceFile(box, out, pool, words.traceFormat)]));
}

/** What is written down of a run beside its figures. */
interface Watch {
  readonly traces: { readonly [pool: string]: TraceFile };
  readonly activityAt?: readonly Instant[];
}

/** Runs with every seed; the first is the one that is watched. */
function allRuns(scenario: Scenario, seeds: readonly (number | string)[], watch: Watch): readonly RunResult[] {
  const progress = new Progress();
  const results: RunResult[] = [];
  for (const [i, seed] of seeds.entries()) {
    const result = simulated(scenario, seed, (share) => progress.show((i + share) / seeds.length, seeds.length > 1 ? `run ${i + 1} of ${seeds.length}` : 'simulating'), i === 0 ? watch : {});
    if (i === 0) for (const trace of Object.values(watch.traces)) trace.close();
    // Only the first run is drawn and written: the others need not keep their series in memory.
    results.push(results[0] === undefined ? result : { ...result, series: results[0].series });
  }
  progress.done();
  return results;
}

async function print(words: RunWords, first: RunResult, many: OverRuns | null, out: string | null): Promise<void> {
  if (words.json) {
    process.stdout.write(`${JSON.stringify(many === null ? first : { ...first, runs: many })}\n`);
    return;
  }
  if (words.quiet || words.metrics === '-') return;
  process.stdout.write(`${summary(first, look(words.width))}\n`);
  if (many !== null) process.stdout.write(`\n${overRunsText(many)}`);
  if (first.activity !== undefined) process.stdout.write(`\n${(await import('../report/activity.ts')).activityText(first)}\n`);
  if (out !== null) process.stdout.write(`\nfiles: ${join(out, words.charts ? 'report.html' : 'result.json')} and more in ${out}\n`);
}

async function writeMetrics(path: string, result: RunResult): Promise<void> {
  const { metricsText } = await import('../report/table.ts');
  const text = metricsText(result);
  if (path === '-') process.stdout.write(text);
  else {
    const { writeWhole } = await import('./outbox.ts');
    orCannot('write', path, () => writeWhole(path, text));
  }
}

/** The audit first: figures that do not add up prove nothing. Then the promises. */
function verdict(first: RunResult, results: readonly RunResult[], many: OverRuns | null): ExitCode {
  const broken = results.flatMap((result) => result.audit.filter((law) => !law.held));
  if (broken.length > 0) {
    process.stderr.write(`poolsim: the audit found a mistake of poolsim itself (${broken[0]?.law}: ${broken[0]?.detail}). Please report it; do not trust this run.\n`);
    return Exit.couldNotRun;
  }
  if (many !== null) return exitOf(many.promises);
  return first.promises.every((promise) => promise.held) ? Exit.ok : Exit.promiseFailed;
}
