/** Callers that wait beside a pool with room while nothing is being opened, as the series of the pool show it. */

import type { RunResult } from '../../result.ts';
import { measured } from '../series.ts';

export interface Starving {
  readonly seconds: number;
  /** When it began. */
  readonly fromS: number;
  /** The most that waited meanwhile, and the connections that existed then on average. */
  readonly waiting: number;
  readonly open: number;
}

/** Less than this of a connection, on average over an interval, is none. */
const none = 0.1;

/** Null where it never was: every instance must have had room for one more, and the server have refused none. */
export function starvingOf(result: RunResult, name: string): Starving | null {
  const [pool, series] = [result.pools[name], result.series.pools[name]];
  if (pool === undefined || series === undefined || pool.refused > 0) return null;
  const { from, to } = measured(result);
  const points = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i).filter((i) => {
    const there = (series.active[i] ?? 0) + (series.idle[i] ?? 0) + (series.leaked[i] ?? 0) + (series.opening[i] ?? 0);
    const room = (series.max[i] ?? Number.POSITIVE_INFINITY) - there >= pool.instances * (1 - none);
    return room && (series.pending[i] ?? 0) >= 1 - none && (series.idle[i] ?? 0) < none && (series.opening[i] ?? 0) < none;
  });
  const [first] = points;
  if (first === undefined) return null;
  return {
    seconds: points.length * result.series.everyS, fromS: (result.series.t[first] ?? 0) - result.series.everyS,
    waiting: points.reduce((most, i) => Math.max(most, series.pendingMax[i] ?? 0), 0),
    open: points.reduce((sum, i) => sum + (series.active[i] ?? 0) + (series.leaked[i] ?? 0), 0) / points.length,
  };
}
