/** Random scenarios as plain data, as a person could have written them: every pool kind, step, way of arriving and incident, at random times and in random company, in short runs. */

import fc from 'fast-check';
import { database } from './databases.ts';
import { type Cast, incidents } from './incidents.ts';
import { pool } from './pools.ts';
import { route } from './routes.ts';
import type { ScenarioData, Table } from './scenario-data.ts';
import { cron, traffic } from './traffic.ts';
import { type Made, often } from './words.ts';

const numbered = (letter: string, most: number): Made<string[]> => fc.integer({ min: 1, max: most }).map((n) => Array.from({ length: n }, (_, i) => `${letter}${i + 1}`));
const tableOf = <T>(names: readonly string[], of: Made<T>): Made<{ [name: string]: T }> => (names.length === 0 ? fc.constant({}) : fc.record(Object.fromEntries(names.map((name) => [name, of]))));
const unlessEmpty = (key: string, part: object): Table => (Object.keys(part).length > 0 ? { [key]: part } : {});

/** Deals pools to apps: each pool to one app, or to none (an app that would have none is left out). */
const appsOf = (pools: readonly string[]): Made<{ [name: string]: Table }> =>
  fc.tuple(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: pools.length, maxLength: pools.length }), fc.integer({ min: 1, max: 4 }), fc.constantFrom('roundRobin', 'random', 'leastBusy')).map(([owners, instances, balance]) =>
    Object.fromEntries([1, 2].map((app) => [`a${app}`, { instances: app === 1 ? instances : 1, balance, pools: pools.filter((_, i) => owners[i] === app) }] as const).filter(([, plan]) => plan.pools.length > 0)));

/** The last of several databases is a replica of the first. */
function followed(table: { [name: string]: Table }): { [name: string]: Table } {
  const [first, ...others] = Object.keys(table);
  const last = others.at(-1);
  return first === undefined || last === undefined ? table : { ...table, [last]: { ...table[last], replicaOf: first, lag: '200ms', replay: '1ms' } };
}

/** Whole scenarios: 1 to 3 databases, 1 to 4 pools of any kind, up to 3 sources and 2 jobs, up to 5 incidents, 2 to 20 seconds. */
export const anyScenario: Made<ScenarioData> = fc
  .tuple(fc.integer({ min: 2, max: 20 }), numbered('d', 3), numbered('p', 4), numbered('r', 3), numbered('t', 3), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 1e6 }))
  .chain(([seconds, databases, pools, routes, sources, jobCount, seed]) => appsOf(pools).chain((apps) => {
    const jobs = Array.from({ length: jobCount }, (_, i) => `c${i + 1}`);
    const cast: Cast = { seconds, databases, pools, apps: Object.keys(apps), routes, sources, jobs };
    return fc.record({
      databases: tableOf(databases, database).map((table) => followed(table)), pools: tableOf(pools, pool(databases)), routes: tableOf(routes, route(pools)),
      traffic: tableOf(sources, traffic(seconds, routes, cast.apps)), cron: tableOf(jobs, cron(seconds, routes, sources)), incidents: incidents(cast),
      measured: often<Table>({}, fc.constant({ measureFrom: '1s' })),
    }).map(({ cron: jobTable, incidents: list, measured, ...rest }): ScenarioData => ({
      run: { length: `${seconds}s`, seed, ...measured }, ...rest, ...unlessEmpty('apps', apps), ...unlessEmpty('cron', jobTable), ...unlessEmpty('incidents', list),
    }));
  }));
