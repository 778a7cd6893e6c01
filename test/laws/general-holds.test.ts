/** Holds of any law behind one connection (Pollaczek and Khinchine), constant holds (Crommelin), phase-type holds: M/G/1, M/D/c, M/PH/c. */

import { testFamily, usual } from '../helpers/family.ts';
import { lawOf, onePool, perSecond, span, unlimited } from '../helpers/theory-scenarios.ts';

testFamily('mg1', {
  scenario: ({ params }, timing) => onePool(timing, { db: unlimited, pool: { max: 1 }, query: { blocked: lawOf(params.hold, params.mean_hold) }, traffic: { rate: perSecond(params.lambda) } }),
  work: ({ params }) => params.mean_hold,
  says: ({ params }) => `one connection held ${JSON.stringify(params.hold)} at ${(100 * params.lambda * params.mean_hold).toFixed(0)} % load`,
});

testFamily('mdc', {
  scenario: ({ params }, timing) => onePool(timing, { db: unlimited, pool: { max: params.c }, query: { blocked: span(params.hold) }, traffic: { rate: perSecond(params.lambda) } }),
  work: ({ params }) => params.hold,
  says: ({ params }) => `${params.c} connections with constant holds at ${((100 * params.lambda * params.hold) / params.c).toFixed(0)} % load`,
});

testFamily('mphc', {
  scenario: ({ params }, timing) => onePool(timing, { db: unlimited, pool: { max: params.c }, query: { blocked: lawOf(params.hold, params.mean_hold) }, traffic: { rate: perSecond(params.lambda) } }),
  readings: () => ({ db_conc_mean: usual.busy_mean }),
  work: ({ params }) => params.mean_hold,
  says: ({ params }) => `${params.c} connections held ${JSON.stringify(params.hold)} at ${((100 * params.lambda * params.mean_hold) / params.c).toFixed(0)} % load`,
});
