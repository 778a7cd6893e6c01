/**
 * Random scenarios as plain data, as a person could have written them in YAML: every pool kind, step, way of arriving and incident, at random
 * times and in random company, in short runs. A failing one is printed as YAML, ready to be saved under scenarios/.
 */

import fc from 'fast-check';
import { stringify } from 'yaml';

/** A table of a scenario file. */
export interface Table {
  [key: string]: unknown;
}

/** A scenario file as plain data. */
export interface ScenarioData extends Table {
  run: Table;
  databases: { [name: string]: Table };
  pools: { [name: string]: Table };
  apps?: { [name: string]: Table };
  routes: { [name: string]: unknown };
  traffic: { [name: string]: Table };
  cron?: { [name: string]: Table };
  incidents?: Table[];
}

/** The scenario as a file. */
export const yamlOf = (data: ScenarioData): string => stringify(data);

type Made<T> = fc.Arbitrary<T>;

const optionally = <T extends Table>(fields: { [K in keyof T]: Made<T[K]> }): Made<Partial<T>> => fc.record(fields, { requiredKeys: [] }) as Made<Partial<T>>;
const millis = (least: number, most: number): Made<string> => fc.integer({ min: least, max: most }).map((n) => `${n}ms`);
const micros = (most: number): Made<string> => fc.integer({ min: 0, max: most }).map((n) => `${n}us`);
const percent = (most: number): Made<string> => fc.integer({ min: 0, max: most }).map((n) => `${n}%`);
const often = <T>(usual: T, others: Made<T>): Made<T> => fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: others });

/** A law of chance around some milliseconds. Ties are made likely: constants are on a coarse grid. */
const law = (most: number): Made<unknown> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: Math.max(1, Math.floor(most / 5)) }).map((n) => `${n * 5}ms`) },
    { weight: 2, arbitrary: millis(1, most).map((mean) => ({ exponential: mean })) },
    { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 0, max: most })).map(([a, b]) => ({ uniform: [`${Math.min(a, b)}ms`, `${Math.max(a, b)}ms`] })) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: most }).map((median) => ({ lognormal: { median: `${median}ms`, p99: `${median * 5}ms` } })) },
    { weight: 1, arbitrary: millis(1, most).map((mean) => ({ gamma: { mean, shape: 0.5 } })) },
    { weight: 1, arbitrary: millis(1, most).map((least) => ({ pareto: { alpha: 1.5, least } })) },
    { weight: 1, arbitrary: millis(1, most).map((mean) => ({ hyperexponential: { mean, cv2: 4 } })) },
    { weight: 1, arbitrary: fc.array(millis(0, most), { minLength: 1, maxLength: 3 }).map((empirical) => ({ empirical })) },
    { weight: 1, arbitrary: fc.tuple(millis(0, most), millis(1, most)).map(([a, b]) => ({ mixture: [{ share: '75%', of: a }, { share: '25%', of: { exponential: b } }] })) },
  );

// ------------------------------------------------------------------------------------------------------------------------ databases

const contention = fc.oneof(
  fc.constant('none'),
  fc.constant({ law: 'perStatement', cost: '200us' }),
  fc.constant({ law: 'levelling', sigma: 0.01, alphaMax: 0.3, half: 1 }),
  fc.constant({ law: 'hyperbolic', k: 0.1 }),
  fc.constant({ law: 'trub', a: 0.2 }),
  fc.constant({ law: 'usl', alpha: 0.01, beta: 0.001 }),
  fc.constant({ law: 'table', speeds: [1, 1.8, 2.5, 2.2] }),
);

const database: Made<Table> = fc.record({ kind: fc.constantFrom('plain', 'postgresql', 'mysql'), reserved: fc.integer({ min: 0, max: 2 }), room: fc.integer({ min: 1, max: 30 }), more: optionally({
  cores: fc.constantFrom(0.5, 1, 2, 4, 8), disks: fc.integer({ min: 1, max: 4 }), contention, connect: law(60), close: law(40), roundTrip: fc.oneof(fc.constant('0s'), micros(5000)),
  statementTimeout: millis(20, 2000), idleInTransactionTimeout: millis(20, 2000), idleSessionTimeout: millis(50, 5000), firewallIdle: millis(50, 5000), firewallAnswers: fc.constantFrom('reset', 'silence'), tcpTimeout: millis(50, 2000),
}), limited: fc.boolean() }).map(({ kind, reserved, room, more, limited }) => ({ kind, ...more, ...(limited ? { maxConnections: room + reserved, reservedConnections: reserved } : {}) }));

