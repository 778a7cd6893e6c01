/** One long series: where it settles, and what its batches say, against the published series and by hand. */

import { describe, expect, it } from 'vitest';
import { batchMeans, batchQuantiles, checkedBatchMeans, neighbours, overlappingBatchMeans, overlappingVariance, passesForIndependent } from '../../src/stats/batch-means.ts';
import { tInterval } from '../../src/stats/confidence.ts';
import { mser5, relaxationTime } from '../../src/stats/warm-up.ts';
import { family, near } from './cases.ts';
import { normals } from './draws.ts';

describe('a series', () => {
  it.each(family('stat_series'))('has the published truncation, batches and neighbours in %s', (_id, { x, batches, conf }, truth) => {
    const seen = batchMeans(x, batches, conf);
    const cut = mser5(x);

    near(seen.mean, truth.mean, 'mean');
    near((seen.sd ?? 0) ** 2, truth.bm_var, 'variance of batch means');
    near(seen.halfWidth, truth.bm_half_width, 'half-width');
    near(overlappingVariance(x, batches), truth.obm_avar, 'overlapping batch means');
    near(neighbours(x).lag1, truth.lag1, 'lag-1');
    near(neighbours(x).ratio, truth.von_neumann, 'von Neumann');
    expect(cut?.leaveOut).toBe(truth.mser5_obs);
    near(cut?.squaredError, truth.mser5_stat, 'MSER');
  });
});

describe('the truncation of a series', () => {
  it('leaves out a ramp, and nothing of a series that never changes', () => {
    const ramp = Array.from({ length: 400 }, (_, i) => Math.min(i, 60) + (i % 2));

    expect(mser5(ramp)).toMatchObject({ leaveOut: 60, tooShort: false });
    expect(mser5(new Array(50).fill(3))).toEqual({ leaveOut: 0, tooShort: false, squaredError: 0 });
  });

  it('says so when a series still climbs, and says nothing of fewer than ten values', () => {
    expect(mser5(Array.from({ length: 200 }, (_, i) => i))).toMatchObject({ leaveOut: 100, tooShort: true });
    expect(mser5([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBeNull();
  });

  it('knows how long a pool remembers: about a hold when idle, ever longer towards full load, for ever beyond', () => {
    expect(relaxationTime(1, 0.1, 10)).toBe(0.1);
    // One server at 81 % load: 1/(sqrt(10) - sqrt(8.1))^2.
    expect(relaxationTime(8.1, 0.1, 1)).toBeCloseTo(10, 9);
    expect(relaxationTime(10, 0.1, 1)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('batches', () => {
  it('leave out what does not fill them at the front', () => {
    expect(batchMeans([1000, 1, 2, 3, 4], 2).mean).toBe(2.5);
    expect(batchQuantiles([1000, 1, 2, 3, 4], 0.5, 2).mean).toBe(2);
  });

  it('pass for independent when they are, in nine series of ten, and not when each follows the one before', () => {
    const passed = Array.from({ length: 400 }, (_, seed) => passesForIndependent(normals(seed, 40))).filter(Boolean).length;
    const walk = normals(1, 200);
    for (let i = 1; i < walk.length; i++) walk[i]! += 0.9 * walk[i - 1]!;

    // Binomial, 400 trials of 0.9: four standard deviations are 24.
    expect(Math.abs(passed - 360)).toBeLessThanOrEqual(24);
    expect(passesForIndependent(walk)).toBe(false);
    expect(passesForIndependent([1, 2, 3])).toBe(false);
  });

  it('become longer until they pass, and say when even eight do not', () => {
    const noise = normals(7, 4096);
    const drift = Array.from({ length: 4096 }, (_, i) => i / 100 + noise[i]!);

    expect(checkedBatchMeans(noise)).toMatchObject({ passed: true });
    expect(checkedBatchMeans(noise).halfWidth).toBeCloseTo(tInterval(noise).halfWidth ?? 0, 1);
    expect(checkedBatchMeans(drift).passed).toBe(false);
  });

  it('that overlap have more degrees of freedom, so a narrower t', () => {
    const series = normals(3, 2000);

    expect(overlappingBatchMeans(series).t).toBeLessThan(batchMeans(series).t ?? 0);
    expect(overlappingBatchMeans(series).mean).toBeCloseTo(tInterval(series).mean, 12);
  });

  it('of a quantile are medians of batches by hand', () => {
    expect(batchQuantiles([5, 1, 3, 9, 7, 8], 0.5, 2).mean).toBe((3 + 8) / 2);
  });
});
