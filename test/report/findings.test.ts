/** What is found in a result, and what is not. Each finding is shown once where it belongs and once just where it no longer does. */

import { describe, expect, it } from 'vitest';
import { adviceOf, command } from '../../src/report/findings/cause.ts';
import { findings } from '../../src/report/findings.ts';
import type { FindingResult, RunResult } from '../../src/result.ts';
import { type Changes, flat, minute, noSpan, quietPool, spanOf } from './helpers.ts';
import { saturday } from './saturday.ts';

const of = (result: RunResult, id: string): FindingResult | undefined => findings(result).find((one) => one.id === id || one.id.startsWith(`${id}/`));
const found = (changes: Changes, id: string): FindingResult | undefined => of(minute(changes), id);

describe('the Saturday incident', () => {
  const all = findings(saturday());

  it('names who held the connections first, for that is what to do, then the empty pool', () => {
    expect(all.slice(0, 2).map((one) => one.id)).toEqual(['held-by/primary-write-pool', 'pool-exhausted/primary-write-pool']);
    expect(all[0]?.text).toBe('38% of all waiting in primary-write-pool was behind revenue-report, which held 3.8 of 10 connections meanwhile and made 64 of 158,464 requests.');
    expect(all[1]?.text).toContain('From 23:00:00 to 23:12:32 primary-write-pool had all 10 connections lent and up to 553 requests waiting; 24,310 api requests failed after 5 s.');
  });

  it('gives no advice twice, and calls a bigger pool a thing to test', () => {
    expect(new Set(all.map((one) => one.tryNext)).size).toBe(all.length);
    expect(all[1]?.tryNext).toMatch(/^A bigger pool is the thing to test, not to trust: /);
  });

  it('sees that the database was nearly idle meanwhile, and that the alert came late', () => {
    expect(of(saturday(), 'pool-exhausted')?.text).toContain('Meanwhile primary used 0.84 of its 4 cores (21%): the connections were held, not working');
    expect(of(saturday(), 'alert-lead')?.text).toContain('1 min 55 s after the first failure of api (23:00:05)');
  });

  it('stays within three findings, each with evidence and something to try', () => {
    expect(all.length).toBeLessThanOrEqual(3);
    expect(all.filter((one) => one.evidence === '' || one.tryNext === '')).toEqual([]);
  });

  it('is ordered by weight', () => {
    expect(all.map((one) => one.weight)).toEqual(all.map((one) => one.weight).toSorted((a, b) => b - a));
  });
});

describe('a calm minute', () => {
  it('says only that nothing failed, and how far from a limit it was', () => {
    const all = findings(minute());

    expect(all.map((one) => one.id)).toEqual(['nothing-failed']);
    expect(all[0]?.text).toBe('Nearest to a limit: main lent at most 8 of 10.');
    expect(all[0]?.tryNext).toContain('poolsim run scenarios/calm.yaml --set traffic.api.rate=200/s');
  });

  it('does not say so beside a finding that matters more, and broken promises only where nothing explains them', () => {
    const promises = [{ text: 'p99(api) < 250ms', held: false, observed: 300, observedText: '300 ms' }];
    const refused: Changes = { database: { refused: 214 }, api: { failed: 214, failures: { refused: 214 } }, result: { promises } };

    expect(findings(minute({ database: { cpuUtilisation: 0.85 } })).map((one) => one.id)).toEqual(['near-cliff/primary']);
    expect(findings(minute(refused)).map((one) => one.id)).toEqual(['refused/primary']);
  });

  it('does not say so when something failed', () => {
    expect(found({ api: { failed: 1, failures: { severed: 1 } } }, 'nothing-failed')).toBeUndefined();
  });
});

