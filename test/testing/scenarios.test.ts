/** What poolsim/testing makes: always scenarios that poolsim reads, varied only where one asked for it, and made small when they fail. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readScenario } from '../../src/reading/scenario-file.ts';
import { anyArrivals, anyDatabase, anyIncidents, anyPool, anyScenario, anySeed, burstsUpTo, incidentKinds, oneReport, poolKinds, rateBetween, rateUpTo, type ScenarioData, scenarios, scheduleUpTo, sizes, usersUpTo, yamlOf } from '../../src/testing/index.ts';

/** A world with a bit of everything that people write. */
const base = `
scenario: A shop
run: { length: 20s, seed: 3, measureFrom: 1s }
databases: { primary: { kind: postgresql, cores: 2, maxConnections: 60 }, copy: { kind: postgresql, cores: 2, replicaOf: primary, lag: 100ms } }
poolers: { bouncer: { kind: pgbouncer, database: primary, default_pool_size: 10 } }
pools:
  web: { kind: hikaricp, database: primary, maximumPoolSize: 8 }
  jobs: { kind: pg-pool, database: bouncer, max: 4 }
  reads: { kind: plain, database: copy, max: 3, acquireTimeout: 500ms }
apps: { shop: { instances: 2, pools: [ web ] } }
routes:
  checkout: [ { transaction: { pool: web, steps: [ { query: { cpu: 2ms, blocked: 5ms } }, { query: { cpu: 1ms } } ] } } ]
  nightly: [ { query: { pool: jobs, cpu: 100ms, blocked: 1s } } ]
  look: [ { query: { pool: reads, cpu: 1ms } } ]
traffic:
  checkout: { route: checkout, rate: 40/s, app: shop, patience: 2s }
  look: { route: look, users: 10, think: 500ms }
cron: { nightly: { route: nightly, at: 5s, threads: 2, repeat: 3 } }
incidents: [ { at: 3s, resize: { pool: web, to: 4 }, for: 2s } ]
alerts: [ { name: hot, when: "utilisation(web) > 90%" } ]
promises: [ "p99(checkout) < 5s" ]
`;

const problemsOf = (data: ScenarioData): string => {
  const read = readScenario({ text: yamlOf(data), file: null, files: () => ({ problem: 'no files here' }) });
  return read.ok ? '' : `${read.problems.map(({ path, says }) => `${path}: ${says}`).join('\n')}\n${yamlOf(data)}`;
};

/** Every one of so many is read. */
const allRead = (made: fc.Arbitrary<ScenarioData>, numRuns: number): void => fc.assert(fc.property(made, (data) => {
  expect(problemsOf(data)).toBe('');
}), { seed: 5, numRuns, endOnFailure: true });

// A thousand scenarios in all.
describe('scenarios around a base', () => {
  it('are read by poolsim with everything varied at once', { timeout: 120_000 }, () => {
    allRead(scenarios({
      base, traffic: { checkout: fc.oneof(rateUpTo('140/s'), rateBetween('10/min', '90/min'), usersUpTo(50, '200ms'), burstsUpTo(30, '2s')), look: anyArrivals(), extra: rateUpTo('5/s').map((rate) => ({ route: 'look', ...rate })) },
      pools: { web: fc.oneof(sizes('maximumPoolSize', 1, 30), anyPool()), reads: anyPool(['hikaricp', 'pg-pool', 'plain']) }, databases: { copy: anyDatabase() },
      incidents: anyIncidents(), run: anySeed(), also: [oneReport({ pool: 'jobs', cpuUpTo: '1s', blockedUpTo: '5s' }), oneReport({ route: 'nightly', name: 'again' })],
    }), 450);
    allRead(scenarios({ base, traffic: scheduleUpTo('90/s'), pools: anyPool(), incidents: anyIncidents({ most: 5 }) }), 250);
  });

  it('are read with each kind of pool and of incident by itself', { timeout: 120_000 }, () => {
    const small = base.replace(/^poolers.*$/m, '').replace('database: bouncer', 'database: primary');
    for (const kind of poolKinds) allRead(scenarios({ base: small, pools: { reads: anyPool([kind]) } }), 6);
    for (const kind of incidentKinds) allRead(scenarios({ base: small, incidents: anyIncidents({ kinds: [kind] }) }), 6);
  });

  it('are read without any base', { timeout: 60_000 }, () => allRead(anyScenario, 60));

  it('vary what is named and nothing else', () => {
    const whole = fc.sample(scenarios({ base, traffic: { checkout: rateUpTo('140/s') } }), { seed: 1, numRuns: 20 });
    const same = fc.sample(scenarios({ base }), { seed: 1, numRuns: 1 })[0] as ScenarioData;
    const rates = whole.map((data) => data.traffic.checkout?.rate);

    expect(new Set(rates).size).toBeGreaterThan(5);
    for (const data of whole) {
      expect({ ...data, traffic: { ...data.traffic, checkout: { ...data.traffic.checkout, rate: '40/s' } } }).toEqual({ ...same, traffic: { ...same.traffic, checkout: { ...same.traffic.checkout, arrivals: 'poisson' } } });
    }
  });

  it('replace one way of coming by another, keep the database of a pool that becomes another kind, and add incidents to those there are', () => {
    const [data] = fc.sample(scenarios({ base, traffic: { look: rateUpTo('9/s') }, pools: { jobs: anyPool(['tarn']) }, incidents: fc.constant([{ at: '9s', outage: { database: 'primary' }, for: '1s' }]) }), { seed: 2, numRuns: 1 });

    expect(data?.traffic.look).toEqual({ route: 'look', arrivals: 'poisson', rate: expect.stringMatching(/^\d\/s$/) });
    expect(data?.pools.jobs).toMatchObject({ kind: 'tarn', database: 'bouncer' });
    expect(data?.incidents).toHaveLength(2);
  });

  it('shrink to the least that still fails', () => {
    const made = scenarios({ base, traffic: { checkout: rateUpTo('140/s') }, incidents: anyIncidents(), also: [oneReport({ route: 'nightly', threadsUpTo: 9 })] });
    const details = fc.check(fc.property(made, (data) => Number(String(data.traffic.checkout?.rate).replace('/s', '')) < 37 || (data.cron?.report?.threads as number) < 3), { seed: 4, numRuns: 200 });
    const [smallest] = details.counterexample ?? [];

    expect(smallest).toMatchObject({ traffic: { checkout: { rate: '37/s' } }, cron: { report: { at: '0s', threads: 3, repeat: 1 } } });
    expect(smallest?.incidents).toHaveLength(1);
    // fast-check shows it as the file that one would keep.
    expect(fc.stringify(smallest)).toBe(`\n${yamlOf(smallest as ScenarioData)}`);
  });

  it('teach where they cannot be made', () => {
    expect(() => scenarios({ base: base.replace('rate: 40/s', 'rat: 40/s') })).toThrow(/scenario:\d+:\d+ {2}traffic\.checkout\.rat: .*"rate"/);
    expect(() => scenarios({ base: 'nowhere.yaml' })).toThrow(/nowhere\.yaml/);
    expect(() => rateUpTo('140')).toThrow('write it like 140/s');
    expect(() => rateBetween('9/s', '8/s')).toThrow('smaller one first');
    expect(() => anyPool(['hikari'])).toThrow('there is no pool kind "hikari"');
    expect(() => anyIncidents({ kinds: ['earthquake'] })).toThrow('there is no incident "earthquake"');
    expect(() => scenarios({ base, also: [oneReport({ route: 'nightly', name: 'nightly' })] })).toThrow('another name');
  });
});
