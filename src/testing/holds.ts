/** Does a promise hold in a scenario? The answer with its figures and its seed, and the scenario as YAML: for any runner of tests. */

import type { PromiseResult } from '../result.ts';
import { runUntilDecided } from '../run/decided.ts';
import { baseOf, type Given, scenarioOf } from './base.ts';
import type { ScenarioData } from './scenario-data.ts';
import { yamlOf } from './yaml.ts';

/** How a promise is tried. */
export interface HoldsOptions {
  /** Another seed than the scenario's own. */
  readonly seed?: number | string;
  /** Most runs for promises with a confidence (`@95%`). Default: 200. */
  readonly runs?: number;
}

/** What became of the promises. */
export interface Held {
  /** Every promise held. An undecided one did not. */
  readonly held: boolean;
  readonly promises: readonly PromiseResult[];
  readonly seed: number | string;
  /** Runs made: one, unless a promise has a confidence. */
  readonly runs: number;
  /** The scenario with these promises and this seed: save it, and `poolsim run` shows the same figures. */
  readonly yaml: string;
  /** All of it in words. */
  readonly message: string;
}

/** Tries one promise, such as `p99(checkout) < 1s` or `failedShare(api) < 1% @95%`, on a path, YAML text or plain data. Throws on what is no scenario or no promise. */
export function holds(scenario: Given, promise: string, options: HoldsOptions = {}): Held {
  return tried(scenario, [promise], options);
}

/** The same with the promises that the scenario itself makes. One without any is an error, for nothing would be tested. */
export function holdsPromises(scenario: Given, options: HoldsOptions = {}): Held {
  return tried(scenario, null, options);
}

/** As `holds`, but throws an error with the whole message when the promise does not hold: for node:test, mocha and others without matchers. */
export function assertHolds(scenario: Given, promise: string, options: HoldsOptions = {}): void {
  const { held, message } = holds(scenario, promise, options);
  if (!held) throw new Error(message);
}

function tried(given: Given, promises: readonly string[] | null, options: HoldsOptions): Held {
  const sets = promises === null ? [] : [`promises=${JSON.stringify(promises)}`];
  const scenario = scenarioOf(given, sets);
  if (scenario.promises.length === 0) throw new Error('this scenario promises nothing: add promises: [ … ] to it, or say what must hold, like toHold("p99(api) < 250ms")');
  const { result, runs } = runUntilDecided(scenario, options);
  const audit = result.audit.find((law) => !law.held);
  if (audit !== undefined) throw new Error(`the audit found a mistake of poolsim itself (${audit.law}: ${audit.detail}). Please report it with this scenario:\n${baseOf(given).text}`);
  const held = result.promises.every((one) => one.held);
  const { data } = baseOf(given);
  const yaml = yamlOf({ ...data, run: { ...data.run, seed: result.seed }, promises: scenario.promises.map((plan) => plan.text) } as ScenarioData);
  return { held, promises: result.promises, seed: result.seed, runs, yaml, message: messageOf(result.promises, result.seed, yaml) };
}

const verbs: { readonly [verdict: string]: string } = { held: 'holds', failed: 'does not hold', inconclusive: 'is undecided' };

const messageOf = (promises: readonly PromiseResult[], seed: number | string, yaml: string): string => [
  ...promises.map((one) => `${one.text} ${verbs[one.decision?.verdict ?? (one.held ? 'held' : 'failed')]}: ${one.decision === undefined ? 'observed ' : ''}${one.observedText} (seed ${seed})`),
  '', '# Save this as failing.yaml, then: poolsim run failing.yaml', yaml,
].join('\n');
