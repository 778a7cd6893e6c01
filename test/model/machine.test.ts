/** The machine under a database: time slices, logins on the cores, open sessions, memory and swap, disks. Exact small worlds against arithmetic. */

import { describe, expect, it } from 'vitest';
import { failuresOf, resultOf } from '../helpers/worlds.ts';

/** Statements that hold what they are given, each class at a moment of its own, on a server without contention. */
const world = (database: object, routes: { [route: string]: object }, times: { [route: string]: object }, more: object = {}) => resultOf({
  run: { length: '60s', seed: 3 },
  databases: { d: { kind: 'plain', cores: 1, ...database } },
  pools: { p: { kind: 'plain', database: 'd', max: 400 } },
  routes: Object.fromEntries(Object.entries(routes).map(([name, query]) => [name, [{ query: { pool: 'p', ...query } }]])),
  traffic: Object.fromEntries(Object.entries(times).map(([name, arrivals]) => [name, { route: name, ...arrivals }])),
  ...more,
});
const once = (from: string, size = 1) => ({ size, every: '1h', from });
const ms = (result: ReturnType<typeof resultOf>, name: string) => result.classes[name]?.latencyMs;

describe('scheduling', () => {
  it('lets all statements progress together unless slices are given, and gives them turns where they are', () => {
    const routes = { long: { cpu: '10ms' }, short: { cpu: '2ms' } };
    const times = { long: once('1s'), short: once('1001ms') };

    const shared = world({}, routes, times);
    const turns = world({ scheduling: { slice: '4ms' } }, routes, times);

    // Together: the short one shares from 1 to 5 ms. In turns: it waits for the end of the slice at 4 ms and is done at 6.
    expect([ms(shared, 'short')?.max, ms(shared, 'long')?.max]).toEqual([4, 12]);
    expect([ms(turns, 'short')?.max, ms(turns, 'long')?.max]).toEqual([5, 12]);
    expect(turns.audit.every(({ held }) => held)).toBe(true);
  });

  it('gives the same counts and the same work under both, in a crowd with timeouts', () => {
    const crowd = (database: object) => resultOf({
      run: { length: '30s', seed: 5 },
      databases: { d: { kind: 'postgresql', cores: 2, ...database } },
      pools: { p: { kind: 'pg-pool', database: 'd', max: 20, connectionTimeoutMillis: '200ms' } },
      routes: { r: [{ query: { pool: 'p', cpu: { exponential: '10ms' }, blocked: { exponential: '5ms' } } }] },
      traffic: { a: { route: 'r', rate: '210/s', patience: '2s' } },
      incidents: [{ at: '10s', for: '3s', cores: { database: 'd', to: 1 } }],
    });
    const [shared, turns] = [crowd({}), crowd({ scheduling: { slice: '4ms' } })];

    for (const result of [shared, turns]) expect(result.audit.filter(({ held }) => !held)).toEqual([]);
    expect(turns.classes.a?.arrived).toBe(shared.classes.a?.arrived);
    expect(Math.abs((turns.classes.a?.served ?? 0) / (shared.classes.a?.served ?? 1) - 1)).toBeLessThan(0.05);
  });
});

describe('logins on the cores', () => {
  const storm = (logins: number, database: object) => resultOf({
    run: { length: '10s' }, databases: { d: { kind: 'plain', cores: 2, connect: '10ms', connectCpu: '8ms', ...database } },
    pools: { p: { kind: 'plain', database: 'd', max: 1000, min: 0 }, warm: { kind: 'plain', database: 'd', max: 1, min: 1 } },
    routes: { r: [{ query: { pool: 'p', blocked: '1s' } }], busy: [{ query: { pool: 'warm', cpu: '50ms' } }] },
    traffic: { a: { route: 'r', size: logins, every: '1h', from: '1s' }, b: { route: 'busy', size: 1, every: '1h', from: '1s' } },
  });

  it('takes no more than `connect` on an idle server', () => {
    expect(storm(1, {}).classes.a?.waitMs.max).toBe(10);
  });

  it('takes as long as the cores need for all of them: 100 logins of 8 ms and a statement on 2 cores are processor sharing', () => {
    const { classes } = storm(100, {});

    // 101 share 2 cores: each login has its 8 ms after 8 × 101/2 = 404 ms, and waits 2 ms more.
    expect(classes.a?.waitMs.max).toBeCloseTo(406, 2);
    // The statement has 8 ms by then and is alone for the other 42.
    expect(classes.b?.latencyMs.max).toBeCloseTo(404 + 42, 2);
  });

  it('slows no statement where logins cost no processor time', () => {
    expect(storm(100, { connectCpu: '0s' }).classes.b?.latencyMs.max).toBe(50);
  });

  it('leaves the cores when its caller gives up', () => {
    const { classes, databases, audit } = resultOf({
      run: { length: '10s' }, databases: { d: { kind: 'plain', cores: 1, connect: '1s', connectCpu: '1s' } },
      pools: { p: { kind: 'pg-pool', database: 'd', max: 5, connectionTimeoutMillis: '100ms' } },
      routes: { r: [{ query: { pool: 'p', cpu: '1ms' } }] }, traffic: { a: { route: 'r', size: 5, every: '1h', from: '1s' } },
    });

    expect(failuresOf(classes.a)).toEqual({ acquireTimeout: 5 });
    expect(databases.d?.cpuUtilisation).toBeCloseTo(0.1 / 10, 6);
    expect(audit.filter(({ held }) => !held)).toEqual([]);
  });
});

