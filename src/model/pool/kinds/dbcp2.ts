/** Commons DBCP2: the connection that came back last is lent first and always checked; who finds no room while somebody opens a connection blocks behind that.
 *  Source: apache/commons-dbcp 2.9.0 `BasicDataSource`, apache/commons-pool 2.11.1 `GenericObjectPool` (pool notes §3.13). */

import { constantLaw, foreverLaw } from '../../../random/laws.ts';
import { shape, withDefault } from '../../../shape.ts';
import { count, duration, flag } from '../../../shape/values.ts';
import { forever, minutes } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

const span = (says: string) => duration(says, { bare: 'ms' });
const negativeIsForever = (says: string) => shape<number>(`${says}; negative: never`, { type: ['integer', 'string'] }, (value, here) => (typeof value === 'number' && value < 0 ? forever : span('').read(value, here)));
const negativeIsNoLimit = (says: string) => shape<number>(`${says}; negative: no limit`, { type: 'integer' }, (value, here) => (typeof value === 'number' && value < 0 ? Number.POSITIVE_INFINITY : count('').read(value, here)));

export const dbcp2 = poolKind({
  kind: 'dbcp2',
  version: '2.9.0 with pool2 2.11.1',
  says: 'last returned, first lent, each checked; who finds no room while a connection is being opened blocks behind that opening',
  source: 'apache/commons-dbcp 2.9.0, apache/commons-pool 2.11.1',
  metrics: {
    NumActive: 'lent connections', NumIdle: 'idle connections', NumWaiters: 'callers that wait in line', BorrowedCount: 'connections lent so far', ReturnedCount: 'connections given back',
    CreatedCount: 'connections opened', DestroyedCount: 'connections closed', DestroyedByBorrowValidationCount: 'connections that a check at borrowing found dead',
    DestroyedByEvictorCount: 'connections that the evictor closed', MeanBorrowWaitTimeMillis: 'mean wait of the last borrowings', MaxBorrowWaitTimeMillis: 'longest wait of all',
  },
  traps: [
    { says: 'Each caller that finds room opens a connection and waits for that one alone: a burst opens as many connections as there are callers.', scenario: 'spike-of-fifty' },
    { says: 'A caller that finds all places taken while one is being opened waits for that opening, though a connection comes back long before.', scenario: 'dbcp2-behind-an-opening' },
    { says: 'maxWaitMillis does not limit the opening of one\'s own connection.' },
    { says: 'maxIdle below maxTotal closes connections at return and opens them again under load.' },
    { says: 'No evictor runs unless timeBetweenEvictionRunsMillis is set: minIdle and idle times are dead letters.' },
  ],
  options: {
    maxTotal: withDefault(negativeIsNoLimit('most connections'), 8, 8),
    maxIdle: withDefault(negativeIsNoLimit('most idle connections; the surplus is closed at return'), 8, 8),
    minIdle: withDefault(count('idle connections that the evictor keeps ready'), 0, 0),
    initialSize: withDefault(count('connections opened at the start, one after another'), 0, 0),
    maxWaitMillis: withDefault(negativeIsForever('how long a caller waits in line or behind an opening'), forever, -1),
    lifo: withDefault(flag('lend the connection that came back last'), true, true),
    testOnBorrow: withDefault(flag('check each connection before it is lent'), true, true),
    testOnReturn: withDefault(flag('check each connection at return: one round trip'), false, false),
    blockWhenExhausted: withDefault(flag('wait when all are out; false: fail at once'), true, true),
    timeBetweenEvictionRunsMillis: withDefault(negativeIsForever('time between two runs of the evictor'), forever, -1),
    numTestsPerEvictionRun: withDefault(count('connections that the evictor looks at in one run', { atLeast: 1 }), 3, 3),
    minEvictableIdleTimeMillis: withDefault(negativeIsForever('idle for longer: closed by the evictor'), minutes(30), 1800000),
    maxConnLifetimeMillis: withDefault(negativeIsForever('older: closed at borrowing or return'), forever, -1),
    defaultAutoCommit: withDefault(flag('false: each return rolls back, one round trip'), true, true),
    rollbackOnReturn: withDefault(flag('roll back at return what was not committed'), true, true),
    removeAbandonedOnBorrow: withDefault(flag('take back what is kept too long when a caller finds fewer than 2 idle and fewer than 3 to open'), false, false),
    removeAbandonedOnMaintenance: withDefault(flag('the same at each run of the evictor'), false, false),
    removeAbandonedTimeout: withDefault(duration('out for longer: taken back', { bare: 's' }), minutes(5), 300),
    threadWakeup: withDefault(duration('how long a woken thread needs, while a newcomer may take its connection'), 0, 0),
  },
  policy: (options) => ({
    ...ordinary,
    max: options.maxTotal, minimum: options.minIdle, prefill: options.initialSize, lend: options.lifo ? 'lastReturned' : 'firstReturned',
    start: { ...ordinary.start, blocking: options.initialSize, ifRefused: 'throw' },
    serve: options.blockWhenExhausted ? 'firstCome' : 'nobody', patience: options.maxWaitMillis === forever ? foreverLaw : constantLaw(options.maxWaitMillis),
    open: { ...ordinary.open, blocksOthers: true }, wakesAfter: options.threadWakeup,
    keepIdle: options.maxIdle, placeFree: 'afterClose', afterDiscard: 'nobody', returner: 'replacesForWaiting',
    checkAfterIdle: options.testOnBorrow ? 0 : forever, checksHandOver: options.testOnBorrow, checksOpened: options.testOnBorrow,
    resetRoundTrips: (options.testOnReturn ? 1 : 0) + (options.rollbackOnReturn && !options.defaultAutoCommit ? 1 : 0),
    lifetime: options.maxConnLifetimeMillis, lifetimeAt: ['borrow', 'return'],
    idleTimeout: options.timeBetweenEvictionRunsMillis === forever ? forever : options.minEvictableIdleTimeMillis || forever, idleBy: { sweepEvery: options.timeBetweenEvictionRunsMillis, atMost: options.numTestsPerEvictionRun },
    idleFloor: { count: 0, of: 'idle' }, refill: options.minIdle > 0 && options.timeBetweenEvictionRunsMillis < forever ? 'idle' : 'never', refillEvery: options.timeBetweenEvictionRunsMillis,
    abandoned: { after: options.removeAbandonedTimeout, atSweep: options.removeAbandonedOnMaintenance, atBorrow: options.removeAbandonedOnBorrow, fullShare: 0 },
    messages: {
      ...ordinary.messages,
      timeout: 'Cannot get a connection, pool error Timeout waiting for idle object, borrowMaxWaitDuration={timeoutIso}',
      exhausted: 'Cannot get a connection, pool error Pool exhausted', startFailed: 'Cannot create PoolableConnectionFactory ({why})', takenAway: 'Connection is closed.',
    },
  }),
});
