/** What every result must keep, as complaints in words; and how properties over scenarios are run and reported. */

import fc from 'fast-check';
import { type ScenarioData, yamlOf } from '../helpers/arbitrary-scenarios.ts';

/** How many times as many random scenarios as usual: set POOLSIM_PROPERTIES=20 for a long night. */
const times = Number(process.env.POOLSIM_PROPERTIES ?? 1);

/** Holds `complaints` against random scenarios; the first that draws one is made small and printed as a file to be kept. */
export function holdsForAll(scenarios: fc.Arbitrary<ScenarioData>, runs: number, seed: number, complaints: (data: ScenarioData) => readonly string[]): void {
  const told = (data: ScenarioData): readonly string[] => {
    try {
      return complaints(data);
    } catch (error) {
      return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
    }
  };
  const property = fc.property(scenarios, (data) => {
    const found = told(data);
    if (found.length > 0) throw new Error(`${found.join('\n')}\n\n# the scenario\n${yamlOf(data)}`);
  });
  fc.assert(property, {
    seed, numRuns: Math.max(1, Math.round(runs * times)), endOnFailure: false, interruptAfterTimeLimit: 3_600_000,
    reporter: (details) => {
      if (details.failed) throw new Error(`run ${details.numRuns} of seed ${details.seed}, made smaller ${details.numShrinks} times:\n${details.errorInstance instanceof Error ? details.errorInstance.message : 'no reason given'}`);
    },
  });
}

/** Time for a property that runs many scenarios, in ms. */
export const patience = 300_000 * Math.max(1, times);

/** Numbers anywhere in a value that no result may hold: NaN, infinite, or below zero. Told with their place. */
export function wrongNumbers(value: unknown, path = 'result'): string[] {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? [] : [`${path} is ${value}`];
  if (value === undefined) return [`${path} is undefined`];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) => wrongNumbers(part, `${path}.${key}`));
}
