/** What a plan asks of a pool, by arithmetic alone: how long one walk along a route holds its connections, how many at once, from how many instances. */

import type { StepPlan } from '../model/route-plan.ts';
import type { Scenario } from '../model/scenario.ts';
import type { TrafficPlan } from '../model/traffic-plan.ts';
import { meanOf } from '../random/law-moments.ts';
import { inSeconds } from '../units/time.ts';

/** Copies of a pool: at least one, for a pool without an app belongs to an app of one instance. */
export const instancesOf = (scenario: Scenario, pool: string): number =>
  Math.max(1, Object.values(scenario.apps).filter((app) => app.pools.includes(pool)).reduce((sum, app) => sum + app.instances, 0));

/** Steps below a step. */
export const inside = (step: StepPlan): readonly StepPlan[] =>
  step.step === 'transaction' || step.step === 'nested' ? step.steps : step.step === 'choose' ? step.ways.flatMap((way) => way.steps) : step.step === 'parallel' ? step.branches.flat() : [];

/** The most connections of one pool that a walk through these steps holds at once. A query that names a pool borrows from it also inside a transaction. */
export function heldAtOnce(steps: readonly StepPlan[], pool: string, held: number): number {
  return Math.max(held, ...steps.map((step) => {
    const borrows = (step.step === 'query' || step.step === 'transaction' || step.step === 'nested') && step.pool === pool;
    return heldAtOnce(inside(step), pool, held + (borrows ? 1 : 0));
  }));
}

/** What one walk asks for while it holds a connection of the pool, in seconds: processor time, time blocked on the database, time elsewhere. */
export interface Demand {
  readonly cpu: number;
  readonly blocked: number;
  readonly elsewhere: number;
}

const nothing: Demand = { cpu: 0, blocked: 0, elsewhere: 0 };
const added = (a: Demand, b: Demand, share = 1): Demand => ({ cpu: a.cpu + share * b.cpu, blocked: a.blocked + share * b.blocked, elsewhere: a.elsewhere + share * b.elsewhere });

/** The time a connection is held: the least, without waiting and without crowding. */
export const holdOf = ({ cpu, blocked, elsewhere }: Demand): number => cpu + blocked + elsewhere;

/** Means over the laws of the steps. `roundTrip` in seconds counts as time elsewhere. */
export const demandOf = (steps: readonly StepPlan[], pool: string, roundTrip: number, holding = false): Demand =>
  steps.reduce((sum, step) => added(sum, demandOfStep(step, pool, roundTrip, holding)), nothing);

function demandOfStep(step: StepPlan, pool: string, roundTrip: number, holding: boolean): Demand {
  switch (step.step) {
    case 'query': return holding || step.pool === pool ? { cpu: inSeconds(meanOf(step.cpu)), blocked: inSeconds(meanOf(step.blocked)), elsewhere: roundTrip } : nothing;
    case 'call':
    case 'think': return holding ? { ...nothing, elsewhere: inSeconds(meanOf(step.takes)) } : nothing;
    case 'transaction':
    case 'nested': return demandOf(step.steps, pool, roundTrip, holding || step.pool === pool);
    case 'choose': {
      const all = step.ways.reduce((sum, way) => sum + way.share, 0);
      return step.ways.reduce((sum, way) => added(sum, demandOf(way.steps, pool, roundTrip, holding), way.share / all), nothing);
    }
    case 'parallel': return step.branches.map((branch) => demandOf(branch, pool, roundTrip, holding)).reduce((most, one) => (holdOf(one) > holdOf(most) ? one : most), nothing);
  }
}

/** Requests per second at the busiest step of the schedule; null where the plan names no rate (users, traces, bursts, gaps). */
export function rateOf({ arrivals, batch }: TrafficPlan): number | null {
  if (arrivals.kind !== 'poisson' && arrivals.kind !== 'constant') return null;
  return Math.max(0, ...arrivals.rates.map((step) => step.rate)) * (batch.kind === 'fixed' ? batch.size : batch.mean);
}

/** The classes of steady traffic that use a pool, with their rate and what each request asks of it. */
export function loadsOn(scenario: Scenario, pool: string): readonly { readonly name: string; readonly rate: number; readonly demand: Demand }[] {
  const roundTrip = inSeconds(scenario.databases[scenario.pools[pool]?.database ?? '']?.roundTrip ?? 0);
  return Object.entries(scenario.traffic).flatMap(([name, traffic]) => {
    const rate = rateOf(traffic);
    const demand = demandOf(scenario.routes[traffic.route]?.steps ?? [], pool, roundTrip);
    return rate === null || holdOf(demand) === 0 ? [] : [{ name, rate, demand }];
  });
}
