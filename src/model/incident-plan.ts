/** The plan of incidents and remedies: what a scenario may do to its world at a known time. Their behaviour is in incidents/. */

import { constantLaw, law } from '../random/laws.ts';
import type { LawPlan } from '../random/samplers.ts';
import { type Shape, optional, type Place, turned, withDefault } from '../shape.ts';
import { type Fields, isTable, keyed, record } from '../shape/tables.ts';
import { amount, count, duration, moment, nameIn, oneOf, rate, share } from '../shape/values.ts';
import { durationText, rateText, shareText } from '../units/text.ts';
import { type Duration, forever, type Instant, ms, type Rate, seconds } from '../units/time.ts';

export type ActionPlan =
  | { readonly do: 'resize'; readonly pool: string; readonly to: number }
  | { readonly do: 'timeout'; readonly pool: string | null; readonly database: string | null; readonly which: TimeoutName; readonly to: Duration }
  | { readonly do: 'slowdown'; readonly database: string; readonly times: number; readonly of: 'all' | 'cpu' | 'blocked' | 'connect' }
  | { readonly do: 'outage'; readonly database: string; readonly how: 'refuse' | 'hang' }
  | { readonly do: 'sever'; readonly pool: string | null; readonly database: string | null; readonly share: number }
  | { readonly do: 'kill'; readonly database: string | null; readonly class: string | null; readonly idleLongerThan: Duration | null }
  | { readonly do: 'leak'; readonly route: string; readonly rate: Rate; readonly share: number }
  | { readonly do: 'cores'; readonly database: string; readonly to: number }
  | { readonly do: 'restart'; readonly app: string | null; readonly pool: string | null; readonly database: string | null; readonly takes: LawPlan; readonly how: 'shutdown' | 'crash' | null; readonly coldCache: ColdCache | null }
  | { readonly do: 'lag'; readonly database: string; readonly to: Duration }
  | { readonly do: 'failover'; readonly database: string; readonly to: string; readonly takes: LawPlan; readonly sessions: 'lost' | 'blackholed'; readonly coldCache: ColdCache | null }
  | { readonly do: 'move'; readonly route: string; readonly pool: string }
  | { readonly do: 'repoint'; readonly pool: string; readonly database: string }
  | { readonly do: 'scale'; readonly class: string; readonly by: number }
  | { readonly do: 'shed'; readonly class: string; readonly share: number };

/** A server that has just come up reads from disk what it had in memory before: blocked time takes so many times as long for a while. */
export interface ColdCache {
  readonly times: number;
  readonly for: Duration;
}

export const timeoutNames = ['acquire', 'statement', 'idleInTransaction', 'idleSession', 'lock', 'transaction', 'idle', 'lifetime'] as const;
export type TimeoutName = (typeof timeoutNames)[number];

export interface IncidentPlan {
  readonly at: Instant;
  /** When it is undone; null: it stays. */
  readonly until: Instant | null;
  readonly action: ActionPlan;
  /** In words, for the timeline. */
  readonly says: string;
}

const appPool = nameIn('pools', 'the pool');
const pool = nameIn('poolsOrPoolers', 'the pool, or the pooler: its server connections');
const database = nameIn('databasesOrPoolers', 'the database, or the pooler as its clients see it');
const wholePart = withDefault(share('share of the connections'), 1, '100%');
const off = ['off', 'never', 'none', 'forever'];

const resize: Shape<ActionPlan> = turned(record('changes the most connections of a pool', { pool, to: count('most connections from now on', { atLeast: 1 }) }), (read) => ({ do: 'resize' as const, ...read }));

const timeout: Shape<ActionPlan> = turned(
  record('changes a timeout', {
    pool: optional(pool), database: optional(database),
    which: oneOf('which timeout: acquire, idle, lifetime of a pool; statement, idleInTransaction, idleSession of a database', timeoutNames),
    to: duration('its new value', { atLeast: ms(1), foreverAs: off }),
  }),
  (read, here) => {
    const ofPool = ['acquire', 'idle', 'lifetime'].includes(read.which);
    if (ofPool && read.pool === null) return here.wrong(`"pool" is missing: the ${read.which} timeout belongs to a pool`);
    if (!ofPool && read.database === null) return here.wrong(`"database" is missing: the ${read.which} timeout belongs to a database`);
    if (read.pool !== null && read.database !== null) return here.wrong(`name the ${ofPool ? 'pool' : 'database'} alone: the ${read.which} timeout belongs to it`);
    return { do: 'timeout' as const, ...read };
  },
);

