/** What the numbers of a run mean and what to try next: each cause is asked, the gravest answers come first, and nothing is said twice. */

import type { FindingResult, RunResult } from '../result.ts';
import { adviceOf, type Found } from './findings/cause.ts';
import { causes } from './findings/index.ts';
import { list } from './wording.ts';

/** More findings than this are read by nobody. */
export const mostFindings = 8;

/** The pool, class or database that a finding is about: what follows the slash of its id. */
const subjectOf = (one: Found): string => one.id.slice(one.id.indexOf('/') + 1);

/** Findings that are not serious, of one kind and with one advice, become one that names the others. */
function merged(all: readonly Found[]): Found[] {
  const groups = new Map<string, Found[]>();
  for (const one of all) {
    const alone = one.weight === 2 || !one.id.includes('/');
    const key = alone ? one.id : `${one.id.split('/')[0]} ${one.weight} ${adviceOf(one.tryNext).says}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : rest.length === 0 ? [first] : [{ ...first, text: `${first.text} The same goes for ${list(rest.map(subjectOf))}.`, evidence: `${subjectOf(first)}: ${first.evidence}` }]);
}

/** Broken promises stand at the head of every report, and that nothing failed in its verdict: both are findings only where nothing explains more. */
function worthSaying(one: Found, all: readonly Found[]): boolean {
  if (one.id === 'promises-broken') return all.every((other) => other === one || other.weight < 2);
  return one.id !== 'nothing-failed' || all.every((other) => other.weight === 0);
}

/** Findings of a run, at most eight, by weight (serious first), then by how much they harmed. Never invents: each is proved by figures of the result. */
export function findings(result: RunResult): FindingResult[] {
  const all = causes.flatMap((cause) => cause(result));
  const inOrder = all.filter((one) => worthSaying(one, all)).toSorted((a, b) => b.weight - a.weight || b.size - a.size || (a.id < b.id ? -1 : 1));
  return merged(inOrder).slice(0, mostFindings).map(({ id, weight, text, evidence, tryNext }) => ({ id, weight, text, evidence, tryNext }));
}

/** The findings a result carries, or, when nobody has written them into it yet, those it deserves. */
export const findingsOf = (result: RunResult): readonly FindingResult[] => (result.findings.length > 0 ? result.findings : findings(result));
