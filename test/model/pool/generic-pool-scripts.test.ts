/** The generic pool of Node, event for event: the scripts N1 to N7 of the pool notes, recorded from generic-pool 3.9.0. */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

const genericPool = (options: object, database: object = {}): PoolBench => new PoolBench({ kind: 'generic-pool', ...options }, database);

describe('generic-pool', () => {
  it('N1: gives whatever is free first to whoever is first, and keeps the connection that nobody needs any more', () => {
    const bench = genericPool({ max: 2 }, { connect: '300ms' });

    // X warms one connection up; B makes the pool create a second one, A gives its own back meanwhile.
    bench.at(0).acquire('A', { holds: 50 }).at(310).acquire('B', { holds: 20 }).at(320).acquire('D', { holds: 1000 }).run(1000);

    expect(bench.granted).toEqual({ A: 300, B: 350, D: 370 });
    expect(bench.connection).toEqual({ A: 1, B: 1, D: 1 });
    expect([bench.total(609), bench.idle(610), bench.total(610)]).toEqual([1, 1, 2]);
  });

  it('N2: calls a failing factory again at once for as long as somebody waits, who hears only of the timeout', () => {
    const bench = genericPool({ max: 1, acquireTimeoutMillis: 300 }, { roundTrip: '7ms' });

    bench.at(0).does({ outage: { database: 'd' } }).at(5).acquire('A').run(1000);

    expect(bench.failed.A).toBe('acquireTimeout at 305');
    expect(bench.texts.A).toBe('ResourceRequest timed out');
    expect(bench.refusals.length).toBe(43);
    expect([bench.refusals[0], bench.refusals[1], bench.refusals.at(-1)]).toEqual([12, 19, 306]);
  });

  it('N2 on a server that refuses in no time: tries each millisecond, instead of for ever at one instant', () => {
    const bench = genericPool({ max: 2, acquireTimeoutMillis: 10 });

    bench.at(0).does({ outage: { database: 'd' } }).at(5).acquire('A').run(100);

    expect(bench.failed.A).toBe('acquireTimeout at 15');
  });

  it('N3: keeps a connection whose caller has given up', () => {
    const bench = genericPool({ max: 1, acquireTimeoutMillis: 100 }, { connect: '300ms' });

    bench.at(0).acquire('A').run(1000);

    expect(bench.failed.A).toBe('acquireTimeout at 100');
    expect([bench.total(299), bench.idle(300)]).toEqual([0, 1]);
  });

  it.each([{ fifo: true, next: 'c1' }, { fifo: false, next: 'c2' }])('N4: lends in the order of return, or the other way round (fifo: $fifo)', ({ fifo, next }) => {
    const bench = genericPool({ max: 3, fifo });

    bench.at(0).acquire('c1', { holds: 100 }).at(0).acquire('c2', { holds: 300 }).at(0).acquire('c3', { holds: 200 }).at(400).acquire('A').run(500);

    expect(bench.connection.A).toBe(bench.connection[next]);
  });

  it('N5: counts a caller whose connection is being created as waiting', () => {
    const bench = genericPool({ max: 1, maxWaitingClients: 1 }, { connect: '50ms' });

    for (const caller of ['A', 'B', 'C']) bench.at(0).acquire(caller);
    bench.run(200);

    expect(bench.granted).toEqual({ A: 50 });
    expect(bench.failed).toEqual({ B: 'queueFull at 0', C: 'queueFull at 0' });
    expect(bench.texts.B).toBe('max waitingClients count exceeded');
  });

  it('N6: evicts three at a time, going round, and creates the minimum anew where it went below it', () => {
    const bench = genericPool({ max: 5, min: 2, evictionRunIntervalMillis: 100, idleTimeoutMillis: 50 }, { connect: '5ms' });

    for (let i = 0; i < 5; i++) bench.at(5).acquire(`c${i}`, { holds: 20 });
    bench.run(260);

    expect([bench.total(99), bench.total(100), bench.total(104), bench.total(105)]).toEqual([5, 2, 2, 2]);
    // The second run closes the two that are left; each is replaced, and the two new ones are young.
    expect([bench.total(199), bench.total(200), bench.total(205)]).toEqual([2, 0, 2]);
    expect(bench.ids(205)).toEqual([6, 7]);
  });

  it('evicts softly down to the minimum', () => {
    const bench = genericPool({ max: 5, min: 2, evictionRunIntervalMillis: 100, softIdleTimeoutMillis: 50, idleTimeoutMillis: 10000 });

    for (let i = 0; i < 5; i++) bench.at(5).acquire(`c${i}`, { holds: 20 });
    bench.run(450);

    expect([bench.total(99), bench.total(100), bench.total(449)]).toEqual([5, 2, 2]);
  });

  it('N7: creates a new one at once for the waiter when a connection is destroyed', () => {
    const bench = genericPool({ max: 1 }, { connect: '30ms' });

    bench.at(0).acquire('A', { works: 100, with: { statementTimeout: '20ms' } }).at(5).acquire('B').run(300);

    expect(bench.failed.A).toBe('statementTimeout at 50');
    expect(bench.granted.B).toBe(80);
    expect(bench.connection.B).toBe(2);
  });

  it('leaves a connection whose statement failed to release() where the app borrows with acquire()', () => {
    const bench = genericPool({ max: 1, through: 'acquire' });

    bench.at(0).acquire('A', { works: 100, with: { statementTimeout: '20ms' } }).at(5).acquire('B').run(300);

    expect(bench.granted.B).toBe(20);
    expect(bench.connection.B).toBe(1);
  });

  it('tests on borrow: a dead connection is replaced, and whoever is first takes the one that passes', () => {
    const bench = genericPool({ max: 2, testOnBorrow: true }, { connect: '30ms', roundTrip: '10ms' });

    bench.at(0).acquire('x', { holds: 100 }).at(0).acquire('y', { holds: 110 }).at(200).does({ sever: { pool: 'p' } }).at(300).acquire('A', { holds: 5 }).run(600);

    expect(bench.granted.x).toBe(40);
    // Both pings fail, one after the other; then a new one is created (30 ms), and tested too.
    expect(bench.granted.A).toBe(360);
    expect(bench.connection.A).toBe(3);
  });

  it('serves by priority only where priorityRange has levels', () => {
    const order = (priorityRange: number): string[] => {
      const bench = genericPool({ max: 1, priorityRange });
      bench.at(0).acquire('x', { holds: 100 });
      for (const [i, priority] of [0, 1, 2, 9].entries()) bench.at(10 + i).acquire(`p${priority}`, { holds: 10, client: { priority } });
      bench.run(300);
      return Object.entries(bench.granted).sort((a, b) => a[1] - b[1]).map(([name]) => name).slice(1);
    };

    expect(order(1)).toEqual(['p0', 'p1', 'p2', 'p9']);
    expect(order(3)).toEqual(['p2', 'p9', 'p1', 'p0']);
  });
});
