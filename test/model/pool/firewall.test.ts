/** Connections that a firewall forgot: the pool takes them for alive, and what their next user meets is the firewall's choice and the library's care. */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

const server = (answers: 'reset' | 'silence'): object => ({ firewallIdle: '15m', firewallAnswers: answers, tcpTimeout: '20s', connect: '30ms', roundTrip: '5ms' });
const long = 1_000_000;

function play(pool: object, answers: 'reset' | 'silence'): PoolBench {
  return new PoolBench(pool, server(answers)).at(0).acquire('A', { holds: 20 }).at(long).acquire('B', { works: 10 }).run(long + 60_000);
}

describe('a firewall that forgets idle sessions', () => {
  it('is noticed by nobody until the connection is used', () => {
    const bench = play({ kind: 'sqlalchemy', pool_reset_on_return: 'none' }, 'reset');

    expect([bench.total(long - 20), bench.granted.B]).toEqual([1, long]);
  });

  it('resets: the next statement fails at once', () => {
    expect(play({ kind: 'sqlalchemy', pool_reset_on_return: 'none' }, 'reset').failed).toEqual({ B: `severed at ${long + 5}` });
  });

  it('is silent: the next statement hangs until the operating system gives up', () => {
    const bench = play({ kind: 'sqlalchemy', pool_reset_on_return: 'none' }, 'silence');

    expect(bench.failed).toEqual({ B: `severed at ${long + 20_005}` });
    expect(bench.texts.B).toBe('could not receive data from server: Connection timed out');
  });

  it.each([['reset', 5], ['silence', 20_000]] as const)('with %s a pre-ping takes %i ms to find out, and then opens another', (answers, takes) => {
    expect(play({ kind: 'sqlalchemy', pool_pre_ping: true, pool_reset_on_return: 'none' }, answers).granted.B).toBe(long + takes + 30);
  });

  it('costs HikariCP no more than its validationTimeout, and nothing with a keepalive', () => {
    const hikari = (more: object): PoolBench => play({ kind: 'hikaricp', maximumPoolSize: 1, maxLifetime: 0, validationTimeout: 3000, ...more }, 'silence');

    expect(hikari({}).granted.B).toBeGreaterThanOrEqual(long + 3000);
    expect(hikari({}).granted.B).toBeLessThan(long + 3200);
    expect(hikari({ keepaliveTime: 120_000 }).granted.B).toBe(long + 5);
  });

  it('leaves sessions alone that speak in time', () => {
    const bench = new PoolBench({ kind: 'sqlalchemy', pool_reset_on_return: 'none' }, server('reset'));

    for (const minute of [0, 10, 20, 30]) bench.at(minute * 60_000).acquire(`at${minute}`, { works: 10 });
    bench.run(31 * 60_000);

    expect(bench.failed).toEqual({});
  });

  it('does not shorten the life of a pool that is younger than its patience', () => {
    const bench = new PoolBench({ kind: 'sqlalchemy', pool_recycle: 600, pool_reset_on_return: 'none' }, server('silence'));

    bench.at(0).acquire('A', { works: 10 }).at(long).acquire('B', { works: 10 }).run(long + 1000);

    expect([bench.granted.B, bench.failed]).toEqual([long + 30, {}]);
  });

  it('makes psycopg_pool lend each dead connection once more, and replace it afterwards', () => {
    const bench = new PoolBench({ kind: 'psycopg3', min_size: 2 }, server('reset'));

    bench.at(0).acquire('a', { works: 1 }).at(0).acquire('b', { works: 1 });
    for (const [i, caller] of ['x', 'y', 'z'].entries()) bench.at(long + i * 1000).acquire(caller, { works: 10 });
    bench.run(long + 10_000);

    expect(Object.keys(bench.failed)).toEqual(['x', 'y']);
  });
});
