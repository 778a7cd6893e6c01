/** tarn and knex, event for event: the scripts T1 to T7 of the pool notes, recorded from tarn 3.1.2, and what knex 3.3.0 makes of them. */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

const tarn = (options: object, database: object = {}): PoolBench => new PoolBench({ kind: 'tarn', min: 0, ...options }, database);
const knex = (options: object, database: object = {}): PoolBench => new PoolBench({ kind: 'knex', min: 0, ...options }, database);
const refusing = (bench: PoolBench): PoolBench => bench.at(0).does({ outage: { database: 'd' } });

describe('tarn', () => {
  it('T1: gives whatever is free first to whoever is first, and keeps the connection that nobody needs any more', () => {
    const bench = tarn({ max: 2 }, { connect: '300ms' });

    bench.at(0).acquire('A', { holds: 50 }).at(310).acquire('B', { holds: 20 }).at(320).acquire('D', { holds: 1000 }).run(1000);

    expect(bench.granted).toEqual({ A: 300, B: 350, D: 370 });
    expect(bench.connection).toEqual({ A: 1, B: 1, D: 1 });
    expect([bench.total(609), bench.idle(610)]).toEqual([1, 1]);
  });

  it('T2: tells nobody of a refusal until the timeout, and tries again every 200 ms, once for each that failed', () => {
    const bench = tarn({ max: 2, acquireTimeoutMillis: 1000 }, { roundTrip: '5ms' });

    refusing(bench);
    for (const caller of ['A', 'B', 'D']) bench.at(1).acquire(caller);
    bench.run(2000);

    expect(bench.failed).toEqual({ A: 'acquireTimeout at 1001', B: 'acquireTimeout at 1001', D: 'acquireTimeout at 1001' });
    expect(bench.texts.D).toMatch(/connection refused/);
    expect(bench.events.filter((event) => event.includes(' open ')).length).toBe(10);
    expect(bench.refusals).toEqual([6, 211, 416, 621, 826]);
  });

  it('T3: tells the head of the line of each refusal with propagateCreateError', () => {
    const bench = tarn({ max: 2, acquireTimeoutMillis: 1000, propagateCreateError: true }, { roundTrip: '5ms' });

    refusing(bench);
    for (const caller of ['A', 'B', 'D']) bench.at(1).acquire(caller);
    bench.run(2000);

    expect(bench.failed).toEqual({ A: 'refused at 6', B: 'refused at 6', D: 'refused at 211' });
    expect(bench.texts.A).toMatch(/connection refused/);
  });

  it('T4: forgets a create that takes too long, so that the server sees more than max connections and nobody is ever served', () => {
    const bench = tarn({ max: 1, createTimeoutMillis: 100, acquireTimeoutMillis: 2000 }, { connect: '310ms' });

    bench.at(0).acquire('A').run(1490);

    expect(bench.granted.A).toBeUndefined();
    expect(bench.events.filter((event) => event.includes(' open ')).map((event) => Number(event.split(' ')[0]))).toEqual([0, 300, 600, 900, 1200]);
    // The first is through at 310, 10 ms after the second began: two sessions at the server, where max is 1.
    expect([bench.sessions(299), bench.sessions(305), bench.sessions(311)]).toEqual([1, 2, 1]);
    expect(bench.total(1490)).toBe(0);
  });

  it('T5: reaps the oldest down to min, from the first loan on', () => {
    const bench = tarn({ min: 1, max: 3, idleTimeoutMillis: 100, reapIntervalMillis: 50 });

    bench.at(7).acquire('a', { holds: 10 }).at(7).acquire('b', { holds: 20 }).at(7).acquire('c', { holds: 30 }).run(400);

    // Rounds at 57, 107, 157: at 157 all three have been idle for 100 ms or more.
    expect([bench.total(107), bench.total(156), bench.total(157), bench.total(400)]).toEqual([3, 3, 1, 1]);
    expect(bench.ids(400)).toEqual([3]);
  });

  it('T6: keeps a caller first in line whose connection fails its validation', () => {
    const bench = tarn({ max: 1, validate: 'driver' }, { connect: '30ms' });

    bench.at(0).acquire('x', { holds: 10 }).at(100).does({ sever: { pool: 'p' } }).at(200).acquire('A', { holds: 10 }).at(200.5).acquire('B').run(400);

    // A's trigger comes 1 ms later; B's own trigger already starts the create for A.
    expect(bench.granted).toEqual({ x: 30, A: 230.5, B: 240.5 });
  });

  it('takes a caller that gives up during the validation for a failed validation', () => {
    const bench = tarn({ max: 1, validate: 'ping', acquireTimeoutMillis: 15 }, { roundTrip: '20ms' });

    bench.at(0).acquire('A').run(100);

    expect(bench.failed.A).toBe('acquireTimeout at 15');
    expect([bench.total(14), bench.total(15)]).toEqual([1, 0]);
  });

  it('T7: lends the connection that came back last', () => {
    const bench = tarn({ max: 3 });

    bench.at(0).acquire('c1', { holds: 100 }).at(0).acquire('c2', { holds: 300 }).at(0).acquire('c3', { holds: 200 }).at(400).acquire('A').run(500);

    expect(bench.connection.A).toBe(bench.connection.c2);
  });

  it('lends a dead connection again and again where nothing validates', () => {
    const bench = tarn({ max: 2 });

    bench.at(0).acquire('x', { holds: 10 }).at(100).does({ sever: { pool: 'p' } });
    for (const [i, caller] of ['A', 'B', 'C'].entries()) bench.at(200 + 10 * i).acquire(caller, { works: 5 });
    bench.run(400);

    expect(bench.connection).toEqual({ x: 1, A: 1, B: 1, C: 1 });
    expect(bench.failed.C).toMatch(/^severed/);
  });

  it.each([
    [{ max: 0 }, 'Tarn: opt.max must be an integer > 0'], [{ max: 2, min: 3 }, 'Tarn: opt.max is smaller than opt.min'],
    [{ max: 1, createTimeoutMillis: 0 }, 'Tarn: invalid opt.createTimeoutMillis 0'], [{ max: 1, min: -1 }, 'Tarn: opt.min must be an integer >= 0'],
  ])('refuses %j in the library\'s words', (options, words) => {
    expect(() => tarn(options).run(1)).toThrow(words);
  });
});