// ---------------------------------------------------------------------------------------------------------------------------- pools

const size = fc.integer({ min: 1, max: 8 });

const options: { readonly [kind: string]: Made<Table> } = {
  plain: optionally({
    max: size, min: fc.integer({ min: 0, max: 4 }), acquireTimeout: fc.oneof(millis(10, 3000), law(2000)), maxWaiting: fc.integer({ min: 0, max: 10 }),
    order: fc.constantFrom('fifo', 'lifo', 'random'), idleTimeout: millis(20, 3000), maxLifetime: millis(20, 5000), leakDetection: millis(20, 2000),
  }),
  'no-pool': optionally({ connectTimeout: millis(5, 500) }),
  hikaricp: optionally({
    maximumPoolSize: size, minimumIdle: fc.integer({ min: 0, max: 8 }), connectionTimeout: fc.integer({ min: 250, max: 4000 }), idleTimeout: fc.constantFrom(0, 10_000, 12_000),
    maxLifetime: fc.constantFrom(0, 30_000, 31_000), leakDetectionThreshold: fc.constantFrom(0, 2000, 3000), keepaliveTime: fc.constantFrom(0, 30_000), version: fc.constantFrom(5.1, 6, 6.1, 5, '2.7.9'),
  }),
  'pg-pool': optionally({
    max: size, min: fc.integer({ min: 0, max: 4 }), idleTimeoutMillis: fc.constantFrom(0, 50, 1000), connectionTimeoutMillis: fc.constantFrom(0, 20, 50, 300, 2000),
    maxUses: fc.constantFrom(0, 1, 3), maxLifetimeSeconds: fc.constantFrom(0, 1, 5),
  }),
  'express-pg': optionally({ max: size, connectionTimeoutMillis: fc.constantFrom(0, 50, 2000) }),
  mysql2: optionally({
    connectionLimit: fc.integer({ min: 0, max: 6 }), waitForConnections: fc.boolean(), queueLimit: fc.integer({ min: 0, max: 3 }), maxIdle: fc.integer({ min: 0, max: 4 }),
    idleTimeout: fc.constantFrom(0, 500, 60_000), connectTimeout: fc.constantFrom(0, 20, 10_000), resetOnRelease: fc.boolean(),
  }),
  mysql: optionally({ connectionLimit: fc.integer({ min: 0, max: 6 }), waitForConnections: fc.boolean(), queueLimit: fc.integer({ min: 0, max: 3 }), acquireTimeout: fc.constantFrom(0, 20, 10_000) }),
  sqlalchemy: optionally({
    pool_size: fc.integer({ min: 0, max: 6 }), max_overflow: fc.integer({ min: -1, max: 4 }), pool_timeout: fc.integer({ min: 0, max: 4 }),
    pool_recycle: fc.constantFrom(-1, 1, 5), pool_pre_ping: fc.boolean(), pool_use_lifo: fc.boolean(), pool_reset_on_return: fc.constantFrom('rollback', 'commit', 'none'),
  }),
  psycopg3: optionally({ min_size: fc.integer({ min: 1, max: 4 }), max_size: fc.integer({ min: 4, max: 6 }), timeout: fc.constantFrom('20ms', '1s', '30s'), max_waiting: fc.integer({ min: 0, max: 3 }), max_idle: fc.constantFrom('200ms', '10m'), max_lifetime: fc.constantFrom('300ms', '1h'), num_workers: fc.integer({ min: 1, max: 3 }) }),
  activerecord: optionally({ max_connections: size, min_connections: fc.integer({ min: 0, max: 3 }), checkout_timeout: fc.constantFrom('20ms', '1s', '5s'), idle_timeout: fc.constantFrom('200ms', '5m'), max_age: fc.constantFrom('300ms', 'none'), keepalive: fc.constantFrom('300ms', '10m'), verify_timeout: fc.constantFrom('0s', '2s') }),
  rails: optionally({ RAILS_MAX_THREADS: size, checkout_timeout: fc.constantFrom('20ms', '5s') }),
  django: optionally({ CONN_MAX_AGE: fc.constant(0), CONN_HEALTH_CHECKS: fc.boolean(), pool: fc.oneof(fc.boolean(), fc.constant({ min_size: 1, max_size: 3, timeout: '50ms' })) }),
  tarn: fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 2, max: 8 }), optionally({
    acquireTimeoutMillis: fc.constantFrom(20, 300, 30_000), createTimeoutMillis: fc.constantFrom(10, 30_000), idleTimeoutMillis: fc.constantFrom(50, 30_000), reapIntervalMillis: fc.constantFrom(50, 1000),
    propagateCreateError: fc.boolean(), validate: fc.constantFrom('none', 'driver', 'ping'),
  })).map(([min, max, more]) => ({ min, max, ...more })),
  prisma: optionally({ connection_limit: size, pool_timeout: fc.constantFrom('20ms', '10s'), connect_timeout: fc.constantFrom('10ms', '5s'), max_idle_connection_lifetime: fc.constantFrom('100ms', '5m') }),
  psycopg2: optionally({ key: fc.constantFrom('none', 'thread'), minconn: fc.integer({ min: 0, max: 6 }), maxconn: size, pool: fc.constantFrom('ThreadedConnectionPool', 'SimpleConnectionPool') }),
  'go-database-sql': optionally({
    MaxOpenConns: fc.constantFrom(0, 1, 2, 5), MaxIdleConns: fc.integer({ min: -1, max: 5 }), ConnMaxLifetime: fc.constantFrom('0s', '300ms', '2s'), ConnMaxIdleTime: fc.constantFrom('0s', '200ms', '2s'),
    contextTimeout: fc.constantFrom('20ms', '300ms', 'none'),
  }),
  pgxpool: optionally({
    MaxConns: size, MinConns: fc.integer({ min: 0, max: 4 }), MinIdleConns: fc.integer({ min: 0, max: 3 }), MaxConnLifetime: fc.constantFrom('300ms', '2s', '1h'), MaxConnLifetimeJitter: fc.constantFrom('0s', '1s'),
    MaxConnIdleTime: fc.constantFrom('200ms', '30m'), HealthCheckPeriod: fc.constantFrom('100ms', '1s'), ConnectTimeout: fc.constantFrom('10ms', '2m'), contextTimeout: fc.constantFrom('20ms', '300ms', 'none'),
  }),
  npgsql: optionally({ MaxPoolSize: fc.integer({ min: 3, max: 6 }), MinPoolSize: fc.integer({ min: 0, max: 3 }), Timeout: fc.constantFrom('20ms', '1s', 0), ConnectionLifetime: fc.constantFrom(0, '300ms') }).chain((chosen) =>
    fc.constantFrom({}, { ConnectionIdleLifetime: '1s', ConnectionPruningInterval: '300ms' }, { ConnectionIdleLifetime: '2s', ConnectionPruningInterval: '1s' }).map((pruning) => ({ ...chosen, ...pruning }))),
  r2d2: optionally({ max_size: fc.integer({ min: 3, max: 6 }), min_idle: fc.integer({ min: 0, max: 3 }), connection_timeout: fc.constantFrom('20ms', '1s'), idle_timeout: fc.constantFrom('200ms', 'None'), max_lifetime: fc.constantFrom('300ms', 'None'), test_on_check_out: fc.boolean(), thread_pool: fc.integer({ min: 1, max: 3 }) }),
  sqlx: optionally({ max_connections: size, min_connections: fc.integer({ min: 0, max: 3 }), acquire_timeout: fc.constantFrom('20ms', '300ms', '2s'), idle_timeout: fc.constantFrom('200ms', 'None'), max_lifetime: fc.constantFrom('300ms', 'None'), test_before_acquire: fc.boolean() }),
  bb8: optionally({ max_size: fc.integer({ min: 3, max: 6 }), min_idle: fc.integer({ min: 0, max: 3 }), connection_timeout: fc.constantFrom('20ms', '1s'), idle_timeout: fc.constantFrom('200ms', 'None'), max_lifetime: fc.constantFrom('300ms', 'None'), test_on_check_out: fc.boolean(), retry_connection: fc.boolean(), reaper_rate: fc.constantFrom('100ms', '1s'), queue_strategy: fc.constantFrom('Fifo', 'Lifo') }),
  deadpool: optionally({ max_size: size, wait_timeout: fc.constantFrom('20ms', 'None'), create_timeout: fc.constantFrom('10ms', 'None'), recycling_method: fc.constantFrom('Fast', 'Verified'), queue_mode: fc.constantFrom('Fifo', 'Lifo') }),
  lambda: optionally({ concurrency: size, instanceIdle: fc.constantFrom('100ms', '2s'), instanceLifetime: fc.constantFrom('300ms', 'never'), checkBeforeUse: fc.boolean() }),
  'spring-boot': optionally({
    'maximum-pool-size': size, 'minimum-idle': fc.integer({ min: 0, max: 8 }), 'connection-timeout': fc.integer({ min: 250, max: 4000 }), 'max-lifetime': fc.constantFrom(0, 30_000), 'keepalive-time': fc.constantFrom(0, 30_000),
  }),
  'tomcat-jdbc': optionally({
    maxActive: size, maxIdle: fc.integer({ min: 0, max: 8 }), minIdle: fc.integer({ min: 0, max: 4 }), initialSize: fc.integer({ min: 0, max: 4 }), maxWait: fc.constantFrom(20, 300, 30_000),
    minEvictableIdleTimeMillis: fc.constantFrom(200, 60_000), timeBetweenEvictionRunsMillis: fc.constantFrom(300, 5000), maxAge: fc.constantFrom(0, 300), testOnBorrow: fc.boolean(), validationInterval: fc.constantFrom(0, 3000),
    rollbackOnReturn: fc.boolean(), removeAbandoned: fc.boolean(), removeAbandonedTimeout: fc.constantFrom(1, 60), abandonWhenPercentageFull: fc.constantFrom(0, 50), ignoreExceptionOnPreLoad: fc.boolean(),
  }),
  dbcp2: optionally({
    maxTotal: fc.integer({ min: 1, max: 8 }), maxIdle: fc.integer({ min: 0, max: 8 }), minIdle: fc.integer({ min: 0, max: 4 }), initialSize: fc.integer({ min: 0, max: 3 }), maxWaitMillis: fc.constantFrom(-1, 20, 300), lifo: fc.boolean(),
    testOnBorrow: fc.boolean(), testOnReturn: fc.boolean(), blockWhenExhausted: fc.boolean(), timeBetweenEvictionRunsMillis: fc.constantFrom(-1, 300), minEvictableIdleTimeMillis: fc.constantFrom(200, 1_800_000),
    maxConnLifetimeMillis: fc.constantFrom(-1, 300), defaultAutoCommit: fc.boolean(), removeAbandonedOnBorrow: fc.boolean(), removeAbandonedOnMaintenance: fc.boolean(), removeAbandonedTimeout: fc.constantFrom(1, 300), threadWakeup: fc.constantFrom('0s', '100us'),
  }),
  c3p0: optionally({
    minPoolSize: fc.integer({ min: 0, max: 3 }), maxPoolSize: fc.integer({ min: 3, max: 8 }), initialPoolSize: fc.integer({ min: 0, max: 3 }), acquireIncrement: fc.integer({ min: 1, max: 4 }), acquireRetryAttempts: fc.integer({ min: 0, max: 3 }),
    acquireRetryDelay: fc.constantFrom(50, 1000), checkoutTimeout: fc.constantFrom(0, 20, 300), maxIdleTime: fc.constantFrom(0, 1), maxConnectionAge: fc.constantFrom(0, 1), testConnectionOnCheckout: fc.boolean(),
    numHelperThreads: fc.integer({ min: 1, max: 3 }), unreturnedConnectionTimeout: fc.constantFrom(0, 1),
  }),
  'generic-pool': optionally({
    max: size, min: fc.integer({ min: 0, max: 3 }), acquireTimeoutMillis: fc.constantFrom(0, 20, 300), maxWaitingClients: fc.integer({ min: 0, max: 10 }), testOnBorrow: fc.boolean(), fifo: fc.boolean(), priorityRange: fc.integer({ min: 1, max: 3 }),
    evictionRunIntervalMillis: fc.constantFrom(0, 100, 1000), numTestsPerEvictionRun: fc.integer({ min: 1, max: 3 }), softIdleTimeoutMillis: fc.constantFrom(0, 200), idleTimeoutMillis: fc.constantFrom(300, 30_000), through: fc.constantFrom('use', 'acquire'),
  }),
  knex: fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 2, max: 8 }), optionally({
    acquireConnectionTimeout: fc.constantFrom(20, 300, 60_000), createTimeoutMillis: fc.constantFrom(10, 30_000), idleTimeoutMillis: fc.constantFrom(50, 30_000), reapIntervalMillis: fc.constantFrom(50, 1000),
    propagateCreateError: fc.boolean(), maxConnectionLifetimeMillis: fc.constantFrom(0, 300), maxConnectionLifetimeJitterMillis: fc.constantFrom(0, 100), validate: fc.constantFrom('none', 'ping'), afterCreate: fc.integer({ min: 0, max: 2 }),
  })).map(([min, max, more]) => ({ min, max, ...more })),
  mariadb: optionally({
    connectionLimit: size, minimumIdle: fc.integer({ min: 0, max: 8 }), acquireTimeout: fc.constantFrom(20, 300, 10_000), initializationTimeout: fc.constantFrom(100, 1000), connectTimeout: fc.constantFrom(10, 1000), idleTimeout: fc.constantFrom(0, 1),
    minDelayValidation: fc.constantFrom(0, 500), leakDetectionTimeout: fc.constantFrom(0, 200), noControlAfterUse: fc.boolean(), resetAfterUse: fc.boolean(),
  }),
  'redis-pool': optionally({ max: size, min: fc.constantFrom(0, 1), acquireTimeout: fc.constantFrom(20, 300, 5000), pingOnAcquire: fc.boolean(), connectTimeout: fc.constantFrom(10, 10_000) }),
};

