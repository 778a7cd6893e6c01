/** HikariCP, event for event: the scripts H1 to H11 of the pool notes, recorded from 5.1.0; what other versions do otherwise; its log and its errors. */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

const hikari = (options: object, database: object = {}, run: object = {}): PoolBench => new PoolBench({ kind: 'hikaricp', ...options }, database, run);
const cold = (options: object, database: object = {}): PoolBench => hikari(options, database, { coldStart: true });

describe('hikaricp', () => {
  it('H1: opens one connection after another, with a pause of 30 ms between them', () => {
    const bench = hikari({ maximumPoolSize: 5, minimumIdle: 0 }, { connect: '20ms' });

    for (const caller of ['A', 'B', 'C', 'D', 'E']) bench.at(0).acquire(caller);
    bench.run(1000);

    expect(bench.granted).toEqual({ A: 20, B: 70, C: 120, D: 170, E: 220 });
    expect(bench.total(1000)).toBe(5);
  });

  it('H2: tries a refused connection again after 10, 20, 40 … ms while somebody waits, and tells nobody until the timeout', () => {
    const bench = hikari({ maximumPoolSize: 2, minimumIdle: 0, connectionTimeout: 1000 });

    bench.at(0).does({ outage: { database: 'd' } }).at(0).acquire('B').at(3).acquire('D').run(3000);

    expect(bench.refusals).toEqual([0, 10, 30, 70, 150, 310, 630].map((ms) => Math.max(1, ms)));
    expect(bench.failed).toEqual({ B: 'acquireTimeout at 1000', D: 'acquireTimeout at 1003' });
  });

  it('begins with a pause of 10 ms again when new demand meets a server that still refuses', () => {
    const bench = hikari({ maximumPoolSize: 1, minimumIdle: 0, connectionTimeout: 300 });

    bench.at(0).does({ outage: { database: 'd' } }).at(0).acquire('B').at(2000).acquire('D').run(2200);

    expect(bench.refusals.filter((ms) => ms >= 2000)).toEqual([2000, 2010, 2030, 2070, 2150]);
  });

  it('H3: keeps a connection whose caller gave up while it was opening', () => {
    const bench = hikari({ maximumPoolSize: 2, minimumIdle: 0, connectionTimeout: 300 }, { connect: '600ms', roundTrip: '5ms' });

    bench.at(0).acquire('B').at(700).acquire('D').run(1000);

    expect(bench.failed).toEqual({ B: 'acquireTimeout at 300' });
    expect(bench.changes).toEqual([600]);
    expect(bench.granted).toEqual({ D: 700 });
  });

  it('H4: lets a waiter starve when a connection dies and minimumIdle is 0', () => {
    const bench = hikari({ maximumPoolSize: 1, minimumIdle: 0, connectionTimeout: 3000 }, { connect: '20ms' });

    bench.at(0).acquire('A', { works: 10_000 }).at(320).acquire('B').at(620).kill('A').run(5000);

    expect(bench.failed).toEqual({ A: 'killed at 620', B: 'acquireTimeout at 3320' });
    expect(bench.total(5000)).toBe(0);
  });

  it('H4: replaces the dead connection at once when minimumIdle is 1', () => {
    const bench = hikari({ maximumPoolSize: 1, minimumIdle: 1, connectionTimeout: 3000 }, { connect: '20ms' });

    bench.at(0).acquire('A', { works: 10_000 }).at(320).acquire('B').at(620).kill('A').run(5000);

    expect(bench.granted.B).toBe(640);
  });

  it('H5: a newcomer rescues the starving waiter, who gets the connection', () => {
    const bench = hikari({ maximumPoolSize: 1, minimumIdle: 0, connectionTimeout: 3000 }, { connect: '20ms' });

    bench.at(0).acquire('A', { works: 10_000 }).at(320).acquire('B').at(620).kill('A').at(1000).acquire('D').run(5000);

    expect(bench.granted.B).toBe(1020);
    expect(bench.failed.D).toBe('acquireTimeout at 4000');
  });

  it('H6: serves those who wait in order of arrival', () => {
    const bench = hikari({ maximumPoolSize: 1 });

    bench.at(0).acquire('A', { holds: 160 });
    for (const [i, ms] of [0, 20, 40, 60].entries()) bench.at(ms).acquire(`w${i}`, { holds: 20 });
    bench.run(1000);

    expect(bench.granted).toEqual({ A: 0, w0: 160, w1: 180, w2: 200, w3: 220 });
  });

  it('H7: checks a connection only when it lay idle for more than 500 ms', () => {
    const at = (ms: number): number | undefined => hikari({ maximumPoolSize: 1 }, { roundTrip: '5ms' }).at(ms).acquire('A').run(1000).granted.A;

    expect([at(500), at(501)]).toEqual([500, 506]);
  });

  it('H8: does not call an opening off when the demand for it has gone', () => {
    const bench = hikari({ maximumPoolSize: 5, minimumIdle: 0 }, { connect: '100ms' });

    bench.at(0).acquire('A', { holds: 920 });
    for (const caller of ['x', 'y', 'z']) bench.at(1000).acquire(caller, { holds: 5 });
    bench.run(2000);

    expect(bench.granted).toEqual({ A: 100, x: 1020, y: 1025, z: 1030 });
    expect(bench.connection).toEqual({ A: 1, x: 1, y: 1, z: 1 });
    expect(bench.changes).toEqual([100, 1100]);
  });

  it.each([[5.1, 31_025], [6, 31_020], ['6.3.0', 31_020]])('H9: version %s notices that a connection passed its lifetime while it was out, at its return or at the next borrowing', (version, granted) => {
    const bench = hikari({ maximumPoolSize: 1, minimumIdle: 1, maxLifetime: 30_000, version, initializationFailTimeout: -1 }, { connect: '20ms' }, { coldStart: true });

    bench.at(150).acquire('A', { holds: 30_850 }).at(31_005).acquire('B').run(32_000);

    expect(bench.granted).toEqual({ A: 150, B: granted });
    expect(bench.total(31_001)).toBe(granted === 31_025 ? 1 : 0);
  });

  it('H10: opens one connection in the constructor and the others one after another from 100 ms on', () => {
    const bench = cold({ maximumPoolSize: 4 }, { connect: '50ms' });

    bench.at(10).acquire('early', { holds: 1000 }).at(900).acquire('A').run(1000);

    expect(bench.changes).toEqual([50, 200, 280, 360]);
    expect(bench.granted).toEqual({ early: 50, A: 900 });
  });

  it('H11: closes the newest of those idle for too long at the sweep, down to minimumIdle', () => {
    const bench = hikari({ maximumPoolSize: 3, minimumIdle: 1, idleTimeout: 10_000 });

    for (const caller of ['A', 'B', 'C']) bench.at(0).acquire(caller, { holds: 90 });
    bench.run(31_000);

    expect(bench.ids(30_099)).toEqual([1, 2, 3]);
    expect(bench.ids(30_100)).toEqual([1]);
  });

  it('opens one connection at the start though none is to be kept, and closes it again', () => {
    const bench = cold({ maximumPoolSize: 4, minimumIdle: 0 }, { connect: '50ms' });

    bench.at(10).acquire('A').run(300);

    expect(bench.ids(299)).toEqual([2]);
    expect(bench.granted).toEqual({ A: 100 });
  });

  it('fails to start when the server refuses, a second later, and starts anew for the next caller', () => {
    const bench = cold({ maximumPoolSize: 2 });

    bench.at(0).does({ outage: { database: 'd' }, for: '500ms' }).at(10).acquire('A').at(20).acquire('B').run(3000);

    expect(bench.failed).toEqual({ A: 'refused at 1000' });
    expect(bench.texts.A).toMatch(/^Failed to initialize pool: /);
    expect(bench.granted).toEqual({ B: 1000 });
  });

  it.each([[0, 1005], [-1, 10]])('with initializationFailTimeout %s goes on without', (initializationFailTimeout, granted) => {
    const bench = cold({ maximumPoolSize: 2, minimumIdle: 0, initializationFailTimeout }, { connect: '5ms' });

    bench.at(0).does({ outage: { database: 'd' }, for: '4ms' }).at(5).acquire('A').run(3000);

    expect(bench.granted).toEqual({ A: granted });
  });

  it('pings an idle connection every keepaliveTime, replaces one found dead, and leaves one that is out alone', () => {
    const options = { maximumPoolSize: 1, minimumIdle: 1, keepaliveTime: 30_000, maxLifetime: 0 };
    const bench = cold(options, { connect: '20ms', roundTrip: '5ms' });

    bench.at(10_000).does({ sever: { pool: 'p' } }).at(60_000).acquire('A', { holds: 40_000 }).at(70_000).does({ sever: { pool: 'p' } }).run(99_000);
    const [pinged, replaced] = bench.changes.slice(1, 3) as [number, number];

    expect(pinged).toBeGreaterThanOrEqual(20 + 27_000);
    expect(pinged).toBeLessThanOrEqual(20 + 30_000 + 6);
    expect(Math.abs(replaced - pinged - 20)).toBeLessThanOrEqual(6); // one step of the census
    expect(bench.changes).toHaveLength(3);
  });

  it('keeps a caller waiting while the only idle connection is pinged', () => {
    const bench = cold({ maximumPoolSize: 1, keepaliveTime: 30_000, maxLifetime: 0 }, { roundTrip: '10s' });

    for (let i = 0; i < 8; i++) bench.at(27_000 + i * 1000).acquire(`w${i}`, { holds: 1 });
    bench.run(60_000);
    const first = bench.granted.w7 as number;

    expect(first).toBeGreaterThan(36_000);
    expect(bench.total(60_000)).toBe(1);
  });

  it('up to 4.x creates a connection for every caller that waits, at once, and rests 250, 375 ms … after refusals', () => {
    const ramp = hikari({ maximumPoolSize: 5, minimumIdle: 0, version: '2.7.9' }, { connect: '20ms' });
    const refused = hikari({ maximumPoolSize: 2, minimumIdle: 0, connectionTimeout: 1500, version: 4 });

    for (const caller of ['A', 'B', 'C']) ramp.at(0).acquire(caller);
    ramp.run(1000);
    refused.at(0).does({ outage: { database: 'd' } }).at(0).acquire('B').run(3000);

    expect(ramp.granted).toEqual({ A: 20, B: 40, C: 60 });
    expect(refused.refusals).toEqual([1, 250, 625, 1188]);
    expect(refused.texts.B).toBe('p - Connection is not available, request timed out after 1500ms.');
  });

  it('in 5.0 opens in one task as long as one is missing, and replaces a dead connection for whoever waits', () => {
    const bench = hikari({ maximumPoolSize: 3, minimumIdle: 0, version: '5.0.1' }, { connect: '20ms' });
    const stalled = hikari({ maximumPoolSize: 1, minimumIdle: 0, connectionTimeout: 3000, version: '5.0.1' }, { connect: '20ms' });

    for (const caller of ['A', 'B', 'C']) bench.at(0).acquire(caller);
    bench.run(1000);
    stalled.at(0).acquire('A', { works: 10_000 }).at(320).acquire('B').at(620).kill('A').run(5000);

    expect(bench.granted).toEqual({ A: 20, B: 50, C: 80 });
    expect(stalled.granted.B).toBe(640);
  });

  it('says in its log what it made of options, of a timeout and of a leak that came back', () => {
    const bench = hikari({ maximumPoolSize: 1, maxLifetime: 1000, connectionTimeout: 500, leakDetectionThreshold: 2000 });

    bench.at(0).acquire('A', { holds: 2500 }).at(100).acquire('B').run(4000);

    expect(bench.lines).toEqual([
      '0: p - maxLifetime is less than 30000ms, setting to default 1800000ms.',
      '600: p - Timeout failure stats (total=1, active=1, idle=0, waiting=0)',
      '2000: Connection leak detection triggered for connection #1 on thread A, stack trace follows',
      '2500: Previously reported leaked connection connection #1 on thread A was returned to the pool (unleaked)',
    ]);
    expect(bench.texts.B).toBe('p - Connection is not available, request timed out after 500ms (total=1, active=1, idle=0, waiting=0)');
  });
});
