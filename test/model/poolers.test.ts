/** Poolers as parts of a world: two hops, one core, incidents on either side, RDS Proxy, and books that balance whatever happens. */

import { describe, expect, it } from 'vitest';
import { notesOn } from '../../src/cli/lint-notes.ts';
import { findings } from '../../src/report/findings.ts';
import type { RunResult } from '../../src/result.ts';
import { PoolerBench } from '../helpers/pooler-bench.ts';
import { failuresOf, resultOf, scenarioOf } from '../helpers/worlds.ts';

const broken = (result: RunResult): readonly unknown[] => result.audit.filter(({ held }) => !held);

/** A shop of three instances behind a pooler, with statements and transactions. */
const shop = (change: { pooler?: object; client?: object; incidents?: object[]; rate?: string; more?: object } = {}): RunResult => resultOf({
  run: { length: '60s', seed: 3 },
  databases: { primary: { kind: 'postgresql', cores: 4, maxConnections: 20 }, replica: { kind: 'postgresql', cores: 4 } },
  poolers: { bouncer: { kind: 'pgbouncer', database: 'primary', pool_mode: 'transaction', default_pool_size: 8, max_client_conn: 500, ...change.pooler } },
  apps: { shop: { instances: 3, pools: ['main'] } },
  pools: { main: { kind: 'hikaricp', database: 'bouncer', maximumPoolSize: 10, connectionTimeout: '5s', ...change.client } },
  routes: {
    read: [{ query: { pool: 'main', cpu: '1ms', blocked: { exponential: '20ms' } } }],
    buy: [{ transaction: { pool: 'main', steps: [{ query: { cpu: '1ms' } }, { think: '5ms' }, { query: { cpu: '1ms' } }] } }],
    both: [{ nested: { pool: 'main', steps: [{ query: { cpu: '1ms' } }, { parallel: [[{ query: { cpu: '1ms' } }], [{ query: { cpu: '2ms' } }]] }] } }],
  },
  traffic: { read: { route: 'read', rate: change.rate ?? '60/s', patience: '10s' }, buy: { route: 'buy', rate: '20/s', retry: { attempts: 2 } }, both: { route: 'both', rate: '5/s' } },
  incidents: change.incidents ?? [],
  ...change.more,
});

describe('a pooler', () => {
  it('adds its own hop and its own core to each query, and to BEGIN and COMMIT', () => {
    const bench = new PoolerBench({ pool_mode: 'transaction', roundTrip: '3ms', cpu: '2ms' }, { roundTrip: '5ms' });

    bench.at(0).comes('query', [{ query: { blocked: '10ms' } }]).at(1000).comes('transaction', [{ transaction: { pool: 'app', steps: [{ query: { blocked: '10ms' } }] } }]).run(2000);

    expect(bench.served.query).toBe(3 + 2 + 5 + 10);
    expect(bench.served.transaction).toBe(1000 + 3 * (3 + 2 + 5) + 10);
  });

  it('is a station: one core serves no more than 1 / cpu queries a second', () => {
    const result = resultOf({
      run: { length: '10s' },
      databases: { d: { kind: 'plain' } },
      poolers: { bouncer: { kind: 'pgbouncer', database: 'd', pool_mode: 'transaction', cpu: '100us', max_client_conn: 1000 } },
      pools: { main: { kind: 'plain', database: 'bouncer', max: 50 } },
      routes: { r: [{ query: { pool: 'main', cpu: '0s' } }] },
      traffic: { t: { route: 'r', users: 50 } },
    });

    expect(result.classes.t?.throughputPerS).toBeCloseTo(10_000, -2);
    expect(result.databases.bouncer?.cpuUtilisation).toBeCloseTo(1, 2);
  });

  it('shows its clients as sessions, its server connections as a pool; the database counts only the latter', () => {
    const result = shop();

    expect(result.databases.bouncer?.sessionsMax).toBe(30);
    expect(result.databases.primary?.sessionsMax).toBe(result.pools.bouncer?.activeMax);
    expect(result.pools.bouncer).toMatchObject({ kind: 'pgbouncer', database: 'primary', max: 8 });
    expect(result.pools.main?.database).toBe('bouncer');
    expect(broken(result)).toEqual([]);
  });

  it('does not count the same time twice as held', () => {
    const { classes, pools } = shop();

    expect(classes.read?.holdMs.mean).toBeLessThan(1.05 * (pools.main?.holdMs.mean ?? 0) + 5);
  });

  it.each([
    ['session', {}], ['session', { incidents: [{ at: '20s', restart: { pool: 'main' } }] }], ['session', { incidents: [{ at: '20s', sever: { database: 'primary', share: '50%' } }] }],
    ['session', { client: { kind: 'no-pool' } }], ['session', { incidents: [{ at: '20s', sever: { database: 'bouncer', share: '50%' } }] }],
    ['transaction', { incidents: [{ at: '20s', restart: { pool: 'bouncer', takes: '3s' } }] }], ['transaction', { incidents: [{ at: '20s', for: '5s', outage: { database: 'bouncer', how: 'hang' } }] }],
    ['transaction', { incidents: [{ at: '20s', for: '20s', outage: { database: 'primary', how: 'refuse' } }] }], ['transaction', { incidents: [{ at: '20s', for: '9s', outage: { database: 'primary', how: 'hang' } }] }],
    ['transaction', { incidents: [{ at: '20s', sever: { pool: 'bouncer' } }, { at: '25s', sever: { pool: 'main' } }] }], ['transaction', { incidents: [{ at: '20s', kill: { class: 'buy' } }, { at: '30s', kill: { class: 'read' } }] }],
    ['transaction', { incidents: [{ at: '20s', resize: { pool: 'bouncer', to: 2 } }, { at: '40s', resize: { pool: 'bouncer', to: 12 } }] }],
    ['transaction', { pooler: { reserve_pool_size: 4, reserve_pool_timeout: '1s', query_wait_timeout: '2s' }, rate: '600/s' }], ['transaction', { pooler: { server_reset_query_always: 1, server_lifetime: '5s', server_idle_timeout: '1s', min_pool_size: 2 } }],
    ['statement', {}], ['transaction', { client: { kind: 'no-pool' } }], ['transaction', { more: { run: { length: '60s', coldStart: true } }, pooler: { min_pool_size: 3 } }],
  ])('keeps its books in %s mode, whatever happens: %j', (pool_mode, change) => {
    const { pooler = {}, ...rest } = change as { pooler?: object; client?: object };
    const client = rest.client === undefined ? {} : { client: { maximumPoolSize: undefined, connectionTimeout: undefined, ...rest.client } };

    const result = shop({ ...rest, ...client, pooler: { pool_mode, ...pooler } });

    expect(broken(result)).toEqual([]);
    expect(result.classes.read?.served).toBeGreaterThan(1000);
  });
});

