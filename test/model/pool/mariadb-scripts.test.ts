/** The pool of MariaDB's connector for Node 3.5.3, derived from its source (pool notes §3.9), and the hand-written pool over ioredis. */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

const opens = (bench: PoolBench): number[] => bench.events.filter((event) => event.includes(' open ')).map((event) => Number(event.split(' ')[0]));
const mariadb = (options: object, database: object = {}): PoolBench => new PoolBench({ kind: 'mariadb', ...options }, database);

describe('mariadb', () => {
  it('creates one connection at a time, for whoever is first', () => {
    const bench = mariadb({ connectionLimit: 3, minimumIdle: 0 }, { connect: '30ms' });

    for (const caller of ['A', 'B', 'C']) bench.at(0).acquire(caller);
    bench.run(200);

    expect(bench.granted).toEqual({ A: 30, B: 60, C: 90 });
  });

  it('insists on a refused creation every 500 ms until its time is up, then pauses 200 ms', () => {
    const bench = mariadb({ connectionLimit: 1, minimumIdle: 0, acquireTimeout: 2000 }, { roundTrip: '5ms' });

    bench.at(0).does({ outage: { database: 'd' } }).at(1).acquire('A').run(3000);

    // The last attempt, at the end of the window, has 1 ms to succeed; the pause is over at 2102, when nobody waits any more.
    expect(opens(bench)).toEqual([1, 506, 1011, 1516, 1901]);
    expect(bench.refusals).toEqual([6, 511, 1016, 1521]);
    expect(bench.failed.A).toBe('acquireTimeout at 2001');
    expect(bench.texts.A).toMatch(/no: 45028, SQLState: HY000\) pool failed to retrieve a connection from pool\n {4}\(pool connections: active=0 idle=0 limit=1\)/);
  });

  it('opens nothing while it pauses, whoever comes, and pauses longer each time', () => {
    const bench = mariadb({ connectionLimit: 1, minimumIdle: 0, acquireTimeout: 5000, initializationTimeout: 1 }, { roundTrip: '5ms' });

    bench.at(0).does({ outage: { database: 'd' } }).at(1).acquire('A').at(50).acquire('B').run(1500);

    // Each window of 1 ms has two attempts of 1 ms, the second a timer of 0 ms (which is 1 ms) later; then come pauses of 200, 400 and 600 ms.
    expect(opens(bench)).toEqual([1, 3, 204, 206, 607, 609, 1210, 1212]);
  });

  it('says how full it is when time runs out', () => {
    const bench = mariadb({ connectionLimit: 1, acquireTimeout: 100 });

    bench.at(0).acquire('x').at(1).acquire('A').run(300);

    expect(bench.failed.A).toBe('acquireTimeout at 101');
    expect(bench.texts.A).toBe('(conn:-1, no: 45028, SQLState: HY000) pool timeout: failed to retrieve a connection from pool after 100ms\n    (pool connections: active=1 idle=0 limit=1)');
  });

  it('lends the one that came back first, and pings what has been idle for more than 500 ms', () => {
    const bench = mariadb({ connectionLimit: 2 }, { roundTrip: '10ms' });

    bench.at(0).acquire('x', { holds: 100 }).at(0).acquire('y', { holds: 200 }).at(600).acquire('A', { holds: 5 }).at(620).acquire('B', { holds: 5 }).at(1300).acquire('C').run(1500);

    expect(bench.connection.A).toBe(bench.connection.x);
    expect(bench.granted).toMatchObject({ A: 600, B: 620, C: 1310 });
  });

  it('reaps every 500 ms what has been idle for too long, down to minimumIdle', () => {
    const bench = mariadb({ connectionLimit: 3, minimumIdle: 1, idleTimeout: 1 });

    for (const caller of ['a', 'b', 'c']) bench.at(100).acquire(caller, { holds: 50 });
    bench.run(3000);

    expect([bench.total(200), bench.total(1000), bench.total(1499), bench.total(1500)]).toEqual([3, 3, 3, 1]);
  });

  it('opens anew up to minimumIdle when the reaper comes by after a loss', () => {
    const bench = mariadb({ connectionLimit: 2 }, { connect: '30ms' });

    bench.at(100).does({ sever: { pool: 'p' } }).at(1900).acquire('A').run(2000);

    expect([bench.total(99), bench.total(100), bench.total(529), bench.total(530), bench.total(560)]).toEqual([2, 0, 0, 1, 2]);
  });
});

describe('redis-pool', () => {
  it('sends a PING before each use, also right after a return', () => {
    const bench = new PoolBench({ kind: 'redis-pool', max: 1, min: 1 }, { roundTrip: '10ms' });

    bench.at(0).acquire('A', { holds: 20 }).at(30).acquire('B').run(100);

    expect(bench.granted).toEqual({ A: 10, B: 40 });
  });

  it('waits for five seconds', () => {
    const bench = new PoolBench({ kind: 'redis-pool', max: 1 });

    bench.at(0).acquire('A').at(1).acquire('B').run(6000);

    expect(bench.failed.B).toBe('acquireTimeout at 5001');
  });
});
