/** A pool where only so many may wait: M/M/c/(c+q). */

import { testFamily } from '../helpers/family.ts';
import { exponential, onePool, perSecond, unlimited } from '../helpers/theory-scenarios.ts';

testFamily('mmck', {
  scenario: ({ params }, timing) => onePool(timing, { db: unlimited, pool: { max: params.c, maxWaiting: params.q }, query: { blocked: exponential(params.mean_hold) }, traffic: { rate: perSecond(params.lambda) } }),
  warmUp: ({ params }) => 10 * (params.mean_hold * (20 + (params.q as number))) / params.c + 20 * params.mean_hold,
  work: ({ params }) => params.mean_hold,
  says: ({ params }) => `${params.c} connections and ${params.q} places to wait at ${((100 * params.lambda * params.mean_hold) / params.c).toFixed(0)} % load`,
});
