/** The server's side: who is admitted, what is said to the others, which timeouts end statements, transactions and idle sessions. */

import { describe, expect, it } from 'vitest';
import { failuresOf, PoolBench, resultOf } from '../helpers/worlds.ts';

describe('admission', () => {
  const burst = (database: object, callers: number): PoolBench => {
    const bench = new PoolBench({ kind: 'no-pool' }, database);
    for (let i = 0; i < callers; i++) bench.at(i * 100).acquire(`c${i}`);
    return bench.run(callers * 100 + 1000);
  };

  it('lets in as many sessions as PostgreSQL keeps for everybody, and names the reserved ones to the next', () => {
    const bench = burst({ kind: 'postgresql', maxConnections: 5, reservedConnections: 2, connect: '10ms' }, 4);

    expect(Object.keys(bench.granted)).toEqual(['c0', 'c1', 'c2']);
    expect(bench.texts.c3).toBe('FATAL: 53300: remaining connection slots are reserved for non-replication superuser connections');
  });

  it('says "too many clients" to those who come while turned away logins still take up the reserved slots', () => {
    const bench = new PoolBench({ kind: 'no-pool' }, { kind: 'postgresql', maxConnections: 5, reservedConnections: 2, connect: '10ms', roundTrip: '1ms' });

    for (let i = 0; i < 8; i++) bench.at(0).acquire(`c${i}`);
    bench.run(1000);

    expect(Object.keys(bench.granted)).toHaveLength(3);
    expect(Object.values(bench.texts).filter((text) => text.includes('reserved'))).toHaveLength(2);
    expect(Object.values(bench.texts).filter((text) => text === 'FATAL: 53300: sorry, too many clients already')).toHaveLength(3);
  });

  it('turns a login away early at MySQL, with its own number', () => {
    const bench = burst({ kind: 'mysql', maxConnections: 2, connect: '50ms', roundTrip: '1ms' }, 3);

    expect(bench.failed).toEqual({ c2: 'refused at 201' });
    expect(bench.texts.c2).toBe('ERROR 1040 (08004): Too many connections');
  });

  it('admits again when a session has ended', () => {
    const bench = new PoolBench({ kind: 'no-pool' }, { maxConnections: 1 });

    bench.at(0).acquire('A', { holds: 100 }).at(50).acquire('B').at(200).acquire('C').run(1000);

    expect(bench.failed).toEqual({ B: 'refused at 50' });
    expect(bench.granted).toEqual({ A: 0, C: 200 });
  });

  it('counts the sessions of all pools together', () => {
    const { pools, databases } = resultOf({
      run: { length: '10s' }, databases: { d: { kind: 'postgresql', maxConnections: 13 } },
      pools: { p: { kind: 'pg-pool', database: 'd', max: 8 }, q: { kind: 'pg-pool', database: 'd', max: 8 } },
      routes: { r: [{ query: { pool: 'p', blocked: '1h' } }], s: [{ query: { pool: 'q', blocked: '1h' } }] },
      traffic: { a: { route: 'r', size: 8, every: '1h' }, b: { route: 's', size: 8, every: '1h', from: '1s' } },
    });

    expect([pools.p?.opened, pools.q?.opened, pools.q?.refused]).toEqual([8, 2, 6]);
    expect(databases.d?.refused).toBe(6);
  });
});