/** The pool kinds that random scenarios know: all of the catalogue. */
export const kindsCovered: readonly string[] = Object.keys(options);

const pool = (databases: readonly string[]): Made<Table> =>
  fc.constantFrom(...kindsCovered).chain((kind) => fc.tuple(fc.constantFrom(...databases), options[kind] as Made<Table>).map(([on, chosen]) => ({ kind, database: on, ...chosen })));

// --------------------------------------------------------------------------------------------------------------------------- routes

const query = (pools: readonly string[] | null): Made<Table> =>
  fc.record({
    ...(pools === null ? {} : { pool: fc.constantFrom(...pools) }),
    rest: optionally({ cpu: law(40), blocked: law(120), statementTimeout: millis(5, 300), writes: fc.boolean(), readsOwnWrites: fc.boolean() }),
    patience: pools === null ? fc.constant({}) : often<Table>({}, millis(5, 1000).map((acquireTimeout) => ({ acquireTimeout }))),
  }).map(({ rest, patience, ...own }) => ({ query: { ...own, ...rest, ...patience } }));

/** Steps to a depth of `levels`; `held` says whether a connection is at hand. */
function steps(pools: readonly string[], held: boolean, levels: number): Made<unknown[]> {
  const simple: fc.WeightedArbitrary<Table>[] = [
    { weight: 6, arbitrary: query(pools) },
    { weight: 1, arbitrary: law(100).map((call) => ({ call })) },
    { weight: 1, arbitrary: fc.tuple(law(60), percent(40)).map(([takes, fails]) => ({ call: { takes, fails } })) },
    { weight: 1, arbitrary: law(80).map((think) => ({ think })) },
  ];
  if (held) simple.push({ weight: 6, arbitrary: query(null) });
  const deeper = (): fc.WeightedArbitrary<Table>[] => {
    const inside = (connected: boolean) => steps(pools, connected, levels - 1);
    const holding = (kind: string): Made<Table> => fc.tuple(fc.constantFrom(...pools), inside(true)).map(([from, list]) => ({ [kind]: { pool: from, steps: list } }));
    return [
      { weight: 3, arbitrary: holding('transaction') },
      { weight: 2, arbitrary: holding('nested') },
      { weight: 1, arbitrary: fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), inside(held)).map(([share, list]) => ({ share, steps: list })), { minLength: 1, maxLength: 3 }).map((choose) => ({ choose })) },
      { weight: 2, arbitrary: fc.array(inside(held), { minLength: 1, maxLength: 3 }).map((parallel) => ({ parallel })) },
    ];
  };
  return fc.array(fc.oneof({ maxDepth: 3 }, ...simple, ...(levels > 1 ? deeper() : [])), { minLength: 1, maxLength: 3 });
}

