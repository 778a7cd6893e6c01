/** PgBouncer 1.18 to 1.25: one event loop on one core lends server connections to clients for a session, a transaction or a statement.
 *  Source: pgbouncer/pgbouncer 1.25.2 and 1.18.0, `src/objects.c`, `src/janitor.c`, `src/server.c`, `src/client.c`, `doc/config.md` (pool notes §3.8). */

import { constantLaw, foreverLaw } from '../../../random/laws.ts';
import { describe, shape, withDefault } from '../../../shape.ts';
import { count, duration, oneOf } from '../../../shape/values.ts';
import { type Duration, forever, hour, microsecond, minutes, ms, seconds } from '../../../units/time.ts';
import { ordinary } from '../../pool/policy.ts';
import { frontOf, poolerKind, surroundings } from './kind.ts';

/** PgBouncer's own bare number is in seconds. */
const span = (says: string) => duration(says, { bare: 's' });
const flag = (says: string) => withDefault(count(says, { atMost: 1 }), 0, 0);
const query = shape('said to the server after a session, one round trip; an empty text: nothing', { type: 'string' }, (value, here) => (typeof value === 'string' ? value : here.wrong(`expected SQL, found ${describe(value)}`)));
const off = (of: Duration): Duration => (of === 0 ? forever : of);
const cap = (limit: number): number => (limit === 0 ? Number.POSITIVE_INFINITY : limit);

const versions = ['1.18', '1.19', '1.20', '1.21', '1.22', '1.23', '1.24', '1.25'] as const;
const since = (version: string, first: (typeof versions)[number]): boolean => versions.indexOf(version as (typeof versions)[number]) >= versions.indexOf(first);

/** Tembo's comparison of poolers (2024): 44,096 transactions of one SELECT a second when its one core is full; pg_doorman's benchmark: 45,000. */
const perQuery = 22 * microsecond;

/** The janitor's period, a third of a second. */
const rounds = Math.floor(seconds(1) / 3);

