/** deadpool: a FIFO semaphore and a queue; a caller with a permit takes the oldest idle object or creates its own; no timeouts unless they are set.
 *  Source: bikeshedder/deadpool main `src/managed/mod.rs`, `config.rs`; deadpool-postgres for the recycling method (pool notes §3.18). */

import { constantLaw } from '../../../random/laws.ts';
import { withDefault } from '../../../shape.ts';
import { count, duration, oneOf } from '../../../shape/values.ts';
import { forever } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

const orNone = (says: string) => withDefault(duration(says, { foreverAs: ['None', 'none'] }), forever, 'None');

export const deadpool = poolKind({
  kind: 'deadpool',
  version: 'main',
  says: 'first returned, first lent; waiters in order; a caller with a permit creates its own; no timeouts unless they are set',
  source: 'bikeshedder/deadpool, managed pool',
  options: {
    max_size: withDefault(count('most objects; default: physical cores × 4, here for 4 cores', { atLeast: 1 }), 16, 16),
    wait_timeout: orNone('how long get() waits for a permit'),
    create_timeout: orNone('how long creating an object may take'),
    recycling_method: withDefault(oneOf('how an object is checked before it is lent again: Fast asks the driver, Verified costs a round trip', ['Fast', 'Verified']), 'Fast', 'Fast'),
    queue_mode: withDefault(oneOf('which idle object is lent', ['Fifo', 'Lifo']), 'Fifo', 'Fifo'),
  },
  policy: (options) => ({
    ...ordinary,
    max: options.max_size, lend: options.queue_mode === 'Fifo' ? 'firstReturned' : 'lastReturned', patience: constantLaw(options.wait_timeout),
    open: { ...ordinary.open, by: 'caller', timeout: options.create_timeout },
    placeFree: 'afterClose', afterDiscard: 'headOpens',
    checkAfterIdle: -1, checkRoundTrips: options.recycling_method === 'Fast' ? 0 : 1, checksHandOver: options.recycling_method === 'Verified',
    messages: { ...ordinary.messages, timeout: 'Timeout occurred while waiting for a slot to become available', openTimeout: 'Timeout occurred while creating a new object' },
  }),
  metrics: { 'Status::max_size': 'most objects', 'Status::size': 'objects, those being created included', 'Status::available': 'objects lying idle', 'Status::waiting': 'callers waiting for a permit' },
  traps: [
    { says: 'There are no timeouts by default: an exhausted pool makes callers wait for ever.' },
    { says: 'Objects never age and never idle out: a server or firewall that ends idle sessions leaves dead ones behind.', scenario: 'broken-pipe' },
  ],
});
