/**
 * How many runs a point still needs until its figures are as precise as asked for: after five, as many as the spread seen so far calls for, never more
 * than double, until every class's p99 and failure share are narrow enough or the cap is reached (Law 2015, §9.4.1). It looks at rows in the order of
 * their seeds alone, so that threads and interruptions change nothing.
 */

import { replicationsFor, tInterval } from '../stats/confidence.ts';
import type { Row } from './columns.ts';
import type { GridPoint } from './grid.ts';

/** Fewer say too little of the spread. */
const firstRuns = 5;
/** A share of failures is precise enough to this, however small it is: a tenth of a per cent. */
const finestShare = 0.001;

/** The number of runs that a point with these rows should have next; as many as it has when that is enough. `precision` null: the cap. */
export function targetRuns(point: Pick<GridPoint, 'columns'>, rows: readonly Row[], precision: number | null, cap: number): number {
  if (precision === null) return cap;
  const n = rows.length;
  if (n < Math.min(firstRuns, cap)) return Math.min(firstRuns, cap);
  if (n >= cap) return n;
  const needed = point.columns.reduce((most, [room, , figure], i) => (room !== 'classes' ? most : Math.max(most, needs(figure, rows.map((row) => row.values[i] ?? null), precision))), 0);
  return needed <= n ? n : Math.min(cap, 2 * n, needed);
}

function needs(figure: string, values: readonly (number | null)[], precision: number): number {
  const known = values.filter((value) => value !== null);
  if ((figure !== 'p99Ms' && figure !== 'failedShare') || known.length < 2) return 0;
  const interval = tInterval(known);
  const wide = figure === 'p99Ms' || interval.mean === 0 ? precision : Math.max(precision, finestShare / Math.abs(interval.mean));
  return (interval.halfWidth ?? 0) <= wide * Math.abs(interval.mean) ? 0 : Math.max(known.length + 1, replicationsFor(interval, wide) ?? 0);
}