describe('a statement timeout', () => {
  it('cancels the statement and leaves the session alive', () => {
    const bench = new PoolBench({ max: 1 }, { kind: 'postgresql', statementTimeout: '100ms', roundTrip: '0s', connect: '0s' });

    bench.at(0).acquire('A', { works: 500 }).at(10).acquire('B', { works: 50 }).run(1000);

    expect(bench.failed).toEqual({ A: 'statementTimeout at 100' });
    expect(bench.texts.A).toBe('ERROR: 57014: canceling statement due to statement timeout');
    expect(bench.connection).toEqual({ A: 1, B: 1 });
    expect(bench.returned.B).toBe(150);
  });

  it('of the statement counts when it is shorter than that of the server', () => {
    const at = (own: string): string | undefined => new PoolBench({}, { statementTimeout: '100ms' }).at(0).acquire('A', { works: 500, with: { statementTimeout: own } }).run(1000).failed.A;

    expect([at('40ms'), at('400ms')]).toEqual(['statementTimeout at 40', 'statementTimeout at 100']);
  });

  it('gives the cores back to others', () => {
    const { classes, databases } = resultOf({
      run: { length: '10s' }, databases: { d: { kind: 'plain', cores: 1, statementTimeout: '150ms' } }, pools: { p: { database: 'd' } },
      routes: { long: [{ query: { pool: 'p', cpu: '1s' } }], short: [{ query: { pool: 'p', cpu: '100ms' } }] },
      traffic: { a: { route: 'long', size: 1, every: '1h' }, b: { route: 'short', size: 1, every: '1h', from: '50ms' } },
    });

    // Alone for 50 ms, half the core each for 100 ms, then the short one alone for 50 ms more.
    expect(failuresOf(classes.a)).toEqual({ statementTimeout: 1 });
    expect(classes.b?.latencyMs.max).toBe(150);
    expect((databases.d?.cpuUtilisation ?? 0) * 10).toBeCloseTo(0.2, 6);
  });
});

describe('an idle-in-transaction timeout', () => {
  const transaction = (steps: unknown[], more: object = {}) =>
    resultOf({
      run: { length: '10s' }, databases: { d: { kind: 'postgresql', roundTrip: '0s', connect: '0s', idleInTransactionTimeout: '100ms' } }, pools: { p: { database: 'd', max: 1 } },
      routes: { r: [{ transaction: { pool: 'p', steps } }] }, traffic: { t: { route: 'r', size: 1, every: '1h', ...more } },
    });

  it('ends the session of a transaction that makes a long call; the next statement hears of it', () => {
    const { classes, pools } = transaction([{ query: { cpu: '1ms' } }, { call: '500ms' }, { query: { cpu: '1ms' } }]);

    expect(failuresOf(classes.t)).toEqual({ idleInTransactionTimeout: 1 });
    expect(classes.t?.errors.idleInTransactionTimeout).toBe('FATAL: 25P03: terminating connection due to idle-in-transaction timeout');
    expect(classes.t?.failedAfterMs.max).toBe(501);
    expect(pools.p?.closed).toBe(1);
  });

  it('does not count the time of statements', () => {
    expect(transaction([{ query: { blocked: '90ms' } }, { think: '90ms' }, { query: { blocked: '500ms' } }, { think: '90ms' }]).classes.t?.served).toBe(1);
  });

  it('ends with the transaction: a connection that came back from a failed one lives on', () => {
    const { classes, pools } = transaction([{ query: { cpu: '1ms' } }, { call: { takes: '1ms', fails: '100%' } }], { every: '1s' });

    expect(pools.p).toMatchObject({ opened: 1, closed: 0 });
    expect(failuresOf(classes.t)).toEqual({ callFailed: 10 });
  });
});

describe('an idle-session timeout', () => {
  const bench = (kind: object): PoolBench => new PoolBench(kind, { kind: 'postgresql', idleSessionTimeout: '1s', connect: '20ms', roundTrip: '5ms' }).at(0).acquire('A', { works: 100 });

  it('is noticed by hikaricp when it lends a connection that lay idle for more than 500 ms', () => {
    const { granted, connection, failed } = bench({ kind: 'hikaricp', maximumPoolSize: 1, minimumIdle: 0 }).at(3000).acquire('B', { works: 10 }).run(5000);

    expect(failed).toEqual({});
    // A check of one round trip, then a new connection.
    expect([granted.B, connection.B]).toEqual([3025, 2]);
  });

  it('is not noticed by sqlalchemy: the statement of the next caller fails', () => {
    const { failed, texts } = bench({ kind: 'sqlalchemy' }).at(3000).acquire('B', { works: 10 }).run(5000);

    expect(failed).toEqual({ B: 'severed at 3005' });
    expect(texts.B).toBe('FATAL: 57P05: terminating connection due to idle-session timeout');
  });

  it('is noticed by pg-pool at once', () => {
    const { failed, granted, ...rest } = bench({ kind: 'pg-pool', idleTimeoutMillis: 0 }).at(3000).acquire('B', { works: 10 }).run(5000);

    expect(failed).toEqual({});
    expect(granted.B).toBe(3020);
    expect(rest.log).not.toContain('B got #1 at 3000');
  });

  it('leaves alone a session that is used now and then', () => {
    const busy = new PoolBench({ max: 1 }, { idleSessionTimeout: '1s' });
    for (let i = 0; i < 10; i++) busy.at(i * 900).acquire(`c${i}`, { works: 10 });

    busy.run(9500);

    expect(busy.connection.c9).toBe(1);
  });
});

