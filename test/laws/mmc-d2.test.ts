/** Two callers with different acquire timeouts in one line: M/M/c with two-point patience. */

import { classIn, type Sight } from '../helpers/ensemble.ts';
import { type Reading, testFamily } from '../helpers/family.ts';
import type { ClassCounts } from '../helpers/probe.ts';
import { databaseOf, exponential, perSecond, runFor, span } from '../helpers/theory-scenarios.ts';

const names = ['short', 'long'] as const;
const total = (sight: Sight, of: (one: ClassCounts) => number) => names.reduce((sum, name) => sum + of(classIn(sight, name)), 0);
const timedOut = (name: string): Reading => ({ kind: 'share', of: (sight) => classIn(sight, name).waitFailed.count / classIn(sight, name).waitAll.count });
const meanWait = (name: string): Reading => ({ kind: 'time', of: (sight) => classIn(sight, name).waitServed.mean });

testFamily('mmc_d2', {
  scenario: ({ params }, timing) => {
    const route = (timeout: number) => [{ query: { pool: 'main', acquireTimeout: span(timeout), ...(params.db.form === 'unlimited' ? { blocked: exponential(params.mean_work) } : { cpu: exponential(params.mean_work) }) } }];
    return {
      run: runFor(timing), databases: { db: databaseOf(params.db) }, pools: { main: { database: 'db', max: params.c } },
      routes: { short: route(params.timeout1), long: route(params.timeout2) },
      traffic: { short: { route: 'short', rate: perSecond(params.lambda * params.frac1) }, long: { route: 'long', rate: perSecond(params.lambda * (1 - params.frac1)) } },
    };
  },
  readings: () => ({
    p_timeout: { kind: 'share', of: (sight) => total(sight, (one) => one.waitFailed.count) / total(sight, (one) => one.waitAll.count) },
    p_timeout1: timedOut('short'), p_timeout2: timedOut('long'),
    p_wait: { kind: 'share', of: (sight) => 1 - total(sight, (one) => one.servedAtOnce) / total(sight, (one) => one.waitAll.count) },
    wq_mean_served1: meanWait('short'), wq_mean_served2: meanWait('long'),
    hold_mean: { kind: 'time', of: (sight) => total(sight, (one) => one.hold.sum) / total(sight, (one) => one.hold.count) },
    db_conc_mean: { kind: 'count', of: ({ result }) => result.pools.main?.activeMean ?? Number.NaN },
  }),
  work: ({ params }) => params.mean_work,
  warmUp: ({ params }) => 10 * params.timeout2 + 20 * params.mean_work,
  says: ({ params }) => `timeouts of ${params.timeout1} s and ${params.timeout2} s, ${params.c} connections, speed ${params.db.form}`,
});
