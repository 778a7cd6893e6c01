/** Commons DBCP2, event for event: the scripts D1 to D8 of the pool notes, recorded from 2.9.0 with pool2 2.11.1. */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

const dbcp2 = (options: object, database: object = {}, run: object = {}): PoolBench => new PoolBench({ kind: 'dbcp2', ...options }, database, run);

describe('dbcp2', () => {
  it('D1: makes who finds no room wait for an opening in progress, though a connection lies idle before that', () => {
    const bench = dbcp2({ maxTotal: 2, initialSize: 1 }, { connect: '800ms' });

    bench.at(0).acquire('A', { holds: 100 }).at(1).acquire('B').at(50).acquire('D').run(2000);

    expect(bench.granted).toEqual({ A: 0, B: 801, D: 801 });
    expect(bench.connection.D).toBe(bench.connection.A);
  });

  it('D2: lets those who blocked try themselves, one after the other, when openings are refused', () => {
    const bench = dbcp2({ maxTotal: 1 }, { roundTrip: '20ms' });

    bench.at(0).does({ outage: { database: 'd' } });
    for (const caller of ['A', 'B', 'C']) bench.at(0).acquire(caller);
    bench.run(500);

    expect(bench.failed).toEqual({ A: 'refused at 20', B: 'refused at 40', C: 'refused at 60' });
  });

  it('D3: gives up after maxWaitMillis in line, and as well behind an opening', () => {
    const bench = dbcp2({ maxTotal: 1, maxWaitMillis: 300 });
    const behind = dbcp2({ maxTotal: 1, maxWaitMillis: 300 }, { connect: '600ms' });

    bench.at(0).acquire('A').at(10).acquire('B').run(500);
    behind.at(0).acquire('A').at(10).acquire('B').run(500);

    expect([bench.failed, behind.failed]).toEqual([{ B: 'acquireTimeout at 310' }, { B: 'acquireTimeout at 310' }]);
    expect(bench.texts.B).toBe('Cannot get a connection, pool error Timeout waiting for idle object, borrowMaxWaitDuration=PT0.3S');
  });

  it('D4: does not count the opening of one\'s own connection against maxWaitMillis', () => {
    expect(dbcp2({ maxWaitMillis: 200 }, { connect: '600ms' }).at(0).acquire('A').run(1000).granted).toEqual({ A: 600 });
  });

  it.each([[true, 'c2'], [false, 'c1']] as const)('D5: with lifo %s lends the connection of %s', (lifo, lender) => {
    const bench = dbcp2({ lifo });

    bench.at(0).acquire('c1', { holds: 10 }).at(0).acquire('c2', { holds: 30 }).at(0).acquire('c3', { holds: 20 }).at(100).acquire('A').run(200);

    expect(bench.connection.A).toBe(bench.connection[lender]);
  });

  it('D6: closes what comes back when maxIdle lie idle, unless somebody waits', () => {
    const bench = dbcp2({ maxTotal: 2, maxIdle: 1 });

    bench.at(0).acquire('A', { holds: 50 }).at(0).acquire('B', { holds: 60 }).at(200).acquire('C', { holds: 50 }).at(200).acquire('D', { holds: 50 }).at(210).acquire('E', { holds: 5 }).run(500);

    expect([bench.total(55), bench.total(60)]).toEqual([2, 1]);
    expect(bench.granted.E).toBe(250);
  });

  it('D7: keeps whoever gives back a connection past its lifetime until another is open for the one who waits', () => {
    const bench = dbcp2({ maxTotal: 1, maxConnLifetimeMillis: 100 }, { connect: '200ms' });

    bench.at(0).acquire('A', { holds: 300 }).at(300).acquire('B').run(1000);

    expect(bench.granted).toEqual({ A: 200, B: 700 });
  });

  it('D8: checks every connection that is lent, a fresh one and one from hand to hand too', () => {
    const bench = dbcp2({ maxTotal: 1 }, { connect: '20ms', roundTrip: '5ms' });

    bench.at(0).acquire('fresh', { holds: 75 }).at(50).acquire('handed', { holds: 15 }).at(200).acquire('idle').run(500);

    expect(bench.granted).toEqual({ fresh: 25, handed: 105, idle: 205 });
  });

  it('lets a newcomer rob the first in line while that thread wakes up, which then waits at the end', () => {
    const bench = dbcp2({ maxTotal: 1, initialSize: 1, threadWakeup: '2ms' });

    bench.at(0).acquire('A', { holds: 50 }).at(10).acquire('W1', { holds: 20 }).at(20).acquire('W2', { holds: 20 }).at(51).acquire('robber', { holds: 30 }).run(500);

    expect(bench.granted).toEqual({ A: 0, robber: 51, W2: 83, W1: 105 });
  });

  it('takes back what is kept too long when a caller finds the pool nearly empty', () => {
    const bench = dbcp2({ maxTotal: 2, removeAbandonedOnBorrow: true, removeAbandonedTimeout: 10 });

    bench.at(0).acquire('A').at(0).acquire('B').at(9000).acquire('early', { client: { patience: '500ms' } }).at(20_000).acquire('C').run(30_000);

    expect(bench.granted).toEqual({ A: 0, B: 0, C: 20_000 });
  });

  it('takes a connection back as abandoned while its borrower still waits for the check of it: the check finds out, and it is closed once', () => {
    const bench = dbcp2({ maxTotal: 3, removeAbandonedOnBorrow: true, removeAbandonedTimeout: 1 }, { firewallIdle: '50ms', tcpTimeout: '2s', roundTrip: '1us' });

    bench.at(0).acquire('A', { holds: 10 }).at(200).acquire('B', { holds: 10 }).at(1500).acquire('C', { holds: 10 }).run(6000);

    expect(bench.granted.C).toBeCloseTo(1500, 0);
    expect(bench.granted.B).toBeCloseTo(4200, 0); // the one that C gave back has gone silent too
  });
});
