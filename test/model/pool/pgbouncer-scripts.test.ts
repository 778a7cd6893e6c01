/** PgBouncer, event for event: the scripts B1 to B10 of the pool notes (§7.8), recorded from 1.18.0 or read in 1.25.2, and what was measured with 25 clients. */

import { describe, expect, it } from 'vitest';
import { type Doing, PoolerBench } from '../../helpers/pooler-bench.ts';
import { resultOf } from '../../helpers/worlds.ts';

const pgbouncer = (options: object, database: object = {}, client?: object): PoolerBench => new PoolerBench({ pool_mode: 'transaction', ...options }, database, client);

const statement = (ms: number): object => ({ query: { blocked: `${ms}ms` } });

describe('PgBouncer opens server connections', () => {
  it('B1: one after another, each for whoever waits first', () => {
    const bench = pgbouncer({ default_pool_size: 3 }, { connect: '100ms' });

    bench.at(0).comes('A', 1000).at(0).comes('B', 1000).at(0).comes('C', 1000).run(500);

    expect(bench.linked).toEqual({ A: [100], B: [200], C: [300] });
    expect(bench.logins).toEqual([0, 100, 200]);
  });

  it('B2: beyond its size only when the first in line has waited for reserve_pool_timeout, on the next round', () => {
    const bench = pgbouncer({ default_pool_size: 1, reserve_pool_size: 1, reserve_pool_timeout: 1 });

    bench.at(0).comes('A', 4000).at(100).comes('B', 10).run(2000);

    const [, reserve] = bench.logins;
    expect(reserve).toBeGreaterThanOrEqual(1100);
    expect(reserve).toBeLessThanOrEqual(1440);
    expect(bench.linked.B).toEqual([reserve]);
  });

  it('never from the reserve when reserve_pool_timeout is 0', () => {
    const bench = pgbouncer({ default_pool_size: 1, reserve_pool_size: 1, reserve_pool_timeout: 0 });

    bench.at(0).comes('A', 4000).at(100).comes('B', 10).run(6000);

    expect(bench.linked.B).toEqual([4000]);
  });

  it('up to min_pool_size, one in each round, while a client is connected', () => {
    const bench = pgbouncer({ min_pool_size: 3, server_idle_timeout: 1 });

    bench.at(0).does({ sever: { database: 'd' } }).at(1000).comes('A', 5000).run(3000);

    expect(bench.opened.filter((at) => at >= 0).slice(3).map(Math.round)).toEqual([1000, 1333, 1667]);
  });

  it('never more than max_db_connections', () => {
    const bench = pgbouncer({ default_pool_size: 5, max_db_connections: 2 });

    for (const name of ['A', 'B', 'C']) bench.at(0).comes(name, 1000);
    bench.run(3000);

    expect(bench.linked).toEqual({ A: [0], B: [0], C: [1000] });
  });
});

describe('PgBouncer makes clients wait', () => {
  it('B3: and disconnects them on the first round after query_wait_timeout', () => {
    const bench = pgbouncer({ default_pool_size: 1, query_wait_timeout: 2 });

    bench.at(0).comes('A', 9000).at(100).comes('B', 9000).at(200).comes('D', 10).run(4000);

    expect(Number(/at (.*)/.exec(bench.failed.D ?? '')?.[1])).toBeGreaterThanOrEqual(2200);
    expect(Number(/at (.*)/.exec(bench.failed.D ?? '')?.[1])).toBeLessThanOrEqual(2540);
    expect(bench.texts.D).toBe('FATAL: 08P01: query_wait_timeout');
  });

  it('so that a pool in front of it finds its connection broken', () => {
    const bench = pgbouncer({ default_pool_size: 1, query_wait_timeout: 1 }, {}, { kind: 'pg-pool', max: 5 });

    bench.at(0).comes('A', 9000).at(100).comes('B', 10).run(4000);

    expect(bench.failed.B).toMatch(/^acquireTimeout/);
    expect(bench.world?.pool('app').closed).toBe(1);
  });

  it('B4: in order of arrival', () => {
    const bench = pgbouncer({ default_pool_size: 1 });

    for (const i of [0, 1, 2, 3]) bench.at(i * 30).comes(`w${i}`, 200);
    bench.run(2000);

    expect(bench.linked).toEqual({ w0: [0], w1: [200], w2: [400], w3: [600] });
  });

  it('for ever when query_wait_timeout is 0', () => {
    const bench = pgbouncer({ default_pool_size: 1, query_wait_timeout: 0 });

    bench.at(0).comes('A', 150_000).at(10).comes('B', 10).run(151_000);

    expect(bench.linked.B).toEqual([150_000]);
  });
});

