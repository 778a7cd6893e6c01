/** More runs of a scenario after the first one: as many as were asked for, or until its promises with a confidence are decided. */

import { availableParallelism } from 'node:os';
import type { Scenario } from '../model/scenario.ts';
import type { PromiseDecision, RunResult } from '../result.ts';
import { standingOf, usualCap } from '../run/decide.ts';
import { seedsFrom } from '../run/over-runs.ts';
import { columnsOf, type Row, rowOf, seenIn } from '../sweep/columns.ts';
import type { SweepSource } from '../sweep/source.ts';
import { Crew } from './crew.ts';

/** What is repeated, and how often. */
export interface Repeat {
  readonly source: SweepSource;
  readonly scenario: Scenario;
  /** The first run, already made. */
  readonly first: RunResult;
  /** `--runs`: exactly so many, or with promises that have a confidence at most so many. */
  readonly runs: number | undefined;
  readonly workers: number | undefined;
  /** Told after each run how many are done, and of how many at most. */
  readonly onRun: (done: number, most: number) => void;
}

export interface Repeated {
  readonly seeds: readonly (number | string)[];
  readonly rows: readonly Row[];
  /** For each promise; null where it has no confidence. */
  readonly decisions: readonly (PromiseDecision | null)[];
}

/** Less work than this is done before threads have started. */
const worthThreadsMs = 400;

/** Whether the runs go on until something is decided. */
export const isDeciding = (scenario: Scenario): boolean => scenario.promises.some((plan) => plan.confidence !== null);

/** Makes the runs that are missing. What comes out depends on the scenario, the seed and `runs` alone. */
export async function repeated({ source, scenario, first, runs, workers, onRun }: Repeat): Promise<Repeated> {
  const deciding = isDeciding(scenario);
  const cap = runs ?? (deciding ? usualCap : 1);
  const seeds = seedsFrom(first.seed, cap);
  const rows: Row[] = [rowOf(columnsOf(scenario), first)];
  const crew = new Crew(source);
  const ms = first.host?.wallMs ?? worthThreadsMs;
  try {
    for (;;) {
      const { decisions, next } = standingOf(scenario.promises, seenIn(scenario, rows), cap);
      const goal = deciding ? (next ?? rows.length) : cap;
      const left = seeds.slice(rows.length, goal).map((seed, i) => ({ index: rows.length + i, seed }));
      if (left.length === 0) return { seeds: seeds.slice(0, rows.length), rows, decisions };
      let done = rows.length;
      const threads = workers ?? (left.length * ms < worthThreadsMs ? 0 : availableParallelism());
      await crew.run([{ point: 0, sets: [], seeds: left }], Math.min(threads, left.length), (_, index, row) => {
        rows[index] = row;
        onRun(++done, cap);
      });
    }
  } finally {
    await crew.close();
  }
}
