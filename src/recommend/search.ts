/**
 * Which runs are next: a pure function of the runs that are there, so that threads, interruptions and a library call come to the same answer. First a coarse
 * row of sizes; then each undecided one beside an edge goes to its next look, and each gap between two verdicts is halved, until every edge has its
 * two neighbours simulated; where nothing fits, the search closes in on the size that comes nearest. Then whoever the rules of thumb name, then the
 * choice of the best among those that fit (Kim & Nelson).
 */

import type { SizeObjective } from '../result/recommend.ts';
import type { Row } from '../sweep/columns.ts';
import { chooseBest } from './best.ts';
import { firstLook, nextLook } from './looks.ts';
import { judge, verdictOf } from './objective.ts';
import { missing, namedSizes } from './rules.ts';
import type { Task } from './task.ts';

/** Runs that a size should have next. */
export interface Step {
  readonly point: number;
  readonly target: number;
}

/** The rows of every size, seed by seed; none where nothing was simulated. */
export type Rows = readonly (readonly Row[])[];

/** What is known of the sizes that were simulated. */
export interface Judged {
  readonly objectives: readonly SizeObjective[];
  readonly verdict: SizeObjective['verdict'];
}

/** Every size that has runs, judged; null for the others. */
export const judgeAll = (task: Task, rows: Rows): (Judged | null)[] => task.points.map((point, i) => {
  const own = rows[i] ?? [];
  if (own.length === 0) return null;
  const objectives = task.objectives.map((objective) => judge(objective, point, own, task.allowed));
  return { objectives, verdict: verdictOf(objectives) };
});

/** What to run next; empty when everything that can be found out is found out. */
export function nextSteps(task: Task, rows: Rows): readonly Step[] {
  const { cap } = task.allowed;
  const first = Math.min(firstLook, cap);
  const has = (i: number): number => rows[i]?.length ?? 0;
  const begin = (indices: readonly number[]): Step[] => [...new Set(indices)].filter((i) => has(i) < first).sort((a, b) => a - b).map((point) => ({ point, target: first }));
  const start = begin(startOf(task));
  if (start.length > 0) return start;
  const judged = judgeAll(task, rows);
  const next = (i: number): number | null => nextLook(has(i), cap);
  const refined = [...looksAtEdges(judged, next), ...begin([...betweenEdges(judged, next), ...aroundClosest(task, judged)])];
  if (refined.length > 0) return refined;
  const neighbours = begin(besideSmallest(judged));
  if (neighbours.length > 0) return neighbours;
  const ruled = begin(missing(task, rows));
  return ruled.length > 0 ? ruled : chooseBest(task, rows, judged).steps;
}

/** The first sizes: where theory knows the curve both sides of each edge, else a coarse row; the ends; and what arithmetic and the file name. */
function startOf(task: Task): number[] {
  const last = task.points.length - 1;
  if (task.every) return task.points.map((_, i) => i);
  const { inTheory } = task.shape;
  const edges = inTheory.flatMap((one, i) => (i > 0 && one !== null && inTheory[i - 1] !== null && one !== inTheory[i - 1] ? [i - 1, i] : []));
  const theory = inTheory.every((one) => one !== null);
  const coarse = theory || task.shape.kind === 'falling' ? [] : task.points.map((_, i) => i).filter(isCoarse);
  return [0, last, ...edges, ...coarse, ...namedSizes(task)];
}

/** 1st, 2nd, 3rd, 4th, 6th, 8th, 12th, 16th, 24th … */
function isCoarse(i: number): boolean {
  let n = i + 1;
  while (n > 4 && n % 2 === 0) n /= 2;
  return n <= 3 || n === 4;
}

/** Undecided sizes beside a size that is decided; when there is none, those at the ends of what is undecided. */
function looksAtEdges(judged: readonly (Judged | null)[], next: (i: number) => number | null): Step[] {
  const simulated = judged.flatMap((one, i) => (one === null ? [] : [i]));
  const verdict = (at: number): string => judged[simulated[at] ?? -1]?.verdict ?? 'undecided';
  const open = simulated.filter((_, at) => verdict(at) === 'undecided' && (verdict(at - 1) !== 'undecided' || verdict(at + 1) !== 'undecided' || at === 0 || at === simulated.length - 1));
  return open.flatMap((point): Step[] => {
    const target = next(point);
    return target === null ? [] : [{ point, target }];
  });
}

/** The middle of each gap whose two ends differ, once both are decided or have had all their runs. */
function betweenEdges(judged: readonly (Judged | null)[], next: (i: number) => number | null): number[] {
  const simulated = judged.flatMap((one, i) => (one === null || (one.verdict === 'undecided' && next(i) !== null) ? [] : [i]));
  return simulated.flatMap((i, at) => {
    const before = simulated[at - 1];
    return before === undefined || i - before < 2 || judged[i]?.verdict === judged[before]?.verdict ? [] : [Math.floor((before + i) / 2)];
  });
}

/** Where no size fits: the middle of the gaps on both sides of the one that comes nearest. */
function aroundClosest(task: Task, judged: readonly (Judged | null)[]): number[] {
  if (judged.some((one) => one !== null && one.verdict !== 'infeasible')) return [];
  const closest = closestOf(task, judged);
  if (closest === null) return [];
  const below = judged.findLastIndex((one, i) => one !== null && i < closest);
  const above = judged.findIndex((one, i) => one !== null && i > closest);
  return [...(below >= 0 && closest - below > 1 ? [Math.floor((below + closest) / 2)] : []), ...(above >= 0 && above - closest > 1 ? [Math.floor((above + closest) / 2)] : [])];
}

/** How far an objective is missed, as a part of its limit; 0 when it is met. */
export function missOf(task: Task, objective: number, { mean }: Pick<SizeObjective, 'mean'>): number {
  const { atLeast = null, atMost = null } = task.objectives[objective] ?? {};
  if (mean === null) return Number.POSITIVE_INFINITY;
  const limit = (atMost !== null && mean > atMost ? atMost : atLeast) ?? atMost ?? 1;
  const over = Math.max(atMost === null ? 0 : mean - atMost, atLeast === null ? 0 : atLeast - mean, 0);
  return over / Math.max(Math.abs(limit), 1e-9);
}

/** The simulated size whose worst objective is missed least; the smaller one among equals. */
export function closestOf(task: Task, judged: readonly (Judged | null)[]): number | null {
  let [closest, least]: [number | null, number] = [null, Number.POSITIVE_INFINITY];
  for (const [i, one] of judged.entries()) {
    if (one === null) continue;
    const miss = Math.max(...one.objectives.map((objective, o) => missOf(task, o, objective)));
    if (miss < least || closest === null) [closest, least] = [i, miss];
  }
  return closest;
}

/** The neighbours of the smallest size that fits: what one fewer or one more would cost must be known. */
function besideSmallest(judged: readonly (Judged | null)[]): number[] {
  const smallest = judged.findIndex((one) => one?.verdict === 'feasible');
  return smallest < 0 ? [] : [smallest - 1, smallest + 1].filter((i) => i >= 0 && i < judged.length);
}
