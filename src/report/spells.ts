/** The windows in which something was wrong, put into words: when a pool had nothing left to lend, when a class failed, how large a pool was meanwhile. */

import type { RunResult, WindowResult } from '../result.ts';
import { stretchOf } from './series.ts';
import { count, counted, span } from './wording.ts';

/** Windows of exhaustion of one pool, by time. */
export const exhaustedSpells = (result: RunResult, pool: string): readonly WindowResult[] =>
  result.windows.filter((window) => window.what === 'exhausted' && window.of === pool).toSorted((a, b) => a.fromS - b.fromS);

/** All windows, by time. */
export const troubles = (result: RunResult): readonly WindowResult[] => result.windows.toSorted((a, b) => a.fromS - b.fromS || a.toS - b.toS);

/** Seconds of all windows together. */
export const lengthOf = (spells: readonly WindowResult[]): number => spells.reduce((sum, one) => sum + one.toS - one.fromS, 0);

/** Smallest and largest size of a pool between the first and the last of these windows, for a resize may fall among them; null where there is no limit. */
export function limitsDuring(result: RunResult, pool: string, spells: readonly WindowResult[]): { readonly least: number; readonly most: number } | null {
  const { from, to } = stretchOf(result, spells[0]?.fromS ?? 0, spells.at(-1)?.toS ?? result.run.lengthS);
  const seen = (result.series.pools[pool]?.max ?? []).slice(from, to).filter((limit) => limit !== null);
  if (seen.length > 0) return { least: Math.min(...seen), most: Math.max(...seen) };
  const max = result.pools[pool]?.max ?? null;
  return max === null ? null : { least: max, most: max };
}

/** "10", or "10 to 50" where a resize fell among the windows. */
export const limitsText = ({ least, most }: { readonly least: number; readonly most: number }): string => (least === most ? count(most) : `${count(least)} to ${count(most)}`);

/** "24,310 api requests failed, over 12 min 27 s". */
export function troubleText({ what, of, fromS, toS, count: n }: WindowResult): string {
  const long = toS - fromS;
  if (what === 'failures') return `${counted(n, `${of} request`)} failed${long < 1 ? '' : `, over ${span(long)}`}`;
  return `${of} exhausted${long < 1 ? '' : ` for ${span(long)}`}${n > 0 ? `, up to ${count(n)} waiting` : ''}`;
}
