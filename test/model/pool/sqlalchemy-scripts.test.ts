/** SQLAlchemy's QueuePool, event for event: the scripts S1 to S8 of the pool notes, recorded from 1.4.46 (the same logic as 2.0). */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

const queuePool = (options: object, database: object = {}): PoolBench => new PoolBench({ kind: 'sqlalchemy', pool_reset_on_return: 'none', ...options }, database);

describe('sqlalchemy', () => {
  it('S1: wakes nobody when an opening fails; a newcomer opens, and the waiter gets what the newcomer gives back', () => {
    const bench = queuePool({ pool_size: 1, max_overflow: 0, pool_timeout: '1000ms' }, { connect: '50ms', roundTrip: '300ms' });

    bench.at(0).does({ outage: { database: 'd' }, for: '400ms' });
    bench.at(0).acquire('A').at(100).acquire('B').at(500).acquire('D', { holds: 100 }).run(2000);

    expect(bench.failed).toEqual({ A: 'refused at 300' });
    expect(bench.granted).toEqual({ D: 550, B: 650 });
  });

  it('S2: opens a connection when the wait is over and there is room by then, instead of failing', () => {
    const bench = queuePool({ pool_size: 1, max_overflow: 0, pool_timeout: '1000ms' }, { connect: '200ms', roundTrip: '300ms' });

    bench.at(0).does({ outage: { database: 'd' }, for: '400ms' });
    bench.at(0).acquire('A').at(100).acquire('B').run(2000);

    expect(bench.failed).toEqual({ A: 'refused at 300' });
    expect(bench.granted).toEqual({ B: 1300 });
  });

  it('S3: closes the connections that come back when pool_size lie idle already', () => {
    const bench = queuePool({ pool_size: 2, max_overflow: 2 });

    for (const i of [1, 2, 3, 4]) bench.at(0).acquire(`c${i}`, { holds: i * 10 });
    bench.at(100).acquire('A').run(200);

    expect(bench.ids(99)).toEqual([1, 2]);
    expect(bench.connection.A).toBe(1);
  });

  it('S4: lets a caller wait for the connection that it opens, and a newcomer take the one that came back meanwhile', () => {
    const bench = queuePool({ pool_size: 2 }, { connect: '500ms' });

    bench.at(0).acquire('A', { holds: 600 }).at(1000).acquire('B').at(1100).acquire('D').run(2000);

    expect(bench.granted).toEqual({ A: 500, B: 1500, D: 1100 });
  });

  it('S5: counts waiting, not opening, against the timeout', () => {
    const bench = queuePool({ pool_timeout: '200ms' }, { connect: '600ms' });

    bench.at(0).acquire('A').run(1000);

    expect(bench.granted).toEqual({ A: 600 });
    expect(bench.failed).toEqual({});
  });

  it.each([[false, 'c1'], [true, 'c2']] as const)('S6: with pool_use_lifo %s lends the connection of %s', (lifo, lender) => {
    const bench = queuePool({ pool_size: 3, pool_use_lifo: lifo });

    bench.at(0).acquire('c1', { holds: 10 }).at(0).acquire('c2', { holds: 30 }).at(0).acquire('c3', { holds: 20 }).at(100).acquire('A').run(200);

    expect(bench.connection.A).toBe(bench.connection[lender]);
  });

  it('S7: replaces at checkout a connection that is older than pool_recycle', () => {
    const at = (ms: number): PoolBench => queuePool({ pool_recycle: 10 }, { connect: '30ms' }).at(0).acquire('A', { holds: 10 }).at(ms).acquire('B').run(11_000);

    const [young, old] = [at(10_030), at(10_031)];

    expect([young.granted.B, young.connection.B]).toEqual([10_030, 1]);
    expect([old.granted.B, old.connection.B]).toEqual([10_061, 2]);
  });

  it('S8: replaces every connection older than the first that failed its check, without a check of their own', () => {
    const bench = queuePool({ pool_size: 3, pool_pre_ping: true }, { connect: '30ms', roundTrip: '5ms' });

    for (const caller of ['a', 'b', 'c']) bench.at(0).acquire(caller, { holds: 100 });
    bench.at(500).does({ sever: { pool: 'p' } });
    for (const [i, caller] of ['x', 'y', 'z'].entries()) bench.at(1000 + i * 1000).acquire(caller);
    bench.run(5000);

    expect(bench.granted).toMatchObject({ x: 1035, y: 2030, z: 3030 });
  });

  it('says which limit was reached', () => {
    const bench = queuePool({ pool_size: 1, max_overflow: 0, pool_timeout: 2 });

    bench.at(0).acquire('A').at(10).acquire('B').run(3000);

    expect(bench.texts.B).toBe('QueuePool limit of size 1 overflow 0 reached, connection timed out, timeout 2.00 (Background on this error at: https://sqlalche.me/e/20/3o7r)');
  });

  it('hands out a connection that the server has ended, and loses it when its statement fails', () => {
    const bench = queuePool({ pool_size: 1, max_overflow: 0 }, { connect: '10ms' });

    bench.at(0).acquire('A', { holds: 40 }).at(100).does({ sever: { pool: 'p' } }).at(2000).acquire('B', { works: 10 }).at(3000).acquire('C', { works: 10 }).run(4000);

    expect([bench.total(1999), bench.failed.B, bench.total(2000)]).toEqual([1, 'severed at 2000', 0]);
    expect(bench.granted.C).toBe(3010);
  });

  it('leaves an empty record where a connection was thrown away, and its next borrower opens there though others lie idle', () => {
    const bench = queuePool({ pool_size: 2, max_overflow: 0 }, { connect: '30ms' });

    bench.at(0).acquire('a', { holds: 20 }).at(0).acquire('b', { holds: 60 }).at(100).acquire('broken', { works: 500 }).at(110).kill('broken');
    bench.at(200).acquire('x', { holds: 10 }).at(300).acquire('y').run(1000);

    expect(bench.connection).toMatchObject({ a: 1, b: 2, broken: 1, x: 2, y: 3 });
    expect(bench.granted).toMatchObject({ x: 200, y: 330 });
    expect([bench.total(250), bench.idle(250)]).toEqual([1, 1]);
  });

  it('lets the first in line reconnect the empty record that comes back, and each failure hands it to the next', () => {
    const bench = queuePool({ pool_size: 1, max_overflow: 0 }, { connect: '30ms', roundTrip: '10ms' });

    bench.at(0).acquire('A', { works: 10_000 }).at(10).acquire('B').at(20).acquire('C').at(100).does({ outage: { database: 'd' }, for: '15ms' }).at(30).acquire('D').run(1000);

    expect(bench.failed).toMatchObject({ A: 'severed at 100', B: 'refused at 110' });
    expect([bench.failed.C, bench.granted.D]).toEqual(['refused at 120', 150]);
  });

  it('spends one round trip on the rollback before a connection is back', () => {
    const bench = new PoolBench({ kind: 'sqlalchemy', pool_size: 1, max_overflow: 0 }, { roundTrip: '5ms' });

    bench.at(0).acquire('A', { holds: 100 }).at(50).acquire('B').run(200);

    expect(bench.granted.B).toBe(105);
  });
});
