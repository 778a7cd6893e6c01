/** Lends the connection that came back last; a caller who finds room opens its own and waits for that one alone; callers wait without any limit of time.
 *  Source: sidorares/node-mysql2 3.24.6 `lib/base/pool.js`, `lib/pool_config.js`, `lib/pool_connection.js` (pool notes §3.9). */

import { foreverLaw } from '../../../random/laws.ts';
import { optional, turned, withDefault } from '../../../shape.ts';
import { count, duration, flag } from '../../../shape/values.ts';
import { forever, minutes, second, seconds } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

const zeroMeansNoLimit = (says: string) => turned(count(says), (n) => (n === 0 ? Number.POSITIVE_INFINITY : n));

export const mysql2 = poolKind({
  kind: 'mysql2',
  version: '3.24.6',
  says: 'last returned, first lent; every caller that finds room opens its own connection and waits for that one alone; nothing ends a wait in line',
  source: 'sidorares/node-mysql2 3.24.6',
  options: {
    connectionLimit: withDefault(zeroMeansNoLimit('most connections; 0: no limit'), 10, 10),
    waitForConnections: withDefault(flag('callers wait when every connection is out; false: they fail at once'), true, true),
    queueLimit: withDefault(zeroMeansNoLimit('most callers waiting; 0: no limit'), Number.POSITIVE_INFINITY, 0),
    maxIdle: optional(count('idle connections beyond this are closed, looked at every second; only if smaller than connectionLimit, which is the default')),
    idleTimeout: withDefault(duration('idle for longer: closed; only where maxIdle is smaller than connectionLimit', { bare: 'ms' }), minutes(1), 60000),
    connectTimeout: withDefault(turned(duration('how long an opening may take; 0: for ever', { bare: 'ms' }), (value) => (value === 0 ? forever : value)), seconds(10), 10000),
    resetOnRelease: withDefault(flag('a connection that comes back is reset by a round trip before anybody can have it'), false, false),
  },
  policy: (options) => {
    const keeps = options.maxIdle ?? options.connectionLimit;
    const sweeps = Number.isFinite(options.connectionLimit) && keeps < options.connectionLimit;
    return {
      ...ordinary,
      max: options.connectionLimit, lend: 'lastReturned', serve: options.waitForConnections ? 'firstCome' : 'nobody', patience: foreverLaw, maxWaiting: options.queueLimit,
      open: { ...ordinary.open, by: 'caller', timeout: options.connectTimeout },
      placeFree: 'beforeClose', afterDiscard: 'headOpens', noticesDeath: true, deathFrees: 'atOnce', settleRoundTrips: options.resetOnRelease ? 1 : 0,
      ...(sweeps ? { idleTimeout: options.idleTimeout, idleBy: { sweepEvery: second, keeps } } : {}),
      messages: { ...ordinary.messages, exhausted: 'No connections available.', queueFull: 'Queue limit reached.', openTimeout: 'connect ETIMEDOUT' },
    };
  },
  metrics: {
    '_allConnections.length': 'connections, those being opened included',
    '_freeConnections.length': 'connections lying idle',
    '_connectionQueue.length': 'callers waiting in line',
  },
  traps: [
    { says: 'Nothing ends a wait in line: a leaked connection, or a database that is slow, lets callers wait for ever. There is no acquire timeout.' },
    { says: 'idleTimeout does nothing unless maxIdle is smaller than connectionLimit: by default idle connections stay for ever.' },
    { says: 'maxIdle closes young connections too: once a second, all beyond it, the one idle for longest first.' },
    { says: 'When the database is full, waiting callers fail one after another, each after an opening of its own.' },
  ],
});
