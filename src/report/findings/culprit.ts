/** Whose holding made others wait: the class to look at first in a pool, a stranger to those who wait if there is one worth naming. */

import type { RunResult } from '../../result.ts';
import { meanOf, stretchOf } from '../series.ts';
import { exhaustedSpells, limitsDuring, limitsText } from '../spells.ts';

export interface Culprit {
  readonly holder: string;
  /** Of all waiting in this pool, the part behind this holder: by others only when it is a stranger. */
  readonly share: number;
  /** All waiting in this pool, in seconds summed over requests. */
  readonly waitedS: number;
  /** Whether those who waited behind it were of other classes. */
  readonly stranger: boolean;
  /** Connections it held on average while the pool had none left; null when the series do not say. */
  readonly held: number | null;
  /** The size of the pool meanwhile, in words: "10", or "10 to 50" where it was resized; null without a limit. */
  readonly of: string | null;
}

/** Below this share another class is not worth naming. */
const worthNaming = 0.15;

function heldMean(result: RunResult, pool: string, holder: string): number | null {
  const series = result.series.pools[pool]?.activeBy[holder];
  const spells = exhaustedSpells(result, pool);
  let [weighed, seconds] = [0, 0];
  for (const { fromS, toS } of spells.length > 0 ? spells : [{ fromS: 0, toS: result.run.lengthS }]) {
    const mean = meanOf(series, stretchOf(result, fromS, toS));
    if (mean === null) continue;
    weighed += mean * (toS - fromS);
    seconds += toS - fromS;
  }
  return seconds === 0 ? null : weighed / seconds;
}

/** The culprit of a pool; null where nobody waited, or what was waited for is held by no class (leaked connections have a finding of their own). */
export function culpritOf(result: RunResult, pool: string): Culprit | null {
  const held = result.blame.filter((one) => one.pool === pool);
  const all = held.reduce((sum, one) => sum + one.waitedS, 0);
  const waits = held.filter((one) => result.classes[one.holder] !== undefined);
  const most = (some: typeof waits): { holder: string; waitedS: number } | null => {
    const sums = new Map<string, number>();
    for (const one of some) sums.set(one.holder, (sums.get(one.holder) ?? 0) + one.waitedS);
    const [first] = [...sums].toSorted((a, b) => b[1] - a[1]);
    return first === undefined ? null : { holder: first[0], waitedS: first[1] };
  };
  const stranger = most(waits.filter((one) => one.holder !== one.waiter));
  const named = stranger !== null && stranger.waitedS >= worthNaming * all;
  const chosen = named ? stranger : most(waits);
  if (chosen === null || chosen.waitedS < worthNaming * all || all <= 0) return null;
  const limits = limitsDuring(result, pool, exhaustedSpells(result, pool));
  return { holder: chosen.holder, of: limits === null ? null : limitsText(limits), share: chosen.waitedS / all, waitedS: all, stranger: named, held: heldMean(result, pool, chosen.holder) };
}
