/** HikariCP, event for event: the scripts H1 to H11 of the pool notes, recorded from 5.1.0. */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

const hikari = (options: object, database: object = {}): PoolBench => new PoolBench({ kind: 'hikaricp', ...options }, database);
const cold = (options: object, database: object = {}): PoolBench => new PoolBench({ kind: 'hikaricp', ...options }, database, { coldStart: true });

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

  it('H9: notices at the next borrowing that a connection passed its lifetime while it was out, as 5.1 does', () => {
    const bench = hikari({ maximumPoolSize: 1, minimumIdle: 0, maxLifetime: 30_000 }, { connect: '20ms' });

    bench.at(0).acquire('A', { holds: 30_980 }).at(31_005).acquire('B').run(32_000);

    expect(bench.total(31_004)).toBe(1);
    expect(bench.granted.B).toBe(31_025);
    expect(bench.connection.B).toBe(2);
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
});
