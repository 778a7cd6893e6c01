/** How many requests a scenario will make, by arithmetic alone: enough to ask before a run that would take minutes. */

import { meanOf } from '../../random/law-moments.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { ArrivalsPlan, TrafficPlan } from '../../model/traffic-plan.ts';
import { demandOf } from '../../sweep/demand.ts';
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

/** The least time that one walk along a route takes, in seconds, when nobody is in its way. */
function roundOf(scenario: Scenario, { route }: TrafficPlan): number {
  const steps = scenario.routes[route]?.steps ?? [];
  const demands = Object.keys(scenario.pools).map((pool) => demandOf(steps, pool, 0));
  return Math.max(0, ...demands.map(({ cpu, blocked, elsewhere }) => cpu + blocked + elsewhere));
}

/** Requests of traffic and cron, retries aside. Finite, at least 0. */
export function expectedRequests(scenario: Scenario): number {
  const length = inSeconds(scenario.run.length);
  const traffic = Object.values(scenario.traffic).reduce((sum, plan) => {
    const batch = plan.batch.kind === 'fixed' ? plan.batch.size : plan.batch.mean;
    return sum + batch * arrivalsIn(plan.arrivals, inSeconds(plan.from), Math.min(length, inSeconds(plan.until)), roundOf(scenario, plan));
  }, 0);
  const jobs = Object.values(scenario.cron).reduce((sum, plan) => sum + plan.ticks.length * plan.threads * plan.repeat, 0);
  const all = traffic + jobs;
  return Number.isFinite(all) ? all : Number.MAX_SAFE_INTEGER;
}
