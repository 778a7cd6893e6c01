/** What is found about a pool that had nothing to lend: one story for each, told by the cause that knows it. */

import { describe, expect, it } from 'vitest';
import { findings } from '../../src/report/findings.ts';
import type { FindingResult, RunResult } from '../../src/result.ts';
import { type Changes, flat, minute, quietClass, quietPool, spanOf } from './helpers.ts';

const found = (changes: Changes, id: string): FindingResult | undefined => findings(minute(changes)).find((one) => one.id === id || one.id.startsWith(`${id}/`));
/** The value in the given points of a minute, 0 elsewhere. */
const between = (from: number, to: number, value: number): number[] => Array.from({ length: 60 }, (_, i) => (i >= from && i < to ? value : 0));

describe('a pool that loses much of itself at once and opens it anew', () => {
  const dip = (level: number, low: number): number[] => flat(60, level).map((n, i) => (i === 30 ? low : n));
  const herding: Changes = {
    pool: { kind: 'pgxpool', max: 50, opened: 100, closed: 50 },
    poolSeries: { max: flat(60, 50), active: dip(25, 20), activeBy: { api: dip(25, 20) }, idle: dip(25, 10), opening: dip(0, 15) },
    result: { windows: [{ what: 'failures', of: 'api', fromS: 30.2, toS: 31, count: 28 }] },
  };

  it('has a reconnect herd, and is told to spread its lifetimes', () => {
    expect(found(herding, 'herd')).toMatchObject({
      weight: 2, text: expect.stringMatching(/^Reconnect herd: at 22:55:30 much of main went .* on average 40% of its 50 connections missing meanwhile.*; 28 api requests failed then\.$/),
      tryNext: expect.stringContaining('--set pools.main.MaxConnLifetimeJitter=10m'),
    });
  });

  it('has none where an incident explains it, where openings are usual, or where more was asked of it', () => {
    const incident = { atS: 30, untilS: null, kind: 'incident' as const, what: 'restart' };

    expect(found({ ...herding, result: { ...herding.result, timeline: [incident] } }, 'herd')).toBeUndefined();
    expect(found({ ...herding, poolSeries: { ...herding.poolSeries, opening: flat(60, 15) } }, 'herd')).toBeUndefined();
    expect(found({ ...herding, poolSeries: { ...herding.poolSeries, active: dip(25, 30), idle: dip(25, 0) } }, 'herd')).toBeUndefined();
  });
});

describe('a pool with room that opens nothing for those who wait', () => {
  const starving: Changes = {
    api: { failed: 40, failedShare: 40 / 6000, failures: { acquireTimeout: 40 } }, pool: { timeouts: 40, exhaustedShare: 0.4, pendingMax: 9, opened: 12, closed: 9 },
    poolSeries: { active: flat(60, 3), activeBy: { api: flat(60, 3) }, idle: flat(60, 0), opening: flat(60, 0), pending: between(20, 44, 5), pendingMax: between(20, 44, 9), pendingBy: { api: between(20, 44, 5) } },
    result: { windows: [{ what: 'exhausted', of: 'main', fromS: 20, toS: 44, count: 9 }] },
  };

  it('starves them, and is told to keep a minimum', () => {
    expect(found(starving, 'starved')).toMatchObject({
      weight: 2, text: 'Starvation beside a pool with room: for 24 s from 22:55:20 up to 9 waited for main, which had 3 of 10 connections open, and nothing was being opened for them; 40 api requests timed out for it.',
      tryNext: expect.stringContaining('--set pools.main.minimumIdle=1'),
    });
    expect(found(starving, 'pool-exhausted')).toBeUndefined();
  });

  it('does not starve them while one is being opened, while the server refuses, or where it is full', () => {
    expect(found({ ...starving, poolSeries: { ...starving.poolSeries, opening: flat(60, 1) } }, 'starved')).toBeUndefined();
    expect(found({ ...starving, pool: { ...starving.pool, refused: 3 } }, 'starved')).toBeUndefined();
    expect(found({ ...starving, poolSeries: { ...starving.poolSeries, active: flat(60, 10) } }, 'starved')).toBeUndefined();
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
    const few: Changes = { ...failing, poolSeries: { ...failing.poolSeries, active: flat(60, 3), activeBy: { api: flat(60, 3) }, idle: flat(60, 0), opening: flat(60, 0.5) } };

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
