/**
 * The point without simulation, where a closed form knows it: one class of Poisson requests, each a single query, a pool served first come first served, a
 * database that shares its cores. Exact for exponential processor time and nothing blocked (theory notes §2); with blocked time the network inside is folded
 * into one speed curve (Chandy, Herzog & Woo 1975), which is nearly exact. Steady state: no jobs, no incidents, no cost of opening connections.
 */

import { speed as contentionSpeed } from '../model/database/contention.ts';
import type { DatabasePlan } from '../model/database/plan.ts';
import type { StepPlan } from '../model/route-plan.ts';
import type { Scenario } from '../model/scenario.ts';
import { meanOf } from '../random/law-moments.ts';
import type { LawPlan } from '../random/samplers.ts';
import type { Preview } from '../result/sweep.ts';
import { closedNetwork } from '../theory/networks.ts';
import { poolBeforeDatabase } from '../theory/shared-database.ts';
import type { Speed } from '../theory/solving.ts';
import { poolWithTimeout } from '../theory/timeouts.ts';
import { inSeconds } from '../units/time.ts';
import { instancesOf } from './demand.ts';

/** The core model that a scenario is; null when it is something else. Times in seconds. */
interface CoreModel {
  readonly name: string;
  readonly rate: number;
  readonly size: number;
  readonly work: number;
  readonly speed: Speed;
  /** Infinity: callers wait for ever. */
  readonly timeout: number;
  readonly exact: boolean;
}

/** What the closed forms say of the scenario; null where they have no answer. */
export function previewOf(scenario: Scenario): Preview | null {
  const core = coreModelOf(scenario);
  if (core === null) return null;
  const { name, exact, timeout } = core;
  const about = { model: `${exact ? 'exact' : 'approximation'}: Poisson arrivals, pool of ${core.size}, ${Number.isFinite(timeout) ? 'acquire timeout, ' : ''}shared cores`, exact, class: name };
  if (Number.isFinite(timeout)) {
    const said = poolWithTimeout({ ...core, timeout });
    return { ...about, failedShare: said.timeoutShare, goodputPerS: said.throughput, meanMs: said.responseMeanOfServed * 1000, p50Ms: null, p99Ms: null, waitMeanMs: said.waitMeanOfAll * 1000 };
  }
  const said = poolBeforeDatabase(core);
  if (said === null) return { ...about, model: `${about.model}; it cannot keep up`, failedShare: null, goodputPerS: null, meanMs: null, p50Ms: null, p99Ms: null, waitMeanMs: null };
  const response = said.response();
  return { ...about, failedShare: 0, goodputPerS: core.rate, meanMs: said.responseMean * 1000, p50Ms: response.quantile(0.5) * 1000, p99Ms: response.quantile(0.99) * 1000, waitMeanMs: said.waitMean * 1000 };
}

function coreModelOf(scenario: Scenario): CoreModel | null {
  const [entry, ...others] = Object.entries(scenario.traffic);
  if (entry === undefined || others.length > 0 || Object.keys(scenario.cron).length > 0 || scenario.incidents.length > 0) return null;
  const [name, { arrivals, batch, patience, retry, breaker, route, from, until }] = entry;
  const plain = batch.kind === 'fixed' && batch.size === 1 && patience === null && retry === null && breaker === null && from === 0 && !(until < scenario.run.length);
  const rate = arrivals.kind === 'poisson' && arrivals.rates.length === 1 ? (arrivals.rates[0]?.rate ?? 0) : 0;
  const plan = scenario.routes[route];
  const [query, ...more] = plan?.steps ?? [];
  if (!plain || rate <= 0 || plan === undefined || plan.leak.kind !== 'never' || query?.step !== 'query' || query.pool === null || query.lock !== null || query.acquireTimeout !== null || more.length > 0) return null;
  const pool = scenario.pools[query.pool];
  const database = scenario.databases[pool?.database ?? ''];
  if (pool === undefined || database === undefined || instancesOf(scenario, query.pool) > 1) return null;
  const { max, serve, maxWaiting, patience: waits } = pool.policy;
  if (!Number.isFinite(max) || serve !== 'firstCome' || maxWaiting !== Number.POSITIVE_INFINITY || waits.law !== 'constant') return null;
  const inner = databaseOf(query, database, max);
  return inner === null ? null : { name, rate, size: max, timeout: inSeconds(waits.value), ...inner };
}

const isNothing = (law: LawPlan): boolean => law.law === 'constant' && law.value === 0;

/** The database as work and a speed curve. */
function databaseOf(query: StepPlan & { readonly step: 'query' }, database: DatabasePlan, size: number): Pick<CoreModel, 'work' | 'speed' | 'exact'> | null {
  if (Number.isFinite(database.disks) || database.inTurn === true) return null;
  const cpu = inSeconds(meanOf(query.cpu));
  const blocked = inSeconds(meanOf(query.blocked)) + inSeconds(database.roundTrip);
  if (!Number.isFinite(cpu + blocked) || cpu + blocked === 0) return null;
  const { cores, contention } = database;
  const curve: Speed = (n) => contentionSpeed(contention, cores, n);
  const costFree = contention.law !== 'perStatement' || (contention.cost === 0 && contention.wake === 0);
  if (blocked === 0) return { work: cpu, speed: curve, exact: query.cpu.law === 'exponential' && costFree };
  const alone = !Number.isFinite(cores) || isNothing(query.cpu);
  if (alone) return { work: cpu + blocked, speed: (n) => n, exact: isNothing(query.cpu) && query.blocked.law === 'exponential' && database.roundTrip === 0 };
  if (contention.law !== 'none' && contention.law !== 'perStatement') return null;
  const rates = Array.from({ length: size }, (_, i) => closedNetwork({ callers: i + 1, think: blocked, stations: [{ name: 'cores', demand: cpu, servers: cores }] }).throughput);
  return { work: 1, speed: (n) => (n <= 0 ? 0 : (rates[Math.min(n, size) - 1] ?? 0)), exact: false };
}
