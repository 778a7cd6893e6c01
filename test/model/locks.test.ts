/** Row locks: who waits for whom and until when, circles, the timeouts of the servers, and the throughput that one hot row allows. */

import { describe, expect, it } from 'vitest';
import { failuresOf, resultOf } from '../helpers/worlds.ts';

interface Client {
  readonly at: string;
  readonly steps: readonly object[];
}

/** Each client is a class of its own that comes once, with a transaction of its own. */
const run = (clients: { readonly [name: string]: Client }, database: object = {}, length = '20s') => resultOf({
  scenario: 'locks', run: { length },
  databases: { d: { kind: 'plain', ...database } },
  pools: { main: { database: 'd', max: 20 } },
  routes: Object.fromEntries(Object.entries(clients).map(([name, { steps }]) => [name, [{ transaction: { pool: 'main', steps } }]])),
  traffic: Object.fromEntries(Object.entries(clients).map(([name, { at }]) => [name, { route: name, arrivals: 'bursts', size: 1, every: '1h', from: at }])),
});

const lock = (row: string, mode = 'exclusive') => ({ lock: { row, mode } });
const think = (time: string) => ({ think: time });
const latency = (result: ReturnType<typeof run>, name: string) => result.classes[name]?.latencyMs.max;

describe('a row', () => {
  it('is kept until its transaction ends, and goes to those who wait in the order of their coming', () => {
    const result = run({
      a: { at: '0s', steps: [lock('x'), think('100ms')] }, b: { at: '10ms', steps: [lock('x'), think('50ms')] }, c: { at: '20ms', steps: [lock('x'), think('5ms')] },
    });

    expect([latency(result, 'a'), latency(result, 'b'), latency(result, 'c')]).toEqual([100, 140, 135]);
    expect(result.databases.d).toMatchObject({ lockWaits: 2, lockWaitMsMean: 110, lockWaitingMax: 2, deadlocks: 0 });
  });

  it('does not keep those waiting who want another', () => {
    const result = run({ a: { at: '0s', steps: [lock('x'), think('100ms')] }, b: { at: '10ms', steps: [lock('y'), think('50ms')] } });

    expect(latency(result, 'b')).toBe(50);
    expect(result.databases.d).toMatchObject({ lockWaits: 0, lockWaitMsMean: null });
  });

  it('is taken once by a transaction, however often it asks', () => {
    const result = run({ a: { at: '0s', steps: [lock('x'), lock('x'), lock('x', 'share'), think('100ms')] } });

    expect(latency(result, 'a')).toBe(100);
  });

  it('is shared by those who only keep it as it is, but not past one who waits to change it', () => {
    const result = run({
      a: { at: '0s', steps: [lock('x', 'share'), think('100ms')] }, b: { at: '10ms', steps: [lock('x', 'share'), think('100ms')] },
      writer: { at: '20ms', steps: [lock('x'), think('10ms')] }, late: { at: '30ms', steps: [lock('x', 'share'), think('1ms')] },
    });

    expect([latency(result, 'a'), latency(result, 'b'), latency(result, 'writer'), latency(result, 'late')]).toEqual([100, 100, 100, 91]);
  });

  it('is free again at once after a statement outside a transaction', () => {
    const result = resultOf({
      scenario: 'one statement', run: { length: '1s' }, databases: { d: { kind: 'plain', cores: 4 } }, pools: { main: { database: 'd', max: 20 } },
      routes: { add: [{ query: { pool: 'main', cpu: '10ms', lock: { row: 'counter' } } }] }, traffic: { api: { route: 'add', arrivals: 'bursts', size: 3, every: '1h' } },
    });

    expect(result.classes.api?.latencyMs).toMatchObject({ max: 30, mean: 20 });
  });

  it('is free again when its transaction fails, and when its session is ended', () => {
    const fails = { call: { takes: '50ms', fails: '100%' } };
    expect(latency(run({ a: { at: '0s', steps: [lock('x'), fails] }, b: { at: '10ms', steps: [lock('x')] } }), 'b')).toBe(40);

    const killed = resultOf({
      scenario: 'killed', run: { length: '10s' }, databases: { d: { kind: 'plain' } }, pools: { main: { database: 'd', max: 20 } },
      routes: { a: [{ transaction: { pool: 'main', steps: [lock('x'), think('5s')] } }], b: [{ transaction: { pool: 'main', steps: [lock('x')] } }] },
      traffic: { a: { route: 'a', arrivals: 'bursts', size: 1, every: '1h' }, b: { route: 'b', arrivals: 'bursts', size: 1, every: '1h', from: '1s' } },
      incidents: [{ at: '2s', kill: { class: 'a' } }],
    });
    expect(killed.classes.b?.latencyMs.max).toBe(1000);
  });

  it('stays with a connection that was leaked inside its transaction', () => {
    const result = resultOf({
      scenario: 'leaked', run: { length: '10s' }, databases: { d: { kind: 'plain', lockTimeout: '2s' } }, pools: { main: { database: 'd', max: 20 } },
      routes: { a: { release: 'never', steps: [{ transaction: { pool: 'main', steps: [lock('x'), { call: { takes: '1ms', fails: '100%' } }] } }] }, b: [{ transaction: { pool: 'main', steps: [lock('x')] } }] },
      traffic: { a: { route: 'a', arrivals: 'bursts', size: 1, every: '1h' }, b: { route: 'b', arrivals: 'bursts', size: 1, every: '1h', from: '1s' } },
    });

    expect(failuresOf(result.classes.b)).toEqual({ lockTimeout: 1 });
  });
});

