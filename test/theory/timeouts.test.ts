/** The core model, with constant and with random timeouts, against the published cases. */
import { describe, expect, it } from 'vitest';
import { type PoolWithTimeout, poolWithRandomTimeout, poolWithTimeout } from '../../src/theory/timeouts.ts';
import { unlimited } from '../../src/theory/solving.ts';
import { agrees, family, type Metrics, percentiles, rowsOf, speedOf } from './cases.ts';

const shared = (pool: PoolWithTimeout, truth: Metrics): Record<string, number> => ({
  p_timeout: pool.timeoutShare, throughput: pool.throughput, p_wait: pool.waitShare, p_served_no_wait: 1 - pool.waitShare,
  wq_mean_all: pool.waitMeanOfAll, wq_mean_served: pool.waitMeanOfServed, lq_mean: pool.lineMean, db_conc_mean: pool.busyMean,
  hold_mean: pool.holdMean, r_mean_served: pool.responseMeanOfServed, util: pool.utilisation,
  ...percentiles('wq_served', pool.servedWaitQuantile, truth),
});
/** The share that need not wait is 1 - P(wait) here: in deep overload only its absolute error is small. */
const check = (seen: Record<string, number | null>, truth: Metrics): void => {
  const { p_served_no_wait: free, ...rest } = seen;
  const { p_served_no_wait: trulyFree, ...truly } = truth;

  expect(free).toBeCloseTo(trulyFree, 12);
  agrees(rest, truly);
};

describe.each(['mmc_d', 'lps_d'])('a constant timeout (%s)', name => {
  it.each(family(name))('times out as published in %s', (_id, { lambda, mean_work, c, timeout, db }, truth) => {
    const pool = poolWithTimeout({ rate: lambda, work: mean_work, size: c, timeout, speed: db === undefined ? unlimited : speedOf(db) });

    check({ ...shared(pool, truth), p_wait_gt_half: pool.stillWaiting(timeout / 2) }, truth);
  });
});

describe.each(['mmc_m', 'lps_m'])('a random timeout (%s)', name => {
  it.each(family(name))('times out as published in %s', (_id, { lambda, mean_work, c, mean_timeout, db }, truth) => {
    const pool = poolWithRandomTimeout({ rate: lambda, work: mean_work, size: c, meanTimeout: mean_timeout, speed: db === undefined ? unlimited : speedOf(db) });

    check({ ...shared(pool, truth), wq_mean_timedout: pool.waitMeanOfTimedOut }, truth);
  });
});

describe('the core model at its edges', () => {
  it.each(family('sweep'))('finds the pool sizes of the published sweep %s', (_id, { lambda, mean_work, timeout, db, c_max }, truth) => {
    for (let size = 1; size <= c_max; size++) {
      const pool = poolWithTimeout({ rate: lambda, work: mean_work, size, timeout, speed: speedOf(db) });
      expect(Math.abs(pool.timeoutShare / rowsOf(truth).p_timeout[size - 1] - 1), `size ${size}`).toBeLessThan(1e-9);
    }
  });

  it('stays finite in absurd overload and underload', () => {
    const drowned = poolWithTimeout({ rate: 1e6, work: 0.1, size: 10, timeout: 30, speed: unlimited });
    const bored = poolWithTimeout({ rate: 1e-6, work: 0.1, size: 500, timeout: 30, speed: unlimited });

    expect(drowned.timeoutShare).toBeCloseTo(1 - 100 / 1e6, 12);
    expect(drowned.waitMeanOfServed).toBeCloseTo(30, 3);
    expect(drowned.servedWaitQuantile(0.5)).toBeGreaterThan(29.9);
    expect(bored.timeoutShare).toBe(0);
    expect(bored.holdMean).toBeCloseTo(0.1, 12);
  });

  it('scales: twice the time unit, the same shares and twice the waits', () => {
    const one = poolWithTimeout({ rate: 80, work: 0.08, size: 12, timeout: 0.5, speed: n => Math.min(n, 8) });
    const two = poolWithTimeout({ rate: 40, work: 0.16, size: 12, timeout: 1, speed: n => Math.min(n, 8) });

    expect(two.timeoutShare / one.timeoutShare).toBeCloseTo(1, 10);
    expect(two.waitMeanOfServed / one.waitMeanOfServed).toBeCloseTo(2, 10);
  });

  it('passes smoothly from underload to overload', () => {
    const shares = [99.999999, 100, 100.000001].map(rate => poolWithTimeout({ rate, work: 0.1, size: 10, timeout: 1, speed: unlimited }).timeoutShare);

    expect(shares[1] - shares[0]).toBeCloseTo(shares[2] - shares[1], 12);
  });

  it('refuses timeouts that are not times', () => {
    expect(() => poolWithTimeout({ rate: 1, work: 1, size: 1, timeout: Infinity, speed: unlimited })).toThrow(/finite time/);
  });

  it('has patient callers who all time out or none, as their patience goes to either end', () => {
    const patient = poolWithRandomTimeout({ rate: 80, work: 0.1, size: 10, meanTimeout: 1e6, speed: unlimited });

    expect(patient.timeoutShare).toBeLessThan(1e-6);
    expect(patient.servedWaitQuantile(0.99)).toBeCloseTo(0.18557, 4);
  });
});
