/** Each of the fifteen deeds (`lag` in replicas.test.ts) bites when its time comes, and lets go when it is undone. */

import { describe, expect, it } from 'vitest';
import type { ClassResult, PoolResult, RunResult, Series } from '../../src/result.ts';
import { failuresOf, PoolBench, resultOf } from '../helpers/worlds.ts';

/** Ten requests a second, each 50 ms on the processor of a database with a core for everyone, or as told. */
const world = (incidents: object[], more: { pool?: object; database?: object; databases?: object; pools?: object; traffic?: object; routes?: object; apps?: object; rate?: string; length?: string; measureFrom?: string } = {}): RunResult =>
  resultOf({
    run: { length: more.length ?? '20s', measureFrom: more.measureFrom ?? '0s' },
    databases: { d: { kind: 'plain', ...more.database }, ...more.databases },
    pools: { p: { database: 'd', max: 10, ...more.pool }, ...more.pools },
    ...(more.apps ? { apps: more.apps } : {}),
    routes: { r: [{ query: { pool: 'p', cpu: '50ms' } }], ...more.routes },
    traffic: { t: { route: 'r', arrivals: 'constant', rate: more.rate ?? '10/s' }, ...more.traffic },
    incidents,
  });

const t = (result: RunResult): ClassResult => result.classes.t as ClassResult;
const p = (result: RunResult): PoolResult => result.pools.p as PoolResult;
const series = (result: RunResult, of: (result: RunResult) => Series | undefined): Series => of(result) ?? [];
/** A number for each second of the run. */
const served = (result: RunResult): Series => series(result, ({ series: all }) => all.classes.t?.servedPerS);
const latencies = (result: RunResult): Series => series(result, ({ series: all }) => all.classes.t?.latencyMsP50);
/** The value of the second that begins at `second`. */
const during = (values: Series, second: number): number => values[second] ?? 0;

describe('resize', () => {
  it('closes idle connections of a pool that shrinks at once, and lent ones as they come back', () => {
    const bench = new PoolBench({ max: 4 });

    for (const [caller, holds] of [['a', 10], ['b', 10], ['c', 2000], ['e', 3000]] as const) bench.at(0).acquire(caller, { holds });
    bench.at(1000).does({ resize: { pool: 'p', to: 1 } }).run(5000);

    expect([bench.total(999), bench.total(1000), bench.total(2000), bench.total(4000)]).toEqual([4, 2, 1, 1]);
  });

  it('serves those who wait at once when the pool grows, and takes the room back when it is undone', () => {
    const bench = new PoolBench({ max: 1 });

    for (const caller of ['a', 'b', 'c']) bench.at(0).acquire(caller, { holds: 5000 });
    bench.at(1000).does({ resize: { pool: 'p', to: 3 }, for: '1s' }).at(2500).acquire('late').run(8000);

    expect(bench.granted).toEqual({ a: 0, b: 1000, c: 1000, late: 6000 });
    expect([bench.total(4999), bench.total(6000)]).toEqual([3, 1]);
  });
});

describe('resize of a pool whose connections are timed', () => {
  it('leaves the idle timers alone', () => {
    const bench = new PoolBench({ idleTimeout: '500ms' });

    bench.at(0).acquire('a', { holds: 100 }).at(400).does({ resize: { pool: 'p', to: 5 } }).run(1000);

    expect([bench.total(599), bench.total(600)]).toEqual([1, 0]);
  });

  it('does not make the leak watch repeat itself', () => {
    const bench = new PoolBench({ leakDetection: '100ms' });

    bench.at(0).acquire('a', { holds: 800 }).at(300).does({ resize: { pool: 'p', to: 5 } }).run(1000);

    expect(bench.lines).toHaveLength(1);
  });
});

