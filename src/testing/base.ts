/** The scenario that a test begins with: a file, its text, or plain data; and how it is read. */

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Scenario } from '../model/scenario.ts';
import { problemText } from '../reading/problem.ts';
import { readScenario } from '../reading/scenario-file.ts';
import { readYaml } from '../reading/yaml.ts';
import { topNames } from './names.ts';
import type { ScenarioData } from './scenario-data.ts';
import { yamlOf } from './yaml.ts';

/** A path that ends with .yaml or .yml, the text of such a file, or plain data. */
export type Given = string | object;

/** What was given, as text and as data, with the folder in which the files that it names lie (null: the working directory). */
export interface Base {
  readonly text: string;
  readonly data: ScenarioData;
  readonly folder: string | null;
}

const isPath = (given: string): boolean => /^[^\n]+\.ya?ml$/.test(given);

/** Where the files of a scenario lie travels with the data that was made from it, unseen by YAML and JSON. */
const home = Symbol('the folder of the scenario');

/** Data that remembers its folder. */
export const athome = (data: ScenarioData, folder: string | null): ScenarioData => Object.defineProperty(data, home, { value: folder, enumerable: false });

/** Reads what was given. An error tells every mistake with its line. */
export function baseOf(given: Given): Base {
  if (typeof given !== 'string') return { text: yamlOf(given as ScenarioData), data: given as ScenarioData, folder: (given as { [home]?: string | null })[home] ?? null };
  const [text, folder] = isPath(given) ? [readFileSync(given, 'utf8'), dirname(given)] : [given, null];
  const yaml = readYaml(text);
  if (!yaml.ok || typeof yaml.value !== 'object' || yaml.value === null) throw new Error(`this is no scenario: ${yaml.faults[0]?.says ?? `expected a table with ${topNames}`}`);
  return { text, data: yaml.value as ScenarioData, folder };
}

/** The scenario that was given, with overrides laid over it. An error tells every mistake, and shows the scenario where it was made by a test. */
export function scenarioOf(given: Given, set: readonly string[] = []): Scenario {
  const { text, folder } = baseOf(given);
  const read = readScenario({ text, file: typeof given === 'string' && isPath(given) ? given : null, set, files: (name) => fileBeside(folder, name) });
  if (read.ok) return read.scenario;
  throw new Error([...read.problems.map(problemText), ...(typeof given === 'string' ? [] : ['', text])].join('\n'));
}

/** Whether poolsim reads it. */
export function isReadable(given: Given): boolean {
  const { text, folder } = baseOf(given);
  return readScenario({ text, file: null, files: (name) => fileBeside(folder, name) }).ok;
}

function fileBeside(folder: string | null, name: string): { readonly text: string } | { readonly problem: string } {
  try {
    return { text: readFileSync(resolve(folder ?? '.', name), 'utf8') };
  } catch (error) {
    return { problem: `cannot read ${name}: ${error instanceof Error ? error.message : String(error)}` };
  }
}
