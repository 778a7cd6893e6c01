/**
 * Checks as JUnit XML, the form that Jenkins, GitLab, Azure and most others read: a suite for each scenario, a case for each promise and claim. A broken
 * one is a failure, an undecided one an error, a scenario that promises nothing is skipped. It has no wall-clock time (every time is 0), so that the
 * same scenarios give the same bytes. Keeps to the schema of Jenkins' xUnit plugin (junit-10.xsd).
 */

import type { Check, CheckSuite } from './check.ts';
import { type Element, element, xmlText } from './xml.ts';

/** The report. */
export function junit(suites: readonly CheckSuite[]): string {
  return xmlText(element('testsuites', { name: 'poolsim', ...counts(suites.flatMap((suite) => suite.checks)), time: 0 }, ...suites.map(suiteOf)));
}

const count = (checks: readonly Check[], ...status: readonly Check['status'][]): number => checks.filter((check) => status.includes(check.status)).length;
const counts = (checks: readonly Check[]): { readonly [name: string]: number } => ({ tests: checks.length, failures: count(checks, 'broken'), errors: count(checks, 'undecided', 'error') });

function suiteOf({ name, file, facts, checks }: CheckSuite): Element {
  const known = Object.entries(facts).map(([fact, value]) => element('property', { name: fact, value }));
  return element('testsuite', { name, ...counts(checks), skipped: count(checks, 'empty'), time: 0, ...(file === null ? {} : { file }) },
    ...(known.length === 0 ? [] : [element('properties', {}, ...known)]), ...checks.map((check) => caseOf(check, name, file)));
}

function caseOf(check: Check, suite: string, file: string | null): Element {
  const where = file === null || check.at === null ? '' : `${file}:${check.at.line}:${check.at.column}  `;
  const words = `${where}${check.name}: ${check.says}`;
  return element('testcase', { classname: suite, name: check.name, time: 0 }, outcomeOf(check, words));
}

function outcomeOf({ status, says }: Check, words: string): Element {
  switch (status) {
    case 'held': return element('system-out', {}, words);
    case 'broken': return element('failure', { type: 'did not hold', message: says }, words);
    case 'undecided': return element('error', { type: 'undecided', message: says }, words);
    case 'error': return element('error', { type: 'could not be checked', message: says }, words);
    case 'empty': return element('skipped', { message: says });
  }
}