const leak = fc.oneof(percent(20).map((share) => ({ leak: share })), fc.integer({ min: 1, max: 60 }).map((n) => ({ leak: `${n}/min` })), fc.constantFrom({ release: 'onError' }, { release: 'exceptOnError' }, { release: 'never' }, { leak: 'onError' }));

const route = (pools: readonly string[]): Made<unknown> =>
  fc.tuple(steps(pools, false, 3), often<Table | null>(null, leak)).map(([list, forgets]) => (forgets === null ? list : { steps: list, ...forgets }));

// -------------------------------------------------------------------------------------------------------------------------- traffic

const rate = (seconds: number): Made<string> => fc.integer({ min: 1, max: Math.max(2, Math.min(80, Math.floor(400 / seconds))) }).map((n) => `${n}/s`);

const arrivals = (seconds: number): Made<Table> =>
  fc.oneof(
    { weight: 4, arbitrary: rate(seconds).map((r) => ({ arrivals: 'poisson', rate: r })) },
    { weight: 2, arbitrary: rate(seconds).map((r) => ({ arrivals: 'constant', rate: r })) },
    { weight: 1, arbitrary: fc.tuple(rate(seconds), rate(seconds)).map(([a, b]) => ({ rate: [{ from: '0s', rate: a }, { from: `${Math.floor(seconds * 400)}ms`, rate: '0/s' }, { from: `${Math.floor(seconds * 600)}ms`, rate: b }] })) },
    { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 1, max: 20 }), millis(Math.max(100, seconds * 20), seconds * 500)).map(([n, every]) => ({ arrivals: 'bursts', size: n, every })) },
    { weight: 1, arbitrary: fc.integer({ min: seconds * 3, max: seconds * 30 }).map((gap) => ({ gaps: { hyperexponential: { mean: `${gap}ms`, cv2: 3 } } })) },
    { weight: 2, arbitrary: fc.tuple(fc.integer({ min: 1, max: 15 }), millis(seconds * 30, seconds * 120)).map(([users, think]) => ({ users, think: { exponential: think } })) },
    { weight: 1, arbitrary: fc.tuple(rate(seconds * 3), fc.constantFrom(3, { geometric: 3 })).map(([r, batch]) => ({ rate: r, batch })) },
  );

