/** Go's database/sql, event for event: the scripts G1 to G8 of the pool notes and the traces recorded from go1.19 (test/oracles/go records them again). */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

const go = (options: object, database: object = {}, seed = 1): PoolBench => new PoolBench({ kind: 'go-database-sql', ...options }, database, { seed });

/** In which order callers got a connection. */
const order = (bench: PoolBench): string[] => bench.log.filter((line) => line.includes(' got ')).map((line) => line.split(' ')[0] as string);

describe('go-database-sql', () => {
  it('G1: serves those who wait in a random order, each first about equally often', () => {
    const first = new Map<string, number>();
    const orders = new Set<string>();

    for (let seed = 1; seed <= 160; seed++) {
      const bench = go({ MaxOpenConns: 1 }, {}, seed);
      bench.at(0).acquire('A', { holds: 100 });
      for (let i = 0; i < 8; i++) bench.at(5 * (i + 1)).acquire(`w${i}`, { holds: 10 });
      const served = order(bench.run(300)).slice(1);
      first.set(served[0] as string, (first.get(served[0] as string) ?? 0) + 1);
      orders.add(served.join(' '));
    }

    const chiSquare = Array.from({ length: 8 }, (_, i) => first.get(`w${i}`) ?? 0).reduce((sum, seen) => sum + (seen - 20) ** 2 / 20, 0);
    expect(chiSquare).toBeLessThan(24.3); // 7 degrees of freedom, 1 in 1000
    expect(orders.size).toBeGreaterThan(150);
  });

  it('G2: lets a caller wait for the connection that it opens, and a newcomer take the one that came back', () => {
    const bench = go({ MaxOpenConns: 2 }, { connect: '300ms' });

    bench.at(0).acquire('A', { holds: 750 }).at(1000).acquire('B').at(1051).acquire('D').run(2000);

    expect([bench.granted.D, bench.granted.B]).toEqual([1051, 1300]);
  });

  it('G3: closes what exceeds MaxIdleConns when it comes back', () => {
    const bench = go({ MaxOpenConns: 5 });

    for (let i = 0; i < 5; i++) bench.at(0).acquire(`c${i}`, { holds: 10 * (i + 1) });
    bench.run(100);

    expect(bench.changes).toEqual([1, 30, 40, 50]);
    expect(bench.idle(100)).toBe(2);
  });

  it('G4: calls an opening off when its context ends, and frees the place', () => {
    const bench = go({ MaxOpenConns: 1, contextTimeout: '100ms' }, { connect: '200ms' });

    bench.at(0).acquire('A').run(500);

    expect(bench.failed.A).toBe('acquireTimeout at 100');
    expect(bench.texts.A).toBe('context deadline exceeded');
    expect([bench.changes, bench.total(500)]).toEqual([[], 0]);
  });

  it('G5: hands a refusal to the caller, and those of the opener to one of the waiters after the other', () => {
    const bench = go({ MaxOpenConns: 1 }, { roundTrip: '20ms' });

    bench.at(0).does({ outage: { database: 'd' } }).at(0).acquire('A').at(5).acquire('B').at(5).acquire('D').run(300);

    expect(bench.failed.A).toBe('refused at 20');
    expect([bench.failed.B, bench.failed.D].sort()).toEqual(['refused at 40', 'refused at 60']);
  });

  it('G6: opens one after another for those who wait when two connections go bad, and both are served by the first', () => {
    const bench = go({ MaxOpenConns: 2 }, { connect: '100ms' });

    bench.at(0).acquire('A', { works: 5000 }).at(0).acquire('C', { works: 5000 }).at(1005).acquire('B', { holds: 10 }).at(1005).acquire('D', { holds: 10 });
    bench.at(1020).does({ sever: { pool: 'p' } }).run(1500);

    const [first, second] = [bench.granted.B as number, bench.granted.D as number].sort((a, b) => a - b);
    expect([first, second]).toEqual([1120, 1130]);
    expect(bench.connection.B).toBe(bench.connection.D);
    expect(bench.changes.filter((at) => at > 1020)).toEqual([1120, 1220]);
  });

  it('G7: fails a waiter whose context ends, and lays the connection on the shelf when it comes back', () => {
    const bench = go({ MaxOpenConns: 1 });

    bench.at(0).acquire('A', { holds: 200 }).at(5).acquire('B', { with: { acquireTimeout: '50ms' } }).run(300);

    expect(bench.failed.B).toBe('acquireTimeout at 55');
    expect(bench.idle(200)).toBe(1);
  });

  it('G8: cleans no more often than once a second', () => {
    const bench = go({ MaxOpenConns: 2, ConnMaxIdleTime: '100ms' });

    bench.at(0).acquire('A', { holds: 100 }).at(50).acquire('B', { holds: 1000 }).run(3000);

    // A's return starts the cleaner, which comes a second later; B's connection came back 50 ms before, and is due by the next round.
    expect(bench.changes).toEqual([1, 50, 1100, 2100]);
  });

  it('throws away what passed its lifetime when it is borrowed, twice at most, and then opens a new one', () => {
    const bench = go({ MaxOpenConns: 4, MaxIdleConns: 4, ConnMaxLifetime: '900ms' });

    for (const caller of ['a', 'b', 'c', 'd']) bench.at(0).acquire(caller, { holds: 10 });
    bench.at(950).acquire('A', { holds: 10 }).run(970);

    expect(bench.total(949)).toBe(4);
    expect(bench.total(960)).toBe(3);
    expect(bench.connection.A).toBe(5);
  });

  it('tries a first statement again whose connection turns out to be dead, on two others at most and then on a new one', () => {
    const bench = go({ MaxOpenConns: 4, MaxIdleConns: 4 }, { roundTrip: '1ms' });

    for (const caller of ['a', 'b', 'c']) bench.at(0).acquire(caller, { holds: 10 });
    bench.at(100).does({ sever: { pool: 'p' } }).at(200).acquire('A', { works: 10 }).run(300);

    expect(bench.failed).toEqual({});
    expect(bench.returned.A).toBe(213); // two round trips to find out, one more, and 10 ms of work
    expect(bench.ids(250)).toEqual([1, 4]);
  });

  it('waits in line for ever without a context deadline, whatever MaxOpenConns says, and opens without limit when that is 0', () => {
    const full = go({ MaxOpenConns: 1 });
    const open = go({});

    full.at(0).acquire('A').at(1).acquire('B').run(500_000);
    for (let i = 0; i < 300; i++) open.at(0).acquire(`c${i}`);
    open.run(10);

    expect(full.failed).toEqual({});
    expect(full.granted.B).toBeUndefined();
    expect(open.total(10)).toBe(300);
  });
});
