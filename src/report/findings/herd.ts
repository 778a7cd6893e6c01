/** A herd of closings: connections that were opened together reach their lifetime together, and the pool opens them anew all at once. */

import type { PoolResult, RunResult } from '../../result.ts';
import { clockOf } from '../clock.ts';
import { entries, goneOf, measured } from '../series.ts';
import { count, counted, level, list, share, span } from '../wording.ts';
import { type Cause, command } from './cause.ts';

/** A point of the series in which much of a pool went and came back. */
interface Herd {
  readonly atS: number;
  /** Connections before it, and those missing on average while it lasted. */
  readonly before: number;
  readonly missing: number;
  readonly opening: number;
}

/** From this part of the pool on, missing for an interval on average, it is a herd and not the usual turnover. */
const much = 0.1;

/** Null where there was none: a dip that nothing on the timeline explains, with demand no higher than before, and openings that are rare elsewhere. */
function herdOf(result: RunResult, name: string): Herd | null {
  const [pool, series] = [result.pools[name], result.series.pools[name]];
  if (pool === undefined || series === undefined) return null;
  const { from, to } = measured(result);
  const { everyS, t } = result.series;
  const gone = goneOf(series);
  const open = (i: number): number => (gone[i] ?? 0) + (series.idle[i] ?? 0);
  const allOpening = series.opening.slice(from, to).reduce<number>((sum, value) => sum + (value ?? 0), 0);
  for (let i = from + 1; i < to - 1; i++) {
    const [before, missing, opening] = [open(i - 1), open(i - 1) - open(i), series.opening[i] ?? 0];
    const told = result.timeline.some(({ kind, atS }) => kind === 'incident' && atS <= (t[i] ?? 0) && atS >= (t[i] ?? 0) - 3 * everyS);
    const dip = before >= 5 && missing >= much * before && open(i + 1) >= 0.95 * before && (series.active[i] ?? 0) <= 1.1 * (series.active[i - 1] ?? 0);
    if (dip && !told && opening >= much * before * 0.5 && opening >= 0.3 * allOpening && pool.closed >= before / 2) return { atS: (t[i] ?? 0) - everyS, before, missing, opening };
  }
  return null;
}

/** What spreads lifetimes in a library that can do it. */
const spreads: { readonly [kind: string]: readonly [string, string] } = { pgxpool: ['MaxConnLifetimeJitter', '10m'], hikaricp: ['version', '6.3'], 'spring-boot': ['version', '6.3'] };

function remedy(result: RunResult, name: string, pool: PoolResult): string {
  const option = spreads[pool.kind];
  return option === undefined ? 'Spread the lifetimes: a jitter where the library has one, another lifetime in each instance, or a start in which they do not open together.'
    : `Spread the lifetimes (${option.join(' ')}): ${command(result, 'run', '--set', `pools.${name}.${option.join('=')}`)}`;
}

export const herd: Cause = (result) => entries(result.pools).flatMap(([name, pool]) => {
  const found = herdOf(result, name);
  if (found === null) return [];
  const { everyS } = result.series;
  const failed = result.windows.filter(({ what, of, fromS, toS }) => what === 'failures' && result.series.pools[name]?.activeBy[of] !== undefined && fromS <= found.atS + 2 * everyS && toS >= found.atS);
  const harmed = failed.reduce((sum, window) => sum + window.count, 0);
  const outcome = harmed === 0 ? 'nobody failed for it' : `${list(failed.map((window) => counted(window.count, `${window.of} request`)))} failed then`;
  return [{
    id: `herd/${name}`, weight: harmed > 0 ? 2 as const : 1 as const, size: harmed + 1,
    text: `Reconnect herd: at ${clockOf(result.run).at(found.atS)} much of ${name} went and was opened anew within ${span(everyS)}, on average ${share(found.missing / found.before)} of its ${count(found.before)} connections missing meanwhile, and nothing on the timeline says why: connections that were opened together grow old together; ${outcome}.`,
    evidence: `${level(found.opening)} being opened on average in that interval; ${count(pool.opened)} opened and ${count(pool.closed)} closed in the whole run`,
    tryNext: remedy(result, name, pool),
  }];
});
