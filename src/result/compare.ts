/**
 * What a comparison leaves behind: plain, versioned data. Each run of A has a partner in B on the same seed, so that both met the same arrivals and
 * demands (common random numbers); differences are B − A, run by run. Units stand in the names and in `unit`, as everywhere.
 */

import type { Estimate } from './sweep.ts';

export const compareVersion = 'poolsim-compare/1';

/** `share` is a fraction 0..1; `count` a bare number. */
export type ComparedUnit = '/s' | 'share' | 'ms' | 'count';

/** A headline figure of both sides. Estimates are means over the runs with 95 % intervals. */
export interface ComparedFigure {
  readonly room: 'classes' | 'pools' | 'databases' | 'promises';
  /** The class, pool or database; the text of the promise. */
  readonly of: string;
  /** "p99Ms", "failedShare", …; of a promise "heldShare". */
  readonly figure: string;
  readonly unit: ComparedUnit;
  /** Which way is better; null where neither is (utilisation; a promise with `between`, which describes). */
  readonly better: 'more' | 'less' | null;
  readonly a: Estimate | null;
  readonly b: Estimate | null;
  /** B − A over the runs in which both have the figure; null where there are fewer than two. */
  readonly difference: Estimate | null;
  /** Runs in which B is better, worse, equal (of a figure without a better way: more, less, equal). */
  readonly betterIn: number;
  readonly worseIn: number;
  readonly equalIn: number;
  /** The chance that B is better in a run: the share of the runs and Wilson's 95 % interval. Null without a better way. */
  readonly chanceBetter: { readonly share: number; readonly low: number; readonly high: number } | null;
  /** Half the width of the interval that as many runs would have given had the two sides not shared their seeds (Welch). */
  readonly unpairedHalfWidth: number | null;
  /** Variance of the difference of independent runs over that of the paired ones: so many times the runs would be needed. Null where either is zero. */
  readonly varianceReduction: number | null;
  /** Told apart with 95 % confidence for all headline figures together (Bonferroni)? Percentiles closer than their histogram tells are `open`. `same`: equal in every run; `moved`: apart, but neither way is better. */
  readonly verdict: 'better' | 'worse' | 'moved' | 'open' | 'same';
  /** Told apart, but by less than anyone would notice: 1 % of the figure, 2 % of a time, a tenth of a point of a share. */
  readonly slight: boolean;
}

export interface ComparedSide {
  /** "saturday-pool50.yaml", or "saturday-literal.yaml with pools.main.maximumPoolSize=50". */
  readonly name: string;
  readonly title: string;
  readonly file: string | null;
  readonly fingerprint: string;
  /** Overrides that this side has and the other has not. */
  readonly with: readonly string[];
}

export interface CompareResult {
  readonly version: string;
  readonly poolsim: string;
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  readonly seeds: readonly (number | string)[];
  readonly figures: readonly ComparedFigure[];
  /** Parts that only one side has: "class report", "pool reports", "promise p99(api) < 250ms". Nothing can be said of them. */
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
  /** `undecided`: no figure with a better way is told apart. */
  readonly outcome: 'better' | 'worse' | 'mixed' | 'undecided';
  /** One sentence. */
  readonly verdict: string;
  /** What this does not say, and what differs beside the point (traffic, length of the run). */
  readonly caveats: readonly string[];
  readonly requests: number;
  readonly events: number;
  /** Laws of the audit that did not hold in some run: a mistake of poolsim. */
  readonly broken: readonly string[];
}
