/** r2d2: three threads open connections for whoever waits, and try for ever; everything is checked before it is lent; a broken connection is replaced only down
 *  to min_idle. Source: sfackler/r2d2 0.8.10 `src/lib.rs`, `src/config.rs` (pool notes §3.16). */

import { constantLaw } from '../../../random/laws.ts';
import { optional, type Place, turned, withDefault } from '../../../shape.ts';
import { count, duration, flag } from '../../../shape/values.ts';
import { type Duration, forever, minutes, ms, seconds } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

const panics = (name: string) => (value: number, here: Place) => (value <= 0 ? here.wrong(`r2d2 panics: "${name} must be positive"`) : value);
const orNone = (name: string, says: string, otherwise: Duration) => withDefault(turned(duration(says, { foreverAs: ['None', 'none'] }), panics(name)), otherwise, otherwise === minutes(10) ? '10m' : '30m');

export const r2d2 = poolKind({
  kind: 'r2d2',
  version: '0.8.10',
  says: 'last returned, first lent; three threads open for whoever waits first and try for ever; everything is checked before it is lent',
  source: 'sfackler/r2d2 0.8.10',
  options: {
    max_size: withDefault(turned(count('most connections'), panics('max_size')), 10, 10),
    min_idle: optional(count('idle connections kept ready; default: max_size')),
    connection_timeout: withDefault(turned(duration('how long get() waits'), panics('connection_timeout')), seconds(30), '30s'),
    idle_timeout: orNone('idle_timeout', 'idle for so long: closed by the reaper; None: never', minutes(10)),
    max_lifetime: orNone('max_lifetime', 'so old when idle: closed by the reaper; None: never', minutes(30)),
    test_on_check_out: withDefault(flag('check each connection before it is lent'), true, true),
    thread_pool: withDefault(count('threads that open connections', { atLeast: 1 }), 3, 3),
  },
  policy: (options, here) => {
    const min = options.min_idle ?? options.max_size;
    if (min > options.max_size) return here.wrong('r2d2 panics: "min_idle must be no larger than max_size"');
    return {
      ...ordinary,
      max: options.max_size, minimum: min, prefill: min, start: { ...ordinary.start, atOnce: options.thread_pool }, lend: 'lastReturned',
      patience: constantLaw(options.connection_timeout), patienceCoversOpening: true,
      open: {
        ...ordinary.open, by: 'order', refusalGoesTo: 'nobody', backoff: { first: ms(400), factor: 2, cap: Math.floor(options.connection_timeout / 2) },
        orders: { workers: options.thread_pool, one: 'perCaller', giveUpAfter: forever, refusalGoesTo: 'nobody' },
      },
      placeFree: 'beforeClose', afterDiscard: 'refill', refill: 'idle', refillsAtLending: true,
      checkAfterIdle: options.test_on_check_out ? -1 : forever, checksHandOver: options.test_on_check_out,
      lifetime: options.max_lifetime, lifetimeAt: ['cleaner'], idleTimeout: options.idle_timeout, idleBy: 'cleaner',
      cleaner: options.max_lifetime === forever && options.idle_timeout === forever ? null : { by: 'period', every: seconds(30), first: seconds(30), again: forever },
      messages: { ...ordinary.messages, timeout: 'timed out waiting for connection{lastError}' },
    };
  },
  metrics: { 'State::connections': 'connections open, lent or idle', 'State::idle_connections': 'connections lying idle' },
  traps: [
    { says: 'With min_idle 0 nobody replaces a broken connection while callers wait: they wait until they time out though there is room.' },
    { says: 'Openings that fail are tried again for ever, each holding its place, even when nobody asks any more.' },
    { says: 'max_lifetime is looked at only while a connection is idle, every 30 s: a busy one lives on. It has no jitter.', scenario: 'lifetime-herd' },
  ],
});
