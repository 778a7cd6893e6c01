/** A client that dies does not stop its statement: the server works on for nobody, and its session, its cores and its rows are free when the statement ends. */

import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/result.ts';
import { runScenario } from '../../src/run/run.ts';
import { scenarioOf } from '../helpers/worlds.ts';

/** Reports of ten seconds from an app that dies at 3 s and is back at 4 s; the shop, another app, lives on. */
const world = (more: { database?: object; report?: object; restart?: object; shop?: object; pool?: object } = {}, looks: number[] = []): RunResult => runScenario(scenarioOf({
  run: { length: '20s' }, databases: { d: { kind: 'postgresql', cores: 1, roundTrip: '0s', connect: '0s', contention: 'none', ...more.database } },
  pools: { reports: { kind: 'pg-pool', database: 'd', max: 4, ...more.pool }, p: { database: 'd', max: 4 } }, apps: { batch: { pools: ['reports'] }, web: { pools: ['p'] } },
  routes: { report: [{ query: { pool: 'reports', cpu: '10s', ...more.report } }], shop: [{ query: { pool: 'p', cpu: '1s', ...more.shop } }] },
  traffic: { report: { route: 'report', size: 1, every: '1h' }, shop: { route: 'shop', size: 1, every: '1h', from: '5s' } },
  incidents: [{ at: '3s', restart: { app: 'batch', takes: '1s' }, ...more.restart }],
}), { activityAt: looks.map((second) => second * 1_000_000) });

const sessionsAt = (result: RunResult, of: string): [number, string, boolean][] => (result.activity ?? []).flatMap(({ atS, databases }) =>
  (databases.d?.sessions ?? []).filter(({ application }) => application === of).map(({ state, clientGone }): [number, string, boolean] => [atS, state, clientGone]));
const held = (result: RunResult): boolean => result.audit.every((law) => law.held);

