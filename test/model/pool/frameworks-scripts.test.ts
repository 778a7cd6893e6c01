/** ActiveRecord and Rails, Django, Prisma: scripts derived from their sources; none of them was run. */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

const bench = (kind: string, options: object = {}, database: object = {}): PoolBench => new PoolBench({ kind, ...options }, database);
const nestedUse = { inside: [{ nested: { pool: 'p', steps: [{ call: '50ms' }] } }, { call: '100ms' }] };

describe('activerecord', () => {
  it('lets callers wait in order for checkout_timeout, which does not cover an opening', () => {
    const pool = bench('activerecord', { max_connections: 1 }, { connect: '6s' });

    pool.at(0).acquire('A', { holds: 1000 }).at(10).acquire('B').at(20).acquire('C').at(2100).acquire('D', { holds: 10 }).run(12_000);

    expect(pool.granted).toEqual({ A: 6000, D: 7000 });
    expect(pool.failed).toEqual({ B: 'acquireTimeout at 5010', C: 'acquireTimeout at 5020' });
    expect(pool.texts.B).toBe('could not obtain a connection from the pool within 5.000 seconds (waited 5.000 seconds); all pooled connections were in use');
  });

  it('gives a thread that asks again the connection it has', () => {
    const pool = bench('activerecord', { max_connections: 1 });

    pool.at(0).acquire('A', nestedUse).run(1000);

    expect([pool.failed, pool.returned.A]).toEqual([{}, 150]);
  });

  it('verifies a connection that was silent for more than verify_timeout, and reconnects a dead one in place', () => {
    const pool = bench('activerecord', {}, { connect: '30ms', roundTrip: '5ms' });

    pool.at(0).acquire('A', { holds: 10 }).at(1000).acquire('B', { holds: 10 }).at(1500).does({ sever: { pool: 'p' } }).at(4000).acquire('C', { holds: 10 }).run(5000);

    expect(pool.granted).toEqual({ A: 30, B: 1000, C: 4035 });
  });

  it('hands the record of a refused opening to the next in line, who tries in turn', () => {
    const pool = bench('activerecord', { max_connections: 1 }, { connect: '30ms', roundTrip: '10ms' });

    pool.at(0).does({ outage: { database: 'd' }, for: '15ms' }).at(0).acquire('A').at(1).acquire('B').at(2).acquire('C').run(1000);

    expect(pool.failed).toEqual({ A: 'refused at 10', B: 'refused at 20' });
    expect(pool.granted).toEqual({ C: 50 });
  });

  it('finds a dead connection by its keepalive, and the books agree', () => {
    const pool = bench('activerecord', { keepalive: 1, idle_timeout: 0 });

    pool.at(0).acquire('A', { holds: 10 }).at(100).does({ sever: { pool: 'p' } }).run(3000);

    expect([pool.total(500), pool.total(2900), pool.idle(2900)]).toEqual([1, 0, 0]);
  });

  it('closes what has been idle for idle_timeout when the reaper comes, every 20 s', () => {
    const pool = bench('activerecord', { idle_timeout: 30 });

    pool.at(0).acquire('A', { holds: 5000 }).run(60_000);

    expect([pool.total(39_900), pool.total(40_100)]).toEqual([1, 0]);
  });
});

describe('rails', () => {
  it('has a connection for each of RAILS_MAX_THREADS threads, 5 unless told', () => {
    const most = (options: object): number => {
      const pool = bench('rails', options);
      for (let i = 0; i < 9; i++) pool.at(0).acquire(`c${i}`);
      return pool.run(10).total(5);
    };

    expect([most({}), most({ RAILS_MAX_THREADS: 3 })]).toEqual([5, 3]);
  });
});

describe('django', () => {
  it('opens a connection for each request and closes it afterwards', () => {
    const pool = bench('django', {}, { connect: '30ms' });

    pool.at(0).acquire('A', { holds: 20 }).at(100).acquire('B', { holds: 20 }).run(200);

    expect(pool.granted).toEqual({ A: 30, B: 130 });
    expect([pool.total(40), pool.total(99)]).toEqual([1, 0]);
  });

  it('keeps the connection of a thread until CONN_MAX_AGE', () => {
    const pool = bench('django', { CONN_MAX_AGE: 1 }, { connect: '30ms' });

    pool.at(0).acquire('A', { holds: 20 }).at(500).acquire('B', { holds: 20 }).at(1500).acquire('C', { holds: 20 }).run(2000);

    expect(pool.granted).toEqual({ A: 30, B: 500, C: 1530 });
  });

  it.each([[false, undefined, 'severed at 500'], [true, 535, undefined]] as const)('with CONN_HEALTH_CHECKS %s a dead connection is noticed at %s', (checks, granted, failed) => {
    const pool = bench('django', { CONN_MAX_AGE: 'none', CONN_HEALTH_CHECKS: checks }, { connect: '30ms', roundTrip: '5ms' });

    pool.at(0).acquire('A', { holds: 20 }).at(100).does({ sever: { pool: 'p' } }).at(495).acquire('B', { works: 10 }).run(2000);

    expect([checks ? (pool.granted.B as number) + 5 : undefined, pool.failed.B]).toEqual([granted, failed]);
  });

  it("is psycopg's pool with OPTIONS['pool'], and refuses persistent connections beside it", () => {
    const pool = bench('django', { pool: { min_size: 1, max_size: 3 } }, { connect: '100ms' });

    for (const caller of ['A', 'B', 'C']) pool.at(0).acquire(caller, { holds: 500 });
    pool.run(1000);

    expect(pool.granted).toEqual({ A: 0, B: 100, C: 200 });
    expect(() => bench('django', { pool: true, CONN_MAX_AGE: 60 }).run(10)).toThrow("Pooling doesn't support persistent connections.");
  });
});

describe('prisma', () => {
  it('has 2 × num_physical_cpus + 1 connections, and one deadline for waiting and opening', () => {
    const pool = bench('prisma', { num_physical_cpus: 1, pool_timeout: 2 }, { connect: '1500ms' });

    for (const caller of ['A', 'B', 'C']) pool.at(0).acquire(caller, { holds: 10 });
    pool.at(10).acquire('D').at(5000).acquire('E').run(9000);

    expect(pool.granted).toEqual({ A: 1500, B: 1500, C: 1500, D: 1510, E: 5000 });
    expect(pool.total(4000)).toBe(3);
  });

  it('drops an opening whose caller gives up', () => {
    const pool = bench('prisma', { connection_limit: 1, pool_timeout: 1 }, { connect: '1500ms' });

    pool.at(0).acquire('A').at(2000).acquire('B').run(4000);

    expect(pool.failed).toEqual({ A: 'acquireTimeout at 1000', B: 'acquireTimeout at 3000' });
    expect(pool.texts.A).toBe('Timed out fetching a new connection from the connection pool. More info: http://pris.ly/d/connection-pool (Current connection pool timeout: 1, connection limit: 1)');
  });

  it('replaces a connection idle for more than max_idle_connection_lifetime when it is lent, not before', () => {
    const pool = bench('prisma', { max_idle_connection_lifetime: 5 }, { connect: '30ms' });

    pool.at(0).acquire('A', { holds: 10 }).at(5000).acquire('B', { holds: 10 }).at(10_100).acquire('C').run(11_000);

    expect(pool.granted).toEqual({ A: 30, B: 5000, C: 10_130 });
    expect([pool.total(10_000), pool.connection.C]).toEqual([1, 2]);
  });
});
