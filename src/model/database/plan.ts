/** The plan of a database: what a scenario may say of one, with the defaults and the refusal texts of each kind of server. */

import { constantLaw, law, lawOr } from '../../random/laws.ts';
import type { LawPlan } from '../../random/samplers.ts';
import { type Shape, optional, turned, withDefault } from '../../shape.ts';
import { type Fields, type ReadFields, keyedByField, record } from '../../shape/tables.ts';
import { count, duration, nameIn, oneOf } from '../../shape/values.ts';
import { type Duration, forever, hour, ms, seconds } from '../../units/time.ts';
import { type ContentionPlan, coresShape, diskShape } from './contention.ts';
import { contentionShape } from './contention-presets.ts';
import { type LockSettings, mysqlLocks, noLocks, plainLocks, postgresLocks, timeout } from './lock-plan.ts';
import { machineFields, type MachinePlan } from './machine.ts';

export interface DatabasePlan extends LockSettings, MachinePlan {
  /** postgresql, mysql or plain; for the side of a pooler that its clients see, the pooler's kind. */
  readonly kind: string;
  /** Infinity: as many as there are statements. */
  readonly cores: number;
  /** One core that serves statements one after another, as an event loop does; else they share the cores. */
  readonly inTurn?: true;
  /** Parallel I/O channels; Infinity: blocked time is waiting that nobody shares. */
  readonly disks: number;
  readonly contention: ContentionPlan;
  readonly maxConnections: number;
  readonly reservedConnections: number;
  /** PostgreSQL 16's reserved_connections: kept back beside those of superusers. */
  readonly roleReservedConnections?: number;
  /** Sessions that one database user, an app, may have. */
  readonly maxUserConnections?: number;
  /** How often a statement looks whether its client is still there; forever or absent: never. */
  readonly clientCheckInterval?: Duration;
  /** The major version, where its words differ. */
  readonly version?: number;
  /** Time to open a session: handshake, authentication, start of the server process. */
  readonly connect: LawPlan;
  /** Time until a connection that the client closes has ended: the goodbye and the end of the server process. */
  readonly close: LawPlan;
  /** Network time of one exchange, both ways together. */
  readonly roundTrip: Duration;
  readonly statementTimeout: Duration;
  /** What an error undoes: PostgreSQL aborts the transaction, whose rows are free at once; MySQL undoes the statement alone, except for a deadlock. */
  readonly undoes: 'statement' | 'transaction';
  readonly idleInTransactionTimeout: Duration;
  readonly idleSessionTimeout: Duration;
  /** A firewall on the way forgets sessions silent for longer; what their next user meets; and how long silence lasts. */
  readonly firewallIdle: Duration;
  readonly firewallAnswers: 'reset' | 'silence';
  readonly tcpTimeout: Duration;
  readonly replicaOf: string | null;
  readonly lag: Duration;
  /** Work of a replica to replay one write, one after another. */
  readonly replay?: Duration;
  readonly texts: RefusalTexts;
}

/** What the server says when it turns a session or a statement away. */
export interface RefusalTexts {
  readonly tooMany: string;
  readonly reserved: string;
  /** Where roles have slots kept back too: the same for their share. */
  readonly roleReserved?: string;
  /** `{user}` has as many sessions as it may, `{max}`. */
  readonly tooManyOfUser?: string;
  readonly statementTimeout: string;
  readonly idleInTransaction: string;
  readonly lockTimeout: string;
  readonly deadlock: string;
  readonly transaction: string;
  readonly idleSession: string;
  readonly killed: string;
  readonly down: string;
  /** It comes up again and recovers; a restart in order, and a crash, ended the session. Absent: as when it is down or severed. */
  readonly startingUp?: string;
  readonly shutDown?: string;
  readonly crashed?: string;
  readonly severed: string;
  /** What the client's own system says when no answer came; '' or absent: as when it was severed. */
  readonly silent?: string;
}

