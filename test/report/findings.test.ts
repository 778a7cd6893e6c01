/** What is found in a result, and what is not. Each finding is shown once where it belongs and once just where it no longer does. */

import { describe, expect, it } from 'vitest';
import { adviceOf, command } from '../../src/report/findings/cause.ts';
import { findings } from '../../src/report/findings.ts';
import type { FindingResult, RunResult } from '../../src/result.ts';
import { type Changes, flat, minute, noSpan, quietClass, quietPool, spanOf } from './helpers.ts';
import { saturday } from './saturday.ts';

const of = (result: RunResult, id: string): FindingResult | undefined => findings(result).find((one) => one.id === id || one.id.startsWith(`${id}/`));
const found = (changes: Changes, id: string): FindingResult | undefined => of(minute(changes), id);
/** 1 in the given points of a minute, 0 elsewhere. */
const between = (from: number, to: number, value: number): number[] => Array.from({ length: 60 }, (_, i) => (i >= from && i < to ? value : 0));

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

describe('an exhausted pool', () => {
  const failing: Changes = {
    api: { failed: 500, failedShare: 500 / 6000, failures: { acquireTimeout: 500 }, failedAfterMs: spanOf(500, 5000) }, pool: { timeouts: 500, exhaustedShare: 0.4, pendingMax: 90 },
    poolSeries: { active: flat(60, 10), activeBy: { api: flat(60, 10) }, pending: between(20, 44, 50), pendingMax: between(20, 44, 80), pendingBy: { api: between(20, 44, 50) } },
    databaseSeries: { busyCores: flat(60, 3) }, result: { windows: [{ what: 'exhausted', of: 'main', fromS: 20, toS: 44, count: 80 }] },
  };

  it('is serious when requests failed for it, and says when', () => {
    expect(found(failing, 'pool-exhausted')).toMatchObject({ weight: 2, text: expect.stringContaining('From 22:55:20 to 22:55:44 main had all 10 connections lent and up to 90 requests waiting; 500 api requests failed after 5 s.') });
    expect(found(failing, 'pool-exhausted')?.tryNext).toContain('--set pools.main.maximumPoolSize=20');
  });

  it('only matters somewhat when nobody failed, and not at all when it was brief', () => {
    const waiting: Changes = { ...failing, api: {}, pool: { exhaustedShare: 0.4 } };

    expect(found(waiting, 'pool-exhausted')).toMatchObject({ weight: 1, text: expect.stringContaining('nobody failed for it') });
    expect(found({ ...waiting, result: { windows: [{ what: 'exhausted', of: 'main', fromS: 20, toS: 22, count: 80 }] } }, 'pool-exhausted')).toBeUndefined();
  });

  it('sends the reader to the database when that is the limit', () => {
    expect(found({ ...failing, database: { cpuUtilisation: 0.99, runQueueMean: 40 } }, 'pool-exhausted')?.tryNext).toMatch(/^The database behind it is the limit: .* Test one nearer to its cores: .*=8$/);
  });

  it('is told for pools that fail at once without a line', () => {
    const windows = [{ what: 'failures' as const, of: 'api', fromS: 3, toS: 3.01, count: 5 }];

    expect(found({ api: { failed: 5, failures: { poolExhausted: 5 } }, result: { windows } }, 'pool-exhausted')?.text).toMatch(/^At 22:55:03 main had all 10 connections lent; 5 api requests failed\.$/);
  });

  it('is said to be as large as it was, also where a resize fell into it', () => {
    const resized: Changes = { ...failing, pool: { ...failing.pool, max: 50 }, poolSeries: { ...failing.poolSeries, max: flat(60, 10).map((n, i) => (i >= 30 ? 50 : n)), active: flat(60, 10).map((n, i) => (i >= 30 ? 50 : n)), activeBy: {}, idle: flat(60, 0) } };

    expect(found(resized, 'pool-exhausted')?.text).toContain('main had all 10 to 50 connections lent');
  });

  it('is not said to be lent out when few of its connections were open', () => {
    const few: Changes = { ...failing, poolSeries: { ...failing.poolSeries, active: flat(60, 3), activeBy: { api: flat(60, 3) }, idle: flat(60, 0) } };

    expect(found(few, 'pool-exhausted')).toMatchObject({ text: expect.stringContaining('main had nothing to lend, with 3 of 10 connections open'), tryNext: expect.not.stringContaining('poolsim') });
  });

  it('says so when its instances were exhausted one by one', () => {
    const fleet: Changes = { ...failing, pool: { ...failing.pool, instances: 5, max: 50 }, database: { maxConnections: 500 }, poolSeries: { ...failing.poolSeries, max: flat(60, 50), active: flat(60, 22), activeBy: { api: flat(60, 22) }, idle: flat(60, 28) } };

    expect(found(fleet, 'pool-exhausted')?.text).toContain('some of the 5 instances of main had all their connections lent (at most 22 of 50 over all)');
  });

  it('is advised no size that the server would refuse', () => {
    expect(found({ ...failing, database: { maxConnections: 20 } }, 'pool-exhausted')?.tryNext).toContain('pools.main.maximumPoolSize=16');
    expect(found({ ...failing, database: { maxConnections: 12 } }, 'pool-exhausted')?.tryNext).toBe('The server has no room for a bigger pool: shorten the holds, or take less load.');
  });

  it('is merged with others that are not serious and have the same advice', () => {
    const pools = { a: quietPool({ kind: 'plain', pendingMean: 3 }), b: quietPool({ kind: 'plain' }) };
    const windows = ['a', 'b'].map((of) => ({ what: 'exhausted' as const, of, fromS: 0, toS: 60, count: 5 }));
    const series = minute().series;
    const lent = { ...series.pools.main, active: flat(60, 10), idle: flat(60, 0) } as NonNullable<typeof series.pools.main>;
    const all = findings(minute({ databaseSeries: { busyCores: flat(60, 3) }, result: { pools, windows, series: { ...series, pools: { a: lent, b: lent } } } }));

    expect(all.map((one) => one.id)).toEqual(['pool-exhausted/a']);
    expect(all[0]?.text).toMatch(/nobody failed for it\..* The same goes for b\.$/);
  });
});