describe('the size of a pool', () => {
  it('is more than needed when the peak stays far below it', () => {
    expect(found({ pool: { max: 50, activeMax: 8 } }, 'pool-larger-than-needed')).toMatchObject({ weight: 0, text: 'main never lent more than 8 of its 50 connections; a quarter above that peak would be 10.' });
    expect(found({ pool: { max: 50, activeMax: 8, kind: 'sqlalchemy' } }, 'pool-larger-than-needed')?.tryNext).toContain('--set pools.main.pool_size=10 --set pools.main.max_overflow=0');
  });

  it('is left alone when it was nearly used, or when someone waited', () => {
    expect(found({ pool: { max: 10, activeMax: 8 } }, 'pool-larger-than-needed')).toBeUndefined();
    expect(found({ pool: { max: 50, activeMax: 8, pendingMax: 1 } }, 'pool-larger-than-needed')).toBeUndefined();
  });

  it('is close to the cliff from 80 % of use on', () => {
    expect(found({ pool: { utilisation: 0.86, activeMean: 8.6 } }, 'near-cliff')?.text).toContain('main was in use 86% on average and held, but holds only 16.3% longer');
    expect(found({ pool: { utilisation: 0.79 } }, 'near-cliff')).toBeUndefined();
    expect(found({ pool: { utilisation: 0.9, timeouts: 3 } }, 'near-cliff')).toBeUndefined();
  });
});

describe('the database', () => {
  it('is saturated when its cores are busy and more statements want them', () => {
    const failed = { failed: 9, failures: { acquireTimeout: 9 } };

    expect(found({ database: { cpuUtilisation: 0.99, runQueueMean: 31 } }, 'database-saturated')).toMatchObject({ weight: 1 });
    expect(found({ api: failed, database: { cpuUtilisation: 0.99, runQueueMean: 31 } }, 'database-saturated')).toMatchObject({ weight: 2, text: expect.stringContaining('on average 31 statements shared 4 cores') });
    expect(found({ database: { cpuUtilisation: 0.95, runQueueMean: 4.2 } }, 'database-saturated')).toBeUndefined();
    expect(found({ database: { cpuUtilisation: 0.6, runQueueMean: 8 } }, 'database-saturated')).toBeUndefined();
  });

  it('pays for contention from 5 % of its capacity on', () => {
    expect(found({ database: { contentionLost: 0.12, contention: 'hyperbolic, k = 0.006' } }, 'contention')).toMatchObject({ weight: 1, text: expect.stringContaining('12% of the capacity in use (law: hyperbolic, k = 0.006)') });
    expect(found({ database: { contentionLost: 0.04 } }, 'contention')).toBeUndefined();
    expect(found({ database: { contentionLost: 0.5, cpuUtilisation: 0.01 } }, 'contention')).toBeUndefined();
  });

  it('is not called idle when it worked while requests waited', () => {
    const waiting: Changes = { poolSeries: { active: flat(60, 10), pending: flat(60, 30), pendingMax: flat(60, 40) }, result: { windows: [{ what: 'exhausted', of: 'main', fromS: 0, toS: 60, count: 40 }] } };

    expect(found(waiting, 'pool-exhausted')?.text).toContain('Meanwhile primary used 1.2 of its 4 cores (30%): the connections were held, not working.');
    expect(found({ ...waiting, databaseSeries: { busyCores: flat(60, 3.5) } }, 'pool-exhausted')?.text).not.toContain('held, not working');
  });

  it('refuses when the fleet asks for more than it grants', () => {
    const fleet: Changes = { pool: { instances: 20, max: 400 }, database: { refused: 214, sessionsMax: 100 }, api: { failed: 214, failures: { refused: 214 } } };

    expect(found(fleet, 'refused')).toMatchObject({
      weight: 2, text: 'primary refused 214 connections: its pools may open up to 400 sessions (main 20 × 20 = 400), it grants at most 100; 214 api requests failed for it.',
      tryNext: expect.stringContaining('pools.main.maximumPoolSize=4'),
    });
  });

  it('is to blame for an empty pool that could not open what it may have', () => {
    const fleet: Changes = {
      pool: { instances: 20, max: 400, refused: 1120, timeouts: 900, pendingMax: 2377, activeMean: 17 }, database: { refused: 1120, sessionsMax: 100 }, databaseSeries: { sessions: flat(60, 97.3) },
      poolSeries: { max: flat(60, 400), active: flat(60, 17), activeBy: { api: flat(60, 17) }, idle: flat(60, 80), pending: flat(60, 2000), pendingBy: { api: flat(60, 2000) } },
      api: { failed: 900, failures: { acquireTimeout: 900 }, failedAfterMs: spanOf(900, 5000) },
    };

    expect(findings(minute(fleet)).map((one) => one.id)).toEqual(['refused/primary']);
    expect(found(fleet, 'refused')).toMatchObject({
      text: 'primary refused 1,120 connections: its pools may open up to 400 sessions (main 20 × 20 = 400), it grants 97 of its limit of 100; 900 api requests waited in vain for a connection that would not open, while 80 lay idle in other instances.',
      tryNext: expect.stringMatching(/^Give each instance fewer, .*pooler in between: .*--set pools\.main\.maximumPoolSize=4$/),
    });
  });

  it('is warned about before it refuses, but not when the product fits', () => {
    expect(found({ pool: { instances: 20, max: 400 } }, 'near-limit')).toMatchObject({ weight: 1, text: expect.stringContaining('it went well this time') });
    expect(found({ pool: { instances: 8, max: 80 } }, 'near-limit')).toBeUndefined();
  });
});

