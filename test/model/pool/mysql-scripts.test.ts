/** The two pools of MySQL for Node, event for event: scripts M1 to M10 of the pool notes for mysql2, and what its predecessor mysql does otherwise. */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

const mysql2 = (options: object = {}, database: object = {}): PoolBench => new PoolBench({ kind: 'mysql2', ...options }, database);
const mysql = (options: object = {}, database: object = {}): PoolBench => new PoolBench({ kind: 'mysql', ...options }, database);

describe('mysql2', () => {
  it('M1: hands a refusal to one caller after another, each after an opening of its own', () => {
    const bench = mysql2({ connectionLimit: 1 }, { roundTrip: '20ms' });

    bench.at(0).does({ outage: { database: 'd' } });
    for (const caller of ['A', 'B', 'D']) bench.at(0).acquire(caller);
    bench.run(200);

    expect(bench.failed).toEqual({ A: 'refused at 20', B: 'refused at 40', D: 'refused at 60' });
  });

  it('M2: turns a caller away at once when queueLimit callers wait', () => {
    const bench = mysql2({ connectionLimit: 1, queueLimit: 1 });

    bench.at(0).acquire('A').at(10).acquire('B').at(20).acquire('D').run(100);

    expect(bench.failed).toEqual({ D: 'queueFull at 20' });
    expect(bench.texts.D).toBe('Queue limit reached.');
  });

  it('M3: turns a caller away at once when it may not wait', () => {
    const bench = mysql2({ connectionLimit: 1, waitForConnections: false });

    bench.at(0).acquire('A').at(10).acquire('B').run(100);

    expect(bench.failed).toEqual({ B: 'poolExhausted at 10' });
    expect(bench.texts.B).toBe('No connections available.');
  });

  it('M4: keeps idle connections for ever, whatever idleTimeout says, unless maxIdle is smaller than connectionLimit', () => {
    const bench = mysql2({ idleTimeout: 500 });

    for (const caller of ['A', 'B', 'C']) bench.at(0).acquire(caller, { holds: 10 });
    bench.run(60_000);

    expect(bench.idle(60_000)).toBe(3);
  });

  it('M5: closes all beyond maxIdle once a second, the one idle for longest first, however young', () => {
    const bench = mysql2({ maxIdle: 1 });

    for (const [i, caller] of ['A', 'B', 'C'].entries()) bench.at(0).acquire(caller, { holds: 10 * (i + 1) });
    bench.run(5000);

    expect([bench.idle(999), bench.ids(1000)]).toEqual([3, [3]]);
    expect(bench.idle(5000)).toBe(1);
  });

  it('closes what was idle for longer than idleTimeout at the next second, down to none', () => {
    const bench = mysql2({ maxIdle: 9, idleTimeout: 1500 });

    bench.at(0).acquire('A', { holds: 100 }).run(5000);

    expect([bench.idle(1999), bench.idle(2000)]).toEqual([1, 0]);
  });

  it('M6: gives up on an opening that takes longer than connectTimeout', () => {
    const bench = mysql2({ connectTimeout: 100 }, { connect: '500ms' });

    bench.at(0).acquire('A').run(1000);

    expect(bench.failed).toEqual({ A: 'acquireTimeout at 100' });
    expect([bench.texts.A, bench.total(1000)]).toEqual(['connect ETIMEDOUT', 0]);
  });

  it('M7: lends the connection that came back last', () => {
    const bench = mysql2();

    bench.at(0).acquire('A', { holds: 10 }).at(0).acquire('B', { holds: 30 }).at(0).acquire('C', { holds: 20 }).at(50).acquire('D').run(100);

    expect(bench.connection.D).toBe(bench.connection.B);
  });

  it('M8: lets a caller wait for ever behind a leaked connection', () => {
    const bench = mysql2({ connectionLimit: 1 });

    bench.at(0).acquire('A').at(10).acquire('B').run(60_000);

    expect([bench.granted.B, bench.failed.B]).toEqual([undefined, undefined]);
  });

  it('M9: lets a caller wait for the connection that it opens, and a newcomer take the one that came back meanwhile', () => {
    const bench = mysql2({ connectionLimit: 2 }, { connect: '500ms' });

    bench.at(0).acquire('A', { holds: 550 }).at(1000).acquire('B').at(1050).acquire('D').run(2000);

    expect(bench.granted).toEqual({ A: 500, B: 1500, D: 1050 });
  });

  it('M10: lets the first in line open another at once when a held connection is destroyed', () => {
    const bench = mysql2({ connectionLimit: 1 }, { connect: '50ms', close: '200ms' });

    bench.at(0).acquire('A', { works: 5000 }).at(100).acquire('B').at(200).kill('A').run(1000);

    expect(bench.granted.B).toBe(250);
  });

  it('strikes a dead connection off while its holder still has it, and lets the first in line open another', () => {
    const bench = mysql2({ connectionLimit: 1 }, { connect: '50ms' });

    bench.at(0).acquire('A', { holds: 400 }).at(100).acquire('B', { holds: 10 }).at(200).does({ sever: { database: 'd' } }).run(1000);

    expect([bench.granted.B, bench.connection.B]).toEqual([250, 2]);
    expect(bench.idle(1000)).toBe(1);
  });

  it('keeps a connection whose statement failed', () => {
    const bench = mysql2();

    bench.at(0).acquire('A', { works: 100, with: { statementTimeout: '10ms' } }).run(100);

    expect([bench.failed.A, bench.idle(100)]).toEqual(['statementTimeout at 10', 1]);
  });

  it('resets a connection by one round trip before anybody can have it, with resetOnRelease', () => {
    const bench = mysql2({ connectionLimit: 1, resetOnRelease: true }, { roundTrip: '5ms' });

    bench.at(0).acquire('A', { holds: 50 }).at(10).acquire('B').run(100);

    expect(bench.granted.B).toBe(55);
  });
});

