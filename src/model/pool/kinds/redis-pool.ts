/** A pool of ioredis clients as guides have people write it by hand: ten clients at most, two from the start, a PING before each use, five seconds of patience.
 *  Source: the articles behind this project; what they leave open is as such classes are commonly written: a caller that finds room opens its own client. */

import { constantLaw } from '../../../random/laws.ts';
import { withDefault } from '../../../shape.ts';
import { count, duration, flag } from '../../../shape/values.ts';
import { forever, seconds } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

export const redisPool = poolKind({
  kind: 'redis-pool',
  version: 'written by hand over ioredis',
  says: 'a hand-written pool of Redis clients: a PING before each use, callers open their own',
  source: 'the guides\' ioredis pool (pool notes §3.20 for what ioredis itself does)',
  options: {
    max: withDefault(count('most clients', { atLeast: 1 }), 10, 10),
    min: withDefault(count('clients opened at the start'), 2, 2),
    acquireTimeout: withDefault(duration('how long a caller waits', { bare: 'ms' }), seconds(5), 5000),
    pingOnAcquire: withDefault(flag('send a PING before each use: one round trip; a client that does not answer is replaced'), true, true),
    connectTimeout: withDefault(duration('limit of one connect', { bare: 'ms' }), seconds(10), 10000),
  },
  traps: [
    { says: 'the PING costs a round trip for each acquisition, which for one short command doubles the time a client is out' },
    { says: 'one ioredis client sends commands of many callers over one connection: only blocking commands and transactions need a pool' },
  ],
  policy: (options) => ({
    ...ordinary,
    max: options.max, prefill: Math.min(options.min, options.max), lend: 'lastReturned', patience: constantLaw(options.acquireTimeout), priorities: 1,
    open: { ...ordinary.open, timeout: options.connectTimeout }, checkAfterIdle: options.pingOnAcquire ? -1 : forever,
    messages: { ...ordinary.messages, timeout: 'Timeout waiting for a Redis connection after {timeoutMs}ms', openTimeout: 'connect ETIMEDOUT' },
  }),
});
