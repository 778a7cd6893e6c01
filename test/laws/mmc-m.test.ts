/** Acquire timeouts drawn from an exponential law, one for each acquisition: Erlang A, on a database that never slows down and on one that does. */

import { testFamily, usual } from '../helpers/family.ts';
import { exponential, onePool, perSecond, unlimited } from '../helpers/theory-scenarios.ts';

testFamily('mmc_m', {
  scenario: ({ params }, timing) => onePool(timing, { db: unlimited, pool: { max: params.c, acquireTimeout: exponential(params.mean_timeout) }, query: { blocked: exponential(params.mean_work) }, traffic: { rate: perSecond(params.lambda) } }),
  readings: () => ({ db_conc_mean: usual.busy_mean }),
  work: ({ params }) => params.mean_work,
  says: ({ params }) => `${params.c} connections, ${params.lambda} requests/s, timeouts of ${params.mean_timeout} s on average`,
});

testFamily('lps_m', {
  scenario: ({ params }, timing) => onePool(timing, { db: params.db, pool: { max: params.c, acquireTimeout: exponential(params.mean_timeout) }, query: { cpu: exponential(params.mean_work) }, traffic: { rate: perSecond(params.lambda) } }),
  work: ({ params }) => params.mean_work,
  says: ({ params }) => `${params.c} connections, ${params.lambda} requests/s, timeouts of ${params.mean_timeout} s on average, speed ${params.db.form}`,
});
