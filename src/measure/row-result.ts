/** The rows that statements waited for in measured time: what is in the books at the end, less what was in them when measuring began. */

import type { ClassView, RowTallyView } from '../model/happening.ts';
import type { RowResult } from '../result.ts';
import { inMs, inSeconds } from '../units/time.ts';

const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);

function since(before: RowTallyView | undefined, after: RowTallyView, classes: readonly ClassView[]): RowResult {
  const behind = after.waits.map(({ holder, waiter, waits, waited }) => {
    const then = before?.waits.find((one) => one.holder === holder && one.waiter === waiter);
    return { holder: classes[holder]?.name ?? '', waiter: classes[waiter]?.name ?? '', waits: waits - (then?.waits ?? 0), waitedS: inSeconds(waited - (then?.waited ?? 0)) };
  }).filter(({ waitedS }) => waitedS > 0);
  const holds = after.holds - (before?.holds ?? 0);
  return {
    row: after.name, holds, holdMsMean: holds === 0 ? null : inMs((after.held - (before?.held ?? 0)) / holds),
    waits: sum(behind.map(({ waits }) => waits)), waitedS: sum(behind.map(({ waitedS }) => waitedS)), behind: behind.toSorted((a, b) => b.waitedS - a.waitedS),
  };
}

/** Those that somebody waited for since, the longest waits first. */
export const rowResults = (before: readonly RowTallyView[], after: readonly RowTallyView[], classes: readonly ClassView[]): readonly RowResult[] =>
  after.map((tally, i) => since(before[i], tally, classes)).filter(({ waitedS }) => waitedS > 0).toSorted((a, b) => b.waitedS - a.waitedS);