export const pgbouncer = poolerKind({
  kind: 'pgbouncer',
  version: '1.25.2',
  says: 'PgBouncer: many clients share few server connections, on one core',
  source: 'pgbouncer/pgbouncer 1.25.2 (1.18.0 for what changed)',
  options: {
    pool_mode: withDefault(oneOf('when a client lets go of its server connection: at its end, after each transaction, after each statement', ['session', 'transaction', 'statement']), 'session', 'session'),
    default_pool_size: withDefault(count('server connections', { atLeast: 0 }), 20, 20),
    min_pool_size: withDefault(count('server connections kept while clients are connected; one more is opened each third of a second'), 0, 0),
    reserve_pool_size: withDefault(count('further server connections, for when the first in line has waited for reserve_pool_timeout'), 0, 0),
    reserve_pool_timeout: withDefault(span('how long the first in line waits before the reserve is touched; 0: never'), seconds(5), '5s'),
    max_client_conn: withDefault(count('clients that may be connected'), 100, 100),
    max_db_connections: withDefault(count('most server connections to the database, whatever the pool sizes say; 0: no limit'), 0, 0),
    max_user_connections: withDefault(count('most server connections of the user; 0: no limit'), 0, 0),
    query_wait_timeout: withDefault(span('a client that waits for a server connection longer is disconnected; 0: never'), minutes(2), '120s'),
    server_lifetime: withDefault(span('a free server connection that is older is closed, one each server_lifetime / default_pool_size; 0: after each use'), hour, '3600s'),
    server_idle_timeout: withDefault(span('a server connection unused for longer is closed, down to min_pool_size; 0: never'), minutes(10), '600s'),
    server_connect_timeout: withDefault(span('a login at the server that takes longer fails; 0: never'), seconds(15), '15s'),
    server_login_retry: withDefault(span('after a failed login, the next one begins so long after it began'), seconds(15), '15s'),
    server_check_delay: withDefault(span('a server connection idle for longer is tested by a round trip before it is used'), seconds(30), '30s'),
    server_reset_query: withDefault(query, 'DISCARD ALL', 'DISCARD ALL'),
    server_reset_query_always: flag('1: also after transactions and statements'),
    server_round_robin: flag('1: the server connection that came back first is used next; 0: the one that came back last'),
    idle_transaction_timeout: withDefault(span('a client idle inside a transaction for longer is disconnected, and its server connection closed; 0: never'), 0, 0),
    client_idle_timeout: withDefault(span('a client idle for longer is disconnected; 0: never'), 0, 0),
    version: withDefault(oneOf('before 1.22 a refused login leaves those in line waiting; from 1.24 on the cached error is told', versions), '1.25', '1.25'),
    ...surroundings(perQuery, '22us', ms(1), '1ms'),
  },
  metrics: {
    cl_active: 'clients that are linked to a server connection, or idle', cl_waiting: 'clients that wait for a server connection', sv_active: 'server connections that serve a client',
    sv_idle: 'server connections that are free', sv_used: 'free server connections idle for longer than server_check_delay', sv_tested: 'server connections being reset or tested',
    sv_login: 'server connections being opened', maxwait: 'how long the first in line has waited, in seconds', total_wait_time: 'time clients waited, added when a server connection is assigned: those that gave up are not in it',
  },
  traps: [
    { says: 'a pool in front of it sees dropped connections after query_wait_timeout, not acquire timeouts' },
    { says: 'the pool grows by one server connection at a time, one login after another', scenario: 'pgbouncer-reserve' },
    { says: 'the reserve is no burst buffer: it opens when someone has waited for reserve_pool_timeout', scenario: 'pgbouncer-reserve' },
    { says: 'it has one core: beyond some 40,000 queries a second the pooler is the bottleneck', scenario: 'pooler-curve' },
    { says: 'in session mode it protects nothing: each idle client keeps a server connection' },
  ],
  settings: (options, here) => {
    const size = options.default_pool_size === 0 ? Number.POSITIVE_INFINITY : options.default_pool_size;
    const reserve = options.reserve_pool_timeout === 0 ? 0 : options.reserve_pool_size;
    if (options.max_client_conn === 0) return here.at('max_client_conn').wrong('no client could connect: PgBouncer counts the one that asks');
    const max = Math.min(size + reserve, cap(options.max_db_connections), cap(options.max_user_connections));
    const resets = options.server_reset_query !== '';
    const wait = off(options.query_wait_timeout);
    const { texts } = words;
    return {
      mode: options.pool_mode, shareOfServer: null, cpu: options.cpu, cleanRoundTrips: resets ? 1 : 0,
      cleansAlways: resets && options.server_reset_query_always === 1, pins: 0, idleTransactionTimeout: off(options.idle_transaction_timeout),
      policy: {
        ...ordinary,
        max, reserve: { count: Math.max(0, max - size), after: options.reserve_pool_timeout }, rounds,
        prefill: Math.min(options.min_pool_size, size, max), start: { ...ordinary.start, atOnce: 0 },
        lend: options.server_round_robin === 1 ? 'firstReturned' : 'lastReturned', patience: wait === forever ? foreverLaw : constantLaw(wait),
        open: { ...ordinary.open, by: 'pooler', atOnce: 1, timeout: off(options.server_connect_timeout), refusalGoesTo: 'everyone', backoff: { first: options.server_login_retry, factor: 1, cap: options.server_login_retry } },
        noticesDeath: true, checkAfterIdle: options.server_check_delay,
        lifetime: options.server_lifetime, idleTimeout: off(options.server_idle_timeout), idleFloor: { count: options.min_pool_size, of: 'all' },
        messages: { ...ordinary.messages, timeout: words.waited, openTimeout: 'connect timeout' },
      },
      front: frontOf({ kind: 'pgbouncer', cores: 1, maxClients: options.max_client_conn, clientIdleTimeout: off(options.client_idle_timeout), texts, connect: options.connect, roundTrip: options.roundTrip, contention: options.contention }),
      failing: since(options.version, '1.24') ? words.failing : words.failingBefore, refusalEndsWaiting: since(options.version, '1.22'),
      noTransactions: words.noTransactions, crashed: words.crashed,
    };
  },
});

/** PgBouncer's own words; 08P01 is the code that it gives to every error of its own. */
const words = {
  waited: 'FATAL: 08P01: query_wait_timeout',
  failing: 'FATAL: 08P01: server login has been failing, cached error: {error} (server_login_retry)',
  failingBefore: 'FATAL: 08P01: server login has been failing, try again later (server_login_retry)',
  noTransactions: 'FATAL: 08P01: transaction blocks not allowed in statement pooling mode',
  crashed: 'FATAL: 08P01: server conn crashed?',
  texts: {
    tooMany: 'FATAL: 08P01: no more connections allowed (max_client_conn)', reserved: 'FATAL: 08P01: no more connections allowed (max_client_conn)',
    statementTimeout: 'FATAL: 08P01: query timeout', idleInTransaction: 'FATAL: 08P01: idle transaction timeout', idleSession: 'FATAL: 08P01: client_idle_timeout', lockTimeout: '', deadlock: '', transaction: '',
    killed: 'FATAL: 08P01: admin forced disconnect', down: 'connection refused: is the pooler running on that host and accepting TCP/IP connections?', severed: 'server closed the connection unexpectedly',
  },
};
