/** Second tries: independent failures, and a fail-fast pool that meets its own refusals again. */

import { describe, it } from 'vitest';
import { classIn, expectAgreement, sightsOf } from '../helpers/ensemble.ts';
import { replications, testFamily, usual } from '../helpers/family.ts';
import { casesOf, numberIn } from '../helpers/theory-cases.ts';
import { exponential, onePool, perSecond, runFor, scenarioOf, span, unlimited } from '../helpers/theory-scenarios.ts';

describe('retry_indep', () => {
  for (const one of casesOf('retry_indep')) {
    const { p_fail, max_retries, backoff } = one.params;
    it(`${one.id}: attempts that fail ${100 * p_fail} % of the time are tried ${max_retries} times more`, () => {
      const factor = backoff.length > 1 ? (backoff[1] as number) / (backoff[0] as number) : 1;
      const scenario = scenarioOf({
        run: runFor({ warmUp: 0, measured: 2000 }), routes: { work: [{ call: { takes: '0s', fails: `${Number((100 * p_fail).toPrecision(12))}%` } }] },
        traffic: { api: { route: 'work', rate: '2/s', until: '1900s', ...(max_retries === 0 ? {} : { retry: { attempts: max_retries + 1, backoff: span(backoff[0] as number), factor } }) } },
      });

      const sights = sightsOf(scenario, { seed: one.id, replications });

      const delay = numberIn(one, 'delay_mean');
      expectAgreement([
        { what: `${one.id}: attempts_mean`, theory: numberIn(one, 'attempts_mean'), values: sights.map((sight) => 1 + (sight.result.classes.api?.retries ?? 0) / classIn(sight).arrived) },
        { what: `${one.id}: p_request_fail`, theory: numberIn(one, 'p_request_fail'), values: sights.map((sight) => sight.result.classes.api?.failedShare ?? Number.NaN), smallest: 0.005 },
        { what: `${one.id}: delay_mean`, theory: delay, values: sights.map((sight) => (classIn(sight).response.sum + ((sight.result.classes.api?.failedAfterMs.mean ?? 0) / 1e3) * (sight.result.classes.api?.failed ?? 0)) / classIn(sight).arrived), smallest: 2e-3 },
        { what: `${one.id}: delay_mean_success`, theory: numberIn(one, 'delay_mean_success'), values: sights.map((sight) => classIn(sight).response.mean), smallest: 2e-3 },
      ]);
    });
  }
});

testFamily('retrial', {
  scenario: ({ params }, timing) => onePool(timing, {
    db: unlimited, pool: { max: params.c, maxWaiting: 0 }, query: { blocked: exponential(params.mean_hold) },
    traffic: { rate: perSecond(params.lambda), retry: { attempts: params.max_retries + 1, backoff: exponential(params.mean_backoff) } },
  }),
  readings: () => ({
    p_first_fail: { kind: 'share', of: (sight) => classIn(sight).triedAgain / classIn(sight).arrived },
    p_attempt_fail: { kind: 'share', of: (sight) => (classIn(sight).retries + classIn(sight).waitFailed.count) / (classIn(sight).retries + classIn(sight).arrived) },
    p_request_fail: usual.p_block,
    amplification: { kind: 'share', of: (sight) => 1 + classIn(sight).retries / classIn(sight).arrived },
    orbit_mean: { kind: 'count', of: (sight) => classIn(sight).inside.mean() - (sight.result.pools.main?.activeMean ?? Number.NaN) },
  }),
  warmUp: ({ params }) => 30 * (params.mean_hold + params.mean_backoff),
  says: ({ params }) => `${params.c} connections that nobody waits for, ${params.max_retries} more tries after ${params.mean_backoff} s on average`,
});
