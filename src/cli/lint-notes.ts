/** What can be said of a plan before it runs: settings that contradict each other, and arithmetic that cannot come out. Each note says what to change. */

import type { DatabasePlan } from '../model/database/plan.ts';
import type { PoolPlan } from '../model/pool/plan.ts';
import type { StepPlan } from '../model/route-plan.ts';
import type { Scenario } from '../model/scenario.ts';
import type { TrafficPlan } from '../model/traffic-plan.ts';
import type { LawPlan } from '../random/samplers.ts';
import { deadlockFloor, fleetConnections, littleCount, perInstanceCeiling } from '../theory/bounds.ts';
import { heldAtOnce, holdOf, inside, instancesOf, loadsOn } from '../sweep/demand.ts';
import { durationText, plainNumber, shareText } from '../units/text.ts';
import { type Duration, forever } from '../units/time.ts';
import { poolerNotes } from './pooler-notes.ts';

export interface Note {
  /** Where in the scenario, as a path. */
  readonly at: string;
  readonly says: string;
}

/** All notes on a scenario, in the order of the file's keys. */
export const notesOn = (scenario: Scenario): readonly Note[] => [
  ...Object.entries(scenario.databases).flatMap(([name, database]) => [...fleetNotes(scenario, name, database), ...machineNotes(name, database)]),
  ...poolerNotes(scenario),
  ...Object.entries(scenario.pools).flatMap(([name, pool]) => idleKillNotes(scenario, name, pool)),
  ...Object.keys(scenario.routes).flatMap((name) => nestingNotes(scenario, name)),
  ...Object.entries(scenario.traffic).flatMap(([name, traffic]) => patienceNotes(scenario, name, traffic)),
  ...Object.keys(scenario.pools).flatMap((name) => loadNotes(scenario, name)),
];

/** More connections allowed over all instances than the server admits: refusals as soon as the fleet is busy. */
function fleetNotes(scenario: Scenario, name: string, database: DatabasePlan): Note[] {
  const poolers = Object.entries(scenario.poolers).filter(([, pooler]) => pooler.shareOfServer === null);
  const pools = [...Object.entries(scenario.pools), ...poolers].filter(([, pool]) => pool.database === name && Number.isFinite(pool.policy.max));
  const wanted = pools.reduce((sum, [pool, plan]) => sum + fleetConnections(instancesOf(scenario, pool), plan.policy.max), 0);
  const { maxConnections, reservedConnections: reserved } = database;
  if (wanted <= maxConnections - reserved) return [];
  const parts = pools.map(([pool, plan]) => `${pool}: ${instancesOf(scenario, pool)} × ${plan.policy.max}`).join(', ');
  const [only] = pools;
  const cure = pools.length === 1 && only !== undefined ? ` At most ${Math.max(0, Math.floor(perInstanceCeiling({ maxConnections, reserved, share: 0.8, instances: instancesOf(scenario, only[0]) })))} each keeps it at 80%.` : '';
  return [{ at: `databases.${name}`, says: `the pools may open ${wanted} connections (${parts}), but the server admits ${maxConnections - reserved} (${maxConnections} less ${reserved} reserved): it will refuse the rest.${cure}` }];
}

/** Costs of a machine that cannot be what was meant: a login that computes for longer than it takes, buffers larger than the memory. */
function machineNotes(name: string, { connect, connectCpu, memory, sharedBuffers }: DatabasePlan): Note[] {
  const takes = connect.law === 'constant' ? connect.value : null;
  return [
    ...(takes !== null && connectCpu > takes ? [{ at: `databases.${name}.connectCpu`, says: `a login takes ${durationText(takes)} in all, so no more than that of connectCpu (${durationText(connectCpu)}) is spent on the cores. Raise connect, or lower connectCpu.` }] : []),
    ...(memory !== null && sharedBuffers >= memory ? [{ at: `databases.${name}.sharedBuffers`, says: 'the shared buffers alone take all of memory: every session is in swap from the start. Servers are usually given a quarter of it.' }] : []),
  ];
}

