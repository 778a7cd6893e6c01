/**
 * What a sweep has done so far, on disk: a first line that says for which scenario and which poolsim, then one line for each run, appended as it
 * ends. A run is known by the fingerprint of its scenario and its seed, so that nothing is computed twice, whatever order or grid it came from. A
 * last line torn by a crash is cut off; everything before it counts.
 */

import { createHash } from 'node:crypto';
import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../run/version.ts';
import type { Row } from '../sweep/columns.ts';
import { Exit, orCannot, Stop } from './exit.ts';
import { makeFolders } from './outbox.ts';

const kind = 'poolsim-sweep-journal/1';

interface Head {
  readonly journal: string;
  readonly poolsim: string;
  /** Of the program itself: another build may compute other numbers. */
  readonly build: string;
  /** Fingerprint of the scenario before anything is varied. */
  readonly scenario: string;
}

interface Line {
  readonly at: string;
  readonly seed: number | string;
  readonly values: readonly (number | null)[];
  readonly broken?: readonly string[];
}

/** Sixteen digits of the hash of this program. */
const build = (): string => createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url))).digest('hex').slice(0, 16);

export class Journal {
  readonly #path: string;
  readonly #done = new Map<string, Row>();
  #handle: number | null = null;

  /** Opens the journal for this scenario: a fresh one (an older one is kept beside it as journal.old.jsonl), or with `resume` the one that is there. Stops with exit code 2 where that belongs to something else. */
  constructor(path: string, scenario: string, resume: boolean) {
    this.#path = path;
    const head: Head = { journal: kind, poolsim: version, build: build(), scenario };
    orCannot('write', path, () => {
      makeFolders(dirname(resolve(path)));
      if (resume && existsSync(path)) this.#goOn(head);
      else {
        if (existsSync(path)) renameSync(path, path.replace(/\.jsonl$/, '.old.jsonl'));
        this.#handle = openSync(path, 'a');
        this.#append(head);
      }
    });
  }

  /** Runs that are there. */
  get size(): number {
    return this.#done.size;
  }

  /** A run that was done before, or undefined. */
  find(at: string, seed: number | string): Row | undefined {
    return this.#done.get(keyOf(at, seed));
  }

  /** Writes a run down. It is on its way to the disk before this returns, so that a killed process does not lose it. */
  add(at: string, seed: number | string, row: Row): void {
    orCannot('write', this.#path, () => this.#append({ at, seed, values: row.values, ...(row.broken.length === 0 ? {} : { broken: row.broken }) }));
  }

  close(): void {
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }

  #append(line: Head | Line): void {
    if (this.#handle !== null) {
      const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
      for (let written = 0; written < bytes.length; ) written += writeSync(this.#handle, bytes, written);
    }
  }

  /** Reads what is there and stands behind its last whole line. */
  #goOn(head: Head): void {
    const bytes = readFileSync(this.#path);
    const end = bytes.lastIndexOf(10) + 1;
    const [first = '', ...lines] = bytes.subarray(0, end).toString('utf8').split('\n');
    const before = parsed<Head>(first);
    // A first line that a crash tore is the beginning of ours; anything else is somebody's file.
    const torn = end === 0 && JSON.stringify(head).startsWith(bytes.toString('utf8'));
    if (before?.journal !== kind && !torn) throw new Stop(Exit.badInput, `poolsim: ${this.#path} is not a journal of a sweep: nothing can be resumed from it. Without --resume the sweep starts anew, in another folder with --out`);
    if (before !== null && !torn) refuse(this.#path, before, head);
    for (const text of lines) {
      const line = parsed<Line>(text);
      if (line !== null && isWhole(line)) this.#done.set(keyOf(line.at, line.seed), { values: line.values, broken: line.broken ?? [] });
    }
    this.#handle = openSync(this.#path, 'r+');
    ftruncateSync(this.#handle, end);
    closeSync(this.#handle);
    this.#handle = openSync(this.#path, 'a');
    if (torn) this.#append(head);
  }
}

/** Whether a line is as it was written: a disk may have damaged it, and what is in doubt is computed again. */
const isWhole = ({ values, broken = [] }: Line): boolean => Array.isArray(values) && values.every((value) => value === null || typeof value === 'number') && Array.isArray(broken);

const keyOf = (at: string, seed: number | string): string => `${at}/${typeof seed}/${seed}`;

/** One line of JSON, or null where it is none (torn, or damaged). */
function parsed<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

function refuse(path: string, before: Head, now: Head): void {
  const anew = 'Without --resume the sweep starts anew (the old journal is kept as journal.old.jsonl); --out takes another folder.';
  if (before.scenario !== now.scenario) throw new Stop(Exit.badInput, `poolsim: ${path} belongs to another scenario (fingerprint ${before.scenario}, this one has ${now.scenario}): the file, --set or --slo has changed since. ${anew}`);
  if (before.poolsim !== now.poolsim) throw new Stop(Exit.badInput, `poolsim: ${path} was written by poolsim ${before.poolsim}, and this is ${now.poolsim}: their numbers may differ. ${anew}`);
  if (before.build !== now.build) throw new Stop(Exit.badInput, `poolsim: ${path} was written by another build of poolsim ${before.poolsim}: their numbers may differ. ${anew}`);
}
