/** Intervals and their quantiles against the published statistics cases (computed with 40 digits and checked against scipy). */
import { describe, expect, it } from 'vitest';
import { correlation, pairedDifference, replicationsFor, tInterval, welchHalfWidth } from '../../src/stats/confidence.ts';
import { controlledMean } from '../../src/stats/control-variate.ts';
import { atMost, clopperPearson, quantileRanks, wilson } from '../../src/stats/proportions.ts';
import { family, near } from './cases.ts';

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
