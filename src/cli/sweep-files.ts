/** The files that a calibration reads: those that are named, and all below the folders that are named. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { InputFile } from '../calibrate/observation.ts';
import { Exit, orCannot, Stop } from './exit.ts';

/** So many files, and so many bytes, are surely no sweep of pgbench. */
const mostFiles = 10_000;
const mostBytes = 1_000_000_000;

/** Reads them, in order of their names. Hidden files stay out. Stops with exit code 3 where one cannot be read, with 2 where there is none. */
export function sweepFiles(paths: readonly string[]): readonly InputFile[] {
  const names = paths.flatMap((path) => (path === '-' ? [path] : below(path)));
  if (names.length === 0) throw new Stop(Exit.badInput, `poolsim: ${paths.join(', ')} holds no files. Put pgbench's outputs and -l logs there, or name a CSV with columns clients and tps.`);
  if (names.length > mostFiles) throw new Stop(Exit.badInput, `poolsim: ${names.length} files below ${paths.join(', ')}: at most ${mostFiles}`);
  let bytes = 0;
  return names.map((name) => {
    const content = orCannot('read', name === '-' ? 'stdin' : name, () => readFileSync(name === '-' ? 0 : name));
    bytes += content.length;
    if (bytes > mostBytes) throw new Stop(Exit.badInput, `poolsim: more than ${mostBytes / 1e6} MB of files: shorter runs say as much`);
    const [shown, text] = [name === '-' ? 'stdin' : name, decoded(content)];
    if (text === null && names.length === 1) throw new Stop(Exit.badInput, `poolsim: ${shown} is not UTF-8 text`);
    return { name: shown, text: text ?? '' };
  });
}

function below(path: string): string[] {
  if (!orCannot('read', path, () => statSync(path)).isDirectory()) return [path];
  const entries = orCannot('read', path, () => readdirSync(path, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.'));
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => (entry.isDirectory() ? below(join(path, entry.name)) : entry.isFile() ? [join(path, entry.name)] : []));
}

/** The text; null for a file that is no text at all, which among others is told as one that is not understood. */
function decoded(content: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return null;
  }
}
