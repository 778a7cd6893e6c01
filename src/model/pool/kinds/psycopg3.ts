/** psycopg_pool, the pool of psycopg 3: whoever waits first takes what comes first, the pool grows one connection at a time, and background workers
 *  replace whatever is thrown away. Source: psycopg/psycopg 3.3 `psycopg_pool/pool.py`, `base.py` (pool notes §3.5); 3.1 where an option says so. */

import { constantLaw } from '../../../random/laws.ts';
import { optional, type Place, turned, withDefault } from '../../../shape.ts';
import { count, duration, flag, oneOf } from '../../../shape/values.ts';
import { type Duration, forever, minutes, seconds } from '../../../units/time.ts';
import { ordinary, type Policy } from '../policy.ts';
import { poolKind } from './kind.ts';

const span = (says: string) => duration(says, { bare: 's' });

export const psycopg3Options = {
  min_size: withDefault(count('connections kept, opened in the background at the start'), 4, 4),
  max_size: optional(count('most connections; default: min_size')),
  timeout: withDefault(turned(span('how long getconn() waits, the opening of a connection included'), (value: Duration, here: Place) =>
    value <= 0 ? here.wrong('at a timeout of 0 or less psycopg_pool fails every getconn() with PoolTimeout, idle connections or not') : value), seconds(30), 30),
  max_waiting: withDefault(turned(count('most requests in the queue, those that gave up since counted too; 0: no limit'), (most) => most || Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY, 0),
  max_lifetime: withDefault(span('older (up to 5 % less) when it comes back: closed and replaced'), minutes(60), 3600),
  max_idle: withDefault(span('every so often one connection above min_size is closed, if one was unused all that time'), minutes(10), 600),
  reconnect_timeout: withDefault(span('how long an opening that fails is tried again before it is given up'), minutes(5), 300),
  num_workers: withDefault(turned(count('threads that open connections'), (workers, here: Place) => (workers < 1 ? here.wrong('psycopg_pool refuses this: "num_workers must be at least 1"') : workers)), 3, 3),
  check: withDefault(flag('check each connection before it is given out (check=ConnectionPool.check_connection, 3.2 and later)'), false, false),
  version: withDefault(oneOf('which version: its words differ', ['3.3', '3.1']), '3.3', '3.3'),
};

/** What options of the pool come to; Django builds the same pool. */
export interface Psycopg3Choice {
  readonly min_size: number;
  readonly max_size: number | null;
  readonly timeout: Duration;
  readonly max_waiting: number;
  readonly max_lifetime: Duration;
  readonly max_idle: Duration;
  readonly reconnect_timeout: Duration;
  readonly num_workers: number;
  readonly check: boolean;
  readonly version: '3.3' | '3.1';
}

/** Sizes that the constructor refuses, in its own words; undefined where it takes them. */
const refusedSizes = (min: number, max: number): string | undefined =>
  max < min ? 'max_size must be greater or equal than min_size' : max === 0 ? 'if min_size is 0 max_size must be greater than 0' : undefined;

export const psycopg3Policy = (options: Psycopg3Choice, here: Place): Policy | undefined => {
  const min = options.min_size;
  const max = options.max_size ?? min;
  const refused = refusedSizes(min, max);
  if (refused !== undefined) return here.wrong(`psycopg_pool refuses this: "${refused}"`);
  return {
    ...ordinary,
    max, minimum: min, prefill: min, start: { ...ordinary.start, blocking: 0, atOnce: 0 }, lend: 'firstReturned',
    patience: constantLaw(options.timeout), patienceCoversOpening: true, maxWaiting: options.max_waiting, countsGone: true,
    open: {
      ...ordinary.open, by: 'workers', atOnce: options.num_workers, refusalGoesTo: 'nobody',
      backoff: { first: seconds(1), factor: 2, cap: forever, jitter: 0.1, giveUpAfter: options.reconnect_timeout },
    },
    placeFree: 'afterClose', afterDiscard: 'replace', checkAfterIdle: options.check ? -1 : forever, checksHandOver: options.check,
    lifetime: options.max_lifetime, lifetimeJitter: 0.05, lifetimeAt: ['return'], shrinkEvery: options.max_idle, refill: 'all',
    messages: {
      ...ordinary.messages,
      timeout: options.version === '3.1' ? "couldn't get a connection after {timeoutFloat} sec" : "couldn't get a connection after {timeoutS} sec",
      queueFull: "the pool '{name}' has already {inLine} requests waiting",
      openFailed: "error connecting in '{name}': {why}",
      gaveUp: "reconnection attempt in pool '{name}' failed after {timeoutFloat} sec",
    },
  };
};

export const psycopg3 = poolKind({
  kind: 'psycopg3',
  version: 'psycopg_pool 3.3.1',
  says: 'whoever waits first takes whatever connection comes first; grows one connection at a time; replaces in the background what it throws away',
  source: 'psycopg/psycopg, psycopg_pool 3.3.1',
  metrics: {
    pool_min: 'min_size', pool_max: 'max_size', pool_size: 'connections, those being opened or waiting for another attempt included', pool_available: 'idle connections',
    requests_waiting: 'requests in the queue', requests_num: 'requests for a connection', requests_queued: 'requests that had to queue', requests_wait_ms: 'time spent in the queue',
    requests_errors: 'requests that timed out or were turned away', usage_ms: 'time connections were out', returns_bad: 'connections returned broken',
    connections_num: 'openings begun', connections_ms: 'time spent opening', connections_errors: 'openings that failed', connections_lost: 'connections found broken by a check',
  },
  traps: [
    { says: 'It grows one connection at a time: a burst waits for one opening after another, not for one.' },
    { says: 'A connection past max_lifetime is given out once more, because age is looked at only when a connection comes back.' },
    { says: 'max_waiting counts requests that have timed out already, until a connection comes by: a stalled pool turns newcomers away although nobody waits.' },
    { says: 'After a refusal the pool rests 1, 2, 4 … s and nothing else grows it meanwhile; callers see only PoolTimeout, never the reason.' },
    { says: 'A pool of n dead connections is found out one borrower at a time, unless check is on.' },
  ],
  options: psycopg3Options,
  policy: psycopg3Policy,
});