describe('a wait for a row', () => {
  it('ends after the lock timeout with the words of each server', () => {
    const clients = { a: { at: '0s', steps: [lock('x'), think('10s')] }, b: { at: '1s', steps: [lock('x')] } };
    const postgres = run(clients, { kind: 'postgresql', lockTimeout: '2s', roundTrip: '1ms', connect: '0s' });

    expect(failuresOf(postgres.classes.b)).toEqual({ lockTimeout: 1 });
    expect(postgres.classes.b?.errors.lockTimeout).toBe('ERROR: 55P03: canceling statement due to lock timeout');
    expect(postgres.classes.b?.failedAfterMs.max).toBe(2002);
    expect(run(clients, { kind: 'mysql', connect: '0s' }).classes.b?.failures).toMatchObject({ lockTimeout: 0 });
    expect(run({ ...clients, a: { at: '0s', steps: [lock('x'), think('60s')] } }, { kind: 'mysql', connect: '0s' }, '2m').classes.b?.errors.lockTimeout)
      .toBe('ERROR 1205 (HY000): Lock wait timeout exceeded; try restarting transaction');
  });

  it('counts towards the statement timeout', () => {
    const result = run({ a: { at: '0s', steps: [lock('x'), think('10s')] }, b: { at: '1s', steps: [lock('x')] }, c: { at: '2s', steps: [lock('x')] } }, { statementTimeout: '3s' });

    expect(failuresOf(result.classes.b)).toEqual({ statementTimeout: 1 });
    expect(failuresOf(result.classes.c)).toEqual({ statementTimeout: 1 });
    expect(result.databases.d).toMatchObject({ lockWaits: 2, lockWaitMsMean: 3000 });
  });
});

