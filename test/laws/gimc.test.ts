/** Arrivals that are not Poisson, at even, Erlang or hyperexponential gaps: GI/M/c. */

import { testFamily } from '../helpers/family.ts';
import { exponential, lawOf, onePool, perSecond, unlimited } from '../helpers/theory-scenarios.ts';

testFamily('gimc', {
  scenario: ({ params }, timing) => onePool(timing, {
    db: unlimited, pool: { max: params.c }, query: { blocked: exponential(params.mean_hold) },
    traffic: params.arrivals === 'det' ? { arrivals: 'constant', rate: perSecond(params.lambda) } : { gaps: lawOf(params.arrivals, 1 / params.lambda) },
  }),
  // The root of the embedded chain is seen through the waits it governs.
  readings: () => ({ sigma: null }),
  work: ({ params }) => params.mean_hold,
  says: ({ params }) => `${params.c} connections, arrivals ${JSON.stringify(params.arrivals)}`,
});
