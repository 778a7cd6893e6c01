/** What a run is judged by: its promises and claims, the findings about it, and the laws that it checked on itself. */

export interface PromiseResult {
  readonly text: string;
  /** In this run; where there is a decision, over the runs that it took. */
  readonly held: boolean;
  /** The observed value in the unit of the promise, or null when there was nothing to observe (then it did not hold). */
  readonly observed: number | null;
  /** Observed value as text with its unit. */
  readonly observedText: string;
  /** Of a promise with a confidence that was decided over several runs. */
  readonly decision?: PromiseDecision;
}

/** Neither held nor broken: its runs did not suffice. */
export const isUndecided = (promise: PromiseResult): boolean => promise.decision?.verdict === 'inconclusive';
/** Known not to hold. */
export const isBroken = (promise: PromiseResult): boolean => !promise.held && !isUndecided(promise);

export interface ClaimResult extends PromiseResult {
  readonly published: string;
}

export interface FindingResult {
  readonly id: string;
  /** 0 = note, 1 = worth knowing, 2 = serious. */
  readonly weight: 0 | 1 | 2;
  readonly text: string;
  readonly evidence: string;
  readonly tryNext: string;
}

export interface AuditResult {
  readonly law: string;
  readonly held: boolean;
  readonly detail: string;
}

/** What some runs say of a promise that has a confidence (`p99(api) < 250ms @95%`). */
export interface PromiseDecision {
  readonly confidence: number;
  /** What was promised: the `mean` over all possible runs of each run's figure; the share of all `requests` of all runs; or that it holds in at least `target` of all `runs`. */
  readonly of: 'mean' | 'requests' | 'runs';
  /** In the unit of the promise; of `runs` a share. Null where no run had such a figure. */
  readonly estimate: number | null;
  /** The interval at the look that decided, widened for every look that the plan allows. */
  readonly low: number | null;
  readonly high: number | null;
  /** Of `runs`: the share they must reach; else null. */
  readonly target: number | null;
  /** How the interval was made. */
  readonly method: string;
  /** Runs in which it held, and runs looked at. */
  readonly heldIn: number;
  readonly runs: number;
  /** Looks that the plan had: at so many runs each. */
  readonly looks: readonly number[];
  readonly verdict: 'held' | 'failed' | 'inconclusive';
  /** Where it is inconclusive: about so many more runs would decide, judged from these; null where that cannot be said. */
  readonly moreRuns: number | null;
  /** In one sentence: what was seen, and what is missing. */
  readonly says: string;
}
