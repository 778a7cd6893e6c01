/** sqlx: a fair semaphore; a connection is pinged before it is lent and again after it came back; an acquisition that gives up drops what it was doing.
 *  Source: launchbadge/sqlx main (0.8.6) `sqlx-core/src/pool/inner.rs`, `connection.rs`, `options.rs` (pool notes §3.17). */

import { constantLaw } from '../../../random/laws.ts';
import { withDefault } from '../../../shape.ts';
import { count, duration, flag } from '../../../shape/values.ts';
import { type Duration, forever, minutes, ms, seconds } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

const orNone = (says: string, otherwise: Duration, text: string) => withDefault(duration(says, { foreverAs: ['None', 'none'] }), otherwise, text);

export const sqlx = poolKind({
  kind: 'sqlx',
  version: '0.8.6',
  says: 'first returned, first lent; waiters in order; each use is followed by a ping during which nobody can have the connection',
  source: 'launchbadge/sqlx, sqlx-core/src/pool',
  options: {
    max_connections: withDefault(count('most connections', { atLeast: 1 }), 10, 10),
    min_connections: withDefault(count('connections kept, opened one after another at the start'), 0, 0),
    acquire_timeout: withDefault(duration('how long acquire() may take: waiting, pinging and opening together'), seconds(30), '30s'),
    idle_timeout: orNone('idle for longer: closed by the maintenance task; None: never', minutes(10), '10m'),
    max_lifetime: orNone('older: closed when it comes back, or by the maintenance task; None: never', minutes(30), '30m'),
    test_before_acquire: withDefault(flag('ping a connection before it is lent'), true, true),
  },
  policy: (options) => {
    const min = Math.min(options.min_connections, options.max_connections);
    const period = Math.min(options.idle_timeout, options.max_lifetime);
    return {
      ...ordinary,
      max: options.max_connections, minimum: min, prefill: min, start: { ...ordinary.start, blocking: min }, lend: 'firstReturned',
      patience: constantLaw(options.acquire_timeout), patienceCoversOpening: true, patienceFromAsking: true, abandonedOpening: 'destroy',
      open: { ...ordinary.open, by: 'caller', callerRetries: { first: ms(10), factor: 2, capShare: 0.2 } },
      placeFree: 'afterClose', afterDiscard: 'headOpens', reuseTries: 1,
      checkAfterIdle: options.test_before_acquire ? -1 : forever, checksHandOver: options.test_before_acquire, settleRoundTrips: 1,
      lifetime: options.max_lifetime, lifetimeAt: ['return', 'cleaner'], idleTimeout: options.idle_timeout, idleBy: 'cleaner', idleFloor: { count: min, of: 'all' }, refill: 'all',
      cleaner: period === forever ? null : { by: 'period', every: period, first: period, again: forever },
      messages: { ...ordinary.messages, timeout: 'pool timed out while waiting for an open connection' },
    };
  },
  metrics: { 'Pool::size': 'connections, those being opened included', 'Pool::num_idle': 'connections lying idle' },
  traps: [
    { says: 'A connection cannot be lent for one round trip after each use: the pool pings it first.' },
    { says: 'PoolTimedOut has many causes: refused connections are tried again in silence until the deadline, and end in the same words.' },
    { says: 'An acquisition that gives up closes the connection it was pinging, healthy or not.' },
    { says: 'max_lifetime has no jitter.', scenario: 'lifetime-herd' },
  ],
});