describe('timeout', () => {
  it('that is undone undoes nothing but itself', () => {
    const bench = new PoolBench({ max: 2, acquireTimeout: '1s' });

    bench.at(0).does({ timeout: { pool: 'p', which: 'acquire', to: '100ms' }, for: '2s' }).at(1000).does({ timeout: { pool: 'p', which: 'idle', to: '200ms' } });
    bench.at(3000).acquire('a', { holds: 10 }).run(4000);

    expect([bench.total(3209), bench.total(3210)]).toEqual([1, 0]);
  });

  it('changes how long callers wait from then on, and back', () => {
    const bench = new PoolBench({ max: 1, acquireTimeout: '1s' });

    bench.at(0).acquire('holder').at(500).acquire('before').at(1000).does({ timeout: { pool: 'p', which: 'acquire', to: '100ms' }, for: '1s' });
    bench.at(1200).acquire('meanwhile').at(2200).acquire('after').run(5000);

    expect(bench.failed).toEqual({ before: 'acquireTimeout at 1500', meanwhile: 'acquireTimeout at 1300', after: 'acquireTimeout at 3200' });
  });

  it('changes how long statements may run, and back', () => {
    const bench = new PoolBench({});

    bench.at(0).does({ timeout: { database: 'd', which: 'statement', to: '100ms' }, for: '1s' });
    bench.at(500).acquire('meanwhile', { works: 200 }).at(1500).acquire('after', { works: 200 }).run(3000);

    expect(bench.failed).toEqual({ meanwhile: 'statementTimeout at 600' });
  });

  it('changes how long connections may be idle, and back', () => {
    const bench = new PoolBench({});

    bench.at(0).acquire('a', { holds: 100 }).at(1000).does({ timeout: { pool: 'p', which: 'idle', to: '500ms' }, for: '2s' });
    bench.at(4000).acquire('b', { holds: 100 }).run(10_000);

    expect([bench.total(1499), bench.total(1500), bench.total(10_000)]).toEqual([1, 0, 1]);
  });
});

describe('slowdown', () => {
  it('makes processor time longer from that moment on, and lets it go', () => {
    const latency = latencies(world([{ at: '5s', for: '5s', slowdown: { database: 'd', times: 4 } }]));

    expect([2, 7, 12].map((second) => Math.round(during(latency, second) / 50))).toEqual([1, 4, 1]);
  });

  it('makes blocked time alone longer when it says so', () => {
    const bench = new PoolBench({}, { connect: '10ms' });

    bench.at(0).does({ slowdown: { database: 'd', times: 3, of: 'blocked' }, for: '1s' });
    bench.at(100).acquire('slow', { works: 100 }).at(2000).acquire('usual', { works: 100 }).run(3000);

    expect(bench.granted.slow).toBe(110);
    expect(bench.returned).toEqual({ slow: 410, usual: 2100 });
  });

  it('makes logins alone longer when it says so', () => {
    const bench = new PoolBench({ kind: 'no-pool' }, { connect: '10ms' });

    bench.at(0).does({ slowdown: { database: 'd', times: 3, of: 'connect' }, for: '1s' });
    bench.at(100).acquire('slow', { works: 100 }).at(2000).acquire('usual', { works: 100 }).run(3000);

    expect(bench.granted).toEqual({ slow: 130, usual: 2010 });
    expect(bench.returned.slow).toBe(230);
  });
});

