/** c3p0: helper threads open connections in batches, ahead of demand; callers wait for ever by default, and after thirty refusals all of them fail together.
 *  Source: swaldman/c3p0 0.10.0 `C3P0Defaults`, `BasicResourcePool` (pool notes §3.14); read, not run. */

import { constantLaw, foreverLaw } from '../../../random/laws.ts';
import { turned, withDefault } from '../../../shape.ts';
import { count, duration, flag } from '../../../shape/values.ts';
import { forever, ms, seconds } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

const zeroMeansNever = (says: string, bare: 'ms' | 's') => turned(duration(says, { bare }), (value) => (value === 0 ? forever : value));

export const c3p0 = poolKind({
  kind: 'c3p0',
  version: '0.10.0',
  says: 'helper threads open connections in batches; after thirty refusals everybody who waits fails at once',
  source: 'swaldman/c3p0 0.10.0',
  metrics: {
    numConnections: 'connections', numBusyConnections: 'lent connections', numIdleConnections: 'idle connections', numThreadsAwaitingCheckoutDefaultUser: 'callers that wait',
    numUnclosedOrphanedConnections: 'connections out of a pool that was reset', numFailedCheckoutsDefaultUser: 'checkouts that failed',
  },
  traps: [
    { says: 'checkoutTimeout is 0: callers wait for ever, and a database that is down is told them only after acquireRetryAttempts × acquireRetryDelay, half a minute.' },
    { says: 'Every caller that finds nothing raises the target by acquireIncrement: a short burst opens more than it needs.' },
    { says: 'Waiting threads are all notified and race: the order here is first come, first served, which the library does not promise.' },
  ],
  options: {
    minPoolSize: withDefault(count('connections kept'), 3, 3),
    maxPoolSize: withDefault(count('most connections', { atLeast: 1 }), 15, 15),
    initialPoolSize: withDefault(count('connections opened at the start, in the background'), 3, 3),
    acquireIncrement: withDefault(count('connections opened at a time', { atLeast: 1 }), 3, 3),
    acquireRetryAttempts: withDefault(turned(count('refusals before all who wait fail; 0: never'), (attempts) => attempts || Number.POSITIVE_INFINITY), 30, 30),
    acquireRetryDelay: withDefault(duration('pause after a refusal', { bare: 'ms' }), seconds(1), 1000),
    checkoutTimeout: withDefault(zeroMeansNever('how long a caller waits; 0: for ever', 'ms'), forever, 0),
    maxIdleTime: withDefault(zeroMeansNever('idle for longer: closed, down to minPoolSize; 0: never', 's'), forever, 0),
    maxConnectionAge: withDefault(zeroMeansNever('older: closed when idle; 0: never', 's'), forever, 0),
    testConnectionOnCheckout: withDefault(flag('check each connection before it is lent'), false, false),
    numHelperThreads: withDefault(count('threads that open connections', { atLeast: 1 }), 3, 3),
    unreturnedConnectionTimeout: withDefault(zeroMeansNever('out for longer: taken back; 0: never', 's'), forever, 0),
  },
  policy: (options) => {
    const max = options.maxPoolSize;
    const minimum = Math.min(options.minPoolSize, max);
    const prefill = Math.min(max, Math.max(minimum, options.initialPoolSize));
    return {
      ...ordinary,
      max, minimum, prefill, lend: 'lastReturned', start: { ...ordinary.start, atOnce: options.numHelperThreads },
      patience: options.checkoutTimeout === forever ? foreverLaw : constantLaw(options.checkoutTimeout), patienceCoversOpening: true,
      open: {
        ...ordinary.open, by: 'adder', tasks: 'batches', batch: options.acquireIncrement, attempts: options.acquireRetryAttempts, atOnce: options.numHelperThreads, refusalGoesTo: 'nobody',
        backoff: { first: Math.max(ms(1), options.acquireRetryDelay), factor: 1, cap: Math.max(ms(1), options.acquireRetryDelay) },
      },
      afterDiscard: 'refill', refill: 'all', refillEvery: forever, checkAfterIdle: options.testConnectionOnCheckout ? 0 : forever,
      lifetime: options.maxConnectionAge, lifetimeAt: ['timer', 'borrow'], idleTimeout: options.maxIdleTime, idleBy: 'timer', idleFloor: { count: minimum, of: 'all' },
      leakAfter: options.unreturnedConnectionTimeout, leakReclaims: true,
      messages: {
        ...ordinary.messages,
        timeout: 'An attempt by a client to checkout a Connection has timed out.', allRefused: 'Connections could not be acquired from the underlying database!',
        leak: 'A checked-out resource is overdue, and will be destroyed: {connection}', takenAway: 'You can\'t operate on a closed Connection!!!',
      },
    };
  },
});
