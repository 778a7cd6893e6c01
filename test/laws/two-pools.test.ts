/** Bulkheads: two pools on one processor-sharing database, against one shared pool; and two pools with waiters. */

import { classIn, type Sight } from '../helpers/ensemble.ts';
import { type Reading, testFamily } from '../helpers/family.ts';
import type { ClassCounts } from '../helpers/probe.ts';
import type { Case } from '../helpers/theory-cases.ts';
import { databaseOf, lawOf, perSecond, runFor, type Text, type Timing } from '../helpers/theory-scenarios.ts';

const of = (kind: Reading['kind'], name: string, read: (one: ClassCounts, sight: Sight) => number): Reading => ({ kind, of: (sight) => read(classIn(sight, name), sight) });

/** Classes `first` and `second`, each with a pool of its own or together at one. */
function bulkheads({ params }: Case, timing: Timing, law: 'exp' | 'det', more: Text, shared: boolean): Text {
  const pools = shared ? { both: { database: 'db', max: params.c1 + params.c2, ...more } } : { one: { database: 'db', max: params.c1, ...more }, two: { database: 'db', max: params.c2, ...more } };
  const route = (pool: string, work: number) => [{ query: { pool: shared ? 'both' : pool, cpu: lawOf(law, work) } }];
  return {
    run: runFor(timing), databases: { db: databaseOf(params.db) }, pools, routes: { first: route('one', params.mean_work1), second: route('two', params.mean_work2) },
    traffic: { first: { route: 'first', rate: perSecond(params.lambda1) }, second: { route: 'second', rate: perSecond(params.lambda2) } },
  };
}

const refused = (name: string) => of('share', name, (one) => 1 - one.hold.count / one.waitAll.count);
const hold = (name: string) => of('time', name, (one) => one.hold.mean);
const active = (pool: string): Reading => ({ kind: 'count', of: ({ result }) => result.pools[pool]?.activeMean ?? Number.NaN });
const rate = (pool: string): Reading => ({ kind: 'rate', of: ({ result, probe }) => (result.pools[pool]?.acquired ?? Number.NaN) / (probe.nowS - probe.from) });

const separate = ['p_block1', 'p_block2', 'conc1_mean', 'conc2_mean', 'hold1_mean', 'hold2_mean', 'throughput1', 'throughput2'];
const together = ['p_block_shared', 'hold1_shared', 'hold2_shared'];
const none = (metrics: readonly string[]) => Object.fromEntries(metrics.map((metric) => [metric, null]));

testFamily('two_pool_loss', {
  rate: ({ params }) => params.lambda1 + params.lambda2,
  scenario: (one, timing) => ({
    variants: {
      'separate, exponential': bulkheads(one, timing, 'exp', { maxWaiting: 0 }, false), 'separate, constant': bulkheads(one, timing, 'det', { maxWaiting: 0 }, false),
      'shared, exponential': bulkheads(one, timing, 'exp', { maxWaiting: 0 }, true),
    },
  }),
  readings: (_, variant) => variant.startsWith('separate')
    ? { p_block1: refused('first'), p_block2: refused('second'), conc1_mean: active('one'), conc2_mean: active('two'), hold1_mean: hold('first'), hold2_mean: hold('second'), throughput1: rate('one'), throughput2: rate('two'), ...none(together) }
    : { ...none(separate), p_block_shared: { kind: 'share', of: ({ probe }) => 1 - probe.classes.reduce((sum, each) => sum + each.hold.count, 0) / probe.classes.reduce((sum, each) => sum + each.waitAll.count, 0) }, hold1_shared: hold('first'), hold2_shared: hold('second') },
  warmUp: ({ params }) => 12 * Math.max(params.mean_work1, params.mean_work2),
  work: ({ params }) => (params.lambda1 * params.mean_work1 + params.lambda2 * params.mean_work2) / (params.lambda1 + params.lambda2),
  says: ({ params }) => `${params.c1} and ${params.c2} connections on one database`,
});

testFamily('two_pool_queue', {
  rate: ({ params }) => params.lambda1 + params.lambda2,
  scenario: (one, timing) => bulkheads(one, timing, 'exp', {}, false),
  readings: () => Object.fromEntries(['first', 'second'].flatMap((name, i) => [
    [`p_wait${i + 1}`, of('share', name, (one) => 1 - one.servedAtOnce / one.waitAll.count)], [`wq${i + 1}_mean`, of('time', name, (one) => one.waitServed.mean)],
    [`hold${i + 1}_mean`, hold(name)], [`r${i + 1}_mean`, of('time', name, (one) => one.response.mean)],
  ])),
  warmUp: ({ params }) => 40 * Math.max(params.mean_work1, params.mean_work2),
  work: ({ params }) => (params.lambda1 * params.mean_work1 + params.lambda2 * params.mean_work2) / (params.lambda1 + params.lambda2),
  says: ({ params }) => `${params.c1} and ${params.c2} connections on one database, waiters without bound`,
});