describe('outage', () => {
  it('ends every session and turns every login away, until the server is back', () => {
    const result = world([{ at: '5s', for: '5s', outage: { database: 'd' } }]);

    expect([3, 7, 12].map((second) => during(served(result), second))).toEqual([10, 0, 10]);
    // Fifty come meanwhile; the first of them borrows the connection that was idle and finds it dead.
    expect(failuresOf(t(result))).toEqual({ severed: 1, refused: 49 });
    expect(t(result).errors.refused).toMatch(/connection refused/);
  });

  it('that hangs keeps everyone waiting, and lets them go on when it is over', () => {
    const result = world([{ at: '5s', for: '5s', outage: { database: 'd', how: 'hang' } }], { pool: { max: 100 } });

    expect([3, 7].map((second) => during(served(result), second))).toEqual([10, 0]);
    expect(t(result)).toMatchObject({ failed: 0, unfinished: 1 });
    expect(t(result).latencyMs.max).toBeGreaterThanOrEqual(5000);
  });

  it('that hangs keeps the answers of statements that were waiting inside the server until it is back', () => {
    const bench = new PoolBench({});

    bench.at(0).acquire('A', { works: 600 }).at(500).does({ outage: { database: 'd', how: 'hang' }, for: '1s' }).run(3000);

    expect(bench.returned.A).toBe(1500);
  });

  it('that hangs does not bring back a login that was given up', () => {
    const bench = new PoolBench({ kind: 'pg-pool', max: 1, connectionTimeoutMillis: 200 });

    bench.at(0).does({ outage: { database: 'd', how: 'hang' }, for: '1s' }).at(100).acquire('A').at(500).acquire('B', { holds: 100 }).at(900).acquire('C', { holds: 50 }).run(2000);

    expect(bench.failed).toEqual({ A: 'acquireTimeout at 300', B: 'acquireTimeout at 700' });
    expect(bench.granted).toEqual({ C: 1000 });
    expect(bench.total(2000)).toBe(1);
  });
});

describe('sever', () => {
  it('cuts the connections of a pool; statements under way fail at once', () => {
    const bench = new PoolBench({});

    bench.at(0).acquire('working', { works: 1000 }).at(0).acquire('calling', { holds: 1000 }).at(500).does({ sever: { pool: 'p' } }).run(2000);

    expect(bench.failed).toEqual({ working: 'severed at 500', calling: 'severed at 1000' });
  });

  it('cuts about the share that it says', () => {
    const result = world([{ at: '10s', sever: { database: 'd', share: '50%' } }], { rate: '1/s', length: '20s', traffic: { many: { route: 'long', size: 400, every: '1h' } }, routes: { long: [{ query: { pool: 'q', blocked: '15s' } }] }, pools: { q: { database: 'd', max: 400 } } });

    expect(Math.abs((result.classes.many?.failures.severed ?? 0) - 200)).toBeLessThan(3 * Math.sqrt(400 * 0.25));
  });

  it('is over as soon as it happened: new connections live', () => {
    const result = world([{ at: '5s', sever: { pool: 'p' } }]);

    expect(failuresOf(t(result))).toEqual({ severed: 1 });
    expect(during(served(result), 8)).toBe(10);
  });
});

describe('kill', () => {
  it('ends the sessions of a class and leaves others alone', () => {
    const bench = new PoolBench({});

    bench.at(0).acquire('victim', { works: 1000 }).at(0).acquire('other', { works: 1000 }).at(500).kill('victim').run(2000);

    expect(bench.failed).toEqual({ victim: 'killed at 500' });
    expect(bench.texts.victim).toMatch(/57P01/);
    expect(bench.returned.other).toBe(1000);
  });

  it('spares a session whose last statement ended a moment ago, however long it is lent', () => {
    const result = world([{ at: '1s', kill: { idleLongerThan: '500ms' } }], { routes: { r: [{ transaction: { pool: 'p', steps: [{ query: { blocked: '900ms' } }, { think: '500ms' }, { query: { blocked: '1ms' } }] } }] }, traffic: { t: { route: 'r', size: 1, every: '1h' } } });

    expect(t(result).served).toBe(1);
  });

  it('ends sessions that are idle for longer than it says, in the pool or in the hands of a caller', () => {
    const bench = new PoolBench({});

    bench.at(0).acquire('short', { holds: 100 }).at(0).acquire('thinker', { holds: 2000 }).at(0).acquire('worker', { works: 2000 }).at(900).acquire('fresh', { holds: 2000 });
    bench.at(1000).does({ kill: { idleLongerThan: '500ms' } }).run(5000);

    expect(bench.failed).toEqual({ thinker: 'killed at 2000' });
    expect(bench.returned).toMatchObject({ worker: 2000, fresh: 2900 });
  });
});