describe('disks', () => {
  it('are shared by blocked time', () => {
    const at = (disks: object): number | null | undefined => resultOf({
      run: { length: '10s' }, databases: { d: { kind: 'plain', ...disks } }, pools: { p: { database: 'd' } }, routes: { r: [{ query: { pool: 'p', blocked: '100ms' } }] }, traffic: { t: { route: 'r', size: 4, every: '1h' } },
    }).classes.t?.latencyMs.max;

    expect([at({}), at({ disks: 2 }), at({ disks: 1 })]).toEqual([100, 200, 400]);
  });
});

describe('a replica', () => {
  it('is a database of its own: what runs there costs the primary nothing', () => {
    const world = (pool: string) => resultOf({
      run: { length: '10s' }, databases: { primary: { kind: 'plain', cores: 1 }, replica: { kind: 'plain', cores: 1, replicaOf: 'primary' } },
      pools: { writes: { database: 'primary' }, reads: { database: 'replica' } },
      routes: { report: [{ query: { pool, cpu: '5s' } }], api: [{ query: { pool: 'writes', cpu: '10ms' } }] },
      traffic: { report: { route: 'report', size: 1, every: '1h' }, api: { route: 'api', size: 1, every: '1h', from: '1s' } },
    }).classes.api?.latencyMs.max;

    expect([world('writes'), world('reads')]).toEqual([20, 10]);
  });
});

describe('contention', () => {
  it('costs each statement that starts among more than the cores can run', () => {
    const { classes } = resultOf({
      run: { length: '10s' }, databases: { d: { kind: 'plain', cores: 1, contention: { law: 'perStatement', cost: '1ms' } } }, pools: { p: { database: 'd' } },
      routes: { r: [{ query: { pool: 'p', cpu: '10ms' } }] }, traffic: { t: { route: 'r', size: 3, every: '1h' } },
    });

    // 10, 11 and 12 ms of processor time on one core.
    expect(classes.t?.latencyMs.max).toBe(33);
  });
});

describe('the burst that was measured on PostgreSQL 15 (E7): five pools of five, twenty slots, three of them reserved', () => {
  const classes = Array.from({ length: 25 }, (_, i) => ({ name: `c${i}`, pool: `p${Math.floor(i / 5)}`, at: `${i * 250}us` }));
  const { classes: results, databases } = resultOf({
    run: { length: '5s' }, databases: { d: { kind: 'postgresql', maxConnections: 20, reservedConnections: 3, connect: '60ms' } },
    pools: Object.fromEntries([0, 1, 2, 3, 4].map((i) => [`p${i}`, { kind: 'pg-pool', database: 'd', max: 5, min: 0, connectionTimeoutMillis: 5000 }])),
    routes: Object.fromEntries([0, 1, 2, 3, 4].map((i) => [`r${i}`, [{ query: { pool: `p${i}`, blocked: '1s' } }]])),
    traffic: Object.fromEntries(classes.map(({ name, pool, at }) => [name, { route: `r${pool.slice(1)}`, size: 1, every: '1h', from: at }])),
  });
  const said = classes.map(({ name }) => results[name]?.errors.refused ?? 'ok');

  it('lets seventeen in, and refuses three with the words about reserved slots and five with "too many clients"', () => {
    const count = (what: string): number => said.filter((text) => text === what).length;

    expect([count('ok'), count('FATAL: 53300: remaining connection slots are reserved for non-replication superuser connections'), count('FATAL: 53300: sorry, too many clients already')]).toEqual([17, 3, 5]);
    expect(databases.d).toMatchObject({ sessionsMax: 20, refused: 8 });
  });

  it('refuses the first to come, whose logins end while all slots are taken, and the last, who find none', () => {
    expect(said.flatMap((text, i) => (text.includes('reserved') ? [i] : []))).toEqual([0, 1, 2]);
    expect(said.flatMap((text, i) => (text.includes('too many') ? [i] : []))).toEqual([20, 21, 22, 23, 24]);
  });
});

