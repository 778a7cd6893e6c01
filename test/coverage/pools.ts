/** Intervals over replications of small pools, simulated through the public library, whose true answers have closed forms. */

import { proportions, queues, readScenario, recovery, type RunResult, type Scenario, simulate, timeouts } from '../../src/index.ts';
import { gammaP } from '../../src/random/special-functions.ts';
import { gammaQuantile } from '../../src/random/gamma-quantile.ts';
import { clusteredShare } from '../../src/stats/clustered-share.ts';
import { pairedDifference, tInterval } from '../../src/stats/confidence.ts';
import { controlledMean } from '../../src/stats/control-variate.ts';
import { quantileRanks } from '../../src/stats/proportions.ts';
import { runsWanted } from '../../src/stats/sequential.ts';
import { exactCoverage, type Experiment, experiment, holds, within } from './trial.ts';

function scenario(text: string): Scenario {
  const read = readScenario({ text, file: null, files: () => ({ problem: 'no other files' }) });
  if (!read.ok) throw new Error(read.problems.map((one) => one.says).join('\n'));
  return read.scenario;
}

/** Seeds that no other repetition has. */
const seedOf = (repetition: number, run: number): number => repetition * 1000 + run;

type Api = RunResult['classes'][string];
function api(of: Scenario, seed: number): Api {
  const found = simulate(of, { seed }).classes.api;
  if (found === undefined) throw new Error('the scenario has a class api');
  return found;
}

const runs = 10;

// ---------------------------------------------------------------------------------------- one connection, half busy (M/M/1)

const one = scenario(`
scenario: One connection
run: { length: 21s, measureFrom: 1s, every: 21s }
databases: { db: { kind: plain } }
pools: { main: { kind: plain, database: db, max: 1 } }
routes: { read: [ { query: { pool: main, cpu: { exponential: 10ms } } } ] }
traffic: { api: { route: read, rate: 50/s } }
`);
const theory = queues.waitingPool({ rate: 0.05, hold: 10, size: 1 });

/** The runs of a repetition, made when they are asked for. */
class Runs {
  readonly #repetition: number;
  readonly #made: Api[] = [];

  constructor(repetition: number) {
    this.#repetition = repetition;
  }

