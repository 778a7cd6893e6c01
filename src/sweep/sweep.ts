/** A sweep in one go, without threads or files: plain data in, plain data out. The command line spreads the same rows over worker threads. */

import type { SweepResult } from '../result/sweep.ts';
import { seedsFrom } from '../run/over-runs.ts';
import type { Row } from './columns.ts';
import { foldSweep } from './fold.ts';
import { readGrid } from './grid.ts';
import { PointRunner, type SweepSource } from './source.ts';

/** What a sweep varies, and how often each point runs. */
export interface SweepPlan {
  /** "pools.main.maximumPoolSize=2..40", "traffic.api.rate=80/s,110/s": every combination is a point. */
  readonly vary: readonly string[];
  /** Runs of each point, with seed, seed + 1, …: the same at every point. Default 1. */
  readonly runs?: number;
  /** Default: that of the scenario. */
  readonly seed?: number | string;
  /** Told before each run how much is done, 0..1. */
  readonly onProgress?: (share: number) => void;
}

export type SweepOutcome = { readonly ok: true; readonly result: SweepResult } | { readonly ok: false; readonly problems: readonly string[] };

/** Runs every point with every seed. Never throws on bad input: the answer is the result, or all mistakes in words. */
export function sweepPoints(source: SweepSource, plan: SweepPlan): SweepOutcome {
  const runs = plan.runs ?? 1;
  if (!Number.isInteger(runs) || runs < 1) return { ok: false, problems: ['runs must be a whole number from 1'] };
  const read = readGrid(source, plan.vary);
  if (!read.ok) return read;
  const { grid } = read;
  const seeds = seedsFrom(plan.seed ?? grid.scenario.run.seed, runs);
  const runner = new PointRunner(source);
  const rows = grid.points.map((point, i) => seeds.map((seed, r): Row => {
    plan.onProgress?.((i * runs + r) / (grid.points.length * runs));
    return runner.run(point.sets, seed);
  }));
  return { ok: true, result: foldSweep(grid, seeds, rows) };
}