describe('blame', () => {
  const waits = (holder: string, waitedS: number) => ({ pool: 'main', holder, waiter: 'api', waitedS, share: 0 });
  const starving: Changes = { api: { failed: 5, failures: { acquireTimeout: 5 } }, pool: { timeouts: 5 } };

  it('names a stranger that held what others waited for', () => {
    expect(found({ ...starving, result: { blame: [waits('api', 60), waits('report', 40)], classes: { api: quietClass(starving.api), report: quietClass({ source: 'cron', arrived: 4 }) } } }, 'held-by'))
      .toMatchObject({ weight: 2, text: expect.stringContaining('40% of all waiting in main was behind report'), tryNext: expect.stringContaining('cron.report.threads=1') });
  });

  it('is no finding of its own when a class only waits behind itself: the pool says it', () => {
    expect(found({ ...starving, result: { blame: [waits('api', 60)] } }, 'held-by')).toBeUndefined();
    expect(found({ ...starving, result: { blame: [waits('api', 60)] } }, 'pool-exhausted')?.evidence).toContain('100% of the waiting was of api behind itself');
  });

  it('asks for less of the holder in a way that its kind of load has', () => {
    const by = (holder: Partial<ReturnType<typeof quietClass>>, timeline: RunResult['timeline'] = [], assumptions: readonly string[] = []) =>
      found({ ...starving, result: { timeline, assumptions, blame: [waits('other', 60)], classes: { api: quietClass(starving.api), other: quietClass(holder) } } }, 'held-by')?.tryNext;

    expect(by({})).toContain('--set traffic.other.users=1');
    expect(by({ source: 'cron' })).toContain('--set cron.other.threads=1');
    expect(by({ source: 'cron' }, [{ atS: 1, untilS: null, kind: 'cron', what: 'other: 1 thread × 3' }])).not.toContain('poolsim');
  });

  it('names nobody when nobody waited to speak of', () => {
    expect(found({ ...starving, result: { blame: [waits('report', 0.4)] } }, 'held-by')).toBeUndefined();
    expect(found({ result: { blame: [waits('api', 60)] } }, 'held-by')).toBeUndefined();
  });

  it('leaves leaked connections to the finding about leaks', () => {
    expect(found({ pool: { timeouts: 5, leaked: 10 }, result: { blame: [waits('(leaked)', 60)] } }, 'held-by')).toBeUndefined();
  });
});

