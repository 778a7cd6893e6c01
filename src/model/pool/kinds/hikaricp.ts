/** HikariCP 5.1: a fixed pool filled by one adder thread; waiters take whatever comes first, refusals are heard by nobody until the timeout.
 *  Source: brettwooldridge/HikariCP 5.1.0 and 6.0.0, `HikariConfig`, `HikariPool`, `ConcurrentBag` (pool notes §3.1). */

import { constantLaw, foreverLaw } from '../../../random/laws.ts';
import { optional, type Place, turned, withDefault } from '../../../shape.ts';
import { count, duration, oneOf } from '../../../shape/values.ts';
import { type Duration, forever, minutes, ms, second, seconds } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

const span = (says: string) => duration(says, { bare: 'ms' });

/** The library refuses 1…249 ms; 0 means wait for ever. */
const connectionTimeout = turned(span('how long getConnection() waits; 0: for ever'), (value: Duration, here: Place) =>
  value > 0 && value < ms(250) ? here.wrong('HikariCP refuses this: "connectionTimeout cannot be less than 250ms"') : value === 0 ? forever : value);

export const hikaricp = poolKind({
  kind: 'hikaricp',
  version: '5.1.0',
  says: 'a fixed pool filled by one adder thread; whoever waits first takes whatever connection comes first',
  source: 'brettwooldridge/HikariCP 5.1.0',
  options: {
    maximumPoolSize: withDefault(count('most connections', { atLeast: 1 }), 10, 10),
    minimumIdle: optional(count('idle connections kept ready; default: maximumPoolSize')),
    connectionTimeout: withDefault(connectionTimeout, seconds(30), 30000),
    idleTimeout: withDefault(span('idle for longer: closed, down to minimumIdle; 0: never'), minutes(10), 600000),
    maxLifetime: withDefault(span('older: closed; 0: never'), minutes(30), 1800000),
    leakDetectionThreshold: withDefault(span('lent for longer: logged; 0: off'), 0, 0),
    validationTimeout: withDefault(duration('limit of one validity check', { bare: 'ms', atLeast: ms(250) }), seconds(5), 5000),
    lifetimeVariance: withDefault(oneOf('how lifetimes are spread: up to 2.5 % early (6.0 and before) or 25 % (6.1 and after)', ['2.5%', '25%']), '2.5%', '2.5%'),
  },
  policy: (options) => {
    const max = options.maximumPoolSize;
    const minimum = Math.min(options.minimumIdle ?? max, max);
    // Values the library itself replaces with a warning: too short a lifetime or idle timeout falls back to the default.
    const lifetime = options.maxLifetime === 0 ? forever : options.maxLifetime < seconds(30) ? minutes(30) : options.maxLifetime;
    const idle = options.idleTimeout === 0 ? forever : options.idleTimeout < seconds(10) ? minutes(10) : options.idleTimeout;
    const idleTimeout = minimum >= max || idle + second > lifetime ? forever : idle;
    const leak = options.leakDetectionThreshold;
    return {
      ...ordinary,
      max, minimum, prefill: minimum, start: { ...ordinary.start, blocking: 1, atOnce: 0 }, lend: 'oldest',
      patience: options.connectionTimeout === forever ? foreverLaw : constantLaw(options.connectionTimeout), patienceCoversOpening: true,
      open: {
        ...ordinary.open, by: 'adder', atOnce: 1, tasks: 'perCaller', pause: ms(30), refusalGoesTo: 'nobody',
        backoff: { first: ms(10), factor: 2, cap: seconds(5) },
      },
      afterDiscard: 'refill', checkAfterIdle: ms(500),
      lifetime, lifetimeJitter: lifetime <= seconds(10) ? 0 : options.lifetimeVariance === '25%' ? 0.25 : 0.025, lifetimeAt: ['timer', 'borrow'],
      idleTimeout, idleBy: { sweepEvery: seconds(30) }, idleFloor: { count: minimum, of: 'idle' },
      refill: 'idle', refillEvery: seconds(30), firstSweep: ms(100),
      leakAfter: leak < seconds(2) || leak > lifetime ? forever : leak,
      messages: {
        ...ordinary.messages,
        timeout: '{name} - Connection is not available, request timed out after {waitedMs}ms (total={total}, active={active}, idle={idle}, waiting={waiting})',
        leak: 'Connection leak detection triggered for {connection} on thread {holder}, stack trace follows',
      },
    };
  },
});