describe('incidents on a pooler', () => {
  it('a restart cuts all its clients and refuses new ones until it is back', () => {
    const result = shop({ incidents: [{ at: '20s', restart: { pool: 'bouncer', takes: '3s' } }] });

    expect(result.windows.filter(({ of }) => of === 'read').every(({ fromS, toS }) => fromS >= 19 && toS <= 31)).toBe(true);
    expect(result.pools.main?.closed).toBeGreaterThanOrEqual(30);
    expect(result.classes.read?.failed).toBeGreaterThan(0);
  });

  it('repointed, it sends its clients to another database without their noticing', () => {
    const result = shop({ client: { maxLifetime: 0 }, incidents: [{ at: '30s', repoint: { pool: 'bouncer', database: 'replica' } }] });

    expect(result.databases.replica?.statements).toBeGreaterThan(1000);
    expect(failuresOf(result.classes.read)).toEqual({});
    expect(result.pools.main?.closed).toBe(0);
  });

  it('a pool repointed from the database to the pooler goes through it from then on', () => {
    const result = shop({ more: { pools: { main: { kind: 'hikaricp', database: 'primary', maximumPoolSize: 5 } } }, incidents: [{ at: '30s', repoint: { pool: 'main', database: 'bouncer' } }] });

    expect(result.databases.bouncer?.statements).toBeGreaterThan(1000);
    expect(result.databases.primary?.statements).toBeGreaterThan(result.databases.bouncer?.statements ?? 0);
    expect(broken(result)).toEqual([]);
  });

  it('when it hangs, statements wait at its door', () => {
    const bench = new PoolerBench({ pool_mode: 'transaction' });

    bench.at(100).does({ outage: { database: 'bouncer', how: 'hang' }, for: '400ms' }).at(0).comes('A', [{ call: '200ms' }, { query: { blocked: '10ms' } }]).run(1000);

    expect(bench.linked.A).toEqual([500]);
  });
});

