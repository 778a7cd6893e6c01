/** A worker thread of a sweep: reads the scenario from the text it was started with and runs what it is handed, some runs of one point at a time. */

import { workerData } from 'node:worker_threads';
import type { Row } from '../sweep/columns.ts';
import { PointRunner, type SweepSource } from '../sweep/source.ts';

/** Some runs of one point. */
export interface Batch {
  readonly sets: readonly string[];
  readonly seeds: readonly (number | string)[];
}

/** What came out, seed by seed, and how long it took. */
export interface BatchDone {
  readonly rows: readonly Row[];
  readonly ms: number;
}

let runner: PointRunner | null = null;

/** Called for each batch, by its name. */
export function work({ sets, seeds }: Batch): BatchDone {
  runner ??= new PointRunner(workerData as SweepSource);
  const began = performance.now();
  const rows: Row[] = [];
  for (const seed of seeds) rows.push(runner.run(sets, seed));
  return { rows, ms: performance.now() - began };
}
