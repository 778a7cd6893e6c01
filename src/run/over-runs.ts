/** Independent replications of one scenario: their seeds, and what becomes of a promise over all of them. */

import type { Condition, PromisePlan } from '../promise.ts';
import { type MeanInterval, tInterval } from '../stats/confidence.ts';
import { clopperPearson, type Range } from '../stats/proportions.ts';
import { sideOf } from './promised.ts';

export interface PromiseOverRuns {
  readonly text: string;
  readonly heldIn: number;
  readonly runs: number;
  /** In which share of all possible runs it would hold: Clopper and Pearson's exact 95 % interval. */
  readonly heldShare: Range;
  readonly verdict: 'held' | 'failed' | 'inconclusive';
  readonly observed: MeanInterval | null;
}

/** The seeds of n runs: seed, seed + 1, …; a word is numbered: night, night/2, … */
export const seedsFrom = (first: number | string, n: number): readonly (number | string)[] =>
  Array.from({ length: n }, (_, i) => (typeof first === 'number' ? first + i : i === 0 ? first : `${first}/${i + 1}`));

/**
 * A promise over runs. Where all runs agree, that is the verdict, unless the promise asks for a confidence of its own; else the interval of
 * the observed figure decides: on the good side of the limit it held, on the bad side it failed, on both it is inconclusive.
 */
export function judgedOver(plan: PromisePlan, seen: readonly { readonly held: boolean; readonly observed: number | null }[]): PromiseOverRuns {
  const heldIn = seen.filter((one) => one.held).length;
  const values = seen.map((one) => one.observed).filter((value) => value !== null);
  const observed = values.length === seen.length && values.length > 0 ? tInterval(values, plan.confidence ?? 0.95) : null;
  const agreed = heldIn === seen.length ? 'held' : heldIn === 0 ? 'failed' : null;
  const verdict = agreed !== null && (plan.confidence === null || seen.length === 1 || observed === null) ? agreed : verdictOf(plan.condition, observed);
  return { text: plan.text, heldIn, runs: seen.length, heldShare: clopperPearson(heldIn, seen.length), verdict, observed };
}

function verdictOf(condition: Condition, observed: MeanInterval | null): PromiseOverRuns['verdict'] {
  if (observed === null || observed.halfWidth === null || condition.compare === 'holds') return 'inconclusive';
  return sideOf(condition, { low: observed.mean - observed.halfWidth, high: observed.mean + observed.halfWidth });
}
