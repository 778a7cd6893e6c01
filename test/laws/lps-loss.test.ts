/** Pools that fail at once, in front of a processor-sharing database: the answer is the same whatever the law of the work. */

import { testFamily } from '../helpers/family.ts';
import { databaseOf, lawOf, onePool, perSecond, runFor, span, speedOf, type Text } from '../helpers/theory-scenarios.ts';

testFamily('lps_loss', {
  scenario: ({ params }, timing) => {
    const worked = (cpu: unknown) => onePool(timing, { db: params.db, pool: { max: params.c, maxWaiting: 0 }, query: { cpu }, traffic: { rate: perSecond(params.lambda) } });
    return { variants: { exponential: worked(lawOf('exp', params.mean_work)), constant: worked(span(params.mean_work)), hyperexponential: worked(lawOf({ h2: 4 }, params.mean_work)) } };
  },
  readings: ({ params }) => ({ slowdown: { kind: 'count', of: ({ result }) => (result.pools.main?.holdMs.mean ?? Number.NaN) / 1e3 / params.mean_work } }),
  // Ten times as long as a full pool takes to finish what it has begun.
  warmUp: ({ params }) => (10 * params.mean_work * params.c) / speedOf(params.db, params.c),
  work: ({ params }) => params.mean_work,
  says: ({ params }) => `${params.c} connections, ${params.lambda} requests/s, speed ${params.db.form}`,
});

testFamily('hold_loss', {
  scenario: ({ params }, timing) => {
    const held = (app: unknown, cpu: unknown): Text => ({
      run: runFor(timing), databases: { db: databaseOf(params.db) }, pools: { main: { database: 'db', max: params.c, maxWaiting: 0 } },
      routes: { work: [{ transaction: { pool: 'main', steps: [{ think: app }, { query: { cpu } }] } }] }, traffic: { api: { route: 'work', rate: perSecond(params.lambda) } },
    });
    return { variants: { exponential: held(lawOf('exp', params.mean_app), lawOf('exp', params.mean_work)), constant: held(span(params.mean_app), span(params.mean_work)) } };
  },
  readings: () => ({
    app_mean: { kind: 'count', of: ({ result }) => (result.pools.main?.activeMean ?? Number.NaN) - (result.databases.db?.runQueueMean ?? Number.NaN) },
    db_time_mean: { kind: 'time', of: ({ result, probe }) => (result.databases.db?.runQueueMean ?? Number.NaN) / ((result.pools.main?.acquired ?? Number.NaN) / (probe.nowS - probe.from)) },
  }),
  warmUp: ({ params }) => 50 * (params.mean_app + params.mean_work),
  work: ({ params }) => params.mean_app + params.mean_work,
  says: ({ params }) => `${params.c} connections held through ${params.mean_app} s of application time`,
});

testFamily('hold_queue', {
  scenario: ({ params }, timing) => ({
    run: runFor(timing), databases: { db: databaseOf(params.db) }, pools: { main: { database: 'db', max: params.c } },
    routes: { work: [{ transaction: { pool: 'main', steps: [{ think: lawOf('exp', params.mean_app) }, { query: { cpu: lawOf('exp', params.mean_work) } }] } }] },
    traffic: { api: { route: 'work', rate: perSecond(params.lambda) } },
  }),
  readings: () => ({
    // The flow-equivalent server is an approximation; the largest rate is tested with the saturated pools.
    wq_mean_fes: null, cap: null,
    db_time_mean: { kind: 'time', of: ({ result, probe }) => (result.databases.db?.runQueueMean ?? Number.NaN) / ((result.pools.main?.acquired ?? Number.NaN) / (probe.nowS - probe.from)) },
  }),
  warmUp: (one) => 10 / (Math.sqrt(one.metrics.cap as number) - Math.sqrt(one.params.lambda)) ** 2 + 20 * (one.params.mean_app + one.params.mean_work),
  work: ({ params }) => params.mean_app + params.mean_work,
  says: ({ params }) => `${params.c} connections held through ${params.mean_app} s of application time, waiters without bound`,
});
