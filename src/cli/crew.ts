/** The crew of a sweep: runs batches in worker threads (piscina), or one after another in this process. Which of them did a run never shows in its numbers. */

import { fileURLToPath } from 'node:url';
import type { Piscina } from 'piscina';
import type { Row } from '../sweep/columns.ts';
import type { GridPoint } from '../sweep/grid.ts';
import { PointRunner, type SweepSource } from '../sweep/source.ts';
import { Exit, Stop } from './exit.ts';
import type { Batch, BatchDone } from './sweep-worker.ts';

/** What is left to do of one point. */
export interface Wanted {
  readonly point: number;
  readonly sets: GridPoint['sets'];
  readonly seeds: readonly { readonly index: number; readonly seed: number | string }[];
}

export type Take = (point: number, seedIndex: number, row: Row) => void;

/** A batch that takes about so long is worth the way to a thread and back (0.1 ms), and short enough for a progress bar. */
const batchMs = 50;

/** Runs everything that is wanted and hands each row over as it comes, in any order. */
export async function runAll(source: SweepSource, wanted: readonly Wanted[], workers: number, take: Take): Promise<void> {
  const crew = new Crew(source);
  try {
    await crew.run(wanted, workers, take);
  } finally {
    await crew.close();
  }
}

type Threads = Piscina<Batch, BatchDone>;

/** Those who run the points of one source, round after round. Threads start when they are first asked for. */
export class Crew {
  readonly #source: SweepSource;
  readonly #runner: PointRunner;
  #threads: Threads | null = null;

  constructor(source: SweepSource) {
    this.#source = source;
    this.#runner = new PointRunner(source);
  }

  /** Runs what is wanted with so many threads (0: none, in this process); returns when all of it is done. */
  async run(wanted: readonly Wanted[], workers: number, take: Take): Promise<void> {
    if (wanted.length === 0) return;
    if (workers === 0) return inThisProcess(this.#runner, wanted, take);
    this.#threads ??= await threadsFor(this.#source, workers);
    await inThreads(this.#threads, workers, wanted, take);
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await this.#threads?.destroy();
    this.#threads = null;
  }
}

async function threadsFor(source: SweepSource, workers: number): Promise<Threads> {
  const { Piscina } = await import('piscina');
  return new Piscina<Batch, BatchDone>({
    filename: fileURLToPath(new URL('./sweep-worker.cjs', import.meta.url)), name: 'work', workerData: source,
    minThreads: workers, maxThreads: workers, idleTimeout: Number.POSITIVE_INFINITY,
  });
}

async function inThreads(threads: Threads, workers: number, wanted: readonly Wanted[], take: Take): Promise<void> {
  const batches = new Batches(wanted);
  try {
    // Two lanes for each thread: while one batch runs, the next one waits at its door.
    await Promise.all(Array.from({ length: workers * 2 }, async () => {
      for (let next = batches.next(); next !== null; next = batches.next()) {
        const runs = next.flatMap(({ point, seeds }) => seeds.map(({ index }) => ({ point, index })));
        const { rows, ms } = await threads.run(next.map(({ sets, seeds }) => ({ sets, seeds: seeds.map(({ seed }) => seed) })), { name: 'work' });
        batches.took(ms / runs.length);
        for (const [i, row] of rows.entries()) take(runs[i]?.point ?? 0, runs[i]?.index ?? 0, row);
      }
    }));
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw new Stop(Exit.couldNotRun, `poolsim: a worker thread failed: ${error instanceof Error ? error.message : String(error)}\nWhat was done is kept; --resume goes on, --workers 1 needs the least memory.`);
  }
}

async function inThisProcess(runner: PointRunner, wanted: readonly Wanted[], take: Take): Promise<void> {
  for (const { point, sets, seeds } of wanted) {
    for (const { index, seed } of seeds) {
      take(point, index, runner.run(sets, seed));
      // Signals are heard between two runs.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** Deals out what is wanted in batches of as many runs as fill `batchMs` by what earlier ones took: of one point, or of several where its runs do not fill it. */
class Batches {
  readonly #wanted: readonly Wanted[];
  #point = 0;
  #seed = 0;
  #msEach: number | null = null;

  constructor(wanted: readonly Wanted[]) {
    this.#wanted = wanted;
  }

  next(): readonly Wanted[] | null {
    const batch: Wanted[] = [];
    let room = this.#msEach === null ? 1 : Math.max(1, Math.round(batchMs / Math.max(this.#msEach, 0.01)));
    for (let here = this.#wanted[this.#point]; here !== undefined && room > 0; here = this.#wanted[this.#point]) {
      const seeds = here.seeds.slice(this.#seed, this.#seed + room);
      batch.push({ ...here, seeds });
      room -= seeds.length;
      this.#seed += seeds.length;
      if (this.#seed >= here.seeds.length) [this.#point, this.#seed] = [this.#point + 1, 0];
    }
    return batch.length === 0 ? null : batch;
  }

  /** A run took so long; later ones count as much as all before. */
  took(msEach: number): void {
    this.#msEach = this.#msEach === null ? msEach : (this.#msEach + msEach) / 2;
  }
}
