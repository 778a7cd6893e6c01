/** `poolsim calibrate`: a database from measurements. Reads, fits, prints, and writes a scenario where one is asked for. */

import { scenarioText } from '../calibrate/block.ts';
import { calibrate } from '../calibrate/calibrate.ts';
import type { Calibration } from '../calibrate/calibration.ts';
import { roles } from '../calibrate/columns.ts';
import { gathered } from '../calibrate/gather.ts';
import type { HoldOut } from '../calibrate/hold-out.ts';
import { lawForms } from '../calibrate/law-forms.ts';
import { type Gathered, type InputFile, slipText } from '../calibrate/observation.ts';
import { calibrationScreen } from '../calibrate/screen.ts';
import { nearest } from '../nearest.ts';
import { Exit, type ExitCode, orCannot, Stop } from './exit.ts';
import { type MeasureWords, planFrom } from './measure/plan.ts';
import { writeWhole } from './outbox.ts';
import { look, Progress } from './screen.ts';
import { sweepFiles } from './sweep-files.ts';

export interface CalibrateWords extends MeasureWords {
  readonly paths?: readonly string[] | undefined;
  readonly cores?: number | undefined;
  readonly law?: readonly string[] | undefined;
  readonly holdOut: string;
  readonly column?: readonly string[] | undefined;
  readonly where?: readonly string[] | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly width?: number | undefined;
  readonly out?: string | undefined;
}

const wrong = (says: string): Stop => new Stop(Exit.badInput, `poolsim: ${says}`);

/** Ends with 0 when there is a database to print (its doubts are printed with it), with 4 when the runs cannot tell even that. */
export async function calibrateCommand(words: CalibrateWords): Promise<ExitCode> {
  checkWords(words);
  const paths = words.paths ?? [];
  const plan = planFrom(words);
  if (plan !== null) {
    if (paths.length > 0) throw wrong(`--url measures a server, and ${paths[0]} is a measurement already: give one of them`);
    const { measure } = await import('./measure/measure.ts');
    const file = await measure(plan, words.yes !== true);
    return fitAndTell(words, [file], file.name);
  }
  if (paths.length === 0) throw wrong('calibrate needs measurements: poolsim calibrate FOLDER (pgbench outputs and logs) or poolsim calibrate sweep.csv (columns clients, tps)');
  return fitAndTell(words, sweepFiles(paths), paths.join(', '));
}

/** Fits what the files hold and tells it. */
export async function fitAndTell(words: CalibrateWords, files: readonly InputFile[], title: string): Promise<ExitCode> {
  const found = gathered(files, { columns: columnsAsked(words.column ?? []), where: pairs('where', words.where ?? []).map(([column, value]) => ({ column, value })) });
  checkGathered(found, title);
  const progress = new Progress();
  const answer = await calibrate(found, { cores: words.cores ?? null, laws: words.law ?? null, holdOut: holdOutFrom(words.holdOut, found), onProgress: (share, what) => progress.show(share, what) });
  progress.done();
  if ('unfit' in answer) {
    if (words.json) process.stdout.write(`${JSON.stringify({ unfit: answer.unfit, notes: found.notes })}\n`);
    process.stderr.write(`poolsim: ${answer.unfit}\n${found.notes.map((note) => `  ${note}\n`).join('')}`);
    return Exit.inconclusive;
  }
  print(words, answer, title);
  return Exit.ok;
}

function print(words: CalibrateWords, answer: Calibration, title: string): void {
  const scenario = scenarioText(answer, title);
  const { out } = words;
  if (out !== undefined) write(out, scenario);
  if (words.json) process.stdout.write(`${JSON.stringify({ ...answer, scenario })}\n`);
  else if (!words.quiet) process.stdout.write(`${calibrationScreen(answer, look(words.width))}\n${out === undefined ? '\nA scenario with this database and these demands: add --out fitted.yaml\n' : `\nfiles: ${out}; try: poolsim run ${out}\n`}`);
}

function write(path: string, text: string): void {
  orCannot('write', path, () => writeWhole(path, text));
}

function checkWords(words: CalibrateWords): void {
  const { cores, width, law = [] } = words;
  if (cores !== undefined && !(cores >= 0.05 && cores <= 100_000)) throw wrong('--cores must be a number from 0.05 to 100000');
  if (width !== undefined && !(width >= 40 && width <= 1000)) throw wrong('--width must be a number from 40 to 1000');
  if (words.out === '') throw wrong('--out needs the name of a file');
  const known = lawForms.map((form) => form.law as string);
  for (const name of law.filter((one) => !known.includes(one))) {
    const near = nearest(name, known);
    throw wrong(`--law ${name}: ${name === 'table' ? 'a table repeats what was measured and predicts nothing between: it is not fitted.' : `there is no such law.${near === null ? '' : ` Did you mean "${near}"?`}`} Known: ${known.join(', ')}.`);
  }
}

/** "key=value" words. */
function pairs(option: string, words: readonly string[]): [string, string][] {
  return words.map((word) => {
    const at = word.indexOf('=');
    if (at < 1) throw wrong(`--${option} ${word}: expected NAME=VALUE`);
    return [word.slice(0, at).trim(), word.slice(at + 1).trim()];
  });
}

function columnsAsked(words: readonly string[]): { readonly [role: string]: string } {
  const asked = pairs('column', words);
  for (const [role] of asked) {
    if ((roles as readonly string[]).includes(role)) continue;
    const near = nearest(role, roles);
    throw wrong(`--column ${role}=…: "${role}" is nothing that a calibration reads.${near === null ? '' : ` Did you mean "${near}"?`} Known: ${roles.join(', ')}.`);
  }
  return Object.fromEntries(asked);
}

/** "each", "none", or numbers of clients that were measured. */
function holdOutFrom(word: string, { observations }: Gathered): HoldOut {
  if (word === 'each' || word === 'none') return { kind: word };
  const measured = [...new Set(observations.map(({ clients }) => clients))];
  const clients = word.split(',').map((one) => Number(one.trim()));
  const strange = clients.findIndex((n) => !Number.isInteger(n) || n < 1);
  if (word.trim() === '' || strange >= 0) throw wrong(`--hold-out "${word}": expected each, none, or numbers of clients like 4,8,16`);
  const missing = clients.find((n) => !measured.includes(n));
  if (missing !== undefined) throw wrong(`--hold-out ${word}: no run has ${missing} client${missing === 1 ? '' : 's'}; measured: ${measured.join(', ')}`);
  return { kind: 'these', clients };
}

/** Mistakes of the files, all at once; then what is missing or mixed. */
function checkGathered({ slips, observations, notes }: Gathered, title: string): void {
  if (slips.length > 0) throw new Stop(Exit.badInput, [...slips.map(slipText), `${slips.length} problem${slips.length === 1 ? '' : 's'}; nothing was fitted.`].join('\n'));
  if (observations.length === 0) throw new Stop(Exit.badInput, [`poolsim: ${title}: no run to fit was found. Expected pgbench outputs ("number of clients: …" to "tps = …"), its -l logs (pgbench_log.PID), or a CSV with columns clients and tps.`, ...notes.map((note) => `  ${note}`)].join('\n'));
  const workloads = [...new Set(observations.map(({ workload }) => workload).filter((one) => one !== null))];
  if (workloads.length > 1) throw wrong(`${title}: the runs are of ${workloads.length} workloads (${workloads.join(', ')}), and each has its own CPU. Choose one: --where workload="${workloads[0]}"`);
}