describe('mysql', () => {
  it('pings a connection before each use, also from hand to hand', () => {
    const bench = mysql({ connectionLimit: 1 }, { roundTrip: '5ms' });

    bench.at(0).acquire('A', { holds: 50 }).at(10).acquire('B', { holds: 20 }).at(200).acquire('C').run(300);

    expect(bench.granted).toEqual({ A: 0, B: 55, C: 205 });
  });

  it('lends the connection that came back first', () => {
    const bench = mysql();

    bench.at(0).acquire('A', { holds: 30 }).at(0).acquire('B', { holds: 10 }).at(0).acquire('C', { holds: 20 }).at(50).acquire('D').run(100);

    expect(bench.connection.D).toBe(bench.connection.B);
  });

  it('serves callers in order of arrival', () => {
    const bench = mysql({ connectionLimit: 1 });

    for (const [i, caller] of ['A', 'B', 'C'].entries()) bench.at(i).acquire(caller, { holds: 10 });
    bench.run(100);

    expect(bench.granted).toEqual({ A: 0, B: 10, C: 20 });
  });

  it('gives up on an opening after acquireTimeout, which ends no wait in line', () => {
    const bench = mysql({ connectionLimit: 1, acquireTimeout: 100 }, { connect: '500ms' });

    bench.at(0).acquire('A').at(10).acquire('B').run(400);

    expect(bench.failed).toEqual({ A: 'acquireTimeout at 100', B: 'acquireTimeout at 200' });
    expect(bench.texts.A).toBe('Handshake inactivity timeout');
  });

  it('turns callers away in the words of its library', () => {
    const full = mysql({ connectionLimit: 1, queueLimit: 1 });
    const hasty = mysql({ connectionLimit: 1, waitForConnections: false });

    full.at(0).acquire('A').at(10).acquire('B').at(20).acquire('C').run(100);
    hasty.at(0).acquire('A').at(10).acquire('B').run(100);

    expect([full.texts.C, hasty.texts.B]).toEqual(['Queue limit reached.', 'No connections available.']);
  });
});

describe('express-pg', () => {
  it('is pg-pool with its defaults: ten clients, and waits without end', () => {
    const bench = new PoolBench({ kind: 'express-pg' });

    for (let i = 0; i < 11; i++) bench.at(0).acquire(`c${i}`);
    bench.run(60_000);

    expect(Object.keys(bench.granted)).toHaveLength(10);
    expect(bench.failed).toEqual({});
  });
});
