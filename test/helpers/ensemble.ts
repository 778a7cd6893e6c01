/** Independent replications of a scenario with a probe beside the product's own collector, and the test that their mean agrees with theory. */

import { appendFileSync } from 'node:fs';
import { expect } from 'vitest';
import { Collector, type Measured } from '../../src/measure/collector.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { World } from '../../src/model/world.ts';
import { tInterval } from '../../src/stats/confidence.ts';
import { controlledMean } from '../../src/stats/control-variate.ts';
import { bandOf, widestOf } from './bands.ts';
import { type ClassCounts, Enough, type Limits, Probe } from './probe.ts';

/** One replication: what the product says and what the probe saw. */
export interface Sight {
  readonly result: Measured;
  readonly probe: Probe;
}

/** Where LAWS_SEED is set, every run draws other numbers: bands come from several such re-seedings, and must hold on others. */
const reseeding = process.env.LAWS_SEED ?? '';

/** Runs one replication; the audit of the run must hold. */
export function sightOf(scenario: Scenario, seed: number | string, replication: number, limits: Limits = {}, until = Number.POSITIVE_INFINITY): Sight {
  const { measureFrom, length, every } = scenario.run;
  const collector = new Collector({ measureFrom, length, every, alerts: [] });
  const probe = new Probe(collector, measureFrom / 1e6, limits, until);
  new World(scenario, `${seed}${reseeding}`, replication, probe).run(null);
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
    new World(scenario, `${seed}${reseeding}`, replication, probe).run(null);
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

export interface Agreement {
  /** The case, a space, the figure: the name under which `bands.json` says how far from theory the mean may lie. */
  readonly what: string;
  readonly theory: number;
  readonly values: readonly number[];
  /** A quantity of the same replications whose mean is known (the work that arrived): the luck it explains is taken out. */
  readonly control?: { readonly values: readonly number[]; readonly mean: number };
  /** Shares in the tail and variances take longer than means: a wider band is allowed. */
  readonly tail?: boolean;
  /** A band no wider than this is narrow enough, however small the theoretical value; 0 unless given. */
  readonly smallest?: number;
  /** Requests in each replication, where the run length of the case decides; 1 unless given. */
  readonly length?: number;
}

/** How a comparison came out. `widest` is the widest band that is allowed; `se` a standard error estimated from `values` with `df` degrees of freedom. */
export interface Verdict {
  readonly what: string;
  readonly theory: number;
  readonly mean: number;
  readonly band: number;
  readonly widest: number;
  readonly se: number;
  readonly df: number;
  readonly agrees: boolean;
  /** Values without the luck that the control explains. */
  readonly values: readonly number[];
  readonly tail: boolean;
  readonly smallest: number;
  readonly length: number;
}

/** Compares the mean of replications with theory: it must lie within the band, and the band must be narrow enough to see a mistake. */
export function compare({ what, theory, values, control, tail = false, smallest = 0, length = 1 }: Agreement): Verdict {
  // How often a tail is reached, and how widely values spread, does not follow the luck of the work along a line: corrected by one, a share might fall below zero.
  const varies = !tail && control !== undefined && control.values.some((value) => value !== control.values[0]);
  const interval = varies ? controlledMean(values, control.values, control.mean) : { ...tInterval(values), beta: 0 };
  const { mean, beta } = interval;
  const band = bandOf(what);
  const widest = Math.max(widestOf(what, tail ? 'tail' : 'mean') * Math.abs(theory), smallest);
  return {
    what, theory, mean, band, widest, se: (interval.halfWidth ?? Number.NaN) / (interval.t ?? 1), df: values.length - (varies ? 2 : 1), agrees: Math.abs(mean - theory) <= band && band <= widest * (1 + 1e-9),
    values: values.map((value, i) => value - beta * ((control?.values[i] ?? 0) - (control?.mean ?? 0))), tail, smallest, length,
  };
}

/** Where LAWS_REPORT names a file, every comparison is written there as a line of JSON; from several such files `calibrate.mjs` computes the bands. */
const report = process.env.LAWS_REPORT;

/** All comparisons of a case at once, so that a failure shows the whole picture. */
export function expectAgreement(comparisons: readonly Agreement[]): void {
  const verdicts = comparisons.map(compare);
  if (report !== undefined) appendFileSync(report, verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join(''));
  const wrong = verdicts.filter((verdict) => !verdict.agrees);
  expect(wrong.map(({ what, theory, mean, band, widest }) => `${what}: theory ${theory} ± ${band}, simulated ${mean}${band > widest * (1 + 1e-9) ? '; the band is wider than the README of this folder allows' : ''}`)).toEqual([]);
}
