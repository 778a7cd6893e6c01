/** ActiveRecord's ConnectionPool: a connection for each thread, last returned first lent, waiters served in order; a reaper closes what lies idle.
 *  Source: rails/rails 8.1.3 `activerecord/lib/active_record/connection_adapters/abstract/connection_pool.rb`, `queue.rb`, `reaper.rb`, `hash_config.rb`. */

import { constantLaw } from '../../../random/laws.ts';
import { withDefault } from '../../../shape.ts';
import type { ReadFields } from '../../../shape/tables.ts';
import { count, duration } from '../../../shape/values.ts';
import { type Duration, forever, minutes, seconds } from '../../../units/time.ts';
import { ordinary, type Policy } from '../policy.ts';
import { poolKind } from './kind.ts';

const span = (says: string) => duration(says, { bare: 's', foreverAs: ['none'] });

export const activeRecordOptions = {
  max_connections: withDefault(count('most connections (`pool` before 8.1)', { atLeast: 1 }), 5, 5),
  min_connections: withDefault(count('connections the reaper keeps and opens'), 0, 0),
  checkout_timeout: withDefault(span('how long a checkout waits in line'), seconds(5), 5),
  idle_timeout: withDefault(span('idle for longer: closed by the reaper; 0: never'), minutes(5), 300),
  reaping_frequency: withDefault(span('how often the reaper looks; sooner where idle_timeout, max_age or keepalive is shorter'), seconds(20), 20),
  max_age: withDefault(span('older (up to 20 % less): retired'), forever, 'none'),
  keepalive: withDefault(span('idle connections that were silent for longer (up to 20 % less) are asked for a sign of life; 0: never'), minutes(10), 600),
  verify_timeout: withDefault(span('silent for longer: verified by a round trip at the first statement after checkout'), seconds(2), 2),
};

const zeroIsNever = (of: Duration): Duration => (of === 0 ? forever : of);

export const activeRecordPolicy = (options: ReadFields<typeof activeRecordOptions>): Policy => {
  const idleTimeout = zeroIsNever(options.idle_timeout);
  const maxAge = zeroIsNever(options.max_age);
  const keepalive = zeroIsNever(options.keepalive);
  const looks = Math.min(options.reaping_frequency, idleTimeout, maxAge, keepalive);
  return {
    ...ordinary,
    max: options.max_connections, minimum: Math.min(options.min_connections, options.max_connections), lend: 'lastReturned', nested: 'same',
    patience: constantLaw(options.checkout_timeout), afterDiscard: 'emptyRecord', refusedStays: true,
    checkAfterIdle: options.verify_timeout, afterFailedCheck: 'reopen',
    lifetime: maxAge, lifetimeJitter: maxAge === forever ? 0 : 0.2, lifetimeAt: maxAge === forever ? [] : ['timer'],
    idleTimeout, idleBy: { sweepEvery: looks }, idleFloor: { count: options.min_connections, of: 'all' },
    refill: options.min_connections > 0 ? 'all' : 'never', refillEvery: looks, keepalive, keepaliveJitter: keepalive === forever ? 0 : 0.2,
    messages: { ...ordinary.messages, timeout: 'could not obtain a connection from the pool within {timeoutS3} seconds (waited {waitedS3} seconds); all pooled connections were in use' },
  };
};

export const activerecord = poolKind({
  kind: 'activerecord',
  version: 'Rails 8.1.3',
  says: 'a connection for each thread; last returned, first lent; the timeout covers only the wait; a reaper closes idle ones',
  source: 'rails/rails 8.1.3, connection_pool.rb',
  metrics: {
    'stat[:size]': 'max_connections', 'stat[:connections]': 'connections', 'stat[:busy]': 'leased to threads that live', 'stat[:dead]': 'leased to threads that have died',
    'stat[:idle]': 'not leased', 'stat[:waiting]': 'threads in line', 'stat[:checkout_timeout]': 'checkout_timeout in seconds',
  },
  traps: [
    { says: 'The pool must have a connection for each thread of the process (Puma, jobs): with fewer, threads wait though the database is idle.' },
    { says: 'A thread that asks again gets the connection it has: nested uses never wait for each other.' },
    { says: 'Until the first statement nothing has been opened: the caller pays for the opening there, outside checkout_timeout.' },
  ],
  options: activeRecordOptions,
  policy: activeRecordPolicy,
});
