/** What a run is judged by: its promises and claims, the findings about it, and the laws that it checked on itself. */

export interface PromiseResult {
  readonly text: string;
  readonly held: boolean;
  /** The observed value in the unit of the promise, or null when there was nothing to observe (then it did not hold). */
  readonly observed: number | null;
  /** Observed value as text with its unit. */
  readonly observedText: string;
}

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
