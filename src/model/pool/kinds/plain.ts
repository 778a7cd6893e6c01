/** The plainest pool: opens when someone asks and there is room, queues in order, keeps what it has. For theory, benches and first sketches. */

import { foreverLaw, law } from '../../../random/laws.ts';
import { withDefault } from '../../../shape.ts';
import { count, duration, oneOf } from '../../../shape/values.ts';
import { forever } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

const order = { fifo: 'firstCome', lifo: 'lastCome', random: 'random' } as const;

export const plain = poolKind({
  kind: 'plain',
  version: '-',
  says: 'the plainest pool: opens on demand, queues in order, keeps what it has',
  source: 'the queueing model M/M(n)/c+G itself',
  options: {
    max: withDefault(count('most connections', { atLeast: 1 }), 10, 10),
    min: withDefault(count('connections opened at the start and kept'), 0, 0),
    acquireTimeout: withDefault(law('how long a caller waits; may be a law of chance'), foreverLaw, 'forever'),
    maxWaiting: withDefault(count('callers that may wait; 0: an exhausted pool fails at once'), Number.POSITIVE_INFINITY, 'no limit'),
    order: withDefault(oneOf('who waiting is served first', ['fifo', 'lifo', 'random']), 'fifo', 'fifo'),
    idleTimeout: withDefault(duration('idle for longer: closed', { foreverAs: ['forever', 'never', 'none'] }), forever, 'forever'),
    maxLifetime: withDefault(duration('older: closed', { foreverAs: ['forever', 'never', 'none'] }), forever, 'forever'),
    leakDetection: withDefault(duration('lent for longer: a log line', { foreverAs: ['off', 'never', 'none'] }), forever, 'off'),
  },
  policy: (options) => ({
    ...ordinary,
    max: options.max, minimum: Math.min(options.min, options.max), prefill: Math.min(options.min, options.max),
    serve: options.maxWaiting === 0 ? 'nobody' : order[options.order],
    patience: options.acquireTimeout, maxWaiting: options.maxWaiting,
    idleTimeout: options.idleTimeout, idleFloor: { count: options.min, of: 'all' },
    lifetime: options.maxLifetime, lifetimeAt: ['timer', 'return'], leakAfter: options.leakDetection,
  }),
});
