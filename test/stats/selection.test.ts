/** The constants of choosing the best of several against the published cases, and the limits that theory knows. */

import { describe, expect, it } from 'vitest';
import { knEta, knLead, knSquareH, rinottChance, rinottH, rinottRuns } from '../../src/stats/selection.ts';
import { family, near } from './cases.ts';

describe('the constants of choosing the best of several', () => {
  it.each(family('stat_rs'))('are the published ones in %s', (_id, { k, n0, conf }, truth) => {
    near(rinottH(k, n0, conf), truth.rinott_h, 'h');
    near(knEta(k, n0, conf), truth.kn_eta, 'eta');
    near(knSquareH(k, n0, conf), truth.kn_h2, 'h squared');
  });

  it('bring Rinott to his confidence exactly, and beat each rival half the time without any data', () => {
    expect(rinottChance(rinottH(7, 12, 0.9), 7, 12)).toBeCloseTo(0.9, 10);
    expect(rinottChance(0, 4, 10)).toBeCloseTo(1 / 8, 10);
  });

  it('need the fewer runs the more is known of the variance, down to the normal case of Bechhofer for two', () => {
    const h = [5, 10, 50, 500].map((n0) => rinottH(2, n0, 0.95));

    expect(h.toSorted((a, b) => b - a)).toEqual(h);
    // With a known variance two systems need h = sqrt(2) z(0.95).
    expect(h[3]).toBeGreaterThan(Math.SQRT2 * 1.6448536269514722);
    expect(h[3]).toBeLessThan(1.005 * Math.SQRT2 * 1.6448536269514722);
  });

  it('turn a spread into runs, never below the first ones', () => {
    expect(rinottRuns(3, 2, 0.5, 10)).toBe(144);
    expect(rinottRuns(3, 0, 0.5, 10)).toBe(10);
  });

  it('let the lead that Kim and Nelson ask for fall to nothing', () => {
    expect(knLead(6, 4, 0.5, 10)).toBeCloseTo((0.5 / 20) * (96 - 10), 12);
    expect(knLead(6, 4, 0.5, 96)).toBe(0);
    expect(knLead(6, 4, 0.5, 1000)).toBe(0);
  });

  it('refuse a choice among one, and a confidence that a blind guess has', () => {
    expect(() => rinottH(1, 10)).toThrow(/two systems/);
    expect(() => knEta(2, 10, 0.5)).toThrow(/blind guess/);
  });
});
