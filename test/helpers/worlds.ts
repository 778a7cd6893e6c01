/** Worlds for tests: a scenario from plain data or YAML, its result, and a run under a watch that stops a world which never gets done. */

import { stringify } from 'yaml';
import { Collector, type Measured } from '../../src/measure/collector.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { World } from '../../src/model/world.ts';
import { readScenario } from '../../src/reading/scenario-file.ts';
import type { RunResult } from '../../src/result.ts';
import { runScenario } from '../../src/run/run.ts';

/** Files that a scenario names, by name. */
export type Files = { readonly [name: string]: string };

/** A scenario from text or from plain data. A mistake in it is a mistake of the test. */
export function scenarioOf(given: string | object, files: Files = {}): Scenario {
  const text = typeof given === 'string' ? given : stringify(given);
  const read = readScenario({ text, file: null, files: (name) => (name in files ? { text: files[name] as string } : { problem: `there is no file ${name}` }) });
  if (!read.ok) throw new Error(`${read.problems.map(({ path, says }) => `${path}: ${says}`).join('\n')}\n${text}`);
  return read.scenario;
}

/** The result of running text or plain data. */
export const resultOf = (given: string | object, files: Files = {}): RunResult => runScenario(scenarioOf(given, files));

/** What a watched run leaves behind. */
export interface Watched extends Measured {
  readonly events: number;
  readonly requests: number;
  /** Pools that had more connections than any size they were given so far, in words. */
  readonly overfull: readonly string[];
}

/** Runs a scenario, stops it with an error when it has fired more events than `budget`, and looks at every pool at every sample. */
export function watched(scenario: Scenario, budget: number): Watched {
  const { measureFrom, length, every } = scenario.run;
  const collector = new Collector({ measureFrom, length, every, alerts: scenario.alerts });
  const world = new World(scenario, scenario.run.seed, 0, collector);
  let events = 0;
  Object.defineProperty(world.simulation, 'events', {
    get: () => events,
    set: (count: number) => {
      events = count;
      if (count > budget) throw new Error(`${count} events at ${world.now} µs and no end in sight, after ${world.life.begun} requests`);
    },
  });
  const overfull: string[] = [];
  const largest = world.pools.map((group) => largestEver(scenario, group.name, group.policy.max));
  world.run(() => {
    for (const [i, group] of world.pools.entries()) {
      for (const copy of group.pools) if (copy.connections.length > (largest[i] as number)) overfull.push(`${copy.name}: ${copy.connections.length} connections, at most ${largest[i]} allowed`);
    }
  });
  return { ...collector.result(), events, requests: world.life.begun, overfull };
}

/** The largest size that a pool has at any time of a scenario. */
export function largestEver(scenario: Scenario, pool: string, planned: number): number {
  return scenario.incidents.reduce((most, { action }) => (action.do === 'resize' && action.pool === pool ? Math.max(most, action.to) : most), planned);
}