describe('leak', () => {
  it('makes a route forget its connections, and remember again', () => {
    const result = world([{ at: '5s', for: '5s', leak: { route: 'r', share: '100%' } }], { pool: { max: 100 } });

    expect(p(result).leaked).toBe(50);
  });
});

describe('cores', () => {
  it('have nothing to do with how long sessions may be idle', () => {
    const bench = new PoolBench({ kind: 'pg-pool', idleTimeoutMillis: 0 }, { idleSessionTimeout: '1s' });

    bench.at(0).acquire('a', { holds: 100 }).at(900).does({ cores: { database: 'd', to: 2 } }).run(3000);

    expect([bench.total(1099), bench.total(1100)]).toEqual([1, 0]);
  });

  it('change from that very moment on, and back', () => {
    const latency = latencies(world([{ at: '5s', for: '5s', cores: { database: 'd', to: 4 } }], { database: { cores: 1 }, traffic: { t: { route: 'r', size: 4, every: '1s' } } }));

    expect([2, 7, 12].map((second) => Math.round(during(latency, second) / 50))).toEqual([4, 1, 4]);
  });
});

describe('restart', () => {
  it('loses what is under way, closes every connection, and turns requests away until the app is back', () => {
    const result = world([{ at: '5.02s', restart: { app: 'a', takes: '3s' } }], { apps: { a: { pools: ['p'] } } });

    // One was under way and thirty came meanwhile.
    expect(failuresOf(t(result))).toEqual({ appDown: 31 });
    expect([6, 10].map((second) => during(served(result), second))).toEqual([0, 10]);
    expect(p(result)).toMatchObject({ opened: 2, closed: 1 });
  });

  it('loses those who wait in line, and those whom a lost one would have served', () => {
    const bench = new PoolBench({ max: 1 });

    for (const caller of ['a', 'b', 'c', 'e']) bench.at(0).acquire(caller, { works: 1000 });
    bench.at(500).does({ restart: { pool: 'p' } }).at(600).acquire('later', { works: 100 }).run(2000);

    expect(bench.failed).toEqual({ a: 'appDown at 500', b: 'appDown at 500', c: 'appDown at 500', e: 'appDown at 500' });
    expect(bench.returned.later).toBe(700);
  });

  it('loses requests of the app that hold nothing at the moment', () => {
    const result = world([{ at: '5s', restart: { app: 'a' } }], { apps: { a: { pools: ['p'] } }, routes: { r: [{ think: '3s' }, { query: { pool: 'p', cpu: '1ms' } }] }, traffic: { t: { route: 'r', size: 1, every: '1h', from: '4s' } } });

    expect(failuresOf(t(result))).toEqual({ appDown: 1 });
    expect(t(result).failedAfterMs.max).toBe(1000);
  });

  it('leaves the branches of other apps alone', () => {
    const result = world([{ at: '5s', restart: { app: 'a' } }], {
      apps: { a: { pools: ['p'] }, b: { pools: ['q'] } }, pools: { q: { database: 'd' } },
      routes: { aside: [{ parallel: [[{ query: { pool: 'q', blocked: '3s' } }], [{ query: { pool: 'q', blocked: '2s' } }]] }] }, traffic: { other: { route: 'aside', size: 1, every: '1h', from: '4s' } },
    });

    expect(result.classes.other).toMatchObject({ served: 1, failed: 0 });
  });

  it('loses a request with branches once, when all its branches wait in one line', () => {
    const result = world([{ at: '5s', restart: { app: 'a' } }], {
      apps: { a: { pools: ['p'] } }, pool: { max: 1 }, routes: { r: [{ parallel: [1, 2, 3].map(() => [{ query: { pool: 'p', blocked: '2s' } }]) }] }, traffic: { t: { route: 'r', size: 2, every: '1h', from: '4s' } },
    });

    expect(t(result)).toMatchObject({ arrived: 2, failed: 2, failures: { appDown: 2 } });
  });
});

