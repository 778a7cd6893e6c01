/** The timeouts a database administrator knows, in the words of each server, at the very millisecond: who fails with what, and when the next in line has the row. */

import { describe, expect, it } from 'vitest';
import { failuresOf, resultOf } from '../helpers/worlds.ts';

interface Client {
  readonly at: string;
  readonly steps: readonly object[];
  /** Forgets its connection when it fails. */
  readonly forgets?: boolean;
}

/** Each client comes once, with a transaction of its own; a round trip takes 1 ms, so BEGIN is through 1 ms after the arrival and its first statement is there 1 ms later. */
const run = (database: object, clients: { readonly [name: string]: Client }, more: object = {}) => resultOf({
  scenario: 'timeouts', run: { length: '2m' },
  databases: { d: { roundTrip: '1ms', connect: '0s', ...database } }, pools: { main: { database: 'd', max: 20 } },
  routes: Object.fromEntries(Object.entries(clients).map(([name, { steps, forgets }]) => [name, { release: forgets === true ? 'exceptOnError' : 'always', steps: [{ transaction: { pool: 'main', steps } }] }])),
  traffic: Object.fromEntries(Object.entries(clients).map(([name, { at }]) => [name, { route: name, arrivals: 'bursts', size: 1, every: '1h', from: at }])),
  ...more,
});

const lock = (row: string) => ({ lock: { row } });
const think = (time: string) => ({ think: time });
const postgres = { kind: 'postgresql', lockWakeCpu: '0s' };
const mysql = { kind: 'mysql' };

/** How a class ended: its failure and when, its words; or its latency, in ms. */
function ending(result: ReturnType<typeof run>, name: string) {
  const one = result.classes[name];
  const [kind] = Object.keys(failuresOf(one));
  return kind === undefined ? { servedMs: one?.latencyMs.max } : { kind, failedMs: one?.failedAfterMs.max, text: one?.errors[kind as 'deadlock'] };
}

