/** bb8: callers order connections that tasks of their own open for whoever is first; each opening is tried again until connection_timeout.
 *  Source: djc/bb8 main `bb8/src/inner.rs`, `internals.rs` (pool notes §3.18). */

import { constantLaw } from '../../../random/laws.ts';
import { type Place, turned, withDefault } from '../../../shape.ts';
import { count, duration, flag, oneOf } from '../../../shape/values.ts';
import { type Duration, forever, minutes, ms, seconds } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

const panics = (name: string) => (value: number, here: Place) => (value <= 0 ? here.wrong(`bb8 panics: "${name} must be greater than zero!"`) : value);
const orNone = (name: string, says: string, otherwise: Duration, text: string) => withDefault(turned(duration(says, { foreverAs: ['None', 'none'] }), panics(name)), otherwise, text);

export const bb8 = poolKind({
  kind: 'bb8',
  version: 'main',
  says: 'first returned, first lent; an unmet caller orders a connection, and whoever waits first takes what comes',
  source: 'djc/bb8, bb8/src',
  options: {
    max_size: withDefault(turned(count('most connections'), panics('max_size')), 10, 10),
    min_idle: withDefault(count('idle connections kept ready'), 0, 0),
    connection_timeout: withDefault(turned(duration('how long get() may take, and how long an opening is tried again'), panics('connection_timeout')), seconds(30), '30s'),
    idle_timeout: orNone('idle_timeout', 'idle for so long: closed by the reaper; None: never', minutes(10), '10m'),
    max_lifetime: orNone('max_lifetime', 'so old when idle: closed by the reaper; None: never', minutes(30), '30m'),
    test_on_check_out: withDefault(flag('check each connection before it is lent'), true, true),
    retry_connection: withDefault(flag('try an opening again that fails'), true, true),
    reaper_rate: withDefault(duration('how often the reaper goes round', { atLeast: ms(1) }), seconds(30), '30s'),
    queue_strategy: withDefault(oneOf('which idle connection is lent', ['Fifo', 'Lifo']), 'Fifo', 'Fifo'),
  },
  policy: (options, here) => {
    if (options.min_idle > options.max_size) return here.wrong('bb8 panics: "min_idle must be no larger than max_size"');
    return {
      ...ordinary,
      max: options.max_size, minimum: options.min_idle, prefill: options.min_idle, lend: options.queue_strategy === 'Fifo' ? 'firstReturned' : 'lastReturned',
      patience: constantLaw(options.connection_timeout), patienceCoversOpening: true, patienceFromAsking: true,
      open: {
        ...ordinary.open, by: 'order', refusalGoesTo: 'nobody', backoff: { first: ms(400), factor: 2, cap: Math.floor(options.connection_timeout / 2) },
        orders: { workers: Number.POSITIVE_INFINITY, one: 'unmet', giveUpAfter: options.retry_connection ? options.connection_timeout : 0, refusalGoesTo: 'nobody' },
      },
      placeFree: 'beforeClose', afterDiscard: 'order', refill: 'idleOrOpening', refillsAtLending: options.min_idle > 0,
      checkAfterIdle: options.test_on_check_out ? -1 : forever, checksHandOver: options.test_on_check_out,
      lifetime: options.max_lifetime, lifetimeAt: ['cleaner'], idleTimeout: options.idle_timeout, idleBy: 'cleaner',
      cleaner: options.max_lifetime === forever && options.idle_timeout === forever ? null : { by: 'period', every: options.reaper_rate, first: options.reaper_rate, again: forever },
      messages: { ...ordinary.messages, timeout: 'Timed out in bb8' },
    };
  },
  metrics: { 'State::connections': 'connections open, lent or idle', 'State::idle_connections': 'connections lying idle', 'Statistics::get_waited': 'get() calls that had to wait', 'Statistics::get_timed_out': 'get() calls that timed out' },
  traps: [
    { says: 'The reason why openings fail is told to the error sink only: callers see "Timed out in bb8".' },
    { says: 'max_lifetime is looked at only while a connection is idle, by the reaper. It has no jitter.', scenario: 'lifetime-herd' },
  ],
});