describe('the statement of an app that dies', () => {
  it('keeps its session and half of the one core until it ends, while its client has long failed', () => {
    const result = world({}, [2, 3, 9, 10, 12]);

    expect(result.classes.report).toMatchObject({ failed: 1, failures: { appDown: 1 } });
    expect(result.classes.report?.failedAfterMs.max).toBe(3000);
    // Alone until 5 s, half the core beside the shop until 7 s, alone until 11 s.
    expect(result.classes.shop?.latencyMs.max).toBe(2000);
    expect(sessionsAt(result, 'reports/report')).toEqual([[2, 'active', false], [3, 'active', true], [9, 'active', true], [10, 'active', true]]);
    expect(held(result)).toBe(true);
  });

  it('counts what it still does for nobody as wasted', () => expect(world().classes.report?.wastedCpuS).toBeCloseTo(7, 6));

  it('the same while it waits for the disk, on shared disks and on its own', () => {
    for (const database of [{}, { disks: 2 }]) {
      const result = world({ database, report: { cpu: '0s', blocked: '10s' } }, [9, 11]);

      expect(sessionsAt(result, 'reports/report')).toEqual([[9, 'active', true]]);
      expect(held(result)).toBe(true);
    }
  });

  it('the same where the cores are dealt out in slices', () => expect(sessionsAt(world({ database: { scheduling: { slice: '5ms' } } }, [9, 12]), 'reports/report')).toEqual([[9, 'active', true]]));

  it('keeps its rows: others wait for them until it ends', () => {
    const row = { lock: { row: 'stock' } };

    expect(Math.round(world({ report: { cpu: '0s', blocked: '10s', ...row }, shop: row }).classes.shop?.latencyMs.max ?? 0)).toBe(6000); // and the 16 µs of waking up
  });

  it('keeps its place in line for a row, and holds up those behind when it has it', () => {
    const result = runScenario(scenarioOf({
      run: { length: '20s' }, databases: { d: { kind: 'plain' } }, pools: { a: { database: 'd' }, b: { database: 'd' } }, apps: { dies: { pools: ['a'] }, lives: { pools: ['b'] } },
      routes: { first: [{ query: { pool: 'b', blocked: '6s', lock: { row: 'r' } } }], dies: [{ query: { pool: 'a', blocked: '4s', lock: { row: 'r' } } }], last: [{ query: { pool: 'b', blocked: '1s', lock: { row: 'r' } } }] },
      traffic: { first: { route: 'first', size: 1, every: '1h' }, dies: { route: 'dies', size: 1, every: '1h', from: '1s' }, last: { route: 'last', size: 1, every: '1h', from: '2s' } },
      incidents: [{ at: '3s', restart: { app: 'dies', takes: '1s' } }],
    }));

    // The row is free at 6 s, goes to the dead client's statement until 10 s, and to the last until 11 s.
    expect(result.classes.last?.latencyMs.max).toBe(9000);
    expect(result.classes.dies).toMatchObject({ failures: { appDown: 1 } });
    expect(held(result)).toBe(true);
  });

  it('takes up a slot that the new instance would need', () => {
    const refused = (limit: number): number => {
      const { pools } = runScenario(scenarioOf({
        run: { length: '20s' }, databases: { d: { kind: 'postgresql', roundTrip: '0s', maxConnections: limit, reservedConnections: 0 } }, pools: { p: { kind: 'pg-pool', database: 'd', max: 4 } }, apps: { a: { pools: ['p'] } },
        routes: { r: [{ query: { pool: 'p', blocked: '10s' } }] }, traffic: { t: { route: 'r', size: 4, every: '1h' }, again: { route: 'r', size: 4, every: '1h', from: '5s' } }, incidents: [{ at: '3s', restart: { app: 'a', takes: '1s' } }],
      }));
      return pools.p?.refused ?? 0;
    };

    expect([refused(8), refused(6), refused(4)]).toEqual([0, 2, 4]);
  });

  it('ends at the next look for its client where the server looks: a multiple of the interval after its start', () => {
    const result = world({ database: { clientCheckInterval: '2s' } }, [3, 4]);

    // It looks at 4 s; the shop has the core for itself from 5 s on.
    expect(sessionsAt(result, 'reports/report')).toEqual([[3, 'active', true]]);
    expect(result.classes.shop?.latencyMs.max).toBe(1000);
    expect(held(result)).toBe(true);
  });

  it('is cancelled by the statement timeout, and killed with its server', () => {
    const timedOut = world({ database: { statementTimeout: '6s' } }, [5, 7]);
    const crashed = runScenario(scenarioOf({
      run: { length: '20s' }, databases: { d: { kind: 'plain' }, e: { kind: 'plain' } }, pools: { p: { database: 'd' } }, apps: { a: { pools: ['p'] } }, routes: { r: [{ query: { pool: 'p', cpu: '10s' } }] }, traffic: { t: { route: 'r', size: 1, every: '1h' } },
      incidents: [{ at: '3s', restart: { app: 'a', takes: '1s' } }, { at: '5s', failover: { database: 'd', to: 'e', sessions: 'blackholed' } }],
    }), { activityAt: [4_000_000, 6_000_000] });

    expect(sessionsAt(timedOut, 'reports/report')).toEqual([[5, 'active', true]]);
    expect(crashed.activity?.map(({ databases }) => databases.d?.sessions.length)).toEqual([1, 0]);
    expect(held(crashed)).toBe(true);
  });

  it('a session that only holds a transaction open ends at once: the server waits for its client and sees it go', () => {
    const result = runScenario(scenarioOf({
      run: { length: '20s' }, databases: { d: { kind: 'plain' } }, pools: { p: { database: 'd', max: 2 } }, apps: { a: { pools: ['p'] } }, routes: { r: [{ transaction: { pool: 'p', steps: [{ query: { cpu: '1s' } }, { call: '10s' }] } }] }, traffic: { t: { route: 'r', size: 1, every: '1h' } },
      incidents: [{ at: '3s', restart: { app: 'a', takes: '1h' } }],
    }), { activityAt: [2_000_000, 3_000_000] });

    expect(result.activity?.map(({ databases }) => databases.d?.sessions.length)).toEqual([1, 0]);
  });
});
