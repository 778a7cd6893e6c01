/** Experiments on intervals: something is simulated or drawn whose true answer is known, an interval is made of it, and it is counted how often it holds the truth. */

import { binomialCdf } from '../../src/stats/distributions.ts';
import { clopperPearson } from '../../src/stats/proportions.ts';

/** `rely`: must hold the truth in 93 to 97 of 100. `atLeast`: exact methods and bounds, which may do so more often. `avoid`: shown so that nobody does it. */
export type Advice = 'rely' | 'atLeast' | 'avoid';

/** One interval made of what a trial saw. */
export interface Check<Seen> {
  readonly what: string;
  readonly advice: Advice;
  /** Whether the 95 % interval holds the truth. */
  readonly covers: (seen: Seen) => boolean;
  /** How often it should, where arithmetic says so: whole numbers leave no choice of exactly 95 %. */
  readonly exactly?: number;
}

/** Something to simulate or draw, and the intervals to be made of it. */
export interface Trial<Seen> {
  readonly name: string;
  /** "closed form", and which. */
  readonly truth: string;
  readonly see: (repetition: number) => Seen;
  readonly checks: readonly Check<Seen>[];
  /** Repetitions of the quick version, where 200 take too long. */
  readonly quick?: number;
}

/** How often an interval held the truth. */
export interface Covered {
  readonly trial: string;
  readonly truth: string;
  readonly what: string;
  readonly advice: Advice;
  readonly covered: number;
  readonly repetitions: number;
  readonly exactly: number | null;
}

/** A trial with its own kind of sight, closed off so that trials of all kinds stand in one list. */
export interface Experiment {
  readonly name: string;
  readonly quick: number;
  readonly run: (repetitions: number) => Covered[];
}

/** Ready to run. */
export const experiment = <Seen>(trial: Trial<Seen>): Experiment => ({
  name: trial.name,
  quick: trial.quick ?? 200,
  run: (repetitions) => {
    const covered = trial.checks.map(() => 0);
    for (let i = 0; i < repetitions; i++) {
      const seen = trial.see(i);
      for (const [c, check] of trial.checks.entries()) if (check.covers(seen)) covered[c]!++;
    }
    return trial.checks.map(({ what, advice, exactly }, c) => ({ trial: trial.name, truth: trial.truth, what, advice, covered: covered[c] ?? 0, repetitions, exactly: exactly ?? null }));
  },
});

/** Whether low..high holds a value. */
export const holds = ({ low, high }: { readonly low: number | null; readonly high: number | null }, truth: number): boolean => (low ?? Number.NEGATIVE_INFINITY) <= truth && truth <= (high ?? Number.POSITIVE_INFINITY);
/** Whether mean ± half holds a value. */
export const within = ({ mean, halfWidth }: { readonly mean: number; readonly halfWidth: number | null }, truth: number): boolean => Math.abs(mean - truth) <= (halfWidth ?? Number.POSITIVE_INFINITY);

/** How often an interval for a share holds the true one: the sum over all counts of hits. */
export function exactCoverage(n: number, p: number, interval: (hits: number) => { readonly low: number; readonly high: number }): number {
  let sum = 0;
  for (let hits = 0; hits <= n; hits++) if (holds(interval(hits), p)) sum += binomialCdf(hits, n, p) - binomialCdf(hits - 1, n, p);
  return sum;
}

/** What it must cover. */
export const band = { low: 0.93, high: 0.97 } as const;

/**
 * Whether a count speaks against its advice. Of 2,000 repetitions the share itself must lie in the band (95 % ± 4 standard errors); of fewer, the band must
 * lie beyond doubt (1 in 10,000) on one side of it.
 */
export function breaks({ advice, covered, repetitions }: Covered): boolean {
  const share = covered / repetitions;
  const sure = repetitions >= 2000 ? { low: share, high: share } : clopperPearson(covered, repetitions, 0.9999);
  if (advice === 'avoid') return sure.low >= band.low && sure.low <= band.high;
  return sure.high < band.low || (advice === 'rely' && sure.low > band.high);
}