/** PostgreSQL 15's own words (pool notes §4.1). */
const postgresTexts: RefusalTexts = {
  tooMany: 'FATAL: 53300: sorry, too many clients already',
  reserved: 'FATAL: 53300: remaining connection slots are reserved for non-replication superuser connections',
  roleReserved: 'FATAL: 53300: remaining connection slots are reserved for roles with privileges of the "pg_use_reserved_connections" role',
  tooManyOfUser: 'FATAL: 53300: too many connections for role "{user}"',
  statementTimeout: 'ERROR: 57014: canceling statement due to statement timeout',
  idleInTransaction: 'FATAL: 25P03: terminating connection due to idle-in-transaction timeout',
  lockTimeout: 'ERROR: 55P03: canceling statement due to lock timeout',
  deadlock: 'ERROR: 40P01: deadlock detected',
  transaction: 'FATAL: 25P04: terminating connection due to transaction timeout',
  idleSession: 'FATAL: 57P05: terminating connection due to idle-session timeout',
  killed: 'FATAL: 57P01: terminating connection due to administrator command',
  down: 'connection refused: is the server running on that host and accepting TCP/IP connections?',
  startingUp: 'FATAL: 57P03: the database system is starting up',
  shutDown: 'FATAL: 57P01: terminating connection due to administrator command',
  crashed: 'FATAL: 57P02: terminating connection because of crash of another server process',
  severed: 'server closed the connection unexpectedly',
  silent: 'could not receive data from server: Connection timed out',
};

/** MySQL 8's own words (pool notes §4.2). */
const mysqlTexts: RefusalTexts = {
  tooMany: 'ERROR 1040 (08004): Too many connections',
  reserved: 'ERROR 1040 (08004): Too many connections',
  tooManyOfUser: "ERROR 1226 (42000): User '{user}' has exceeded the 'max_user_connections' resource (current value: {max})",
  statementTimeout: 'ERROR 3024 (HY000): Query execution was interrupted, maximum statement execution time exceeded',
  idleInTransaction: 'ERROR 4031 (HY000): The client was disconnected by the server because of inactivity. See wait_timeout and interactive_timeout for configuring this behavior.',
  lockTimeout: 'ERROR 1205 (HY000): Lock wait timeout exceeded; try restarting transaction',
  deadlock: 'ERROR 1213 (40001): Deadlock found when trying to get lock; try restarting transaction',
  transaction: '',
  idleSession: 'ERROR 4031 (HY000): The client was disconnected by the server because of inactivity. See wait_timeout and interactive_timeout for configuring this behavior.',
  killed: 'ERROR 2013 (HY000): Lost connection to MySQL server during query',
  down: "ERROR 2003 (HY000): Can't connect to MySQL server (111)",
  shutDown: 'ERROR 1053 (08S01): Server shutdown in progress',
  severed: 'ERROR 2013 (HY000): Lost connection to MySQL server during query',
  silent: 'ERROR 2013 (HY000): Lost connection to MySQL server during query',
};

const common = {
  disks: withDefault(diskShape('parallel I/O channels that blocked time shares; none: blocked time is not shared'), Number.POSITIVE_INFINITY, 'none'),
  statementTimeout: timeout('a statement that runs longer is cancelled'),
  idleInTransactionTimeout: timeout('a session idle inside a transaction for longer is ended'),
  firewallIdle: timeout('a firewall on the way forgets a session silent for longer, and tells neither the server nor the pool'),
  firewallAnswers: withDefault(oneOf('what the next user of such a connection meets: an immediate reset, or silence until tcpTimeout', ['silence', 'reset']), 'silence', 'silence'),
  tcpTimeout: withDefault(duration('how long the operating system sends again what nobody answers', { atLeast: ms(1) }), seconds(924), '15m24s'),
  replicaOf: optional(nameIn('databases', 'the database this one copies')),
  lag: withDefault(duration('how long a write takes to the copy'), 0, '0s'),
  replay: withDefault(duration('processor time of the copy for replaying one write, one after another; longer while queries crowd on its cores'), 0, '0s'),
  maxUserConnections: withDefault(count('sessions that the database user of one app may have', { atLeast: 1, atMost: 1_000_000 }), Number.POSITIVE_INFINITY, 'no limit'),
  close: withDefault(law('time until a connection that the client closes has ended'), constantLaw(0), '0s'),
} satisfies Fields;

