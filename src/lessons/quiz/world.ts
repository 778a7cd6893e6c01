/** The world of a quiz question: one pool, one database and their trouble as plain numbers, written as a scenario whose names give nothing away. */

/** Times in the unit of the name. Null: there is none of it. */
export interface World {
  readonly lengthS: number;
  readonly seed: number;
  readonly cores: number;
  readonly maxConnections: number;
  readonly instances: number;
  /** Connections of the pool of each instance. */
  readonly size: number;
  readonly patienceS: number;
  /** Open arrivals a second; they all come together every `burstEveryS` where that is given. */
  readonly rate: number;
  readonly burstEveryS: number | null;
  /** Instead of open arrivals: users who come again when they are answered. */
  readonly users: { readonly count: number; readonly thinkMs: number } | null;
  readonly cpuMs: number;
  /** Whether every statement takes the same processor time; else it is exponential. */
  readonly even: boolean;
  readonly blockedMs: number;
  readonly call: { readonly ms: number; readonly inside: boolean } | null;
  readonly twice: boolean;
  readonly leaksPerMin: number;
  readonly job: { readonly atS: number; readonly holdS: number; readonly repeat: number; readonly apart: boolean } | null;
  readonly forgottenAtS: number | null;
  readonly idleTransactionS: number | null;
  readonly statementMs: number | null;
  readonly retry: { readonly attempts: number; readonly backoffMs: number; readonly budget: boolean } | null;
  readonly slow: { readonly fromS: number; readonly untilS: number | null; readonly times: number } | null;
  /** How much each statement beyond the cores costs all of them (k of the hyperbolic law); 0 is the usual law. */
  readonly crowding: number;
  readonly serverIdleS: number | null;
  readonly lifetimeS: number | null;
}

/** A calm service on a small server: the ground on which each family draws its trouble. */
export const calm: World = {
  lengthS: 300, seed: 1, cores: 4, maxConnections: 100, instances: 1, size: 10, patienceS: 3, rate: 60, burstEveryS: null, users: null, cpuMs: 4, even: false, blockedMs: 40, call: null, twice: false,
  leaksPerMin: 0, job: null, forgottenAtS: null, idleTransactionS: null, statementMs: null, retry: null, slow: null, crowding: 0, serverIdleS: null, lifetimeS: null,
};

const two = (n: number): string => String(Number(n.toFixed(2)));

function routeOf(world: World): string {
  const cpu = world.even ? `${two(world.cpuMs)}ms` : `{ exponential: ${two(world.cpuMs)}ms }`;
  const row = world.forgottenAtS === null ? '' : ', lock: { row: r1 }';
  const statement = `cpu: ${cpu}${world.blockedMs > 0 ? `, blocked: { exponential: ${two(world.blockedMs)}ms }` : ''}${row}`;
  const call = world.call === null ? null : `{ call: { exponential: ${two(world.call.ms)}ms } }`;
  if (world.twice) return `[ { transaction: { pool: main, steps: [ { query: { ${statement} } }, { nested: { pool: main, steps: [ { query: { cpu: 1ms } } ] } } ] } } ]`;
  if (call !== null && world.call?.inside === true) return `[ { transaction: { pool: main, steps: [ { query: { ${statement} } }, ${call}, { query: { cpu: 1ms } } ] } } ]`;
  const query = `{ query: { pool: main, ${statement} } }`;
  return call === null ? `[ ${query} ]` : `[ ${query}, ${call}, { query: { pool: main, cpu: 1ms } } ]`;
}

function trafficOf(world: World): string {
  const retry = world.retry === null ? '' : `, retry: { attempts: ${world.retry.attempts}, backoff: ${world.retry.backoffMs}ms${world.retry.budget ? ', budget: 10%' : ''} }`;
  if (world.users !== null) return `users: ${world.users.count}, think: { exponential: ${world.users.thinkMs}ms }${retry}`;
  if (world.burstEveryS !== null) return `arrivals: bursts, size: ${Math.round(world.rate * world.burstEveryS)}, every: ${two(world.burstEveryS)}s, from: 10s${retry}`;
  return `rate: ${two(world.rate)}/s${retry}`;
}

/** The scenario as YAML. `main`, `primary`, `api` and `other` are all the names there are. */
export function worldText(world: World): string {
  const { job, slow } = world;
  const server = [
    `kind: postgresql, cores: ${world.cores}, maxConnections: ${world.maxConnections}`,
    ...(world.crowding > 0 ? [`contention: { law: hyperbolic, k: ${two(world.crowding)} }`] : []),
    ...(world.statementMs === null ? [] : [`statementTimeout: ${two(world.statementMs)}ms`]),
    ...(world.idleTransactionS === null ? [] : [`idleInTransactionTimeout: ${two(world.idleTransactionS)}s`]),
    ...(world.serverIdleS === null ? [] : [`idleSessionTimeout: ${two(world.serverIdleS)}s`]),
  ].join(', ');
  const leak = world.leaksPerMin > 0 ? `{ steps: ${routeOf(world)}, leak: ${two(world.leaksPerMin)}/min }` : routeOf(world);
  const lifetime = world.lifetimeS === null ? '' : `, maxLifetime: ${two(world.lifetimeS)}s`;
  const pool = (name: string, size: number, more = ''): string => `  ${name}: { kind: plain, database: primary, max: ${size}, acquireTimeout: ${two(world.patienceS)}s${more} }`;
  const apart = job?.apart === true;
  return [
    'scenario: A run', `run: { length: ${two(world.lengthS)}s, seed: ${world.seed} }`,
    'databases:', `  primary: { ${server} }`,
    'apps:', `  service: { instances: ${world.instances}, pools: [ main ] }`,
    'pools:', pool('main', world.size, lifetime), ...(apart ? [pool('aside', world.size)] : []), ...(world.forgottenAtS === null ? [] : ['  console: { kind: plain, database: primary, max: 1 }']),
    'routes:', `  work: ${leak}`,
    ...(job === null ? [] : [`  other: [ { query: { pool: ${apart ? 'aside' : 'main'}, blocked: ${two(job.holdS)}s, acquireTimeout: 60s } } ]`]),
    ...(world.forgottenAtS === null ? [] : ['  console: [ { transaction: { pool: console, steps: [ { lock: { row: r1 } }, { think: 10h } ] } } ]']),
    'traffic:', `  api: { route: work, ${trafficOf(world)} }`,
    ...(world.forgottenAtS === null ? [] : [`  console: { route: console, arrivals: bursts, size: 1, every: 100h, from: ${two(world.forgottenAtS)}s }`]),
    ...(job === null ? [] : ['cron:', `  other: { route: other, at: ${two(job.atS)}s, threads: ${world.size}, repeat: ${job.repeat} }`]),
    ...(slow === null ? [] : ['incidents:', `  - { at: ${two(slow.fromS)}s${slow.untilS === null ? '' : `, until: ${two(slow.untilS)}s`}, slowdown: { database: primary, times: ${two(slow.times)}, of: cpu } }`]),
    '',
  ].join('\n');
}
