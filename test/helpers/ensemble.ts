/** Independent replications of a scenario with a probe beside the product's own collector, and the test that their mean agrees with theory. */

import { appendFileSync } from 'node:fs';
import { expect } from 'vitest';
import { Collector, type Measured } from '../../src/measure/collector.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { World } from '../../src/model/world.ts';
import { controlledMean, tInterval } from '../../src/stats/confidence.ts';
import { type ClassCounts, Enough, type Limits, Probe } from './probe.ts';

/** One replication: what the product says and what the probe saw. */
export interface Sight {
  readonly result: Measured;
  readonly probe: Probe;
}

/** Runs one replication; the audit of the run must hold. */
export function sightOf(scenario: Scenario, seed: number | string, replication: number, limits: Limits = {}, until = Number.POSITIVE_INFINITY): Sight {
  const { measureFrom, length, every } = scenario.run;
  const collector = new Collector({ measureFrom, length, every, alerts: [] });
  const probe = new Probe(collector, measureFrom / 1e6, limits, until);
  new World(scenario, seed, replication, probe).run(null);
  const result = collector.result();
  const broken = result.audit.filter((law) => !law.held);
  if (broken.length > 0) throw new Error(`the audit does not hold: ${broken.map(({ law, detail }) => `${law}: ${detail}`).join('; ')}`);
  return { result, probe };
}

/** Replications 0, 1, 2, … of one seed. */
export const sightsOf = (scenario: Scenario, { seed, replications, limits = {}, until }: { readonly seed: number | string; readonly replications: number; readonly limits?: Limits; readonly until?: number }): Sight[] =>
  Array.from({ length: replications }, (_, replication) => sightOf(scenario, seed, replication, limits, until));

/** Runs one replication with a probe of one's own and no collector; the probe may end it by throwing Enough. */
export function watch<P extends Probe>(scenario: Scenario, seed: number | string, replication: number, probe: P): P {
  try {
    new World(scenario, seed, replication, probe).run(null);
  } catch (thrown) {
    if (!(thrown instanceof Enough)) throw thrown;
  }
  return probe;
}

/** The counts of a class by its name. */
export function classIn(sight: Sight, name = 'api'): ClassCounts {
  const found = sight.probe.classes.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no class ${name}`);
  return found;
}

/**
 * The chance that one comparison fails although simulator and theory agree: a hundredth for the whole of test/laws, shared by at most
 * 5,000 comparisons (union bound). The width of every interval follows from it by Student's t over the replications.
 */
const confidence = 1 - 1e-2 / 5000;

export interface Agreement {
  readonly what: string;
  readonly theory: number;
  readonly values: readonly number[];
  /** A quantity of the same replications whose mean is known (the work that arrived): the luck it explains is taken out. */
  readonly control?: { readonly values: readonly number[]; readonly mean: number };
  /** The half-width must not exceed this share of the theoretical value … */
  readonly precision: number;
  /** … or this, whichever is more: a comparison that could not see a mistake does not pass. */
  readonly smallest: number;
}

/** How a comparison came out. `z` is the distance in standard errors, `room` the half-width as a share of what is allowed. */
export interface Verdict {
  readonly what: string;
  readonly theory: number;
  readonly mean: number;
  readonly z: number;
  readonly room: number;
  readonly half: number;
  readonly agrees: boolean;
}

/** Run lengths were chosen on one version of the draws; another may be noisier by this factor before a comparison counts as blind. */
const slack = 3.5;

/** Compares the mean of replications with theory. Differences below a thirtieth of `smallest` are the rounding to microseconds, or too few events. */
export function compare({ what, theory, values, control, precision, smallest }: Agreement): Verdict {
  const varies = control !== undefined && control.values.some((value) => value !== control.values[0]);
  const { mean, halfWidth, t } = varies ? controlledMean(values, control.values, control.mean, confidence) : tInterval(values, confidence);
  const half = halfWidth ?? Number.NaN;
  const off = Math.abs(mean - theory);
  const allowed = Math.max(precision * Math.abs(theory), smallest);
  return { what, theory, mean, z: half > 0 ? ((mean - theory) / half) * (t ?? 0) : 0, room: half / allowed, half, agrees: off <= Math.max(half, smallest / 30) && half <= slack * allowed };
}

/** Where LAWS_REPORT names a file, every comparison is written there as a line of JSON, for those who choose run lengths. */
const report = process.env.LAWS_REPORT;

/** All comparisons of a case at once, so that a failure shows the whole picture. */
export function expectAgreement(comparisons: readonly Agreement[]): void {
  const verdicts = comparisons.map(compare);
  if (report !== undefined) appendFileSync(report, verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join(''));
  const wrong = verdicts.filter((verdict) => !verdict.agrees);
  expect(wrong.map(({ what, theory, mean, z, room }) => `${what}: theory ${theory}, simulated ${mean} (${z.toFixed(1)} standard errors away, half-width ${(100 * room).toFixed(0)} % of what is allowed)`)).toEqual([]);
}