describe('move', () => {
  it('sends those who ask from then on to the other pool; those in line stay where they are', () => {
    const result = world([{ at: '5s', move: { route: 'r', pool: 'q' } }], { pool: { max: 1, acquireTimeout: '2s' }, pools: { q: { database: 'd' } }, routes: { r: [{ query: { pool: 'p', blocked: '1h' } }] }, traffic: { t: { route: 'r', arrivals: 'constant', rate: '1/s' } } });

    // At 4 s and 5 s somebody stands in line at p; both give up there, although the route has moved.
    expect(p(result)).toMatchObject({ acquired: 1, timeouts: 3 });
    expect(result.pools.q).toMatchObject({ acquired: 10, timeouts: 0 });
  });

  it('lets a check under way end in the pool where it began', () => {
    const result = world([{ at: '10.002s', move: { route: 'r', pool: 'q' } }], {
      database: { roundTrip: '5ms' }, pool: { kind: 'hikaricp', max: undefined, maximumPoolSize: 1 }, pools: { q: { kind: 'hikaricp', database: 'd', maximumPoolSize: 1 } },
      traffic: { t: { route: 'r', size: 1, every: '10s' } }, length: '19s',
    });

    expect(t(result)).toMatchObject({ arrived: 2, served: 2 });
    expect([p(result).acquired, result.pools.q?.acquired]).toEqual([2, 0]);
    expect(result.audit.filter(({ held }) => !held)).toEqual([]);
  });
});

describe('repoint', () => {
  it.each(['plain', 'pg-pool', 'hikaricp', 'sqlalchemy'])('replaces idle connections of %s at once and lent ones as they come back, and back again', (kind) => {
    const result = world([{ at: '5.02s', for: '5s', repoint: { pool: 'p', database: 'other' } }], { databases: { other: { kind: 'plain' } }, pool: { kind, max: undefined } });

    const sessions = (name: string): Series => result.series.databases[name]?.sessions ?? [];
    expect([3, 7, 15].map((second) => during(sessions('d'), second) > 0)).toEqual([true, false, true]);
    expect([3, 7, 15].map((second) => during(sessions('other'), second) > 0)).toEqual([false, true, false]);
    expect(t(result).failed).toBe(0);
  });
});

describe('scale', () => {
  it.each([
    ['even arrivals', { arrivals: 'constant', rate: '20/s' }], ['poisson arrivals', { rate: '20/s' }], ['bursts', { size: 2, every: '100ms' }], ['gaps', { gaps: '50ms' }],
    ['a schedule', { arrivals: 'constant', rate: [{ from: '0s', rate: '20/s' }, { from: '1s', rate: '20/s' }] }],
  ])('multiplies the rate of %s, and back', (_what, source) => {
    const { series: all } = world([{ at: '5s', for: '5s', scale: { class: 't', by: 3 } }], { traffic: { t: { route: 'r', ...source } } });
    const mean = (from: number): number => [0, 1, 2, 3].reduce((sum, i) => sum + during(all.classes.t?.arrivedPerS ?? [], from + i), 0) / 4;

    // Eighty, 240 and 80 arrivals are expected; three standard deviations of a Poisson count.
    expect([Math.abs(mean(1) - 20) < 7, Math.abs(mean(6) - 60) < 12, Math.abs(mean(14) - 20) < 7]).toEqual([true, true, true]);
  });

  it.each([['even arrivals', { arrivals: 'constant', rate: '20/s' }], ['bursts', { size: 2, every: '100ms' }], ['gaps', { gaps: '50ms' }]])('by 0 silences %s until it is undone', (_what, source) => {
    const { series: all } = world([{ at: '5s', for: '5s', scale: { class: 't', by: 0 } }], { traffic: { t: { route: 'r', ...source } } });
    const arrived = all.classes.t?.arrivedPerS ?? [];

    expect([3, 7, 12].map((second) => during(arrived, second))).toEqual([20, 0, 20]);
  });

  it('by 0 lets users think on, and wakes them when it is undone', () => {
    const { series: all } = world([{ at: '5s', for: '5s', scale: { class: 't', by: 0 } }], { traffic: { t: { route: 'r', users: 10, think: '450ms' } }, pool: { max: 10 } });
    const arrived = all.classes.t?.arrivedPerS ?? [];

    expect([3, 7, 15].map((second) => during(arrived, second))).toEqual([20, 0, 20]);
  });

  it('lets users think shorter', () => {
    const { series: all } = world([{ at: '10s', scale: { class: 't', by: 4 } }], { traffic: { t: { route: 'r', users: 10, think: '950ms' } } });

    const mean = (from: number): number => [0, 1, 2, 3, 4, 5, 6].reduce((sum, i) => sum + during(all.classes.t?.arrivedPerS ?? [], from + i), 0) / 7;

    // Ten users who are back after 1 s, then after 287.5 ms.
    expect(mean(2)).toBe(10);
    expect(Math.abs(mean(12) - 10 / 0.2875)).toBeLessThan(2);
  });
});

