/** Shares of failures that come in clusters, chances of recovery, agreement, smoothing and stopping: by hand, by the published cases, by limits that theory knows. */

import { describe, expect, it } from 'vitest';
import { clusteredShare, dispersion, usualDispersion } from '../../src/stats/clustered-share.ts';
import { tInterval } from '../../src/stats/confidence.ts';
import { equivalenceTest } from '../../src/stats/equivalence.ts';
import { neverFalling, neverRising } from '../../src/stats/isotonic.ts';
import { clopperPearson, wilson } from '../../src/stats/proportions.ts';
import { recoveryTime, recoveryWithin } from '../../src/stats/recovery.ts';
import { confidenceAtLook, firstLook, inflated, runsWanted } from '../../src/stats/sequential.ts';
import { family, near } from './cases.ts';

describe('a share of failures that come in clusters', () => {
  it('knows how much more its count varies than chance alone would let it', () => {
    // Shares 0 and 2 % by turns: s^2 = (10^2 per run) x R/(R - 1), np(1-p) = 9.9.
    near(dispersion([0, 20, 0, 20], [1000, 1000, 1000, 1000]), (400 / 3) / 9.9, 'D');
    expect(dispersion([5, 5, 5, 5], [1000, 1000, 1000, 1000])).toBe(1);
    expect([dispersion([0, 0], [10, 10]), dispersion([4], [10]), dispersion([10, 10], [10, 10])]).toEqual([null, null, null]);
  });

  it('is bounded by three times D in n when none was seen', () => {
    const seen = clusteredShare([0, 0, 0], [10_000, 10_000, 10_000]);

    expect(seen).toMatchObject({ share: 0, low: 0, dispersion: usualDispersion, by: 'none' });
    expect(seen.high * 30_000).toBeGreaterThan(2.9 * usualDispersion);
    expect(seen.high * 30_000).toBeLessThan(3 * usualDispersion);
  });

  it('is Student\'s t over runs when most runs have some; with equal runs that of their shares', () => {
    const hits = [12, 15, 9, 11, 18, 13, 10, 14, 12, 16];
    const seen = clusteredShare(hits, hits.map(() => 1000));
    const plain = tInterval(hits.map((hit) => hit / 1000));

    expect(seen.by).toBe('ratio');
    near(seen.high - seen.low, 2 * (plain.halfWidth ?? 0), 'width');
  });

  it('has fewer requests than it counts when a few runs have all failures', () => {
    const [hits, trials] = [[0, 0, 30, 0, 0, 0], [1000, 1000, 1000, 1000, 1000, 1000]];
    const seen = clusteredShare(hits, trials);

    expect(seen.by).toBe('effective');
    // All in one of R runs: s^2 = hits^2 / R, so D is hits / (1 - share).
    near(seen.dispersion, 30 / (1 - 0.005), 'D');
    expect(seen.high).toBeGreaterThan(3 * wilson(30, 6000).high);
    expect(seen.low).toBeLessThan(wilson(30, 6000).low / 3);
  });

  it('takes the usual D for a single run', () => {
    const one = wilson(4, 1000);

    expect(clusteredShare([40], [10_000])).toEqual({ share: 0.004, ...one, dispersion: 10, by: 'effective' });
  });
});

describe('agreement with a known value', () => {
  it.each(family('stat_tost'))('has the published p-values in %s', (_id, { x, theory, rel_margin }, truth) => {
    const seen = equivalenceTest(x, theory, rel_margin * theory);

    near(seen.pLower, truth.p_lower, 'lower');
    near(seen.pUpper, truth.p_upper, 'upper');
    near(seen.p, truth.p_tost, 'both');
    near(seen.pDifference, truth.p_difference, 'difference');
  });
});

describe('a monotone curve', () => {
  it.each(family('stat_isotonic'))('is the published one in %s', (_id, { y, w }, truth) => {
    const seen = neverRising(y, w);

    for (const [i, value] of truth.fit.entries()) expect(Math.abs(seen[i]! - value), `place ${i}`).toBeLessThan(1e-12);
    near(seen.reduce((sum, value, i) => sum + w[i]! * (value - y[i]!) ** 2, 0), truth.rss, 'squares left');
  });

  it('rises as it falls, mirrored', () => {
    expect([...neverFalling([1, 3, 2, 4])]).toEqual([1, 2.5, 2.5, 4]);
    expect([...neverRising([])]).toEqual([]);
  });
});

describe('a chance of recovery', () => {
  it('counts the runs that had recovered in time, with the exact interval', () => {
    expect(recoveryWithin([10, 20, null, 30, 5], 20)).toEqual({ runs: 5, recovered: 3, share: 0.6, ...clopperPearson(3, 5) });
  });

  it('bounds the time of recovery by ranks, and has no end where runs did not recover', () => {
    const times = Array.from({ length: 100 }, (_, i) => i + 1);

    // The published ranks for the median of 100 are 40 and 61.
    expect(recoveryTime(times, 0.5)).toEqual({ low: 40, high: 61 });
    expect(recoveryTime(times.map((time) => (time > 50 ? null : time)), 0.5)).toEqual({ low: 40, high: null });
    expect(recoveryTime([3, 4], 0.9).high).toBeNull();
  });
});

describe('when to stop repeating', () => {
  const spread = (n: number): number[] => Array.from({ length: n }, (_, i) => 100 + (i % 2 === 0 ? 10 : -10));

  it('looks first after ten runs, at most doubles, and asks for as many as the spread calls for', () => {
    expect(runsWanted(spread(4), { relative: 0.01, absolute: 0 })).toBe(firstLook);
    expect(runsWanted(spread(10), { relative: 0.001, absolute: 0 })).toBe(20);
    const half = tInterval(spread(10), 0.975).halfWidth ?? 0;
    expect(runsWanted(spread(10), { relative: half / 100 / 1.3, absolute: 0 })).toBe(Math.ceil(10 * 1.3 ** 2));
  });

  it('ends when the interval of half the error is narrow enough, not before', () => {
    const { halfWidth } = tInterval(spread(40), inflated(0.95));

    expect(runsWanted(spread(40), { relative: 0, absolute: (halfWidth ?? 0) * 1.0001 })).toBe(40);
    expect(runsWanted(spread(40), { relative: 0, absolute: (halfWidth ?? 0) * 0.9999 })).toBe(41);
    expect(runsWanted(new Array(10).fill(0), { relative: 0.05, absolute: 0 })).toBe(10);
  });

  it('spends no more error over any number of looks than it has', () => {
    const spent = Array.from({ length: 40 }, (_, i) => 1 - confidenceAtLook(0.95, i + 1));

    expect(spent[0]).toBeCloseTo(0.025, 15);
    expect(spent.reduce((sum, error) => sum + error, 0)).toBeLessThanOrEqual(0.05 + 1e-14);
  });
});
