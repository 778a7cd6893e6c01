/** `--reporter`: what a command has checked, in the form that a continuous integration reads, on stdout or in a file that appears whole. */

import { type Check, type CheckSuite, checksOf, type Place } from '../report/checks/check.ts';
import { github } from '../report/checks/github.ts';
import { junit } from '../report/checks/junit.ts';
import { positionsOf } from '../reading/whereabouts.ts';
import type { ClaimResult, PromiseResult } from '../result.ts';
import type { SweepSource } from '../sweep/source.ts';
import { type Exit, orCannot, Stop } from './exit.ts';
import type { ReporterWords } from './reporter-words.ts';
import { bad } from './run-words.ts';

export type { ReporterWords } from './reporter-words.ts';

/** Stops at words that contradict each other. What goes to stdout beside or instead of the report follows from them. */
export function checkReporter({ reporter, reporterFile, json }: ReporterWords): void {
  if (reporterFile !== undefined && reporter === undefined) bad('--reporter-file needs to know the form: add --reporter junit, github, json or text');
  if (reporterFile === '') bad('--reporter-file needs the name of a file');
  if (json && reporter !== undefined && reporter !== 'json' && reporterFile === undefined) bad(`--json and --reporter ${reporter} both want stdout; give the report a file with --reporter-file`);
}

/** What the command prints by itself: one JSON object, its screen, or nothing. */
export function screenOf({ reporter, reporterFile, json, quiet }: ReporterWords): 'json' | 'text' | 'none' {
  if (json || (reporter === 'json' && reporterFile === undefined)) return 'json';
  return quiet || (reporter === 'junit' && reporterFile === undefined) ? 'none' : 'text';
}

/** Hands the report over; `own` gives the text and the JSON of the command itself. */
export async function report(words: ReporterWords, suites: readonly CheckSuite[], own: { readonly text: () => string; readonly json: () => string }): Promise<void> {
  const { reporter, reporterFile } = words;
  if (reporter === undefined) return;
  if (reporterFile === undefined) {
    if (reporter === 'junit' || reporter === 'github') process.stdout.write(reporter === 'junit' ? junit(suites) : github(suites));
    return;
  }
  const text = { text: own.text, json: own.json, junit: () => junit(suites), github: () => github(suites) }[reporter]();
  const { writeWhole } = await import('./outbox.ts');
  orCannot('write', reporterFile, () => writeWhole(reporterFile, text));
}

const paths = (key: string, list: readonly unknown[]): (string | number)[][] => list.map((_, i) => [key, i]);

/** The checks of one scenario, each with its place in the file. */
export function suiteOf(file: string, source: SweepSource, done: { readonly promises: readonly PromiseResult[]; readonly claims: readonly ClaimResult[]; readonly broken: readonly string[] }, facts: CheckSuite['facts']): CheckSuite {
  const { promises, claims, broken } = done;
  const places: readonly Place[] = positionsOf(source.text, source.set ?? [], [...paths('promises', promises), ...paths('claims', claims)]);
  return { name: file === '-' ? 'stdin' : file, file: file === '-' ? null : file, facts, checks: checksOf(promises, claims, broken, places) };
}

/** A scenario that could not be read: every problem at its line. The message is that of the command, a problem a line. */
export function unreadSuite(file: string, problem: Stop): CheckSuite {
  const checks = problem.message.split('\n').filter((line) => !/^\d+ problems?; nothing was run\.$/.test(line)).map((line): Check => {
    const [, number, column, says] = /^.*?:(\d+):(\d+) {2}(.*)$/.exec(line) ?? [];
    return { name: 'reading', status: 'error', says: says ?? line, at: number === undefined ? null : { line: Number(number), column: Number(column) } };
  });
  return { name: file === '-' ? 'stdin' : file, file: file === '-' ? null : file, facts: {}, checks };
}

/** Runs a command; should its scenario be bad, the report says so before it ends. */
export async function reporting<T extends typeof Exit[keyof typeof Exit]>(words: ReporterWords, file: string, command: () => Promise<T>): Promise<T> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof Stop && error.code === 2) await report(words, [unreadSuite(file, error)], { text: () => `${error.message}\n`, json: () => `${JSON.stringify({ problems: error.message.split('\n') })}\n` });
    throw error;
  }
}
