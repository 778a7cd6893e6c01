/**
 * The switches of a connection pool. Every library is one point in this space (pool notes §2): the frame in pool.ts, opening.ts and
 * upkeep.ts reads switches and never asks for a kind. Plain data: it can be printed, compared and drawn as a form.
 */

import type { LawPlan } from '../../random/samplers.ts';
import { foreverLaw } from '../../random/laws.ts';
import { type Duration, forever } from '../../units/time.ts';
import type { Messages } from './messages.ts';
import type { Reap, SupplyRules } from './supply-rules.ts';

export interface Policy {
  /** Most connections, those being opened included. Infinity: no limit. */
  readonly max: number;
  /** Of `max`, so many are opened only when the first in line has waited for so long (PgBouncer's reserve pool). */
  readonly reserve: { readonly count: number; readonly after: Duration };
  /** 0: every deadline has a timer of its own. Otherwise waits, idleness and age are looked at in rounds, so far apart (PgBouncer's janitor). */
  readonly rounds: Duration;
  /** Connections that upkeep refills to, counted as `refill` says, and that idle eviction leaves alone. */
  readonly minimum: number;
  /** Idle connections that a refill keeps ready beside that (pgxpool). */
  readonly minimumIdle: number;
  /** Connections opened at the start; `start` says how, where the app starts with the run. */
  readonly prefill: number;
  readonly start: Start;
  /** Which idle connection is lent: the one returned last, the one returned first, or the oldest one. */
  readonly lend: 'lastReturned' | 'firstReturned' | 'oldest';
  /** Who waiting is served: the first come, the last come, one at random, or nobody waits (an exhausted pool fails at once). */
  readonly serve: 'firstCome' | 'lastCome' | 'random' | 'nobody';
  /** How long a caller waits; drawn per acquisition where it is a law. */
  readonly patience: LawPlan;
  /** Whether that deadline also covers the caller's own opening of a connection. */
  readonly patienceCoversOpening: boolean;
  /** Whether it runs from the moment of asking whatever happens: one that opens at once, or checks what it was given, has it too (a context, an absolute deadline). */
  readonly patienceFromAsking: boolean;
  /** When patience ends: fail, or open a connection if there is room by now (SQLAlchemy). */
  readonly atDeadline: 'fail' | 'openIfRoom';
  /** What becomes of a connection whose caller gave up while it was opening: kept, kept after it was lent and given back for form's sake (pg-pool), or destroyed. */
  readonly abandonedOpening: 'keep' | 'countUse' | 'destroy';
  /** Levels of priority that the line knows; 1: all are equal. */
  readonly priorities: number;
  /** Most callers waiting; Infinity: no limit. */
  readonly maxWaiting: number;
  /** Whether callers that gave up are counted among those waiting until their turn comes (psycopg_pool). */
  readonly countsGone: boolean;
  readonly open: Opening;
  /** Idle connections kept at return; the surplus is closed. */
  readonly keepIdle: number;
  /** Where records outlive their connections: whether the record of a first opening that was refused stays as well, for whoever is next (ActiveRecord). */
  readonly refusedStays: boolean;
  /** When the place of a closed connection is free again. */
  readonly placeFree: 'beforeClose' | 'afterClose';
  /** When those in line hear of a place that is free before its connection has closed: at once, or only then (pg-pool: a newcomer overtakes them meanwhile). */
  readonly lineHears: 'atOnce' | 'afterClose';
  /** Who replaces a connection that was thrown away while callers wait: the head of the line opens one, one is ordered for each who waits, the pool refills to its
   *  minimum only, the pool's workers always replace it, nobody; or its empty record goes back to the pool, and whoever is lent that record opens a connection in it
   *  (SQLAlchemy, ActiveRecord). */
  readonly afterDiscard: 'headOpens' | 'order' | 'refill' | 'replace' | 'emptyRecord' | 'nobody';
  /** A connection that comes back inside a transaction is thrown away instead of rolled back. */
  readonly discardInTransaction: boolean;
  /** Connections from the shelf that one caller may find too old or dead before it opens a new one whatever lies idle. */
  readonly reuseTries: number;
  /** A first statement that finds its connection dead is tried again on another, within `reuseTries`: the client sees no error. */
  readonly retriesDead: boolean;
  /** Whether whoever gives a connection back that is thrown away opens another: never, where callers wait (dbcp2), or where it had passed its age (Tomcat). */
  readonly returner: 'goesOn' | 'replacesForWaiting' | 'renewsAged';
  /** A connection that comes back lies open to newcomers until the first in line has woken up, this long; where one robs it, it waits again, at the end or where it was. */
  readonly wakesAfter: Duration;
  readonly robbed: 'goesToEnd' | 'stays';
  /** A statement that fails throws its connection away if it was borrowed for that statement alone (`pool.query()` of pg-pool). */
  readonly discardOnError: boolean;
  /** Work that fails throws its connection away, whatever it was (`pool.use()` of generic-pool). */
  readonly discardFailed: boolean;
  /** Whether a connection that has died while it was out is taken back as if nothing had happened: nobody has looked (tarn). */
  readonly keepsDead: boolean;
  /** Whether the pool notices at once that the server has ended an idle connection, or only whoever borrows it next. */
  readonly noticesDeath: boolean;
  /** When a lent connection that the server has ended leaves the pool: when its holder gives it back, or at once (mysql2, mysql). */
  readonly deathFrees: 'atReturn' | 'atOnce';
  /** Connections idle for longer than this are checked by one round trip before they are lent. Below 0: always; forever: never. */
  readonly checkAfterIdle: Duration;
  /** Round trips of that check; 0: the driver knows at once. */
  readonly checkRoundTrips: 0 | 1;
  /** Whether the check also comes before a connection goes from hand to hand, or to whoever waited for it to be opened by the pool. */
  readonly checksHandOver: boolean;
  /** How long that check, or a keepalive, may take before the connection counts as dead; it matters where nobody answers. forever: as long as the operating system waits. */
  readonly checkTimeout: Duration;
  /** What a caller does whose connection failed its check: take another; open one in the same record; or do that and have every connection that was born before
   *  replaced without a check of its own, by whoever is lent it (SQLAlchemy). */
  readonly afterFailedCheck: 'takeAnother' | 'reopen' | 'reopenAll';
  /** A request that asks for a second connection while it holds one gets another, or the same one again (a connection for each thread, as in ActiveRecord; psycopg2's keys). */
  readonly nested: 'another' | 'same';
  /** Round trips spent by the caller when it gives the connection back (a rollback, DISCARD ALL). */
  readonly resetRoundTrips: number;
  /** Whether a connection that its caller has just opened is checked too. */
  readonly checksOpened: boolean;
  /** Round trips after a return during which nobody can have the connection: the pool itself checks or cleans it (sqlx). */
  readonly settleRoundTrips: number;
  /** Age at which a connection is closed; forever: never. */
  readonly lifetime: Duration;
  /** The lifetime is shortened by up to this share, drawn per connection. */
  readonly lifetimeJitter: number;
  /** The lifetime is lengthened by up to this, drawn per connection (pgxpool). */
  readonly lifetimeSpread: Duration;
  /** Where age is looked at: by a timer while idle, when it is lent, when it is given back, by the cleaner. */
  readonly lifetimeAt: readonly ('timer' | 'borrow' | 'return' | 'cleaner')[];
  /** Idle for longer than this: closed. forever: never. */
  readonly idleTimeout: Duration;
  /** At the end of each such period one connection is closed, if at least one lay idle through all of it and the minimum is kept (psycopg_pool). forever: never. */
  readonly shrinkEvery: Duration;
  /** How idleness is noticed: a timer for each connection armed at return, or a sweep every so often. */
  readonly idleBy: 'timer' | 'cleaner' | 'borrow' | { readonly sweepEvery: Duration; readonly atMost?: number; readonly keeps?: number };
  /** Who goes round and closes idle connections, and when; null: nobody does. */
  readonly cleaner: Cleaner | null;
  /** The reaper of a pool that opens its own connections; null: it has none. */
  readonly reap: Reap | null;
  /** Idle eviction stops when this many are left, of the idle ones or of all; `both`: as soon as fewer are idle or no more exist (Tomcat). */
  readonly idleFloor: { readonly count: number; readonly of: 'idle' | 'all' | 'both' };
  /** Refill to `minimum`: never, or whenever fewer than that many are idle (Hikari), are idle or being opened, or exist. */
  readonly refill: 'never' | 'idle' | 'idleOrOpening' | 'all';
  /** Whether lending an idle connection is such an occasion too. */
  readonly refillsAtLending: boolean;
  readonly refillEvery: Duration;
  /** When the first sweep or refill comes; forever: after one interval. */
  readonly firstSweep: Duration;
  /** An idle connection is asked for a sign of life this often, by one round trip during which nobody can have it; forever: never. */
  readonly keepalive: Duration;
  /** That interval is shortened by up to this share, drawn per connection. */
  readonly keepaliveJitter: number;
  /** Times a connection is lent before it is closed. */
  readonly maxUses: number;
  /** Lent for longer than this: the leak watch writes its log line. forever: no watch. */
  readonly leakAfter: Duration;
  /** Connections out for longer than `after` are taken back: at each sweep, or when a caller finds the pool nearly empty; if at least this share of the pool is out. */
  readonly abandoned: { readonly after: Duration; readonly atSweep: boolean; readonly atBorrow: boolean; readonly fullShare: number };
  /** Whether the leak watch also takes the connection back. */
  readonly leakReclaims: boolean;
  /** What the library says in its log when it starts, of options whose value it has replaced by another. */
  readonly warnings: readonly string[];
  readonly messages: Messages;
}

