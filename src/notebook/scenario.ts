/** Scenarios as a cell writes them: a file of the library of scenarios, or a few lines of YAML, and an error with every mistake where it cannot be read. */

import { problemText, readScenario, type Scenario, type SweepSource } from '../index.ts';
import { fileText } from './file.ts';

/** Where a scenario comes from, for `sweep`, `compare` and `scenario`: YAML, or the path of a file counted from the notebook; with overrides such as "pools.main.max=20". */
export const source = (yamlOrPath: string, ...set: readonly string[]): SweepSource => ({ text: yamlOrPath.includes('\n') ? yamlOrPath : fileText(yamlOrPath), file: null, set });

/** The scenario that it says, ready for `simulate`. Throws with all its mistakes. */
export function scenario(from: string | SweepSource, ...set: readonly string[]): Scenario {
  const { text, file, files = {}, set: own = [] } = typeof from === 'string' ? source(from) : from;
  const read = readScenario({ text, file, set: [...own, ...set], files: (name) => (Object.hasOwn(files, name) ? { text: files[name] ?? '' } : { problem: `there is no file ${name}` }) });
  if (!read.ok) throw new Error(read.problems.map(problemText).join('\n'));
  return read.scenario;
}

/** The result of `sweep` or `compare`; throws with the problems where there is none. */
export function must<Result>(outcome: { readonly ok: true; readonly result: Result } | { readonly ok: false; readonly problems: readonly string[] }): Result {
  if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
  return outcome.result;
}
