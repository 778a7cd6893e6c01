/** The options of HikariCP and what each version makes of them: the adder's ways, what is replaced with a warning, and the words of its log. Spring Boot
 *  has the same pool under another spelling. Source: brettwooldridge/HikariCP, `HikariConfig.validateNumerics`, `HikariPool.PoolEntryCreator` (pool notes §3.1, §6). */

import { constantLaw, foreverLaw } from '../../../random/laws.ts';
import { describe, optional, type Place, shape, turned, withDefault } from '../../../shape.ts';
import type { Fields, ReadFields } from '../../../shape/tables.ts';
import { count, duration } from '../../../shape/values.ts';
import { type Duration, forever, inMs, minutes, ms, second, seconds } from '../../../units/time.ts';
import { ordinary, type Policy } from '../policy.ts';

const span = (says: string) => duration(says, { bare: 'ms' });

/** A value that a setter refuses with the library's own words. */
const refused = <T>(here: Place, words: string): T | undefined => here.wrong(`HikariCP refuses this: "${words}"`);

const timeout = (says: string, name: string) => turned(span(says), (value: Duration, here: Place) =>
  value > 0 && value < ms(250) ? refused<Duration>(here, `${name} cannot be less than 250ms`) : value);

const poolSize = count('most connections', { atLeast: 1 });
const maximumPoolSize = shape<number>(poolSize.says, poolSize.schema, (value, here) =>
  typeof value === 'number' && value < 1 ? refused<number>(here, 'maxPoolSize cannot be less than 1') : poolSize.read(value, here));

/** Whole milliseconds; a negative number means: do not try at all. */
const failTimeout = shape<number>('how long the start tries to open its first connection before it fails; 0: tries once and goes on; negative: does not try', { type: ['integer', 'string'] }, (value, here) =>
  typeof value === 'number' && value < 0 ? -1 : span('').read(value, here));

/** The versions that differ. */
const generations = {
  4: { tasks: 'eager', pause: 0, backoff: { first: ms(250), factor: 1.5, cap: seconds(10) }, evictsAtReturn: false, jitter: 0.025, keepalive: 0, keepaliveJitter: 0.1, tellsCounts: false },
  5.0: { tasks: 'looping', pause: ms(10), backoff: { first: ms(20), factor: 2, cap: seconds(5) }, evictsAtReturn: false, jitter: 0.025, keepalive: 0, keepaliveJitter: 0.1, tellsCounts: false },
  5.1: { tasks: 'perCaller', pause: ms(30), backoff: { first: ms(10), factor: 2, cap: seconds(5) }, evictsAtReturn: false, jitter: 0.025, keepalive: 0, keepaliveJitter: 0.1, tellsCounts: true },
  6.0: { tasks: 'perCaller', pause: ms(30), backoff: { first: ms(10), factor: 2, cap: seconds(5) }, evictsAtReturn: true, jitter: 0.025, keepalive: 0, keepaliveJitter: 0.1, tellsCounts: true },
  6.1: { tasks: 'perCaller', pause: ms(30), backoff: { first: ms(10), factor: 2, cap: seconds(5) }, evictsAtReturn: true, jitter: 0.25, keepalive: minutes(2), keepaliveJitter: 0.2, tellsCounts: true },
} as const;

const generationOf = (version: number): keyof typeof generations => (version >= 6.1 ? 6.1 : version >= 6 ? 6 : version >= 5.1 ? 5.1 : version >= 5 ? 5 : 4);

/** `5.1`, `6` or `"2.7.9"`: the first two numbers choose. */
const version = shape<number>('version of HikariCP, such as 5.1, 6.0, 6.3 or "2.7.9"', { type: ['number', 'string'] }, (value, here) => {
  const parts = /^(\d+)(?:\.(\d+))?(?:\.\d+)*$/.exec(String(value));
  const number = parts === null ? 0 : Number(`${parts[1]}.${Math.min(9, Number(parts[2] ?? 0))}`);
  return number >= 2 && number < 8 ? number : here.wrong(`expected a version from 2 to 7, such as 5.1, found ${describe(value)}`);
});

export const hikariOptions = {
  maximumPoolSize: withDefault(maximumPoolSize, 10, 10),
  minimumIdle: optional(count('idle connections kept ready; default: maximumPoolSize')),
  connectionTimeout: withDefault(timeout('how long getConnection() waits; 0: for ever', 'connectionTimeout'), seconds(30), 30000),
  idleTimeout: withDefault(span('idle for longer: closed, down to minimumIdle; 0: never'), minutes(10), 600000),
  maxLifetime: withDefault(span('older: closed; 0: never'), minutes(30), 1800000),
  keepaliveTime: optional(span('an idle connection is pinged this often; 0: never; default: 0, from 6.1 on 120000')),
  leakDetectionThreshold: withDefault(span('lent for longer: logged; 0: off'), 0, 0),
  validationTimeout: withDefault(turned(span('limit of one validity check'), (value, here: Place) =>
    value < ms(250) ? refused<Duration>(here, 'validationTimeout cannot be less than 250ms') : value), seconds(5), 5000),
  initializationFailTimeout: withDefault(failTimeout, ms(1), 1),
  aliveBypassWindowMs: withDefault(span('system property: a connection used within this time is lent without a check'), ms(500), 500),
  housekeepingPeriodMs: withDefault(span('system property housekeeping.periodMs: time between two rounds of the housekeeper'), seconds(30), 30000),
  version: withDefault(version, 5.1, 5.1),
} satisfies Fields;

