/** Checks as workflow commands of GitHub Actions: an error for each broken promise, a warning for each undecided one, at its line of the YAML, and one notice that counts. */

import type { Check, CheckSuite } from './check.ts';

const levels: { readonly [status in Check['status']]: { readonly level: 'error' | 'warning'; readonly title: string } | null } = {
  broken: { level: 'error', title: 'Did not hold' }, undecided: { level: 'warning', title: 'Undecided' }, error: { level: 'error', title: 'Could not be checked' }, held: null, empty: null,
};

/** The lines, each a command; GitHub takes them from the log of the step. */
export function github(suites: readonly CheckSuite[]): string {
  const lines = suites.flatMap(({ name, file, checks }) => checks.flatMap((check) => {
    const kind = levels[check.status];
    if (kind === null) return [];
    const where = file === null ? [] : [['file', file], ...(check.at === null ? [] : [['line', String(check.at.line)], ['col', String(check.at.column)]])];
    const properties = [...where, ['title', `${kind.title}: ${name}`]].map(([key, value]) => `${key}=${property(value ?? '')}`).join(',');
    return [`::${kind.level} ${properties}::${message(`${check.name}: ${check.says}`)}`];
  }));
  const all = suites.flatMap((suite) => suite.checks).filter((check) => check.status !== 'empty');
  const held = all.filter((check) => check.status === 'held').length;
  return [...lines, `::notice title=poolsim::${message(`${held} of ${all.length} checks held in ${suites.length} scenario${suites.length === 1 ? '' : 's'}`)}`, ''].join('\n');
}

/** As @actions/core escapes them. */
const message = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
