/** pgxpool, event for event: the scripts X1 to X7 of the pool notes, derived from the sources of v5.10.0 and puddle v2.2.2. */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

const pgx = (options: object, database: object = {}): PoolBench => new PoolBench({ kind: 'pgxpool', ...options }, database);

describe('pgxpool', () => {
  it('X1: serves those who wait in order', () => {
    const bench = pgx({ MaxConns: 1 });

    bench.at(0).acquire('A', { holds: 100 });
    for (const [i, caller] of ['B', 'C', 'D'].entries()) bench.at(10 * (i + 1)).acquire(caller, { holds: 20 });
    bench.run(500);

    expect(bench.granted).toEqual({ A: 0, B: 100, C: 120, D: 140 });
  });

  it('X2: goes on with an opening whose caller gave up, and keeps the connection', () => {
    const bench = pgx({ MaxConns: 1, contextTimeout: '100ms' }, { connect: '200ms' });

    bench.at(0).acquire('A').at(300).acquire('B').run(500);

    expect(bench.failed.A).toBe('acquireTimeout at 100');
    expect(bench.texts.A).toBe('context deadline exceeded');
    expect([bench.total(199), bench.idle(200)]).toEqual([0, 1]);
    expect(bench.granted.B).toBe(300);
  });

  it('X3: destroys a connection that comes back inside a transaction, and the head of the line opens its own', () => {
    const bench = pgx({ MaxConns: 1 }, { connect: '30ms' });

    bench.at(0).acquire('A', { transaction: { statementTimeout: '60ms' } }).at(10).acquire('B').run(500);

    expect(bench.failed.A).toBe('statementTimeout at 90');
    expect(bench.granted.B).toBe(120);
    expect(bench.connection.B).toBe(2);
  });

  it('keeps a connection whose statement failed outside a transaction', () => {
    const bench = pgx({ MaxConns: 1 });

    bench.at(0).acquire('A', { works: 100, with: { statementTimeout: '60ms' } }).run(200);

    expect(bench.idle(61)).toBe(1);
  });

  it('X4: pings a connection that lay idle for more than a second', () => {
    const at = (ms: number): number | undefined => pgx({ MaxConns: 1 }, { roundTrip: '5ms' }).at(0).acquire('x', { holds: 100 }).at(ms).acquire('A').run(2000).granted.A;

    expect([at(1100), at(1101)]).toEqual([1100, 1106]);
  });

  it('X5: lets a caller wait for its own opening while another is released', () => {
    const bench = pgx({ MaxConns: 2 }, { connect: '300ms' });

    bench.at(0).acquire('A', { holds: 750 }).at(1000).acquire('B').at(1051).acquire('D').run(2000);

    expect([bench.granted.D, bench.granted.B]).toEqual([1051, 1300]);
  });

  it('X6: destroys a connection that passed its lifetime when it is acquired, and opens another', () => {
    const bench = pgx({ MaxConns: 1, MaxConnLifetime: '1s' }, { connect: '20ms' });

    bench.at(0).acquire('x', { holds: 10 }).at(1500).acquire('A', { holds: 10 }).run(2000);

    expect([bench.connection.A, bench.granted.A]).toEqual([2, 1520]);
  });

  it('X7: refills to MinConns 500 ms after connections were destroyed, all at once', () => {
    const bench = pgx({ MaxConns: 4, MinConns: 2 }, { connect: '40ms' });

    bench.at(1000).acquire('A', { works: 5000 }).at(1000).acquire('B', { works: 5000 });
    bench.at(1100).kill('A').at(1100).kill('B').run(3000);

    expect(bench.changes).toEqual([1, 1100, 1640]);
    expect([bench.total(1639), bench.idle(1640)]).toEqual([0, 2]);
  });

  it('keeps MinIdleConns idle beside those that are lent', () => {
    const bench = pgx({ MaxConns: 4, MinIdleConns: 2, HealthCheckPeriod: '1s' }, { connect: '40ms' });

    bench.at(100).acquire('A').at(100).acquire('B').run(3000);

    expect([bench.idle(1039), bench.idle(1040)]).toEqual([0, 2]);
  });

  it('closes what was idle for too long at the health check, down to MinConns, and looks again 500 ms later', () => {
    const bench = pgx({ MaxConns: 3, MinConns: 1, MaxConnIdleTime: '10s', HealthCheckPeriod: '20s' });

    for (const caller of ['a', 'b', 'c']) bench.at(10).acquire(caller, { holds: 50 });
    bench.run(45_000);

    expect([bench.total(19_990), bench.total(20_010)]).toEqual([3, 1]);
  });

  it('tells the caller that opened of a refusal, and lets the next one try', () => {
    const bench = pgx({ MaxConns: 1 }, { roundTrip: '20ms' });

    bench.at(0).does({ outage: { database: 'd' } }).at(0).acquire('A').at(5).acquire('B').run(100);

    expect(bench.failed).toEqual({ A: 'refused at 20', B: 'refused at 40' });
  });
});