describe('PgBouncer in its three modes', () => {
  const twice: Doing = [statement(10), { think: '100ms' }, statement(10)];

  it('B5: cleans a server connection when its session ends, and lends it one round trip later', () => {
    const bench = pgbouncer({ pool_mode: 'session', default_pool_size: 1 }, { roundTrip: '2ms' });

    bench.at(0).comes('A', [statement(100)]).at(10).comes('B', 10).run(1000);

    expect(bench.served.A).toBe(102);
    expect(bench.linked.B).toEqual([104]);
  });

  it('says nothing to a server connection when server_reset_query is empty', () => {
    const bench = pgbouncer({ pool_mode: 'session', default_pool_size: 1, server_reset_query: '' }, { roundTrip: '2ms' });

    bench.at(0).comes('A', [statement(100)]).at(10).comes('B', 10).run(1000);

    expect(bench.linked.B).toEqual([102]);
  });

  it('B10: transaction mode frees the server connection while its client rests', () => {
    const bench = pgbouncer({ default_pool_size: 1 });

    bench.at(0).comes('A', twice).at(5).comes('B', 20).run(1000);

    expect(bench.linked).toEqual({ A: [0, 110], B: [10] });
  });

  it('B10: session mode does not', () => {
    const bench = pgbouncer({ pool_mode: 'session', default_pool_size: 1 });

    bench.at(0).comes('A', twice).at(5).comes('B', 20).run(1000);

    expect(bench.linked).toEqual({ A: [0], B: [120] });
  });

  it('session mode keeps the connection of a client that rests in its own pool', () => {
    const bench = pgbouncer({ pool_mode: 'session', default_pool_size: 1 }, {}, { kind: 'pg-pool', max: 5, idleTimeoutMillis: 1000 });

    bench.at(0).comes('A', 10).at(5).comes('B', 10).run(3000);

    expect(bench.linked).toEqual({ A: [0], B: [1010] });
  });

  it('transaction mode keeps it through a transaction', () => {
    const bench = pgbouncer({ default_pool_size: 1 });

    bench.at(0).comes('A', [{ transaction: { pool: 'app', steps: twice } }]).at(5).comes('B', 20).run(1000);

    expect(bench.linked).toEqual({ A: [0], B: [120] });
  });

  it('statement mode disconnects a client that leaves a transaction open', () => {
    const bench = pgbouncer({ pool_mode: 'statement', default_pool_size: 1 });

    bench.at(0).comes('A', [{ transaction: { pool: 'app', steps: twice } }]).at(5).comes('B', twice).run(1000);

    expect(bench.texts.A).toBe('FATAL: 08P01: transaction blocks not allowed in statement pooling mode');
    expect(bench.served.B).toBe(125);
    expect(bench.closed).toEqual(['#1 at 0: broken']);
  });
});