describe('shed', () => {
  it('turns a class away at the door, and lets it in again', () => {
    const result = world([{ at: '5s', for: '5s', shed: { class: 't', share: '100%' } }]);

    expect(failuresOf(t(result))).toEqual({ shed: 50 });
    expect(t(result).failedAfterMs.max).toBe(0);
    expect([3, 7, 12].map((second) => during(served(result), second))).toEqual([10, 0, 10]);
  });

  it('turns about the share away that it says', () => {
    const result = world([{ at: '0s', shed: { class: 't', share: '30%' } }], { rate: '50/s', pool: { max: 50 } });

    expect(Math.abs((t(result).failures.shed ?? 0) - 300)).toBeLessThan(3 * Math.sqrt(1000 * 0.3 * 0.7));
  });
});

describe('restart of a database', () => {
  /** A caller whose statement runs, one who holds a connection idle, and one who comes while the server is away. */
  const restarted = (how: object, kind = 'postgresql') => {
    const bench = new PoolBench({ kind: 'no-pool' }, { kind, connect: '10ms', roundTrip: '0s' });
    bench.at(0).acquire('working', { works: 2000 }).at(0).acquire('idle', { holds: 2000 }).at(1500).acquire('meanwhile', { works: 10 }).at(4000).acquire('after', { works: 10 });
    return bench.at(1000).does({ restart: { database: 'd', takes: '2s', ...how } }).run(6000);
  };

  it('loses every session, in order or by a crash, in the words of PostgreSQL, and refuses logins until it has recovered', () => {
    const [shutdown, crash] = [restarted({}), restarted({ how: 'crash' })];

    expect(shutdown.failed).toEqual({ working: 'severed at 1000', idle: 'severed at 2010', meanwhile: 'refused at 1500' });
    expect(shutdown.texts.working).toBe('FATAL: 57P01: terminating connection due to administrator command');
    expect(crash.texts.working).toBe('FATAL: 57P02: terminating connection because of crash of another server process');
    expect([shutdown.texts.meanwhile, crash.texts.meanwhile]).toEqual(Array(2).fill('FATAL: 57P03: the database system is starting up'));
    expect([shutdown.granted.after, shutdown.returned.after]).toEqual([4010, 4020]);
  });

  it('says so in the words of MySQL', () => {
    const { texts } = restarted({}, 'mysql');

    expect([texts.working, texts.meanwhile]).toEqual(['ERROR 1053 (08S01): Server shutdown in progress', "ERROR 2003 (HY000): Can't connect to MySQL server (111)"]);
  });

  it('finds nothing in memory at first, for as long as it says', () => {
    const bench = new PoolBench({}, { connect: '0s' });
    bench.at(0).does({ restart: { database: 'd', coldCache: { times: 5, for: '1s' } } });
    bench.at(500).acquire('cold', { works: 100 }).at(1500).acquire('warm', { works: 100 }).run(3000);

    expect(bench.returned).toEqual({ cold: 1000, warm: 1600 });
  });
});