const retry = optionally({ attempts: fc.integer({ min: 1, max: 4 }), backoff: law(200), factor: fc.constantFrom(1, 2), cap: millis(100, 1000), jitter: percent(100), budget: percent(50) });
const breaker = optionally({
  failureRate: fc.constantFrom('20%', '50%', '100%'), window: fc.integer({ min: 1, max: 20 }), minimumCalls: fc.integer({ min: 1, max: 20 }), open: millis(50, 3000),
  halfOpenCalls: fc.integer({ min: 1, max: 5 }), slowAfter: millis(10, 1000), slowRate: fc.constantFrom('50%', '100%'),
});

const instant = (seconds: number): Made<string> => fc.integer({ min: 0, max: seconds * 20 }).map((n) => `${n * 50}ms`);

const patient = optionally({ patience: fc.oneof(millis(10, 3000), law(2000)), priority: fc.integer({ min: 0, max: 3 }) });

const traffic = (seconds: number, routes: readonly string[], apps: readonly string[]): Made<Table> =>
  fc.tuple(
    fc.constantFrom(...routes), arrivals(seconds), patient,
    optionally({ retry, breaker, ...(apps.length > 0 ? { app: fc.constantFrom(...apps) } : {}) }),
    often<Table>({}, fc.record({ from: instant(seconds - 1) })), often<Table>({}, fc.constant({ until: `${seconds}s` })),
  ).map(([on, comes, waits, more, from, until]) => ({ route: on, ...comes, ...waits, ...more, ...from, ...until }));

