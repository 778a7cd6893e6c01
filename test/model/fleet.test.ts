/** Apps with several instances: each has its own copies of the pools, and requests are dealt out among them. */

import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/result.ts';
import { resultOf } from '../helpers/worlds.ts';

const fleet = (app: object, more: { pool?: object; traffic?: object; steps?: unknown[]; database?: object } = {}): RunResult =>
  resultOf({
    run: { length: '10s' }, databases: { d: { kind: 'plain', ...more.database } }, pools: { p: { database: 'd', max: 1, ...more.pool } }, apps: { a: { pools: ['p'], ...app } },
    routes: { r: more.steps ?? [{ query: { pool: 'p', blocked: '1s' } }] }, traffic: { t: { route: 'r', size: 4, every: '1h', ...more.traffic } },
  });

describe('an app with instances', () => {
  it('has a copy of each pool in every instance', () => {
    const { pools, classes } = fleet({ instances: 4 });

    expect(pools.p).toMatchObject({ instances: 4, max: 4, activeMax: 4, opened: 4 });
    expect(classes.t?.latencyMs.max).toBe(1000);
  });

  it('deals requests in turn', () => {
    const { classes } = fleet({ instances: 2, balance: 'roundRobin' });

    // Two for each instance, one after the other.
    expect([classes.t?.latencyMs.p50, classes.t?.latencyMs.max]).toEqual([expect.closeTo(1000, -2), 2000]);
  });

  it('deals requests to the least busy instance', () => {
    const longestWait = (balance: string): number | null | undefined => resultOf({
      run: { length: '10s' }, databases: { d: { kind: 'plain' } }, pools: { p: { database: 'd', max: 1 } }, apps: { a: { pools: ['p'], instances: 2, balance } },
      routes: { r: [{ query: { pool: 'p', blocked: '1s' } }] }, traffic: { t: { route: 'r', trace: 'trace.csv' } },
    }, { 'trace.csv': 'arrival_s,blocked_s\n0,5\n0.1,0.2\n0.5,0.2\n1,0.2\n' }).classes.t?.waitMs.max;

    // Whoever is sent to the instance with the long one waits until 5 s.
    expect([longestWait('leastBusy'), longestWait('roundRobin')]).toEqual([0, 4500]);
  });

  it('deals requests at random, about equally', () => {
    const { pools } = fleet({ instances: 4, balance: 'random' }, { pool: { max: 1000 }, steps: [{ query: { pool: 'p', blocked: '1h' } }], traffic: { size: 400 } });

    expect(pools.p?.opened).toBe(400);
  });

  it('opens connections for each instance until the database has no more: too many pods', () => {
    const { pools, databases } = fleet({ instances: 20 }, { pool: { kind: 'hikaricp', max: undefined, maximumPoolSize: 20 }, database: { kind: 'postgresql' } });

    // The last three slots are for administrators: logins that are turned away take one for a moment.
    expect(databases.d?.sessionsMax).toBe(100);
    expect(pools.p?.opened).toBe(97);
  });

  it('names its instances in the messages of their pools', () => {
    const { classes } = fleet({ instances: 2 }, { pool: { acquireTimeout: '100ms' } });

    expect(classes.t?.errors.acquireTimeout).toMatch(/from p-[12] within 100 ms/);
  });
});
