/**
 * The spells in which a pool had nothing left to lend, read from its series: every connection gone and requests waiting, interval after
 * interval, with pauses of at most 30 s. `windows` of the result counts every touch of the limit, however short, so on a busy pool
 * they run together; these say when it truly was exhausted.
 */

import type { RunResult, WindowResult } from '../result.ts';
import { entries, goneOf } from './series.ts';
import { count, counted, span } from './wording.ts';

const longestPause = 30;
/** Lent or leaked at least this share of the limit, on average over the interval. */
const full = 0.98;

/** Intervals with all but nothing left and at least one request waiting on average, joined over short pauses. */
function fromSeries(result: RunResult, pool: string): WindowResult[] {
  const { t, everyS } = result.series;
  const series = result.series.pools[pool];
  if (series === undefined) return [];
  const gone = goneOf(series);
  const spells: { fromS: number; toS: number; count: number }[] = [];
  t.forEach((end, i) => {
    const limit = series.max[i] ?? 0;
    if (limit === 0 || (gone[i] ?? 0) < full * limit || (series.pending[i] ?? 0) < 1) return;
    const waiting = series.pendingMax[i] ?? 0;
    const last = spells.at(-1);
    if (last !== undefined && end - everyS - last.toS <= Math.min(longestPause, result.run.lengthS / 20)) {
      last.toS = end;
      last.count = Math.max(last.count, waiting);
    } else spells.push({ fromS: Math.max(0, end - everyS), toS: end, count: waiting });
  });
  return spells.map((spell) => ({ what: 'exhausted', of: pool, ...spell }));
}

/** Windows of exhaustion of one pool, by time; where its series are too coarse to show any, those of the result. */
export function exhaustedSpells(result: RunResult, pool: string): WindowResult[] {
  const sharp = fromSeries(result, pool);
  if (sharp.length > 0) return sharp;
  return result.windows.filter((window) => window.what === 'exhausted' && window.of === pool).toSorted((a, b) => a.fromS - b.fromS);
}

/** Every window worth telling: failures as counted, exhaustion as read from the series. By time. */
export const troubles = (result: RunResult): WindowResult[] => [
  ...result.windows.filter((window) => window.what === 'failures'), ...entries(result.pools).flatMap(([name]) => exhaustedSpells(result, name)),
].toSorted((a, b) => a.fromS - b.fromS || a.toS - b.toS);

/** "24,310 api requests failed, over 12 min 27 s". */
export function troubleText({ what, of, fromS, toS, count: n }: WindowResult): string {
  const long = toS - fromS;
  if (what === 'failures') return `${counted(n, `${of} request`)} failed${long < 1 ? '' : `, over ${span(long)}`}`;
  return `${of} exhausted${long < 1 ? '' : ` for ${span(long)}`}${n > 0 ? `, up to ${count(n)} waiting` : ''}`;
}
