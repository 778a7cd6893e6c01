/** A worker thread of a sweep: reads the scenario from the text it was started with and runs what it is handed, some runs of one point at a time. */

import { workerData } from 'node:worker_threads';
import type { Row } from '../sweep/columns.ts';
import { PointRunner, type SweepSource } from '../sweep/source.ts';

/** Some runs of one point. */
export interface Part {
  readonly sets: readonly string[];
  readonly seeds: readonly (number | string)[];
}

/** What a thread is handed at once: runs of one point, or of several where each is soon done. */
export type Batch = readonly Part[];

/** What came out, run by run in the order of the batch, and how long it took. */
export interface BatchDone {
  readonly rows: readonly Row[];
  readonly ms: number;
}

let runner: PointRunner | null = null;

/** Called for each batch, by its name. */
export function work(batch: Batch): BatchDone {
  runner ??= new PointRunner(workerData as SweepSource);
  const began = performance.now();
  const rows: Row[] = [];
  for (const { sets, seeds } of batch) for (const seed of seeds) rows.push(runner.run(sets, seed));
  return { rows, ms: performance.now() - began };
}
