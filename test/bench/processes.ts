/** Starts what is measured, each in a process of its own, and keeps the best and the middle of several rounds. */

import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const scenario = (name: string): string => join(root, 'test/bench/scenarios', `${name}.yaml`);

/** What to start processes under: `chrt -f 50` gives them the machine while they run, where others use it too. */
const under: string[] = [];
export const startUnder = (words: string): void => void under.push(...words.split(' '));

/** Starts a process and waits for its end. */
export function start(command: string, words: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const [first, ...rest] = [...under, command, ...words] as [string, ...string[]];
  return spawnSync(first, rest, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 });
}

/** One run of the simulation, as one-process.ts prints it. */
export interface Figures {
  readonly innerMs: number;
  readonly requests: number;
  readonly events: number;
  readonly bytesPerEvent: number;
  readonly peakMb: number;
  readonly held: boolean;
}

/** Figures of `times` runs in one fresh process. */
export function simulate(name: string, times = 1, set: readonly string[] = [], flags: readonly string[] = []): readonly Figures[] {
  const ran = start(process.execPath, [...flags, join(root, 'dist/bench/one-process.mjs'), scenario(name), String(times), ...set]);
  if (ran.status !== 0) throw new Error(`${name}: ${ran.stderr}`);
  const figures = ran.stdout.trim().split('\n').map((line) => JSON.parse(line) as Figures);
  if (figures.some((one) => !one.held)) throw new Error(`${name}: a law of the audit did not hold`);
  return figures;
}

/** Wall time of a whole process in ms, or null when it cannot be started or fails. */
export function processMs(command: string, words: readonly string[]): number | null {
  const began = performance.now();
  const ran = start(command, words);
  return ran.status === 0 ? performance.now() - began : null;
}

/** What several rounds said. */
export interface Rounds {
  readonly best: number;
  readonly median: number;
}

export function summary(values: readonly number[]): Rounds {
  const sorted = [...values].sort((a, b) => a - b);
  return { best: sorted[0] as number, median: sorted[Math.floor(sorted.length / 2)] as number };
}

/** Asks every measurement in turn, round by round, so that a noisy moment of the machine hits all alike. Those that answer null are left out. */
export function interleaved(rounds: number, asked: ReadonlyMap<string, () => number | null>): ReadonlyMap<string, Rounds> {
  const values = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of asked) {
      const value = measure();
      if (value !== null) values.set(name, [...(values.get(name) ?? []), value]);
    }
  }
  return new Map([...values].map(([name, all]) => [name, summary(all)]));
}
