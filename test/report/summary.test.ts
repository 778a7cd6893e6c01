/** The one screen a run prints. */

import { describe, expect, it } from 'vitest';
import { failureNames } from '../../src/report/charts/theme.ts';
import { widthOf } from '../../src/report/layout.ts';
import { page } from '../../src/report/page.ts';
import { summary } from '../../src/report/summary.ts';
import { minute } from './helpers.ts';
import { saturday } from './saturday.ts';

const plain = { width: 100, colour: false };
const lineWith = (text: string, part: string): string => text.split('\n').find((line) => line.includes(part)) ?? '';

describe('the summary', () => {
  it('is one screen of at most 55 lines within its width, commands to copy aside', () => {
    const lines = summary(saturday(), plain).split('\n');

    expect(lines.length).toBeGreaterThanOrEqual(40);
    expect(lines.length).toBeLessThanOrEqual(55);
    expect(lines.filter((line) => widthOf(line) > 100 && !line.includes('poolsim '))).toEqual([]);
  });

  it('puts the promises first, each with what was observed', () => {
    const lines = summary(saturday(), plain).split('\n');

    expect(lines[2]).toMatch(/^✗ failedShare\(api\) < 1% +15\.3%$/);
    expect(lines[4]).toMatch(/^✓ utilisation\(primary-write-pool\) < 80% +78%$/);
  });

  it('says in a sentence what failed, when, and who held the connections', () => {
    expect(summary(saturday(), plain).replaceAll('\n', ' ')).toContain(
      '15.3% of api requests failed (24,310 of 158,400), from 23:00:05 to 23:12:32. primary-write-pool had no connection left to lend; revenue-report held 3.8 of its 10.');
  });

  it('tells windows, alerts and log lines by the wall clock', () => {
    const text = summary(saturday(), plain);

    expect(lineWith(text, 'api requests failed, over')).toContain('23:00:05–23:12:32');
    expect(lineWith(text, 'alert pool-hot')).toContain('23:02:00–23:12:35');
    expect(lineWith(text, 'incident resize')).toContain('23:15:00');
  });

  it('draws failures, use and waiting on one axis with labels', () => {
    const text = summary(saturday(), plain);

    expect(lineWith(text, 'api failed/s')).toMatch(/▃|▄/);
    expect(lineWith(text, 'primary-write-pool waiting')).toContain('█');
    expect(lineWith(text, '╵23:00')).toContain('╵23:05');
  });

  it('names the assumptions and the audit, and shouts when a law is broken', () => {
    const broken = summary(minute({ result: { audit: [{ law: 'arrivals', held: false, detail: '10 is not 9' }, { law: 'little', held: true, detail: '' }] } }), plain);

    expect(summary(saturday(), plain)).toContain('audit: 9 laws held');
    expect(summary(saturday(), plain)).toContain('assumes: contention law of primary: hyperbolic');
    expect(broken).toContain('audit: 1 of 2 laws broken, do not trust this run');
    expect(broken).toContain('✗ arrivals: 10 is not 9');
  });

  it('uses no colour unless it is asked to, and says the same with it', () => {
    const coloured = summary(saturday(), { width: 100, colour: true });

    expect(summary(saturday(), plain)).not.toContain('\u001b');
    expect(coloured).toContain('\u001b[31m');
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(summary(saturday(), plain));
  });

  it('is the same text for the same result', () => {
    expect(summary(saturday(), plain)).toBe(summary(saturday(), plain));
  });

  it('fits a narrow terminal', () => {
    const lines = summary(saturday(), { width: 80, colour: false }).split('\n');

    expect(lines.filter((line) => widthOf(line) > 84 && !line.includes('poolsim '))).toEqual([]);
  });

  it('says that nothing failed, and that there was nothing to promise', () => {
    const text = summary(minute(), plain);

    expect(text).toContain('Nothing failed: all 6,000 requests went through');
    expect(text).toContain('No promises in this scenario');
  });

  it('survives a run in which nothing happened', () => {
    const empty = minute({ result: { classes: {}, pools: {}, databases: {}, series: { everyS: 1, t: [], classes: {}, pools: {}, databases: {} }, audit: [], assumptions: [] } });

    expect(summary(empty, plain)).toContain('No request arrived.');
  });

  it('lets no name move the cursor', () => {
    const result = saturday({ scenario: { ...saturday().scenario, title: 'evil\u001b[2J\ntitle' }, timeline: [{ atS: 1, untilS: null, kind: 'log', what: 'a\u001b[31mb\rc' }] });

    expect(summary(result, plain)).not.toContain('\u001b');
    expect(summary(result, plain)).not.toContain('\r');
  });

  it('shows what a promise observed also when that is never', () => {
    const promises = [{ text: 'fired(hot) >= 25m', held: true, observed: null, observedText: 'never' }];

    expect(lineWith(summary(minute({ result: { promises } }), plain), 'fired(hot)')).toMatch(/^✓ fired\(hot\) >= 25m +never$/);
  });

  it('folds many windows of one class into one line, and log lines that differ only in their numbers', () => {
    const windows = Array.from({ length: 19 }, (_, i) => ({ what: 'failures' as const, of: 'api', fromS: 60 * i, toS: 60 * i, count: 5 }));
    const timeline = Array.from({ length: 9 }, (_, i) => ({ atS: 60 * i, untilS: null, kind: 'log' as const, what: `leak of connection #${i}` }));
    const text = summary(saturday({ windows, timeline }), plain);

    expect(lineWith(text, '95 api requests failed')).toMatch(/^22:55:00–23:13:00 +95 api requests failed, in 19 spells$/);
    expect(lineWith(text, 'leak of connection')).toMatch(/^22:55:00 +log 9 times, the last at 23:03:00: leak of connection #0$/);
  });

  it('shows no kind of failure that did not happen', () => {
    const failures = { acquireTimeout: 24_310, poolExhausted: 0, severed: 0 };
    const result = saturday({ classes: { ...saturday().classes, api: { ...saturday().classes.api, failures } as never } });

    expect(page(result, [])).toContain('<td>24,310</td>');
    expect(page(result, [])).not.toContain(failureNames.severed);
    expect(summary(result, plain)).not.toContain('severed');
  });

  it('folds a cron that ticks often into one line', () => {
    const timeline = Array.from({ length: 30 }, (_, i) => ({ atS: i * 50, untilS: null, kind: 'cron' as const, what: 'nightly: 1 thread' }));

    expect(lineWith(summary(saturday({ timeline }), plain), 'nightly')).toContain('30 times, the last at 23:19:10');
  });
});
