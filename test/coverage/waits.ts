/**
 * One long run of a pool of one connection (M/M/1), wait by wait by Lindley's recursion: the next wait is the last one and its hold less the gap, or nothing.
 * Waits are correlated, the more the heavier the load: a hundred-fold at 80 %, a thousand-fold at 95 %.
 */

import { batchMeans, batchQuantiles, checkedBatchMeans, overlappingBatchMeans } from '../../src/stats/batch-means.ts';
import { tInterval } from '../../src/stats/confidence.ts';
import { Histogram } from '../../src/stats/histogram.ts';
import type { Stream } from '../../src/random/streams.ts';
import { streamOf } from '../stats/draws.ts';
import { type Advice, type Experiment, experiment, within } from './trial.ts';

/** Waits of `count` requests, in mean holds, from an empty pool; `skip` requests before them are not kept. */
function waits(stream: Stream, load: number, count: number, skip: number): Float64Array {
  const kept = new Float64Array(count);
  let wait = 0;
  for (let i = -skip; i < count; i++) {
    if (i >= 0) kept[i] = wait;
    wait = Math.max(0, wait + stream.exponential() - stream.exponential() / load);
  }
  return kept;
}

interface Plan {
  readonly load: number;
  readonly count: number;
  readonly batches: Advice;
  readonly quick: number;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** The mean wait from one run by batches, and as if requests were independent. The run begins settled. */
const oneRun = ({ load, count, batches, quick }: Plan): Experiment => {
  const mean = load / (1 - load);
  return experiment({
    name: `one run of ${count.toLocaleString('en')} waits at ${percent(load)} load`, truth: 'mean wait ρ/(1 − ρ) holds', quick,
    see: (i) => waits(streamOf(`waits ${load} ${count}`, i), load, count, Math.ceil(30 / (1 - load) ** 2)),
    checks: [
      { what: '20 batch means', advice: batches, covers: (seen) => within(batchMeans(seen), mean) },
      { what: '20 overlapping batch means', advice: batches, covers: (seen) => within(overlappingBatchMeans(seen), mean) },
      { what: 'batch means, checked (von Neumann)', advice: batches, covers: (seen) => within(checkedBatchMeans(seen), mean) },
      { what: 'every wait as if independent', advice: 'avoid', covers: (seen) => within(tInterval(seen), mean) },
    ],
  });
};

/** Ten runs from empty: nothing left out, and the first tenth of each left out. */
const tenRuns = (load: number, count: number, advice: Advice, quick: number): Experiment => {
  const mean = load / (1 - load);
  const averages = (runs: readonly Float64Array[], from: number): number[] => runs.map((run) => tInterval(run.subarray(from)).mean);
  return experiment({
    name: `10 runs of ${count.toLocaleString('en')} waits from empty at ${percent(load)} load`, truth: 'mean wait ρ/(1 − ρ) holds', quick,
    see: (i) => Array.from({ length: 10 }, (_, run) => waits(streamOf(`runs ${load} ${run}`, i), load, count, 0)),
    checks: [
      { what: 'Student\'s t over runs, the first tenth left out', advice, covers: (seen) => within(tInterval(averages(seen, count / 10)), mean) },
      { what: 'Student\'s t over runs, nothing left out', advice, covers: (seen) => within(tInterval(averages(seen, 0)), mean) },
    ],
  });
};

/** Percentiles from the histogram that every run keeps, in µs; a mean hold is 10 ms. */
const p99 = (count: number, advice: Advice, quick: number): Experiment => {
  const load = 0.5;
  const truth = 10_000 * Math.log(load / 0.01) / (1 - load);
  const of = (run: Float64Array): number => {
    const histogram = new Histogram();
    for (const wait of run) histogram.add(wait * 10_000);
    return histogram.quantile(0.99) ?? 0;
  };
  return experiment({
    name: `10 runs of ${count.toLocaleString('en')} waits at 50 % load`, truth: 'p99 = ln(100 ρ)/(1 − ρ) holds', quick,
    see: (i) => Array.from({ length: 10 }, (_, run) => waits(streamOf(`p99 ${count} ${run}`, i), load, count, 120)),
    checks: [
      { what: 'p99 of each run, Student\'s t over runs', advice, covers: (seen) => within(tInterval(seen.map(of)), truth) },
    ],
  });
};

const batchedP90: Experiment = experiment({
  name: 'one run of 40,000 waits at 50 % load', truth: 'p90 = ln(10 ρ)/(1 − ρ) holds', quick: 60,
  see: (i) => waits(streamOf('batched p90', i), 0.5, 40_000, 120),
  checks: [{ what: 'p90 of 20 batches', advice: 'rely', covers: (seen) => within(batchQuantiles(seen, 0.9), Math.log(5) / 0.5) }],
});

/** Everything on one long run. */
export const longRuns: readonly Experiment[] = [
  oneRun({ load: 0.5, count: 20_000, batches: 'rely', quick: 100 }), oneRun({ load: 0.8, count: 100_000, batches: 'rely', quick: 20 }),
  oneRun({ load: 0.95, count: 20_000, batches: 'avoid', quick: 60 }),
  tenRuns(0.5, 2000, 'rely', 60), tenRuns(0.9, 2000, 'avoid', 100), p99(10_000, 'rely', 20), p99(200, 'avoid', 100), batchedP90,
];
