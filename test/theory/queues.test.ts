/** Pools before a database that never slows down, against the published cases. */
import { describe, expect, it } from 'vitest';
import { boundedPool, erlangB, erlangC, failFastPool, singleConnection, waitingPool } from '../../src/theory/queues.ts';
import { agrees, family, type Hold, percentiles } from './cases.ts';

describe('a pool with an endless line', () => {
  it.each(family('mmc'))('waits as published in %s', (_id, { lambda, mean_hold, c, t }, truth) => {
    const pool = waitingPool({ rate: lambda, hold: mean_hold, size: c })!;

    agrees({
      util: pool.utilisation, p_wait: pool.waitShare, wq_mean: pool.waitMean, wq_cond_mean: pool.waitMeanOfWaiters, wq_sd: pool.waitSd,
      lq_mean: pool.lineMean, r_mean: pool.responseMean, p_wait_gt_t: pool.waitTail(t), p_resp_gt_t: pool.responseTail(t),
      ...percentiles('wq', pool.waitQuantile, truth), ...percentiles('r', pool.responseQuantile, truth),
    }, truth);
  });

  it('has no steady state when requests bring as much as it can serve', () => {
    expect(waitingPool({ rate: 100, hold: 0.1, size: 10 })).toBeNull();
    expect(erlangC(10, 12)).toBe(1);
  });

  it('refuses pools that do not exist', () => {
    expect(() => waitingPool({ rate: 1, hold: 1, size: 0 })).toThrow(/whole number/);
  });
});

describe('a pool that fails fast', () => {
  it.each(family('mmcc'))('refuses as published in %s', (_id, { lambda, mean_hold, c }, truth) => {
    const pool = failFastPool({ rate: lambda, hold: mean_hold, size: c });

    agrees({
      p_block: pool.refusedShare, throughput: pool.throughput, refused_rate: pool.refusedRate, busy_mean: pool.busyMean,
      busy_sd: pool.busySd, util: pool.utilisation, p_idle: pool.idleShare,
    }, truth);
  });

  it('refuses everyone when it has no connections', () => expect(erlangB(0, 3)).toBe(1));
});

describe('a pool with a bounded line', () => {
  it.each(family('mmck'))('refuses and waits as published in %s', (_id, { lambda, mean_hold, c, q }, truth) => {
    const pool = boundedPool({ rate: lambda, hold: mean_hold, size: c, places: q });

    agrees({
      p_block: pool.refusedShare, throughput: pool.throughput, util: pool.utilisation, p_wait_acc: pool.waitShare, wq_mean: pool.waitMean,
      lq_mean: pool.lineMean, r_mean: pool.responseMean, ...percentiles('wq', pool.waitQuantile, truth),
    }, truth);
  });

  it('is a fail-fast pool when the line has no places', () => {
    const pool = boundedPool({ rate: 80, hold: 0.1, size: 10, places: 0 });

    expect(pool.refusedShare).toBeCloseTo(failFastPool({ rate: 80, hold: 0.1, size: 10 }).refusedShare, 14);
    expect(pool.waitQuantile(0.99)).toBe(0);
  });
});

describe('a single connection with any hold law', () => {
  /** E[S^2] and E[S^3] of each law of the family, for mean 1. */
  const moments = (hold: Hold): [number, number] => {
    if (hold === 'exp') return [2, 6];
    if (hold === 'det') return [1, 1];
    if (hold.erlang !== undefined) return [(hold.erlang + 1) / hold.erlang, ((hold.erlang + 1) * (hold.erlang + 2)) / hold.erlang ** 2];
    if (hold.lognormal !== undefined) return [1 + hold.lognormal, (1 + hold.lognormal) ** 3];
    if (hold.uniform !== undefined) return [1 + hold.uniform ** 2 / 3, 1 + hold.uniform ** 2];
    const p = 0.5 * (1 + Math.sqrt(((hold.h2 ?? 1) - 1) / ((hold.h2 ?? 1) + 1)));
    const [a, b] = [1 / (2 * p), 1 / (2 * (1 - p))];
    return [2 * (p * a ** 2 + (1 - p) * b ** 2), 6 * (p * a ** 3 + (1 - p) * b ** 3)];
  };

  it.each(family('mg1'))('waits as published in %s', (_id, { lambda, mean_hold, hold }, truth) => {
    const [square, cube] = moments(hold);
    const pool = singleConnection({ rate: lambda, hold: mean_hold, holdSquare: square * mean_hold ** 2, holdCube: cube * mean_hold ** 3 })!;

    agrees(
      { util: pool.utilisation, wq_mean: pool.waitMean, wq_sd: pool.waitSd, lq_mean: pool.lineMean, r_mean: pool.responseMean },
      truth, Object.keys(percentiles('wq', () => 0, truth)),
    );
  });

  it('has no steady state at full load, and no spread without a third moment', () => {
    expect(singleConnection({ rate: 10, hold: 0.1, holdSquare: 0.01 })).toBeNull();
    expect(singleConnection({ rate: 5, hold: 0.1, holdSquare: 0.01 })!.waitSd).toBeNull();
  });
});
