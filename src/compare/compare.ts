/** A comparison in one go, without threads or files: plain data in, plain data out. The command line spreads the same runs over worker threads. */

import type { Scenario } from '../model/scenario.ts';
import { problemText } from '../reading/problem.ts';
import type { CompareResult } from '../result/compare.ts';
import { seedsFrom } from '../run/over-runs.ts';
import type { Row } from '../sweep/columns.ts';
import { PointRunner, readWith, type SweepSource } from '../sweep/source.ts';
import { foldCompare } from './fold.ts';
import { withPromisesOf } from './shared-promises.ts';

/** How often both sides run. */
export interface ComparePlan {
  /** Pairs of runs, with seed, seed + 1, …; at least 2. Default 20. */
  readonly runs?: number;
  /** Default: that of A's scenario. */
  readonly seed?: number | string;
  /** What the sides are called. Default: their files, with the overrides that only B has. */
  readonly names?: { readonly a: string; readonly b: string };
  /** Told before each run how much is done, 0..1. */
  readonly onProgress?: (share: number) => void;
}

export type CompareOutcome = { readonly ok: true; readonly result: CompareResult } | { readonly ok: false; readonly problems: readonly string[] };

/** At most so many pairs of runs. */
export const mostPairs = 10_000;

/** Null when the number will do, else what is wrong with it. */
export const wrongRuns = (runs: number): string | null =>
  Number.isInteger(runs) && runs >= 2 && runs <= mostPairs ? null : `runs must be a whole number from 2 (one pair has no interval) to ${mostPairs}`;

/** What a side is called: its file, with what is laid over it alone. */
export const sideName = (source: SweepSource, more: readonly string[]): string => `${source.file?.split(/[/\\]/).pop() ?? 'the scenario'}${more.length === 0 ? '' : ` with ${more.join(' and ')}`}`;

/** Overrides that this source has beyond those of the other; all of none when they are not the same text. */
export function moreThan(source: SweepSource, other: SweepSource): readonly string[] {
  const [own, theirs] = [source.set ?? [], other.set ?? []];
  return source.text === other.text && theirs.every((set, i) => own[i] === set) ? own.slice(theirs.length) : [];
}

/** Runs both sides with every seed. Never throws on bad input: the answer is the result, or all mistakes in words. */
export function comparePairs(a: SweepSource, b: SweepSource, plan: ComparePlan): CompareOutcome {
  const runs = plan.runs ?? 20;
  const wrong = wrongRuns(runs);
  const read = [a, b].map((source) => readWith(source, []));
  const problems = [...(wrong === null ? [] : [wrong]), ...read.flatMap((one) => (one.ok ? [] : one.problems.map(problemText)))];
  const [scenarioA, scenarioB] = read.flatMap((one): Scenario[] => (one.ok ? [one.scenario] : []));
  if (problems.length > 0 || scenarioA === undefined || scenarioB === undefined) return { ok: false, problems: [...new Set(problems)] };
  const seeds = seedsFrom(plan.seed ?? scenarioA.run.seed, runs);
  const rowsOf = (source: SweepSource, done: number): Row[] => {
    const runner = new PointRunner(source);
    return seeds.map((seed, i) => {
      plan.onProgress?.((done + i) / (2 * runs));
      return runner.run([], seed);
    });
  };
  const [judgedA, judgedB] = [withPromisesOf({ source: a, scenario: scenarioA }, scenarioB), withPromisesOf({ source: b, scenario: scenarioB }, scenarioA)];
  const more = moreThan(b, a);
  const names = plan.names ?? { a: sideName(a, []), b: sideName(b, more) };
  const result = foldCompare(
    { scenario: scenarioA, judged: judgedA.scenario, name: names.a, with: moreThan(a, b), rows: rowsOf(judgedA.source, 0) },
    { scenario: scenarioB, judged: judgedB.scenario, name: names.b, with: more, rows: rowsOf(judgedB.source, runs) }, seeds);
  return { ok: true, result };
}
