/** Rows of runs to figures with intervals: what each point comes to, which is best along each line, and which are worse than it beyond doubt. */

import type { Estimate, Figures, SweepLine, SweepPoint, SweepPromise, SweepResult } from '../result/sweep.ts';
import { sweepVersion } from '../result/sweep.ts';
import { judgedOver } from '../run/over-runs.ts';
import { version } from '../run/version.ts';
import { type MeanInterval, tInterval } from '../stats/confidence.ts';
import type { Row } from './columns.ts';
import type { Grid, GridPoint } from './grid.ts';

/** A figure is told apart from the best one's only by more than this part of it: percentiles themselves are within 1 %. */
const tolerance = 0.02;

const estimateOf = (interval: MeanInterval): Estimate => ({
  mean: interval.mean, low: interval.halfWidth === null ? null : interval.mean - interval.halfWidth, high: interval.halfWidth === null ? null : interval.mean + interval.halfWidth, runs: interval.count,
});

/** The mean over the runs that have the figure; null where none has. */
function estimate(values: readonly (number | null)[], confidence = 0.95): Estimate | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : estimateOf(tInterval(known, confidence));
}

/** A share stays a share. */
const bounded = (one: Estimate | null): Estimate | null => (one === null || one.low === null || one.high === null ? one : { ...one, low: Math.max(0, one.low), high: Math.min(1, one.high) });
const isShare = (figure: string): boolean => /Share$|^utilisation$|^cpuUtilisation$|^contentionLost$/.test(figure);

/** The mean of x − y over the runs that have both. */
const difference = (x: readonly (number | null)[], y: readonly (number | null)[], confidence = 0.95): Estimate | null =>
  estimate(x.map((value, i) => (value === null || (y[i] ?? null) === null ? null : value - (y[i] ?? 0))), confidence);

/** The runs of one point, column by column. */
class Runs {
  readonly point: GridPoint;
  readonly rows: readonly Row[];

  constructor(point: GridPoint, rows: readonly Row[]) {
    this.point = point;
    this.rows = rows;
  }

  column(room: string, of: string, figure: string): readonly (number | null)[] {
    const index = this.point.columns.findIndex(([r, o, f]) => r === room && o === of && f === figure);
    return this.rows.map((row) => (index < 0 ? null : (row.values[index] ?? null)));
  }

  /** Figures of every part in a room. */
  figures(room: string): { readonly [name: string]: Figures } {
    const parts: { [name: string]: { [figure: string]: Estimate | null } } = {};
    for (const [i, [there, of, figure]] of this.point.columns.entries()) {
      if (there !== room) continue;
      const one = estimate(this.rows.map((row) => row.values[i] ?? null));
      parts[of] ??= {};
      parts[of][figure] = isShare(figure) ? bounded(one) : one;
    }
    return parts;
  }

  promises(): SweepPromise[] {
    return this.point.promises.map((plan, i) => {
      const held = this.column('promises', String(i), 'held');
      const observed = this.column('promises', String(i), 'observed');
      const judged = judgedOver(plan, this.rows.map((_, r) => ({ held: held[r] === 1, observed: observed[r] ?? null })));
      return { text: judged.text, heldIn: judged.heldIn, runs: judged.runs, verdict: judged.verdict, observed: judged.observed === null ? null : estimateOf(judged.observed) };
    });
  }
}

/** The result of a sweep from its rows: for each point, a row for each seed. Verdicts in words are left empty (report/sweep/verdict.ts writes them). */
export function foldSweep(grid: Grid, seeds: readonly (number | string)[], rows: readonly (readonly Row[])[]): SweepResult {
  const runs = grid.points.map((point, i) => new Runs(point, rows[i] ?? []));
  const along = grid.axes[0]?.values.length ?? 1;
  const lines = Array.from({ length: runs.length / along }, (_, line) => lineOf(grid, runs, line, along));
  const sum = (figure: string): number => runs.reduce((all, one) => one.column('run', '', figure).reduce((total: number, value) => total + (value ?? 0), all), 0);
  const { title, file, fingerprint } = grid.scenario;
  return {
    version: sweepVersion, poolsim: version, scenario: { title, file, fingerprint }, seeds: seeds.slice(0, Math.max(1, ...runs.map((one) => one.rows.length))), axes: grid.axes,
    points: runs.map((one, i) => pointOf(one, runs, lines[Math.floor(i / along)], i)), lines,
    requests: sum('requests'), events: sum('events'), caveats: [],
  };
}

