/** What clients do when things go wrong: they lose patience, try again, and are served by their priority. */

import { describe, expect, it } from 'vitest';
import type { ClassResult, RunResult } from '../../src/result.ts';
import { failuresOf, PoolBench, resultOf } from '../helpers/worlds.ts';

const world = (client: object, more: { pool?: object; steps?: unknown[]; database?: object; length?: string } = {}): RunResult =>
  resultOf({
    run: { length: more.length ?? '20s' }, databases: { d: { kind: 'plain', ...more.database } }, pools: { p: { database: 'd', max: 1, ...more.pool } },
    routes: { r: more.steps ?? [{ query: { pool: 'p', cpu: '100ms' } }] }, traffic: { t: { route: 'r', size: 1, every: '1h', ...client } },
  });
const t = (result: RunResult): ClassResult => result.classes.t as ClassResult;

describe('a client without patience', () => {
  it('leaves the line at once when its time is up, and its place is free', () => {
    const bench = new PoolBench({ max: 1, maxWaiting: 1 });

    bench.at(0).acquire('A', { holds: 1000 }).at(100).acquire('B', { client: { patience: '200ms' } }).at(400).acquire('C').run(2000);

    expect(bench.failed).toEqual({ B: 'clientGaveUp at 300' });
    expect(bench.texts.B).toBe('the client gave up waiting');
    expect(bench.granted).toEqual({ A: 0, C: 1000 });
  });

  it('does not stop the work that has begun for it: that goes on for nobody, and is counted as wasted', () => {
    const result = world({ patience: '30ms' });

    expect(failuresOf(t(result))).toEqual({ clientGaveUp: 1 });
    expect(t(result).failedAfterMs.max).toBe(30);
    expect(t(result).wastedCpuS).toBeCloseTo(0.07, 9);
    expect(result.pools.p?.holdMs.max).toBe(100);
  });

  it('wastes the statements that begin after it left, whole', () => {
    const result = world({ patience: '30ms' }, { steps: [{ transaction: { pool: 'p', steps: [{ query: { cpu: '100ms' } }, { query: { cpu: '50ms' } }] } }] });

    expect(t(result).wastedCpuS).toBeCloseTo(0.07 + 0.05, 9);
  });

  it('wastes nothing when it is served in time', () => {
    expect(t(world({ patience: '100.001ms' }))).toMatchObject({ served: 1, wastedCpuS: 0 });
  });

  it('is served when its answer comes at the very instant at which its patience ends', () => {
    expect(t(world({ patience: '100ms' }))).toMatchObject({ served: 1, failed: 0 });
  });

  it('gives up during the pause before a second try', () => {
    const result = world({ patience: '500ms', retry: { backoff: '1s' } }, { steps: [{ call: { takes: '10ms', fails: '100%' } }] });

    expect(t(result)).toMatchObject({ failures: { clientGaveUp: 1 }, retries: 1 });
    expect(t(result).failedAfterMs.max).toBe(500);
  });
});

describe('a waiter and its deadline', () => {
  it('is served by a connection that comes back at the instant at which its time is up', () => {
    const bench = new PoolBench({ max: 1, acquireTimeout: '500ms' });

    bench.at(0).acquire('A', { holds: 500 }).at(0).acquire('B').run(1000);

    expect(bench.granted).toEqual({ A: 0, B: 500 });
  });

  it('is served by a connection whose opening ends at that instant', () => {
    const bench = new PoolBench({ kind: 'hikaricp', minimumIdle: 0, connectionTimeout: 500 }, { connect: '500ms' });

    bench.at(0).acquire('A').run(1000);

    expect(bench.granted).toEqual({ A: 500 });
  });

  it('counts the time of waiting once, although it waits in line and then for its own opening', () => {
    const result = resultOf({
      run: { length: '10s' }, databases: { d: { kind: 'plain', connect: '100ms' } }, pools: { p: { database: 'd', max: 1 } },
      routes: { first: [{ query: { pool: 'p', blocked: '1s' } }], second: [{ query: { pool: 'p', blocked: '50ms' } }] },
      traffic: { a: { route: 'first', size: 1, every: '1h' }, b: { route: 'second', size: 1, every: '1h', from: '200ms' } },
      incidents: [{ at: '500ms', kill: { class: 'a' } }],
    });

    expect(result.classes.b).toMatchObject({ served: 1, waitMs: { max: 400 }, latencyMs: { max: 450 } });
  });
});

