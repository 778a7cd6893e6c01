/** The pool under knex: each caller starts at most one create, connections go to the head of the line, the one returned last first; a create that takes too
 *  long is forgotten, not ended. Source: Vincit/tarn.js 3.1.2, `Pool`, `PendingOperation` (pool notes §3.11). */

import { constantLaw } from '../../../random/laws.ts';
import { describe, type Place, type Shape, shape, withDefault } from '../../../shape.ts';
import { duration, flag, oneOf } from '../../../shape/values.ts';
import { type Duration, forever, ms, seconds } from '../../../units/time.ts';
import { ordinary, type Policy } from '../policy.ts';
import { plainSupply } from '../supply-rules.ts';
import { poolKind } from './kind.ts';

/** A whole number of at least so many, or the library's own words. */
export const size = (says: string, name: 'min' | 'max', least: number): Shape<number> =>
  shape(says, { type: 'integer', minimum: least }, (value, here) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least ? value : here.wrong(`tarn throws "Tarn: opt.${name} must be an integer ${least === 0 ? '>=' : '>'} 0"`));

/** A whole number of milliseconds above 0, or the library's own words. */
const span = (says: string, name: string): Shape<Duration> => {
  const plain = duration(says, { bare: 'ms' });
  return { ...plain, read: (value, here) => {
    if (typeof value === 'number' && (value <= 0 || !Number.isInteger(value))) return here.wrong(`tarn throws "Tarn: invalid opt.${name} ${describe(value)}"`);
    const read = plain.read(value, here);
    return read === 0 ? here.wrong(`tarn throws "Tarn: invalid opt.${name} 0"`) : read;
  } };
};

/** The options that knex hands on to tarn. */
export const tarnOptions = {
  createTimeoutMillis: withDefault(span('a create that takes longer is forgotten; what it creates is destroyed', 'createTimeoutMillis'), seconds(30), 30000),
  destroyTimeoutMillis: withDefault(span('limit of one destroy; its slot is free before it ends', 'destroyTimeoutMillis'), seconds(5), 5000),
  idleTimeoutMillis: withDefault(span('idle for so long: destroyed, down to min', 'idleTimeoutMillis'), seconds(30), 30000),
  reapIntervalMillis: withDefault(span('the reaper comes so often, from the first loan on', 'reapIntervalMillis'), seconds(1), 1000),
  createRetryIntervalMillis: withDefault(span('pause after a failed create', 'createRetryIntervalMillis'), ms(200), 200),
};

export const acquireTimeoutMillis = span('how long acquire() waits, whatever for', 'acquireTimeoutMillis');

/** What knex and a bare tarn have in common. */
export const tarnPolicy = (options: {
  readonly min: number; readonly max: number; readonly patience: Duration; readonly propagates: boolean; readonly validate: 'none' | 'driver' | 'ping';
  readonly createTimeoutMillis: Duration; readonly idleTimeoutMillis: Duration; readonly reapIntervalMillis: Duration; readonly createRetryIntervalMillis: Duration;
}): Policy => ({
  ...ordinary,
  max: options.max, start: { ...ordinary.start, atOnce: 0 }, lend: 'lastReturned', patienceCoversOpening: true, patience: constantLaw(options.patience), priorities: 1,
  open: {
    ...ordinary.open, by: 'pool', timeout: options.createTimeoutMillis, refusalGoesTo: 'nobody',
    supply: {
      ...plainSupply, perTrigger: 1, goesOn: 'no', overdue: 'closedWhenOpen', failureGoesTo: options.propagates ? 'head' : 'nobody',
      pause: { ...plainSupply.pause, first: options.createRetryIntervalMillis }, blames: 'lastSinceJoined', blamed: '{cause}',
      validates: options.validate === 'none' ? 'never' : 'forCaller',
    },
  },
  // Nobody looks at a connection that comes back: only validate() finds out that it has died.
  keepsDead: true, checkRoundTrips: options.validate === 'ping' ? 1 : 0,
  reap: {
    every: options.reapIntervalMillis, begins: 'firstLoan', stopsWhenEmpty: true, looksAt: Number.POSITIVE_INFINITY, hardIdle: forever, thenRefills: false,
    softIdle: options.idleTimeoutMillis - 1, floor: { count: options.min, of: 'all' }, // "at least as long", in whole µs
  },
  messages: { ...ordinary.messages, timeout: unknownReason, openTimeout: unknownReason },
});

const unknownReason = 'operation timed out for an unknown reason';

/** The library's check of one against the other. */
export const fits = (options: { readonly min: number; readonly max: number }, here: Place): boolean =>
  options.min <= options.max || here.at('max').wrong('tarn throws "Tarn: opt.max is smaller than opt.min"') !== undefined;

export const tarnMetrics = {
  'numUsed()': 'connections out or being validated for a caller', 'numFree()': 'idle connections', 'numPendingAcquires()': 'callers in line',
  'numPendingValidations()': 'connections being validated', 'numPendingCreates()': 'connections being created, forgotten ones not included',
};

export const tarn = poolKind({
  kind: 'tarn',
  version: '3.1.2',
  says: 'each caller starts at most one create; whoever waits first takes the connection that is free first',
  source: 'Vincit/tarn.js 3.1.2',
  options: {
    min: size('the reaper stops at this many; nothing is created in advance', 'min', 0),
    max: size('most resources', 'max', 1),
    acquireTimeoutMillis: withDefault(acquireTimeoutMillis, seconds(30), 30000),
    ...tarnOptions,
    propagateCreateError: withDefault(flag('a failed create rejects the caller at the head of the line'), false, false),
    validate: withDefault(oneOf('the validate function: none, what the driver has noticed, or a ping', ['none', 'driver', 'ping']), 'none', 'none'),
  },
  metrics: tarnMetrics,
  traps: [
    { says: 'a create that exceeds createTimeoutMillis is no longer counted, but goes on: the database can see more than max connections, and with connects slower than the limit nobody is ever served' },
    { says: 'without validate a connection that has died comes back and is lent again, the most recent one first' },
    { says: 'min is never filled in advance; it only limits the reaper' },
  ],
  policy: (options, here) => (fits(options, here) ? tarnPolicy({ ...options, patience: options.acquireTimeoutMillis, propagates: options.propagateCreateError }) : undefined),
});
