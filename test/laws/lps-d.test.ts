/** THE CORE MODEL: acquire timeout, first come first served, a processor-sharing database whose speed depends on the jobs inside: M/M(n)/c+D. */

import { classIn } from '../helpers/ensemble.ts';
import { testFamily, usualWarmUp } from '../helpers/family.ts';
import { exponential, onePool, perSecond, span, speedOf } from '../helpers/theory-scenarios.ts';

testFamily('lps_d', {
  // A pool that is too slow when full but not before takes a while to fall over: until then it is not in its steady state.
  warmUp: (one) => {
    const { lambda, mean_work, c, db, timeout } = one.params;
    const fastest = Math.max(...Array.from({ length: c }, (_, i) => speedOf(db, i + 1)));
    return speedOf(db, c) < lambda * mean_work && lambda * mean_work < fastest ? Math.min(150 * (timeout as number), 40_000 / lambda) : usualWarmUp(one, lambda);
  },
  scenario: ({ params }, timing) => onePool(timing, {
    db: params.db, pool: { max: params.c, acquireTimeout: span(params.timeout as number) }, query: { cpu: exponential(params.mean_work) }, traffic: { rate: perSecond(params.lambda) },
  }),
  readings: ({ params }) => ({
    p_wait_gt_half: { kind: 'share', tail: true, of: (sight) => (classIn(sight).waitServed.shareAbove((params.timeout as number) / 2) * classIn(sight).waitServed.count + classIn(sight).waitFailed.count) / classIn(sight).waitAll.count },
  }),
  work: ({ params }) => params.mean_work,
  says: ({ params }) => `${params.c} connections, ${params.lambda} requests/s, a timeout of ${params.timeout} s, speed ${params.db.form}`,
});