describe('trouble that feeds itself', () => {
  it('shows in retries from 5 % of extra load on', () => {
    expect(found({ api: { retries: 4800, failed: 600, failedShare: 0.1, failures: { severed: 600 } } }, 'retries')).toMatchObject({ weight: 2, text: expect.stringContaining('6,000 api requests into 10,800 tries: 1.8 times the load, and 10% failed all the same') });
    expect(found({ api: { retries: 200 } }, 'retries')).toBeUndefined();
  });

  it('shows in work for clients who had left, from 2 % on', () => {
    expect(found({ api: { wastedCpuS: 24 } }, 'wasted-work')).toMatchObject({ weight: 2, text: expect.stringContaining('33% of the work') });
    expect(found({ api: { wastedCpuS: 1 } }, 'wasted-work')).toBeUndefined();
  });
});

describe('failures of other kinds', () => {
  it('are told with their share and the text the client saw', () => {
    const cut = found({ api: { failed: 312, failures: { statementTimeout: 312 }, errors: { statementTimeout: 'ERROR: canceling statement due to statement timeout' } } }, 'failed/statementTimeout');

    expect(cut).toMatchObject({ weight: 2, text: '312 api requests (5.2%) were cut off by the statement timeout of the server.', evidence: expect.stringContaining('canceling statement due to statement timeout') });
  });

  it('weigh less when they are rare', () => {
    expect(found({ api: { failed: 3, failures: { deadlock: 3 } } }, 'failed/deadlock')).toMatchObject({ weight: 1 });
  });
});

describe('waiting without failures', () => {
  it('is found in the tail before the first error', () => {
    const slow: Changes = { api: { waitMs: { ...spanOf(6000, 0.1), p99: 150 }, latencyMs: { ...spanOf(6000, 35), p99: 230 } } };

    expect(found({ ...slow, poolSeries: { pendingBy: { api: flat(60, 0.4) } } }, 'waiting')?.text).toContain('p99 of waiting is 150 ms, p99 of the whole request 230 ms');
    expect(found({ api: { waitMs: { ...spanOf(6000, 0.1), p99: 50 } }, poolSeries: { pendingBy: { api: flat(60, 0.4) } } }, 'waiting')).toBeUndefined();
  });

  it('is no line where connections were opened and nobody stood before the pool', () => {
    expect(found({ api: { waitMs: { ...spanOf(6000, 85), p99: 150 }, latencyMs: { ...spanOf(6000, 95), p99: 160 } } }, 'waiting')).toBeUndefined();
  });
});