describe('PgBouncer when it cannot log in', () => {
  /** A server whose only slot is taken until 2 s. */
  const full = (options: object): PoolerBench => {
    const bench = pgbouncer({ server_login_retry: 3, ...options }, { maxConnections: 1, connect: '20ms', roundTrip: '2ms' });
    bench.others = 1;
    return bench.at(2000).does({ sever: { pool: 'others' } });
  };

  it("B6: from 1.22 on passes the server's words to everyone in line, fails newcomers at once, and logs in again with the first client after the retry time", () => {
    const bench = full({});

    for (const [name, at] of [['r0', 10], ['r1', 11], ['r2', 300], ['r3', 3011], ['r4', 3013], ['r5', 3100]] as const) bench.at(at).comes(name, 10);
    bench.run(5000);

    expect(bench.failed).toEqual({ r0: 'refused at 12', r1: 'refused at 12', r2: 'refused at 300', r3: 'refused at 3011', r4: 'refused at 3013' });
    expect(bench.texts.r1).toBe('FATAL: 53300: sorry, too many clients already');
    expect(bench.texts.r2).toBe('FATAL: 08P01: server login has been failing, cached error: sorry, too many clients already (server_login_retry)');
    expect(bench.logins).toEqual([10, 3011]);
    expect(bench.linked.r5).toEqual([3100]);
  });

  it('B6: up to 1.21 leaves those in line waiting until query_wait_timeout', () => {
    const bench = full({ version: '1.18', query_wait_timeout: 2 });

    bench.at(10).comes('r0', 10).at(300).comes('r1', 10).at(3100).comes('r2', 10).at(3200).comes('r3', 10).run(5000);

    expect(bench.failed).toMatchObject({ r0: expect.stringMatching(/^acquireTimeout at 2[0-3]\d\d/), r1: 'refused at 300', r2: 'refused at 3100' });
    expect(bench.texts.r1).toBe('FATAL: 08P01: server login has been failing, try again later (server_login_retry)');
    expect(bench.linked).toEqual({ r3: [3200] });
  });

  it('leaves those in line waiting where nothing answers at all, and serves them when the server is back', () => {
    const bench = pgbouncer({ server_login_retry: 3 }, { connect: '20ms' });

    bench.at(0).does({ outage: { database: 'd', how: 'refuse' }, for: '2s' }).at(10).comes('r0', 10).at(300).comes('r1', 10).run(5000);

    expect(bench.texts.r1).toBe('FATAL: 08P01: server login has been failing, cached error: connect failed (server_login_retry)');
    expect(bench.linked).toEqual({ r0: [3030] });
  });

  it('gives up on a login after server_connect_timeout', () => {
    const bench = pgbouncer({ server_connect_timeout: 1, server_login_retry: 3 }, { connect: '2s' });

    bench.at(0).comes('r0', 10).at(1500).comes('r1', 10).run(4500);

    expect(bench.logins).toEqual([0, 3000]);
    expect(bench.refused).toEqual([1000, 4000]);
    expect(bench.texts.r1).toBe('FATAL: 08P01: server login has been failing, cached error: connect timeout (server_login_retry)');
  });
});

