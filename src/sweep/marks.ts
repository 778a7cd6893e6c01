/** The sizes that arithmetic names for a pool, to stand beside what the simulation found: floors by Little's law and against deadlock, the knee, the rule of thumb, the ceiling of the fleet. */

import type { Scenario } from '../model/scenario.ts';
import type { SweepMark } from '../result/sweep.ts';
import { coresRule, deadlockFloor, knee, perInstanceCeiling } from '../theory/bounds.ts';
import { plainNumber } from '../units/text.ts';
import { heldAtOnce, holdOf, instancesOf, loadsOn } from './demand.ts';
import { needsDuring, usualNeed } from './needs.ts';

const about = (value: number): string => plainNumber(Number(value.toPrecision(3)));

/** All marks that apply to the pool of each instance, in the order of their sizes. */
export function marksOf(scenario: Scenario, pool: string): readonly SweepMark[] {
  const marks = [...littleMarks(scenario, pool), ...deadlockMarks(scenario, pool), ...coreMarks(scenario, pool), ...fleetMarks(scenario, pool)];
  return marks.filter((mark) => Number.isFinite(mark.size) && mark.size > 0).sort((a, b) => a.size - b.size);
}

/** Rate × hold of the traffic; and the same while a job runs, with its own threads and the slowness it brings. */
function littleMarks(scenario: Scenario, pool: string): SweepMark[] {
  const loads = loadsOn(scenario, pool);
  const instances = instancesOf(scenario, pool);
  const each = instances === 1 ? '' : `, over ${instances} instances`;
  const needed = usualNeed(scenario, pool);
  const usual: SweepMark[] = needed > 0 ? [{ id: 'littlesFloor', size: needed, label: `Little's floor ${about(needed)}`, says: `rate × hold: ${loads.map(({ name, rate, demand }) => `${name} ${plainNumber(rate)}/s × ${about(holdOf(demand) * 1000)} ms`).join(' + ')}${each}` }] : [];
  return [...usual, ...Object.keys(scenario.cron).flatMap((job): SweepMark[] => {
    const { traffic, own } = needsDuring(scenario, pool, job);
    const then = traffic + own;
    return then > needed * 1.001 ? [{ id: 'littlesFloor', size: then, label: `during ${job} ${about(then)}`, says: `Little's floor while ${job} runs: the holds of the others as slow as it makes them${own > 0 ? `, and ${about(own)} connections of its own` : ''}${each}` }] : [];
  })];
}

function deadlockMarks(scenario: Scenario, pool: string): SweepMark[] {
  return Object.entries(scenario.routes).flatMap(([route, { steps }]): SweepMark[] => {
    const needed = heldAtOnce(steps, pool, 0);
    const sources = Object.values(scenario.traffic).filter((one) => one.route === route);
    if (needed < 2 || sources.some((one) => one.arrivals.kind !== 'users')) return [];
    const threads = sources.reduce((sum, one) => sum + (one.arrivals.kind === 'users' ? one.arrivals.users : 0), 0) + Object.values(scenario.cron).filter((job) => job.route === route).reduce((sum, job) => sum + job.threads, 0);
    const size = deadlockFloor(Math.ceil(threads / instancesOf(scenario, pool)), needed);
    return threads === 0 ? [] : [{ id: 'deadlockFloor', size, label: `deadlock floor ${size}`, says: `${threads} at once that hold ${needed} connections each: threads × (connections − 1) + 1` }];
  });
}

/** cores × (1 + blocked/CPU), weighted over the traffic on this pool, and cores × 2 + spindles. Blocked is all time of the hold without processor. */
function coreMarks(scenario: Scenario, pool: string): SweepMark[] {
  const database = scenario.databases[scenario.pools[pool]?.database ?? ''];
  if (database === undefined || !Number.isFinite(database.cores)) return [];
  const loads = loadsOn(scenario, pool);
  const instances = instancesOf(scenario, pool);
  const cpu = loads.reduce((sum, { rate, demand }) => sum + rate * demand.cpu, 0);
  const blocked = loads.reduce((sum, { rate, demand }) => sum + rate * (demand.blocked + demand.elsewhere), 0);
  const spindles = Number.isFinite(database.disks) ? database.disks : 1;
  const [best, rule] = [knee(database.cores, cpu, blocked) / instances, coresRule(database.cores, spindles) / instances];
  const each = instances === 1 ? '' : `, over ${instances} instances`;
  return [
    ...(cpu > 0 ? [{ id: 'knee' as const, size: best, label: `cores × (1 + blocked/CPU) ${about(best)}`, says: `${database.cores} core${database.cores === 1 ? '' : 's'} × (1 + ${about(blocked / cpu)})${each}: enough to keep every core busy` }] : []),
    { id: 'coresRule', size: rule, label: `cores × 2 + spindles ${about(rule)}`, says: `${database.cores} × 2 + ${spindles}${Number.isFinite(database.disks) ? '' : ' (the scenario names no disks: one is assumed)'}${each}` },
  ];
}

/** What the server admits, less what other pools may take, per instance. */
function fleetMarks(scenario: Scenario, pool: string): SweepMark[] {
  const name = scenario.pools[pool]?.database ?? '';
  const database = scenario.databases[name];
  if (database === undefined || !Number.isFinite(database.maxConnections)) return [];
  const others = Object.entries(scenario.pools).filter(([one, plan]) => one !== pool && plan.database === name).reduce((sum, [one, plan]) => sum + instancesOf(scenario, one) * plan.policy.max, 0);
  const instances = instancesOf(scenario, pool);
  const size = perInstanceCeiling({ maxConnections: database.maxConnections - (Number.isFinite(others) ? others : 0), reserved: database.reservedConnections, instances });
  return [{ id: 'fleetCeiling', size, label: `fleet ceiling ${size}`, says: `(${database.maxConnections} admitted − ${database.reservedConnections} reserved${Number.isFinite(others) && others > 0 ? ` − ${others} of other pools` : ''}) / ${instances} instance${instances === 1 ? '' : 's'}` }];
}
