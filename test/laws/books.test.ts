/** The product's own figures are those of an independent observer who counts every happening exactly. */

import { describe, expect, it } from 'vitest';
import { classIn, sightOf } from '../helpers/ensemble.ts';
import { casesOf } from '../helpers/theory-cases.ts';
import { exponential, onePool, perSecond, scenarioOf, span } from '../helpers/theory-scenarios.ts';

describe('the books of a run', () => {
  for (const one of casesOf('lps_d')) {
    it(`${one.id}: counts, means and percentiles agree with those counted apart`, () => {
      const { db, c, timeout, mean_work, lambda } = one.params;
      const [warmUp, measured] = [2000 / lambda, 10_000 / lambda];
      const scenario = scenarioOf(onePool({ warmUp, measured }, { db, pool: { max: c, acquireTimeout: span(timeout as number) }, query: { cpu: exponential(mean_work) }, traffic: { rate: perSecond(lambda) } }));
      const p95 = sightOf(scenario, one.id, 0).result.classes.api?.latencyMs.p95 ?? Number.NaN;
      // A percentile is told within one percent: at 1 % less than told, at least 5 % are above; at 1 % more, at most 5 %.
      const [below, above] = [0.99 * p95 / 1e3, 1.01 * p95 / 1e3];

      const sight = sightOf(scenario, one.id, 0, { response: [below, above] });

      const [told, counted] = [sight.result.classes.api, classIn(sight)];
      expect([told?.arrived, told?.served, told?.failures.acquireTimeout ?? 0]).toEqual([counted.arrived, counted.ended('served'), counted.ended('acquireTimeout')]);
      expect(told?.latencyMs.mean).toBeCloseTo(counted.response.mean * 1e3, 8);
      expect(told?.latencyMs.max).toBeCloseTo(counted.response.max * 1e3, 8);
      expect(told?.waitMs.mean).toBeCloseTo(counted.waitAll.mean * 1e3, 8);
      expect(told?.holdMs.mean).toBeCloseTo(counted.hold.mean * 1e3, 8);
      expect(told?.failedAfterMs.mean ?? 0).toBeCloseTo((counted.waitFailed.count > 0 ? counted.waitFailed.mean : 0) * 1e3, 8);
      expect(counted.response.shareAbove(below)).toBeGreaterThanOrEqual(0.05);
      expect(counted.response.shareAbove(above)).toBeLessThanOrEqual(0.05);
      expect(sight.result.pools.main?.activeMean).toBeCloseTo(sight.probe.out[0]?.mean() ?? Number.NaN, 8);
      expect(sight.result.pools.main?.utilisation).toBeCloseTo((sight.probe.out[0]?.mean() ?? Number.NaN) / c, 8);
      expect(sight.result.databases.db?.runQueueMean).toBeCloseTo(sight.probe.out[0]?.mean() ?? Number.NaN, 8);
      expect((sight.result.pools.main?.pendingMean ?? Number.NaN) + (sight.probe.out[0]?.mean() ?? Number.NaN)).toBeCloseTo(counted.inside.mean(), 8);
    });
  }
});
