/** No pool at all: a database that never slows down (M/G/infinity) and one that shares its cores equally (M/G/PS). */

import { describe, it } from 'vitest';
import { classIn, expectAgreement, type Sight, watch } from '../helpers/ensemble.ts';
import { type Reading, replications, smallestFor, testFamily } from '../helpers/family.ts';
import { Enough, Probe } from '../helpers/probe.ts';
import { type Case, casesOf, numberIn } from '../helpers/theory-cases.ts';
import { databaseOf, exponential, lawOf, perSecond, runFor, scenarioOf, span, speedOf, type Text, type Timing, unlimited } from '../helpers/theory-scenarios.ts';

const world = (timing: Timing, db: Text, query: Text, lambda: number): Text => ({
  run: runFor(timing), databases: { db }, pools: { main: { kind: 'no-pool', database: 'db' } }, routes: { work: [{ query: { pool: 'main', ...query } }] }, traffic: { api: { route: 'work', rate: perSecond(lambda) } },
});

const share = (theory: number, of: (sight: Sight) => number): Reading => ({ kind: 'share', theory, of });

/** The stationary law of a birth-death number in system. */
function stationary(lambda: number, speed: (n: number) => number, work: number): number[] {
  const weights = [1];
  for (let n = 1; n < 2000; n++) weights.push(((weights[n - 1] as number) * lambda * work) / speed(n));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}
const tail = (law: readonly number[], n: number): number => law.slice(n + 1).reduce((a, b) => a + b, 0);

testFamily('mginf', {
  scenario: ({ params }, timing) => world(timing, databaseOf(unlimited), { blocked: lawOf(params.hold, params.mean_hold) }, params.lambda),
  warmUp: ({ params }) => 20 * params.mean_hold,
  readings: (one) => {
    const law = stationary(one.params.lambda, (n) => n, one.params.mean_hold);
    const beyond = (n: number): Reading => ({ ...share(tail(law, n), ({ probe }) => probe.out[0]?.shareWhere((out) => out > n) ?? Number.NaN), tail: true });
    // n is a parameter of p_gt_n; the mean at time t is tested below.
    return { n: null, busy_mean_t: null, p_gt_n: { ...beyond(numberIn(one, 'n')), theory: numberIn(one, 'p_gt_n') }, busy_p99: beyond(numberIn(one, 'busy_p99')), busy_p999: beyond(numberIn(one, 'busy_p999')) };
  },
  work: ({ params }) => params.mean_hold,
  says: ({ params }) => `${params.lambda} requests/s that hold ${params.hold} for ${params.mean_hold} s on average`,
});

/** Reads how many connections are out at one instant, and has seen enough. */
class At extends Probe {
  readonly #at: number;
  seen: number | null = null;

  constructor(at: number) {
    super(null, 0);
    this.#at = at;
  }

  #look(): void {
    if (this.nowS <= this.#at) return;
    this.seen = this.out[0]?.value ?? 0;
    throw new Enough();
  }

  override lent(pool: number, classIndex: number, waited: number): void {
    this.#look();
    super.lent(pool, classIndex, waited);
  }

  override returned(pool: number, classIndex: number, held: number): void {
    this.#look();
    super.returned(pool, classIndex, held);
  }
}

describe('mginf from an empty start', () => {
  for (const one of casesOf('mginf')) {
    it(`${one.id}: the mean number of connections out after ${one.params.t} s`, { timeout: 300_000 }, () => {
      const { lambda, mean_hold, hold, t } = one.params;
      const scenario = scenarioOf(world({ warmUp: 0, measured: t + 20 * mean_hold }, databaseOf(unlimited), { blocked: lawOf(hold, mean_hold) }, lambda));

      const values = Array.from({ length: 400 }, (_, replication) => watch(scenario, one.id, replication, new At(t)).seen ?? 0);

      expectAgreement([{ what: `${one.id}: busy_mean_t`, theory: numberIn(one, 'busy_mean_t'), values, smallest: 0.3 }]);
    });
  }
});

const psk = (one: Case): { readonly [metric: string]: Reading } => {
  const law = stationary(one.params.lambda, (n) => speedOf(one.params.db, n), one.params.mean_work);
  const beyond = (n: number) => (sight: Sight) => classIn(sight).inside.shareWhere((inside) => inside > n);
  const cores = one.params.db.cores;
  return {
    p_gt_cores: { kind: 'share', of: beyond(cores) },
    n_p99: { ...share(tail(law, numberIn(one, 'n_p99')), beyond(numberIn(one, 'n_p99'))), tail: true },
    slowdown: { kind: 'count', of: (sight) => classIn(sight).response.mean / one.params.mean_work },
  };
};

testFamily('psk', {
  scenario: ({ params }, timing) => {
    const worked = (cpu: unknown) => world(timing, databaseOf(params.db), { cpu }, params.lambda);
    return { variants: { exponential: worked(exponential(params.mean_work)), hyperexponential: worked(lawOf({ h2: 4 }, params.mean_work)), constant: worked(span(params.mean_work)) } };
  },
  readings: (one, variant) => ({ ...psk(one), ...(variant === 'exponential' ? {} : { r_sd: null, r_p50: null, r_p90: null, r_p95: null, r_p99: null }) }),
  warmUp: ({ params }) => 20 * params.mean_work + 10 / (Math.sqrt(speedOf(params.db, params.db.cores) / params.mean_work) - Math.sqrt(params.lambda)) ** 2,
  work: ({ params }) => params.mean_work,
  says: ({ params }) => `${params.lambda} requests/s on ${params.db.cores} cores without a pool`,
});

describe('psk: the response to a request is proportional to its work', () => {
  for (const one of casesOf('psk')) {
    it(`${one.id}: short and long requests are slowed down alike`, { timeout: 300_000 }, () => {
      const { lambda, mean_work, db } = one.params;
      const [warmUp, measured] = [200 * mean_work, 6000 / lambda];
      const route = (cpu: number) => [{ query: { pool: 'main', cpu: span(cpu) } }];
      const scenario = scenarioOf({
        ...world({ warmUp, measured }, databaseOf(db), {}, lambda), routes: { short: route(0.5 * mean_work), long: route(1.5 * mean_work) },
        traffic: { short: { route: 'short', rate: perSecond(lambda / 2) }, long: { route: 'long', rate: perSecond(lambda / 2) } },
      });

      const probes = Array.from({ length: replications }, (_, replication) => watch(scenario, one.id, replication, new Probe(null, warmUp)));

      const control = { values: probes.map((probe) => probe.classes.reduce((sum, name) => sum + name.work, 0)), mean: lambda * measured * mean_work };
      expectAgreement([0, 1].map((index) => ({
        what: `${one.id}: slowdown of ${index === 0 ? 'short' : 'long'} requests`, theory: numberIn(one, 'slowdown'), control,
        values: probes.map((probe) => (probe.classes[index]?.response.mean ?? Number.NaN) / ((index + 0.5) * mean_work)), smallest: smallestFor(one, 'count', lambda),
      })));
    });
  }
});

