/** Two classes at one pool, the higher priority served first but nobody interrupted: Cobham's M/M/c. */

import { classIn, type Sight } from '../helpers/ensemble.ts';
import { type Reading, testFamily } from '../helpers/family.ts';
import { databaseOf, exponential, perSecond, runFor, unlimited } from '../helpers/theory-scenarios.ts';

const meanWait = (name: string): Reading => ({ kind: 'time', of: (sight) => classIn(sight, name).waitAll.mean });
const both = (sight: Sight) => [classIn(sight, 'high'), classIn(sight, 'low')];

testFamily('mmc_priority', {
  rate: ({ params }) => params.lambda1 + params.lambda2,
  scenario: ({ params }, timing) => ({
    run: runFor(timing), databases: { db: databaseOf(unlimited) }, pools: { main: { database: 'db', max: params.c } },
    routes: { work: [{ query: { pool: 'main', blocked: exponential(params.mean_hold) } }] },
    traffic: { high: { route: 'work', priority: 5, rate: perSecond(params.lambda1) }, low: { route: 'work', priority: 1, rate: perSecond(params.lambda2) } },
  }),
  readings: () => ({
    wq1_mean: meanWait('high'),
    wq2_mean: meanWait('low'),
    p_wait: { kind: 'share', of: (sight) => 1 - both(sight).reduce((sum, one) => sum + one.servedAtOnce, 0) / both(sight).reduce((sum, one) => sum + one.waitAll.count, 0) },
  }),
  work: ({ params }) => params.mean_hold,
  says: ({ params }) => `${params.lambda1}/s before ${params.lambda2}/s at ${params.c} connections`,
});
