/**
 * Sharing against time slices (decision 0011): equal statements of 5 ms on one core of a real PostgreSQL 15, and how the spread of their times
 * behaves in a crowd. Recorded by pgbench in a closed loop; alone the median is 5.232 ms and the 95th percentile 7.766.
 */

import { describe, expect, it } from 'vitest';
import { resultOf } from '../helpers/worlds.ts';

/** Clients, and what was measured: the 95th and 99th percentile over the median. */
const measured = [[16, 117.9 / 82.4, 138 / 82.4], [64, 490.9 / 310.5, 577.4 / 310.5], [256, 1933 / 1288, 2339 / 1288]] as const;

function spread(clients: number, scheduling: unknown): readonly [number, number] {
  const { latencyMs } = resultOf({
    run: { length: `${Math.max(60, clients)}s`, seed: 3 }, databases: { d: { kind: 'plain', cores: 1, scheduling } },
    pools: { p: { kind: 'plain', database: 'd', max: clients, min: clients } },
    routes: { r: [{ query: { pool: 'p', cpu: { lognormal: { median: '5.232ms', p95: '7.766ms' } } } }] }, traffic: { a: { route: 'r', users: clients, think: '0s' } },
  }).classes.a ?? { latencyMs: { p50: null, p95: null, p99: null } };
  return [(latencyMs.p95 ?? 0) / (latencyMs.p50 ?? 1), (latencyMs.p99 ?? 0) / (latencyMs.p50 ?? 1)];
}

describe.each(measured)('%i clients', (clients, p95, p99) => {
  it('have the measured spread where statements share the core', () => {
    const shared = spread(clients, 'shared');

    expect(Math.abs(shared[0] / p95 - 1)).toBeLessThan(0.07);
    expect(Math.abs(shared[1] / p99 - 1)).toBeLessThan(0.07);
  });

  it('have far too little of it where they get slices of 4 ms in turn, which is what the context switches suggest', () => {
    expect(spread(clients, { slice: '4ms' })[0] / p95).toBeLessThan(0.85);
  });
});
