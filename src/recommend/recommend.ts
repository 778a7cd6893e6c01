/** A recommendation in one go, without threads or files: plain data in, plain data out. The command line spreads the same runs over worker threads. */

import type { RecommendResult } from '../result/recommend.ts';
import type { Row } from '../sweep/columns.ts';
import { PointRunner, type SweepSource } from '../sweep/source.ts';
import { foldRecommend } from './fold.ts';
import { nextSteps } from './search.ts';
import { type RecommendPlan, readTask } from './task.ts';

export type RecommendOutcome = { readonly ok: true; readonly result: RecommendResult } | { readonly ok: false; readonly problems: readonly string[] };

/** Runs what it takes to know. Never throws on bad input: the answer is the result, or all mistakes in words. */
export function recommendSize(source: SweepSource, plan: RecommendPlan): RecommendOutcome {
  const read = readTask(source, plan);
  if (!read.ok) return read;
  const { task } = read;
  const runner = new PointRunner(task.source);
  const rows: Row[][] = task.points.map(() => []);
  let [done, asked] = [0, 0];
  for (let steps = nextSteps(task, rows); steps.length > 0; steps = nextSteps(task, rows)) {
    asked += steps.reduce((sum, { point, target }) => sum + target - (rows[point]?.length ?? 0), 0);
    for (const { point, target } of steps) {
      const own = (rows[point] ??= []);
      for (const seed of task.seeds.slice(own.length, target)) {
        plan.onProgress?.(done++, asked);
        own.push(runner.run(task.points[point]?.sets ?? [], seed));
      }
    }
  }
  return { ok: true, result: foldRecommend(task, rows) };
}
