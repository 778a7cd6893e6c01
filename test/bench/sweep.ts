/** What a sweep costs: on two cores beside one, per point where points are many and small, in memory as they become ten times as many, and on the target of twenty large points. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Rounds, root, scenario, summary } from './processes.ts';

/** A sweep as a whole process: how long it took, and the memory it held at most, threads included. */
interface Swept {
  readonly ms: number;
  /** Highest resident memory; null where the system does not tell (it is read from /proc). */
  readonly peakMb: number | null;
  /** At the end of each third of the samples. */
  readonly thirdsMb: readonly number[];
}

const residentMb = ({ pid }: ChildProcess): number | null => {
  try {
    const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kb === undefined ? null : Number(kb) / 1024;
  } catch {
    return null;
  }
};

/** Runs `poolsim sweep` with these words and watches it four times a second. */
function swept(words: readonly string[]): Promise<Swept> {
  return new Promise((resolve, reject) => {
    const samples: number[] = [];
    const began = performance.now();
    const child = spawn(process.execPath, [join(root, 'dist/cli/poolsim.cjs'), 'sweep', ...words, '--quiet', '--no-charts'], { stdio: ['ignore', 'inherit', 'inherit'] });
    const watch = setInterval(() => {
      const mb = residentMb(child);
      if (mb !== null) samples.push(mb);
    }, 250);
    child.on('close', (code) => {
      clearInterval(watch);
      const ms = performance.now() - began;
      const third = (n: number): number => samples[Math.max(0, Math.floor((samples.length * n) / 3) - 1)] ?? Number.NaN;
      if (code === 0) resolve({ ms, peakMb: samples.length === 0 ? null : Math.max(...samples), thirdsMb: [third(1), third(2), third(3)] });
      else reject(new Error(`poolsim sweep ${words.join(' ')} ended with ${code}`));
    });
  });
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const mb = (value: number | null): string => (value === null || Number.isNaN(value) ? '–' : `${value.toFixed(0)} MB`);
const verdict = (met: boolean): string => (met ? 'met' : '**not met**');

async function inTurn(rounds: number, asked: ReadonlyMap<string, () => Promise<number>>): Promise<ReadonlyMap<string, Rounds>> {
  const values = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) for (const [name, measure] of asked) values.set(name, [...(values.get(name) ?? []), await measure()]);
  return new Map([...values].map(([name, all]) => [name, summary(all)]));
}

/** Twenty points of 200,000 requests of W2b. */
const twenty = [scenario('w2b'), '--set', 'run.length=400s', '--vary', 'pools.main.max=6..25', '--no-files'];

/** 10 × 100 or 100 × 100 points of the one-minute scenario. */
const small = (sizes: number, out: string): readonly string[] => [scenario('minute'), '--vary', `pools.main.max=1..${sizes}`, '--vary', 'traffic.load.rate=1/s..100/s:1/s', '--workers', '2', '--out', out];

/** Prints its table with `say`. The many small points run once; the rest `rounds` times. */
export async function sweeps(say: (line: string) => void, rounds: number): Promise<void> {
  say('\n### Sweeps (whole processes)\n\n| what | median | best | target |\n|---|---|---|---|');
  const figures = await inTurn(rounds, new Map(['0', '1', '2'].map((workers) => [workers, async () => (await swept([...twenty, '--runs', workers === '0' ? '1' : '4', '--workers', workers])).ms] as const)));
  const of = (name: string): Rounds => figures.get(name) ?? { best: Number.NaN, median: Number.NaN };
  const row = (what: string, one: Rounds, target: string): void => say(`| ${what} | ${seconds(one.median)} | ${seconds(one.best)} | ${target} |`);
  row('20 points × 200,000 requests, no threads', of('0'), `at most 1.5 s: ${verdict(of('0').best <= 1500)}`);
  row('the same 4 times over, one thread', of('1'), '');
  const [best, median] = [of('1').best / of('2').best, of('1').median / of('2').median];
  row('the same 4 times over, two threads', of('2'), `at least 1.8 × one: ${best.toFixed(2)} (medians ${median.toFixed(2)}), ${verdict(best >= 1.8)}`);
  const folder = mkdtempSync(join(tmpdir(), 'poolsim-bench-'));
  try {
    const thousand = await swept(small(10, join(folder, 'a')));
    const tens = await swept(small(100, join(folder, 'b')));
    say('\n| points of one minute, two threads | wall | per point | peak memory | after each third |\n|---|---|---|---|---|');
    for (const [points, one] of [[1000, thousand], [10_000, tens]] as const) say(`| ${points} | ${seconds(one.ms)} | ${(one.ms / points).toFixed(2)} ms | ${mb(one.peakMb)} | ${one.thirdsMb.map(mb).join(', ')} |`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