describe('PostgreSQL', () => {
  const held = { a: { at: '0s', steps: [lock('x'), think('10s')] }, b: { at: '1s', steps: [lock('x')] } };

  it('lock_timeout: 55P03, a wait for a row that lasts so long', () => {
    expect(ending(run({ ...postgres, lockTimeout: '500ms' }, held), 'b')).toEqual({ kind: 'lockTimeout', failedMs: 502, text: 'ERROR: 55P03: canceling statement due to lock timeout' });
  });

  it('statement_timeout: 57014, also while the statement waits for a row; the shorter of the two decides', () => {
    const cancelled = { kind: 'statementTimeout', failedMs: 302, text: 'ERROR: 57014: canceling statement due to statement timeout' };

    expect(ending(run({ ...postgres, statementTimeout: '300ms' }, held), 'b')).toEqual(cancelled);
    expect(ending(run({ ...postgres, statementTimeout: '300ms', lockTimeout: '500ms' }, held), 'b')).toEqual(cancelled);
    expect(ending(run({ ...postgres, statementTimeout: '700ms', lockTimeout: '500ms' }, held), 'b')).toMatchObject({ kind: 'lockTimeout', failedMs: 502 });
  });

  it('deadlock_timeout: 40P01, found by whoever has waited so long; the other goes on at that instant', () => {
    const result = run({ ...postgres, deadlockTimeout: '200ms' }, { a: { at: '0s', steps: [lock('x'), think('50ms'), lock('y')] }, b: { at: '10ms', steps: [lock('y'), think('50ms'), lock('x')] } });

    expect(ending(result, 'a')).toEqual({ kind: 'deadlock', failedMs: 253, text: 'ERROR: 40P01: deadlock detected' }); // it waits from 53 ms on
    expect(ending(result, 'b')).toEqual({ servedMs: 244 }); // at 253 ms it has the row, and COMMIT takes 1 ms more
  });

  it('idle_in_transaction_session_timeout: 25P03, the session ends and its rows are free, the client finds out at its next statement', () => {
    const result = run({ ...postgres, idleInTransactionTimeout: '3s' }, held);

    expect(ending(result, 'a')).toEqual({ kind: 'idleInTransactionTimeout', failedMs: 10_003, text: 'FATAL: 25P03: terminating connection due to idle-in-transaction timeout' });
    expect(ending(result, 'b')).toEqual({ servedMs: 2003 }); // the row is free at 3002 ms
  });

  it('idle_session_timeout: 57P05, a session that lay in its pool for too long; the next user meets it', () => {
    const result = resultOf({
      scenario: 'idle', run: { length: '30s' }, databases: { d: { kind: 'postgresql', roundTrip: '1ms', connect: '0s', idleSessionTimeout: '5s' } }, pools: { main: { database: 'd', max: 1 } },
      routes: { q: [{ query: { pool: 'main', cpu: '1ms' } }] }, traffic: { api: { route: 'q', arrivals: 'bursts', size: 1, every: '8s' } },
    });

    expect(ending(result, 'api')).toMatchObject({ kind: 'severed', failedMs: 1, text: 'FATAL: 57P05: terminating connection due to idle-session timeout' });
  });

  describe('transaction_timeout (17): 25P04', () => {
    const text = 'FATAL: 25P04: terminating connection due to transaction timeout';
    const limited = { ...postgres, transactionTimeout: '3s' };

    it('ends a session in its transaction, idle or at work; it counts from BEGIN', () => {
      const idle = run(limited, held);
      expect(ending(idle, 'a')).toEqual({ kind: 'transactionTimeout', failedMs: 10_003, text });
      expect(ending(idle, 'b')).toEqual({ servedMs: 2002 }); // BEGIN was through at 1 ms, so the row is free at 3001 ms

      const working = run(limited, { a: { at: '0s', steps: [lock('x'), { query: { cpu: '10s' } }] }, b: held.b });
      expect(ending(working, 'a')).toEqual({ kind: 'transactionTimeout', failedMs: 3001, text });
      expect(ending(working, 'b')).toEqual({ servedMs: 2002 });
      expect(ending(run({ ...limited, idleInTransactionTimeout: '4s', statementTimeout: '5s' }, held), 'a')).toMatchObject({ kind: 'transactionTimeout' });
    });

    it('ends one that waits for a row', () => {
      const result = run({ ...postgres, transactionTimeout: '900ms' }, { a: { at: '400ms', steps: [lock('x'), { query: { blocked: '850ms' } }] }, b: { at: '0s', steps: [think('500ms'), lock('x')] }, c: { at: '1s', steps: [lock('x')] } });

      expect(ending(result, 'b')).toEqual({ kind: 'transactionTimeout', failedMs: 901, text }); // it would have waited until 1254 ms
      expect(ending(result, 'c')).toEqual({ servedMs: 255 });
      expect(result.databases.d).toMatchObject({ lockWaits: 2, lockWaitMsMean: (399 + 252) / 2 }); // b from 502 to 901 ms, c from 1002 to 1254 ms
    });

    it('holds for a statement outside a transaction too, and for nothing that ends in time', () => {
      const once = (cpu: string) => resultOf({
        scenario: 'one statement', run: { length: '30s' }, databases: { d: { ...limited, roundTrip: '1ms', connect: '0s' } }, pools: { main: { database: 'd', max: 1 } },
        routes: { q: [{ query: { pool: 'main', cpu } }, { think: '5s' }, { query: { pool: 'main', cpu: '2s' } }] }, traffic: { api: { route: 'q', arrivals: 'bursts', size: 1, every: '1h' } },
      });

      expect(ending(once('10s'), 'api')).toEqual({ kind: 'transactionTimeout', failedMs: 3001, text });
      expect(ending(once('2s'), 'api')).toEqual({ servedMs: 9002 });
      expect(ending(run(limited, { a: { at: '0s', steps: [lock('x'), think('2s')] }, b: { at: '2.5s', steps: [lock('x'), think('2s')] } }), 'b')).toEqual({ servedMs: 2003 });
    });

    it('can be set while the run goes on', () => {
      const result = run(postgres, { early: held.a, late: { at: '20s', steps: [lock('x'), think('10s')] } }, { incidents: [{ at: '15s', timeout: { database: 'd', which: 'transaction', to: '3s' } }] });

      expect(ending(result, 'early')).toEqual({ servedMs: 10_003 });
      expect(ending(result, 'late')).toMatchObject({ kind: 'transactionTimeout' });
    });
  });

  it('aborts the whole transaction with its statement: its rows are free although nobody has said ROLLBACK', () => {
    const result = run({ ...postgres, lockTimeout: '2s' }, { a: { at: '0s', steps: [lock('x'), think('60s')] }, b: { at: '1s', steps: [lock('y'), lock('x')], forgets: true }, c: { at: '2s', steps: [lock('y')] } });

    expect(ending(result, 'b')).toMatchObject({ kind: 'lockTimeout', failedMs: 2003 });
    expect(ending(result, 'c')).toEqual({ servedMs: 1004 }); // from 2002 ms until b failed at 3003 ms, and COMMIT
  });
});

