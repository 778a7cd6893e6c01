/** c3p0 as its source reads (0.10.0, not run), and Spring Boot's spelling of HikariCP. */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

const c3p0 = (options: object, database: object = {}): PoolBench => new PoolBench({ kind: 'c3p0', minPoolSize: 0, initialPoolSize: 0, ...options }, database);

describe('c3p0', () => {
  it('opens a batch when a caller finds nothing, three at a time', () => {
    const bench = c3p0({}, { connect: '50ms' });

    bench.at(0).acquire('A').run(500);

    expect(bench.granted).toEqual({ A: 50 });
    expect([bench.total(50), bench.total(499)]).toEqual([3, 3]);
  });

  it('fails everybody who waits when a task was refused for the last time', () => {
    const bench = c3p0({ acquireRetryAttempts: 3, acquireRetryDelay: 100 });

    bench.at(0).does({ outage: { database: 'd' } }).at(0).acquire('A').at(150).acquire('B').run(1000);

    expect(bench.failed).toEqual({ A: 'refused at 200', B: 'refused at 200' });
    expect(bench.texts.B).toBe('Connections could not be acquired from the underlying database!');
  });

  it('times out where checkoutTimeout is set', () => {
    const bench = c3p0({ maxPoolSize: 1, checkoutTimeout: 300 });

    bench.at(0).acquire('A').at(10).acquire('B').run(1000);

    expect(bench.failed).toEqual({ B: 'acquireTimeout at 310' });
    expect(bench.texts.B).toBe('An attempt by a client to checkout a Connection has timed out.');
  });

  it('takes back what is out for longer than unreturnedConnectionTimeout', () => {
    const bench = c3p0({ maxPoolSize: 1, unreturnedConnectionTimeout: 2 });

    bench.at(0).acquire('A').at(10).acquire('B', { holds: 10 }).run(4000);

    expect(bench.granted).toEqual({ A: 0, B: 2000 });
  });
});

describe('spring-boot', () => {
  it('is HikariCP in Spring spelling', () => {
    const bench = new PoolBench({ kind: 'spring-boot', 'maximum-pool-size': 1, 'connection-timeout': 500 });

    bench.at(0).acquire('A').at(10).acquire('B').run(1000);

    expect(bench.texts.B).toBe('p - Connection is not available, request timed out after 500ms (total=1, active=1, idle=0, waiting=0)');
  });
});
