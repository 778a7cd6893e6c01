/** psycopg2's pools, event for event: the scripts Y1 to Y6 of the pool notes, recorded from 2.9.5. */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

const psycopg2 = (options: object, database: object = {}): PoolBench => new PoolBench({ kind: 'psycopg2', ...options }, database);

describe('psycopg2', () => {
  it('Y1: makes whoever gives a connection back wait until an opening under the lock is over', () => {
    const bench = psycopg2({ minconn: 1, maxconn: 2 }, { connect: '400ms' });

    bench.at(0).acquire('A', { holds: 50 }).at(0).acquire('B').run(1000);

    expect(bench.granted.B).toBe(400);
    expect(bench.returned.A).toBe(400);
  });

  it('makes an attempt that failed wait too before its connection is back', () => {
    const bench = psycopg2({ minconn: 1, maxconn: 2 }, { connect: '400ms' });

    bench.at(0).acquire('A', { works: 5000, with: { statementTimeout: '50ms' } }).at(10).acquire('B', { holds: 1000 }).at(20).acquire('early', { holds: 10 }).at(60).acquire('C', { holds: 10 }).run(2000);

    expect(bench.failed).toEqual({ A: 'statementTimeout at 410', early: 'poolExhausted at 410' });
    expect(bench.granted).toMatchObject({ B: 410, C: 410 });
  });

  it('lets a killed request go though it waits to give back, and balances', () => {
    const bench = psycopg2({ minconn: 1, maxconn: 2 }, { connect: '400ms' });

    bench.at(0).acquire('A', { holds: 50 }).at(0).acquire('B', { holds: 10 }).at(100).kill('A').at(500).acquire('C', { holds: 10 }).run(1000);

    expect(bench.granted).toEqual({ A: 0, B: 400, C: 500 });
    expect([bench.total(1000), bench.idle(1000)]).toEqual([1, 1]);
  });

  it('keeps every caller out while a connection is being opened, and lets them in in order of arrival', () => {
    const bench = psycopg2({ minconn: 1, maxconn: 3 }, { connect: '400ms' });

    bench.at(0).acquire('A', { holds: 50 }).at(0).acquire('B').at(60).acquire('C').at(70).acquire('D').run(1000);

    expect(bench.granted).toEqual({ A: 0, B: 400, C: 400, D: 800 });
    expect(bench.connection).toMatchObject({ A: 1, B: 2, C: 1, D: 3 });
  });

  it('keeps nobody out of a SimpleConnectionPool', () => {
    const bench = psycopg2({ minconn: 1, maxconn: 2, pool: 'SimpleConnectionPool' }, { connect: '400ms' });

    bench.at(0).acquire('A', { holds: 50 }).at(0).acquire('B').at(60).acquire('C').run(1000);

    expect(bench.granted).toEqual({ A: 0, B: 400, C: 60 });
  });

  it('Y2: fails the caller that finds all connections out at once', () => {
    const bench = psycopg2({ minconn: 1, maxconn: 2 });

    bench.at(0).acquire('A').at(10).acquire('B').at(20).acquire('C').run(100);

    expect(bench.failed).toEqual({ C: 'poolExhausted at 20' });
    expect(bench.texts.C).toBe('connection pool exhausted');
  });

  it('Y3: keeps minconn connections when all come back, and closes the others', () => {
    const bench = psycopg2({ minconn: 1, maxconn: 2 });

    bench.at(0).acquire('A', { holds: 50 }).at(0).acquire('B', { holds: 60 }).run(100);

    expect([bench.total(55), bench.idle(55), bench.total(60), bench.idle(60)]).toEqual([2, 1, 1, 1]);
  });

  it('Y4: opens minconn connections one after another in the constructor', () => {
    const bench = new PoolBench({ kind: 'psycopg2', minconn: 3 }, { connect: '100ms' }, { coldStart: true });

    bench.at(0).acquire('A').run(500);

    expect(bench.changes).toEqual([100, 200, 300]);
    expect(bench.granted.A).toBe(300);
  });

  it('Y5: does not replace a broken connection; the next caller opens one', () => {
    const bench = psycopg2({ minconn: 1, maxconn: 2 }, { connect: '30ms' });

    bench.at(0).acquire('A', { works: 500 }).at(100).kill('A').at(200).acquire('B').run(500);

    expect([bench.total(100), bench.total(199)]).toEqual([0, 0]);
    expect(bench.granted.B).toBe(230);
  });

  it.each([['none', 2], ['thread', 1]] as const)('Y6: with key %s a nested use has %i connections out', (key, open) => {
    const bench = psycopg2({ minconn: 1, maxconn: 2, key });

    bench.at(0).acquire('A', { inside: [{ nested: { pool: 'p', steps: [{ call: '50ms' }] } }, { call: '100ms' }] }).run(200);

    expect([bench.total(40), bench.total(99), bench.total(199), bench.idle(199)]).toEqual([open, open, 1, 1]);
    expect(bench.returned.A).toBe(150);
  });
});
