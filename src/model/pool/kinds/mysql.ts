/** Lends the connection that came back first, after a ping; a caller who finds room opens its own and waits for that one alone.
 *  Source: mysqljs/mysql 2.18.1 `lib/Pool.js`, `lib/PoolConfig.js`, `lib/PoolConnection.js` (pool notes §3.9). */

import { foreverLaw } from '../../../random/laws.ts';
import { turned, withDefault } from '../../../shape.ts';
import { count, duration, flag } from '../../../shape/values.ts';
import { forever, seconds } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

const zeroMeansNoLimit = (says: string) => turned(count(says), (n) => (n === 0 ? Number.POSITIVE_INFINITY : n));

export const mysql = poolKind({
  kind: 'mysql',
  version: '2.18.1',
  says: 'first returned, first lent, and pinged each time; every caller that finds room opens its own connection and waits for that one alone; nothing ends a wait in line',
  source: 'mysqljs/mysql 2.18.1',
  options: {
    connectionLimit: withDefault(zeroMeansNoLimit('most connections; 0: no limit'), 10, 10),
    waitForConnections: withDefault(flag('callers wait when every connection is out; false: they fail at once'), true, true),
    queueLimit: withDefault(zeroMeansNoLimit('most callers waiting; 0: no limit'), Number.POSITIVE_INFINITY, 0),
    acquireTimeout: withDefault(turned(duration('how long an opening or a ping may take, not how long a caller waits in line; 0: for ever', { bare: 'ms' }), (value) => (value === 0 ? forever : value)), seconds(10), 10000),
  },
  policy: (options) => ({
    ...ordinary,
    max: options.connectionLimit, lend: 'firstReturned', serve: options.waitForConnections ? 'firstCome' : 'nobody', patience: foreverLaw, maxWaiting: options.queueLimit,
    open: { ...ordinary.open, by: 'caller', refusalHeard: 'afterNextOpens', timeout: options.acquireTimeout },
    placeFree: 'beforeClose', afterDiscard: 'headOpens', noticesDeath: true, deathFrees: 'atOnce', checkAfterIdle: -1, checkTimeout: options.acquireTimeout, checksHandOver: true,
    messages: { ...ordinary.messages, exhausted: 'No connections available.', queueFull: 'Queue limit reached.', openTimeout: 'Handshake inactivity timeout' },
  }),
  metrics: {
    '_allConnections.length': 'connections, those being opened included',
    '_acquiringConnections.length': 'connections being opened or pinged for a caller',
    '_freeConnections.length': 'connections lying idle',
    '_connectionQueue.length': 'callers waiting in line',
  },
  traps: [
    { says: 'acquireTimeout does not cover waiting in line: callers wait for ever while connections leak or the database is slow.' },
    { says: 'Every use costs one round trip more, for the ping.' },
    { says: 'Idle connections are never closed.' },
  ],
});
