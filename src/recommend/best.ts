/**
 * The best of the sizes that fit: Kim and Nelson's fully sequential procedure on common random numbers (ACM TOMACS 2001), in stages of ten runs. Whoever is
 * behind another by more than chance explains is dropped; what is left is the best, or within the indifference zone of it, with the stated confidence.
 */

import type { RecommendBest } from '../result/recommend.ts';
import { pairedDifference } from '../stats/confidence.ts';
import { knLead, knSquareH } from '../stats/selection.ts';
import { firstLook } from './looks.ts';
import { column } from './objective.ts';
import type { Judged, Rows, Step } from './search.ts';
import type { Task } from './task.ts';

/** A difference that nobody would choose by, as a part of the best mean of the first stage. */
const zonePart = 0.02;
/** Runs that are added to whoever is left. */
const stage = 10;

export interface Chosen {
  /** Runs that the choice still needs. */
  readonly steps: readonly Step[];
  readonly best: RecommendBest | null;
}

/** The class that the sizes are compared by: the first that an objective is about, else the one with most requests. */
export function mainClass(task: Task, rows: Rows): string {
  const named = task.objectives.map((one) => one.condition.of).find((of) => Object.hasOwn(task.scenario.traffic, of));
  if (named !== undefined) return named;
  const i = rows.findIndex((own) => own.length > 0);
  const point = task.points[i];
  const names = [...Object.keys(task.scenario.traffic), ...Object.keys(task.scenario.cron)];
  const arrived = (name: string): number => (point === undefined ? 0 : (column(point, rows[i] ?? [], 'classes', name, 'arrived')[0] ?? 0));
  return names.toSorted((a, b) => arrived(b) - arrived(a))[0] ?? '';
}

/** Chooses among the sizes that fit, or says which runs that takes. */
export function chooseBest(task: Task, rows: Rows, judged: readonly (Judged | null)[]): Chosen {
  const figure = task.best;
  if (figure === null) return { steps: [], best: null };
  const of = mainClass(task, rows);
  const values = (i: number): readonly (number | null)[] => {
    const point = task.points[i];
    return point === undefined ? [] : column(point, rows[i] ?? [], 'classes', of, figure);
  };
  const first = Math.min(firstLook, task.allowed.cap);
  const fit = judged.flatMap((one, i) => (one?.verdict === 'feasible' && values(i).slice(0, first).every((value) => value !== null) ? [i] : []));
  if (fit.length === 0) return { steps: [], best: null };
  const upTo = (i: number, runs: number): number[] => values(i).slice(0, runs).map((value) => value ?? Number.POSITIVE_INFINITY);
  const mean = (i: number, runs: number): number => upTo(i, runs).reduce((sum, value) => sum + value, 0) / runs;
  const lowest = (among: readonly number[], runs: number): number => among.reduce((best, i) => (mean(i, runs) < mean(best, runs) ? i : best));
  const zoneMs = zonePart * mean(lowest(fit, first), first);
  const chosen = (index: number, runs: number, surely: boolean): Chosen => ({ steps: [], best: { figure, class: of, index, zoneMs, surely, runs, alike: alike(fit, index, upTo, zoneMs, task, rows) } });
  if (fit.length === 1 || zoneMs === 0) return chosen(lowest(fit, first), first, true);
  const squareH = knSquareH(fit.length, first, Math.max(task.confidence, 1 / fit.length + 0.01));
  const spread = new Map<string, number>();
  for (const i of fit) for (const j of fit) if (i < j) spread.set(`${i}/${j}`, (pairedDifference(upTo(i, first), upTo(j, first)).sd ?? 0) ** 2);
  let left = fit;
  for (let runs = first; ; runs = Math.min(runs + stage, task.allowed.cap)) {
    const short = left.filter((i) => (rows[i]?.length ?? 0) < runs);
    if (short.length > 0) return { steps: short.map((point) => ({ point, target: runs })), best: null };
    const now = left;
    left = now.filter((i) => now.every((j) => i === j || mean(i, runs) <= mean(j, runs) + knLead(squareH, spread.get(i < j ? `${i}/${j}` : `${j}/${i}`) ?? 0, zoneMs, runs)));
    if (left.length === 1) return chosen(left[0] ?? 0, runs, true);
    // The lead has come down to nothing for all of them: exactly equal means are left.
    if (left.length === now.length && left.every((i) => mean(i, runs) === mean(left[0] ?? 0, runs))) return chosen(left[0] ?? 0, runs, true);
    if (runs >= task.allowed.cap) return chosen(lowest(left, runs), runs, false);
  }
}

/** Those not shown to be worse than the best by more than the zone: paired differences, for all comparisons together (Bonferroni; Nelson & Matejcik 1995). */
function alike(fit: readonly number[], best: number, upTo: (i: number, runs: number) => number[], zoneMs: number, task: Task, rows: Rows): number[] {
  const confidence = Math.max(0.01, 1 - (2 * task.allowed.errors) / Math.max(1, fit.length - 1));
  return fit.filter((i) => {
    if (i === best) return true;
    const runs = Math.min(rows[i]?.length ?? 0, rows[best]?.length ?? 0);
    const { mean, halfWidth } = pairedDifference(upTo(i, runs), upTo(best, runs), confidence);
    return mean - (halfWidth ?? 0) <= zoneMs;
  });
}