describe('a circle of waits', () => {
  const crossed = { a: { at: '0s', steps: [lock('x'), think('100ms'), lock('y'), think('10ms')] }, b: { at: '10ms', steps: [lock('y'), think('100ms'), lock('x'), think('10ms')] } };

  it('is found by PostgreSQL after deadlock_timeout, by the first whose time that is', () => {
    const result = run(crossed, { kind: 'postgresql', roundTrip: '0s', connect: '0s', lockWakeCpu: '0s' });

    expect(failuresOf(result.classes.a)).toEqual({ deadlock: 1 });
    expect(result.classes.a?.errors.deadlock).toBe('ERROR: 40P01: deadlock detected');
    expect(result.classes.a?.failedAfterMs.max).toBe(1100);
    expect(latency(result, 'b')).toBe(1100); // it waited from 110 ms until the other was gone, at 1100 ms, and then held on for 10 ms
    expect(result.databases.d?.deadlocks).toBe(1);
  });

  it('is found by MySQL at once, by the one who closes it', () => {
    const result = run(crossed, { kind: 'mysql', roundTrip: '0s', connect: '0s' });

    expect(failuresOf(result.classes.b)).toEqual({ deadlock: 1 });
    expect(result.classes.b?.errors.deadlock).toBe('ERROR 1213 (40001): Deadlock found when trying to get lock; try restarting transaction');
    expect(latency(result, 'a')).toBe(120);
  });

  it('may have more than two in it, and may come from two who shared a row and both want to change it', () => {
    const three = run({
      a: { at: '0s', steps: [lock('x'), think('1ms'), lock('y')] }, b: { at: '0s', steps: [lock('y'), think('1ms'), lock('z')] }, c: { at: '0s', steps: [lock('z'), think('1ms'), lock('x')] },
    });
    expect(failuresOf(three.classes.c)).toEqual({ deadlock: 1 });
    expect(failuresOf(three.classes.a)).toEqual({});

    const both = run({ a: { at: '0s', steps: [lock('x', 'share'), think('1ms'), lock('x')] }, b: { at: '0s', steps: [lock('x', 'share'), think('1ms'), lock('x')] } });
    expect(failuresOf(both.classes.b)).toEqual({ deadlock: 1 });
    expect(latency(both, 'a')).toBe(1);
  });

  it('is none when they take their rows in the same order', () => {
    const result = run({ a: { at: '0s', steps: [lock('x'), think('100ms'), lock('y'), think('10ms')] }, b: { at: '10ms', steps: [lock('x'), think('100ms'), lock('y'), think('10ms')] } });

    expect(result.databases.d?.deadlocks).toBe(0);
    expect([latency(result, 'a'), latency(result, 'b')]).toEqual([110, 210]);
  });
});

describe('a row that was changed', () => {
  const update = { query: { lock: { row: 'x' } } };
  const line = (first: readonly object[], steps: readonly object[]) => ({ a: { at: '0s', steps: first }, b: { at: '1ms', steps }, c: { at: '2ms', steps }, d: { at: '3ms', steps } });
  const server = { cores: 1, lockWakeCpu: '1ms' };
  /** When each of those who waited was through, in ms, whoever it was. */
  const ends = (result: ReturnType<typeof run>) => [1, 2, 3].map((at, i) => at + (latency(result, 'bcd'[i] as string) ?? 0)).toSorted((x, y) => x - y);

  it('is handed to the next where the server does that, who alone spends time on waking', () => {
    expect(ends(run(line([update, think('10ms')], [update]), { ...server, lockWakes: 'next' }))).toEqual([11, 12, 13]);
  });

  it('wakes all in PostgreSQL: the one who gets it shares the processor with those who look in vain', () => {
    // Three wake at 10 ms, share the core, and are through at 13 ms, of whom one has the row and ends at once; two at 15 ms; the last at 16 ms.
    expect(ends(run(line([update, think('10ms')], [update]), { ...server, lockWakes: 'all' }))).toEqual([13, 15, 16]);
  });

  it('wakes the next alone when it was only locked, or when the change was undone', () => {
    expect(ends(run(line([lock('x'), think('10ms')], [lock('x')]), { ...server, lockWakes: 'all' }))).toEqual([11, 12, 13]);
    expect(ends(run(line([update, { call: { takes: '10ms', fails: '100%' } }], [lock('x')]), { ...server, lockWakes: 'all' }))).toEqual([11, 12, 13]);
  });

  it('keeps nobody out of turn for ever: any one of those who wake gets it', () => {
    const result = resultOf({
      scenario: 'turns', run: { length: '100s', seed: 2 }, databases: { d: { kind: 'plain', cores: 4, lockWakes: 'all' } }, pools: { main: { database: 'd', max: 20 } },
      routes: { add: [{ query: { pool: 'main', cpu: '1ms', lock: { row: 'counter' } } }] }, traffic: { api: { route: 'add', users: 20, think: '0s' } },
    });

    // Whoever waits among 20 has the row next with probability 1/19 each time: latency is geometric with mean 20 ms, its 95th percentile at about 57 ms.
    expect(result.classes.api?.latencyMs.mean).toBeCloseTo(20, 1);
    expect(result.classes.api?.latencyMs.p95).toBeGreaterThan(54);
    expect(result.classes.api?.latencyMs.p95).toBeLessThan(60);
    expect(result.audit.every((law) => law.held)).toBe(true);
  });
});

