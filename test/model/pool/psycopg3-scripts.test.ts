/** psycopg_pool, event for event: the scripts Q1 to Q9 of the pool notes, recorded from 3.1.7 and read in 3.3.1. */

import { describe, expect, it } from 'vitest';
import { PoolBench, scenarioOf } from '../../helpers/worlds.ts';

const pool = (options: object, database: object = {}, run: object = {}): PoolBench => new PoolBench({ kind: 'psycopg3', ...options }, database, run);

/** When openings failed, by the log. */
const attempts = ({ lines }: PoolBench): number[] => lines.filter((line) => line.includes('error connecting')).map((line) => Number.parseFloat(line));

describe('psycopg3', () => {
  it('Q1: fills the pool at the start with as many openings at once as it has workers', () => {
    const fill = (num_workers: number): number[] => pool({ min_size: 3, num_workers }, { connect: '50ms' }, { coldStart: true }).at(1).acquire('A', { holds: 1 }).run(300).changes;

    expect(fill(3)).toEqual([50]);
    expect(fill(2)).toEqual([50, 100]);
  });

  it('Q2: grows by one connection at a time, however many wait', () => {
    const bench = pool({ min_size: 0, max_size: 3 }, { connect: '100ms' });

    for (const caller of ['A', 'B', 'C']) bench.at(0).acquire(caller, { holds: 500 });
    bench.run(1000);

    expect(bench.granted).toEqual({ A: 100, B: 200, C: 300 });
  });

  it('Q3: gives a connection that comes back to whoever waits first, and lays the grown one on the shelf', () => {
    const bench = pool({ min_size: 1, max_size: 2 }, { connect: '400ms' });

    bench.at(0).acquire('A', { holds: 100 }).at(5).acquire('B', { holds: 150 }).at(150).acquire('D', { holds: 10 }).run(1000);

    expect(bench.granted).toEqual({ A: 0, B: 100, D: 250 });
    expect(bench.connection).toEqual({ A: 1, B: 1, D: 1 });
    expect([bench.total(404), bench.total(405), bench.idle(405)]).toEqual([1, 2, 2]);
  });

  it('Q4: tries again after 1, 2, 4 s (give or take a tenth) with the slot kept, and callers hear nothing but the timeout', () => {
    const bench = pool({ min_size: 0, max_size: 2, timeout: 3.5 });

    bench.at(0).does({ outage: { database: 'd' }, for: '20s' }).at(0).acquire('A').at(0).acquire('B').run(7_900);

    const [zero, first, second, third, ...more] = attempts(bench);
    expect([zero, more]).toEqual([0, []]);
    expect(first).toBeGreaterThanOrEqual(900);
    expect(first).toBeLessThanOrEqual(1100);
    expect(second).toBeCloseTo(3 * (first as number), 2);
    expect(third).toBeCloseTo(7 * (first as number), 2);
    expect(bench.failed).toEqual({ A: 'acquireTimeout at 3500', B: 'acquireTimeout at 3500' });
    expect(bench.texts.A).toBe("couldn't get a connection after 3.50 sec");
    expect(bench.lines[0]).toBe("0: error connecting in 'p': connection refused: is the server running on that host and accepting TCP/IP connections?");
  });

  it('Q4: makes its last attempt when reconnect_timeout is over, gives the slot up, and begins anew for the next caller', () => {
    const bench = pool({ min_size: 0, max_size: 2, timeout: 0.5, reconnect_timeout: 4.5 });

    bench.at(0).does({ outage: { database: 'd' }, for: '60s' }).at(0).acquire('A').at(5000).acquire('B').run(5_600);

    expect(attempts(bench)).toHaveLength(5);
    expect(attempts(bench).slice(-2)).toEqual([4500, 5000]);
    expect(bench.lines.filter((line) => line.includes('failed after'))).toEqual(["4500: reconnection attempt in pool 'p' failed after 4.5 sec"]);
  });

  it('Q5: lends the connection that came back first', () => {
    const bench = pool({ min_size: 3 });

    bench.at(0).acquire('c1', { holds: 20 }).at(0).acquire('c2', { holds: 10 }).at(0).acquire('c3', { holds: 30 }).at(100).acquire('A').run(200);

    expect(bench.connection.A).toBe(bench.connection.c2);
  });

  it('Q6: turns callers away while max_waiting wait', () => {
    const bench = pool({ min_size: 1, max_waiting: 1 });

    bench.at(0).acquire('A').at(10).acquire('B').at(50).acquire('D').run(100);

    expect(bench.failed).toEqual({ D: 'queueFull at 50' });
    expect(bench.texts.D).toBe("the pool 'p' has already 1 requests waiting");
  });

  it('Q7: counts a caller that gave up as waiting until a connection comes by', () => {
    const bench = pool({ min_size: 1, max_waiting: 1, timeout: 0.5 });

    bench.at(0).acquire('A', { holds: 700 }).at(0).acquire('B').at(600).acquire('E').at(800).acquire('F', { holds: 50 }).at(810).acquire('G', { holds: 10 }).run(1000);

    expect(bench.failed).toEqual({ B: 'acquireTimeout at 500', E: 'queueFull at 600' });
    expect(bench.granted).toMatchObject({ F: 800, G: 850 });
  });

  it('Q8: lends a connection past its lifetime once more, and replaces it in the background when it comes back', () => {
    const bench = pool({ min_size: 1, max_lifetime: 60 }, { connect: '30ms' }, { coldStart: true });

    bench.at(70_000).acquire('A', { holds: 100 }).at(70_200).acquire('B').run(71_000);

    expect([bench.connection.A, bench.connection.B]).toEqual([1, 2]);
    expect([70_096, 70_100, 70_128, 70_132].map((ms) => bench.total(ms))).toEqual([1, 0, 0, 1]);
  });

  it('Q9: closes one connection in each max_idle in which one lay unused, down to min_size', () => {
    const bench = pool({ min_size: 1, max_size: 5, max_idle: 10 });

    for (const caller of ['a', 'b', 'c', 'd', 'e']) bench.at(0).acquire(caller, { holds: 50 });
    bench.run(70_000);

    expect([5, 15, 25, 35, 45, 55].map((s) => bench.total(s * 1000))).toEqual([5, 5, 4, 3, 2, 1]);
  });

  it('does not shrink while every connection is used now and then', () => {
    const bench = pool({ min_size: 1, max_size: 2, max_idle: 10 });

    for (let i = 0; i < 12; i++) bench.at(i * 5000).acquire(`a${i}`, { holds: 50 }).at(i * 5000 + 10).acquire(`b${i}`, { holds: 50 });
    bench.run(60_000);

    expect(bench.total(59_000)).toBe(2);
  });

  it('lends a dead connection, and replaces it when its borrower brings it back broken', () => {
    const bench = pool({ min_size: 2 }, { connect: '10ms' });

    bench.at(100).does({ sever: { pool: 'p' } }).at(200).acquire('A', { works: 10 }).at(300).acquire('B', { works: 10 }).at(400).acquire('C', { works: 10 }).run(500);

    expect(bench.failed).toEqual({ A: 'severed at 200', B: 'severed at 300' });
    expect([bench.connection.C, bench.granted.C]).toEqual([3, 400]);
  });

  it.each([
    [{ min_size: 5, max_size: 4 }, 'max_size must be greater or equal than min_size'],
    [{ min_size: 0 }, 'if min_size is 0 max_size must be greater than 0'],
    [{ num_workers: 0 }, 'num_workers must be at least 1'],
  ])('refuses %j as the library does', (options, words) => {
    expect(() => scenarioOf({ run: { length: '1s' }, databases: { d: { kind: 'plain' } }, pools: { p: { kind: 'psycopg3', database: 'd', ...options } }, routes: { r: [{ query: { pool: 'p' } }] }, traffic: { t: { route: 'r', rate: '1/s' } } })).toThrow(words);
  });

  it('says what 3.1 said', () => {
    const bench = pool({ min_size: 1, timeout: 1, version: '3.1' });

    bench.at(0).acquire('A').at(0).acquire('B').run(2000);

    expect(bench.texts.B).toBe("couldn't get a connection after 1.0 sec");
  });
});
