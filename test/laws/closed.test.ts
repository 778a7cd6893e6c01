/** Closed workloads: callers who think between requests. Machine repair, Engset, the always-full pool, product-form networks, a pool around CPU and disks. */

import { describe, expect, it } from 'vitest';
import { speed, type ContentionPlan } from '../../src/model/database/contention.ts';
import { classIn, expectAgreement, type Sight, sightsOf } from '../helpers/ensemble.ts';
import { replications, testFamily, usual } from '../helpers/family.ts';
import { type Case, casesOf, numberIn, rowIn } from '../helpers/theory-cases.ts';
import { databaseOf, exponential, lawOf, onePool, perSecond, runFor, scenarioOf, span, speedOf, type Text, type Timing } from '../helpers/theory-scenarios.ts';

testFamily('closed_lps', {
  rate: (one) => numberIn(one, 'throughput'),
  scenario: ({ params }, timing) => {
    const thinking = (think: unknown) => onePool(timing, { db: params.db, pool: { max: params.c }, query: { cpu: exponential(params.mean_work) }, traffic: { users: params.N, think } });
    return { variants: { exponential: thinking(exponential(params.think)), hyperexponential: thinking(lawOf({ h2: 3 }, params.think)) } };
  },
  says: ({ params }) => `${params.N} callers who think for ${params.think} s, ${params.c} connections, speed ${params.db.form}`,
});

testFamily('engset', {
  rate: (one) => numberIn(one, 'attempt_rate'),
  scenario: ({ params }, timing) => {
    const thinking = (think: unknown, cpu: unknown) => onePool(timing, { db: params.db, pool: { max: params.c, maxWaiting: 0 }, query: { cpu }, traffic: { users: params.N, think } });
    return { variants: { exponential: thinking(exponential(params.think), exponential(params.mean_work)), 'hyperexponential think, constant work': thinking(lawOf({ h2: 3 }, params.think), span(params.mean_work)) } };
  },
  readings: ({ params }) => ({
    time_full: { kind: 'share', of: ({ probe }) => probe.out[0]?.shareWhere((out) => out === params.c) ?? Number.NaN },
    attempt_rate: { kind: 'rate', of: (sight) => classIn(sight).arrived / (sight.probe.until - sight.probe.from) },
  }),
  says: ({ params }) => `${params.N} callers who think for ${params.think} s, ${params.c} connections that nobody waits for`,
});

testFamily('saturated', {
  rate: (one) => numberIn(one, 'throughput'),
  scenario: ({ params }, timing) => {
    const worked = (cpu: unknown) => onePool(timing, { db: params.db, pool: { max: params.c }, query: { cpu }, traffic: { users: 2 * params.c + 1, think: '0s' } });
    return { variants: { exponential: worked(exponential(params.mean_work)), constant: worked(span(params.mean_work)) } };
  },
  // The efficiency is the throughput again, as a share of what the cores could do. Constant work comes in waves of all connections: counting them is off by one wave.
  readings: ({ params }) => ({ eff: null, throughput: { ...usual.throughput, least: (measured) => (30 * params.c) / measured } }),
  warmUp: (one) => 20 * numberIn(one, 'hold_mean'),
  says: ({ params }) => `${params.c} connections that are never free, speed ${params.db.form}`,
});

describe('the largest rate of a pool held through application work (cap of hold_queue)', () => {
  for (const one of casesOf('hold_queue')) {
    it(`${one.id}: ${one.params.c} connections that are never free`, { timeout: 300_000 }, () => {
      const { c, db, mean_app, mean_work } = one.params;
      const cap = numberIn(one, 'cap');
      const scenario = scenarioOf({
        run: runFor({ warmUp: 50 * (mean_app + mean_work), measured: 4000 / cap }), databases: { db: databaseOf(db) }, pools: { main: { database: 'db', max: c } },
        routes: { work: [{ transaction: { pool: 'main', steps: [{ think: exponential(mean_app) }, { query: { cpu: exponential(mean_work) } }] } }] }, traffic: { api: { route: 'work', users: 2 * c } },
      });

      const sights = sightsOf(scenario, { seed: `${one.id}/cap`, replications });

      expectAgreement([{ what: `${one.id}: cap`, theory: cap, values: sights.map(usual.throughput.of) }]);
    });
  }
});

/** Stations in sequence, each a database of its own with as many cores as the station has servers. */
const network = ({ params: { N, think, stations } }: Case, timing: Timing): Text => ({
  run: runFor(timing),
  databases: Object.fromEntries(stations.map((station) => [station.name, { kind: 'plain', cores: station.servers }])),
  pools: Object.fromEntries(stations.map((station) => [station.name, { database: station.name, max: N }])),
  routes: { tour: stations.map((station) => ({ query: { pool: station.name, cpu: exponential(station.demand) } })) },
  traffic: { api: { route: 'tour', users: N, think: think > 0 ? exponential(think) : '0s' } },
});