describe('the other limits of logins', () => {
  const refusals = (database: object, callers: number): string[] => {
    const bench = new PoolBench({ kind: 'no-pool' }, { connect: '10ms', roundTrip: '0s', ...database });
    for (let i = 0; i < callers; i++) bench.at(i * 100).acquire(`c${i}`);
    bench.run(callers * 100 + 1000);
    return Array.from({ length: callers }, (_, i) => bench.texts[`c${i}`] ?? 'ok');
  };

  it('of PostgreSQL 16 keep slots back for roles as well, and use its words', () => {
    const role = 'FATAL: 53300: remaining connection slots are reserved for roles with privileges of the "pg_use_reserved_connections" role';

    expect(refusals({ kind: 'postgresql', version: 16, maxConnections: 8, reservedConnections: 3, roleReservedConnections: 2 }, 5)).toEqual(['ok', 'ok', 'ok', role, role]);
    expect(refusals({ kind: 'postgresql', version: 16, maxConnections: 5, reservedConnections: 3 }, 3)[2]).toBe('FATAL: 53300: remaining connection slots are reserved for roles with the SUPERUSER attribute');
  });

  it('say "SUPERUSER" when not even the slots of roles are free', () => {
    const bench = new PoolBench({ kind: 'no-pool' }, { kind: 'postgresql', version: 16, maxConnections: 6, reservedConnections: 2, roleReservedConnections: 2, connect: '10ms', roundTrip: '0s' });
    for (let i = 0; i < 6; i++) bench.at(0).acquire(`c${i}`);
    bench.run(1000);

    // Six slots: the first two logins end while none or one is free, the next two while two or three are.
    expect(['c0', 'c1', 'c2', 'c3'].map((name) => /SUPERUSER|pg_use_reserved/.exec(bench.texts[name] ?? '')?.[0])).toEqual(['SUPERUSER', 'SUPERUSER', 'pg_use_reserved', 'pg_use_reserved']);
    expect(Object.keys(bench.granted)).toEqual(['c4', 'c5']);
  });

  it('of MySQL are told before anybody asks for a password, and let as many in as they say', () => {
    expect(refusals({ kind: 'mysql', maxConnections: 2 }, 3)).toEqual(['ok', 'ok', 'ERROR 1040 (08004): Too many connections']);
  });

  it('of one user are those of one app, in the words of each server', () => {
    expect(refusals({ kind: 'mysql', maxUserConnections: 2 }, 3)[2]).toBe("ERROR 1226 (42000): User 'app' has exceeded the 'max_user_connections' resource (current value: 2)");
    expect(refusals({ kind: 'postgresql', maxUserConnections: 2 }, 3)[2]).toBe('FATAL: 53300: too many connections for role "app"');
    const { pools } = resultOf({
      run: { length: '5s' }, databases: { d: { kind: 'plain', maxUserConnections: 3 } }, pools: { p: { database: 'd', max: 5, min: 0 }, q: { database: 'd', max: 5, min: 0 } }, apps: { one: { pools: ['p'] }, two: { pools: ['q'] } },
      routes: { a: [{ query: { pool: 'p', blocked: '2s' } }], b: [{ query: { pool: 'q', blocked: '2s' } }] }, traffic: { a: { route: 'a', size: 5, every: '1h' }, b: { route: 'b', size: 2, every: '1h' } },
    });
    expect([pools.p?.refused, pools.q?.refused]).toEqual([2, 0]);
  });
});
