/** How many requests a scenario will make, by arithmetic alone: enough to ask before a run that would take minutes. */

import { meanOf } from '../../random/law-moments.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { ArrivalsPlan, TrafficPlan } from '../../model/traffic-plan.ts';
import { demandOf, holdOf, instancesOf } from '../../sweep/demand.ts';
import { inSeconds } from '../../units/time.ts';

/** A user whose route costs nothing still needs some time for a round. */
const leastRoundS = 0.001;

/** Arrivals from second `from` to second `until`. */
function arrivalsIn(arrivals: ArrivalsPlan, from: number, until: number, roundS: number): number {
  const length = Math.max(0, until - from);
  switch (arrivals.kind) {
    case 'poisson':
    case 'constant': return arrivals.rates.reduce((sum, step, i) => {
      const next = arrivals.rates[i + 1];
      const begins = Math.max(from, inSeconds(step.from));
      const ends = Math.min(until, next === undefined ? until : inSeconds(next.from));
      return sum + step.rate * Math.max(0, ends - begins);
    }, 0);
    case 'gaps': return length / Math.max(1e-6, inSeconds(meanOf(arrivals.gaps)));
    case 'bursts': return (arrivals.size * length) / Math.max(1e-6, inSeconds(arrivals.every));
    case 'trace': return arrivals.rows.at.length;
    case 'users': return (arrivals.users * length) / Math.max(leastRoundS, inSeconds(meanOf(arrivals.think)) + roundS);
  }
}

/** The least time that one walk along a route holds connections of a pool, in seconds, when nobody is in its way. */
const holdIn = (scenario: Scenario, { route }: TrafficPlan, pool: string): number =>
  holdOf(demandOf(scenario.routes[route]?.steps ?? [], pool, inSeconds(scenario.databases[scenario.pools[pool]?.database ?? '']?.roundTrip ?? 0)));

/** Rounds per second that the pools of a route let through at most: the users behind them wait. */
function throughPools(scenario: Scenario, plan: TrafficPlan): number {
  return Object.entries(scenario.pools).reduce((least, [name, pool]) => {
    const hold = holdIn(scenario, plan, name);
    return hold > 0 ? Math.min(least, (pool.policy.max * instancesOf(scenario, name)) / hold) : least;
  }, Number.POSITIVE_INFINITY);
}

const roundOf = (scenario: Scenario, plan: TrafficPlan): number => Math.max(0, ...Object.keys(scenario.pools).map((pool) => holdIn(scenario, plan, pool)));

/** Requests of traffic and cron, retries aside; of users who wait for each other at most so many. Finite, at least 0. */
export function expectedRequests(scenario: Scenario): number {
  const length = inSeconds(scenario.run.length);
  const traffic = Object.values(scenario.traffic).reduce((sum, plan) => {
    const batch = plan.batch.kind === 'fixed' ? plan.batch.size : plan.batch.mean;
    const [from, until] = [inSeconds(plan.from), Math.min(length, inSeconds(plan.until))];
    const arrivals = arrivalsIn(plan.arrivals, from, until, roundOf(scenario, plan));
    return sum + batch * (plan.arrivals.kind === 'users' ? Math.min(arrivals, throughPools(scenario, plan) * Math.max(0, until - from)) : arrivals);
  }, 0);
  const jobs = Object.values(scenario.cron).reduce((sum, plan) => sum + plan.ticks.length * plan.threads * plan.repeat, 0);
  const all = traffic + jobs;
  return Number.isFinite(all) ? all : Number.MAX_SAFE_INTEGER;
}