/** How a pool that begins empty gets its first connections. */
export interface Start {
  /** So many are opened one after another before the pool serves anybody; what exceeds `prefill` only shows that the server is there and is closed. */
  readonly blocking: number;
  /** The others are opened in the background, so many at the same time; 0: they are left to the refill. */
  readonly atOnce: number;
  /** After a refused opening the constructor rests; while it is then younger than `retryFor` it tries again, else it throws, or goes on without. */
  readonly retryFor: Duration;
  readonly retryEvery: Duration;
  readonly ifRefused: 'throw' | 'goOn';
}

/** Who closes idle connections that are past their time. `period`: at fixed times, and once more `again` after a connection was thrown away at return or here.
 *  `due`: when the next one falls due, but never closer together than `atLeast` (Go). `median`: counts those idle `samples` times, then closes the median (Npgsql). */
export type Cleaner =
  | { readonly by: 'period'; readonly every: Duration; readonly first: Duration; readonly again: Duration }
  | { readonly by: 'due'; readonly atLeast: Duration }
  | { readonly by: 'median'; readonly every: Duration; readonly samples: number };

/** Who opens connections, and who hears of it. */
export interface Opening {
  /** `caller`: each caller that finds room opens its own and waits for that one alone. `adder`: the pool's own threads open on demand for whoever is first. `workers`: the pool grows by one connection at
   *  a time while somebody waits, and replaces at once what it throws away (psycopg_pool).
   *  `pool`: the pool opens as many as callers lack, as `supply` says, for whoever is first.
   *  `order`: callers order connections, each order holds its place, and the pool opens them for whoever is first (orders.ts).
   *  `pooler`: the event loop of a pooler opens them, see pooler/logins.ts. */
  readonly by: 'caller' | 'adder' | 'workers' | 'order' | 'pool' | 'pooler';
  /** The rules of a pool that opens its own (by `pool`); null elsewhere. */
  readonly supply: SupplyRules | null;
  /** Whoever finds neither an idle connection nor room while a connection is being opened waits for that opening to end, and for no other connection (dbcp2). */
  readonly blocksOthers: boolean;
  /** Openings at the same time. */
  readonly atOnce: number;
  /** What sets an adder to work. `perCaller`: each caller that waits asks for one more connection than asked for so far, and only what is missing then is opened.
   *  `looping`: once at work it opens until nothing is missing. `batches`: opens up to a target that callers raise. `eager`: as long as anyone waits, though enough may lie idle. */
  readonly tasks: 'perCaller' | 'looping' | 'eager' | 'batches';
  /** `batches`: a caller that finds nothing raises the target by at least this many (c3p0). */
  readonly batch: number;
  /** A task that was refused so often gives up, and all who wait fail with it. */
  readonly attempts: number;
  /** Pause of an adder after each opening. */
  readonly pause: Duration;
  /** Every other use of the pool, giving back included, waits while a connection is being opened (psycopg2). */
  readonly holdsLock: boolean;
  /** Round trips that are part of each opening, after the login: statements that set the session up. */
  readonly setupTrips: number;
  /** An opening that takes longer than this fails. */
  readonly timeout: Duration;
  /** Who hears a refusal: the caller that opened, nobody (it is tried again after the backoff while there is demand), or
   *  everyone who waits, unless a connection is left (PgBouncer). */
  readonly refusalGoesTo: 'caller' | 'nobody' | 'everyone';
  /** Whether that caller hears of it before or after the head of the line opens the next one. */
  readonly refusalHeard: 'first' | 'afterNextOpens';
  /** Pauses after refusals. `jitter`: the first is longer or shorter by up to this share; `giveUpAfter`: the last attempt comes so long after the first (workers). */
  readonly backoff: { readonly first: Duration; readonly factor: number; readonly cap: Duration; readonly jitter?: number; readonly giveUpAfter?: Duration };
  /** A caller that is refused tries again itself after the backoff, its place held, until its deadline; `cap` is then the share of the time it has left (sqlx). */
  readonly callerRetries: { readonly first: Duration; readonly factor: number; readonly capShare: number } | null;
  readonly orders: OrderRules;
}

