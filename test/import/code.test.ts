/** Pools configured in source code: SQLAlchemy and Django in Python, node-postgres in JavaScript and TypeScript, Go, and Rails' database.yml. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { got, refused } from './imported.ts';

const base = { database: 'primary' };

describe('SQLAlchemy', () => {
  it('is read from create_engine(), wherever its values come from', () => {
    const { members, said } = got(`import os
import sqlalchemy as sa
POOL = 20
options = {'pool_recycle': 60 * 30, 'pool_pre_ping': True}
engine = sa.create_engine(os.environ['DATABASE_URL'], pool_size=POOL, max_overflow=int(os.environ.get("OVERFLOW", "5")), echo=False,
                          pool_timeout=(os.getenv("T") or 2.5), pool_reset_on_return=None, pool_lifo=True, **options)
reports = create_async_engine("postgresql+asyncpg://u:p@h/d", pool_use_lifo=True, pool_size=size_for(2))
`, 'db.py');

    expect(members).toEqual({
      main: { kind: 'sqlalchemy', ...base, pool_size: 20, max_overflow: 5, pool_timeout: 2.5, pool_reset_on_return: 'none', pool_recycle: 1800, pool_pre_ping: true },
      reports: { kind: 'sqlalchemy', ...base, pool_use_lifo: true },
    });
    expect(said).toEqual(['notNeeded 5: echo', 'unknown 6: pool_lifo: create_engine() stops with "Invalid argument(s)" unless the dialect knows it. Did you mean "pool_use_lifo"?', 'unknown 7: pool_size: only the program knows what size_for(2) is; left at its default']);
  });
  it('is read from Flask, JSON, INI and a URL', () => {
    expect(got("SQLALCHEMY_DATABASE_URI = 'x'\nSQLALCHEMY_ENGINE_OPTIONS = {'pool_size': 3, 'connect_args': {'a': 1}}\n", 'config.py').members.main).toEqual({ kind: 'sqlalchemy', ...base, pool_size: 3 });
    expect(got('SQLALCHEMY_POOL_SIZE = 4\nSQLALCHEMY_MAX_OVERFLOW = 0\n', 'config.py').members.main).toEqual({ kind: 'sqlalchemy', ...base, pool_size: 4, max_overflow: 0 });
    expect(got('{ "pool_size": 5, "pool_pre_ping": true, "pool_reset_on_return": null, "url": "x" }', 'engine.json').members.main).toEqual({ kind: 'sqlalchemy', ...base, pool_size: 5, pool_pre_ping: true, pool_reset_on_return: 'none' });
    const ini = got('[loggers]\nkeys = root\n[app:main]\nsqlalchemy.url = postgresql://u@h/d\nsqlalchemy.pool_size = 6\nsqlalchemy.pool_pre_ping: yes\nsqlalchemy.pool_sise = 7\n', 'development.ini');
    expect(ini.members.main).toEqual({ kind: 'sqlalchemy', ...base, pool_size: 6, pool_pre_ping: true });
    expect(ini.said).toEqual(['notNeeded 2: [loggers] keys', 'notNeeded 4: sqlalchemy.url', 'unknown 7: sqlalchemy.pool_sise. Did you mean "pool_size"?']);
    expect(got('postgresql+psycopg2://u:p@h/d?pool_size=9\n', 'url.txt').said[0]).toContain('the query of a URL goes to the driver');
  });
  it('without a pool is no pool; with another pool than these it stops', () => {
    expect(got('e = create_engine(url, poolclass=NullPool, pool_size=3)\n', 'db.py').members.e).toEqual({ kind: 'no-pool', ...base });
    expect(refused('e = create_engine(url, poolclass=pool.StaticPool)\n', 'db.py')).toMatch(/^db\.py:1: poolclass is .*StaticPool: of SQLAlchemy's pools, QueuePool and NullPool are modelled$/);
    expect(refused("e = create_engine(url, pool_size=os.environ['N'])\n", 'db.py')).toBe('db.py:1: pool_size is the environment variable N, which has no default here: say --env N=VALUE');
    expect(got("e = create_engine(url, pool_size=os.environ['N'])\n", 'db.py', { env: ['N=8'] }).members.e?.pool_size).toBe(8);
    expect(refused('e = create_engine(url,\n  pool_size=-2)\n', 'db.py')).toMatch(/^db\.py:2: pool_size: /);
  });

  const options = fc.record({ pool_size: fc.integer({ min: 0, max: 200 }), max_overflow: fc.integer({ min: -1, max: 200 }), pool_timeout: fc.integer({ min: 0, max: 600 }), pool_recycle: fc.integer({ min: -1, max: 9000 }), pool_pre_ping: fc.boolean(), pool_use_lifo: fc.boolean(), pool_reset_on_return: fc.constantFrom('rollback', 'commit') }, { requiredKeys: ['pool_size'] });
  it('comes back as exactly the options that were written: Python, JSON, INI', () => {
    fc.assert(fc.property(options, (given) => {
      const python = (value: unknown): string => (value === true ? 'True' : value === false ? 'False' : JSON.stringify(value));
      const wanted = { main: { kind: 'sqlalchemy', ...base, ...given } };
      expect(got(`engine = create_engine("x://", ${Object.entries(given).map(([key, value]) => `${key}=${python(value)}`).join(', ')})`, 'db.py').members).toEqual(wanted);
      expect(got(JSON.stringify(given, null, 2), 'engine.json').members).toEqual(wanted);
      expect(got(`[alembic]\nsqlalchemy.url = x\n${Object.entries(given).map(([key, value]) => `sqlalchemy.${key} = ${String(value)}`).join('\n')}`, 'alembic.ini').members).toEqual(wanted);
    }), { seed: 31, numRuns: 60 });
  });
});

describe('node-postgres', () => {
  it('is read from every new Pool() of a TypeScript file', () => {
    const { members, said } = got(`import pg, { Pool, type PoolConfig } from 'pg';
const seconds = 1000;
const shared: PoolConfig = { max: Number(process.env.PG_MAX ?? '25'), idleTimeoutMillis: 30 * seconds, ssl: { rejectUnauthorized: false } };
export const pool = new Pool(shared);
export const reports = new pg.Pool({ 'max': +process.env.REPORTS! || 4, connectionTimeoutMillis: (2_000) as number, connectionString: process.env.URL, acquireTimeoutMillis: 1, statement_timeout: 5e3, allowExitOnIdle: true, ...extra } as PoolConfig);
class Store { private db = new Pool(configOf('x')); }
`, 'db.ts');

    expect(members.main).toEqual({ kind: 'pg-pool', ...base, max: 25, idleTimeoutMillis: 30000 });
    expect(members.reports).toEqual({ kind: 'pg-pool', ...base, max: 4, connectionTimeoutMillis: 2000 });
    expect(members.db).toEqual({ kind: 'pg-pool', ...base });
    expect(said).toEqual(expect.arrayContaining([
      'notNeeded 3: ssl', 'notNeeded 5: connectionString', 'unknown 5: acquireTimeoutMillis: pg-pool takes no notice of it. Did you mean "idleTimeoutMillis"?', expect.stringMatching(/^notNeeded 5: statement_timeout: a limit of the server/),
      'unknown 5: extra: what is spread in here is not known', 'unknown 6: the options of this pool are not written here as an object; its defaults stand',
    ]));
  });
  it('is read from an object literal and from JSON', () => {
    expect(got("{\n  max: 20, // clients\n  idleTimeoutMillis: 30000,\n  poolSize: 3\n}\n", 'pool.js').members.main).toEqual({ kind: 'pg-pool', ...base, max: 3, idleTimeoutMillis: 30000 });
    expect(got('{ "host": "h", "max": 20, "idleTimeoutMillis": 0 }', 'pool.json')).toMatchObject({ format: 'node-postgres', members: { main: { max: 20, idleTimeoutMillis: 0 } }, said: ['notNeeded 1: host'] });
  });
  it('stops where a variable of the environment has no default, and where the model refuses', () => {
    expect(refused('new Pool({\n max: Number(process.env.N) })', 'db.js')).toBe('db.js:2: max is the environment variable N, which has no default here: say --env N=VALUE');
    expect(refused('new Pool({ max: 2.5 })', 'db.js')).toBe('db.js:1: max: expected a whole number, found 2.5');
  });

  const options = fc.record({ max: fc.integer({ min: 1, max: 500 }), min: fc.integer({ min: 0, max: 50 }), idleTimeoutMillis: fc.integer({ min: 0, max: 1e6 }), connectionTimeoutMillis: fc.integer({ min: 0, max: 1e6 }), maxUses: fc.integer({ min: 0, max: 1e5 }), maxLifetimeSeconds: fc.integer({ min: 0, max: 9000 }) }, { requiredKeys: ['idleTimeoutMillis'] });
  it('comes back as exactly the options that were written: JSON and code', () => {
    fc.assert(fc.property(options, (given) => {
      const wanted = { main: { kind: 'pg-pool', ...base, ...given } };
      expect(got(JSON.stringify(given), 'pool.json').members).toEqual(wanted);
      expect(got(`const pool = new Pool({ ${Object.entries(given).map(([key, value]) => `${key}: ${value}`).join(', ')} });`, 'db.mjs').members).toEqual(wanted);
    }), { seed: 32, numRuns: 60 });
  });
});

describe('Django', () => {
  it('is read from DATABASES', () => {
    const { members, said } = got(`DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGES": 3,
    },
    "pooled": {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {"pool": {"min_size": 2, "max_size": 8, "timeout": 10, "maxsize": 1}, "sslmode": "require"}},
}
`, 'settings.py');

    expect(members).toEqual({ main: { kind: 'django', ...base, CONN_MAX_AGE: 'none', CONN_HEALTH_CHECKS: true }, pooled: { kind: 'django', ...base, pool: { min_size: 2, max_size: 8, timeout: 10 } } });
    expect(said).toEqual(expect.arrayContaining(['unknown 6: CONN_MAX_AGES: Django takes no notice of it. Did you mean "CONN_MAX_AGE"?', 'notNeeded 8: OPTIONS: sslmode', expect.stringMatching(/^unknown 8: maxsize: psycopg_pool stops with a TypeError/)]));
    expect(refused('DATABASES = {"default": {"CONN_MAX_AGE": 60, "OPTIONS": {"pool": True}}}\n', 'settings.py')).toContain("Pooling doesn't support persistent connections.");
  });
});

describe('Rails', () => {
  const yml = `default: &default
  adapter: postgresql
  pool: <%= ENV.fetch("RAILS_MAX_THREADS") { 5 } %>
  checkout_timeout: 2
development:
  <<: *default
production:
  primary:
    <<: *default
    reaping_frequency: 10
    pol: 7
  cache:
    <<: *default
    max_connections: 3
    password: <%= ENV["CACHE_PASSWORD"] %>
`;
  it('is read from database.yml with its environments, anchors and ERB', () => {
    const { members, said } = got(yml, 'database.yml');

    expect(members).toEqual({ main: { kind: 'activerecord', ...base, max_connections: 5, checkout_timeout: 2, reaping_frequency: 10 }, cache: { kind: 'activerecord', ...base, max_connections: 3, checkout_timeout: 2 } });
    expect(said).toContain('unknown 11: production.primary.pol. Did you mean "pool"?');
    expect(got(yml, 'database.yml', { profile: ['development'], env: ['RAILS_MAX_THREADS=9'] }).members).toEqual({ main: { kind: 'activerecord', ...base, max_connections: 9, checkout_timeout: 2 } });
    expect(refused(yml, 'database.yml', { profile: ['staging'] })).toContain('there is no environment "staging"');
    expect(refused('production:\n  adapter: postgresql\n  pool: <%= ENV["N"] %>\n', 'database.yml')).toBe('database.yml:3: pool: the environment variable N has no default here: say --env N=VALUE');
  });
});

describe("Go's database/sql", () => {
  it('is read from the calls that set it', () => {
    const { members, said } = got(`package main
const idle = 10
func open() { db.SetMaxOpenConns(25); db.SetMaxIdleConns(idle)
	db.SetConnMaxLifetime(5 * time.Minute)
	db.SetConnMaxIdleTime(time.Duration(90) * time.Second)
	other.SetMaxOpenConns(sizeOf(x)) }
`, 'main.go');

    expect(members).toEqual({ db: { kind: 'go-database-sql', ...base, MaxOpenConns: 25, MaxIdleConns: 10, ConnMaxLifetime: '5m', ConnMaxIdleTime: '90s' }, other: { kind: 'go-database-sql', ...base } });
    expect(said).toContain('unknown 6: MaxOpenConns: only the program knows what sizeOf(x) is; left at its default');
  });
});
