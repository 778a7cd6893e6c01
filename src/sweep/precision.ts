/**
 * How many runs a point still needs until its figures are as precise as asked for: p99 and failure share of every class, looked at by the sequential rule of
 * stats/sequential.ts, or the cap. It looks at rows in the order of their seeds alone, so that threads and interruptions change nothing.
 */

import { firstLook, runsWanted } from '../stats/sequential.ts';
import type { Row } from './columns.ts';
import type { GridPoint } from './grid.ts';

/** A share of failures is precise enough to this, however small it is: a tenth of a per cent. */
const finestShare = 0.001;

/** The number of runs that a point with these rows should have next; as many as it has when that is enough. `precision` null: the cap. */
export function targetRuns(point: Pick<GridPoint, 'columns'>, rows: readonly Row[], precision: number | null, cap: number): number {
  if (precision === null) return cap;
  const n = rows.length;
  if (n < firstLook || n >= cap) return Math.max(n, Math.min(firstLook, cap));
  const needed = point.columns.reduce((most, [room, , figure], i) => (room !== 'classes' ? most : Math.max(most, n + lacking(figure, rows.map((row) => row.values[i] ?? null), precision))), n);
  return Math.min(cap, 2 * n, needed);
}

/** How many runs more a figure wants; runs that lack it do not count. */
function lacking(figure: string, values: readonly (number | null)[], precision: number): number {
  const known = values.filter((value) => value !== null);
  if ((figure !== 'p99Ms' && figure !== 'failedShare') || known.length < 2) return 0;
  return runsWanted(known, { relative: precision, absolute: figure === 'p99Ms' ? 0 : finestShare }) - known.length;
}
