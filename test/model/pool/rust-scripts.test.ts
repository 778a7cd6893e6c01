/** r2d2, sqlx, bb8 and deadpool, event for event: the scripts R1 to R4, Z1 to Z4 and W1 of the pool notes; R1 to R4 were recorded from r2d2 0.8.10. */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

const pool = (kind: string) => (options: object, database: object = {}, run: object = {}): PoolBench => new PoolBench({ kind, ...options }, database, run);
const r2d2 = pool('r2d2');
const sqlx = pool('sqlx');
const bb8 = pool('bb8');
const deadpool = pool('deadpool');

describe('r2d2', () => {
  it('R1: opens three at a time', () => {
    const bench = r2d2({ max_size: 6, min_idle: 0 }, { connect: '100ms' });

    for (let i = 0; i < 6; i++) bench.at(0).acquire(`w${i}`);
    bench.run(500);

    expect(Object.values(bench.granted)).toEqual([100, 100, 100, 200, 200, 200]);
  });

  it('R2: tries again after 400, 800 … ms up to half the timeout, for ever, and tells the last error at the timeout', () => {
    const bench = r2d2({ max_size: 1, min_idle: 0, connection_timeout: '3s' });

    bench.at(0).does({ outage: { database: 'd' } }).at(1).acquire('B').run(6000);

    expect(bench.refusals).toEqual([1, 401, 1201, 2701, 4201, 5701]);
    expect(bench.failed.B).toBe('acquireTimeout at 3001');
    expect(bench.texts.B).toMatch(/^timed out waiting for connection: .*refused/);
  });

  it('R3: lets a waiter starve when a connection breaks and min_idle is 0, and replaces it when min_idle is 1', () => {
    const served = (min: number): PoolBench =>
      r2d2({ max_size: 1, min_idle: min, connection_timeout: '2s' }, { connect: '50ms' }).at(0).acquire('A', { works: 5000 }).at(100).acquire('B').at(200).kill('A').run(4000);

    expect(served(0).failed.B).toBe('acquireTimeout at 2100');
    expect(served(1).granted.B).toBe(250);
  });

  it('R4: is full after its start', () => {
    const bench = r2d2({}, { connect: '100ms' }, { coldStart: true });

    bench.at(900).acquire('A').run(1000);

    expect([bench.total(100), bench.total(200), bench.total(300), bench.total(400)]).toEqual([3, 6, 9, 10]);
    expect(r2d2({}).at(900).acquire('A').run(1000).total(1)).toBe(10);
  });

  it('checks whatever it lends, what goes from hand to hand and what was just opened too', () => {
    const bench = r2d2({ max_size: 1, min_idle: 0 }, { connect: '50ms', roundTrip: '5ms' });

    bench.at(0).acquire('A', { holds: 100 }).at(10).acquire('B', { holds: 100 }).at(500).acquire('C').run(1000);

    expect(bench.granted).toEqual({ A: 55, B: 160, C: 505 });
  });

  it('keeps min_idle idle beside those that are lent', () => {
    const bench = r2d2({ max_size: 4, min_idle: 1 }, { connect: '50ms' });

    bench.at(100).acquire('A').at(200).acquire('B').run(500);

    expect([bench.granted.A, bench.idle(149), bench.idle(150), bench.total(500)]).toEqual([100, 0, 1, 3]);
  });

  it('reaps idle connections every 30 s and refills', () => {
    const bench = r2d2({ max_size: 2, min_idle: 1, idle_timeout: '10s' }, { connect: '50ms' });

    bench.at(100).acquire('A', { holds: 50 }).at(100).acquire('B', { holds: 100 }).run(40_000);

    expect(bench.ids(29_990)).toEqual([1, 2]);
    expect([bench.total(30_010), bench.total(30_060)]).toEqual([0, 1]);
  });
});

describe('sqlx', () => {
  it('Z1: pings before a connection is lent, and again after it came back', () => {
    const bench = sqlx({ max_connections: 1 }, { roundTrip: '10ms' });

    bench.at(0).acquire('A', { holds: 100 }).at(50).acquire('B', { holds: 100 }).at(500).acquire('C').run(1000);

    expect(bench.granted).toEqual({ A: 0, B: 120, C: 510 });
  });

  it('Z2: calls an opening off when its time is up', () => {
    const bench = sqlx({ acquire_timeout: '300ms' }, { connect: '500ms' });

    bench.at(0).acquire('A').run(1000);

    expect(bench.failed.A).toBe('acquireTimeout at 300');
    expect(bench.texts.A).toBe('pool timed out while waiting for an open connection');
    expect(bench.total(1000)).toBe(0);
  });

  it('Z3: tries a refused connection again after 10, 20, 40 … ms, at most a fifth of its time, and succeeds when the server is back', () => {
    const bench = sqlx({ acquire_timeout: '1s' });

    bench.at(0).does({ outage: { database: 'd' }, for: '600ms' }).at(1).acquire('A').run(2000);

    expect(bench.refusals).toEqual([1, 11, 31, 71, 151, 311, 511]);
    expect(bench.granted.A).toBe(711);
  });

  it('Z3: times out where the server stays away', () => {
    const bench = sqlx({ acquire_timeout: '1s' });

    bench.at(0).does({ outage: { database: 'd' } }).at(1).acquire('A').run(2000);

    expect(bench.failed.A).toBe('acquireTimeout at 1001');
  });

  it('Z4: hands any other error on at once', () => {
    const bench = sqlx({}, { connect: '100ms' });

    bench.at(0).acquire('A').at(50).does({ sever: { database: 'd' } }).run(1000);

    expect(bench.failed.A).toBe('refused at 100');
  });

  it('closes the connection that it was pinging when its time is up', () => {
    const bench = sqlx({ max_connections: 1, acquire_timeout: '300ms' }, { roundTrip: '200ms', connect: '10ms' });

    bench.at(0).acquire('A', { holds: 100 }).at(150).acquire('B').run(2000);

    // A is back at 110 and pinged until 310; B's own ping would end at 510, its time at 450.
    expect(bench.failed.B).toBe('acquireTimeout at 450');
    expect([bench.total(449), bench.total(451)]).toEqual([1, 0]);
  });
});