  first(count: number): readonly Api[] {
    while (this.#made.length < count) this.#made.push(api(one, seedOf(this.#repetition, this.#made.length)));
    return this.#made.slice(0, count);
  }
}

const waitOf = (run: Api): number => run.waitMs.mean ?? Number.NaN;

/** Runs until the mean wait is within ± 15 %. */
function untilPrecise(of: Runs): readonly number[] {
  let values: readonly number[] = [];
  for (let wanted = runs; values.length < wanted; wanted = runsWanted(values, { relative: 0.15, absolute: 0 })) values = of.first(wanted).map(waitOf);
  return values;
}

const oneConnection = (): Experiment => {
  const [wait, p90] = [theory?.waitMean ?? Number.NaN, theory?.responseQuantile(0.9) ?? Number.NaN];
  return experiment<Runs>({
    name: 'pool of 1 at 50 % load, 10 runs of 1,000 requests', truth: 'M/M/1', quick: 40,
    see: (i) => new Runs(i),
    checks: [
      { what: 'mean wait, Student\'s t', advice: 'rely', covers: (seen) => within(tInterval(seen.first(runs).map(waitOf)), wait) },
      { what: 'p90 of latency, Student\'s t', advice: 'rely', covers: (seen) => within(tInterval(seen.first(runs).map((run) => run.latencyMs.p90 ?? Number.NaN)), p90) },
      { what: 'mean wait, corrected by the number of arrivals (control variate)', advice: 'rely', covers: (seen) => within(controlledMean(seen.first(runs).map(waitOf), seen.first(runs).map((run) => run.arrived), 1000), wait) },
      { what: 'mean wait until ± 15 % (sequential rule)', advice: 'rely', covers: (seen) => within(tInterval(untilPrecise(seen)), wait) },
    ],
  });
};

// ------------------------------------------------------------------- the core model: timeouts, a database that shares four cores

const core = (size: number): Scenario => scenario(`
scenario: Core model
run: { length: 4s, measureFrom: 1s, every: 4s }
databases: { db: { kind: plain, cores: 4 } }
pools: { main: { kind: plain, database: db, max: ${size}, acquireTimeout: 20ms } }
routes: { read: [ { query: { pool: main, cpu: { exponential: 10ms } } } ] }
traffic: { api: { route: read, rate: 300/s } }
`);
const exact = (size: number) => timeouts.poolWithTimeout({ rate: 0.3, work: 10, size, speed: (n) => Math.min(4, n), timeout: 20 });

interface Pair { readonly four: readonly Api[]; readonly six: readonly Api[] }
const failedOf = (run: Api): number => run.failed / (run.served + run.failed);

const coreModel = (): Experiment => {
  const [four, six] = [core(4), core(6)];
  const [of4, of6] = [exact(4), exact(6)];
  const served = (side: readonly Api[]): number[] => side.map((run) => run.latencyMs.mean ?? Number.NaN);
  return experiment<Pair>({
    name: 'pools of 4 and 6 with a timeout of 20 ms before 4 cores at 75 % load, 10 paired runs of 900 requests', truth: 'M(n)/M(n)/c+D (core model)', quick: 30,
    see: (i) => {
      const seeds = Array.from({ length: runs }, (_, run) => seedOf(i, run));
      return { four: seeds.map((seed) => api(four, seed)), six: seeds.map((seed) => api(six, seed)) };
    },
    checks: [
      { what: 'failure share of the pool of 4', advice: 'rely', covers: (seen) => holds(clusteredShare(seen.four.map((run) => run.failed), seen.four.map((run) => run.served + run.failed)), of4.timeoutShare) },
      { what: 'mean latency of the served', advice: 'rely', covers: (seen) => within(tInterval(served(seen.four)), of4.responseMeanOfServed) },
      { what: 'paired difference of failure shares', advice: 'rely', covers: (seen) => within(pairedDifference(seen.six.map(failedOf), seen.four.map(failedOf)), of6.timeoutShare - of4.timeoutShare) },
      // A mean of served requests is a ratio: over runs so short it leans by -5.6 % ± 1.0 (3,000 pairs), and by -3.4 % over runs of 6 s.
      { what: 'paired difference of mean latencies, a mean of ratios over runs of 3 s', advice: 'avoid', covers: (seen) => within(pairedDifference(served(seen.six), served(seen.four)), of6.responseMeanOfServed - of4.responseMeanOfServed) },
      {
        what: 'failure share, Wilson on single requests', advice: 'avoid',
        covers: (seen) => holds(proportions.wilson(seen.four.reduce((sum, run) => sum + run.failed, 0), seen.four.reduce((sum, run) => sum + run.served + run.failed, 0)), of4.timeoutShare),
      },
    ],
  });
};

// --------------------------------------------------------------------------------------------------- recovery from a burst

const burst = scenario(`
scenario: Burst
run: { length: 1s, every: 1s }
databases: { db: { kind: plain } }
pools: { main: { kind: plain, database: db, max: 1 } }
routes: { read: [ { query: { pool: main, cpu: { exponential: 10ms } } } ] }
cron: { api: { route: read, at: [ 100ms ], threads: 20 } }
`);
const bursts = 30;
const chance = 0.8;
/** Twenty exponential holds one after another: an Erlang law, in ms. */
const limit = 10 * gammaQuantile(chance, 20);
const middle = 10 * gammaQuantile(0.5, 20);

const afterBurst = (): Experiment => experiment<readonly (number | null)[]>({
  name: `a burst of 20 requests on one connection, ${bursts} runs`, truth: `Erlang law: ${(100 * gammaP(20, limit / 10)).toFixed(0)} % are over in ${limit.toFixed(0)} ms`, quick: 25,
  see: (i) => Array.from({ length: bursts }, (_, run) => api(burst, seedOf(i, run)).latencyMs.max),
  checks: [
    { what: 'chance to have recovered (Clopper–Pearson)', advice: 'atLeast', exactly: exactCoverage(bursts, chance, (hits) => proportions.clopperPearson(hits, bursts)), covers: (times) => holds(recovery.recoveryWithin(times, limit), chance) },
    { what: 'time by which half recover (ranks)', advice: 'rely', exactly: quantileRanks(bursts, 0.5).coverage, covers: (times) => holds(recovery.recoveryTime(times, 0.5), middle) },
  ],
});

/** Everything simulated, longest first. */
export const simulated: readonly (() => Experiment)[] = [oneConnection, coreModel, afterBurst];
