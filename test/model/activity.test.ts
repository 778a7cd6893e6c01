/** The sessions of a server at an instant: what a database administrator would see of the simulated world, which does not notice that somebody looks. */

import { describe, expect, it } from 'vitest';
import type { RunResult, ServerActivity, SessionResult } from '../../src/result.ts';
import { runScenario } from '../../src/run/run.ts';
import { resultOf as resultOfFile, scenarioOf as scenarioOfFile } from '../scenarios/run-once.ts';
import { scenarioOf } from '../helpers/worlds.ts';

/** Milliseconds from the start as an instant. */
const ms = (n: number): number => n * 1000;

const seen = (given: object, at: number, database = 'd'): ServerActivity => {
  const { activity = [] } = runScenario(scenarioOf(given), { activityAt: [ms(at)] });
  return activity[0]?.databases[database] as ServerActivity;
};

/** One request of a route at once, on a server without network or login times unless told. */
const world = (steps: unknown, more: { database?: object; pool?: object; traffic?: object; incidents?: object[] } = {}): object => ({
  run: { length: '20s' }, databases: { d: { kind: 'postgresql', cores: 1, roundTrip: '0s', connect: '0s', contention: 'none', ...more.database } }, pools: { p: { database: 'd', max: 3, ...more.pool } },
  routes: { r: steps }, traffic: { t: { route: 'r', size: 1, every: '1h', ...more.traffic } }, ...(more.incidents ? { incidents: more.incidents } : {}),
});

const one = (given: object, at: number): SessionResult => seen(given, at).sessions[0] as SessionResult;

describe('a session', () => {
  it('is active without a wait event while its statement runs or waits for a core', () => {
    const { sessions } = seen(world([{ query: { pool: 'p', cpu: '2s', name: 'select 1' } }], { traffic: { size: 2 } }), 1000);

    expect(sessions).toHaveLength(2);
    for (const session of sessions) expect(session).toMatchObject({ state: 'active', waitEventType: null, waitEvent: null, queryStartS: 0, xactStartS: 0, stateChangeS: 0, application: 'p/t', query: 'select 1' });
  });

  it('waits for IO while its statement is blocked', () => {
    expect(one(world([{ query: { pool: 'p', blocked: '2s' } }]), 1000)).toMatchObject({ state: 'active', waitEventType: 'IO', waitEvent: 'DataFileRead', query: 'r: statement 1' });
    expect(one(world([{ query: { pool: 'p', blocked: '2s' } }], { database: { disks: 1 } }), 1000)).toMatchObject({ state: 'active', waitEventType: 'IO' });
  });

  it('is idle in transaction while its client does something else between BEGIN and COMMIT', () => {
    const steps = [{ think: '1s' }, { transaction: { pool: 'p', steps: [{ query: { cpu: '100ms', name: 'select for update' } }, { call: '5s' }, { query: { cpu: '1ms' } }] } }];

    expect(one(world(steps), 3000)).toMatchObject({
      state: 'idle in transaction', waitEventType: 'Client', waitEvent: 'ClientRead', xactStartS: 1, queryStartS: 1, stateChangeS: 1.1, query: 'select for update', application: 'p/t',
    });
  });

  it('has said BEGIN where nothing followed yet', () => {
    expect(one(world([{ transaction: { pool: 'p', steps: [{ call: '5s' }, { query: { cpu: '1ms' } }] } }]), 3000)).toMatchObject({ state: 'idle in transaction', query: 'BEGIN' });
  });

  it('is idle, with its last statement, in its pool and in the hands of a client that says nothing', () => {
    const pooled = one(world([{ query: { pool: 'p', cpu: '100ms' } }]), 3000);
    const held = one(world([{ nested: { pool: 'p', steps: [{ query: { cpu: '100ms' } }, { call: '5s' }] } }]), 3000);

    for (const session of [pooled, held]) expect(session).toMatchObject({ state: 'idle', waitEvent: 'ClientRead', xactStartS: null, stateChangeS: 0.1, query: 'r: statement 1' });
    expect([pooled.application, held.application]).toEqual(['p', 'p/t']);
  });

  it('stays idle in transaction for ever where its client forgot it, and says (aborted) where a statement failed before', () => {
    const steps = (cpu: string) => ({ release: 'never', steps: [{ transaction: { pool: 'p', steps: [{ query: { cpu, name: 'update' } }, { call: { takes: '1ms', fails: '100%' } }] } }] });
    const with100 = { database: { statementTimeout: '100ms' } };

    expect(one(world(steps('10ms'), with100), 15_000)).toMatchObject({ state: 'idle in transaction', query: 'update', stateChangeS: 0.01 });
    expect(one(world(steps('1s'), with100), 15_000)).toMatchObject({ state: 'idle in transaction (aborted)', query: 'update', stateChangeS: 0.1 });
  });

  it('is starting while it logs in', () => {
    expect(one(world([{ query: { pool: 'p', cpu: '1ms' } }], { database: { connect: '1s' }, pool: { min: 0 } }), 500)).toMatchObject({ state: 'starting', queryStartS: null, xactStartS: null, query: '' });
  });

  it('bears the name of its app, its pool, its class and its instance', () => {
    const given = { ...world([{ query: { pool: 'p', blocked: '5s' } }], { traffic: { size: 2 } }), apps: { shop: { instances: 2, pools: ['p'] } } };

    expect(seen(given, 1000).sessions.map(({ user, application, client }) => [user, application, client])).toEqual([['shop', 'p/t', 'shop-1'], ['shop', 'p/t', 'shop-2']]);
  });

  it('behind a pooler comes from the pooler and bears the name of the client it works for', () => {
    const given = { ...world([{ query: { pool: 'p', blocked: '5s' } }]), poolers: { b: { kind: 'pgbouncer', database: 'd', default_pool_size: 3 } }, pools: { p: { database: 'b', max: 3 } } };

    expect(one(given, 1000)).toMatchObject({ application: 'p/t', client: 'b', state: 'active' });
  });
});