describe('bb8', () => {
  it('W1: lets a waiter order a replacement when a connection breaks', () => {
    const bench = bb8({ max_size: 1, connection_timeout: '2s' }, { connect: '50ms' });

    bench.at(0).acquire('A', { works: 5000 }).at(100).acquire('B').at(200).kill('A').run(4000);

    expect(bench.granted.B).toBe(250);
  });

  it('opens one for each unmet caller, all at once, and gives what comes to whoever is first', () => {
    const bench = bb8({ max_size: 5 }, { connect: '100ms' });

    bench.at(0).acquire('A', { holds: 10 }).at(50).acquire('B', { holds: 200 }).at(60).acquire('C').run(1000);

    expect(bench.granted).toEqual({ A: 100, B: 110, C: 150 });
    expect(bench.changes).toEqual([100, 150, 160]);
  });

  it('gives an opening up when it failed for longer than the timeout, and its callers hear nothing but that', () => {
    const bench = bb8({ max_size: 1, connection_timeout: '1s' });

    bench.at(0).does({ outage: { database: 'd' } }).at(1).acquire('A').run(5000);

    expect(bench.refusals).toEqual([1, 401, 901, 1401]);
    expect(bench.texts.A).toBe('Timed out in bb8');
  });
});

describe('an opening that nobody tries again', () => {
  it('bb8 without retry_connection: leaves the caller to its timeout', () => {
    const bench = bb8({ max_size: 1, connection_timeout: '1s', retry_connection: false });

    bench.at(0).does({ outage: { database: 'd' } }).at(1).acquire('A').run(3000);

    expect(bench.refusals).toEqual([1]);
    expect(bench.failed.A).toBe('acquireTimeout at 1001');
  });

  it('Go at a server that refuses in no time: thousands who wait hear of it, one after the other', () => {
    const bench = pool('go-database-sql')({ MaxOpenConns: 1 });

    bench.at(0).acquire('A', { works: 5000 });
    bench.at(1).acquire('many', { client: { size: 5000 } }).at(50).does({ outage: { database: 'd' } }).run(100);

    expect(bench.failed.many).toBe('refused at 50');
  });
});

describe('deadpool', () => {
  it('lets a caller with a permit create its own, and those who wait go in order', () => {
    const bench = deadpool({ max_size: 2 }, { connect: '300ms' });

    bench.at(0).acquire('A', { holds: 750 }).at(1000).acquire('B').at(1051).acquire('D').run(2000);

    expect([bench.granted.D, bench.granted.B]).toEqual([1051, 1300]);
  });

  it('has a timeout for the permit and one for creating', () => {
    const bench = deadpool({ max_size: 1, wait_timeout: '100ms', create_timeout: '200ms' }, { connect: '500ms' });

    bench.at(0).acquire('A').at(10).acquire('B').run(1000);

    expect(bench.failed).toEqual({ A: 'acquireTimeout at 200', B: 'acquireTimeout at 110' });
    expect([bench.texts.A, bench.texts.B]).toEqual(['Timeout occurred while creating a new object', 'Timeout occurred while waiting for a slot to become available']);
  });

  it('drops what the driver knows to be dead, and creates a new one', () => {
    const bench = deadpool({ max_size: 2 }, { connect: '20ms', roundTrip: '5ms' });

    bench.at(0).acquire('x', { holds: 10 }).at(100).does({ sever: { pool: 'p' } }).at(200).acquire('A').run(300);

    expect([bench.connection.A, bench.granted.A]).toEqual([2, 220]);
  });
});

describe('lambda', () => {
  const lambda = pool('lambda');

  it('starts an instance with a connection of its own for each request that finds none idle, and turns away what exceeds the concurrency', () => {
    const bench = lambda({ concurrency: 2 }, { connect: '50ms' });

    bench.at(0).acquire('A', { holds: 100 }).at(10).acquire('B', { holds: 100 }).at(20).acquire('C').at(500).acquire('D', { holds: 10 }).run(1000);

    expect(bench.granted).toEqual({ A: 50, B: 60, D: 500 });
    expect(bench.failed).toEqual({ C: 'poolExhausted at 20' });
    expect(bench.texts.C).toBe('Rate Exceeded.');
  });

  it('finds out on a frozen instance only at the next use that the server ended its session', () => {
    const bench = lambda({}, { idleSessionTimeout: '1m' });

    bench.at(0).acquire('A', { holds: 100 }).at(120_000).acquire('B', { works: 10 }).run(125_000);

    expect(bench.failed.B).toBe('severed at 120000');
  });
});
