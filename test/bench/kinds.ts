/** A pool of ten with a patience of 5 s in the words of each kind, where it has such words: what W2 costs with it beside `plain`. */

import { poolKinds } from '../../src/model/pool/kinds/index.ts';

type Options = { readonly [option: string]: number | string | boolean };

const hikari = { maximumPoolSize: 10, connectionTimeout: 5000 };
const go = { MaxOpenConns: 10, MaxIdleConns: 10, contextTimeout: '5s' };

/** Options by kind; a kind that is not here is run with its defaults. */
const options: { readonly [kind: string]: Options } = {
  plain: { max: 10, acquireTimeout: '5s' },
  hikaricp: hikari,
  'spring-boot': { 'maximum-pool-size': 10, 'connection-timeout': 5000 },
  'tomcat-jdbc': { maxActive: 10, maxWait: 5000 },
  dbcp2: { maxTotal: 10, maxIdle: 10, maxWaitMillis: 5000 },
  c3p0: { maxPoolSize: 10, checkoutTimeout: 5000 },
  'pg-pool': { max: 10, connectionTimeoutMillis: 5000 },
  'express-pg': { max: 10, connectionTimeoutMillis: 5000 },
  mysql2: { connectionLimit: 10 },
  mysql: { connectionLimit: 10 },
  mariadb: { connectionLimit: 10, acquireTimeout: 5000 },
  'generic-pool': { max: 10, acquireTimeoutMillis: 5000 },
  tarn: { min: 2, max: 10, acquireTimeoutMillis: 5000 },
  knex: { max: 10, acquireConnectionTimeout: 5000 },
  'redis-pool': { max: 10, acquireTimeout: 5000 },
  sqlalchemy: { pool_size: 10, max_overflow: 0, pool_timeout: 5 },
  psycopg2: { maxconn: 10, minconn: 10 },
  psycopg3: { min_size: 4, max_size: 10, timeout: '5s' },
  activerecord: { max_connections: 10, checkout_timeout: '5s' },
  rails: { RAILS_MAX_THREADS: 10, checkout_timeout: '5s' },
  prisma: { connection_limit: 10, pool_timeout: '5s' },
  'go-database-sql': go,
  pgxpool: { MaxConns: 10, contextTimeout: '5s' },
  npgsql: { MaxPoolSize: 10, Timeout: '5s' },
  r2d2: { max_size: 10, connection_timeout: '5s' },
  sqlx: { max_connections: 10, acquire_timeout: '5s' },
  bb8: { max_size: 10, connection_timeout: '5s' },
  deadpool: { max_size: 10, wait_timeout: '5s' },
  lambda: { concurrency: 10 },
};

/** Kinds that limit nothing: on W2 four hundred thousand statements share the cores in the end, which is another workload. */
export const withoutLimit: ReadonlySet<string> = new Set(['no-pool', 'django']);

/** Every kind of the catalogue, with what to set in the scenario of W2. */
export const kindSettings: readonly { readonly kind: string; readonly set: string }[] = Object.keys(poolKinds)
  .sort((a, b) => Number(b === 'plain') - Number(a === 'plain'))
  .map((kind) => ({ kind, set: `pools.main=${JSON.stringify({ kind, database: 'db', ...options[kind] })}` }));
