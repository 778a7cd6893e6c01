/** A function platform such as AWS Lambda, with a connection in each function instance: nobody waits, an instance without work is frozen, and a frozen instance
 *  neither checks nor closes its connection. A preset, not a library. Documented by AWS: one request per instance at a time, 429 above the concurrency limit,
 *  frozen between invocations. Assumed, because undocumented: the instance that was used last is used first, and an idle one is removed after `instanceIdle`. */

import { withDefault } from '../../../shape.ts';
import { count, duration, flag } from '../../../shape/values.ts';
import { forever, minutes } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

export const lambda = poolKind({
  kind: 'lambda',
  version: 'preset',
  says: 'one connection for each function instance; a request that finds no idle instance starts one, and nobody waits',
  source: 'AWS Lambda developer guide: concurrency, execution environment life cycle',
  options: {
    concurrency: withDefault(count('most instances at a time: the reserved concurrency, or the account\'s limit', { atLeast: 1 }), 1000, 1000),
    instanceIdle: withDefault(duration('an instance without work for longer is removed, with its connection (an assumption: the platform does not say)', { foreverAs: ['never'] }), minutes(10), '10m'),
    instanceLifetime: withDefault(duration('an instance older than this is replaced when its request is over', { foreverAs: ['never'] }), forever, 'never'),
    checkBeforeUse: withDefault(flag('the handler checks its connection by a round trip before it uses it'), false, false),
  },
  policy: (options) => ({
    ...ordinary,
    max: options.concurrency, serve: 'nobody', lend: 'lastReturned',
    checkAfterIdle: options.checkBeforeUse ? -1 : forever,
    lifetime: options.instanceLifetime, lifetimeAt: ['return'], idleTimeout: options.instanceIdle, idleBy: 'timer',
    messages: { ...ordinary.messages, exhausted: 'Rate Exceeded.' },
  }),
  metrics: { ConcurrentExecutions: 'instances at work: connections lent or being opened', Throttles: 'requests turned away because the concurrency was exhausted' },
  traps: [
    { says: 'Connections follow concurrency, not load on the database: a burst of requests opens as many connections, up to the server\'s limit and beyond.' },
    { says: 'A frozen instance does not notice that the server ended its session: the next request on it fails.', scenario: 'broken-pipe' },
  ],
});
