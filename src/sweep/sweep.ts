/** A sweep in one go, without threads or files: plain data in, plain data out. The command line spreads the same rows over worker threads. */

import type { SweepResult } from '../result/sweep.ts';
import { seedsFrom } from '../run/over-runs.ts';
import type { Row } from './columns.ts';
import { foldSweep } from './fold.ts';
import { readGrid } from './grid.ts';
import { targetRuns } from './precision.ts';
import { PointRunner, type SweepSource } from './source.ts';

/** What a sweep varies, and how often each point runs. */
export interface SweepPlan {
  /** "pools.main.maximumPoolSize=2..40", "traffic.api.rate=80/s,110/s": every combination is a point. */
  readonly vary: readonly string[];
  /** Runs of each point, with seed, seed + 1, …: the same at every point. Default 1; with `precision` the most, default 100. */
  readonly runs?: number;
  /** Repeat each point until the 95 % intervals of p99 and failure share are this narrow, as a fraction of the figure; 0.05 is ± 5 %. */
  readonly precision?: number;
  /** Default: that of the scenario. */
  readonly seed?: number | string;
  /** Told before each run how much is done, 0..1. */
  readonly onProgress?: (share: number) => void;
}

export type SweepOutcome = { readonly ok: true; readonly result: SweepResult } | { readonly ok: false; readonly problems: readonly string[] };

/** Runs every point with every seed. Never throws on bad input: the answer is the result, or all mistakes in words. */
export function sweepPoints(source: SweepSource, plan: SweepPlan): SweepOutcome {
  const precision = plan.precision ?? null;
  const runs = plan.runs ?? (precision === null ? 1 : 100);
  if (!Number.isInteger(runs) || runs < 1) return { ok: false, problems: ['runs must be a whole number from 1'] };
  if (precision !== null && !(precision > 0 && precision < 1)) return { ok: false, problems: ['precision must lie between 0 and 1'] };
  const read = readGrid(source, plan.vary);
  if (!read.ok) return read;
  const { grid } = read;
  const seeds = seedsFrom(plan.seed ?? grid.scenario.run.seed, runs);
  const runner = new PointRunner(source);
  const rows = grid.points.map((point, i) => {
    const made: Row[] = [];
    for (let target = targetRuns(point, made, precision, runs); made.length < target; target = targetRuns(point, made, precision, runs)) {
      for (const seed of seeds.slice(made.length, target)) {
        plan.onProgress?.((i + made.length / target) / grid.points.length);
        made.push(runner.run(point.sets, seed));
      }
    }
    return made;
  });
  return { ok: true, result: foldSweep(grid, seeds, rows) };
}
