/** What a continuous integration wants to know of a command: for each scenario its checks, what became of them, and where they stand in the file. Plain data. */

import type { ClaimResult, PromiseDecision, PromiseResult } from '../../result.ts';

export interface Check {
  /** The promise, the claim or the figure, as written. */
  readonly name: string;
  /** `empty`: there was nothing to check; `error`: it could not be checked. */
  readonly status: 'held' | 'broken' | 'undecided' | 'error' | 'empty';
  /** What was seen. */
  readonly says: string;
  /** Where it is written, both from 1; null where it is not in the file (it came from --set or --slo). */
  readonly at: { readonly line: number; readonly column: number } | null;
}

/** The checks of one scenario. */
export interface CheckSuite {
  /** The file as it was named, or a title. */
  readonly name: string;
  /** A path for annotations; null where there is no file. */
  readonly file: string | null;
  /** What else is known: the seed, the runs, the simulated seconds. */
  readonly facts: { readonly [fact: string]: string };
  readonly checks: readonly Check[];
}

export type Place = Check['at'];

const statusOf = (held: boolean, decision: PromiseDecision | undefined): Check['status'] => (decision?.verdict === 'inconclusive' ? 'undecided' : held ? 'held' : 'broken');

/** Promises and claims as checks; `places` in the same order, promises first. A scenario without any has one empty check, broken laws of the audit are errors. */
export function checksOf(promises: readonly PromiseResult[], claims: readonly ClaimResult[], broken: readonly string[], places: readonly Place[] = []): Check[] {
  const checks = [
    ...promises.map((one, i): Check => ({ name: one.text, status: statusOf(one.held, one.decision), says: one.decision === undefined ? `observed ${one.observedText}` : one.observedText, at: places[i] ?? null })),
    ...claims.map((one, i): Check => ({ name: `claim: ${one.text}`, status: one.held ? 'held' : 'broken', says: `observed ${one.observedText}, published ${one.published}`, at: places[promises.length + i] ?? null })),
    ...broken.map((law): Check => ({ name: 'audit', status: 'error', says: `a mistake of poolsim, do not trust this run: ${law}`, at: null })),
  ];
  return checks.length > 0 ? checks : [{ name: 'no promises', status: 'empty', says: 'this scenario promises nothing', at: null }];
}
