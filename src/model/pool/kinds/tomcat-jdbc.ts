/** Tomcat's JDBC pool: the connection that came back last is lent first; a caller that finds room opens its own and waits for that one alone, however long.
 *  Source: apache/tomcat 10.1.60 modules/jdbc-pool, `ConnectionPool`, `FairBlockingQueue`, `PoolProperties` (pool notes §3.12). */

import { constantLaw, foreverLaw } from '../../../random/laws.ts';
import { shape, turned, withDefault } from '../../../shape.ts';
import { count, duration, flag } from '../../../shape/values.ts';
import { forever, minutes, ms, seconds } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

const span = (says: string) => duration(says, { bare: 'ms' });

/** Milliseconds; 0 or less: for ever. */
const maxWait = shape<number>('how long a caller waits in line; 0 or less: for ever', { type: ['integer', 'string'] }, (value, here) => (typeof value === 'number' && value <= 0 ? forever : span('').read(value, here)));

export const tomcatJdbc = poolKind({
  kind: 'tomcat-jdbc',
  version: '10.1.60',
  says: 'last returned, first lent; a caller that finds room opens its own connection, which the wait limit does not cover',
  source: 'apache/tomcat 10.1.60, modules/jdbc-pool',
  metrics: {
    Size: 'connections, those being opened included', Active: 'lent connections', Idle: 'idle connections', WaitCount: 'callers that wait', BorrowedCount: 'connections lent so far',
    ReturnedCount: 'connections given back', CreatedCount: 'connections opened', ReleasedCount: 'connections closed', ReconnectedCount: 'connections opened anew in place of an old or dead one',
    RemoveAbandonedCount: 'connections taken back from a holder that kept them too long', ReleasedIdleCount: 'connections closed for idleness',
  },
  traps: [
    { says: 'Each caller that finds room opens a connection and waits for that one alone: a burst opens as many connections as there are callers.', scenario: 'spike-of-fifty' },
    { says: 'maxWait limits the wait in line only: a caller that opens a connection waits as long as that takes.' },
    { says: 'The error says "in 0 seconds" for every maxWait below a second: it divides whole numbers.' },
    { says: 'Nothing is checked unless testOnBorrow is set and the server has a validation query: dead connections are found by statements.' },
    { says: 'minIdle is where idle eviction stops; nothing is ever opened to reach it again.' },
  ],
  options: {
    maxActive: withDefault(turned(count('most connections; 0 means 100'), (max) => max || 100), 100, 100),
    maxIdle: withDefault(count('most idle connections, where no cleaner runs'), 100, 100),
    minIdle: withDefault(count('idle eviction stops here'), 10, 10),
    initialSize: withDefault(count('connections opened at the start, one after another, before anybody is served'), 10, 10),
    maxWait: withDefault(maxWait, seconds(30), 30000),
    minEvictableIdleTimeMillis: withDefault(span('idle for longer: closed, down to minIdle'), seconds(60), 60000),
    timeBetweenEvictionRunsMillis: withDefault(span('time between two rounds of the cleaner'), seconds(5), 5000),
    maxAge: withDefault(span('older: opened anew, at borrowing by the borrower and at return by whoever gives it back; 0: never'), 0, 0),
    testOnBorrow: withDefault(flag('check a connection before it is lent'), false, false),
    validationInterval: withDefault(span('a connection idle for less than this is not checked'), seconds(3), 3000),
    rollbackOnReturn: withDefault(flag('one round trip at return'), false, false),
    commitOnReturn: withDefault(flag('one round trip at return'), false, false),
    removeAbandoned: withDefault(flag('take connections back from those who keep them too long'), false, false),
    removeAbandonedTimeout: withDefault(duration('out for longer: taken back', { bare: 's' }), minutes(1), 60),
    abandonWhenPercentageFull: withDefault(count('only when so many percent of maxActive are out', { atMost: 100 }), 0, 0),
    logAbandoned: withDefault(flag('log those taken back'), false, false),
    ignoreExceptionOnPreLoad: withDefault(flag('start although initialSize could not be opened'), false, false),
  },
  policy: (options) => {
    const max = options.maxActive;
    const warnings: string[] = [];
    const limited = (name: string, value: number, limit: number, other: string): number => {
      if (value > limit) warnings.push(`${name} is larger than ${other}, setting ${name} to: ${limit}`);
      return Math.min(value, limit);
    };
    const initialSize = limited('initialSize', options.initialSize, max, 'maxActive');
    const minIdle = limited('minIdle', options.minIdle, max, 'maxActive');
    return {
      ...ordinary,
      max, prefill: initialSize, lend: 'lastReturned',
      start: { ...ordinary.start, blocking: initialSize === 0 ? 0 : initialSize, ifRefused: options.ignoreExceptionOnPreLoad ? 'goOn' : 'throw' },
      patience: options.maxWait === forever ? foreverLaw : constantLaw(options.maxWait), reuseTries: 1,
      placeFree: 'afterClose', afterDiscard: 'headOpens', returner: options.maxAge > 0 ? 'renewsAged' : 'goesOn',
      checkAfterIdle: options.testOnBorrow ? options.validationInterval : forever, resetRoundTrips: options.rollbackOnReturn || options.commitOnReturn ? 1 : 0,
      lifetime: options.maxAge || forever, lifetimeAt: ['borrow', 'return'],
      idleTimeout: options.minEvictableIdleTimeMillis || forever, idleBy: { sweepEvery: options.timeBetweenEvictionRunsMillis || seconds(30) }, idleFloor: { count: minIdle, of: 'both' },
      abandoned: {
        after: options.removeAbandoned ? Math.max(ms(1), options.removeAbandonedTimeout) : forever, atSweep: options.removeAbandoned, atBorrow: false, fullShare: options.abandonWhenPercentageFull / 100,
      },
      warnings,
      messages: {
        ...ordinary.messages,
        timeout: '[{name}] Timeout: Pool empty. Unable to fetch a connection in {timeoutWholeS} seconds, none available[size:{size}; busy:{active}; idle:{idle}; lastwait:{timeoutMs}].',
        startFailed: '{why}', abandoned: options.logAbandoned ? 'Connection has been abandoned {connection}:{holder}' : '', takenAway: 'Connection has already been closed.',
      },
    };
  },
});