function pointOf(one: Runs, all: readonly Runs[], line: SweepLine | undefined, i: number): SweepPoint {
  const { at, values, fingerprint, preview, needs } = one.point;
  const best = line === undefined || line.best === i ? undefined : all[line.best];
  const against = (figure: string): Estimate | null => (best === undefined || line === undefined ? null : difference(one.column('classes', line.class, figure), best.column('classes', line.class, figure)));
  return {
    at, values, fingerprint, runs: one.rows.length, classes: one.figures('classes'), pools: one.figures('pools'), databases: one.figures('databases'), promises: one.promises(), preview, needs,
    worse: best === undefined ? null : { p99Ms: against('p99Ms'), failedShare: against('failedShare') },
    broken: [...new Set(one.rows.flatMap((row) => row.broken))],
  };
}

function lineOf(grid: Grid, all: readonly Runs[], line: number, along: number): SweepLine {
  const points = Array.from({ length: along }, (_, i) => line * along + i);
  const runs = points.map((i) => all[i]).filter((one) => one !== undefined);
  const busiest = mainClass(runs[0]);
  const best = bestOf(runs, busiest);
  const worse = runs.map((one, i) => i !== best && isWorse(one, runs[best], busiest, runs.length - 1));
  const goals = runs.map((one) => one.promises().filter((_, i) => isGoal(one.point, i)));
  const meets = goals.findIndex((promises) => promises.length > 0 && promises.every((promise) => promise.verdict === 'held'));
  return {
    others: runs[0]?.point.values.slice(1) ?? [], points, class: busiest, best: points[best] ?? 0, smallestMeeting: meets < 0 ? null : (points[meets] ?? null),
    tooSmall: points.filter((_, i) => i < best && worse[i]), tooLarge: points.filter((_, i) => i > best && worse[i]), marks: grid.marks[line] ?? [], verdict: [],
  };
}

/** Whether a promise sets a goal; `between` and `==` describe what a scenario is known to do. */
export const isGoal = (point: Pick<GridPoint, 'promises'>, i: number): boolean => !['between', '=='].includes(point.promises[i]?.condition.compare ?? '==');

/** The class with most requests. */
function mainClass(runs: Runs | undefined): string {
  let [name, most] = ['', -1];
  for (const [room, of, figure] of runs?.point.columns ?? []) {
    const arrived = room === 'classes' && figure === 'arrived' ? (estimate(runs?.column(room, of, figure) ?? [])?.mean ?? 0) : -1;
    if (arrived > most) [name, most] = [of, arrived];
  }
  return name;
}

/** The point with the lowest p99 among those whose failure share is not above the lowest one beyond doubt; the smallest value among equals. */
function bestOf(runs: readonly Runs[], name: string): number {
  const failed = runs.map((one) => one.column('classes', name, 'failedShare'));
  const shares = failed.map((column) => estimate(column)?.mean ?? Number.POSITIVE_INFINITY);
  const lowest = shares.indexOf(Math.min(...shares));
  const asGood = runs.map((_, i) => {
    const gap = difference(failed[i] ?? [], failed[lowest] ?? []);
    return gap === null ? false : gap.low === null ? gap.mean <= 0 : gap.low <= 0;
  });
  let [best, least] = [Math.max(0, lowest), Number.POSITIVE_INFINITY];
  for (const [i, one] of runs.entries()) {
    const p99 = asGood[i] ? (estimate(one.column('classes', name, 'p99Ms'))?.mean ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    if (p99 < least) [best, least] = [i, p99];
  }
  return best;
}

/** Whether more fail, or p99 is longer by more than the tolerance, beyond doubt: with 95 % confidence for all comparisons of the line together (Bonferroni). */
function isWorse(one: Runs, best: Runs | undefined, name: string, comparisons: number): boolean {
  if (best === undefined) return false;
  const confidence = 1 - 0.05 / Math.max(1, comparisons) / 2;
  const lowOf = (figure: string): number => difference(one.column('classes', name, figure), best.column('classes', name, figure), confidence)?.low ?? Number.NEGATIVE_INFINITY;
  return lowOf('failedShare') > 0 || lowOf('p99Ms') > tolerance * (estimate(best.column('classes', name, 'p99Ms'))?.mean ?? Number.POSITIVE_INFINITY);
}
