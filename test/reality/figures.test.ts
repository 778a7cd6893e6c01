/** The arithmetic of the comparison: quantiles, waiting curves, errors, floors and verdicts, by hand. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { curveError, errorOf, figuresOf, isMet, quantile, type Target, targets, waitingCurve } from './figures.ts';
import { floorOf, spreadOf } from './noise.ts';
import { jsonLinesOf, type Recorded, Unreadable } from './recorded.ts';
import { type Line, scoreOf, tableOf, verdictOf } from './table.ts';

const one = (arrive: number, acquire: number | null, end: number | null, outcome = 'ok'): Recorded => ({ stream: 'api', arrive, acquire, end, outcome, text: '', kind: '', demand: 0 });

/** Three served, one turned away at 2,500 ms, one that arrives behind the window. */
const requests = [one(0, 0, 100), one(500, 1500, 1600), one(900, 1000, 1100), one(1500, null, 2500, 'acquire_timeout'), one(3500, 3500, 3600)];
const target = (name: string): Target => targets.find((each) => each.name === name) as Target;

describe('figures', () => {
  it('interpolate quantiles linearly between neighbours', () => {
    expect(quantile([10, 20, 30], 0.5)).toBe(20);
    expect(quantile([10, 20, 30], 0.25)).toBe(15);
    expect(quantile([7], 0.99)).toBe(7);
  });

  it('count the requests that arrived in the window, and what was served in it', () => {
    const figures = figuresOf(requests, 0, 3);
    expect(figures).toMatchObject({ requests: 4, timeoutShare: 25, throughput: 1, firstTimeout: 2.5 });
    expect(figures.mean).toBeCloseTo((100 + 1100 + 200) / 3, 10);
    expect(figures.p50).toBe(200);
  });

  it('draw the waiting curve as mean numbers of waiting callers a second', () => {
    const curve = waitingCurve(requests, 0, 3);
    expect(curve.map((value) => Number(value.toFixed(6)))).toEqual([0.6, 1, 0.5]);
    expect(curveError(figuresOf(requests, 0, 3), figuresOf(requests.slice(0, 3), 0, 3))).toBeCloseTo((0 + 0.5 + 0.5) / 3, 10);
  });

  it('tell errors relative to what was measured, shares in points', () => {
    const [a, b] = [figuresOf(requests, 0, 3), figuresOf(requests.slice(0, 3), 0, 3)];
    expect(errorOf(target('timeout share'), a, b)).toBe(-25);
    expect(errorOf(target('p50'), a, { ...b, p50: 230 })).toBeCloseTo(0.15, 10);
    expect(isMet(target('p50'), 0.1)).toBe(true);
    expect(isMet(target('p99'), -0.21)).toBe(false);
  });
});

describe('a folder of recordings', () => {
  it('that holds something else is told with file and line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'poolsim-reality-'));
    writeFileSync(join(folder, 'summary.jsonl'), '{"tag":{}}\nhello\n');

    expect(() => jsonLinesOf(folder, 'summary.jsonl')).toThrow(new Unreadable(`${join(folder, 'summary.jsonl')}:2: this is no JSON object`));
    rmSync(folder, { recursive: true });
  });
});

describe('the noise floor', () => {
  const measured = figuresOf(requests, 0, 3);
  const line = (predicted: number, variants: readonly number[], apart = 0): Line => ({
    group: 'g', name: 'run', isCalibration: false, measured, predicted: { ...measured, p50: predicted }, variants: variants.map((p50) => ({ ...measured, p50 })), floorAtLeast: () => apart,
  });

  it('is the interval of predictions that are as good, widened by measured repeats', () => {
    expect(floorOf(target('p50'), { ...measured, p50: 100 }, [{ ...measured, p50: 90 }, { ...measured, p50: 120 }])).toEqual([90, 120]);
    expect(floorOf(target('p50'), { ...measured, p50: 100 }, [], 0.25)).toEqual([80, 125]);
    expect(spreadOf(target('p50'), { name: '', figures: [{ ...measured, p50: 100 }, { ...measured, p50: 150 }] })).toBeCloseTo(0.5, 10);
  });

  it('separates what was missed from what lies within noise', () => {
    expect(verdictOf(line(210, []), target('p50'))).toBe('within target');
    expect(verdictOf(line(260, [190, 300]), target('p50'))).toBe('within noise');
    expect(verdictOf(line(260, [250, 300]), target('p50'))).toBe('missed');
    expect(verdictOf(line(260, [250, 300], 0.5), target('p50'))).toBe('within noise');
    expect(verdictOf({ ...line(260, []), measured: { ...measured, p50: Number.NaN } }, target('p50'))).toBe('nothing to compare');
  });

  it('counts what nothing was fitted on, and marks what was missed', () => {
    const lines = [line(260, []), { ...line(260, []), isCalibration: true }];
    expect(scoreOf(lines).at(-1)).toBe('Of 6 figures of runs that nothing was fitted on, 5 are within their target and 5 within the target or the noise floor.');
    expect(tableOf(lines)[2]).toContain('200 → 260 (**+30 %**)');
  });
});