describe('open sessions', () => {
  it('keep the cores as busy as measured: 2,000 idle ones 8 % of two, 100 of them 2 % (with 1.7 % for the server itself)', () => {
    const utilisation = (sessions: number) => resultOf({
      run: { length: '10s' }, databases: { d: { kind: 'postgresql', cores: 2, maxConnections: 3000, idleCpu: '0.0063%' } },
      pools: { p: { kind: 'plain', database: 'd', max: sessions, min: sessions } },
      routes: { r: [{ query: { pool: 'p', cpu: '1us' } }] }, traffic: { a: { route: 'r', size: 1, every: '1h' } },
    }).databases.d?.cpuUtilisation ?? Number.NaN;

    expect(utilisation(100)).toBeCloseTo(0.00315, 5);
    expect(utilisation(2000)).toBeCloseTo(0.063, 5);
  });

  it('leave that much less of the cores to statements', () => {
    const { classes, audit } = world({ idleCpu: '0.1%', cores: 1 }, { r: { cpu: '90ms' } }, { r: once('1s') }, { pools: { p: { kind: 'plain', database: 'd', max: 100, min: 100 } } });

    // 100 sessions take a tenth of the core.
    expect(classes.r?.latencyMs.max).toBeCloseTo(100, 2);
    expect(audit.filter(({ held }) => !held)).toEqual([]);
  });

  it('make every statement dearer by the cost of a snapshot', () => {
    const { classes } = world({ snapshotCost: '50us' }, { r: { cpu: '1ms' } }, { r: once('1s') }, { pools: { p: { kind: 'plain', database: 'd', max: 200, min: 200 } } });

    expect(classes.r?.latencyMs.max).toBeCloseTo(1.1, 3);
  });
});

describe('memory', () => {
  const busy = (sessions: number, database: object) => world(
    { cores: 1000, memory: '4GB', sharedBuffers: '1GB', memoryPerConnection: '100MB', ...database },
    { r: { cpu: '10ms' } }, { r: once('1s') }, { pools: { p: { kind: 'plain', database: 'd', max: sessions, min: sessions } } });

  it('costs nothing while it suffices', () => {
    expect(busy(30, {}).classes.r?.latencyMs.max).toBe(10);
  });

  it('slows work by the share in swap: 40 sessions of 100 MB and 1 GB of buffers in 4 GB have a fifth there', () => {
    const { classes, databases } = busy(40, {});

    // 1 + 0.2 × (50 − 1) = 10.8 times as long.
    expect(classes.r?.latencyMs.max).toBeCloseTo(108, 2);
    expect(databases.d?.memory).toEqual({ memoryMb: 4000, usedMbMax: 5000, swapShareMax: 0.2, swapTimesMax: 10.8, sessionsFit: 30, outOfMemory: 0 });
  });

  it('falls off a cliff: three sessions too many double the time, ten sessions too many are ten times as slow', () => {
    const at = (sessions: number) => busy(sessions, {}).classes.r?.latencyMs.max ?? Number.NaN;

    expect(at(33) / at(30)).toBeCloseTo(1 + (0.3 / 4.3) * 49, 2);
    expect(at(40) / at(30)).toBeGreaterThan(10);
  });

  it('ends every session when swap does not suffice either, and says so', () => {
    const { classes, databases } = resultOf({
      run: { length: '20s' }, databases: { d: { kind: 'postgresql', connect: '1ms', memory: '1GB', swap: '0MB', memoryPerConnection: '100MB' } },
      pools: { p: { kind: 'pg-pool', database: 'd', max: 20 } },
      routes: { r: [{ query: { pool: 'p', blocked: '5s' } }] }, traffic: { a: { route: 'r', size: 1, every: '100ms', from: '1s', until: '3s' } },
    });

    expect(databases.d?.memory?.outOfMemory).toBeGreaterThan(0);
    expect(failuresOf(classes.a)).toHaveProperty('severed');
    expect(classes.a?.failures.severed).toBeGreaterThanOrEqual(10);
  });
});