describe('MySQL', () => {
  const held = { a: { at: '0s', steps: [lock('x'), think('100s')] }, b: { at: '1s', steps: [lock('y'), lock('x')], forgets: true }, c: { at: '2s', steps: [lock('y')] } };

  it('innodb_lock_wait_timeout: error 1205 after 50 s, which undoes the statement alone: the transaction keeps its other rows', () => {
    const result = run(mysql, held);
    const text = 'ERROR 1205 (HY000): Lock wait timeout exceeded; try restarting transaction';

    expect(ending(result, 'b')).toEqual({ kind: 'lockTimeout', failedMs: 50_003, text });
    expect(ending(result, 'c')).toEqual({ kind: 'lockTimeout', failedMs: 50_002, text }); // its row is still b's, whose connection was forgotten
  });

  it('gives the rows back when the client rolls back, as a pool does for a connection that comes home', () => {
    const result = run(mysql, { ...held, b: { at: '1s', steps: [lock('y'), lock('x')] } });

    expect(ending(result, 'c')).toEqual({ servedMs: 49_004 }); // b failed at 51,003 ms
  });

  it('deadlock: error 1213 at once for whoever closes the circle, whose whole transaction is undone', () => {
    const result = run(mysql, { a: { at: '0s', steps: [lock('x'), think('50ms'), lock('y')] }, b: { at: '10ms', steps: [lock('y'), think('50ms'), lock('x')], forgets: true } });

    expect(ending(result, 'b')).toEqual({ kind: 'deadlock', failedMs: 53, text: 'ERROR 1213 (40001): Deadlock found when trying to get lock; try restarting transaction' });
    expect(ending(result, 'a')).toEqual({ servedMs: 64 }); // b failed at 63 ms
  });

  it('wait_timeout: error 4031 for the next user of an idle session; it has no timeout for transactions, and says so', () => {
    const result = resultOf({
      scenario: 'idle', run: { length: '30s' }, databases: { d: { kind: 'mysql', roundTrip: '1ms', connect: '0s', idleSessionTimeout: '5s' } }, pools: { main: { database: 'd', max: 1 } },
      routes: { q: [{ query: { pool: 'main', cpu: '1ms' } }] }, traffic: { api: { route: 'q', arrivals: 'bursts', size: 1, every: '8s' } },
    });

    expect(ending(result, 'api')).toMatchObject({ text: 'ERROR 4031 (HY000): The client was disconnected by the server because of inactivity. See wait_timeout and interactive_timeout for configuring this behavior.' });
    expect(() => run({ ...mysql, transactionTimeout: '3s' }, held)).toThrow(/unknown key "transactionTimeout"/);
  });
});

describe('a pooler in session mode', () => {
  it('frees the rows of a transaction that failed, although its server connection stays with the client', () => {
    const result = run(postgres, { a: { at: '0s', steps: [lock('x'), { call: { takes: '50ms', fails: '100%' } }] }, b: { at: '10ms', steps: [lock('x')] } }, {
      databases: { d: { ...postgres, roundTrip: '0s', connect: '0s' } }, poolers: { front: { kind: 'pgbouncer', database: 'd', pool_mode: 'session', connect: '0s', roundTrip: '0s', cpu: '0s' } },
      pools: { main: { database: 'front', max: 20 } },
    });

    expect(ending(result, 'b')).toEqual({ servedMs: 40 });
  });
});
