/** `poolsim verify`: runs scenarios without drawing and keeps score of what they promise and what they claim from elsewhere. Writes nothing. */

import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Exit, type ExitCode, orCannot, Stop } from './exit.ts';
import { load } from './load.ts';
import { Progress } from './screen.ts';
import { seedFrom, simulated } from './simulated.ts';

export interface VerifyWords {
  readonly paths?: readonly string[] | undefined;
  readonly seed?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

interface Score {
  readonly file: string;
  readonly seed: number | string;
  readonly promises: readonly { readonly text: string; readonly held: boolean; readonly observed: string }[];
  readonly claims: readonly { readonly text: string; readonly held: boolean; readonly observed: string; readonly published: string }[];
  /** Laws of the audit that did not hold: a mistake of poolsim. */
  readonly broken: readonly string[];
}

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
  const files = scenarioFiles(words.paths === undefined || words.paths.length === 0 ? ['scenarios'] : words.paths);
  const progress = new Progress();
  const scores: Score[] = [];
  let bad = 0;
  for (const [i, file] of files.entries()) {
    progress.show(i / files.length, basename(file));
    try {
      scores.push(await scored(file, words, (share) => progress.show((i + share) / files.length, basename(file))));
    } catch (error) {
      if (!(error instanceof Stop) || error.code !== Exit.badInput) throw error;
      progress.done();
      process.stderr.write(`${error.message}\n`);
      bad++;
    }
  }
  progress.done();
  if (words.json) process.stdout.write(`${JSON.stringify({ scenarios: scores, bad })}\n`);
  else if (!words.quiet) process.stdout.write(board(scores, bad));
  if (scores.some((score) => score.broken.length > 0)) return Exit.couldNotRun;
  if (bad > 0) return Exit.badInput;
  return scores.some((score) => [...score.promises, ...score.claims].some((one) => !one.held)) ? Exit.promiseFailed : Exit.ok;
}

async function scored(file: string, words: VerifyWords, onProgress: (share: number) => void): Promise<Score> {
  const scenario = await load(file, words.set ?? [], words.quiet === true || words.json === true);
  const result = simulated(scenario, seedFrom(words.seed, scenario), onProgress);
  return {
    file, seed: result.seed,
    promises: result.promises.map((one) => ({ text: one.text, held: one.held, observed: one.observedText })),
    claims: result.claims.map((one) => ({ text: one.text, held: one.held, observed: one.observedText, published: one.published })),
    broken: result.audit.filter((one) => !one.held).map((one) => `${one.law}: ${one.detail}`),
  };
}

const of = (list: readonly { readonly held: boolean }[]): string => (list.length === 0 ? '–' : `${list.filter((one) => one.held).length}/${list.length}`);

/** The scoreboard: a line for each scenario, and below it a line for each promise or claim that did not hold. */
function board(scores: readonly Score[], bad: number): string {
  const wide = Math.max(8, ...scores.map((score) => basename(score.file).length));
  const lines = [`${' '.repeat(wide + 2)}  promises  claims`];
  for (const score of scores) {
    const failed = [...score.promises, ...score.claims].filter((one) => !one.held);
    lines.push(`${failed.length === 0 && score.broken.length === 0 ? '✓' : '✗'} ${basename(score.file).padEnd(wide)}  ${of(score.promises).padStart(8)}  ${of(score.claims).padStart(6)}`);
    for (const one of failed) lines.push(`    ${one.text}: observed ${one.observed}${'published' in one ? `, published ${one.published}` : ''}`);
    for (const law of score.broken) lines.push(`    audit broken (a mistake of poolsim): ${law}`);
  }
  const promises = scores.flatMap((score) => score.promises);
  const claims = scores.flatMap((score) => score.claims);
  const badText = bad === 0 ? '' : ` · ${bad} scenario${bad === 1 ? '' : 's'} could not be read`;
  return `${lines.join('\n')}\n\n${scores.length} ${scores.length === 1 ? 'scenario' : 'scenarios'} · promises held ${of(promises)} · claims held ${of(claims)}${badText}\n`;
}
