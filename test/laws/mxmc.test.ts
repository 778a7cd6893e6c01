/** Requests that arrive in batches, fixed or geometric: M^X/M/c. */

import { testFamily } from '../helpers/family.ts';
import { exponential, onePool, perSecond, unlimited } from '../helpers/theory-scenarios.ts';

testFamily('mxmc', {
  rate: ({ params }) => params.batch_rate * (params.batch.fixed ?? params.batch.geometric ?? 1),
  scenario: ({ params }, timing) => onePool(timing, {
    db: unlimited, pool: { max: params.c }, query: { blocked: exponential(params.mean_hold) },
    traffic: { rate: perSecond(params.batch_rate), batch: params.batch.fixed ?? { geometric: params.batch.geometric } },
  }),
  work: ({ params }) => params.mean_hold,
  says: ({ params }) => `batches ${JSON.stringify(params.batch)} at ${params.c} connections`,
});
