/** The command line as users run it: built from the sources of this moment, started in a process of its own, in a folder of its own. */

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const cli = join(root, 'dist/cli/poolsim.cjs');

const newest = (folder: string): number => Math.max(...readdirSync(folder, { withFileTypes: true }).map((entry) => {
  const path = join(folder, entry.name);
  return entry.isDirectory() ? newest(path) : statSync(path).mtimeMs;
}), 0);

const isFresh = (): boolean => existsSync(cli) && statSync(cli).mtimeMs > Math.max(newest(join(root, 'src')), statSync(join(root, '.config/build.mjs')).mtimeMs);

/** Builds the command line unless it is newer than every source. Several test files may ask at once: one builds, the others wait. */
function build(): void {
  const lock = join(root, 'dist/.building');
  mkdirSync(join(root, 'dist'), { recursive: true });
  for (let waited = 0; !isFresh(); waited += 100) {
    try {
      mkdirSync(lock);
    } catch {
      if (waited > 60_000 || Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 60_000) rmSync(lock, { recursive: true, force: true });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      continue;
    }
    try {
      execFileSync(process.execPath, [join(root, '.config/build.mjs'), '--cli'], { stdio: 'inherit' });
    } finally {
      rmdirSync(lock);
    }
  }
}
build();

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A folder for one test file, removed afterwards, with the commands that work in it. */
export function workshop(): { folder: string; write(name: string, text: string | Uint8Array): string; poolsim(words: readonly string[], input?: string): Ran; start(words: readonly string[]): ReturnType<typeof spawn>; files(): string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'poolsim-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const { FORCE_COLOR: _forced, ...rest } = process.env;
  const env = { ...rest, NO_COLOR: '1' };
  const list = (of: string): string[] => readdirSync(of, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? list(join(of, entry.name)) : [relative(folder, join(of, entry.name))])).sort();
  return {
    folder,
    write: (name, text) => {
      const path = join(folder, name);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, text);
      return path;
    },
    poolsim: (words, input = '') => {
      const ran = spawnSync(process.execPath, [cli, ...words], { cwd: folder, env, input, encoding: 'utf8', maxBuffer: 1e8 });
      return { code: ran.status, signal: ran.signal, out: ran.stdout, err: ran.stderr };
    },
    start: (words) => spawn(process.execPath, [cli, ...words], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] }),
    files: () => list(folder),
  };
}

/** A small world that keeps its promise, and runs in no time. */
export const good = `scenario: A quiet minute
run: { length: 1m, seed: 3 }
databases: { primary: { kind: postgresql } }
pools: { main: { kind: plain, database: primary, max: 5, acquireTimeout: 1s } }
routes: { read: [ { query: { pool: main, cpu: 2ms, blocked: 8ms } } ] }
traffic: { api: { route: read, rate: 50/s } }
promises: [ "failedShare(api) < 1%" ]
`;

/** The same world with a promise that it cannot keep. */
export const broken = good.replace('failedShare(api) < 1%', 'p50(api) < 1ms');

/** The same world with three mistakes. */
export const bad = good.replace('length: 1m', 'length: 60').replace('kind: plain', 'kind: plane').replace('rate:', 'rat:');
