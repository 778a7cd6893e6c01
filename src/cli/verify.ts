/** `poolsim verify`: runs scenarios without drawing and keeps score of what they promise and what they claim from elsewhere. Writes nothing but a report that is asked for. */

import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isBroken, isUndecided, type ClaimResult, type PromiseResult } from '../result.ts';
import type { CheckSuite } from '../report/checks/check.ts';
import { withDecisions } from '../run/decide.ts';
import { Exit, type ExitCode, orCannot, Stop, worstOf } from './exit.ts';
import { loadSource } from './load.ts';
import { checkReporter, report, type ReporterWords, screenOf, suiteOf, unreadSuite } from './reporter.ts';
import { isDeciding, repeated } from './replicate.ts';
import { bad, checkWorkers } from './run-words.ts';
import { Progress } from './screen.ts';
import { seedFrom, simulated } from './simulated.ts';

export interface VerifyWords extends ReporterWords {
  readonly paths?: readonly string[] | undefined;
  readonly seed?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly runs?: number | undefined;
  readonly workers?: number | undefined;
}

/** What became of one scenario. */
export interface Score {
  readonly file: string;
  readonly seed: number | string;
  /** Runs made: one, unless a promise has a confidence. */
  readonly runs: number;
  readonly promises: readonly PromiseResult[];
  readonly claims: readonly ClaimResult[];
  /** Laws of the audit that did not hold: a mistake of poolsim. */
  readonly broken: readonly string[];
  readonly suite: CheckSuite;
}

/** More than this is a slip of the pen. */
const mostRuns = 10_000;

/** The scenario files that the words name, in order; a folder stands for the *.yaml in it. */
export function scenarioFiles(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    if (path === '-' || !orCannot('read', path, () => statSync(path)).isDirectory()) return [path];
    const found = readdirSync(path).filter((name) => /\.ya?ml$/.test(name)).sort().map((name) => join(path, name));
    if (found.length === 0) throw new Stop(Exit.badInput, `${path} holds no scenarios (*.yaml)`);
    return found;
  });
}

/** Runs them one after another; a bad scenario is told and counted, the others still run. */
export async function verify(words: VerifyWords): Promise<ExitCode> {
  if (words.runs !== undefined && (!Number.isInteger(words.runs) || words.runs < 1 || words.runs > mostRuns)) bad(`--runs must be a whole number from 1 to ${mostRuns}`);
  checkWorkers(words.workers);
  checkReporter(words);
  const files = scenarioFiles(words.paths === undefined || words.paths.length === 0 ? ['scenarios'] : words.paths);
  const progress = new Progress();
  const scores: Score[] = [];
  const suites: CheckSuite[] = [];
  let unread = 0;
  for (const [i, file] of files.entries()) {
    progress.show(i / files.length, basename(file));
    try {
      const score = await scored(file, words, (share, what) => progress.show((i + share) / files.length, `${basename(file)}${what}`));
      scores.push(score);
      suites.push(score.suite);
    } catch (error) {
      if (!(error instanceof Stop) || error.code !== Exit.badInput) throw error;
      progress.done();
      process.stderr.write(`${error.message}\n`);
      suites.push(unreadSuite(file, error));
      unread++;
    }
  }
  progress.done();
  const own = { text: () => board(scores, unread), json: () => `${JSON.stringify({ scenarios: scores.map(jsonOf), bad: unread })}\n` };
  const screen = screenOf(words);
  if (screen !== 'none') process.stdout.write(own[screen]());
  await report(words, suites, own);
  return exitOf(scores, unread);
}

/** Of all scenarios the gravest outcome: a mistake of ours (3), a file that is no scenario (2), something that does not hold (1), something undecided (4). */
const exitOf = (scores: readonly Score[], unread: number): ExitCode => worstOf([...scores.map(codeOf), ...(unread > 0 ? [Exit.badInput] : [])]);

function codeOf({ broken, promises, claims }: Score): ExitCode {
  if (broken.length > 0) return Exit.couldNotRun;
  if (promises.some(isBroken) || claims.some((one) => !one.held)) return Exit.promiseFailed;
  return promises.some(isUndecided) ? Exit.inconclusive : Exit.ok;
}

async function scored(file: string, words: VerifyWords, onProgress: (share: number, what: string) => void): Promise<Score> {
  const { source, scenario } = loadSource(file, words.set ?? [], screenOf(words) !== 'text');
  const first = simulated(scenario, seedFrom(words.seed, scenario), (share) => onProgress(isDeciding(scenario) ? 0 : share, ''));
  // Promises without a confidence are about the one run, so that more runs of it would be for nothing.
  const { rows, decisions } = await repeated({ source, scenario, first, runs: isDeciding(scenario) ? words.runs : 1, workers: words.workers, onRun: (done, most) => onProgress(done / most, ` run ${done} of at most ${most}`) });
  const { seed, promises, claims, run, scenario: { fingerprint } } = withDecisions(first, decisions);
  const broken = [...new Set(rows.flatMap((row) => row.broken))];
  const suite = suiteOf(file, source, { promises, claims, broken }, { seed: String(seed), runs: String(rows.length), simulatedS: String(run.lengthS), fingerprint });
  return { file, seed, runs: rows.length, promises, claims, broken, suite };
}

const jsonOf = ({ file, seed, runs, promises, claims, broken }: Score): object => ({
  file, seed, runs,
  promises: promises.map(({ text, held, observedText, decision }) => ({ text, held, observed: observedText, ...(decision === undefined ? {} : { verdict: decision.verdict, decision }) })),
  claims: claims.map(({ text, held, observedText, published }) => ({ text, held, observed: observedText, published })),
  broken,
});

const of = (list: readonly { readonly held: boolean }[]): string => (list.length === 0 ? '–' : `${list.filter((one) => one.held).length}/${list.length}`);

/** The scoreboard: a line for each scenario, and below it a line for each promise or claim that did not hold. */
function board(scores: readonly Score[], unread: number): string {
  const wide = Math.max(8, ...scores.map((score) => basename(score.file).length));
  const lines = [`${' '.repeat(wide + 2)}  promises  claims`];
  for (const score of scores) {
    const open = score.promises.filter(isUndecided);
    const failed = [...score.promises.filter(isBroken), ...score.claims.filter((one) => !one.held)];
    const mark = failed.length > 0 || score.broken.length > 0 ? '✗' : open.length > 0 ? '?' : '✓';
    lines.push(`${mark} ${basename(score.file).padEnd(wide)}  ${of(score.promises).padStart(8)}  ${of(score.claims).padStart(6)}${score.runs > 1 ? `  ${score.runs} runs` : ''}`);
    for (const one of [...failed, ...open]) lines.push(`    ${one.text}: ${isUndecided(one) ? '' : 'observed '}${one.observedText}${'published' in one ? `, published ${one.published}` : ''}`);
    for (const law of score.broken) lines.push(`    audit broken (a mistake of poolsim): ${law}`);
  }
  const promises = scores.flatMap((score) => score.promises);
  const claims = scores.flatMap((score) => score.claims);
  const undecided = promises.filter(isUndecided).length;
  const unreadText = unread === 0 ? '' : ` · ${unread} scenario${unread === 1 ? '' : 's'} could not be read`;
  return `${lines.join('\n')}\n\n${scores.length} ${scores.length === 1 ? 'scenario' : 'scenarios'} · promises held ${of(promises)}${undecided > 0 ? `, ${undecided} undecided` : ''} · claims held ${of(claims)}${unreadText}\n`;
}
