/** What requests do: statements, transactions with their round trips, calls, nested acquisitions, choices, and branches side by side. */

import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/result.ts';
import { failuresOf, resultOf } from '../helpers/worlds.ts';

/** One request that arrives at 0 and takes the route; everything takes exactly as long as it says. */
const once = (steps: unknown, { database = {}, pools = {}, client = {}, length = '60s' }: { database?: object; pools?: object; client?: object; length?: string } = {}): RunResult =>
  resultOf({
    run: { length }, databases: { d: { kind: 'plain', cores: 1, ...database } }, pools: { p: { database: 'd', max: 5 }, q: { database: 'd', max: 5 }, ...pools },
    routes: { r: steps }, traffic: { t: { route: 'r', size: 1, every: '1h', ...client } },
  });

const latency = (result: RunResult): number | null => result.classes.t?.latencyMs.max ?? null;
const hold = (result: RunResult, pool = 'p'): number | null => result.pools[pool]?.holdMs.max ?? null;

describe('a query', () => {
  it('takes its round trip, its processor time and its blocked time', () => {
    expect(latency(once([{ query: { pool: 'p', cpu: '10ms', blocked: '30ms' } }], { database: { roundTrip: '2ms' } }))).toBe(42);
  });

  it('borrows a connection for itself alone', () => {
    const result = once([{ query: { pool: 'p', cpu: '10ms' } }, { think: '50ms' }, { query: { pool: 'p', cpu: '10ms' } }]);

    expect(result.pools.p).toMatchObject({ acquired: 2, opened: 1 });
    expect([hold(result), latency(result)]).toEqual([10, 70]);
  });
});

describe('a transaction', () => {
  it('says BEGIN and COMMIT, one round trip each', () => {
    const result = once([{ transaction: { pool: 'p', steps: [{ query: { cpu: '10ms' } }] } }], { database: { roundTrip: '2ms' } });

    expect(latency(result)).toBe(2 + 12 + 2);
    expect(result.databases.d?.statements).toBe(1);
  });

  it('runs its statements on one connection, and holds it during calls and thoughts', () => {
    const result = once([{ transaction: { pool: 'p', steps: [{ query: { cpu: '10ms' } }, { call: '100ms' }, { think: '50ms' }, { query: { cpu: '10ms' } }] } }]);

    expect(result.pools.p?.acquired).toBe(1);
    expect(hold(result)).toBe(170);
  });
});

describe('a call outside', () => {
  it('holds nothing when it stands outside a transaction', () => {
    const result = once([{ query: { pool: 'p', cpu: '10ms' } }, { call: '100ms' }]);

    expect([hold(result), latency(result)]).toEqual([10, 110]);
  });

  it('fails the request when it fails, and the connection comes back', () => {
    const result = once([{ transaction: { pool: 'p', steps: [{ call: { takes: '100ms', fails: '100%' } }, { query: { cpu: '10ms' } }] } }]);

    expect(failuresOf(result.classes.t)).toEqual({ callFailed: 1 });
    expect(hold(result)).toBe(100);
  });
});

describe('a nested acquisition', () => {
  it('borrows a second connection while the first is held, and gives them back in reverse order', () => {
    const result = once([{ nested: { pool: 'p', steps: [{ query: { cpu: '10ms' } }, { nested: { pool: 'q', steps: [{ query: { cpu: '20ms' } }] } }, { query: { cpu: '30ms' } }] } }]);

    expect([hold(result, 'p'), hold(result, 'q')]).toEqual([60, 20]);
  });

  it('waits for itself for ever when the pool has one connection', () => {
    const result = once([{ nested: { pool: 'p', steps: [{ nested: { pool: 'p', steps: [{ query: { cpu: '1ms' } }] } }] } }], { pools: { p: { database: 'd', max: 1 } } });

    expect(result.classes.t?.unfinished).toBe(1);
  });

  it('gives both connections back when the second cannot be had in time', () => {
    const result = once([{ nested: { pool: 'p', steps: [{ nested: { pool: 'p', acquireTimeout: '500ms', steps: [{ query: { cpu: '1ms' } }] } }] } }], { pools: { p: { database: 'd', max: 1 } } });

    expect(failuresOf(result.classes.t)).toEqual({ acquireTimeout: 1 });
    expect(hold(result)).toBe(500);
  });
});

