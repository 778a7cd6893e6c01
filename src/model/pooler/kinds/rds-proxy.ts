/** Amazon RDS Proxy as its documentation describes it: transactions of many clients share connections, up to a share of the server's limit, and some clients
 *  are pinned to theirs. What is not documented (the queue's order, the rate of growth, retries) is modelled plainly, so results are approximate.
 *  Source: AWS, "RDS Proxy connection considerations", "Avoiding pinning an RDS Proxy", API `ConnectionPoolConfiguration` (pool notes §3.19). */

import { constantLaw, foreverLaw } from '../../../random/laws.ts';
import { optional, withDefault } from '../../../shape.ts';
import { count, duration, share } from '../../../shape/values.ts';
import { forever, hour, minutes, ms, seconds } from '../../../units/time.ts';
import { ordinary } from '../../pool/policy.ts';
import { frontOf, poolerKind, surroundings } from './kind.ts';

const percent = (says: string, atLeast: number) => count(says, { atLeast, atMost: 100 });

export const rdsProxy = poolerKind({
  kind: 'rds-proxy',
  version: 'documentation of 2025',
  says: 'Amazon RDS Proxy: transactions share connections, up to a percentage of max_connections; approximate, for its inside is not documented',
  source: 'the AWS documentation of RDS Proxy',
  options: {
    MaxConnectionsPercent: withDefault(percent("most connections, in percent of the database's max_connections", 1), 100, 100),
    MaxIdleConnectionsPercent: optional(percent('idle connections kept, in percent of max_connections; default: half of MaxConnectionsPercent', 0)),
    ConnectionBorrowTimeout: withDefault(duration('how long a client waits for a connection when all are busy; 0: for ever', { bare: 's', atMost: hour }), minutes(2), '120s'),
    IdleClientTimeout: withDefault(duration('a client idle for longer is disconnected', { bare: 's', atLeast: seconds(1), atMost: 8 * hour }), minutes(30), '1800s'),
    pinned: withDefault(share('share of transactions that pin their client to its connection until it disconnects (SET, temporary tables, long statements)'), 0, '0%'),
    maxClients: withDefault(count('clients that may be connected; AWS names no limit', { atLeast: 1 }), Number.POSITIVE_INFINITY, 'no limit'),
    ...surroundings(0, '0s', ms(5), '5ms'),
  },
  metrics: {
    DatabaseConnections: 'connections to the database', MaxDatabaseConnectionsAllowed: 'the most of them', DatabaseConnectionsBorrowLatency: 'time to get one, in µs',
    DatabaseConnectionsCurrentlySessionPinned: 'those pinned to a client', ClientConnections: 'clients connected',
  },
  traps: [
    { says: 'pinned clients keep their connection while they do nothing: with a pool in front, the proxy becomes a second pool of the same size' },
    { says: 'AWS advises to leave 30 % of max_connections free: the proxy moves its allowance between its nodes' },
  ],
  settings: (options) => ({
    mode: 'transaction', cpu: options.cpu, cleanRoundTrips: 1, cleansAlways: false, pins: options.pinned, idleTransactionTimeout: forever,
    shareOfServer: { max: options.MaxConnectionsPercent / 100, idle: (options.MaxIdleConnectionsPercent ?? options.MaxConnectionsPercent / 2) / 100 },
    policy: {
      ...ordinary,
      max: Number.POSITIVE_INFINITY, patience: options.ConnectionBorrowTimeout === 0 ? foreverLaw : constantLaw(options.ConnectionBorrowTimeout),
      open: { ...ordinary.open, by: 'pooler', refusalGoesTo: 'nobody', backoff: { first: seconds(1), factor: 1, cap: seconds(1) } },
      noticesDeath: true, messages: { ...ordinary.messages, timeout: words.waited },
    },
    front: frontOf({ kind: 'rds-proxy', cores: Number.POSITIVE_INFINITY, maxClients: options.maxClients, clientIdleTimeout: options.IdleClientTimeout, texts: words.texts, connect: options.connect, roundTrip: options.roundTrip, contention: options.contention }),
    failing: null, refusalEndsWaiting: false, noTransactions: '', crashed: words.texts.severed,
  }),
});

const words = {
  waited: 'Timed-out waiting to acquire database connection',
  texts: {
    tooMany: 'too many client connections', reserved: 'too many client connections', statementTimeout: '', lockTimeout: '', deadlock: '', transaction: '', idleInTransaction: '', idleSession: 'the proxy closed an idle client connection',
    killed: 'server closed the connection unexpectedly', down: 'connection refused', severed: 'server closed the connection unexpectedly',
  },
};
