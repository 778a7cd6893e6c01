/** A pool in front of a processor-sharing database: unbounded waiters, with exponential, hyperexponential and Erlang work. */

import { testFamily } from '../helpers/family.ts';
import { lawOf, onePool, perSecond } from '../helpers/theory-scenarios.ts';

testFamily('lps', {
  scenario: ({ params }, timing) => onePool(timing, { db: params.db, pool: { max: params.c }, query: { cpu: lawOf('exp', params.mean_work) }, traffic: { rate: perSecond(params.lambda) } }),
  work: ({ params }) => params.mean_work,
  says: ({ params }) => `${params.c} connections, ${params.lambda} requests/s, speed ${params.db.form}`,
});

testFamily('lps_ph', {
  scenario: ({ params }, timing) => onePool(timing, { db: params.db, pool: { max: params.c }, query: { cpu: lawOf(params.work, params.mean_work) }, traffic: { rate: perSecond(params.lambda) } }),
  work: ({ params }) => params.mean_work,
  says: ({ params }) => `${params.c} connections, work ${JSON.stringify(params.work)}, speed ${params.db.form}`,
});