describe('mva', () => {
  for (const one of casesOf('mva')) {
    it(`${one.id}: ${one.params.N} callers at ${one.params.stations.map((station) => `${station.servers} × ${station.name}`).join(', ')}`, { timeout: 300_000 }, () => {
      const throughput = numberIn(one, 'throughput');
      const { stations } = one.params;
      const least = Math.min(...stations.map((station) => station.demand));

      const warmUp = 30 * (one.params.think + stations.reduce((sum, station) => sum + station.demand, 0));
      const timing: Timing = { warmUp, measured: 5000 / throughput, drain: warmUp };

      const sights = sightsOf(scenarioOf(network(one, timing)), { seed: one.id, replications, until: warmUp + timing.measured });

      const at = (i: number) => (sight: Sight) => sight.result.databases[stations[i]?.name ?? '']?.runQueueMean ?? Number.NaN;
      const rate = (sight: Sight) => classIn(sight).response.count / (sight.probe.until - sight.probe.from);
      expectAgreement([
        { what: `${one.id}: throughput`, theory: throughput, values: sights.map(rate) },
        { what: `${one.id}: r_mean`, theory: numberIn(one, 'r_mean'), values: sights.map(usual.r_mean.of), smallest: least },
        ...stations.flatMap((station, i) => [
          { what: `${one.id}: queue at ${station.name}`, theory: rowIn(one, 'station_queue')[i] as number, values: sights.map(at(i)), smallest: 0.1 },
          { what: `${one.id}: time at ${station.name}`, theory: rowIn(one, 'station_time')[i] as number, values: sights.map((sight) => (sight.result.pools[station.name]?.holdMs.mean ?? Number.NaN) / 1e3), smallest: station.demand / 10 },
          { what: `${one.id}: utilisation of ${station.name}`, theory: rowIn(one, 'station_util')[i] as number, values: sights.map((sight) => sight.result.databases[station.name]?.cpuUtilisation ?? Number.NaN), smallest: 0.01 },
        ]),
      ]);
    });
  }
});

/**
 * Bursts on the CPU with I/O between them, another with probability p after each: the number of I/Os is geometric, and a geometric number is
 * written in binary with independent bits, of which bit i is set with probability p^(2^i) / (1 + p^(2^i)). Numbers beyond the last bit have a probability below one in a million.
 */
function bursts({ cpu_burst, p_io, io_mean }: Case['params']): unknown[] {
  const cpu = { query: { cpu: exponential(cpu_burst) } };
  const again = [{ query: { blocked: exponential(io_mean) } }, cpu];
  const bits = Array.from({ length: Math.ceil(Math.log2(Math.log(1e-6) / Math.log(p_io))) }, (_, bit) => {
    const odds = p_io ** (2 ** bit);
    return { choose: [{ share: odds / (1 + odds), steps: Array.from({ length: 2 ** bit }, () => again).flat() }, { share: 1 / (1 + odds), steps: [{ think: '0s' }] }] };
  });
  return [cpu, ...bits];
}

testFamily('closed_region', {
  rate: (one) => numberIn(one, 'throughput'),
  scenario: ({ params }, timing) => ({
    run: runFor(timing), databases: { db: { ...databaseOf(params.db), disks: params.spindles } }, pools: { main: { database: 'db', max: params.c } },
    routes: { work: [{ transaction: { pool: 'main', steps: bursts(params) } }] }, traffic: { api: { route: 'work', users: params.N, think: exponential(params.think) } },
  }),
  readings: () => ({
    throughput_fes: null, wq_mean_fes: null,
    cpu_mean: usual.db_conc_mean,
    io_mean_n: { kind: 'count', of: ({ result }) => (result.pools.main?.activeMean ?? Number.NaN) - (result.databases.db?.runQueueMean ?? Number.NaN) },
  }),
  warmUp: ({ params }) => 10 * params.think,
  says: ({ params }) => `${params.N} callers, ${params.c} connections around the CPU and ${params.spindles} disks`,
});

describe('usl', () => {
  it('the speed law of a database is the universal scalability law of the cases', () => {
    const off = casesOf('usl').flatMap((one) => rowIn(one, 'x').map((x, i) => {
      const { gamma, sigma, kappa, n } = one.params as unknown as { gamma: number; sigma: number; kappa: number; n: readonly number[] };
      const plan: ContentionPlan = { law: 'usl', alpha: sigma, beta: kappa };
      return Math.abs((gamma * speed(plan, Number.POSITIVE_INFINITY, n[i] as number)) / x - 1);
    }));

    expect(Math.max(...off)).toBeLessThan(1e-9);
  });

  it('every other form of the cases is a contention law with the same speeds', () => {
    for (const one of [...casesOf('lps_d'), ...casesOf('lps_loss'), ...casesOf('saturated'), ...casesOf('sweep')]) {
      const plan = scenarioOf(onePool({ warmUp: 0, measured: 1 }, { db: one.params.db, pool: {}, query: {}, traffic: { rate: perSecond(1) } })).databases.db;
      for (let n = 1; n <= 200; n++) expect(speed(plan?.contention ?? { law: 'none' }, plan?.cores ?? 0, n) / speedOf(one.params.db, n)).toBeCloseTo(1, 12);
    }
  });
});