/** Connections ordered of the pool's own workers, beside callers that open their own or instead of them. */
export interface OrderRules {
  /** How many workers open at the same time; 0: there are none. */
  readonly workers: number;
  /** One order for each caller that finds nothing, or for each that has none under way. */
  readonly one: 'perCaller' | 'unmet';
  /** A failed order is tried again after the backoff, its place held, for so long since it was given. 0: never; forever: for ever. */
  readonly giveUpAfter: Duration;
  /** Who hears that an order failed for good: whoever's turn it is, or nobody. */
  readonly refusalGoesTo: 'waiter' | 'nobody';
}

const nothingOrdered: Pick<Opening, 'callerRetries' | 'orders' | 'supply' | 'setupTrips'> = {
  supply: null, setupTrips: 0,
  callerRetries: null, orders: { workers: 0, one: 'perCaller', giveUpAfter: 0, refusalGoesTo: 'nobody' },
};

/** A pool with nothing special about it; kinds state how they differ. */
export const ordinary: Policy = {
  max: 10, reserve: { count: 0, after: forever }, rounds: 0, minimum: 0, prefill: 0, start: { blocking: 0, atOnce: Number.POSITIVE_INFINITY, retryFor: 0, retryEvery: 0, ifRefused: 'goOn' }, lend: 'lastReturned', serve: 'firstCome',
  patience: foreverLaw, patienceCoversOpening: false, atDeadline: 'fail', abandonedOpening: 'keep', priorities: Number.POSITIVE_INFINITY, maxWaiting: Number.POSITIVE_INFINITY, countsGone: false,
  open: { by: 'caller', blocksOthers: false, atOnce: Number.POSITIVE_INFINITY, tasks: 'perCaller', batch: 1, attempts: Number.POSITIVE_INFINITY, pause: 0, holdsLock: false, timeout: forever, refusalGoesTo: 'caller', refusalHeard: 'first', backoff: { first: 0, factor: 1, cap: 0 }, ...nothingOrdered },
  keepIdle: Number.POSITIVE_INFINITY, placeFree: 'beforeClose', lineHears: 'atOnce', afterDiscard: 'headOpens', refusedStays: false, returner: 'goesOn', wakesAfter: 0, robbed: 'goesToEnd', discardOnError: false, discardFailed: false, keepsDead: false, noticesDeath: false, deathFrees: 'atReturn', checkAfterIdle: forever, checkTimeout: forever, afterFailedCheck: 'takeAnother', nested: 'another', resetRoundTrips: 0,
  lifetime: forever, lifetimeJitter: 0, lifetimeAt: [], idleTimeout: forever, shrinkEvery: forever, idleBy: 'timer', idleFloor: { count: 0, of: 'all' },
  refill: 'never', refillEvery: forever, firstSweep: forever, keepalive: forever, keepaliveJitter: 0, maxUses: Number.POSITIVE_INFINITY, leakAfter: forever, leakReclaims: false, abandoned: { after: forever, atSweep: false, atBorrow: false, fullShare: 0 }, warnings: [],
  minimumIdle: 0, patienceFromAsking: false, discardInTransaction: false, reuseTries: Number.POSITIVE_INFINITY, retriesDead: false,
  checkRoundTrips: 1, checksHandOver: false, checksOpened: false, settleRoundTrips: 0, lifetimeSpread: 0, cleaner: null, reap: null, refillsAtLending: false,
  messages: {
    timeout: 'could not acquire a connection from {name} within {timeoutMs} ms (total={total}, active={active}, idle={idle}, waiting={waiting})',
    exhausted: 'pool {name} is exhausted: all {max} connections are in use',
    queueFull: 'pool {name} refuses to queue: {waiting} callers are waiting already',
    startFailed: 'pool {name} could not open its first connections: {why}',
    openTimeout: 'opening a connection for pool {name} took longer than {timeoutMs} ms',
    leak: 'connection of pool {name} has been out for more than {timeoutMs} ms: possible leak (total={total}, active={active}, idle={idle}, waiting={waiting})',
    openFailed: '', gaveUp: '', timeoutLog: '', unleaked: '', allRefused: 'no connection could be opened', abandoned: '', takenAway: 'the connection was taken back by its pool',
  },
};
