/**
 * Files that appear whole or not at all: everything is written into a hidden folder beside its place, then moved in by renaming. When
 * anything fails, or the user interrupts, what stood there before stands there again and the hidden folder is gone.
 */

import { accessSync, closeSync, constants, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { onInterrupt } from './interrupt.ts';

const prefix = '.poolsim-part-';

/** What one run will leave in one folder. Nothing is visible there before `deliver`. */
export class Outbox {
  readonly #place: string;
  readonly #names = new Set<string>();
  readonly #made: string[] = [];
  #stage: string | null = null;
  #listening: () => void = () => {};

  constructor(place: string) {
    this.#place = resolve(place);
  }

  /** Throws what the file system would throw later: the place is no folder, or nothing can be written there. Changes nothing. */
  static check(place: string): void {
    let folder = resolve(place);
    while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(`ENOTDIR: ${folder} is not a folder`), { code: 'ENOTDIR', path: folder });
    accessSync(folder, constants.W_OK | constants.X_OK);
  }

  /** Adds a file under a name relative to the folder. Throws what the file system throws. */
  put(name: string, content: string | Uint8Array): void {
    const path = join(this.#open(), 'new', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    this.#names.add(name);
  }

  /** Adds a file that is written piece by piece, so that it may be longer than memory is wide. Must be closed before `deliver`. */
  stream(name: string): { write(text: string): void; close(): void } {
    const path = join(this.#open(), 'new', name);
    mkdirSync(dirname(path), { recursive: true });
    const handle = openSync(path, 'w');
    this.#names.add(name);
    return {
      write: (text) => {
        const bytes = Buffer.from(text);
        for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
      },
      close: () => closeSync(handle),
    };
  }

  /** The path of a file for work in between: it is never delivered, and gone with the hidden folder. */
  scratch(name: string): string {
    const path = join(this.#open(), 'scratch', name);
    mkdirSync(dirname(path), { recursive: true });
    return path;
  }

  /** Moves everything into place; `stale` are names of ours that an earlier run left and this one did not write. All or nothing. */
  deliver(stale: readonly string[] = []): void {
    const stage = this.#open();
    const undo: (() => void)[] = [];
    try {
      makeFolders(this.#place, this.#made);
      for (const name of stale.filter((one) => !this.#names.has(one))) this.#setAside(stage, name, undo);
      for (const name of this.#names) {
        const to = join(this.#place, name);
        makeFolders(dirname(to), this.#made);
        this.#setAside(stage, name, undo);
        renameSync(join(stage, 'new', name), to);
        undo.push(() => rmSync(to, { force: true }));
      }
    } catch (error) {
      for (const step of undo.reverse()) step();
      this.discard();
      throw error;
    }
    this.#made.length = 0;
    this.discard();
  }

  /** Removes everything that was prepared and not delivered. May be called at any time, also twice. */
  discard(): void {
    if (this.#stage !== null) rmSync(this.#stage, { recursive: true, force: true });
    this.#stage = null;
    this.#listening();
    for (const folder of this.#made.splice(0).reverse()) {
      try {
        rmdirSync(folder);
      } catch {
        // Someone else has put something into it meanwhile: it stays.
      }
    }
  }

  #setAside(stage: string, name: string, undo: (() => void)[]): void {
    const there = join(this.#place, name);
    if (!existsSync(there)) return;
    if (statSync(there).isDirectory()) throw Object.assign(new Error(`EISDIR: ${there} is a folder`), { code: 'EISDIR', path: there });
    const aside = join(stage, 'old', name);
    mkdirSync(dirname(aside), { recursive: true });
    renameSync(there, aside);
    undo.push(() => renameSync(aside, there));
  }

  #open(): string {
    if (this.#stage === null) {
      const parent = existsSync(this.#place) ? this.#place : dirname(this.#place);
      makeFolders(parent, this.#made);
      this.#listening = onInterrupt(() => this.discard());
      sweep(parent);
      this.#stage = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
    }
    return this.#stage;
  }
}

/** Makes a folder and what is missing above it, and remembers what it made, outermost first. (mkdirSync's own `recursive` never ends where the system says that a folder cannot be, as in /proc.) */
export function makeFolders(folder: string, made: string[] = []): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(`ENOTDIR: ${folder} is not a folder`), { code: 'ENOTDIR', path: folder });
    return;
  }
  makeFolders(dirname(folder), made);
  mkdirSync(folder);
  made.push(folder);
}

/** Removes what a killed poolsim left behind: hidden folders whose process is gone. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(prefix) ? Number(/^\d+/.exec(name.slice(prefix.length))?.[0]) : Number.NaN;
    if (Number.isInteger(pid) && !isAlive(pid)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Writes one file whole or not at all, beside its place first. */
export function writeWhole(path: string, content: string): void {
  const box = new Outbox(dirname(resolve(path)));
  box.put(basename(path), content);
  box.deliver();
}
