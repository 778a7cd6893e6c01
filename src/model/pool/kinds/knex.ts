/** knex: a tarn pool with defaults of its own, an error text that blames the caller, and a check of what the driver has noticed before each hand-over.
 *  Source: knex/knex 3.3.0, `lib/client.js`: `getPoolSettings`, `acquireConnection` (pool notes §3.11). */

import { optional, turned, withDefault } from '../../../shape.ts';
import { count, duration, flag, oneOf } from '../../../shape/values.ts';
import { forever, minutes } from '../../../units/time.ts';
import { poolKind } from './kind.ts';
import { acquireTimeoutMillis, fits, size, tarnMetrics, tarnOptions, tarnPolicy } from './tarn.ts';

const tooLate = 'Knex: Timeout acquiring a connection. The pool is probably full. Are you missing a .transacting(trx) call?';
const zeroMeansNever = (says: string) => turned(duration(says, { bare: 'ms' }), (value) => (value === 0 ? forever : value));

export const knex = poolKind({
  kind: 'knex',
  version: '3.3.0',
  says: 'a tarn pool of 2 to 10; a refused create is heard by the caller at the head of the line',
  source: 'knex/knex 3.3.0 over Vincit/tarn.js 3.1.2',
  options: {
    min: withDefault(size('the reaper stops at this many; nothing is created in advance', 'min', 0), 2, 2),
    max: withDefault(turned(count('most connections'), (max, here) => (max === 0 ? here.wrong('with max 0 knex makes no pool and every query throws "Unable to acquire a connection"') : max)), 10, 10),
    acquireTimeoutMillis: optional(acquireTimeoutMillis),
    acquireConnectionTimeout: optional(acquireTimeoutMillis),
    ...tarnOptions,
    propagateCreateError: withDefault(flag('a failed create rejects the caller at the head of the line'), true, true),
    maxConnectionLifetimeMillis: withDefault(zeroMeansNever('older when it is to be handed over: replaced; 0: never'), forever, 0),
    maxConnectionLifetimeJitterMillis: withDefault(duration('the lifetime is longer by up to this, drawn per connection', { bare: 'ms' }), 0, 0),
    validate: withDefault(oneOf('the validate function of pool: none, or a ping', ['none', 'ping']), 'none', 'none'),
    afterCreate: withDefault(count('statements that the afterCreate function runs on a new connection, one round trip each'), 0, 0),
  },
  metrics: tarnMetrics,
  traps: [
    { says: 'max 1 without min throws "Tarn: opt.max is smaller than opt.min": min is 2 where nothing is said' },
    { says: 'its timeout says that the pool is probably full, also where connections could not be opened' },
    { says: 'the acquire timeout is the smaller of acquireConnectionTimeout and pool.acquireTimeoutMillis, 60 s where neither is given' },
    { says: 'a create that exceeds createTimeoutMillis is no longer counted, but goes on: the database can see more than max connections' },
  ],
  policy: (options, here) => {
    if (!fits(options, here)) return undefined;
    const given = [options.acquireTimeoutMillis, options.acquireConnectionTimeout].filter((one) => one !== null);
    const policy = tarnPolicy({
      ...options, patience: given.length === 0 ? minutes(1) : Math.min(...given), propagates: options.propagateCreateError, validate: options.validate === 'ping' ? 'ping' : 'driver',
    });
    const { supply } = policy.open;
    return {
      ...policy,
      open: { ...policy.open, setupTrips: options.afterCreate, supply: supply && { ...supply, blames: 'nobody' } },
      lifetime: options.maxConnectionLifetimeMillis, lifetimeSpread: options.maxConnectionLifetimeJitterMillis, lifetimeAt: ['borrow'],
      messages: { ...policy.messages, timeout: tooLate, openTimeout: tooLate },
    };
  },
});
