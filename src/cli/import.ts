/** `poolsim import`: what others wrote (logs, statistics, configuration) as parts of a scenario. Whatever a file says and the import does not use is listed. */

import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { BlocksFormat, Head, ImportFormat, Remark } from '../import/format.ts';
import { importFormats } from '../import/formats/index.ts';
import { suggestion } from '../shape.ts';
import { Exit, type ExitCode, orCannot, Stop } from './exit.ts';
import { importTrace, type TraceWords } from './import-trace.ts';
import { writeWhole } from './outbox.ts';
import { TextStream } from './text-stream.ts';

/** The options of the command as they come from the command line. */
export interface ImportCommandWords extends TraceWords {
  readonly file: string;
  readonly as?: string | undefined;
  readonly out?: string | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** A configuration or a table of statements is not longer, in characters. */
const longestText = 64_000_000;

interface Made {
  readonly yaml: string;
  readonly remarks: readonly Remark[];
  /** Arrivals of a trace, and bad lines left out; null for blocks. */
  readonly rows: number | null;
  readonly bad: number;
  /** The file that was written, if any. */
  readonly out: string | null;
}

/** The formats in one table, for help and errors. */
export const formatsText = (): string => Object.values(importFormats).map((one) => `  ${one.name.padEnd(20)} ${one.says} → ${one.makes}`).join('\n');

export async function importFile(words: ImportCommandWords): Promise<ExitCode> {
  checkWords(words);
  const file = words.file === '-' ? 'stdin' : words.file;
  const text = await TextStream.open(words.file);
  try {
    const head: Head = { name: basename(file), text: text.head, whole: text.isShort };
    const format = formatOf(words, head, file);
    if (words.out !== undefined) refuseInput(words.out, words.file);
    const made = format.makes === 'trace' ? await traceOf(text, file, format, words) : await blocksOf(text, file, format, head, words);
    tell(words, file, format, made);
    return Exit.ok;
  } finally {
    text.close();
  }
}

function checkWords(words: ImportCommandWords): void {
  if (words.out === '') throw new Stop(Exit.badInput, 'poolsim: --out needs the name of a file');
  if (words.top !== undefined && !(Number.isInteger(words.top) && words.top >= 1)) throw new Stop(Exit.badInput, 'poolsim: --top must be a whole number, 1 or more');
  for (const pair of words.env ?? []) if (!/^[^=]+=/.test(pair)) throw new Stop(Exit.badInput, `poolsim: --env ${pair}: write it like --env POOL_SIZE=20`);
}

/** The format that was asked for, or the first whose files begin so. */
function formatOf(words: ImportCommandWords, head: Head, file: string): ImportFormat {
  const names = Object.keys(importFormats);
  if (words.as !== undefined) {
    const asked = importFormats[words.as];
    if (asked === undefined || !Object.hasOwn(importFormats, words.as)) throw new Stop(Exit.badInput, `poolsim: --as: "${words.as}" is not a format.${suggestion(words.as, names)}`);
    return asked;
  }
  if (head.text.trim() === '') throw new Stop(Exit.badInput, `${file}:1: the file is empty`);
  const found = Object.values(importFormats).find((format) => format.recognises(head));
  if (found === undefined) throw new Stop(Exit.badInput, `${file}:1: this looks like none of the formats I know. --as FORMAT names one:\n${formatsText()}`);
  return found;
}

function refuseInput(out: string, file: string): void {
  if (file === '-' || !existsSync(out)) return;
  const [to, from] = [statSync(out), statSync(file)];
  if (to.isDirectory()) throw new Stop(Exit.couldNotRun, `poolsim: cannot write ${out}: it is a folder, not a file`);
  if (to.ino === from.ino && to.dev === from.dev) throw new Stop(Exit.badInput, `poolsim: --out ${out} is the file that is read: it was left alone`);
}

async function traceOf(text: TextStream, file: string, format: ImportFormat & { readonly makes: 'trace' }, words: ImportCommandWords): Promise<Made> {
  const out = words.out ?? `${basename(file).replace(/\.gz$/, '').replace(/\.[^.]*$/, '')}-trace.csv`;
  if (words.out === undefined && existsSync(out)) throw new Stop(Exit.couldNotRun, `${out} exists already and was left alone. Say --out ${out} to write over it, or another name.`);
  return { ...(await importTrace(text, file, format, words, out)), out };
}

async function blocksOf(text: TextStream, file: string, format: BlocksFormat, head: Head, words: ImportCommandWords): Promise<Made> {
  const whole = await text.whole(longestText);
  if (whole === null) throw new Stop(Exit.badInput, `${file}:1: more than ${longestText / 1e6} million characters: this is no ${format.name} file`);
  const read = format.read(whole, words, head);
  if (!read.ok) throw new Stop(Exit.badInput, [...read.faults.map((fault) => `${file}:${fault.line}: ${fault.says}`), `${read.faults.length} problem${read.faults.length === 1 ? '' : 's'}; nothing was written.`].join('\n'));
  if (words.out !== undefined) {
    const { out } = words;
    orCannot('write', out, () => writeWhole(out, read.yaml));
  }
  return { yaml: read.yaml, remarks: read.remarks, rows: null, bad: 0, out: words.out ?? null };
}

const titles = { note: 'Notes', notNeeded: 'Not needed for a pool', unknown: 'Not known here, and left out' } as const;

/** The blocks on stdout unless they are in a file; everything else on stderr, so that stdout can be redirected into a scenario. */
function tell(words: ImportCommandWords, file: string, format: ImportFormat, made: Made): void {
  if (words.json) {
    process.stdout.write(`${JSON.stringify({ format: format.name, makes: format.makes, out: made.out, rows: made.rows, badLines: made.bad, yaml: made.yaml, remarks: made.remarks })}\n`);
    return;
  }
  if (made.rows !== null || made.out === null) process.stdout.write(made.yaml);
  if (words.quiet) return;
  for (const sort of ['note', 'notNeeded', 'unknown'] as const) {
    const told = made.remarks.filter((remark) => remark.sort === sort);
    if (told.length > 0) process.stderr.write(`${titles[sort]}:\n${told.map((remark) => `  ${file}${remark.line === null ? '' : `:${remark.line}`}: ${remark.says}`).join('\n')}\n`);
  }
  const wrote = made.out === null ? '' : `Wrote ${made.out}${made.rows === null ? '' : `: ${made.rows} arrivals${made.bad > 0 ? `, ${made.bad} bad lines left out` : ''}`}. `;
  const where = made.out !== null && made.rows === null ? `Paste its ${format.makes} into a scenario` : 'Paste this into a scenario';
  process.stderr.write(`Read as ${format.name}. ${wrote}${where} (poolsim init writes one to begin with), then: poolsim run scenario.yaml\n`);
}
