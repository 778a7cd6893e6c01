/** Rules that concern several parts of a scenario at once: circles, collisions, what is missing for a route to work, what nobody uses. */

import { type Issue, type Path, type Reference } from '../shape.ts';
import { isTable } from '../shape/tables.ts';
import { namesUnder } from './references.ts';

type Data = { readonly [key: string]: unknown };

const issue = (path: Path, says: string, on: 'key' | 'value' = 'value'): Issue => ({ path, on, says });
const table = (value: unknown): Data => (isTable(value) ? value : {});

/** The mistakes that no single part can see. They look at the data itself, so that a mistake elsewhere does not hide them; `meant` are
 *  top-level keys that were misspelt. */
export function crossIssues(data: Data, meant: ReadonlySet<string>): Issue[] {
  const silent = meant.has('traffic') || meant.has('cron') ? [] : nobodyComes(data);
  return [...collidingClasses(data), ...ambiguousPoolers(data), ...silent, ...circlesOfReplicas(data), ...sharedPools(data), ...repeatedAlerts(data), ...homelessQueries(data)];
}

function collidingClasses(data: Data): Issue[] {
  const traffic = new Set(namesUnder(data.traffic));
  return namesUnder(data.cron).filter((name) => traffic.has(name)).map((name) => issue(['cron', name], `"${name}" is a traffic source already: a class needs a name of its own`, 'key'));
}

/** A pooler's name stands where a database's or a pool's may: in `database` of a pool, in incidents, in promises. */
function ambiguousPoolers(data: Data): Issue[] {
  return ['databases', 'pools'].flatMap((part) => {
    const taken = new Set(namesUnder(data[part]));
    return namesUnder(data.poolers).filter((name) => taken.has(name)).map((name) => issue(['poolers', name], `"${name}" stands under ${part} already: a pooler needs a name of its own`, 'key'));
  });
}

function nobodyComes(data: Data): Issue[] {
  const empty = (part: unknown): boolean => part === undefined || (isTable(part) && Object.keys(part).length === 0);
  return empty(data.traffic) && empty(data.cron) ? [issue([], 'no requests: give "traffic" or "cron"')] : [];
}

/** A database that copies itself, directly or through others; told once for each circle. */
function circlesOfReplicas(data: Data): Issue[] {
  const databases = table(data.databases);
  const sourceOf = (name: string): string | undefined => {
    const source = table(databases[name]).replicaOf;
    return typeof source === 'string' && Object.hasOwn(databases, source) ? source : undefined;
  };
  const told = new Set<string>();
  return Object.keys(databases).flatMap((start) => {
    const seen: string[] = [];
    for (let at: string | undefined = start; at !== undefined && !told.has(at); at = sourceOf(at)) {
      if (at === start && seen.length > 0) {
        for (const name of seen) told.add(name);
        return [issue(['databases', start, 'replicaOf'], `a database cannot be a copy of itself: ${[...seen, start].join(' → ')}`)];
      }
      if (seen.includes(at)) break;
      seen.push(at);
    }
    return [];
  });
}

function sharedPools(data: Data): Issue[] {
  const owners = new Map<string, string>();
  return Object.entries(table(data.apps)).flatMap(([app, plan]) => {
    const pools = table(plan).pools;
    return (Array.isArray(pools) ? pools : []).flatMap((pool, i) => {
      if (typeof pool !== 'string') return [];
      const owner = owners.get(pool);
      if (owner === undefined) owners.set(pool, app);
      return owner === undefined ? [] : [issue(['apps', app, 'pools', i], owner === app ? `"${pool}" is listed twice` : `"${pool}" belongs to the app "${owner}" already: every app has pools of its own`)];
    });
  });
}

function repeatedAlerts(data: Data): Issue[] {
  const seen = new Set<string>();
  return (Array.isArray(data.alerts) ? data.alerts : []).flatMap((alert, i) => {
    const { name } = table(alert);
    if (typeof name !== 'string') return [];
    const repeated = seen.has(name);
    seen.add(name);
    return repeated ? [issue(['alerts', i, 'name'], `"${name}" is the name of another alert already`)] : [];
  });
}

/** A query needs a connection: its own `pool`, or a transaction around it. */
function homelessQueries(data: Data): Issue[] {
  const found: Issue[] = [];
  for (const [name, route] of Object.entries(table(data.routes))) {
    const inTable = isTable(route);
    walkSteps(inTable ? route.steps : route, ['routes', name, ...(inTable ? ['steps'] : [])], false, (path) => found.push(issue(path, 'which connection? Give the query a "pool", or put it into a transaction')));
  }
  return found;
}

function walkSteps(steps: unknown, path: Path, connected: boolean, homeless: (path: Path) => void): void {
  if (!Array.isArray(steps) || path.length > 200) return;
  for (const [i, step] of steps.entries()) {
    const { query, transaction, nested, choose, parallel } = table(step);
    const at = [...path, i];
    if (isTable(query) && query.pool === undefined && !connected) homeless([...at, 'query']);
    walkSteps(table(transaction).steps, [...at, 'transaction', 'steps'], true, homeless);
    walkSteps(table(nested).steps, [...at, 'nested', 'steps'], true, homeless);
    for (const [j, way] of (Array.isArray(choose) ? choose : []).entries()) walkSteps(table(way).steps, [...at, 'choose', j, 'steps'], connected, homeless);
    for (const [j, branch] of (Array.isArray(parallel) ? parallel : []).entries()) walkSteps(branch, [...at, 'parallel', j], connected, homeless);
  }
}

/** What stands in the scenario and is never used: worth a remark, not a mistake. */
export function unusedNotes(data: Data, references: readonly Reference[]): string[] {
  const uses = new Set(references.map((one) => `${one.path[0]} uses ${one.to}/${one.name}`));
  const unusedIn = (part: string, as: readonly string[], by: readonly string[], says: string): string[] =>
    namesUnder(data[part]).filter((name) => !by.some((user) => as.some((to) => uses.has(`${user} uses ${to}/${name}`)))).map((name) => `${part}.${name}: ${says}`);
  return [
    ...unusedIn('databases', ['databases', 'databasesOrPoolers'], ['databases', 'poolers', 'pools', 'incidents'], 'no pool connects to this database'),
    ...unusedIn('poolers', ['databasesOrPoolers'], ['pools', 'incidents'], 'no pool connects to this pooler'),
    ...unusedIn('pools', ['pools', 'poolsOrPoolers'], ['routes', 'incidents'], 'no route borrows from this pool'),
    ...unusedIn('routes', ['routes'], ['traffic', 'cron'], 'no traffic takes this route'),
  ];
}
