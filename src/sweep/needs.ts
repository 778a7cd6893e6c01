/** How many connections of a pool are needed at once, by Little's law: by the traffic every day, and while a job runs that slows it and holds some itself. */

import type { Scenario } from '../model/scenario.ts';
import type { Needs } from '../result/sweep.ts';
import { littleCount } from '../theory/bounds.ts';
import { inSeconds } from '../units/time.ts';
import { demandOf, holdOf, instancesOf, loadsOn } from './demand.ts';

/** Rate × hold of the traffic on each instance's pool; 0 where none names a rate. */
export const usualNeed = (scenario: Scenario, pool: string): number =>
  loadsOn(scenario, pool).reduce((sum, { rate, demand }) => sum + littleCount(rate, holdOf(demand)), 0) / instancesOf(scenario, pool);

/** The same while a job runs: the traffic as slow as the job makes it, and the threads of the job itself, all of them. */
export function needsDuring(scenario: Scenario, pool: string, job: string): { readonly traffic: number; readonly own: number } {
  const plan = scenario.cron[job];
  const instances = instancesOf(scenario, pool);
  if (plan === undefined) return { traffic: usualNeed(scenario, pool), own: 0 };
  const roundTrip = inSeconds(scenario.databases[scenario.pools[pool]?.database ?? '']?.roundTrip ?? 0);
  const own = holdOf(demandOf(scenario.routes[plan.route]?.steps ?? [], pool, roundTrip)) > 0 ? plan.threads : 0;
  const slowed = (name: string): number => plan.slows[name] ?? plan.slows.others ?? 1;
  const traffic = loadsOn(scenario, pool).reduce((sum, { name, rate, demand }) => sum + littleCount(rate, holdOf({ ...demand, blocked: demand.blocked * slowed(name) })), 0);
  return { traffic: traffic / instances, own: own / instances };
}

/** What a pool needs and has, ordinarily and during the job that needs most; null where no rate is known or the pool has no bound. */
export function needsOf(scenario: Scenario, pool: string): Needs | null {
  const has = scenario.pools[pool]?.policy.max ?? Number.POSITIVE_INFINITY;
  const usual = usualNeed(scenario, pool);
  if (usual === 0 || !Number.isFinite(has)) return null;
  const jobs = Object.keys(scenario.cron).map((job) => ({ job, ...needsDuring(scenario, pool, job) })).map((one) => ({ ...one, own: Math.min(one.own, has) }));
  const [most] = jobs.filter(({ traffic, own }) => traffic + own > usual * 1.001).toSorted((a, b) => b.traffic + b.own - a.traffic - a.own);
  return { pool, has, usual, during: most ?? null };
}
