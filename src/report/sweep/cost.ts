/** What each value costs against the best one of its line: how many times as long p99 is, how many more requests fail, and on which side of the best it lies. */

import type { Estimate, SweepAxis, SweepLine, SweepMark, SweepResult } from '../../result/sweep.ts';

/** A loss with its 95 % interval; the ends equal the mean where a single run has none. */
export interface Loss {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** `asGood`: nothing shows that it is worse. */
export type CostSide = 'best' | 'asGood' | 'tooSmall' | 'tooLarge';

export interface CostPoint {
  readonly value: string;
  readonly side: CostSide;
  /** p99 over that of the best value: 1 is as long, 2 twice as long. Null where either has none. */
  readonly p99Times: Loss | null;
  /** Failure share less that of the best value: 0.1 is ten more of a hundred requests. */
  readonly failedMore: Loss | null;
}

/** Everything the chart of costs is drawn from. */
export interface CostFigures {
  readonly class: string;
  readonly axis: SweepAxis;
  readonly marks: readonly SweepMark[];
  /** "at traffic.api.rate = 110/s"; empty with a single axis. */
  readonly where: string;
  /** In the order of the axis. */
  readonly points: readonly CostPoint[];
  /** Index into `points`. */
  readonly best: number;
  /** "20 runs". */
  readonly runs: string;
  /** What the value that all are measured against is called: "best" unless given. */
  readonly called?: string;
}

const scaled = (one: Estimate, times: number, plus: number): Loss => ({ mean: one.mean * times + plus, low: (one.low ?? one.mean) * times + plus, high: (one.high ?? one.mean) * times + plus });

/** The costs along one line of a sweep. */
export function costsOf(result: SweepResult, line: SweepLine, words: { readonly where: string; readonly runs: string }): CostFigures | null {
  const [axis] = result.axes;
  const p99Best = result.points[line.best]?.classes[line.class]?.p99Ms?.mean ?? null;
  if (axis === undefined || p99Best === null || p99Best <= 0) return null;
  const nothing = (at: number): Loss => ({ mean: at, low: at, high: at });
  const costOf = (i: number): CostPoint => {
    const point = result.points[i];
    const [p99, failed] = [point?.worse?.p99Ms ?? null, point?.worse?.failedShare ?? null];
    const [value, side] = [point?.values[0] ?? '', sideOf(line, i)];
    if (i === line.best) return { value, side, p99Times: nothing(1), failedMore: nothing(0) };
    return { value, side, p99Times: p99 === null ? null : scaled(p99, 1 / p99Best, 1), failedMore: failed === null ? null : scaled(failed, 1, 0) };
  };
  return { class: line.class, axis, marks: line.marks, points: line.points.map(costOf), best: line.points.indexOf(line.best), ...words };
}

function sideOf(line: SweepLine, i: number): CostSide {
  if (i === line.best) return 'best';
  return line.tooSmall.includes(i) ? 'tooSmall' : line.tooLarge.includes(i) ? 'tooLarge' : 'asGood';
}