describe('failover', () => {
  const two = (failover: object, more: { pool?: object; traffic?: object; database?: object; length?: string } = {}): RunResult => resultOf({
    run: { length: more.length ?? '30s' }, databases: { d: { kind: 'postgresql', roundTrip: '0s', connect: '10ms', ...more.database }, standby: { kind: 'postgresql', roundTrip: '0s', connect: '10ms', replicaOf: 'd' } },
    pools: { p: { database: 'd', max: 4, ...more.pool } }, routes: { r: [{ query: { pool: 'p', blocked: '50ms' } }] }, traffic: { t: { route: 'r', arrivals: 'constant', rate: '10/s', ...more.traffic } },
    incidents: [{ at: '5.02s', failover: { database: 'd', to: 'standby', takes: '10s', ...failover } }],
  });
  const sessionsAt = (result: RunResult, name: string, second: number): number => during(result.series.databases[name]?.sessions ?? [], second);

  it('loses what was under way, and fails everybody for as long as the address leads to the lost primary', () => {
    const result = two({});

    // The one of 5.0 s is under way; those of 5.1 s to 15.0 s come in vain.
    expect(failuresOf(t(result))).toEqual({ severed: 1, refused: 100 });
    expect([3, 10, 20].map((second) => during(served(result), second))).toEqual([10, 0, 10]);
    expect([sessionsAt(result, 'd', 3) > 0, sessionsAt(result, 'd', 20), sessionsAt(result, 'standby', 20) > 0]).toEqual([true, 0, true]);
  });

  it('that black-holes sessions keeps whoever uses one of them waiting until its operating system gives up, long after the replica serves', () => {
    const patient = two({ sessions: 'blackholed' }, { pool: { min: 4 }, database: { tcpTimeout: '20s' }, length: '60s' });

    // The four connections of the pool are silent: their users give up at 25.0 s to 25.3 s, and nobody else has a chance before.
    expect(failuresOf(t(patient)).severed).toBe(4);
    expect(t(patient).failedAfterMs.max).toBe(20_020);
    expect([10, 20, 24].map((second) => during(served(patient), second))).toEqual([0, 0, 0]);
    expect(during(served(patient), 27)).toBeGreaterThan(10);
    expect(patient.audit.filter(({ held }) => !held)).toEqual([]);
  });

  it('leaves alone a pool that has no connections: it has only to find the new address', () => {
    const result = two({ sessions: 'blackholed' }, { pool: { min: 0, acquireTimeout: '3s' }, traffic: { from: '16s' } });

    expect(t(result).failed).toBe(0);
    expect(sessionsAt(result, 'standby', 20)).toBeGreaterThan(0);
  });

  it('finds a cold replica', () => {
    const result = two({ coldCache: { times: 4, for: '5s' } });

    expect([17, 25].map((second) => Math.round(during(latencies(result), second) / 50))).toEqual([4, 1]);
  });

  it('is refused where a database would take over from itself', () => {
    expect(() => two({ to: 'd' })).toThrow('a database cannot take over from itself');
  });
});

describe('outage of a database whose pool frees dead connections at once', () => {
  it('lets a caller that waits for a second connection, and is refused it at once, keep the first until it hears of that', () => {
    const result = world([{ at: '5s', outage: { database: 'd' } }], {
      pool: { kind: 'mysql2', max: undefined, connectionLimit: 1 }, routes: { r: [{ transaction: { pool: 'p', steps: [{ parallel: [[{ query: { pool: 'p', cpu: '1ms' } }]] }] } }] }, traffic: { t: { route: 'r', size: 1, every: '1h', from: '4s' } },
    });

    expect(t(result)).toMatchObject({ arrived: 1, failed: 1 });
    expect(result.audit.filter(({ held }) => !held)).toEqual([]);
  });
});