describe('the figures of disks', () => {
  it('are those of processor sharing: in use by rate times time over channels, and as many under way as the load says', () => {
    const read = { run: { length: '2h', measureFrom: '5m', seed: 5 }, databases: { d: { kind: 'plain', disks: 1 } }, pools: { p: { database: 'd', max: 500 } }, routes: { r: [{ query: { pool: 'p', blocked: { exponential: '8ms' } } }] }, traffic: { t: { route: 'r', rate: '75/s' } } };
    const { disks } = resultOf(read).databases.d;

    expect(disks?.channels).toBe(1);
    expect(disks?.utilisation).toBeCloseTo(0.6, 2); // 75/s × 8 ms
    expect(Math.abs((disks?.queueMean ?? 0) - 0.6 / 0.4)).toBeLessThan(0.05); // ρ / (1 − ρ), M/M/1-PS
    expect(disks?.queueMax).toBeGreaterThan(5);
  });

  it('are left out where blocked time is not shared', () => {
    const alone = resultOf({ run: { length: '10s' }, databases: { d: { kind: 'plain' } }, pools: { p: { database: 'd' } }, routes: { r: [{ query: { pool: 'p', blocked: '100ms' } }] }, traffic: { t: { route: 'r', rate: '5/s' } } });

    expect(alone.databases.d).not.toHaveProperty('disks');
    expect(alone.series.databases.d).not.toHaveProperty('diskQueue');
  });
});

describe('a database that is away', () => {
  it('has no capacity while it is', () => {
    const down = resultOf({ run: { length: '30s' }, databases: { d: { kind: 'plain', cores: 4 } }, pools: { p: { database: 'd' } }, routes: { r: [{ query: { pool: 'p', cpu: '10ms' } }] }, traffic: { t: { route: 'r', rate: '5/s' } }, incidents: [{ at: '10s', for: '10s', outage: { database: 'd' } }] });

    expect(down.series.databases.d?.capacityCores.slice(11, 19)).toEqual(Array(8).fill(0));
    expect(down.series.databases.d?.capacityCores.slice(21)).toEqual(Array(9).fill(4));
  });
});

describe('disks', () => {
  it('are shared: a scan that keeps both busy makes everyone wait, by exactly its part of them', () => {
    const routes = { scan: { blocked: '1s' }, lookup: { blocked: '10ms' } };

    const alone = world({ disks: 2 }, routes, { lookup: once('2s') });
    const beside = world({ disks: 2 }, routes, { scan: once('1900ms', 3), lookup: once('2s') });
    const unshared = world({}, routes, { scan: once('1900ms', 3), lookup: once('2s') });

    // 3 scans and the lookup share 2 channels: each progresses at half speed while the lookup is there (20 ms), at two thirds before and after.
    expect(ms(alone, 'lookup')?.max).toBe(10);
    expect(ms(beside, 'lookup')?.max).toBe(20);
    expect(ms(beside, 'scan')?.max).toBeCloseTo(1500 + 20 * (1 - 0.5 * 1.5), 0);
    expect(ms(unshared, 'lookup')?.max).toBe(10);
  });
});

describe('the processor of the application', () => {
  const app = (cores: object, requests: number) => resultOf({
    run: { length: '10s' }, databases: { d: { kind: 'plain' } },
    pools: { p: { kind: 'plain', database: 'd', max: 1 } },
    apps: { web: { instances: 2, pools: ['p'], ...cores } },
    routes: { r: [{ think: { cpu: '10ms' } }, { query: { pool: 'p', cpu: '1us' } }] },
    traffic: { a: { route: 'r', size: requests, every: '1h', from: '1s' } },
  });

  it('is shared by the requests of an instance: 8 requests on 2 instances of one core take 4 × 10 ms', () => {
    expect(app({ cores: 1 }, 8).classes.a?.latencyMs.p50).toBeCloseTo(40, 0);
    expect(app({ cores: 2 }, 8).classes.a?.latencyMs.p50).toBeCloseTo(20, 0);
  });

  it('only takes time where nobody says how many cores there are', () => {
    expect(app({}, 8).classes.a?.latencyMs.max).toBeCloseTo(10.004, 2);
  });

  it('lets go of a request whose client leaves', () => {
    const { classes, audit } = resultOf({
      run: { length: '10s' }, databases: { d: { kind: 'plain' } }, pools: { p: { kind: 'plain', database: 'd', max: 1 } }, apps: { web: { cores: 1, pools: ['p'] } },
      routes: { r: [{ transaction: { pool: 'p', steps: [{ think: { cpu: '1s' } }] } }] },
      traffic: { a: { route: 'r', size: 3, every: '1h', from: '1s', patience: '1500ms' } },
    });

    expect(classes.a?.served).toBe(1);
    expect(failuresOf(classes.a)).toEqual({ clientGaveUp: 2 });
    expect(audit.filter(({ held }) => !held)).toEqual([]);
  });
});
