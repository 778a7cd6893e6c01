/** The sentence at the head of every report: right for runs in which nothing failed, one thing did, or many. */

import { describe, expect, it } from 'vitest';
import { summary } from '../../src/report/summary.ts';
import { verdict } from '../../src/report/verdict.ts';
import { type Changes, classSeries, flat, minute, noSpan, quietClass, spanOf } from './helpers.ts';

const text = (changes: Changes): string => verdict(minute(changes)).text;
const failures = (of: string, fromS: number, toS: number, count: number) => ({ what: 'failures' as const, of, fromS, toS, count });
const job = (changes = {}) => quietClass({ source: 'cron', arrived: 64, served: 0, failed: 64, failedShare: 1, failures: { acquireTimeout: 0, statementTimeout: 64 }, latencyMs: noSpan, ...changes });

describe('the verdict on a run in which nothing failed', () => {
  it('says that all went through, and is calm', () => {
    expect(verdict(minute())).toEqual({ tone: 'good', text: 'Nothing failed: all 6,000 requests went through; p99 of api was 231 ms.' });
  });

  it('does not count as served what was still inside at the end', () => {
    expect(text({ api: { served: 5993, unfinished: 7 } })).toBe('Nothing failed: 5,993 of 6,000 requests went through, 7 were still inside at the end; p99 of api was 231 ms.');
    expect(text({ api: { arrived: 12, served: 0, unfinished: 12, latencyMs: noSpan } })).toBe('Nothing failed, and nothing was served: all 12 requests were still inside at the end.');
  });

  it('is not alarmed by a busy database', () => {
    expect(verdict(minute({ database: { cpuUtilisation: 0.99, runQueueMean: 40 } })).tone).toBe('warm');
  });
});

describe('the verdict on a run in which something failed', () => {
  it('names the job that failed alone, and what the failure was', () => {
    const classes = { api: quietClass(), report: job() };

    expect(text({ result: { classes, windows: [failures('report', 15, 55, 64)] } })).toBe(
      '100% of report requests failed (64 of 64), from 22:55:15 to 22:55:55. They were cut off by the statement timeout of the server.');
  });

  it('names the worst class first and the others behind it', () => {
    const api = quietClass({ failed: 600, served: 5400, failedShare: 0.1, failures: { severed: 590, killed: 10 } });

    expect(text({ result: { classes: { report: job(), api } } })).toBe('10% of api requests failed (600 of 6,000). Most of them lost their connection in mid-flight. report (64 of 64) failed too.');
    expect(text({ result: { classes: { api, a: job(), b: job(), c: job() } } })).toMatch(/ 3 more classes failed too\.$/);
  });

  it('says one moment once', () => {
    expect(text({ api: { failed: 5, served: 5995, failedShare: 5 / 6000, failures: { poolExhausted: 5 } }, result: { windows: [failures('api', 3, 3.01, 5)] } })).toBe(
      '<0.1% of api requests failed (5 of 6,000), at 22:55:03. main had no connection left to lend.');
  });

  it('gives the number the share is of when requests were still inside at the end', () => {
    expect(text({ api: { arrived: 15, served: 10, failed: 4, unfinished: 1, failedShare: 4 / 14, failures: { severed: 4 } } })).toContain('29% of api requests failed (4 of the 14 that ended).');
  });

  it('says why a pool was empty: lost, waiting for itself, refused', () => {
    const starved: Changes = { api: { failed: 30, served: 5970, failedShare: 0.005, failures: { acquireTimeout: 30 }, failedAfterMs: spanOf(30, 5000) } };

    expect(text({ ...starved, pool: { leaked: 10, timeouts: 30 } })).toContain('main had no connection left to lend: 10 of its 10 had leaked.');
    expect(text({ ...starved, apiSeries: { servedPerS: flat(60, 0) }, poolSeries: { active: flat(60, 10), activeBy: { api: flat(60, 10) }, pendingBy: { api: flat(60, 10) } } }))
      .toContain('those who held its connections waited for one more.');
    expect(text({ ...starved, pool: { refused: 9, max: 400, timeouts: 30 }, poolSeries: { max: flat(60, 400) }, database: { refused: 9 } })).toContain('primary would not open the connections that main may have.');
  });
});

describe('the verdict on a week', () => {
  const week = minute().run;
  const windows = [0, 1, 2].map((day) => failures('api', 300 + day * 86_400, 1000 + day * 86_400, 50));
  const result = minute({
    api: { failed: 150, served: 5850, failedShare: 0.025, failures: { severed: 150 } },
    result: {
      run: { ...week, lengthS: 604_800 }, windows,
      series: { ...minute().series, everyS: 10_080, t: Array.from({ length: 60 }, (_, i) => (i + 1) * 10_080), classes: { api: classSeries(60, { failedPerS: flat(60, 0.01) }) } },
    },
  });

  it('says the day with the time', () => {
    expect(verdict(result).text).toContain('in 3 spells between Sat 15 Jun 23:00:00 and Mon 17 Jun 23:11:40.');
  });

  it('stands on a screen of its width', () => {
    const lines = summary(result, { width: 100, colour: false }).split('\n');

    expect(lines.filter((line) => line.length > 100 && !line.includes('poolsim '))).toEqual([]);
    expect(lines.join('\n')).toContain('7 d');
  });
});
