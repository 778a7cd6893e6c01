/** Npgsql, event for event: the scripts L1 to L5 of the pool notes, derived from the source of v10.0.3. */

import { describe, expect, it } from 'vitest';
import { PoolBench, scenarioOf } from '../../helpers/worlds.ts';

const npgsql = (options: object, database: object = {}): PoolBench => new PoolBench({ kind: 'npgsql', ...options }, database);

/** What a reader of the scenario is told about these options. */
const refusalOf = (options: object): string => {
  try {
    scenarioOf({ run: { length: '1s' }, databases: { d: { kind: 'plain' } }, pools: { p: { kind: 'npgsql', database: 'd', ...options } }, routes: { r: [{ query: { pool: 'p' } }] }, traffic: { t: { route: 'r', rate: '1/s' } } });
    return '';
  } catch (error) {
    return String(error);
  }
};

describe('npgsql', () => {
  it('L1: lends the connection that has lain idle for longest', () => {
    const bench = npgsql({});

    for (let i = 1; i <= 3; i++) bench.at(0).acquire(`c${i}`, { holds: 100 * i });
    bench.at(400).acquire('A').run(500);

    expect(bench.connection.A).toBe(bench.connection.c1);
  });

  it('L2: fails when its one deadline ends, although it is opening by then', () => {
    const bench = npgsql({ MaxPoolSize: 1 }, { connect: '10s' });

    bench.at(0).acquire('A', { works: 60_000 }).at(10_000).acquire('B').at(18_000).kill('A').run(40_000);

    expect(bench.failed.B).toBe('acquireTimeout at 25000');
    expect(bench.texts.B).toBe('Timeout during connection attempt');
    expect(bench.total(40_000)).toBe(0);
  });

  it('says that the pool is exhausted when the deadline ends in line', () => {
    const bench = npgsql({ MaxPoolSize: 1, Timeout: 2 });

    bench.at(0).acquire('A').at(10).acquire('B').run(3000);

    expect(bench.texts.B).toBe("The connection pool has been exhausted, either raise 'Max Pool Size' (currently 1) or 'Timeout' (currently 2 seconds) in your connection string.");
  });

  it('L3: lets a waiter open at once when the opening of another failed', () => {
    const bench = npgsql({ MaxPoolSize: 1 }, { roundTrip: '20ms' });

    bench.at(0).does({ outage: { database: 'd' } }).at(0).acquire('A').at(5).acquire('B').run(100);

    expect(bench.failed).toEqual({ A: 'refused at 20', B: 'refused at 40' });
  });

  it('L4: closes as many as lay idle by the median of its counts', () => {
    const bench = npgsql({});

    for (let i = 0; i < 10; i++) bench.at(0).acquire(`c${i}`, { holds: 1000 });
    bench.run(301_000);

    expect([bench.total(299_900), bench.total(300_100)]).toEqual([10, 0]);
  });

  it('L4: closes one where nine of ten were out for more than half of the counts', () => {
    const bench = npgsql({});

    for (let i = 0; i < 10; i++) bench.at(0).acquire(`c${i}`, { holds: i === 0 ? 1000 : 200_000 });
    bench.run(301_000);

    expect([bench.total(299_900), bench.total(300_100)]).toEqual([10, 9]);
  });

  it('L4: prunes down to MinPoolSize only', () => {
    const bench = npgsql({ MinPoolSize: 4 });

    for (let i = 0; i < 10; i++) bench.at(0).acquire(`c${i}`, { holds: 1000 });
    bench.run(301_000);

    expect(bench.total(300_100)).toBe(4);
  });

  it('L5: opens nothing in advance', () => {
    expect(npgsql({ MinPoolSize: 5 }).at(900).acquire('A').run(1000).total(800)).toBe(0);
  });

  it('closes a connection past its lifetime when it is its turn to be lent', () => {
    const bench = npgsql({ ConnectionLifetime: 2 }, { connect: '20ms' });

    bench.at(0).acquire('x', { holds: 10 }).at(3000).acquire('A').run(4000);

    expect(bench.total(2999)).toBe(1);
    expect([bench.connection.A, bench.granted.A]).toEqual([2, 3020]);
  });

  it('refuses what the library refuses, in its words', () => {
    expect(refusalOf({ MinPoolSize: 5, MaxPoolSize: 2 })).toContain("Connection can't have 'Max Pool Size' 2 under 'Min Pool Size' 5");
    expect(refusalOf({ ConnectionPruningInterval: 0 })).toContain("ConnectionPruningInterval can't be 0.");
    expect(refusalOf({ ConnectionIdleLifetime: 5 })).toContain("Connection can't have ConnectionIdleLifetime 00:00:05 under ConnectionPruningInterval 00:00:10");
    expect(refusalOf({ Timeout: 1025 })).toContain('Timeout must be between 0 and 1024');
  });
});