describe('a leak', () => {
  const climbing = Array.from({ length: 60 }, (_, i) => Math.floor(i / 12));

  it('is known by a count that climbs and never drops, and has an end that can be reckoned', () => {
    const leak = found({ pool: { leaked: 4 }, poolSeries: { leaked: climbing } }, 'leak');

    expect(leak).toMatchObject({ weight: 1, text: expect.stringContaining('At this rate nothing is left to lend 1 min 12 s after the last of them. The count climbs and never drops: a leak, not a pool that is too small.') });
  });

  it('is serious once nothing is left', () => {
    expect(found({ pool: { leaked: 10, timeouts: 3 }, poolSeries: { leaked: climbing.map((n) => n * 2.5) } }, 'leak')).toMatchObject({ weight: 2, text: expect.stringContaining('At 22:55:48 nothing was left to lend') });
  });

  it('tells who failed for it, so that the empty pool needs no finding of its own', () => {
    const dry: Changes = { api: { failed: 30, failures: { acquireTimeout: 30 }, failedAfterMs: spanOf(30, 5000) }, pool: { leaked: 10, timeouts: 30 }, poolSeries: { leaked: climbing.map((n) => n * 2.5) } };

    expect(findings(minute(dry)).map((one) => one.id)).toEqual(['leak/main']);
    expect(found(dry, 'leak')?.text).toContain('nothing was left to lend; 30 api requests failed after 5 s.');
  });

  it('is not claimed where nothing leaked, nor called climbing where the count dropped', () => {
    expect(found({}, 'leak')).toBeUndefined();
    expect(found({ pool: { leaked: 4 }, poolSeries: { leaked: [...climbing.slice(0, 59), 0] } }, 'leak')?.text).not.toContain('never drops');
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

describe('a standstill', () => {
  const stuck: Changes = {
    api: { failed: 20, failures: { acquireTimeout: 20 }, latencyMs: spanOf(5980, 50) }, apiSeries: { servedPerS: flat(60, 100).map((n, i) => (i >= 30 ? 0 : n)) },
    poolSeries: { active: flat(60, 10), activeBy: { api: between(30, 60, 10) }, pending: between(30, 60, 10), pendingBy: { api: between(30, 60, 10) } },
  };

  it('is seen when a class holds everything, waits, and is not served', () => {
    expect(found(stuck, 'standstill')).toMatchObject({ weight: 2, text: expect.stringContaining('For 30 s from 22:55:30 on, api held every connection of main, all its requests waited for one more') });
    expect(findings(minute(stuck)).map((one) => one.id)).toEqual(['standstill/main/api']);
  });

  it('is seen also when every request takes as long as the timeout, and names the size that is safe', () => {
    const closed: Changes = { ...stuck, api: { ...stuck.api, source: 'cron', latencyMs: spanOf(300, 30_000) }, apiSeries: { ...stuck.apiSeries, inside: flat(60, 10) } };

    expect(found(closed, 'standstill')).toMatchObject({ weight: 2, tryNext: expect.stringContaining('--set pools.main.maximumPoolSize=11') });
    expect(found(stuck, 'standstill')?.tryNext).toContain('No size is safe unless the requests at once are limited');
  });

  it('is not seen when requests simply take that long', () => {
    expect(found({ ...stuck, apiSeries: { ...stuck.apiSeries, inside: flat(60, 20) } }, 'standstill')).toBeUndefined();
    expect(found({ ...stuck, apiSeries: {} }, 'standstill')).toBeUndefined();
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