describe('opening connections', () => {
  it('is found when it happens again and again', () => {
    expect(found({ pool: { kind: 'no-pool', max: null, opened: 6000, closed: 6000 }, poolSeries: { opening: flat(60, 4.6) } }, 'connecting')?.text).toContain('6,000 connections for 6,000 acquisitions (100%): every request pays for opening, about 46 ms each');
    expect(found({ pool: { opened: 12 } }, 'connecting')).toBeUndefined();
  });
});

describe('the end of the run', () => {
  it('matters when many requests were still inside', () => {
    expect(found({ api: { unfinished: 400, served: 5600 } }, 'unfinished')?.text).toContain('400 api requests (6.7%) had not ended when the run did');
    expect(found({ api: { unfinished: 9 } }, 'unfinished')).toBeUndefined();
    expect(found({ api: { unfinished: 400, served: 5600 }, apiSeries: { inside: flat(60, 390) } }, 'unfinished'), 'as many as always').toBeUndefined();
  });

  it('decides the means when requests arrive faster than they are served', () => {
    const growing = Array.from({ length: 60 }, (_, i) => i * 10);

    expect(found({ apiSeries: { inside: growing, servedPerS: flat(60, 76) } }, 'overload')).toMatchObject({ weight: 2, text: expect.stringContaining('100 a second against 76 at the end') });
    expect(found({ apiSeries: { inside: growing, servedPerS: flat(60, 76) }, result: { assumptions: [] } }, 'overload'), 'users wait for their answers').toBeUndefined();
    expect(found({ apiSeries: { inside: growing } }, 'overload')).toBeUndefined();
    expect(found({ apiSeries: { servedPerS: flat(60, 76) } }, 'overload')).toBeUndefined();
  });
});

describe('alerts', () => {
  const alert = { name: 'hot', when: 'utilisation(main) > 80%', firedAtS: 10, resolvedAtS: null };
  const window = { what: 'failures' as const, of: 'api', fromS: 40, toS: 50, count: 3 };

  it('are measured against the first failure', () => {
    expect(found({ result: { alerts: [alert], windows: [window] } }, 'alert-lead')).toMatchObject({ weight: 0, text: 'Alert hot fired at 22:55:10, 30 s before the first failure of api.' });
    expect(found({ result: { alerts: [alert] } }, 'alert-lead')?.text).toContain('no request failed');
    expect(found({ result: { windows: [window] } }, 'alert-lead')).toBeUndefined();
  });
});

describe('promises', () => {
  it('that broke are one finding', () => {
    const promises = [{ text: 'p99(api) < 250ms', held: false, observed: 300, observedText: '300ms' }, { text: 'failedShare(api) < 1%', held: true, observed: 0, observedText: '0%' }];

    expect(found({ result: { promises } }, 'promises-broken')?.text).toBe('1 of 2 promises did not hold: p99(api) < 250ms (was 300ms).');
    expect(found({ result: { promises: promises.slice(1) } }, 'promises-broken')).toBeUndefined();
  });
});

describe('advice', () => {
  it('ends in a command that can be pasted, whatever the names are', () => {
    const result = minute({ result: { scenario: { ...minute().scenario, file: "my file's.yaml" } } });

    expect(command(result, 'run', '--set', 'traffic.a b.rate=1/s')).toBe("poolsim run 'my file'\\''s.yaml' --set 'traffic.a b.rate=1/s'");
    expect(adviceOf(`Try this: ${command(result, 'run')}`)).toEqual({ says: 'Try this:', line: "poolsim run 'my file'\\''s.yaml'" });
    expect(adviceOf('Do nothing.')).toEqual({ says: 'Do nothing.', line: null });
  });

  it('is given for results with nothing in them', () => {
    const empty = minute({ result: { classes: {}, pools: {}, databases: {}, series: { everyS: 1, t: [], classes: {}, pools: {}, databases: {} } } });

    expect(findings(empty)).toEqual([]);
    expect(findings(minute({ result: { pools: { bare: quietPool({ acquireMs: noSpan, acquireTimeoutMs: null, max: null, activeMax: 0 }) } } })).map((one) => one.id)).toEqual(['nothing-failed']);
  });
});
