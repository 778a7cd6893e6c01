/** A pool with unbounded, patient waiters on a database that never slows down is M/M/c: Erlang C. */

import { classIn } from '../helpers/ensemble.ts';
import { testFamily } from '../helpers/family.ts';
import { exponential, onePool, perSecond, unlimited } from '../helpers/theory-scenarios.ts';

testFamily('mmc', {
  scenario: ({ params }, timing) => onePool(timing, { db: unlimited, pool: { max: params.c }, query: { blocked: exponential(params.mean_hold) }, traffic: { rate: perSecond(params.lambda) } }),
  readings: ({ params }) => ({
    p_wait_gt_t: { kind: 'share', tail: true, of: (sight) => classIn(sight).waitServed.shareAbove(params.t) },
    p_resp_gt_t: { kind: 'share', tail: true, of: (sight) => classIn(sight).response.shareAbove(params.t) },
  }),
  work: ({ params }) => params.mean_hold,
  says: ({ params }) => `${params.c} connections at ${((100 * params.lambda * params.mean_hold) / params.c).toFixed(1)} % load wait as Erlang C says`,
});
