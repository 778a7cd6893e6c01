/**
 * What common random numbers save: the variance of the difference of two scenarios run on different seeds, over its variance on the same seeds. As many
 * times more runs would independent seeds need for the same interval.
 */

import { readFileSync } from 'node:fs';
import { readScenario, type RunResult, type Scenario, simulate } from '../../src/index.ts';
import { tInterval } from '../../src/stats/confidence.ts';

/** A pair of scenarios and what is compared. */
export interface Pairing {
  readonly name: string;
  readonly runs: number;
  readonly a: Scenario;
  readonly b: Scenario;
}

export interface Saving {
  readonly name: string;
  readonly runs: number;
  /** By figure: how many times smaller the variance is. Null where a side does not vary. */
  readonly timeouts: number | null;
  readonly latency: number | null;
}

function scenario(text: string, set: readonly string[]): Scenario {
  const read = readScenario({ text, file: null, set, files: () => ({ problem: 'no other files' }) });
  if (!read.ok) throw new Error(read.problems.map((one) => one.says).join('\n'));
  return read.scenario;
}

/** The model of the published table: 85/s with 80 ms of exponential work, 8 cores, 2 % off for every job beyond them, 500 ms of patience; 60 s after 10. */
const core = (size: number): Scenario => scenario(`
scenario: Neighbours
run: { length: 70s, measureFrom: 10s, every: 70s }
databases: { db: { kind: plain, cores: 8, contention: { law: hyperbolic, k: 0.16 } } }
pools: { main: { kind: plain, database: db, max: ${size}, acquireTimeout: 500ms } }
routes: { read: [ { query: { pool: main, cpu: { exponential: 80ms } } } ] }
traffic: { api: { route: read, rate: 85/s } }
`, []);

const sizes = [[8, 9], [10, 12], [8, 16]] as const;

/** The pairs of sizes of the published table. */
export const neighbours = (runs: number): Pairing[] => sizes.map(([a, b]) => ({ name: `core model, pool ${a} vs ${b}`, runs, a: core(a), b: core(b) }));

/** The Saturday report as it is, against two changes. */
export function saturday(runs: number): Pairing[] {
  const text = readFileSync('scenarios/saturday-report.yaml', 'utf8');
  const [a, eleven, oneThread] = [[], ['pools.primary-write-pool.maximumPoolSize=11'], ['cron.revenue-report.threads=1']].map((set) => scenario(text, set));
  if (a === undefined || eleven === undefined || oneThread === undefined) throw new Error('three scenarios');
  return [{ name: 'saturday-report, pool 10 vs 11', runs, a, b: eleven }, { name: 'saturday-report, 4 report threads vs 1', runs, a, b: oneThread }];
}

const variance = (values: readonly number[]): number => (tInterval(values).sd ?? 0) ** 2;

function factor(a: readonly number[], b: readonly number[]): number | null {
  const paired = variance(a.map((value, i) => value - (b[i] ?? 0)));
  return paired === 0 ? null : (variance(a) + variance(b)) / paired;
}

/** Runs both sides on the same seeds. Sides that vary independently have the sum of their variances. */
export function savingOf({ name, runs, a, b }: Pairing): Saving {
  const seeds = Array.from({ length: runs }, (_, i) => i + 1);
  const side = (of: Scenario): RunResult['classes'][string][] => seeds.map((seed) => simulate(of, { seed }).classes.api).filter((one) => one !== undefined);
  const [inA, inB] = [side(a), side(b)];
  return {
    name, runs, timeouts: factor(inA.map((one) => one.failedShare), inB.map((one) => one.failedShare)),
    latency: factor(inA.map((one) => one.latencyMs.mean ?? 0), inB.map((one) => one.latencyMs.mean ?? 0)),
  };
}
