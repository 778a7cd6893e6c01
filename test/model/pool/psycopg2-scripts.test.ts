/** psycopg2's pools, event for event: the scripts Y1 to Y6 of the pool notes, recorded from 2.9.5. */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

const psycopg2 = (options: object, database: object = {}): PoolBench => new PoolBench({ kind: 'psycopg2', ...options }, database);

describe('psycopg2', () => {
  // The lock keeps callers out, but who gives back walks through it. Got: back at 50.
  it.fails('Y1: makes whoever gives a connection back wait until an opening under the lock is over', () => {
    const bench = psycopg2({ minconn: 1, maxconn: 2 }, { connect: '400ms' });

    bench.at(0).acquire('A', { holds: 50 }).at(0).acquire('B').run(1000);

    expect(bench.granted.B).toBe(400);
    expect(bench.returned.A).toBe(400);
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

  // The model fills its pools before the run begins: the app was up already. Got: 3 at 0.
  it.fails('Y4: opens minconn connections one after another in the constructor', () => {
    const bench = psycopg2({ minconn: 3 }, { connect: '100ms' });

    bench.at(400).acquire('A').run(500);

    expect(bench.changes).toEqual([100, 200, 300]);
  });

  it('Y5: does not replace a broken connection; the next caller opens one', () => {
    const bench = psycopg2({ minconn: 1, maxconn: 2 }, { connect: '30ms' });

    bench.at(0).acquire('A', { works: 500 }).at(100).kill('A').at(200).acquire('B').run(500);

    expect([bench.total(100), bench.total(199)]).toEqual([0, 0]);
    expect(bench.granted.B).toBe(230);
  });

  // The model has no keys: every acquisition is a key of its own. Got: a second connection.
  it.fails('Y6: gives the same connection to the same key again', () => {
    const bench = psycopg2({ minconn: 1, maxconn: 2 });

    bench.at(0).acquire('A', { holds: 50 }).at(10).acquire('again', { holds: 10 }).run(100);

    expect(bench.connection.again).toBe(bench.connection.A);
  });
});
