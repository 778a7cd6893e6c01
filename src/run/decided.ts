/** A scenario run until its promises with a confidence are decided, in this thread; without any it runs once. */

import type { Scenario } from '../model/scenario.ts';
import type { RunResult } from '../result.ts';
import { seenBy, standingOf, usualCap, withDecisions } from './decide.ts';
import { seedsFrom } from './over-runs.ts';
import type { Seen } from './promised.ts';
import { runScenario } from './run.ts';

/** How it is run. */
export interface DecideOptions {
  /** Another first seed than the scenario's own. */
  readonly seed?: number | string;
  /** Most runs. Default: 200. */
  readonly runs?: number;
  /** Told after each run how many there were. */
  readonly onRun?: (done: number, most: number) => void;
}

/** The first run, its promises decided over all of them, and how many there were. What `poolsim run` decides, with any number of threads. */
export function runUntilDecided(scenario: Scenario, { seed = scenario.run.seed, runs = usualCap, onRun = () => {} }: DecideOptions = {}): { readonly result: RunResult; readonly runs: number } {
  const seeds = seedsFrom(seed, runs);
  const seen: Seen[][] = scenario.promises.map(() => []);
  let first: RunResult | null = null;
  let done = 0;
  for (;;) {
    const { decisions, next } = standingOf(scenario.promises, seen, runs);
    const goal = first === null ? 1 : (next ?? done);
    if (first !== null && done >= goal) return { result: withDecisions(first, decisions), runs: done };
    for (const one of seeds.slice(done, goal)) {
      const result = runScenario(scenario, { seed: one });
      first ??= result;
      seenBy(scenario.promises, result).forEach((sight, i) => void seen[i]?.push(sight));
      onRun(++done, runs);
    }
  }
}