const server = (cores: number, contention: ContentionPlan, shownContention: string, limits: { max: number; reserved: number; connect: Duration; idleSession: Duration }) => ({
  ...common,
  cores: withDefault(coresShape('processor cores that statements share'), cores, cores),
  contention: withDefault(contentionShape, contention, shownContention),
  maxConnections: withDefault(count('sessions the server admits, the reserved ones included', { atLeast: 1, atMost: 1_000_000 }), limits.max, limits.max),
  reservedConnections: withDefault(count('sessions kept back for administrators'), limits.reserved, limits.reserved),
  connect: lawOr('time to open a session', constantLaw(limits.connect), `${limits.connect / 1000}ms`),
  roundTrip: withDefault(duration('network time of one exchange, there and back'), ms(0.5), '0.5ms'),
  idleSessionTimeout: timeout('a session idle outside a transaction for longer is ended', limits.idleSession, limits.idleSession === forever ? 'off' : '8h'),
  ...machineFields,
});

const reservedFrom16 = 'FATAL: 53300: remaining connection slots are reserved for roles with the SUPERUSER attribute';
const clientCheckInterval = timeout('how often a running statement looks whether its client is still there (client_connection_check_interval)');
/** One cost per statement, for statements of 40 µs and of 20 ms alike: the preset postgresql-15. Nobody measured MySQL here; it is taken to be the same. */
const measured: ContentionPlan = { law: 'perStatement', cost: 0.7, wake: 0 };

const postgresql = {
  ...server(4, measured, 'perStatement 0.7us', { max: 100, reserved: 3, connect: ms(7.2), idleSession: forever }),
  ...postgresLocks,
  version: withDefault(count('major version, where its words differ', { atLeast: 10, atMost: 99 }), 15, 15),
  roleReservedConnections: withDefault(count('sessions kept back for roles with pg_use_reserved_connections (reserved_connections, from version 16 on)'), 0, 0),
  clientCheckInterval,
};
const mysql = { ...server(4, measured, 'perStatement 0.7us', { max: 151, reserved: 0, connect: ms(5), idleSession: 8 * hour }), ...mysqlLocks };
const plain = {
  ...common,
  clientCheckInterval,
  cores: withDefault(coresShape('processor cores that statements share; unlimited unless given'), Number.POSITIVE_INFINITY, 'unlimited'),
  contention: withDefault(contentionShape, { law: 'none' } as ContentionPlan, 'none'),
  maxConnections: withDefault(count('sessions the server admits', { atLeast: 1, atMost: 1_000_000 }), Number.POSITIVE_INFINITY, 'no limit'),
  reservedConnections: withDefault(count('sessions kept back for administrators'), 0, 0),
  connect: withDefault(law('time to open a session'), constantLaw(0), '0s'),
  roundTrip: withDefault(duration('network time of one exchange, there and back'), 0, '0s'),
  idleSessionTimeout: timeout('a session idle for longer is ended'),
  ...plainLocks,
  ...machineFields,
};

const planned = <F extends Fields>(kind: DatabasePlan['kind'], says: string, fields: F, texts: RefusalTexts): Shape<DatabasePlan> =>
  turned(record(says, fields), (read: ReadFields<F>, here) => {
    const given = read as unknown as Omit<DatabasePlan, 'kind' | 'texts' | 'undoes' | keyof LockSettings> & Partial<LockSettings>;
    const plan = { kind, texts: (given.version ?? 0) < 16 ? texts : { ...texts, reserved: reservedFrom16 }, undoes: kind === 'mysql' ? 'statement' as const : 'transaction' as const, ...noLocks, ...given };
    const { version = 15, roleReservedConnections = 0 } = plan;
    if (roleReservedConnections > 0 && version < 16) return here.at('roleReservedConnections').wrong(`PostgreSQL ${version} cannot keep sessions back for roles: write version: 16`);
    return plan.reservedConnections + roleReservedConnections < plan.maxConnections ? plan : here.wrong(`all ${plan.maxConnections} connections are reserved: nobody could connect`);
  });

export const databaseShape: Shape<DatabasePlan> = keyedByField<DatabasePlan>('a database server', 'kind', {
  postgresql: planned('postgresql', 'PostgreSQL 15', postgresql, postgresTexts),
  mysql: planned('mysql', 'MySQL 8', mysql, mysqlTexts),
  plain: planned('plain', 'a server without limits unless they are given: for theory', plain, postgresTexts),
});
