/** Connections that are never given back, and the watch that notices. */

import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/result.ts';
import { PoolBench, resultOf } from '../helpers/worlds.ts';

const leaking = (leak: object, { pool = {}, rate = '20/s', length = '100s', steps = [{ query: { pool: 'p', cpu: '1ms' } }] as unknown[], incidents = [] as object[] } = {}): RunResult =>
  resultOf({
    run: { length }, databases: { d: { kind: 'plain' } }, pools: { p: { database: 'd', max: 100_000, acquireTimeout: '100ms', ...pool } },
    routes: { r: { steps, ...leak } }, traffic: { t: { route: 'r', arrivals: 'constant', rate } }, incidents,
  });

describe('a route that forgets its connections', () => {
  it('forgets a share of them', () => {
    const { p } = leaking({ leak: '5%' }).pools;

    // 2,000 requests: three standard deviations of the binomial law around 100.
    expect(Math.abs((p?.leaked ?? 0) - 100)).toBeLessThan(3 * Math.sqrt(2000 * 0.05 * 0.95));
  });

  it('forgets so many per minute, however many requests come', () => {
    const leaked = ['20/s', '200/s'].map((rate) => leaking({ leak: '60/min' }, { rate }).pools.p?.leaked ?? 0);

    // A Poisson count of mean 100.
    for (const count of leaked) expect(Math.abs(count - 100)).toBeLessThan(3 * Math.sqrt(100));
  });

  it('forgets all of them when it never releases', () => {
    const result = leaking({ release: 'never' }, { pool: { max: 5 } });

    expect(result.pools.p).toMatchObject({ leaked: 5, activeMax: 5, utilisation: expect.closeTo(1, 2) });
    expect(result.classes.t).toMatchObject({ served: 5 });
    expect(result.classes.t?.failures.acquireTimeout).toBeGreaterThan(1900);
  });

  it.each([{ leak: 'onError' }, { release: 'onError' }, { release: 'exceptOnError' }])('forgets those of failed requests with %o', (how) => {
    const result = leaking(how, { steps: [{ transaction: { pool: 'p', steps: [{ query: { cpu: '1ms' } }, { call: { takes: '1ms', fails: '20%' } }] } }] });

    expect(result.pools.p?.leaked).toBe(result.classes.t?.failures.callFailed);
    expect(result.pools.p?.leaked).toBeGreaterThan(0);
  });

  it('gives every connection back when it does not say otherwise', () => {
    expect(leaking({}).pools.p?.leaked).toBe(0);
  });

  it('starts and stops when an incident says so, and what is lost stays lost', () => {
    const result = leaking({}, { incidents: [{ at: '20s', for: '30s', leak: { route: 'r', share: '100%' } }] });

    expect(result.pools.p?.leaked).toBe(600);
    expect(result.series.pools.p?.leaked.at(-1)).toBe(600);
  });

  it('loses nothing more once the owner of the pool was restarted', () => {
    const result = leaking({ leak: '100%' }, { pool: { max: 10 }, length: '10s', incidents: [{ at: '5s', restart: { pool: 'p' } }] });

    expect(result.series.pools.p?.leaked[3]).toBe(10);
    expect(result.classes.t?.served).toBe(20);
  });
});

describe('a leak watch', () => {
  it('writes the line of hikaricp when a connection is out for too long, once for each lending', () => {
    const bench = new PoolBench({ kind: 'hikaricp', maximumPoolSize: 2, leakDetectionThreshold: 2000 });

    bench.at(0).acquire('A', { holds: 5000 }).at(10).acquire('B', { holds: 1999 }).at(6000).acquire('A2', { holds: 3000 }).run(10_000);

    expect(bench.lines).toEqual([
      '2000: Connection leak detection triggered for connection #1 on thread A, stack trace follows',
      '5000: Previously reported leaked connection connection #1 on thread A was returned to the pool (unleaked)',
      '8000: Connection leak detection triggered for connection #1 on thread A2, stack trace follows',
      '9000: Previously reported leaked connection connection #1 on thread A2 was returned to the pool (unleaked)',
    ]);
  });

  it('is off below two seconds in hikaricp', () => {
    const bench = new PoolBench({ kind: 'hikaricp', leakDetectionThreshold: 1999 });

    bench.at(0).acquire('A', { holds: 5000 }).run(10_000);

    expect(bench.lines).toEqual(['0: p - leakDetectionThreshold is less than 2000ms or more than maxLifetime, disabling it.']);
  });

  it('writes a line for a plain pool that asks for one', () => {
    const bench = new PoolBench({ leakDetection: '100ms' });

    bench.at(0).acquire('A', { holds: 150 }).run(1000);

    expect(bench.lines).toHaveLength(1);
    expect(bench.lines[0]).toMatch(/^100: connection of pool p has been out for more than 100 ms/);
  });
});