describe('PgBouncer looks after connections', () => {
  it('B7: turns a client away at login when max_client_conn are there', () => {
    const bench = pgbouncer({ max_client_conn: 4 });

    for (const i of [1, 2, 3, 4, 5]) bench.at(i).comes(`c${i}`, 1000);
    bench.run(100);

    expect(bench.failed).toEqual({ c5: 'refused at 5' });
    expect(bench.texts.c5).toBe('FATAL: 08P01: no more connections allowed (max_client_conn)');
  });

  it('B8: closes server connections of one age server_lifetime / default_pool_size apart', () => {
    const bench = pgbouncer({ default_pool_size: 4, server_lifetime: 40 });

    for (const name of ['A', 'B', 'C', 'D']) bench.at(0).comes(name, 10);
    bench.run(80_000);

    const times = bench.closed.map((line) => Number(/at (\d+): age/.exec(line)?.[1]));
    expect(times.length).toBe(4);
    expect(times[0]).toBeGreaterThanOrEqual(40_000);
    for (const [i, at] of times.entries()) if (i > 0) expect(at - (times[i - 1] as number)).toBeGreaterThanOrEqual(10_000);
  });

  it('B9: tests a server connection that was idle for longer than server_check_delay, in one round trip', () => {
    const bench = pgbouncer({ default_pool_size: 1 }, { roundTrip: '2ms' });

    bench.at(0).comes('A', 10).at(31_000).comes('B', 10).at(60_000).comes('C', 10).run(70_000);

    expect(bench.linked).toEqual({ A: [0], B: [31_002], C: [60_000] });
  });

  it('closes server connections idle for longer than server_idle_timeout, down to min_pool_size', () => {
    const bench = pgbouncer({ default_pool_size: 4, min_pool_size: 1, server_idle_timeout: 2 });

    for (const name of ['A', 'B', 'C']) bench.at(0).comes(name, 10);
    bench.run(4000);

    expect(bench.closed.map((line) => line.slice(3))).toEqual(['at 2333: idle', 'at 2333: idle']);
    expect(bench.idle).toBe(1);
  });

  it.each([[0, [3, 3]], [1, [1, 2]]])('uses the connection that came back last again; with server_round_robin %s: %s', (server_round_robin, servers) => {
    const bench = pgbouncer({ default_pool_size: 3, server_round_robin });

    bench.at(0).comes('A', 10).at(0).comes('B', 20).at(0).comes('C', 30).at(100).comes('D', 10).at(200).comes('E', 10).run(1000);

    expect([...(bench.servers.D ?? []), ...(bench.servers.E ?? [])]).toEqual(servers);
  });

  it('disconnects a client that rests in a transaction for longer than idle_transaction_timeout, and closes its server connection', () => {
    const bench = pgbouncer({ default_pool_size: 1, idle_transaction_timeout: 1 });

    bench.at(0).comes('A', [{ transaction: { pool: 'app', steps: [statement(10), { think: '5s' }, statement(10)] } }]).run(8000);

    expect(bench.texts.A).toBe('FATAL: 08P01: idle transaction timeout');
    expect(bench.closed).toHaveLength(1);
  });

  it('disconnects the client whose server connection was ended, with the words of the server', () => {
    const bench = pgbouncer({ default_pool_size: 1 });

    bench.at(0).comes('A', 1000).at(100).does({ kill: { class: 'A' } }).at(200).comes('B', 10).run(1000);

    expect(bench.failed).toEqual({ A: 'killed at 100' });
    expect(bench.texts.A).toBe('FATAL: 57P01: terminating connection due to administrator command');
    expect(bench.linked.B).toEqual([200]);
  });
});

describe('25 clients and a server with room for 17', () => {
  const burst = (database: string) => resultOf({
    run: { length: '10s' },
    databases: { primary: { kind: 'postgresql', maxConnections: 20, connect: '10ms', cores: 32 } },
    poolers: { bouncer: { kind: 'pgbouncer', database: 'primary', pool_mode: 'transaction', default_pool_size: 10, max_client_conn: 200 } },
    apps: { app: { instances: 5, pools: ['main'] } },
    pools: { main: { kind: 'pg-pool', database, max: 5 } },
    routes: { sleep: [{ query: { pool: 'main', blocked: '1s' } }] },
    traffic: { client: { route: 'sleep', size: 25, every: '1h' } },
  });

  it('eight are refused without a pooler', () => {
    const { client } = burst('primary').classes;

    expect([client?.served, client?.failures.refused]).toEqual([17, 8]);
  });

  it('all succeed through PgBouncer, ten in each second, and the server sees ten', () => {
    const result = burst('bouncer');

    expect(result.classes.client?.served).toBe(25);
    expect(result.classes.client?.latencyMs.max).toBeGreaterThan(3000);
    expect(result.classes.client?.latencyMs.max).toBeLessThan(3250);
    expect(result.databases.primary?.sessionsMax).toBe(10);
    expect(result.audit.filter(({ held }) => !held)).toEqual([]);
  });
});
