/** `poolsim run FILE`: one scenario from YAML to a screen in the terminal and a folder of files, or to one JSON object. */

import { basename, join } from 'node:path';
import type { Scenario } from '../model/scenario.ts';
import { summary } from '../report/summary.ts';
import { isBroken, isUndecided, type RunResult } from '../result.ts';
import { findings } from '../index.ts';
import { withDecisions } from '../run/decide.ts';
import type { Row } from '../sweep/columns.ts';
import type { SweepSource } from '../sweep/source.ts';
import type { Instant } from '../units/time.ts';
import { Exit, type ExitCode, orCannot } from './exit.ts';
import { loadSource } from './load.ts';
import type { Outbox } from './outbox.ts';
import { checkReporter, report, reporting, type ReporterWords, screenOf, suiteOf } from './reporter.ts';
import { isDeciding, type Repeated, repeated } from './replicate.ts';
import { exitOf, type OverRuns, overRuns, overRunsText } from './runs.ts';
import { bad, checkRunning, type RunningWords } from './run-words.ts';
import { look, Progress } from './screen.ts';
import { seedFrom, simulated } from './simulated.ts';
import type { TraceFile, TraceFormat } from './trace-file.ts';

/** The options of the command as they come from the command line. */
export interface RunWords extends RunningWords, ReporterWords {
  readonly file: string;
  readonly metrics?: string | undefined;
  /** Exactly so many runs; where promises have a confidence, at most so many. */
  readonly runs?: number | undefined;
  readonly tracePool?: readonly string[] | undefined;
  readonly traceFormat: TraceFormat;
  readonly activityAt?: readonly string[] | undefined;
}

/** More than this is a slip of the pen. */
const mostRuns = 10_000;

/** Runs, prints, writes; returns the exit code. Nothing is written before the scenario was read and run. */
export async function run(words: RunWords): Promise<ExitCode> {
  checkWords(words);
  return reporting(words, words.file, () => ran(words));
}

async function ran(words: RunWords): Promise<ExitCode> {
  const { source, scenario } = loadSource(words.file, words.set ?? [], words.quiet === true);
  const looks = words.activityAt === undefined ? undefined : (await import('./activity-words.ts')).looksAt(words.activityAt, scenario);
  const out = words.files ? (words.out ?? join('out', words.file === '-' ? 'stdin' : basename(words.file).replace(/\.ya?ml$/i, ''))) : null;
  const box = out === null ? null : await boxAt(out);
  try {
    const watch = { traces: await traced(words, scenario, box, out ?? ''), ...(looks === undefined ? {} : { activityAt: looks }) };
    const all = await allRuns(source, scenario, words, watch);
    const many = all.rows.length > 1 ? overRuns(scenario, all.seeds, all.rows, all.decisions, words.runs === undefined) : null;
    await print(words, all.first, many, out);
    const facts = { seed: String(all.first.seed), runs: String(all.rows.length), simulatedS: String(all.first.run.lengthS), fingerprint: all.first.scenario.fingerprint };
    await report(words, [suiteOf(words.file, source, { ...all.first, broken: brokenIn(all.rows) }, facts)], { text: () => screenText(words, all.first, many), json: () => jsonText(all.first, many) });
    if (box !== null) await (await import('./write-run.ts')).writeRun(box, out ?? '', all.first, { charts: words.charts, png: words.png === true, many });
    if (words.metrics !== undefined) await writeMetrics(words.metrics, all.first);
    return verdict(all, many);
  } finally {
    box?.discard();
  }
}

function checkWords(words: RunWords): void {
  if (words.runs !== undefined && (!Number.isInteger(words.runs) || words.runs < 1 || words.runs > mostRuns)) bad(`--runs must be a whole number from 1 to ${mostRuns}`);
  if (screenOf(words) === 'json' && words.metrics === '-') bad('--json and --metrics - both want stdout; give --metrics a file');
  if (words.reporter !== undefined && words.reporterFile === undefined && words.metrics === '-') bad('--reporter and --metrics - both want stdout; give one of them a file');
  checkReporter(words);
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

/** The first run, with what was decided over all of them, and the rows of all. */
type AllRuns = Repeated & { readonly first: RunResult };

/** Makes the first run, the one that is watched, and as many more as it takes. */
async function allRuns(source: SweepSource, scenario: Scenario, words: RunWords, watch: Watch): Promise<AllRuns> {
  const progress = new Progress();
  const alone = (words.runs ?? 1) === 1 && !isDeciding(scenario);
  const first = simulated(scenario, seedFrom(words.seed, scenario), (share) => progress.show(alone ? share : 0, alone ? 'simulating' : 'first run'), watch);
  for (const trace of Object.values(watch.traces)) trace.close();
  const all = await repeated({ source, scenario, first, runs: words.runs, workers: words.workers, onRun: (done, most) => progress.show(done / most, `run ${done} of ${isDeciding(scenario) ? 'at most ' : ''}${most}`) });
  progress.done();
  if (all.decisions.every((one) => one === null)) return { ...all, first };
  const decided = withDecisions(first, all.decisions);
  return { ...all, first: { ...decided, findings: findings(decided) } };
}

async function print(words: RunWords, first: RunResult, many: OverRuns | null, out: string | null): Promise<void> {
  const screen = screenOf(words);
  if (screen === 'json') process.stdout.write(jsonText(first, many));
  if (screen !== 'text' || words.metrics === '-') return;
  process.stdout.write(screenText(words, first, many));
  if (first.activity !== undefined) process.stdout.write(`\n${(await import('../report/activity.ts')).activityText(first)}\n`);
  if (out !== null) process.stdout.write(`\nfiles: ${join(out, words.charts ? 'report.html' : 'result.json')} and more in ${out}\n`);
}

const jsonText = (first: RunResult, many: OverRuns | null): string => `${JSON.stringify(many === null ? first : { ...first, runs: many })}\n`;
const screenText = (words: RunWords, first: RunResult, many: OverRuns | null): string => `${summary(first, look(words.width))}\n${many === null ? '' : `\n${overRunsText(many)}`}`;

async function writeMetrics(path: string, result: RunResult): Promise<void> {
  const { metricsText } = await import('../report/table.ts');
  const text = metricsText(result);
  if (path === '-') process.stdout.write(text);
  else {
    const { writeWhole } = await import('./outbox.ts');
    orCannot('write', path, () => writeWhole(path, text));
  }
}

const brokenIn = (rows: readonly Row[]): readonly string[] => [...new Set(rows.flatMap((row) => row.broken))];

/** The audit first: figures that do not add up prove nothing. Then the promises. */
function verdict({ first, rows }: AllRuns, many: OverRuns | null): ExitCode {
  const [broken] = brokenIn(rows);
  if (broken !== undefined) {
    process.stderr.write(`poolsim: the audit found a mistake of poolsim itself (${broken}). Please report it; do not trust this run.\n`);
    return Exit.couldNotRun;
  }
  if (many !== null) return exitOf(many.promises);
  return first.promises.some(isBroken) ? Exit.promiseFailed : first.promises.some(isUndecided) ? Exit.inconclusive : Exit.ok;
}
