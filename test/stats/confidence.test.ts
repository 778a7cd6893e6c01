/** Intervals and their quantiles against the published statistics cases (computed with 40 digits and checked against scipy). */
import { describe, expect, it } from 'vitest';
import { batchMeans, controlledMean, correlation, pairedDifference, replicationsFor, tInterval, twoSidedT, welchHalfWidth } from '../../src/stats/confidence.ts';
import { atMost, clopperPearson, quantileRanks, wilson } from '../../src/stats/proportions.ts';
import { family, near } from './cases.ts';
import { betaQuantile, studentQuantile, studentTail } from '../../src/stats/quantiles.ts';

describe('an interval over replications', () => {
  it.each(family('stat_t_ci'))('is the published one in %s', (_id, { x, conf }, truth) => {
    const seen = tInterval(x, conf);

    near(seen.mean, truth.mean, 'mean');
    near(seen.sd, truth.sd, 'sd');
    near(seen.t, truth.t, 't');
    near(seen.halfWidth, truth.half_width, 'half-width');
    expect(replicationsFor(seen, 0.05)).toBe(Math.max(2, truth.n_for_rel_5pct));
  });

  it('has no width for a single replication, and cannot say how many it would take', () => {
    const seen = tInterval([3]);

    expect(seen).toEqual({ count: 1, mean: 3, sd: null, t: null, halfWidth: null });
    expect(replicationsFor(seen, 0.05)).toBeNull();
    expect(() => tInterval([])).toThrow(/at least one/);
  });
});

describe('an interval over batches', () => {
  it.each(family('stat_series'))('is the published one in %s', (_id, { x, batches, conf }, truth) => {
    const seen = batchMeans(x, batches, conf);

    near(seen.mean, truth.mean, 'mean');
    near(seen.halfWidth, truth.bm_half_width, 'half-width');
  });

  it('leaves out what does not fill a batch at the front', () => {
    expect(batchMeans([1000, 1, 2, 3, 4], 2).mean).toBe(2.5);
  });
});

describe('paired runs', () => {
  it.each(family('stat_paired'))('give the published differences and corrections in %s', (_id, { x, y, control, control_mean, conf }, truth) => {
    const difference = pairedDifference(x, y, conf);
    const corrected = controlledMean(x, control, control_mean, conf);

    near(difference.mean, truth.diff_mean, 'difference');
    near(difference.halfWidth, truth.diff_half_width, 'paired half-width');
    near(welchHalfWidth(x, y, conf), truth.unpaired_half_width, 'Welch');
    near(correlation(x, y), truth.corr, 'correlation');
    near(corrected.beta, truth.cv_beta, 'beta');
    near(corrected.mean, truth.cv_mean, 'corrected mean');
    near(corrected.halfWidth, truth.cv_half_width, 'corrected half-width');
  });

  it('have no correlation when one side never varies', () => {
    expect(correlation([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(welchHalfWidth([1, 1], [2, 2])).toBe(0);
  });
});

describe('a share', () => {
  it.each(family('stat_proportion'))('has the published intervals in %s', (_id, { x, n, conf }, truth) => {
    const score = wilson(x, n, conf);
    const exact = clopperPearson(x, n, conf);

    near(score.low, truth.wilson_lo, 'Wilson, low');
    near(score.high, truth.wilson_hi, 'Wilson, high');
    near(exact.low, truth.cp_lo, 'Clopper-Pearson, low');
    near(exact.high, truth.cp_hi, 'Clopper-Pearson, high');
    near(atMost(x, n, conf), truth.upper_one_sided, 'one-sided');
  });
});

describe('a percentile', () => {
  it.each(family('stat_quantile_ci'))('lies between the published ranks in %s', (_id, { n, p, conf }, truth) => {
    const seen = quantileRanks(n, p, conf);

    expect([seen.lower, seen.upper, seen.leastCount]).toEqual([truth.lower_index, truth.upper_index, truth.n_min]);
    near(seen.coverage, truth.coverage, 'coverage');
  });
});

describe('the quantiles behind them', () => {
  it('have the closed forms of one and two degrees of freedom, and the normal limit', () => {
    for (const p of [0.0001, 0.01, 0.3, 0.6, 0.975, 0.999999]) {
      near(studentQuantile(p, 1), Math.tan(Math.PI * (p - 0.5)), `Cauchy ${p}`);
      near(studentQuantile(p, 2), (2 * p - 1) / Math.sqrt(2 * p * (1 - p)), `two ${p}`);
    }
    near(studentQuantile(0.975, Infinity), 1.959963984540054, 'normal');
    expect(studentQuantile(0.5, 3)).toBe(0);
    near(twoSidedT(0.95, 9), 2.2621571627409915, 'nine');
  });

  it('undo the tail for many degrees of freedom', () => {
    for (const df of [0.7, 3, 19, 240, 1e5]) {
      for (const p of [0.6, 0.9, 0.995, 0.9999999]) near(studentTail(studentQuantile(p, df), df), 1 - p, `${p} ${df}`);
    }
  });

  it('reach the ends of the beta law', () => {
    expect(betaQuantile(0, 2, 3)).toBe(0);
    expect(betaQuantile(1, 2, 3)).toBe(1);
    near(betaQuantile(0.5, 1, 1), 0.5, 'uniform');
    near(betaQuantile(0.2, 1, 4), 1 - 0.8 ** 0.25, 'least of four');
  });
});