const cron = (seconds: number, routes: readonly string[], classes: readonly string[]): Made<Table> =>
  fc.tuple(
    fc.record({ route: fc.constantFrom(...routes), at: fc.oneof(instant(seconds), fc.array(instant(seconds), { minLength: 1, maxLength: 3 })), threads: fc.integer({ min: 1, max: 6 }), repeat: fc.integer({ min: 1, max: 8 }) }),
    patient, often<Table>({}, fc.constantFrom('others', ...classes).map((who) => ({ slows: { [who]: 3 } }))),
  ).map((parts) => Object.assign({}, ...parts) as Table);

// ------------------------------------------------------------------------------------------------------------------------ incidents

interface Cast {
  readonly seconds: number;
  readonly databases: readonly string[];
  readonly pools: readonly string[];
  readonly apps: readonly string[];
  readonly routes: readonly string[];
  readonly sources: readonly string[];
  readonly jobs: readonly string[];
}

const deeds = (cast: Cast): { readonly [deed: string]: Made<Table> } => {
  const one = (names: readonly string[]) => fc.constantFrom(...names);
  const somewhere = fc.oneof(one(cast.pools).map((name) => ({ pool: name })), one(cast.databases).map((name) => ({ database: name })));
  return {
    resize: fc.record({ pool: one(cast.pools), to: fc.integer({ min: 1, max: 12 }) }),
    timeout: fc.oneof(
      fc.record({ pool: one(cast.pools), which: fc.constantFrom('acquire', 'idle', 'lifetime'), to: fc.oneof(millis(5, 2000), fc.constant('forever')) }),
      fc.record({ database: one(cast.databases), which: fc.constantFrom('statement', 'idleInTransaction', 'idleSession'), to: fc.oneof(millis(5, 2000), fc.constant('off')) }),
    ),
    slowdown: fc.record({ database: one(cast.databases), times: fc.constantFrom(0.5, 2, 10), of: fc.constantFrom('all', 'cpu', 'blocked', 'connect') }),
    outage: fc.record({ database: one(cast.databases), how: fc.constantFrom('refuse', 'hang') }),
    sever: fc.tuple(somewhere, fc.constantFrom({}, { share: '50%' })).map(([where, part]) => ({ ...where, ...part })),
    kill: fc.oneof(fc.record({ class: one([...cast.sources, ...cast.jobs]) }), fc.record({ idleLongerThan: millis(0, 1000) }), fc.record({ database: one(cast.databases), idleLongerThan: millis(0, 500) })),
    leak: fc.tuple(one(cast.routes), fc.oneof(fc.constant({ rate: '60/min' }), fc.constant({ share: '20%' }))).map(([name, how]) => ({ route: name, ...how })),
    cores: fc.record({ database: one(cast.databases), to: fc.constantFrom(0.5, 1, 4, 16) }),
    restart: fc.oneof(fc.record({ database: one(cast.databases), takes: law(500), how: fc.constantFrom('shutdown', 'crash') }), fc.tuple(cast.apps.length > 0 ? fc.oneof(one(cast.apps).map((name) => ({ app: name })), one(cast.pools).map((name) => ({ pool: name }))) : one(cast.pools).map((name) => ({ pool: name })), often<Table>({}, law(500).map((takes) => ({ takes })))).map(([who, long]) => ({ ...who, ...long }))),
    ...(cast.databases.length > 1 ? { failover: fc.record({ database: fc.constant(cast.databases[0]), to: fc.constant(cast.databases.at(-1)), takes: law(1000), sessions: fc.constantFrom('lost', 'blackholed') }) } : {}),
    lag: fc.record({ database: one(cast.databases), to: millis(0, 2000) }),
    move: fc.record({ route: one(cast.routes), pool: one(cast.pools) }),
    repoint: fc.record({ pool: one(cast.pools), database: one(cast.databases) }),
    scale: fc.record({ class: one(cast.sources), by: fc.constantFrom(0, 0.5, 2) }),
    shed: fc.record({ class: one([...cast.sources, ...cast.jobs]), share: percent(100) }),
  };
};

/** The deeds that random scenarios know: all of the catalogue. */
export const deedsCovered: readonly string[] = Object.keys(deeds({ seconds: 1, databases: ['d', 'e'], pools: ['p'], apps: [], routes: ['r'], sources: ['t'], jobs: [] }));

const incidents = (cast: Cast): Made<Table[]> => {
  const acts = fc.oneof(...Object.entries(deeds(cast)).map(([deed, of]) => of.map((plan): Table => ({ [deed]: plan }))));
  const one = fc.tuple(instant(cast.seconds), acts, often<Table>({}, millis(1, cast.seconds * 500).map((span) => ({ for: span })))).map(([at, act, span]) => ({ at, ...act, ...span }));
  return fc.array(one, { maxLength: 5 });
};

// ---------------------------------------------------------------------------------------------------------------------- the scenario

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
