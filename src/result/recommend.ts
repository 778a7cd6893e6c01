/**
 * What a recommendation leaves behind: plain, versioned data. Which sizes meet every objective, with what confidence; which of them is the smallest and
 * which the best; what the other choices would cost; what rules of thumb would have said. Units stand in the names, as in a run.
 */

import type { Estimate, Figures, Preview, SweepAxis, SweepMark } from './sweep.ts';

export const recommendVersion = 'poolsim-recommend/1';

/** Whether something is met: beyond doubt, beyond doubt not, or not known after all the runs that were allowed. */
export type Feasibility = 'feasible' | 'infeasible' | 'undecided';

/** One thing that every size is held against. */
export interface RecommendObjective {
  readonly text: string;
  /** "p99(api)". */
  readonly name: string;
  readonly unit: 'ms' | 's' | 'share' | '/s' | 'count';
  /** `mean`: the mean of the figure over all runs lies within the limits. `runs`: the objective holds in at least `share` of all runs. */
  readonly judgedBy: 'mean' | 'runs';
  /** For `runs`: 0.9. Else null. */
  readonly share: number | null;
  /** Where the judged figure should lie, in the unit (a fraction of runs for `runs`); null: no limit on that side. */
  readonly atLeast: number | null;
  readonly atMost: number | null;
  /** So near to a limit either answer counts as right; in the same unit. */
  readonly zone: number;
}

/** An objective at one size. */
export interface SizeObjective {
  readonly verdict: Feasibility;
  /** Decided although the interval still has the limit in it, because it lies within the zone around the limit. */
  readonly onEdge: boolean;
  /** Mean and bounds of the judged figure, at the level at which it is judged: valid for all sizes, objectives and looks together. Null where no run had one. */
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Runs it was judged on. */
  readonly runs: number;
  /** In how many of all runs of the size it held. */
  readonly heldIn: number;
  /** Roughly how many runs would decide it; null where it is decided, or nobody can say. */
  readonly runsNeeded: number | null;
}

/** One size. */
export interface RecommendSize {
  /** The value of what is varied, as written. */
  readonly value: string;
  /** Connections of each instance's pool; null where no pool size is varied. */
  readonly size: number | null;
  readonly fingerprint: string;
  readonly verdict: Feasibility;
  /** `between`: not simulated; both its simulated neighbours have this verdict. */
  readonly basis: 'simulated' | 'between';
  readonly runs: number;
  readonly objectives: readonly SizeObjective[];
  /** Runs that kept every objective, and in which share of all possible runs that would be (Clopper and Pearson's exact 95 % interval). Null when not simulated. */
  readonly kept: { readonly runs: number; readonly of: number; readonly low: number; readonly high: number } | null;
  /** Runs in which someone in vain waited for a connection of the pool. Null when not simulated, or without a pool. */
  readonly timedOutIn: number | null;
  /** Figures of the class, of the pool and of its database, as in a sweep: means with their own 95 % intervals. */
  readonly figures: Figures | null;
  /** Differences from the reference size, run by run on the same seeds (this minus that, 95 %). Null at that size itself, and when not simulated. */
  readonly against: { readonly p99Ms: Estimate | null; readonly meanMs: Estimate | null; readonly failedShare: Estimate | null; readonly goodputPerS: Estimate | null } | null;
  /** What theory says; null where it has no answer. */
  readonly preview: Preview | null;
  /** Whether every objective is met in theory; null where theory does not know. */
  readonly inTheory: boolean | null;
}

/** Neighbouring sizes of one verdict; indices into `sizes`, both included. */
export interface RecommendBand {
  readonly from: number;
  readonly to: number;
  readonly verdict: Feasibility;
}

/** The best size among those that meet every objective. */
export interface RecommendBest {
  readonly figure: 'p99Ms' | 'meanMs';
  readonly class: string;
  /** Index into `sizes`. */
  readonly index: number;
  /** A difference smaller than this is none, in ms. */
  readonly zoneMs: number;
  /** The procedure came to its end: with the stated confidence no other is better by more than the zone. False: it ran out of runs, and the best is one of `alike`. */
  readonly surely: boolean;
  readonly runs: number;
  /** Sizes that cannot be told from the best, itself included: not shown to be worse by more than the zone. */
  readonly alike: readonly number[];
}

/** What a rule of thumb says, and how it fares. */
export interface RecommendRule {
  readonly id: 'file' | 'coresRule' | 'knee' | 'raiseByTwo';
  readonly name: string;
  /** The size it names (for each instance's pool); null where it names none. */
  readonly size: number | null;
  /** Index into `sizes`; null when it lies outside of what was tried. */
  readonly index: number | null;
  readonly verdict: Feasibility | null;
  /** How it came to it. */
  readonly says: string;
  /** For the rule that looks again: each size it looked at, and the mean wait for a connection there. */
  readonly steps: readonly { readonly index: number; readonly waitMeanMs: number | null }[];
}

export interface RecommendResult {
  readonly version: string;
  readonly poolsim: string;
  readonly scenario: { readonly title: string; readonly file: string | null; readonly fingerprint: string };
  readonly axis: SweepAxis;
  readonly confidence: number;
  /** Most runs of one size. */
  readonly cap: number;
  readonly seeds: readonly (number | string)[];
  readonly objectives: readonly RecommendObjective[];
  readonly sizes: readonly RecommendSize[];
  /** All of the range, band by band. */
  readonly bands: readonly RecommendBand[];
  /** `found`: the smallest size is known. `none`: no size meets every objective. `inconclusive`: something that matters is undecided. */
  readonly outcome: 'found' | 'none' | 'inconclusive';
  /** Index of the smallest size that surely meets every objective; null without one. */
  readonly smallest: number | null;
  /** Index of the size that comes nearest, where none meets them. */
  readonly closest: number | null;
  readonly best: RecommendBest | null;
  readonly rules: readonly RecommendRule[];
  readonly marks: readonly SweepMark[];
  /** Whether the sizes in between need no simulation, and why. */
  readonly shape: { readonly proven: boolean; readonly says: string };
  /** The procedures, their guarantees and where they come from. */
  readonly procedure: readonly string[];
  readonly effort: { readonly runs: number; readonly requests: number; readonly events: number; readonly simulated: number; readonly bruteForceRuns: number };
  /** What a closed form says before anything runs, and what the simulation adds; empty where there is none. */
  readonly theory: string;
  /** For managers. */
  readonly verdict: string;
  /** What speaks against it. */
  readonly counter: readonly string[];
  readonly caveats: readonly string[];
  readonly notes: readonly string[];
  readonly broken: readonly string[];
}