/** Connections that rest for longer than the server lets them: they are dead when they are lent. */
function idleKillNotes(scenario: Scenario, name: string, { database, policy }: PoolPlan): Note[] {
  const kill = scenario.databases[database]?.idleSessionTimeout ?? forever;
  if (kill === forever || policy.keepIdle === 0 || Math.min(policy.lifetime, policy.idleTimeout) < kill || policy.checkAfterIdle < kill) return [];
  return [{ at: `pools.${name}`, says: `${database} ends sessions idle for ${durationText(kill)}, and the pool keeps them longer without a check: it will lend dead connections. Keep the lifetime or idle timeout below ${durationText(kill)}, or check before lending.` }];
}

/** A route that asks a pool for another connection while it holds one: everybody may hold the first and wait for the second. */
function nestingNotes(scenario: Scenario, route: string): Note[] {
  const steps = scenario.routes[route]?.steps ?? [];
  return Object.entries(scenario.pools).flatMap(([pool, { policy }]) => {
    const needed = heldAtOnce(steps, pool, 0);
    if (needed < 2 || !Number.isFinite(policy.max)) return [];
    const sources = Object.values(scenario.traffic).filter((one) => one.route === route);
    const threads = sources.reduce((sum, one) => sum + (one.arrivals.kind === 'users' ? one.arrivals.users : 0), 0) + Object.values(scenario.cron).filter((job) => job.route === route).reduce((sum, job) => sum + job.threads, 0);
    const open = sources.some((one) => one.arrivals.kind !== 'users');
    const floor = deadlockFloor(threads, needed);
    if (!open && threads > 0 && policy.max >= floor) return [];
    const cure = open || threads === 0 ? 'No size is safe for open traffic: limit how many walk this route at once, or give the second connection a pool of its own.' : `${threads} at once need at least ${floor} connections; the pool has ${policy.max}.`;
    return [{ at: `routes.${route}`, says: `a request holds ${needed} connections of ${pool} at once: when everyone holds one and waits for the next, nobody goes on. ${cure}` }];
  });
}

const constant = (plan: LawPlan | null): Duration => (plan?.law === 'constant' ? plan.value : forever);

/** Pools that a route borrows from. */
const poolsOf = (steps: readonly StepPlan[]): readonly string[] =>
  [...new Set(steps.flatMap((step) => [...('pool' in step && step.pool !== null ? [step.pool] : []), ...poolsOf(inside(step))]))];

/** Waiting that outlasts the client: its work is done for nobody. */
function patienceNotes(scenario: Scenario, name: string, traffic: TrafficPlan): Note[] {
  const patience = constant(traffic.patience);
  return poolsOf(scenario.routes[traffic.route]?.steps ?? []).flatMap((pool) => {
    const plan = scenario.pools[pool];
    if (plan === undefined || plan.policy.serve === 'nobody' || !Number.isFinite(plan.policy.max)) return [];
    const acquire = constant(plan.policy.patience);
    if (acquire === forever && patience === forever) return plan.policy.patience.law === 'constant' ? [{ at: `pools.${pool}`, says: `callers of ${name} wait for ever when the pool is exhausted: neither the pool nor the client has a timeout.` }] : [];
    const statement = scenario.databases[plan.database]?.statementTimeout ?? forever;
    const whole = acquire + (statement === forever ? 0 : statement);
    if (patience === forever || whole <= patience) return [];
    const sum = statement === forever ? durationText(acquire) : `${durationText(acquire)} (acquire) + ${durationText(statement)} (statement)`;
    return [{ at: `traffic.${name}`, says: `the client gives up after ${durationText(patience)}, but ${pool} lets it wait ${sum}: the rest is work for nobody. Keep the sum below the client's patience.` }];
  });
}

/** Little's law on the pool: the connections that steady traffic keeps busy on average, against those there are. */
function loadNotes(scenario: Scenario, name: string): Note[] {
  const pool = scenario.pools[name];
  if (pool === undefined || !Number.isFinite(pool.policy.max)) return [];
  const needed = loadsOn(scenario, name).reduce((sum, { rate, demand }) => sum + littleCount(rate, holdOf(demand)), 0);
  const there = fleetConnections(instancesOf(scenario, name), pool.policy.max);
  if (!Number.isFinite(needed) || needed < 0.8 * there) return [];
  const says = needed >= there ? 'no waiting line can make up for that' : 'every burst will wait';
  return [{ at: `pools.${name}`, says: `traffic alone keeps ${plainNumber(needed)} of ${there} connections busy (rate × hold time, ${shareText(needed / there)}): ${says}.` }];
}