const slowdown: Shape<ActionPlan> = turned(
  record('makes a database slower', {
    database, times: amount('times as slow', { atLeast: 0.01, atMost: 1e6 }),
    of: withDefault(oneOf('what is slow', ['all', 'cpu', 'blocked', 'connect']), 'all', 'all'),
  }),
  (read) => ({ do: 'slowdown' as const, ...read }),
);

const outage: Shape<ActionPlan> = turned(
  record('takes a database away: sessions are lost, new ones are refused (or hang)', { database, how: withDefault(oneOf('how it fails', ['refuse', 'hang']), 'refuse', 'refuse') }),
  (read) => ({ do: 'outage' as const, ...read }),
);

const eitherOf = <T extends { pool: string | null; database: string | null }>(read: T, here: Place): T | undefined =>
  (read.pool === null) === (read.database === null) ? here.wrong('name either a pool or a database') : read;

const sever: Shape<ActionPlan> = turned(record('cuts connections without a word', { pool: optional(pool), database: optional(database), share: wholePart }), (read, here) => {
  const one = eitherOf(read, here);
  return one && { do: 'sever' as const, ...one };
});

const kill: Shape<ActionPlan> = turned(
  record('ends sessions: those of a class, or those idle for too long', {
    database: optional(database), class: optional(nameIn('classes', 'the class whose sessions are ended')), idleLongerThan: optional(duration('sessions idle for longer are ended')),
  }),
  (read, here) => ((read.class === null) === (read.idleLongerThan === null) ? here.wrong('say either `class` or `idleLongerThan`') : { do: 'kill' as const, ...read }),
);

const leak: Shape<ActionPlan> = turned(
  record('a route begins to forget connections', { route: nameIn('routes', 'the route'), rate: withDefault(rate('connections forgotten per time'), 0, '0/s'), share: withDefault(share('share of requests that return nothing'), 0, '0%') }),
  (read, here) => ((read.rate === 0) === (read.share === 0) ? here.wrong('say either `rate` (like 2/min) or `share` (like 1%)') : { do: 'leak' as const, ...read }),
);

const cores: Shape<ActionPlan> = turned(record('changes the cores of a database', { database, to: amount('cores from now on', { atLeast: 0.05, atMost: 100_000 }) }), (read) => ({ do: 'cores' as const, ...read }));

const coldCache = optional(record('blocked time takes longer at first, because nothing is in memory', { times: amount('times as long', { atLeast: 1, atMost: 1e6 }), for: duration('for how long', { atLeast: 1 }) }));

const restart: Shape<ActionPlan> = turned(
  record('restarts an app: its requests are lost, its pools begin anew; a pooler: its clients lose their connections; or a database: its sessions are lost, and logins refused until it has recovered', {
    app: optional(nameIn('apps', 'the app')), pool: optional(pool), database: optional(nameIn('databases', 'the database')), takes: withDefault(law('how long it is away'), constantLaw(0), '0s'),
    how: optional(oneOf('of a database: in order (57P01), or by a crash (57P02); default: shutdown', ['shutdown', 'crash'])), coldCache,
  }),
  (read, here) => {
    if ([read.app, read.pool, read.database].filter((name) => name !== null).length !== 1) return here.wrong('name either an app, a pool or a database');
    if (read.database === null && (read.how !== null || read.coldCache !== null)) return here.wrong('`how` and `coldCache` belong to the restart of a database');
    return { do: 'restart' as const, ...read };
  },
);

const failover: Shape<ActionPlan> = turned(
  record('a primary is lost, and after a while its address leads to a replica, which is the primary from then on', {
    database: nameIn('databases', 'the primary that is lost'), to: nameIn('databases', 'the replica that is promoted'), takes: withDefault(law('time until the address leads there'), constantLaw(seconds(30)), '30s'),
    sessions: withDefault(oneOf('what its clients meet: their sessions are cut, or no answer at all until tcpTimeout', ['lost', 'blackholed']), 'lost', 'lost'), coldCache,
  }),
  (read, here) => (read.database === read.to ? here.at('to').wrong('a database cannot take over from itself') : { do: 'failover' as const, ...read }),
);