describe('sessions that wait for a row', () => {
  /** The first has the row and thinks; the others come a second apart. */
  const given = (kind: string): object => ({
    run: { length: '20s' }, databases: { d: { kind, roundTrip: '0s', connect: '0s' } }, pools: { p: { database: 'd', max: 5 } },
    routes: { owner: [{ transaction: { pool: 'p', steps: [{ query: { cpu: '1ms', lock: { row: 'stock' }, name: 'update stock' } }, { call: '10s' }] } }], later: [{ query: { pool: 'p', cpu: '1ms', lock: { row: 'stock' }, name: 'update it too' } }] },
    traffic: { owner: { route: 'owner', size: 1, every: '1h' }, later: { route: 'later', arrivals: 'constant', rate: '1/s', until: '3500ms' } },
  });

  it('wait for the transaction of its holder, and behind the first of them for those ahead, as pg_blocking_pids says', () => {
    const { sessions } = seen(given('postgresql'), 5000);
    const [holder, first, second, third] = sessions as [SessionResult, SessionResult, SessionResult, SessionResult];

    expect(sessions.map(({ state, waitEventType, waitEvent }) => [state, waitEventType, waitEvent])).toEqual([
      ['idle in transaction', 'Client', 'ClientRead'], ['active', 'Lock', 'transactionid'], ['active', 'Lock', 'tuple'], ['active', 'Lock', 'tuple'],
    ]);
    expect([holder, first, second, third].map(({ blockedBy }) => blockedBy)).toEqual([[], [holder.pid], [first.pid], [first.pid, second.pid]]);
  });
});

describe('a server', () => {
  it('counts its logins, refusals, sessions that were cut and the most at once', () => {
    const given = world([{ query: { pool: 'p', blocked: '1s' } }], { database: { maxConnections: 3, reservedConnections: 1 }, pool: { kind: 'no-pool', max: undefined }, traffic: { size: 5 }, incidents: [{ at: '500ms', kill: { class: 't' } }] });

    expect(seen(given, 400)).toMatchObject({ maxConnections: 3, reservedConnections: 1, answers: true, status: { abortedClients: 0, refused: 3 } });
    expect(seen(given, 600)).toMatchObject({ sessions: [], status: { abortedClients: 2 } });
  });

  it('says when nobody could have asked it', () => {
    const given = world([{ query: { pool: 'p', blocked: '5s' } }], { incidents: [{ at: '1s', for: '1s', outage: { database: 'd', how: 'hang' } }] });

    expect([500, 1500, 2500].map((at) => seen(given, at).answers)).toEqual([true, false, true]);
  });

  it('has as many sessions as its own books say', () => {
    const scenario = scenarioOfFile('too-many-pods.yaml');
    const { activity = [], series } = runScenario(scenario, { activityAt: [0.25, 0.5, 0.75, 1].map((part) => Math.floor(scenario.run.length * part)) });

    for (const { atS, databases } of activity) {
      for (const [name, { sessions, status }] of Object.entries(databases)) {
        const around = series.t.map((end, i) => ({ end, held: series.databases[name]?.sessions[i] ?? 0 })).filter(({ end }) => Math.abs(end - atS) <= 2 * series.everyS).map(({ held }) => held);
        expect(sessions.length).toBeLessThanOrEqual(status.maxUsed);
        expect(new Set(sessions.map(({ pid }) => pid)).size).toBe(sessions.length);
        expect(around.some((held) => Math.abs(held - sessions.length) <= 0.2 * sessions.length + 2)).toBe(true);
      }
    }
  });
});

describe('looking', () => {
  const without = ({ activity: _seen, findings: _found, ...rest }: RunResult): string => JSON.stringify(rest);

  it.each(['saturday-report.yaml', 'leak-two-per-minute.yaml', 'pgbouncer-reserve.yaml', 'go-idle-churn.yaml'])('changes nothing in %s: the same bytes with and without', (name) => {
    const scenario = scenarioOfFile(name);
    const at = Array.from({ length: 40 }, (_, i) => Math.floor((scenario.run.length * (i * 7919 % 41)) / 40));

    const looked = runScenario(scenario, { activityAt: at });

    expect(looked.activity).toHaveLength(new Set(at).size);
    expect(without(looked)).toBe(without(resultOfFile(name)));
  });

  it('sees an instant when everything that happens at it is done, and leaves out what lies outside the run', () => {
    const { activity = [] } = runScenario(scenarioOf(world([{ query: { pool: 'p', blocked: '2s' } }])), { activityAt: [ms(2000), 0, ms(30_000)] });

    expect(activity.map(({ atS, databases }) => [atS, databases.d?.sessions[0]?.state])).toEqual([[0, 'active'], [2, 'idle']]);
  });
});
