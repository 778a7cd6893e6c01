/** pgxpool over puddle: a FIFO semaphore and a stack; a caller that finds room opens its own connection, and the opening goes on if that caller gives up.
 *  Source: jackc/pgx v5.10.0 `pgxpool/pool.go`, `conn.go`; jackc/puddle v2.2.2 (pool notes §3.7). */

import { constantLaw } from '../../../random/laws.ts';
import { type Place, turned, withDefault } from '../../../shape.ts';
import { count, duration } from '../../../shape/values.ts';
import { type Duration, forever, minutes, ms, second } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

const lifetime = turned(duration('older: destroyed when it is acquired, when it comes back, or by the health check'), (value: Duration, here: Place) =>
  value === 0 ? here.wrong('pgxpool 5.10.0 takes 0 as "expired already" and destroys every connection that is acquired: write a long time instead') : value);

export const pgxpool = poolKind({
  kind: 'pgxpool',
  version: 'v5.10.0, puddle v2.2.2',
  says: 'last returned, first lent; waiters in order; an opening goes on in the background when its caller gives up',
  source: 'jackc/pgx v5.10.0, pgxpool',
  options: {
    MaxConns: withDefault(turned(count('most connections; default: 4, or the number of CPUs where that is more'), (max, here: Place) => (max < 1 ? here.wrong('pgxpool refuses this: "pool_max_conns too small"') : max)), 4, 4),
    MinConns: withDefault(count('the health check refills to this many, and idle eviction stops there'), 0, 0),
    MinIdleConns: withDefault(count('the health check keeps this many idle'), 0, 0),
    MaxConnLifetime: withDefault(lifetime, minutes(60), '1h'),
    MaxConnLifetimeJitter: withDefault(duration('added to the lifetime: anything up to this, drawn per connection'), 0, 0),
    MaxConnIdleTime: withDefault(duration('idle for longer: destroyed by the health check'), minutes(30), '30m'),
    HealthCheckPeriod: withDefault(duration('how often the health check goes round', { atLeast: ms(1) }), minutes(1), '1m'),
    ConnectTimeout: withDefault(turned(duration('an opening that takes longer fails; 0: two minutes'), (value) => (value === 0 ? minutes(2) : value)), minutes(2), '2m'),
    contextTimeout: withDefault(duration('deadline of the context that callers pass to Acquire; no setting of the pool', { foreverAs: ['none', 0] }), forever, 'none'),
  },
  policy: (options) => ({
    ...ordinary,
    max: options.MaxConns, minimum: options.MinConns, minimumIdle: options.MinIdleConns, prefill: Math.max(options.MinConns, options.MinIdleConns), lend: 'lastReturned',
    patience: constantLaw(options.contextTimeout), patienceCoversOpening: true, patienceFromAsking: true, abandonedOpening: 'keep',
    // The health check opens what is missing to the minimum all at once; nobody hears when that fails, and the next round tries again.
    open: { ...ordinary.open, by: 'caller', timeout: options.ConnectTimeout, orders: { workers: Number.POSITIVE_INFINITY, one: 'perCaller', giveUpAfter: 0, refusalGoesTo: 'nobody' } },
    placeFree: 'afterClose', afterDiscard: 'headOpens', discardInTransaction: true, checkAfterIdle: second,
    lifetime: options.MaxConnLifetime, lifetimeSpread: options.MaxConnLifetimeJitter, lifetimeAt: ['borrow', 'return', 'cleaner'],
    idleTimeout: options.MaxConnIdleTime, idleBy: 'cleaner', idleFloor: { count: options.MinConns, of: 'all' }, refill: 'all',
    cleaner: { by: 'period', every: options.HealthCheckPeriod, first: options.HealthCheckPeriod, again: ms(500) },
    messages: { ...ordinary.messages, timeout: 'context deadline exceeded', openTimeout: 'failed to connect: timeout: context deadline exceeded' },
  }),
  metrics: {
    AcquireCount: 'acquisitions that succeeded, so far',
    AcquireDuration: 'time spent in them, so far',
    AcquiredConns: 'connections lent',
    CanceledAcquireCount: 'acquisitions whose context ended, so far',
    ConstructingConns: 'connections being opened',
    EmptyAcquireCount: 'acquisitions that found nothing idle and waited or opened, so far',
    EmptyAcquireWaitTime: 'time those waited, so far',
    IdleConns: 'connections lying idle',
    MaxConns: 'most connections',
    TotalConns: 'connections lent, idle and being opened',
    NewConnsCount: 'connections opened, so far',
    MaxLifetimeDestroyCount: 'connections destroyed for MaxConnLifetime',
    MaxIdleDestroyCount: 'connections destroyed for MaxConnIdleTime',
  },
  traps: [
    { says: 'A connection released inside a transaction is destroyed, not rolled back, and its place is free only when it has been closed.' },
    { says: 'An acquisition that gave up leaves its opening behind: a storm of cancelled requests still logs in at the server.' },
    { says: 'A connection idle for more than a second costs a round trip before it is lent; without PingTimeout a silent network blocks there.' },
    { says: 'MaxConnLifetimeJitter is 0 by default: connections opened together are destroyed together.', scenario: 'lifetime-herd' },
  ],
});
