/** One run as the command line does it: the library's `simulate`, with the machine's own figures beside the result. */

import { simulate } from '../index.ts';
import type { PoolTracer } from '../model/pool/tracer.ts';
import type { Scenario } from '../model/scenario.ts';
import type { RunResult } from '../result.ts';
import type { Instant } from '../units/time.ts';
import { Exit, Stop } from './exit.ts';

/** The seed that was asked for, a whole number where it looks like one; else the scenario's own. */
export function seedFrom(asked: string | undefined, scenario: Scenario): number | string {
  if (asked === undefined) return scenario.run.seed;
  if (asked === '') throw new Stop(Exit.badInput, 'poolsim: --seed needs a number or a word');
  return /^-?\d{1,15}$/.test(asked) ? Number(asked) : asked;
}

/** Runs the scenario with this seed. `host` holds what the run cost here. */
export function simulated(scenario: Scenario, seed: number | string, onProgress: (share: number) => void, watch: { readonly traces?: { readonly [pool: string]: PoolTracer }; readonly activityAt?: readonly Instant[] } = {}): RunResult {
  const began = performance.now();
  const result = simulate(scenario, { seed, onProgress, ...watch });
  const wallMs = performance.now() - began;
  return {
    ...result,
    host: {
      wallMs: Math.round(wallMs * 10) / 10,
      eventsPerS: Math.round(result.run.events / Math.max(wallMs / 1000, 1e-6)),
      rssMb: Math.round(process.memoryUsage.rss() / 1e5) / 10,
      node: process.versions.node,
    },
  };
}
