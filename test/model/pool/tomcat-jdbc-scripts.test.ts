/** Tomcat's JDBC pool, event for event: the scripts C1 to C7 of the pool notes, recorded from 10.1.60. */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

const tomcat = (options: object, database: object = {}, run: object = {}): PoolBench => new PoolBench({ kind: 'tomcat-jdbc', initialSize: 0, ...options }, database, run);

describe('tomcat-jdbc', () => {
  it('C1: lets a caller wait for the connection that it opens, and a newcomer take the one that came back meanwhile', () => {
    const bench = tomcat({ maxActive: 2 }, { connect: '300ms' });

    bench.at(0).acquire('A', { holds: 50 }).at(310).acquire('B').at(370).acquire('D').run(1000);

    expect(bench.granted).toEqual({ A: 300, B: 610, D: 370 });
  });

  it('C2: says how long it waited in whole seconds, rounded down', () => {
    const bench = tomcat({ maxActive: 1, maxWait: 300 });

    bench.at(0).acquire('A').at(10).acquire('B').run(1000);

    expect(bench.failed).toEqual({ B: 'acquireTimeout at 310' });
    expect(bench.texts.B).toBe('[p] Timeout: Pool empty. Unable to fetch a connection in 0 seconds, none available[size:1; busy:1; idle:0; lastwait:300].');
  });

  it('C3: does not count the opening of a connection against maxWait', () => {
    expect(tomcat({ maxWait: 200 }, { connect: '600ms' }).at(0).acquire('A').run(1000).granted).toEqual({ A: 600 });
  });

  it('C4: lends the connection that came back last', () => {
    const bench = tomcat({});

    bench.at(0).acquire('c1', { holds: 10 }).at(0).acquire('c2', { holds: 30 }).at(0).acquire('c3', { holds: 20 }).at(100).acquire('A').run(200);

    expect(bench.connection.A).toBe(bench.connection.c2);
  });

  it('C5: lets the first in line open for itself when a connection is thrown away, and passes the place on when that is refused', () => {
    const bench = tomcat({ maxActive: 1 }, { roundTrip: '20ms' });

    bench.at(0).acquire('A', { works: 500 }).at(50).acquire('B').at(60).acquire('D').at(100).does({ outage: { database: 'd' } }).at(200).kill('A').run(1000);

    expect(Object.values(bench.failed).slice(-2)).toEqual(['refused at 120', 'refused at 140'].map((text) => expect.stringContaining(text.split(' ')[0] as string)));
    expect(bench.failed).toMatchObject({ B: expect.stringContaining('refused'), D: expect.stringContaining('refused') });
    expect(Number(bench.failed.D?.split(' at ')[1]) - Number(bench.failed.B?.split(' at ')[1])).toBe(20);
  });

  it('C6: keeps whoever gives back a connection past its age until another is open in its place', () => {
    const bench = tomcat({ maxActive: 1, maxAge: 100 }, { connect: '40ms' });

    bench.at(0).acquire('A', { holds: 200 }).at(230).acquire('B').run(1000);

    expect(bench.granted).toEqual({ A: 40, B: 280 });
    expect([bench.total(239), bench.total(240), bench.total(279), bench.total(280)]).toEqual([1, 0, 0, 1]);
  });

  it('C7: takes an abandoned connection back at the first round of the cleaner after 60 s, and its place is free at once', () => {
    const bench = tomcat({ maxActive: 1, minIdle: 0, removeAbandoned: true, logAbandoned: true, maxWait: 0 });

    bench.at(1000).acquire('A', { holds: 100_000 }).at(2000).acquire('B', { holds: 10 }).run(150_000);

    expect(bench.granted).toEqual({ A: 1000, B: 65_000 });
    expect(bench.lines).toEqual(['65000: Connection has been abandoned connection #1:A']);
    expect(bench.failed).toEqual({});
  });

  it('fails the next statement of a holder whose connection was taken away', () => {
    const bench = tomcat({ maxActive: 1, removeAbandoned: true, removeAbandonedTimeout: 1, timeBetweenEvictionRunsMillis: 1000 });

    bench.at(0).acquire('A', { works: 10_000 }).at(10).acquire('B', { holds: 10 }).run(15_000);

    expect(bench.failed).toEqual({ A: 'severed at 2000' });
    expect(bench.texts.A).toBe('Connection has already been closed.');
    expect(bench.granted.B).toBe(2000);
  });

  it('opens initialSize one after another before anybody is served', () => {
    const bench = tomcat({ initialSize: 3 }, { connect: '50ms' }, { coldStart: true });

    bench.at(10).acquire('A').run(500);

    expect(bench.changes).toEqual([50, 100, 150]);
    expect(bench.granted).toEqual({ A: 150 });
  });

  it('closes what was idle for a minute, down to minIdle, and never opens to reach it again', () => {
    const bench = tomcat({ minIdle: 1 });

    for (const caller of ['A', 'B', 'C']) bench.at(0).acquire(caller, { holds: 90 });
    bench.run(80_000);

    expect([bench.total(60_000), bench.total(65_100)]).toEqual([3, 1]);
  });
});