describe('a client that tries again', () => {
  const failing = (retry: object): ClassResult => t(world({ retry }, { steps: [{ call: { takes: '100ms', fails: '100%' } }] }));

  it('J9: tries three times with 500 ms between', () => {
    expect(failing({})).toMatchObject({ arrived: 1, retries: 2, failures: { callFailed: 1 }, failedAfterMs: { max: 1300 } });
  });

  it('waits longer each time, up to its cap', () => {
    expect(failing({ attempts: 5, backoff: '100ms', factor: 3, cap: '500ms' }).failedAfterMs.max).toBe(5 * 100 + 100 + 300 + 500 + 500);
  });

  it('spreads its pauses by the jitter', () => {
    const result = world({ size: 200, retry: { attempts: 2, backoff: '1s', jitter: '50%' } }, { steps: [{ call: { takes: '100ms', fails: '100%' } }] });
    const { failedAfterMs } = t(result);

    expect(failedAfterMs.max).toBeGreaterThan(1500);
    expect(failedAfterMs.max).toBeLessThanOrEqual(1700);
    expect(failedAfterMs.mean).toBeGreaterThan(1100);
    expect(failedAfterMs.mean).toBeLessThan(1300);
  });

  it('keeps to its budget: ten tries to begin with, then a share of fresh requests', () => {
    const result = world({ arrivals: 'constant', rate: '10/s', size: undefined, every: undefined, retry: { attempts: 2, backoff: '1ms', budget: '20%' } }, { steps: [{ call: { takes: '1ms', fails: '100%' } }] });

    expect(t(result).arrived).toBe(200);
    expect(Math.abs(t(result).retries - (10 + 0.2 * 200))).toBeLessThanOrEqual(3);
  });

  it('is counted once, however often it tries', () => {
    const result = world({ arrivals: 'constant', rate: '10/s', size: undefined, every: undefined, retry: { attempts: 3, backoff: '10ms' } }, { steps: [{ call: { takes: '1ms', fails: '50%' } }] });
    const { arrived, served, failed, unfinished, retries } = t(result);

    expect(arrived).toBe(served + failed + unfinished);
    expect(retries).toBeGreaterThan(50);
  });

  it('has its second try served when the trouble is over by then', () => {
    const result = resultOf({
      run: { length: '10s' }, databases: { d: { kind: 'plain' } }, pools: { p: { kind: 'pg-pool', database: 'd' } }, routes: { r: [{ query: { pool: 'p', cpu: '1ms' } }] },
      traffic: { t: { route: 'r', size: 1, every: '1h', from: '1s', retry: { backoff: '500ms' } } }, incidents: [{ at: '0s', for: '1.4s', outage: { database: 'd' } }],
    });

    expect(t(result)).toMatchObject({ served: 1, retries: 1, latencyMs: { max: 501 } });
  });
});

describe('priorities', () => {
  it('are served before lower ones, in order of arrival among equals', () => {
    const bench = new PoolBench({ max: 1 });

    bench.at(0).acquire('holder', { holds: 100 });
    for (const [caller, priority] of [['low', 0], ['high', 5], ['low-too', 0], ['high-too', 5], ['middle', 3]] as const) bench.at(10).acquire(caller, { holds: 10, client: { priority } });
    bench.run(500);

    expect(bench.granted).toEqual({ holder: 0, high: 100, 'high-too': 110, middle: 120, low: 130, 'low-too': 140 });
  });
});

describe('the order of a plain pool', () => {
  it.each([['fifo', ['a', 'b', 'c']], ['lifo', ['c', 'b', 'a']]] as const)('%s serves %s', (order, expected) => {
    const bench = new PoolBench({ max: 1, order });

    bench.at(0).acquire('holder', { holds: 100 });
    for (const [i, caller] of ['a', 'b', 'c'].entries()) bench.at(i + 1).acquire(caller, { holds: 10 });
    bench.run(500);

    expect(Object.keys(bench.granted).slice(1)).toEqual(expected);
  });

  it('turns the caller away for whom there is no room in the line', () => {
    const bench = new PoolBench({ max: 1, maxWaiting: 1 });

    bench.at(0).acquire('A').at(10).acquire('B').at(20).acquire('C').run(100);

    expect(bench.failed).toEqual({ C: 'queueFull at 20' });
  });
});
