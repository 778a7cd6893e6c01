/** What the numbers of a run mean and what to try next: each cause is asked, the gravest answers come first. */

import type { FindingResult, RunResult } from '../result.ts';
import { causes } from './findings/index.ts';

/** Findings of a run, by weight (serious first), then by how much they harmed. Never invents: each is proved by figures of the result. */
export function findings(result: RunResult): FindingResult[] {
  return causes.flatMap((cause) => cause(result))
    .toSorted((a, b) => b.weight - a.weight || b.size - a.size || (a.id < b.id ? -1 : 1))
    .map(({ id, weight, text, evidence, tryNext }) => ({ id, weight, text, evidence, tryNext }));
}

/** The findings a result carries, or, when nobody has written them into it yet, those it deserves. */
export const findingsOf = (result: RunResult): readonly FindingResult[] => (result.findings.length > 0 ? result.findings : findings(result));
