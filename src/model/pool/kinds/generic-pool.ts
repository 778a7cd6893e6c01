/** The generic pool of Node: as many are created as callers lack, all at once, and whoever is first takes whatever is free first; failures are heard by nobody.
 *  Source: coopernurse/node-pool 3.9.0, `Pool.js`, `PoolOptions.js`, `DefaultEvictor.js` (pool notes §3.10). */

import { constantLaw, foreverLaw } from '../../../random/laws.ts';
import { optional, turned, withDefault } from '../../../shape.ts';
import { count, duration, flag, oneOf } from '../../../shape/values.ts';
import { type Duration, forever, seconds } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { plainSupply } from '../supply-rules.ts';
import { poolKind } from './kind.ts';

const span = (says: string) => duration(says, { bare: 'ms' });
/** What the library reads as "not given": 0 is false. */
const zeroIs = (says: string, instead: Duration) => turned(span(says), (value) => (value === 0 ? instead : value));

export const genericPool = poolKind({
  kind: 'generic-pool',
  version: '3.9.0',
  says: 'creates as many as callers lack, all at once; whoever waits first takes whatever is free first',
  source: 'coopernurse/node-pool (generic-pool) 3.9.0',
  options: {
    max: withDefault(turned(count('most resources; 0 counts as 1'), (max) => Math.max(1, max)), 1, 1),
    min: withDefault(count('resources created at the start and after each destroy; at most max'), 0, 0),
    acquireTimeoutMillis: withDefault(zeroIs('how long acquire() waits; 0: for ever', forever), forever, 'forever'),
    maxWaitingClients: withDefault(count('callers that may wait, those whose resource is being created included'), Number.POSITIVE_INFINITY, 'no limit'),
    testOnBorrow: withDefault(flag('validate with a ping before each hand-over'), false, false),
    testOnReturn: withDefault(flag('the library accepts it and never looks at it'), false, false),
    priorityRange: withDefault(turned(count('levels of priority'), (range) => Math.max(1, range)), 1, 1),
    fifo: withDefault(flag('lend the resource that came back first; false: the one that came back last'), true, true),
    evictionRunIntervalMillis: withDefault(zeroIs('the evictor comes so often; 0: never', forever), forever, 0),
    numTestsPerEvictionRun: withDefault(turned(count('idle resources the evictor looks at in one run; 0 counts as 3'), (tests) => tests || 3), 3, 3),
    softIdleTimeoutMillis: withDefault(zeroIs('idle for longer: evicted while more than min are idle; 0: never', forever), forever, 'never'),
    idleTimeoutMillis: withDefault(zeroIs('idle for longer: evicted, whatever min says; 0 counts as 30000', seconds(30)), seconds(30), 30000),
    destroyTimeoutMillis: optional(span('limit of one destroy; its slot is free before it ends')),
    through: withDefault(oneOf('how the app borrows: use() destroys a resource whose work failed, acquire() leaves that to release()', ['use', 'acquire']), 'use', 'use'),
  },
  metrics: {
    size: 'resources that exist or are being created', available: 'idle resources', borrowed: 'resources on loan', pending: 'callers that wait',
    spareResourceCapacity: 'resources that could still be created', max: 'the limit', min: 'the minimum',
  },
  traps: [
    { says: 'a factory that fails is called again at once, for as long as anybody waits, and callers only see their timeout, if they have one' },
    { says: 'maxWaitingClients counts callers whose resource is being created: with 1, the second caller of an empty pool of one is turned away' },
    { says: 'idleTimeoutMillis does nothing unless evictionRunIntervalMillis is set, and then it ignores min, whose resources are created anew' },
    { says: 'without acquireTimeoutMillis a caller waits for ever' },
  ],
  policy: (options) => {
    const min = Math.min(options.min, options.max);
    const loses = options.through === 'use';
    return {
      ...ordinary,
      max: options.max, minimum: min, prefill: min, start: { ...ordinary.start, atOnce: 0 }, lend: options.fifo ? 'firstReturned' : 'lastReturned',
      patienceCoversOpening: true, patience: options.acquireTimeoutMillis === forever ? foreverLaw : constantLaw(options.acquireTimeoutMillis),
      priorities: options.priorityRange, maxWaiting: options.maxWaitingClients,
      open: { ...ordinary.open, by: 'pool', refusalGoesTo: 'nobody', supply: { ...plainSupply, validates: options.testOnBorrow ? 'forWhoeverIsFirst' : 'never' } },
      discardFailed: loses, keepsDead: !loses, refill: 'all',
      reap: {
        every: options.evictionRunIntervalMillis, begins: 'atOnce', stopsWhenEmpty: false, looksAt: options.numTestsPerEvictionRun, thenRefills: false,
        softIdle: options.softIdleTimeoutMillis, floor: { count: min, of: 'idle' }, hardIdle: options.idleTimeoutMillis,
      },
      messages: { ...ordinary.messages, timeout: 'ResourceRequest timed out', queueFull: 'max waitingClients count exceeded' },
    };
  },
});
