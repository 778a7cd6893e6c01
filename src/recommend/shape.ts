/**
 * What is known of the response before anything runs. Where a closed form knows every figure at every size, the whole curve is known: its bands say where to
 * look, and the sizes in between need no simulation. Without one, the wait in a pool served first come first served, whose holds nobody else can stretch and
 * whose callers never give up, falls with every connection, request by request (Kiefer & Wolfowitz 1955; Stoyan 1983, §6): then bisection is safe. Everywhere
 * else a larger pool may do harm (timeouts, contention, locks, limits of the server), and what was not simulated is only assumed.
 */

import type { Scenario } from '../model/scenario.ts';
import type { Preview } from '../result/sweep.ts';
import { loadsOn } from '../sweep/demand.ts';
import type { GridPoint } from '../sweep/grid.ts';
import type { Objective } from './objective.ts';

export interface Shape {
  readonly kind: 'exact' | 'falling' | 'guide' | 'unknown';
  /** The sizes in between two of one verdict need no simulation. */
  readonly proven: boolean;
  readonly says: string;
  /** What theory says of each size; null where it does not know. */
  readonly inTheory: readonly (boolean | null)[];
}

/** The figure of an objective in a preview; null where theory has none. */
function figureOf({ condition: { measure, of, part }, judgedBy }: Objective, preview: Preview): number | null {
  if (preview.class !== of || judgedBy !== 'mean') return null;
  if (part === 'wait') return measure === 'mean' ? preview.waitMeanMs : null;
  if (part === 'hold') return null;
  switch (measure) {
    case 'failedShare': return preview.failedShare;
    case 'throughput': return preview.goodputPerS;
    case 'mean': return preview.meanMs;
    case 'p50': return preview.p50Ms;
    case 'p99': return preview.p99Ms;
    default: return null;
  }
}

/** Whether theory says that all objectives are met; null where it does not know one of those that could still fail. */
function metInTheory(preview: Preview | null, objectives: readonly Objective[]): boolean | null {
  if (preview === null) return null;
  // A pool that cannot keep up has no steady state: every wait grows.
  if (/cannot keep up/.test(preview.model)) return false;
  const met = objectives.map((one) => {
    const figure = figureOf(one, preview);
    return figure === null ? null : figure >= (one.atLeast ?? Number.NEGATIVE_INFINITY) && figure <= (one.atMost ?? Number.POSITIVE_INFINITY);
  });
  return met.includes(false) ? false : met.includes(null) ? null : true;
}

/** The shape of the response over these sizes. `pool`: whose size they are. */
export function shapeOf(scenario: Scenario, points: readonly GridPoint[], objectives: readonly Objective[], pool: string | null): Shape {
  const inTheory = points.map((point) => metInTheory(point.preview, objectives));
  const known = inTheory.every((one) => one !== null);
  if (known && points.every((point) => point.preview?.exact)) return { kind: 'exact', proven: true, inTheory, says: 'a closed form knows every size exactly, so that the edges alone are simulated, with their neighbours' };
  if (pool !== null && falls(scenario, pool, points, objectives)) return { kind: 'falling', proven: true, inTheory, says: 'no hold depends on others and nobody gives up, so that every wait falls as the pool grows (Kiefer & Wolfowitz 1955): bisection is safe' };
  const unsafe = 'not proven: with timeouts, shared cores or other pools a larger size may do harm and do good again. Sizes between two of one verdict were not simulated: --every does';
  return known ? { kind: 'guide', proven: false, inTheory, says: `${unsafe}. A closed form that is nearly right says where to look` } : { kind: 'unknown', proven: false, inTheory, says: unsafe };
}

/** Whether every latency falls as the pool grows, for every single request. */
function falls(scenario: Scenario, pool: string, points: readonly GridPoint[], objectives: readonly Objective[]): boolean {
  const plan = scenario.pools[pool];
  const database = scenario.databases[plan?.database ?? ''];
  const { traffic, cron, incidents, routes } = scenario;
  if (plan === undefined || database === undefined || plan.kind !== 'plain') return false;
  const calm = Object.keys(cron).length === 0 && incidents.length === 0 && Object.keys(scenario.poolers).length === 0 && Object.keys(scenario.apps).length === 0;
  const patient = plan.policy.patience.law === 'constant' && plan.policy.patience.value === Number.POSITIVE_INFINITY && plan.policy.serve === 'firstCome' && plan.policy.maxWaiting === Number.POSITIVE_INFINITY;
  const sources = Object.values(traffic);
  const open = sources.every((one) => one.arrivals.kind !== 'users' && one.patience === null && one.retry === null && one.breaker === null);
  const single = sources.every((one) => {
    const route = routes[one.route];
    const [step, ...more] = route?.steps ?? [];
    return more.length === 0 && step?.step === 'query' && step.pool === pool && step.lock === null && route?.leak.kind === 'never' && step.acquireTimeout === null;
  });
  // Blocked time is nobody else's where disks are plenty; processor time is shared wherever cores can run out.
  const alone = !Number.isFinite(database.disks) && database.contention.law === 'none' && (!Number.isFinite(database.cores) || loadsOn(scenario, pool).every(({ demand }) => demand.cpu === 0)) && database.statementTimeout === Number.POSITIVE_INFINITY;
  const ready = database.connect.law === 'constant' && database.connect.value === 0 && points.every((point) => (point.sizes[pool] ?? 0) <= database.maxConnections);
  const kept = objectives.every(({ unit, atLeast, condition }) => unit === 'ms' && atLeast === null && Object.hasOwn(traffic, condition.of));
  return calm && patient && open && single && alone && ready && kept && Object.keys(scenario.pools).length === 1;
}
