/** Lends the connection that came back last; a caller who finds room opens its own and waits for that one alone.
 *  Source: brianc/node-postgres pg-pool 3.14.0, `connect`, `_pulseQueue`, `newClient` (pool notes §3.2). */

import { constantLaw, foreverLaw } from '../../../random/laws.ts';
import { turned, withDefault } from '../../../shape.ts';
import { count, duration } from '../../../shape/values.ts';
import { forever, seconds } from '../../../units/time.ts';
import type { ReadFields } from '../../../shape/tables.ts';
import { ordinary, type Policy } from '../policy.ts';
import { poolKind, type Trap } from './kind.ts';

const zeroMeansNever = (says: string, bare: 'ms' | 's') => turned(duration(says, { bare }), (value) => (value === 0 ? forever : value));

/** Options of pg.Pool. */
export const pgOptions = {
  max: withDefault(turned(count('most clients; 0 means 10'), (max) => max || 10), 10, 10),
  min: withDefault(count('idle eviction stops at this many; nothing is opened in advance'), 0, 0),
  idleTimeoutMillis: withDefault(zeroMeansNever('idle for longer: closed; 0: never', 'ms'), seconds(10), 10000),
  connectionTimeoutMillis: withDefault(zeroMeansNever('how long connect() waits, and how long an opening may take; 0: for ever', 'ms'), forever, 0),
  maxUses: withDefault(turned(count('uses before a client is closed; 0: no limit'), (uses) => uses || Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY, 0),
  maxLifetimeSeconds: withDefault(zeroMeansNever('older: closed; 0: never', 's'), forever, 0),
};

/** The switches that follow from them. */
export const pgPolicy = (options: ReadFields<typeof pgOptions>): Policy => ({
  ...ordinary,
  max: options.max, lend: 'lastReturned',
  patience: options.connectionTimeoutMillis === forever ? foreverLaw : constantLaw(options.connectionTimeoutMillis),
  // The timer of a caller that waited in line goes on while it opens; one that opens at once has the opening's own timer alone.
  patienceCoversOpening: true, abandonedOpening: 'countUse',
  open: { ...ordinary.open, by: 'caller', refusalHeard: 'afterNextOpens', timeout: options.connectionTimeoutMillis },
  placeFree: 'beforeClose', lineHears: 'afterClose', afterDiscard: 'headOpens', discardOnError: true, noticesDeath: true,
  lifetime: options.maxLifetimeSeconds, lifetimeAt: ['timer', 'return'],
  idleTimeout: options.idleTimeoutMillis, idleBy: 'timer', idleFloor: { count: options.min, of: 'all' }, maxUses: options.maxUses,
  messages: { ...ordinary.messages, timeout: 'timeout exceeded when trying to connect', openTimeout: 'Connection terminated due to connection timeout' },
});

/** What pg.Pool counts. */
export const pgMetrics = {
  totalCount: 'clients, those being opened included',
  idleCount: 'clients lying idle',
  waitingCount: 'callers waiting in line',
  expiredCount: 'clients past maxLifetimeSeconds that are still out',
};

export const pgTraps: readonly Trap[] = [
  { says: 'Without connectionTimeoutMillis a caller waits for ever.' },
  { says: 'A failing statement of pool.query(), even a misspelt one, throws its client away: the next caller pays for an opening. connect() and release() do not.', scenario: 'pg-pool-overtaking' },
  { says: 'min opens nothing. It only stops idle eviction, and a client given back while there are no more than min has no idle timer until it is given back again.' },
  { says: 'While a discarded client is being closed a newcomer opens another at once, before callers who have waited longer.', scenario: 'pg-pool-overtaking' },
  { says: 'When the database is full, waiting callers fail one after another, each after an opening of its own.' },
];

export const pgPool = poolKind({
  kind: 'pg-pool',
  version: '3.14.0',
  says: 'last returned, first lent; every caller that finds room opens its own connection and waits for that one alone',
  source: 'brianc/node-postgres, packages/pg-pool 3.14.0',
  options: pgOptions, policy: pgPolicy, metrics: pgMetrics, traps: pgTraps,
});