describe('COMMIT', () => {
  it('keeps the rows until its log is on disk, on one round trip', () => {
    const costs = (commit: object | undefined) => resultOf({
      scenario: 'commit', run: { length: '1s' }, databases: { d: { kind: 'plain', roundTrip: '1ms' } }, pools: { main: { database: 'd', max: 20 } },
      routes: { add: [{ transaction: { pool: 'main', steps: [lock('x')], commit } }] }, traffic: { api: { route: 'add', arrivals: 'bursts', size: 2, every: '1h' } },
    }).classes.api?.latencyMs;

    expect(costs(undefined)).toMatchObject({ max: 4, mean: 3.5 }); // BEGIN, the lock, COMMIT: the second has the row 1 ms after the first
    expect(costs({ cpu: '2ms', blocked: '5ms' })).toMatchObject({ max: 18, mean: 14 });
  });
});

describe('a hot row', () => {
  it('is a single server: its waiting is that of an M/M/1 queue with the time of holding as service', () => {
    const result = resultOf({
      scenario: 'hot row', run: { length: '4000s', measureFrom: '200s', seed: 3 }, databases: { d: { kind: 'plain' } }, pools: { main: { database: 'd', max: 10000 } },
      routes: { update: [{ transaction: { pool: 'main', steps: [lock('counter'), { think: { exponential: '7ms' } }] } }] }, traffic: { api: { route: 'update', rate: '100/s' } },
    });

    // M/M/1 at 100/s and 7 ms: 1 / (1/7 − 1/10) = 23.333 ms in the system, of which 16.333 wait; 380,000 requests, four per cent.
    expect(result.classes.api?.latencyMs.mean).toBeGreaterThan(23.333 * 0.96);
    expect(result.classes.api?.latencyMs.mean).toBeLessThan(23.333 * 1.04);
    expect((result.databases.d?.lockWaitMsMean ?? 0) * ((result.databases.d?.lockWaits ?? 0) / (result.classes.api?.served ?? 1))).toBeCloseTo(16.333, 0);
    expect(result.audit.every((law) => law.held)).toBe(true);
  });

  it('is no bottleneck any more when the rows are many', () => {
    const of = (among: number) => resultOf({
      scenario: 'rows', run: { length: '100s', seed: 3 }, databases: { d: { kind: 'plain' } }, pools: { main: { database: 'd', max: 1000 } },
      routes: { update: [{ transaction: { pool: 'main', steps: [{ lock: { row: 'counter', among } }, { think: '9ms' }] } }] }, traffic: { api: { route: 'update', rate: '100/s' } },
    }).classes.api?.latencyMs.mean ?? 0;

    expect(of(1)).toBeGreaterThan(25);
    expect(of(1000)).toBeLessThan(9.1);
  });
});
