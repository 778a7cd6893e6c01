/** Random options of every pool kind: small sizes and short times, so that something happens in a short run. */

import fc from 'fast-check';
import type { Table } from './scenario-data.ts';
import { law, type Made, millis, optionally } from './words.ts';

const size = fc.integer({ min: 1, max: 8 });

/** For each pool kind its options, in its own words. */
export const poolOptions: { readonly [kind: string]: Made<Table> } = {
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
