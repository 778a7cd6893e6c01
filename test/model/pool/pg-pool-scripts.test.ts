/** node-postgres' pool, event for event: the scripts P1 to P10 of the pool notes, recorded from pg-pool 3.14.0. */

import { describe, expect, it } from 'vitest';
import { simulate } from '../../../src/index.ts';
import { failuresOf, PoolBench, scenarioOf } from '../../helpers/worlds.ts';

const pgPool = (options: object, database: object = {}): PoolBench => new PoolBench({ kind: 'pg-pool', ...options }, database);

describe('pg-pool', () => {
  it('P1: lets a caller wait for the connection that it opens, and a newcomer take the one that came back meanwhile', () => {
    const bench = pgPool({ max: 2 }, { connect: '500ms' });

    bench.at(0).acquire('A', { holds: 550 }).at(1000).acquire('B').at(1050).acquire('D').run(2000);

    expect(bench.granted).toEqual({ A: 500, B: 1500, D: 1050 });
    expect(bench.connection).toEqual({ A: 1, B: 2, D: 1 });
  });

  it('P2: fails a caller whose time in line is up while it opens, and keeps the connection', () => {
    const bench = pgPool({ max: 1, connectionTimeoutMillis: 200 }, { connect: '150ms' });

    bench.at(0).acquire('A', { works: 5000 }).at(1000).acquire('B').at(1100).kill('A').run(3000);

    expect(bench.failed.B).toBe('acquireTimeout at 1200');
    expect(bench.texts.B).toBe('timeout exceeded when trying to connect');
    expect([bench.total(1249), bench.idle(1250), bench.total(1250)]).toEqual([0, 1, 1]);
  });

  it('P3: destroys an opening that takes longer than its own timer, although its caller has gone', () => {
    const bench = pgPool({ max: 1, connectionTimeoutMillis: 200 }, { connect: { empirical: ['300ms'] } });

    // A opens in no time because the server is faster for a moment.
    bench.at(0).does({ slowdown: { database: 'd', times: 0.01, of: 'connect' }, for: '100ms' }).at(1).acquire('A', { works: 5000 });
    bench.at(1000).acquire('B').at(1100).kill('A').run(3000);

    expect(bench.failed.B).toBe('acquireTimeout at 1200');
    expect(bench.total(3000)).toBe(0);
  });

  it('P4: fails a caller that opens at once when the opening takes too long', () => {
    const bench = pgPool({ max: 1, connectionTimeoutMillis: 200 }, { connect: '500ms' });

    bench.at(0).acquire('B').run(1000);

    expect(bench.failed.B).toBe('acquireTimeout at 200');
    expect(bench.texts.B).toBe('Connection terminated due to connection timeout');
    expect(bench.total(1000)).toBe(0);
  });

  it('P5: hands a refusal to one caller after another, each after an opening of its own', () => {
    const bench = pgPool({ max: 1 }, { roundTrip: '20ms' });

    bench.at(0).does({ outage: { database: 'd' } });
    for (const caller of ['A', 'B', 'C']) bench.at(0).acquire(caller);
    bench.run(200);

    expect(bench.failed).toEqual({ A: 'refused at 20', B: 'refused at 40', C: 'refused at 60' });
    expect(bench.texts.C).toMatch(/connection refused/);
  });

  it('P6: lets a newcomer overtake the head of the line while the old socket is being closed', () => {
    const bench = pgPool({ max: 1 }, { connect: '10ms', close: '100ms' });

    bench.at(0).acquire('A', { works: 5000, with: { statementTimeout: '110ms' } }).at(100).acquire('B').at(130).acquire('D', { holds: 50 }).run(1000);

    expect([bench.granted.D, bench.granted.B]).toEqual([140, 190]);
  });

  it('P7: lends the connection that came back last', () => {
    const bench = pgPool({ max: 3 });

    bench.at(0).acquire('c1', { holds: 100 }).at(0).acquire('c2', { holds: 300 }).at(0).acquire('c3', { holds: 200 }).at(400).acquire('A').run(500);

    expect(bench.connection.A).toBe(bench.connection.c2);
  });

  it('P8: throws a connection away whose statement failed', () => {
    const bench = pgPool({});

    bench.at(0).acquire('A', { works: 100, with: { statementTimeout: '10ms' } }).run(100);

    expect(bench.failed.A).toBe('statementTimeout at 10');
    expect([bench.total(9), bench.total(10)]).toEqual([1, 0]);
  });

  it('keeps a connection whose statement failed in a transaction, which gives it back itself', () => {
    const closed: string[] = [];
    const scenario = scenarioOf({
      run: { length: '1s' }, databases: { d: { kind: 'plain' } }, pools: { p: { kind: 'pg-pool', database: 'd' } },
      routes: { r: [{ transaction: { pool: 'p', steps: [{ query: { blocked: '100ms', statementTimeout: '10ms' } }] } }] }, traffic: { a: { route: 'r', size: 1, every: '1h' } },
    });

    const result = simulate(scenario, { traces: { p: { heard: (_at, _pool, event) => void (event === 'close' && closed.push(event)) } } });

    expect(failuresOf(result.classes.a)).toEqual({ statementTimeout: 1 });
    expect(closed).toEqual([]);
  });

  it('P9: arms the idle timer only when more than `min` connections are there', () => {
    const bench = pgPool({ max: 3, min: 1, idleTimeoutMillis: 100 });

    bench.at(0).acquire('x', { holds: 10 }).at(1000).acquire('a', { holds: 5000 }).at(1000).acquire('b', { holds: 50 }).run(8000);

    expect(bench.total(900)).toBe(1);
    expect([bench.total(1149), bench.total(1150)]).toEqual([2, 1]);
    expect(bench.idle(8000)).toBe(1);
  });

  it('P10: opens a new connection for the waiter when one past its lifetime comes back', () => {
    const bench = pgPool({ max: 1, maxLifetimeSeconds: '200ms' }, { connect: '10ms', close: '40ms' });

    bench.at(0).acquire('A', { holds: 290 }).at(1).acquire('B').run(1000);

    expect(bench.granted).toEqual({ A: 10, B: 350 });
    expect(bench.connection.B).toBe(2);
  });

  it('notices at once that the server has ended an idle connection', () => {
    const bench = pgPool({}, { connect: '10ms' });

    bench.at(0).acquire('A', { holds: 40 }).at(100).does({ sever: { pool: 'p' } }).at(200).acquire('B').run(300);

    expect([bench.total(99), bench.total(100)]).toEqual([1, 0]);
    expect(bench.granted.B).toBe(210);
  });

  it('closes a connection after so many uses', () => {
    const bench = pgPool({ maxUses: 2 });

    for (const [i, caller] of ['A', 'B', 'C'].entries()) bench.at(i * 100).acquire(caller, { holds: 10 });
    bench.run(500);

    expect(bench.connection).toEqual({ A: 1, B: 1, C: 2 });
  });
});
