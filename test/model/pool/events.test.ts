/** What a tracer hears of a pool: every event once, in order, with its time, connection and request; and that listening changes nothing. */

import { describe, expect, it } from 'vitest';
import { simulate } from '../../../src/index.ts';
import { PoolBench, scenarioOf } from '../../helpers/worlds.ts';

describe('the events of a pool', () => {
  it('tell asking, opening, waiting, lending and returning in order', () => {
    const bench = new PoolBench({ kind: 'plain', max: 1 }, { connect: '20ms' });

    bench.at(0).acquire('A', { holds: 30 }).at(5).acquire('B', { holds: 10 }).run(100);

    expect(bench.events).toEqual([
      '0 ask #0 1', '0 open #1 1', '5 ask #0 2', '5 wait #0 2', '20 opened #1 0', '20 lend #1 1', '50 return #1 1', '50 lend #1 2', '60 return #1 2',
    ]);
  });

  it('tell a caller that leaves the line because its time is up, with the text that it sees', () => {
    const bench = new PoolBench({ kind: 'plain', max: 1, acquireTimeout: '50ms' });

    bench.at(0).acquire('A').at(5).acquire('B').run(100);

    expect(bench.events.slice(-2)).toEqual(['55 leave #0 2', '55 timeout #0 2 could not acquire a connection from p within 50 ms (total=1, active=1, idle=0, waiting=0)']);
  });

  it('tell each text anew, also where the result keeps only the first', () => {
    const bench = new PoolBench({ kind: 'plain', max: 1, maxWaiting: 0 });

    bench.at(0).acquire('A').at(5).acquire('B', { client: { size: 2 } }).run(100);

    expect(bench.events.filter((event) => event.includes('fail'))).toEqual(['5 fail #0 2 pool p is exhausted: all 1 connections are in use', '5 fail #0 3 pool p is exhausted: all 1 connections are in use']);
  });

  it('tell a refusal to the connection and to its caller', () => {
    const bench = new PoolBench({ kind: 'plain', max: 1 }, { roundTrip: '20ms' });

    bench.at(0).does({ outage: { database: 'd' } }).at(0).acquire('A').run(100);

    expect(bench.events.map((event) => event.replace(/ (?:could|connection).*/, ' …'))).toEqual(['0 ask #0 1', '0 open #1 1', '20 refused #1 1 …', '20 fail #0 1 …']);
  });

  it('tell why a connection was closed', () => {
    const closes = (options: object, script: (bench: PoolBench) => void): string[] => {
      const bench = new PoolBench({ kind: 'pg-pool', ...options });
      script(bench);
      return bench.run(1000).events.filter((event) => event.includes(' close ')).map((event) => event.split(' ').slice(3).join(' '));
    };
    const one = (bench: PoolBench): unknown => bench.at(0).acquire('A', { holds: 10 });

    expect(closes({ idleTimeoutMillis: 100 }, one)).toEqual(['0 idle']);
    expect(closes({ maxLifetimeSeconds: '200ms' }, one)).toEqual(['0 age']);
    expect(closes({ maxUses: 1 }, one)).toEqual(['0 uses']);
    expect(closes({}, (bench) => bench.at(0).acquire('A', { works: 100 }).at(50).kill('A'))).toEqual(['0 dead']);
    expect(closes({}, (bench) => bench.at(0).acquire('A', { works: 100, with: { statementTimeout: '10ms' } }))).toEqual(['0 broken']);
    expect(closes({ max: 2 }, (bench) => bench.at(0).acquire('A', { holds: 10 }).at(20).acquire('B').at(0).acquire('C', { holds: 10 }).at(50).does({ resize: { pool: 'p', to: 1 } }))).toEqual(['0 surplus']);
    expect(closes({}, (bench) => bench.at(0).acquire('A', { holds: 10 }).at(50).does({ restart: { pool: 'p' } }))).toEqual(['0 drained']);
  });

  it('name the instance, and leave the result as it is', () => {
    const scenario = scenarioOf({
      run: { length: '10s', seed: 4 }, databases: { d: { kind: 'plain', connect: '20ms' } }, apps: { web: { instances: 2, pools: ['p'] } },
      pools: { p: { kind: 'plain', database: 'd', max: 2, acquireTimeout: '100ms' } }, routes: { read: [{ query: { pool: 'p', blocked: '50ms' } }] }, traffic: { api: { route: 'read', rate: '100/s' } },
    });
    const heard: string[] = [];

    const traced = simulate(scenario, { traces: { p: { heard: (_at, pool, event) => void heard.push(`${pool} ${event}`) } } });

    expect(traced).toEqual(simulate(scenario));
    expect(new Set(heard.map((line) => line.split(' ')[0]))).toEqual(new Set(['p-1', 'p-2']));
    expect(heard.filter((line) => line.endsWith(' ask')).length).toBe(traced.run.requests);
  });
});
