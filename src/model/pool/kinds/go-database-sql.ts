/** Go's database/sql: waiters are served at random, callers open their own connections, and one opener goroutine opens for those who wait when a connection
 *  was thrown away; only two idle connections are kept. Source: golang/go `src/database/sql/sql.go`, go1.19 and current (pool notes §3.6). */

import { constantLaw } from '../../../random/laws.ts';
import { turned, withDefault } from '../../../shape.ts';
import { count, duration } from '../../../shape/values.ts';
import { forever, second } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

/** Durations of 0 or less mean for ever. */
const orForever = (says: string) => withDefault(turned(duration(says, { foreverAs: [0, -1, 'none'] }), (value) => (value === 0 ? forever : value)), forever, 0);
const anySign = (says: string) => count(says, { atLeast: -1_000_000 });

export const goDatabaseSql = poolKind({
  kind: 'go-database-sql',
  version: 'go1.19 to current',
  says: 'last returned, first lent; whoever waits is served at random; a caller that finds room opens its own; two idle connections are kept',
  source: 'golang/go, src/database/sql/sql.go',
  options: {
    MaxOpenConns: withDefault(turned(anySign('most open connections; 0 or less: no limit'), (max) => (max <= 0 ? Number.POSITIVE_INFINITY : max)), Number.POSITIVE_INFINITY, 0),
    MaxIdleConns: withDefault(turned(anySign('idle connections kept at return; 0 or less: none; never more than MaxOpenConns'), (idle) => Math.max(0, idle)), 2, 2),
    ConnMaxLifetime: orForever('older: closed, noticed when it is borrowed, when it comes back, or by the cleaner; 0: never'),
    ConnMaxIdleTime: orForever('idle for longer: closed by the cleaner, which wakes once a second at most; 0: never'),
    contextTimeout: orForever('deadline of the context that callers pass: it covers waiting and opening; no setting of the pool, which has no timeout of its own'),
  },
  policy: (options) => ({
    ...ordinary,
    max: options.MaxOpenConns, keepIdle: Math.min(options.MaxIdleConns, options.MaxOpenConns), lend: 'lastReturned', serve: 'random',
    patience: constantLaw(options.contextTimeout), patienceCoversOpening: true, patienceFromAsking: true, abandonedOpening: 'destroy',
    // One opener goroutine beside the callers, with no deadline; what fails in it goes to one of those who wait, drawn at random.
    open: { ...ordinary.open, by: 'caller', orders: { workers: 1, one: 'perCaller', giveUpAfter: 0, refusalGoesTo: 'waiter' } },
    placeFree: 'afterClose', afterDiscard: 'order', reuseTries: 2, retriesDead: true,
    lifetime: options.ConnMaxLifetime, lifetimeAt: ['borrow', 'return', 'cleaner'],
    idleTimeout: options.ConnMaxIdleTime, idleBy: 'cleaner',
    cleaner: options.ConnMaxLifetime === forever && options.ConnMaxIdleTime === forever ? null : { by: 'due', atLeast: second },
    messages: { ...ordinary.messages, timeout: 'context deadline exceeded' },
  }),
  metrics: {
    MaxOpenConnections: 'most open connections; 0: no limit',
    OpenConnections: 'connections, those being opened included',
    InUse: 'connections lent or being opened: OpenConnections less Idle',
    Idle: 'connections lying idle',
    WaitCount: 'callers that had to wait in line, so far',
    WaitDuration: 'time spent in line, so far; opening a connection of one\'s own is not in it',
    MaxIdleClosed: 'connections closed at return because MaxIdleConns lay idle already',
    MaxIdleTimeClosed: 'connections closed for ConnMaxIdleTime',
    MaxLifetimeClosed: 'connections closed for ConnMaxLifetime',
  },
  traps: [
    { says: 'Two idle connections are kept by default: above two at a time nearly every use opens a connection and closes it again.', scenario: 'go-idle-churn' },
    { says: 'Whoever waits is served at random, so some wait far longer than the line is long.' },
    { says: 'Without a context deadline a caller waits for ever: the pool has no acquire timeout.' },
    { says: 'MaxOpenConns is unlimited by default: a slow database is met with more connections until the server refuses.' },
    { says: 'Lifetimes have no jitter: connections opened together are closed together.', scenario: 'lifetime-herd' },
  ],
});