describe('knex', () => {
  it('hands a refusal to the head of the line by default, and blames the pool where time runs out', () => {
    const refused = knex({ max: 1 }, { roundTrip: '5ms' });
    refusing(refused).at(1).acquire('A').run(100);
    const late = knex({ max: 1, acquireConnectionTimeout: 300, acquireTimeoutMillis: 400 });
    late.at(0).acquire('x').at(1).acquire('A').run(1000);

    expect(refused.failed.A).toBe('refused at 6');
    expect(refused.texts.A).toMatch(/connection refused/);
    expect(late.failed.A).toBe('acquireTimeout at 301');
    expect(late.texts.A).toBe('Knex: Timeout acquiring a connection. The pool is probably full. Are you missing a .transacting(trx) call?');
  });

  it('waits for a minute where nothing else is said', () => {
    const bench = knex({ max: 1 });

    bench.at(0).acquire('x').at(1).acquire('A').run(70_000);

    expect(bench.failed.A).toBe('acquireTimeout at 60001');
  });

  it('replaces what has died at the next hand-over', () => {
    const bench = knex({ max: 1 }, { connect: '30ms' });

    bench.at(0).acquire('x', { holds: 10 }).at(100).does({ sever: { pool: 'p' } }).at(200).acquire('A').run(400);

    expect([bench.total(199), bench.total(200)]).toEqual([1, 0]);
    expect(bench.granted.A).toBe(231);
  });

  it('replaces a connection past its lifetime at the next hand-over, never before', () => {
    const bench = knex({ max: 1, min: 1, maxConnectionLifetimeMillis: 1000, idleTimeoutMillis: 60000 }, { connect: '30ms' });

    bench.at(0).acquire('x', { holds: 10 }).at(1000).acquire('y', { holds: 10 }).at(1100).acquire('A').run(1300);

    expect(bench.connection).toEqual({ x: 1, y: 1, A: 2 });
    expect(bench.granted.A).toBe(1131);
  });

  it('adds the statements of afterCreate to each connect', () => {
    const bench = knex({ max: 1, afterCreate: 2 }, { connect: '30ms', roundTrip: '5ms' });

    bench.at(0).acquire('A').run(100);

    expect(bench.granted.A).toBe(40);
  });

  it('throws where max is below its own default for min', () => {
    expect(() => new PoolBench({ kind: 'knex', max: 1 }).at(0).acquire('A').run(1)).toThrow('Tarn: opt.max is smaller than opt.min');
  });

  it('makes no pool with max 0', () => {
    expect(() => knex({ max: 0 }).run(1)).toThrow('Unable to acquire a connection');
  });
});