describe('a choice', () => {
  it('takes each way by its share', () => {
    const { classes } = resultOf({
      run: { length: '100s' }, databases: { d: { kind: 'plain' } }, pools: { p: { database: 'd' }, q: { database: 'd' } },
      routes: { r: [{ choose: [{ share: 3, steps: [{ think: '1ms' }] }, { share: 1, steps: [{ think: '100ms' }, { think: '100ms' }] }] }, { think: '10ms' }] },
      traffic: { t: { route: 'r', rate: '100/s' } },
    });

    const { count, mean } = classes.t?.latencyMs ?? { count: 0, mean: 0 };
    const long = ((mean ?? 0) - 11) / 199;
    // Three standard deviations of a share of 25 % over so many requests.
    expect(Math.abs(long - 0.25)).toBeLessThan(3 * Math.sqrt((0.25 * 0.75) / count));
  });

  it('never takes a way of weight 0', () => {
    expect(latency(once([{ choose: [{ share: 0, steps: [{ think: '1h' }] }, { share: 5, steps: [{ think: '10ms' }] }] }]))).toBe(10);
  });
});

describe('branches side by side', () => {
  it('are over when the last is', () => {
    expect(latency(once([{ parallel: [[{ think: '10ms' }], [{ think: '70ms' }], [{ think: '30ms' }]] }, { think: '5ms' }]))).toBe(75);
  });

  it('fail as the first that failed, once all are over', () => {
    const result = once([{ parallel: [[{ query: { pool: 'p', blocked: '200ms', statementTimeout: '50ms' } }], [{ call: { takes: '20ms', fails: '100%' } }], [{ think: '100ms' }]] }, { think: '1h' }]);

    expect(failuresOf(result.classes.t)).toEqual({ callFailed: 1 });
    expect(result.classes.t?.failedAfterMs.max).toBe(100);
  });

  it('share the processor with each other', () => {
    expect(latency(once([{ parallel: [[{ query: { pool: 'p', cpu: '20ms' } }], [{ query: { pool: 'p', cpu: '20ms' } }]] }]))).toBe(40);
  });

  it('use the connection of the transaction around them', () => {
    const result = once([{ transaction: { pool: 'p', steps: [{ parallel: [[{ query: { blocked: '20ms' } }], [{ query: { blocked: '30ms' } }]] }] } }]);

    expect(result.pools.p).toMatchObject({ acquired: 1, opened: 1 });
    expect(latency(result)).toBe(30);
  });

  it('may stand inside branches', () => {
    expect(latency(once([{ parallel: [[{ parallel: [[{ think: '10ms' }], [{ think: '40ms' }]] }, { think: '5ms' }], [{ think: '20ms' }]] }]))).toBe(45);
  });
});

describe('a trace', () => {
  const traced = (csv: string, client: object = {}): RunResult =>
    resultOf({
      run: { length: '10s' }, databases: { d: { kind: 'plain' } }, pools: { p: { database: 'd' } },
      routes: { short: [{ query: { pool: 'p', cpu: '10ms', blocked: '5ms' } }], long: [{ think: '500ms' }, { query: { pool: 'p', cpu: '100ms' } }, { call: { takes: '10ms', fails: '100%' } }] },
      traffic: { t: { route: 'short', trace: 'trace.csv', ...client } },
    }, { 'trace.csv': csv });

  it('arrives exactly when it says, with the demands it gives', () => {
    const { t } = traced('arrival_s,cpu_s,blocked_s\n1,0.02,0.03\n2.5,0.05,0\n').classes;

    expect(t).toMatchObject({ arrived: 2, served: 2 });
    expect([t?.latencyMs.mean, t?.latencyMs.max]).toEqual([50, 50]);
  });

  it('sends each request along the route it names, second tries too', () => {
    const { t } = traced('arrival_s,route\n1,long\n1.1,short\n', { retry: { attempts: 2, backoff: '1s' } }).classes;

    // The long one fails after 610 ms and again after another second and 610 ms, on its own route both times.
    expect(failuresOf(t)).toEqual({ callFailed: 1 });
    expect(t?.failedAfterMs.max).toBe(610 + 1000 + 610);
    expect(t?.latencyMs.max).toBe(15);
  });
});
