/** What is asked: every size read as a scenario, every objective understood, every mistake told before anything runs. */

import type { Scenario } from '../model/scenario.ts';
import { problemText } from '../reading/problem.ts';
import type { ScenarioSource } from '../reading/scenario-file.ts';
import { seedsFrom } from '../run/over-runs.ts';
import type { SweepAxis, SweepMark } from '../result/sweep.ts';
import { type Grid, type GridPoint, readGrid } from '../sweep/grid.ts';
import { readWith, type SweepSource } from '../sweep/source.ts';
import { type Errors, isWish, type Objective, objectiveOf } from './objective.ts';
import { usualRange } from './range.ts';
import { type Shape, shapeOf } from './shape.ts';

/** What is to be found out, and how surely. */
export interface RecommendPlan {
  /** "pools.main.maximumPoolSize=2..40". Default: the pool's own size, over a range that arithmetic suggests. */
  readonly vary?: string;
  /** "p99(api) < 250ms". Default: the promises of the scenario. */
  readonly slo?: readonly string[];
  /** 0.95 unless given; for all sizes, objectives and looks together. */
  readonly confidence?: number;
  /** Most runs of one size. Default 200. */
  readonly runs?: number;
  /** How near to a limit either answer will do, as a part of it. Default 2 %; 10 % for shares and counts of failures. */
  readonly zone?: number;
  /** By what the best size is chosen among those that meet everything; `none` saves its runs. Default p99. */
  readonly best?: 'p99' | 'mean' | 'none';
  /** Simulate every size, also between two of the same verdict. */
  readonly every?: boolean;
  /** The first seed. Default: that of the scenario. */
  readonly seed?: number | string;
  /** Told before each run how many runs are done, and how many were asked for up to now. */
  readonly onProgress?: (done: number, asked: number) => void;
}

export interface Task {
  /** The source with the objectives in it. */
  readonly source: SweepSource;
  readonly scenario: Scenario;
  readonly axis: SweepAxis;
  /** Size after size, the smallest first. */
  readonly points: readonly GridPoint[];
  readonly marks: readonly SweepMark[];
  readonly objectives: readonly Objective[];
  readonly allowed: Errors;
  readonly confidence: number;
  readonly seeds: readonly (number | string)[];
  readonly best: 'p99Ms' | 'meanMs' | null;
  readonly every: boolean;
  readonly shape: Shape;
  readonly notes: readonly string[];
}

export type TaskRead = { readonly ok: true; readonly task: Task } | { readonly ok: false; readonly problems: readonly string[] };

export const usualCap = 200;
const mostRuns = 10_000;
const fewestRuns = 5;

function wrongNumbers({ confidence = 0.95, runs = usualCap, zone, slo, best }: RecommendPlan): string[] {
  return [
    ...(confidence >= 0.5 && confidence <= 0.9999 ? [] : ['confidence lies between 50 % and 99.99 %']),
    ...(Number.isInteger(runs) && runs >= fewestRuns && runs <= mostRuns ? [] : [`runs must be a whole number from ${fewestRuns} to ${mostRuns}: so many may one size take at most`]),
    ...(zone === undefined || (zone >= 0 && zone <= 0.5) ? [] : ['zone lies between 0 and 50 %: how near to a limit either answer will do']),
    ...(slo === undefined || slo.length > 0 ? [] : ['no objective: say what must hold, like p99(api) < 250ms']),
    ...(best === undefined || best === 'p99' || best === 'mean' || best === 'none' ? [] : ['best is p99, mean or none']),
  ];
}

/** What is wrong with an objective is told of what the user wrote, not of the override that it became. */
const asObjective = (slo: readonly string[] | undefined) => (says: string): string =>
  says.replace(/^--set promises=[\s\S]*? {2}promises(?:\[(\d+)\])?(?:\.promise)?: /, (_, i: string | undefined) => `--slo ${i === undefined ? '' : `"${slo?.[Number(i)] ?? ''}"`}  `);

/** Reads the plan. Never throws on bad input. `files` fetches what only some overrides name. */
export function readTask(source: SweepSource, plan: RecommendPlan, files?: ScenarioSource['files'], onProgress?: (share: number) => void): TaskRead {
  const wrong = wrongNumbers(plan);
  if (wrong.length > 0) return { ok: false, problems: wrong };
  const withSlo: SweepSource = plan.slo === undefined ? source : { ...source, set: [...(source.set ?? []), `promises=${JSON.stringify(plan.slo)}`] };
  const told = asObjective(plan.slo);
  const base = readWith(withSlo, [], files);
  if (!base.ok) return { ok: false, problems: base.problems.map((problem) => told(problemText(problem))) };
  const { scenario } = base;
  const objectives = scenario.promises.flatMap((promise, i) => (plan.slo !== undefined || isWish(promise) ? [objectiveOf(promise, i, plan.zone ?? null)] : []));
  if (objectives.length === 0) return { ok: false, problems: [`nothing to meet: the scenario ${scenario.promises.length === 0 ? 'makes no promise' : 'only describes what is (between, ==)'}. Say what must hold, like --slo "p99(${Object.keys(scenario.traffic)[0] ?? 'api'}) < 250ms"`] };
  const range = plan.vary === undefined ? usualRange(scenario, classesOf(objectives, scenario), (sets) => readWith(withSlo, sets, files)) : { ok: true as const, vary: plan.vary, notes: [] };
  if (!range.ok) return range;
  const read = readGrid(withSlo, [range.vary], { ...(files === undefined ? {} : { files }), ...(onProgress === undefined ? {} : { onProgress }) });
  if (!read.ok) return { ok: false, problems: read.problems.map(told) };
  return taskOf(withSlo, plan, read.grid, objectives, range.notes);
}

const classesOf = (objectives: readonly Objective[], scenario: Scenario): string[] => [...new Set(objectives.map((one) => one.condition.of).filter((name) => Object.hasOwn(scenario.traffic, name)))];

function taskOf(source: SweepSource, plan: RecommendPlan, grid: Grid, objectives: readonly Objective[], notes: readonly string[]): TaskRead {
  const [axis] = grid.axes;
  const numbers = axis?.numbers ?? null;
  if (axis === undefined || numbers === null) return { ok: false, problems: [`--vary ${axis?.text ?? ''}  "the smallest" needs numbers, and among these values are words: \`poolsim sweep\` shows them side by side`] };
  if (axis.values.length < 2) return { ok: false, problems: [`--vary ${axis.text}  a single value leaves nothing to choose: write a range like ${axis.paths[0]}=2..40`] };
  const order = numbers.map((_, i) => i).toSorted((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0));
  const sorted = <T>(values: readonly T[]): T[] => order.map((i) => values[i] as T);
  const points = sorted(grid.points);
  const pool = axis.pool === null ? null : { name: axis.pool.name, sizes: sorted(axis.pool.sizes) };
  const confidence = plan.confidence ?? 0.95;
  const cap = plan.runs ?? usualCap;
  return {
    ok: true,
    task: {
      source, scenario: grid.scenario, axis: { ...axis, values: sorted(axis.values), numbers: sorted(numbers), pool }, points, marks: grid.marks[0] ?? [], objectives,
      allowed: { errors: 1 - confidence, sizes: points.length, objectives: objectives.length, cap }, confidence,
      seeds: seedsFrom(plan.seed ?? grid.scenario.run.seed, cap), best: plan.best === 'none' ? null : plan.best === 'mean' ? 'meanMs' : 'p99Ms', every: plan.every === true,
      shape: shapeOf(grid.scenario, points, objectives, pool?.name ?? null), notes: [...notes, ...grid.notes],
    },
  };
}
