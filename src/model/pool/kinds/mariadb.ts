/** MariaDB's connector for Node: opens one connection after another, up to all of them in advance, insists on a failed one for nearly the whole acquire timeout,
 *  and lends the one that came back first, with a ping where it has been idle. Source: mariadb-connector-nodejs 3.5.3, `lib/pool.js` (pool notes §3.9). */

import { constantLaw } from '../../../random/laws.ts';
import { optional, turned, withDefault } from '../../../shape.ts';
import { count, duration, flag } from '../../../shape/values.ts';
import { forever, minutes, ms, seconds } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { plainSupply } from '../supply-rules.ts';
import { poolKind } from './kind.ts';

const span = (says: string) => duration(says, { bare: 'ms' });
const counts = '\n    (pool connections: active={active} idle={idle} limit={max})';
const header = '(conn:-1, no: 45028, SQLState: HY000) ';

export const mariadb = poolKind({
  kind: 'mariadb',
  version: '3.5.3',
  says: 'opens one connection after another, all of them in advance; whoever waits first takes the one that is free first',
  source: 'mariadb-corporation/mariadb-connector-nodejs 3.5.3, lib/pool.js',
  options: {
    connectionLimit: withDefault(count('most connections', { atLeast: 1 }), 10, 10),
    minimumIdle: optional(count('connections opened in advance, and left by the reaper; default: connectionLimit')),
    acquireTimeout: withDefault(turned(span('how long getConnection() waits in line'), (value) => Math.max(value, ms(1))), seconds(10), 10000),
    initializationTimeout: optional(span('how long one creation is tried again before it pauses; default: acquireTimeout less 100 ms')),
    connectTimeout: withDefault(span('limit of one connect; at most acquireTimeout'), seconds(1), 1000),
    idleTimeout: withDefault(turned(duration('idle for longer: closed, down to minimumIdle; 0: never', { bare: 's' }), (value) => (value === 0 ? forever : value)), minutes(30), 1800),
    minDelayValidation: withDefault(span('idle for longer: pinged before it is lent; 0: always'), ms(500), 500),
    pingTimeout: withDefault(span('limit of that ping'), ms(250), 250),
    leakDetectionTimeout: withDefault(turned(span('lent for longer: logged; 0: off'), (value) => (value === 0 ? forever : value)), forever, 0),
    noControlAfterUse: withDefault(flag('give back without looking at the transaction'), false, false),
    resetAfterUse: withDefault(flag('reset the session at return: one round trip'), false, false),
  },
  metrics: {
    'totalConnections()': 'connections out or idle', 'activeConnections()': 'connections out', 'idleConnections()': 'idle connections', 'taskQueueSize()': 'callers in line',
  },
  traps: [
    { says: 'only one connection is created at a time: a burst on a small pool waits for one connect after another' },
    { says: 'while one failed connect is insisted on (for acquireTimeout less 100 ms), callers hear nothing until their own timeout' },
    { says: 'with the default minimumIdle nothing is ever closed for being idle' },
  ],
  policy: (options) => {
    const minimum = Math.min(options.minimumIdle ?? options.connectionLimit, options.connectionLimit);
    const within = options.initializationTimeout ?? Math.max(ms(100), options.acquireTimeout - ms(100));
    return {
      ...ordinary,
      max: options.connectionLimit, minimum, prefill: minimum, start: { ...ordinary.start, atOnce: 0 }, lend: 'firstReturned',
      patienceCoversOpening: true, patience: constantLaw(options.acquireTimeout), priorities: 1,
      open: {
        ...ordinary.open, by: 'pool', atOnce: 1, timeout: Math.min(options.connectTimeout === 0 ? forever : options.connectTimeout, options.acquireTimeout), refusalGoesTo: 'nobody',
        supply: {
          ...plainSupply, goesOn: 'forMinimumToo', insist: { every: ms(500), within }, pause: { first: ms(200), step: ms(200), cap: seconds(10), stops: true }, doubtsOthers: true,
          blames: 'firstWhileNoneLent', blamed: `${header}pool failed to retrieve a connection from pool${counts}; cause: {cause}`,
        },
      },
      noticesDeath: true, checkAfterIdle: options.minDelayValidation === 0 ? -1 : options.minDelayValidation,
      resetRoundTrips: options.resetAfterUse && !options.noControlAfterUse ? 1 : 0,
      refill: 'all', leakAfter: options.leakDetectionTimeout,
      reap: {
        looksAt: Number.POSITIVE_INFINITY, hardIdle: forever, stopsWhenEmpty: false, every: options.idleTimeout === forever ? forever : ms(500), begins: 'firstOpen',
        softIdle: options.idleTimeout, floor: { count: minimum, of: 'idle' }, thenRefills: true,
      },
      messages: {
        ...ordinary.messages,
        timeout: `${header}pool timeout: failed to retrieve a connection from pool after {waitedMs}ms${counts}`,
        openTimeout: '(conn:-1, no: 45012, SQLState: 08S01) Connection timeout: failed to create socket after {timeoutMs}ms',
        leak: `A possible connection leak on thread {id} (connection not returned to pool for {waitedMs}ms). Has connection.release() been called?${counts}`,
      },
    };
  },
});
