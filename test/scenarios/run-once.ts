/** The scenario files of the project and their results: each is run once, at its own seed, for all tests of a worker. */

import { readdirSync, readFileSync } from 'node:fs';
import { readScenario, type RunResult, type Scenario, simulate } from '../../src/index.ts';

export const folder = new URL('../../scenarios/', import.meta.url);

/** Names of the files, in order. */
export const names = readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort();

export const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

/** Reads a file as the command line would; files that it names lie beside it. */
export const readingOf = (name: string) => readScenario({ text: textOf(name), file: name, files: (other) => ({ text: textOf(other) }) });

const results = new Map<string, RunResult>();

/** The result at the scenario's own seed. */
export function resultOf(name: string): RunResult {
  const known = results.get(name);
  if (known !== undefined) return known;
  const result = simulate(scenarioOf(name));
  results.set(name, result);
  return result;
}

/** The scenario in a file; a file with mistakes stops the test. */
export function scenarioOf(name: string): Scenario {
  const read = readingOf(name);
  if (!read.ok) throw new Error(`${name} has mistakes: ${read.problems.map((problem) => problem.says).join('; ')}`);
  return read.scenario;
}
