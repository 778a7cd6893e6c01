/** Runs in rounds: what is wanted next follows from the rows there are. The journal gives back what it knows, the crew makes the rest, each run is written down as it ends. */

import { availableParallelism } from 'node:os';
import type { Row } from '../sweep/columns.ts';
import type { GridPoint } from '../sweep/grid.ts';
import type { SweepSource } from '../sweep/source.ts';
import { span } from '../units/words.ts';
import { Crew, type Wanted } from './crew.ts';
import { onInterrupt } from './interrupt.ts';
import type { Journal } from './journal.ts';
import type { Progress } from './screen.ts';

/** How many runs a point should have next. */
export interface Target {
  readonly point: number;
  readonly target: number;
}

export interface Rounds {
  readonly source: SweepSource;
  readonly points: readonly Pick<GridPoint, 'sets' | 'fingerprint' | 'columns'>[];
  readonly seeds: readonly (number | string)[];
  readonly journal: Journal | null;
  readonly workers: number | undefined;
  readonly progress: Progress;
  /** What is wanted, given the rows so far; nothing when all is done. */
  readonly next: (rows: readonly (readonly Row[])[]) => readonly Target[];
  /** Told once, before the first run, how many of the first round's runs the journal knew and how many are left. */
  readonly onStart: (known: number, left: number) => void;
}

/** The rows of every point, seed by seed. */
export async function inRounds({ source, points, seeds, journal, workers, progress, next, onStart }: Rounds): Promise<Row[][]> {
  const rows: Row[][] = points.map(() => []);
  const bar = new Bar(progress);
  const crew = new Crew(source);
  const threads = workers ?? availableParallelism();
  const unheard = onInterrupt(() => {
    progress.done();
    journal?.close();
    process.stderr.write(journal === null ? `\npoolsim: interrupted; ${bar.words} were done, and --no-files kept none of them\n` : `\npoolsim: interrupted; ${bar.words} are kept. The same command with --resume goes on from there.\n`);
  });
  try {
    for (let first = true; ; first = false) {
      const { wanted, known } = openRuns(next(rows), points, seeds, rows, journal);
      const left = wanted.reduce((sum, one) => sum + one.seeds.length, 0);
      bar.more(known, left);
      if (first) onStart(known, left);
      if (left + known === 0) return rows;
      await crew.run(wanted, threads, (point, index, row) => {
        (rows[point] ??= [])[index] = row;
        journal?.add(points[point]?.fingerprint ?? '', seeds[index] ?? 0, row);
        bar.one();
      });
    }
  } finally {
    unheard();
    progress.done();
    journal?.close();
    await crew.close();
  }
}

/** What is still to run; what the journal knows is put in its place at once. */
function openRuns(targets: readonly Target[], points: Rounds['points'], seeds: readonly (number | string)[], rows: Row[][], journal: Journal | null): { readonly wanted: readonly Wanted[]; readonly known: number } {
  let known = 0;
  const wanted = targets.flatMap(({ point, target }): Wanted[] => {
    const one = points[point];
    if (one === undefined) return [];
    const here = (rows[point] ??= []);
    const begun = here.length;
    const open = seeds.slice(begun, target).map((seed, i) => ({ index: begun + i, seed })).filter(({ index, seed }) => {
      const row = journal?.find(one.fingerprint, seed);
      if (row === undefined || row.values.length !== one.columns.length) return true;
      here[index] = row;
      known++;
      return false;
    });
    return open.length > 0 ? [{ point, sets: one.sets, seeds: open }] : [];
  });
  return { wanted, known };
}

/** How much is done, how fast it goes and how long it will take. */
class Bar {
  readonly #progress: Progress;
  readonly #began = performance.now();
  #all = 0;
  #done = 0;
  #computed = 0;

  constructor(progress: Progress) {
    this.#progress = progress;
  }

  /** "12 of 40 runs". */
  get words(): string {
    return `${this.#done} of ${this.#all} runs`;
  }

  /** Another round: so many were known already, so many will be computed. */
  more(known: number, left: number): void {
    this.#all += known + left;
    this.#done += known;
  }

  one(): void {
    this.#done++;
    this.#computed++;
    const perS = this.#computed / Math.max(1e-3, (performance.now() - this.#began) / 1000);
    this.#progress.show(this.#done / this.#all, `${this.words} · ${perS >= 10 ? perS.toFixed(0) : perS.toFixed(1)}/s · ${span(Math.max(1, Math.round((this.#all - this.#done) / perS)))} left`);
  }
}