describe('RDS Proxy', () => {
  const proxy = (options: object, database: object = {}): PoolerBench => new PoolerBench({ kind: 'rds-proxy', ...options }, { maxConnections: 10, ...database });

  it('opens a share of the server\'s connections, as many at once as are needed', () => {
    const bench = proxy({ MaxConnectionsPercent: 30 }, { connect: '100ms' });

    for (const name of ['A', 'B', 'C', 'D']) bench.at(0).comes(name, 500);
    bench.run(2000);

    expect(bench.linked).toEqual({ A: [100], B: [100], C: [100], D: [600] });
  });

  it('lets a client wait for ConnectionBorrowTimeout', () => {
    const bench = proxy({ MaxConnectionsPercent: 10, ConnectionBorrowTimeout: 2 });

    bench.at(0).comes('A', 9000).at(100).comes('B', 10).run(5000);

    expect(bench.failed).toEqual({ B: 'acquireTimeout at 2100' });
  });

  it('keeps at most MaxIdleConnectionsPercent idle', () => {
    const bench = proxy({ MaxConnectionsPercent: 60, MaxIdleConnectionsPercent: 20 });

    for (const name of ['A', 'B', 'C', 'D']) bench.at(0).comes(name, 500);
    bench.run(2000);

    expect(bench.idle).toBe(2);
  });

  it('leaves a pinned client its connection until it disconnects', () => {
    const steps = [{ query: { blocked: '10ms' } }, { call: '200ms' }];
    const unpinned = proxy({ MaxConnectionsPercent: 10 }).at(0).comes('A', steps).at(20).comes('B', 10).run(1000);
    const pinned = proxy({ MaxConnectionsPercent: 10, pinned: '100%' }).at(0).comes('A', steps).at(20).comes('B', 10).run(1000);

    expect([unpinned.linked.B, pinned.linked.B]).toEqual([[20], [210]]);
  });
});

describe('what is said of poolers', () => {
  const few = (pooler: object, traffic: object): object => ({
    run: { length: '5s' }, databases: { primary: { kind: 'postgresql', cores: 8 } },
    poolers: { bouncer: { kind: 'pgbouncer', database: 'primary', pool_mode: 'transaction', ...pooler } },
    pools: { main: { kind: 'no-pool', database: 'bouncer' } }, routes: { r: [{ query: { pool: 'main', cpu: '100us' } }] }, traffic: { t: { route: 'r', ...traffic } },
  });
  const said = (result: RunResult): string[] => findings(result).map(({ id }) => id);

  it('a finding names a pooler whose core is full, and not its database', () => {
    expect(said(resultOf(few({ cpu: '1ms', max_client_conn: 1000 }, { users: 50 })))).toContain('pooler-saturated/bouncer');
  });

  it('a finding names a pooler that turns clients away', () => {
    expect(said(resultOf(few({ max_client_conn: 10 }, { size: 20, every: '1s' })))).toContain('pooler-refused/bouncer');
  });

  it('a database that has the name of a pool is not taken for a pooler', () => {
    const result = resultOf({ run: { length: '5s' }, databases: { one: { kind: 'postgresql', cores: 1 } }, pools: { one: { kind: 'plain', database: 'one', max: 50 } }, routes: { r: [{ query: { pool: 'one', cpu: '10ms' } }] }, traffic: { t: { route: 'r', users: 50 } } });

    expect(said(result).filter((id) => id.startsWith('pooler'))).toEqual([]);
  });

  it('a pooler needs a name of its own, a database behind it and a kind that is known', () => {
    const problems = (poolers: object): string => {
      try {
        scenarioOf({ ...few({}, { users: 1 }), poolers });
        return '';
      } catch (error) {
        return String(error);
      }
    };

    expect(problems({ primary: { kind: 'pgbouncer', database: 'primary' } })).toContain('"primary" stands under databases already: a pooler needs a name of its own');
    expect(problems({ bouncer: { kind: 'pgbouncer', database: 'bouncer' } })).toContain('"bouncer" is not a database but a pooler');
    expect(problems({ bouncer: { kind: 'pgbounce', database: 'primary' } })).toContain('Did you mean "pgbouncer"?');
    expect(problems({ bouncer: { kind: 'pgbouncer', database: 'primary', pool_size: 10 } })).toContain('unknown key "pool_size"');
  });

  it('lint counts its clients and its server connections', () => {
    const notes = (pooler: object, max: number) => notesOn(scenarioOf({ ...few(pooler, { users: 1 }), pools: { main: { kind: 'pg-pool', database: 'bouncer', max } } })).filter(({ at }) => !at.startsWith('pools')).map(({ at, says }) => `${at}: ${says}`);

    expect(notes({ max_client_conn: 10 }, 20)).toEqual([expect.stringMatching(/^poolers.bouncer: the pools in front may open 20 connections .* it admits 10 clients/)]);
    expect(notes({ pool_mode: 'session', default_pool_size: 10 }, 20)).toEqual([expect.stringMatching(/^poolers.bouncer: in session mode each client connection keeps a server connection/)]);
    expect(notes({ default_pool_size: 200, reserve_pool_size: 10 }, 20)).toEqual([expect.stringMatching(/^databases.primary: the pools may open 210 connections/)]);
    expect(notes({}, 20)).toEqual([]);
  });
});
