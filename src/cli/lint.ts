/** `poolsim lint`: reads scenarios as a run would, and adds what can be said of them without running. Problems end with exit code 2, notes do not. */

import { Exit, type ExitCode, Stop } from './exit.ts';
import { type Note, notesOn } from './lint-notes.ts';
import { load } from './load.ts';
import { scenarioFiles } from './verify.ts';

export interface LintWords {
  readonly files: readonly string[];
  readonly set?: readonly string[] | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

interface Linted {
  readonly file: string;
  readonly ok: boolean;
  readonly problems: string | null;
  readonly notes: readonly Note[];
}

export async function lint(words: LintWords): Promise<ExitCode> {
  const all: Linted[] = [];
  for (const file of scenarioFiles(words.files)) all.push(await linted(file, words.set ?? [], words.json === true || words.quiet === true));
  for (const one of all) if (one.problems !== null) process.stderr.write(`${one.problems}\n`);
  if (words.json) process.stdout.write(`${JSON.stringify({ files: all })}\n`);
  else if (!words.quiet) process.stdout.write(all.filter((one) => one.ok).map(text).join(''));
  return all.every((one) => one.ok) ? Exit.ok : Exit.badInput;
}

async function linted(file: string, set: readonly string[], quiet: boolean): Promise<Linted> {
  try {
    return { file, ok: true, problems: null, notes: notesOn(await load(file, set, quiet)) };
  } catch (error) {
    if (error instanceof Stop && error.code === Exit.badInput) return { file, ok: false, problems: error.message, notes: [] };
    throw error;
  }
}

const text = ({ file, notes }: Linted): string =>
  notes.length === 0 ? `${file}: nothing to say against it\n` : notes.map((note) => `${file}  ${note.at}: ${note.says}\n`).join('');
