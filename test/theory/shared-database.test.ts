/** A database that shares its speed, alone, behind a pool, and with a fixed crowd, against the published cases. */
import { describe, expect, it } from 'vitest';
import { closedNetwork } from '../../src/theory/networks.ts';
import { callersBeforeDatabase, poolBeforeDatabase, saturatedPool, sharedDatabase } from '../../src/theory/shared-database.ts';
import { agrees, family, percentiles, rowsOf, speedOf } from './cases.ts';

describe('a shared database', () => {
  it.each(family('psk'))('without a pool answers as published in %s', (_id, { lambda, mean_work, db }, truth) => {
    const database = sharedDatabase({ rate: lambda, work: mean_work, speed: speedOf(db) })!;
    const response = database.response();

    expect(response.mean / database.responseMean).toBeCloseTo(1, 10);
    agrees({
      n_mean: database.jobsMean, r_mean: database.responseMean, slowdown: database.slowdown, p_gt_cores: database.moreThan(db.cores),
      n_p99: database.jobsQuantile(0.99), r_sd: response.sd, ...percentiles('r', response.quantile, truth),
    }, truth);
  });

  it.each(family('lps'))('behind a pool answers as published in %s', (_id, { lambda, mean_work, c, db }, truth) => {
    const pool = poolBeforeDatabase({ rate: lambda, work: mean_work, size: c, speed: speedOf(db) })!;
    const response = pool.response();

    expect(response.mean / pool.responseMean).toBeCloseTo(1, 10);
    agrees({
      p_wait: pool.waitShare, wq_mean: pool.waitMean, lq_mean: pool.lineMean, db_conc_mean: pool.busyMean, hold_mean: pool.holdMean,
      n_mean: pool.insideMean, r_mean: pool.responseMean, util: pool.utilisation,
      ...percentiles('wq', pool.waitQuantile, truth), ...percentiles('r', response.quantile, truth),
    }, truth);
  });

  it('has no steady state when more work comes than it can do', () => {
    expect(sharedDatabase({ rate: 100, work: 0.08, speed: n => Math.min(n, 8) })).toBeNull();
    expect(sharedDatabase({ rate: 80, work: 0.08, speed: n => Math.min(n, 8) / (1 + 0.02 * Math.max(0, n - 8)) })).toBeNull();
    expect(poolBeforeDatabase({ rate: 100, work: 0.08, size: 20, speed: n => Math.min(n, 8) })).toBeNull();
  });

  it.each(family('saturated'))('that is never without work delivers as published in %s', (_id, { mean_work, c, db }, truth) => {
    const pool = saturatedPool({ work: mean_work, size: c, speed: speedOf(db) });

    agrees({ throughput: pool.throughput, hold_mean: pool.holdMean }, truth, ['eff']);
  });
});

describe('a fixed crowd', () => {
  it.each(family('closed_lps'))('before a pool and a shared database is served as published in %s', (_id, { N, think, mean_work, c, db }, truth) => {
    const crowd = callersBeforeDatabase({ callers: N, think, work: mean_work, size: c, speed: speedOf(db) });

    agrees({
      throughput: crowd.throughput, r_mean: crowd.responseMean, wq_mean: crowd.waitMean, hold_mean: crowd.holdMean, p_wait: crowd.waitShare,
      lq_mean: crowd.lineMean, util: crowd.utilisation, db_conc_mean: crowd.busyMean, ...percentiles('wq', crowd.waitQuantile, truth),
    }, truth);
  });

  it('of one caller never waits', () => {
    const crowd = callersBeforeDatabase({ callers: 1, think: 1, work: 0.1, size: 1, speed: n => n });

    expect([crowd.waitShare, crowd.waitQuantile(0.99)]).toEqual([0, 0]);
    expect(crowd.throughput).toBeCloseTo(1 / 1.1, 14);
  });

  it.each(family('mva'))('in a network of stations is served as published in %s', (_id, { N, think, stations }, truth) => {
    const network = closedNetwork({ callers: N, think, stations });

    agrees({ throughput: network.throughput, r_mean: network.responseMean }, truth, ['station_time', 'station_queue', 'station_util']);
    for (const [k, station] of network.stations.entries()) {
      agrees(
        { time: station.timeMean, queue: station.inside, util: station.utilisation },
        { time: rowsOf(truth).station_time[k], queue: rowsOf(truth).station_queue[k], util: rowsOf(truth).station_util[k] },
      );
    }
  });
});
