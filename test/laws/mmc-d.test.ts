/** One acquire timeout for all, first come first served, a database that never slows down: M/M/c+D. */

import { classIn } from '../helpers/ensemble.ts';
import { testFamily, usual } from '../helpers/family.ts';
import { exponential, onePool, perSecond, span, unlimited } from '../helpers/theory-scenarios.ts';

testFamily('mmc_d', {
  scenario: ({ params }, timing) => onePool(timing, {
    db: unlimited, pool: { max: params.c, acquireTimeout: span(params.timeout as number) }, query: { blocked: exponential(params.mean_work) }, traffic: { rate: perSecond(params.lambda) },
  }),
  readings: ({ params }) => ({
    db_conc_mean: usual.busy_mean,
    p_wait_gt_half: { kind: 'share', tail: true, of: (sight) => (classIn(sight).waitServed.shareAbove((params.timeout as number) / 2) * classIn(sight).waitServed.count + classIn(sight).waitFailed.count) / classIn(sight).waitAll.count },
  }),
  work: ({ params }) => params.mean_work,
  says: ({ params }) => `${params.c} connections, ${params.lambda} requests/s and a timeout of ${params.timeout} s`,
});
