/** A scenario from a file or stdin, with the trace files it names; every problem at once when it cannot be read as a scenario. */

import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Scenario } from '../model/scenario.ts';
import { problemText } from '../reading/problem.ts';
import { readScenario, type ScenarioRead } from '../reading/scenario-file.ts';
import type { SweepSource } from '../sweep/source.ts';
import { cannot, Exit, isSystemError, orCannot, Stop } from './exit.ts';

/** A scenario beyond this is not even read to its end; the reading room refuses far smaller ones with a better sentence. */
const mostBytes = 256_000_000;
const chunk = 1 << 20;

/** The bytes of a file, a pipe or stdin (`-`), up to a bound, so that an endless device ends too. */
function bytesOf(path: string): Uint8Array {
  const handle = path === '-' ? 0 : openSync(path, 'r');
  try {
    if (fstatSync(handle).isDirectory()) throw Object.assign(new Error('EISDIR'), { code: 'EISDIR' });
    const parts: Uint8Array[] = [];
    let total = 0;
    while (total < mostBytes) {
      const part = new Uint8Array(chunk);
      const read = readSome(handle, part);
      if (read === 0) break;
      parts.push(part.subarray(0, read));
      total += read;
    }
    return Buffer.concat(parts);
  } finally {
    if (path !== '-') closeSync(handle);
  }
}

/** Reads what is there; 0 at the end. A terminal or pipe that has nothing yet is asked again. */
function readSome(handle: number, into: Uint8Array): number {
  for (;;) {
    try {
      return readSync(handle, into);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/** Files that a scenario names are found beside it. A file that cannot be had is a problem of the scenario. */
function filesBeside(folder: string): (name: string) => { readonly text: string } | { readonly problem: string } {
  return (name) => {
    try {
      const bytes = readFileSync(resolve(folder, name));
      return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
    } catch (error) {
      if (isSystemError(error) && error.code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') return { problem: cannot('read', name, error) };
      return { problem: `${name} is not UTF-8 text` };
    }
  };
}

type Files = ReturnType<typeof filesBeside>;

/** The bytes of a file and the way to those beside it. Stops with exit code 3 when it cannot be read. */
const opened = (path: string): { readonly bytes: Uint8Array; readonly beside: Files } =>
  ({ bytes: orCannot('read', path === '-' ? 'stdin' : path, () => bytesOf(path)), beside: filesBeside(path === '-' ? '.' : dirname(path)) });

/** The scenario that was read, with its notes on stderr; stops with exit code 2 and every problem when it is none. */
function accepted(path: string, read: ScenarioRead, quiet: boolean): Scenario {
  if (!read.ok) {
    const many = read.problems.length;
    throw new Stop(Exit.badInput, [...read.problems.map(problemText), `${many} problem${many === 1 ? '' : 's'}; nothing was run.`].join('\n'));
  }
  if (!quiet) for (const note of read.notes) process.stderr.write(`${path === '-' ? 'stdin' : path}: note: ${note}\n`);
  return path === '-' ? { ...read.scenario, file: null } : read.scenario;
}

/** The scenario in a file (named as it was typed, so that advice can be pasted), with overrides laid over it. Stops with exit code 3 when the file cannot be read, with 2 when it is no scenario. */
export async function load(path: string, set: readonly string[], quiet: boolean): Promise<Scenario> {
  const { bytes, beside } = opened(path);
  return accepted(path, readScenario({ text: bytes, file: path === '-' ? 'stdin' : path, files: beside, set }), quiet);
}

/** The same as text that can be read again elsewhere. Whatever `fetch` reads goes into the files of the source; it is for files that only some overrides name. */
export function loadSource(path: string, set: readonly string[], quiet: boolean): { readonly source: SweepSource; readonly fetch: Files; readonly scenario: Scenario } {
  const { bytes, beside } = opened(path);
  const files: { [name: string]: string } = {};
  const fetch: Files = (name) => {
    const read = beside(name);
    if ('text' in read) files[name] = read.text;
    return read;
  };
  const file = path === '-' ? null : path;
  const scenario = accepted(path, readScenario({ text: bytes, file: file ?? 'stdin', files: fetch, set }), quiet);
  return { source: { text: new TextDecoder().decode(bytes), file, files, set }, fetch, scenario };
}