export type HikariOptions = ReadFields<typeof hikariOptions>;

/** What the library makes of its options: some are replaced by others, and it says so in its log. */
function validated(options: HikariOptions, ways: (typeof generations)[keyof typeof generations]) {
  const warnings: string[] = [];
  const warned = <T>(words: string, value: T): T => {
    warnings.push(`{name} - ${words}`);
    return value;
  };
  const max = options.maximumPoolSize;
  const minimum = Math.min(options.minimumIdle ?? max, max);
  const lifetime = options.maxLifetime === 0 ? forever
    : options.maxLifetime < seconds(30) ? warned('maxLifetime is less than 30000ms, setting to default 1800000ms.', minutes(30)) : options.maxLifetime;
  const given = options.keepaliveTime ?? ways.keepalive;
  const keepalive = given === 0 ? forever
    : given < seconds(30) ? warned('keepaliveTime is less than 30000ms, disabling it.', ways.keepalive || forever)
    : given >= lifetime ? warned('keepaliveTime is greater than or equal to maxLifetime, disabling it.', ways.keepalive || forever) : given;
  const leak = options.leakDetectionThreshold;
  const leakAfter = leak === 0 ? forever
    : leak < seconds(2) || leak > lifetime ? warned('leakDetectionThreshold is less than 2000ms or more than maxLifetime, disabling it.', forever) : leak;
  const idle = options.idleTimeout;
  const idleTimeout = idle === 0 || minimum >= max ? forever
    : idle + second > lifetime ? warned('idleTimeout is close to or more than maxLifetime, disabling it.', forever)
    : idle < seconds(10) ? warned(`idleTimeout is less than 10000ms, setting to default ${inMs(minutes(10))}ms.`, minutes(10)) : idle;
  if (minimum === max && idle !== 0 && idle !== minutes(10)) warned('idleTimeout has been set but has no effect because the pool is operating as a fixed size pool.', idle);
  return { max, minimum, lifetime, keepalive, leakAfter, idleTimeout, warnings };
}

/** The switches that follow from HikariCP's options. */
export function hikariPolicy(options: HikariOptions): Policy {
  const ways = generations[generationOf(options.version)];
  const { max, minimum, lifetime, keepalive, leakAfter, idleTimeout, warnings } = validated(options, ways);
  const failsAfter = options.initializationFailTimeout;
  const patience = options.connectionTimeout === 0 ? foreverLaw : constantLaw(options.connectionTimeout);
  const cap = ways.tasks === 'eager' && options.connectionTimeout > 0 ? Math.min(ways.backoff.cap, options.connectionTimeout) : ways.backoff.cap;
  const counts = options.version >= 6 ? 'total={total}/{max}, idle={idle}/{minimum}, active={active}, waiting={waiting}' : 'total={total}, active={active}, idle={idle}, waiting={waiting}';
  return {
    ...ordinary,
    max, minimum, prefill: minimum, lend: 'oldest',
    start: { blocking: failsAfter < 0 ? 0 : 1, atOnce: 0, retryFor: Math.max(0, failsAfter), retryEvery: second, ifRefused: failsAfter > 0 ? 'throw' : 'goOn' },
    patience, patienceCoversOpening: true,
    open: {
      ...ordinary.open, by: 'adder', atOnce: 1, tasks: ways.tasks, pause: ways.pause, refusalGoesTo: 'nobody',
      backoff: { first: Math.min(ways.backoff.first, cap), factor: ways.backoff.factor, cap },
    },
    afterDiscard: 'refill', checkAfterIdle: options.aliveBypassWindowMs, checkTimeout: options.validationTimeout,
    lifetime, lifetimeJitter: lifetime <= seconds(10) ? 0 : ways.jitter, lifetimeAt: ways.evictsAtReturn ? ['timer', 'borrow', 'return'] : ['timer', 'borrow'],
    idleTimeout, idleBy: { sweepEvery: options.housekeepingPeriodMs }, idleFloor: { count: minimum, of: 'idle' },
    refill: 'idle', refillEvery: options.housekeepingPeriodMs, firstSweep: ms(100), keepalive, keepaliveJitter: ways.keepaliveJitter,
    leakAfter, warnings,
    messages: {
      ...ordinary.messages,
      timeout: ways.tellsCounts ? '{name} - Connection is not available, request timed out after {waitedMs}ms (total={total}, active={active}, idle={idle}, waiting={waiting})'
        : '{name} - Connection is not available, request timed out after {waitedMs}ms.',
      timeoutLog: `{name} - Timeout failure stats (${counts})`,
      startFailed: 'Failed to initialize pool: {why}',
      leak: 'Connection leak detection triggered for {connection} on thread {holder}, stack trace follows',
      unleaked: 'Previously reported leaked connection {connection} on thread {holder} was returned to the pool (unleaked)',
    },
  };
}