const lag: Shape<ActionPlan> = turned(record('changes how far a replica is behind', { database: nameIn('databases', 'the replica'), to: duration('how long a write takes to it from now on') }), (read) => ({ do: 'lag' as const, ...read }));
const move: Shape<ActionPlan> = turned(record('moves a route to another pool', { route: nameIn('routes', 'the route'), pool: appPool }), (read) => ({ do: 'move' as const, ...read }));
const repoint: Shape<ActionPlan> = turned(record('points a pool at another database; connections are replaced as they come back', { pool, database }), (read) => ({ do: 'repoint' as const, ...read }));
const scale: Shape<ActionPlan> = turned(record('changes the rate of a class', { class: nameIn('traffic', 'the class'), by: amount('times the rate it would have', { atMost: 1e6 }) }), (read) => ({ do: 'scale' as const, ...read }));
const shed: Shape<ActionPlan> = turned(record('turns a share of a class away at the door', { class: nameIn('classes', 'the class'), share: share('share turned away') }), (read) => ({ do: 'shed' as const, ...read }));

/** The catalogue of incidents and remedies. */
export const actionShapes: { readonly [name: string]: Shape<ActionPlan> } = { resize, timeout, slowdown, outage, sever, kill, leak, cores, restart, failover, lag, move, repoint, scale, shed };

/** An action in words, for timelines and charts. */
export function actionText(action: ActionPlan): string {
  switch (action.do) {
    case 'resize': return `${action.pool} resized to ${action.to}`;
    case 'timeout': return `${action.which} timeout of ${action.pool ?? action.database} set to ${durationText(action.to)}`;
    case 'slowdown': return `${action.database} ${action.times}× slower${action.of === 'all' ? '' : ` (${action.of})`}`;
    case 'outage': return `${action.database} down (${action.how === 'refuse' ? 'refuses' : 'hangs'})`;
    case 'sever': return `${shareText(action.share)} of the connections of ${action.pool ?? action.database} cut`;
    case 'kill': return action.class === null ? `sessions idle longer than ${durationText(action.idleLongerThan ?? forever)} killed` : `sessions of ${action.class} killed`;
    case 'leak': return `${action.route} leaks ${action.rate > 0 ? rateText(action.rate) : shareText(action.share)}`;
    case 'cores': return `${action.database} has ${action.to} cores`;
    case 'restart': return action.database === null ? `${action.app ?? action.pool} restarted` : `${action.database} ${action.how === 'crash' ? 'crashed and restarted' : 'restarted'}`;
    case 'lag': return `${action.database} ${durationText(action.to)} behind`;
    case 'failover': return `${action.database} lost (sessions ${action.sessions}), fail-over to ${action.to}`;
    case 'move': return `${action.route} moved to ${action.pool}`;
    case 'repoint': return `${action.pool} pointed at ${action.database}`;
    case 'scale': return `${action.class} × ${action.by}`;
    case 'shed': return `${shareText(action.share)} of ${action.class} shed`;
  }
}

const frame = {
  at: moment('when it begins: a span from the start, or a wall-clock time'),
  for: optional(duration('undone after this long', { atLeast: 1 })),
  until: optional(moment('undone at this time')),
} satisfies Fields;
const whole = keyed('an incident', 'an incident or remedy', actionShapes, Object.keys(frame));
const timing = record('when', frame);

/** `{ at: "23:30", resize: { pool: main, to: 50 } }`: when, and exactly one action. */
export const incidentShape: Shape<IncidentPlan> = {
  says: 'something that happens, or is done, at a known time',
  schema: { type: 'object', required: ['at'], properties: Object.fromEntries([...Object.entries(frame), ...Object.entries(actionShapes)].map(([key, of]) => [key, of.schema])), additionalProperties: false },
  required: true,
  fallback: undefined,
  read: (value, here) => {
    if (!isTable(value)) return here.wrong('expected a table with `at` and one action such as resize');
    const when = Object.fromEntries(Object.entries(value).filter(([key]) => Object.hasOwn(frame, key)));
    const rest = Object.fromEntries(Object.entries(value).filter(([key]) => !Object.hasOwn(frame, key)));
    const action = whole.read(rest, here);
    const times = timing.read(when, here);
    if (times === undefined || action === undefined) return undefined;
    if (times.for !== null && times.until !== null) return here.wrong('say either `for` or `until`, not both');
    const until = times.until ?? (times.for === null ? null : times.at + times.for);
    if (until !== null && until <= times.at) return here.at('until').wrong('it would end before it begins');
    return { at: times.at, until, action, says: actionText(action) };
  },
};
