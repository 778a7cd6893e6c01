/** One connection: opening → idle ⇄ lent → closing → closed. Records are used again by their pool. What time does to a connection (it ages, idles,
 *  is held too long, takes too long to open) wakes it here and is decided by its pool. */

import { Rank, type Sleeper } from '../../engine/calendar.ts';
import type { Duration, Instant } from '../../units/time.ts';
import type { Database } from '../database/database.ts';
import type { Outcome } from '../happening.ts';
import { type Parking, type Request, Wake } from '../request.ts';
import type { Pool } from './pool.ts';

/** `settling`: the pool itself is checking or cleaning it, and nobody can have it; `checking`: the pool validates it before it hands it over; both are counted among the
 *  idle. `empty`: a record without a connection that lies among the idle ones, where the library keeps records. `late`: its opening took longer than allowed, and the pool
 *  no longer counts it. */
export const ConnectionState = { closed: 0, opening: 1, idle: 2, lent: 3, settling: 4, empty: 5, closing: 6, checking: 7, late: 8 } as const;
export type ConnectionState = (typeof ConnectionState)[keyof typeof ConnectionState];

/** Why time wakes a connection. Those below 14 are watches that it keeps; a server that answers again wakes requests and connections with one number. */
export const Watch = {
  loginOver: 0, openTimeout: 1, lifetime: 2, idle: 3, leak: 4, idleSession: 5, idleInTransaction: 6, settled: 7, rest: 8, keepalive: 9, ping: 10, check: 11, firewall: 12,
  transaction: 13, gateOpen: Wake.gateOpen, cleaned: 20, closed: 21, loginWork: 30,
} as const;
export type Watch = number;

export const noSlot = -1;

/** Who opens a connection that no caller waits for, and hears how it went. */
export interface Opener {
  /** The opening is over; a connection that was admitted is not on the roster as open yet, one that was not is still on it. */
  openingOver(connection: Connection, admitted: boolean): void;
}

export class Connection implements Sleeper, Parking {
  readonly pool: Pool;
  database: Database;
  /** Order of creation within the pool, from 1. */
  id = 0;
  #state: ConnectionState = ConnectionState.closed;
  /** Who holds it, or waits for this very opening; null when it is idle, leaked, or opened for whoever is first. */
  holder: Request | null = null;
  /** What its holder borrowed before it, and still holds. */
  below: Connection | null = null;
  holderClass = 0;
  /** Who of the pool's own workers opens it; null when a caller does. */
  opener: Opener | null = null;
  /** When it was opened; while it is being opened: when that began. */
  bornAt: Instant = 0.5;
  /** When it passes its lifetime; never: it does not age. */
  oldAt: Instant = 0.5;
  /** How many callers had joined the line when its opening began. */
  joinedThen = 0;
  idleSince: Instant = 0.5;
  lentAt: Instant = 0.5;
  uses = 0;
  /** How often its opening was tried again after a refusal. */
  tries = 0;
  /** Past its lifetime: to be closed at the next occasion the policy names. */
  expired = false;
  /** How often it is asked for a sign of life, where its pool does that. */
  pingEvery: Duration = 0;
  /** The leak watch has written its line about the present loan. */
  reported = false;
  /** Its record was there before this opening and stays when it fails. */
  kept = false;
  /** How many more times its holder has been given it while holding it already, where the library does that. */
  again = 0;
  /** It was taken away from a holder that still knows it: its record may not be used again yet. */
  isKept = false;
  /** The holder has forgotten it. */
  leaked = false;
  /** 0: alive. Otherwise the outcome that whoever uses it next will meet, with its text. */
  dead: Outcome = 0;
  deadText = '';
  /** Dead, and nobody says so: whoever uses it waits for an answer that never comes. */
  silent = false;
  /** When it last gave a sign of life while nobody had it. */
  heardAt: Instant = 0.5;
  /** Why the server turned this connection away while it was opening; '' when it did not. */
  refusal = '';
  /** Whether the server counts a session for it, and where in the server's list. */
  session = noSlot;
  /** Its login on the cores of the server (noSlot elsewhere), and what of the login comes after that. */
  loginJob = noSlot;
  loginRest: Duration = 0.5;
  /** Where its login stands at the gate of a server that hangs; noSlot elsewhere. */
  gate = noSlot;
  /** Behind a pooler: the client's connection that this server connection serves now. */
  client: Connection | null = null;
  /** In front of a pooler: the server connection that stays with this client's connection until it ends. */
  server: Connection | null = null;
  /** BEGIN has been said and not yet COMMIT. */
  inTransaction = false;
  /** Rows that its transaction has locked, by key. */
  readonly rows: number[] = [];
  /** A statement of its transaction has failed, and nobody has rolled back. */
  aborted = false;
  /** For whoever looks at the server: the number of its process, when its last statement and its transaction began (-1: none yet), and what a holder that forgot it said last. */
  pid = 0;
  queryAt: Instant = 0.5;
  beganAt: Instant = 0.5;
  lastQuery = '';
  /** Its transaction has written, as far as replicas are concerned. */
  wrote = false;
  /** Neighbours on the shelf of idle connections. */
  before: Connection | null = null;
  after: Connection | null = null;
  /** Position in the pool's list of all its connections. */
  place = noSlot;
  /** Calendar slots of the watches that are set; noSlot where none is. */
  readonly watches: Int32Array = new Int32Array(14).fill(noSlot);
  /** What the idle and leak watches compare with when they wake. */
  idleDue: Instant = 0.5;
  /** The place of the idle watch among the timers of its instant, as if it had been set anew at each return. */
  idleOrder = 0;

  constructor(pool: Pool, database: Database) {
    this.pool = pool;
    this.database = database;
    this.bornAt = 0;
    this.loginRest = 0;
    this.oldAt = 0;
    this.idleSince = 0;
    this.heardAt = 0;
    this.lentAt = 0;
    this.idleDue = 0;
    this.queryAt = -1;
    this.beganAt = -1;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  set state(state: ConnectionState) {
    this.#state = state;
    if (this.pool.simulation.onlooker !== null) this.pool.simulation.onlooker.changed(this);
  }

  /** Its login is under way, whether its pool still counts on it or not. */
  get isOpening(): boolean {
    return this.state === ConnectionState.opening || this.state === ConnectionState.late;
  }

  /** Sets a watch unless it is set already: the pool re-checks when it wakes, so one is enough. */
  watch(what: Watch, delay: Duration): void {
    if (this.watches[what] !== noSlot) return;
    const completes = what === Watch.loginOver || what === Watch.settled || what === Watch.ping || what === Watch.check;
    this.watches[what] = this.pool.simulation.after(delay, completes ? Rank.completion : Rank.timeout, this, what);
  }

  /** The same for an instant and an order drawn before. */
  watchUntil(what: Watch, due: Instant, order: number): void {
    if (this.watches[what] !== noSlot) return;
    const { calendar } = this.pool.simulation;
    const slot = calendar.once(due, Rank.timeout, this, what);
    calendar.putInOrder(slot, due, order);
    this.watches[what] = slot;
  }

  unwatch(what: Watch): void {
    const slot = this.watches[what] as number;
    if (slot === noSlot) return;
    this.watches[what] = noSlot;
    this.pool.simulation.calendar.leave(slot);
  }

  unwatchAll(): void {
    for (let what = 0; what < this.watches.length; what++) this.unwatch(what);
  }

  /** The caller that waits for this very opening, or for this very check, goes away. */
  leave(): void {
    if (this.state === ConnectionState.checking) this.pool.supply.validation.abandoned(this);
    else this.pool.opening.abandoned(this);
  }

  wake(what: Watch): void {
    if (what < this.watches.length) this.watches[what] = noSlot;
    switch (what) {
      case Watch.loginOver: return this.pool.opening.loginOver(this);
      case Watch.loginWork: return this.database.logins.done(this);
      case Watch.closed: return this.pool.closing.over(this);
      case Watch.gateOpen: return this.pool.opening.tryLogin(this);
      case Watch.cleaned: return this.pool.group.pooler?.cleaned(this);
      case Watch.openTimeout: return this.pool.opening.tookTooLong(this);
      case Watch.rest: return this.pool.opening.rested(this);
      case Watch.settled: return this.pool.checks.settled(this);
      case Watch.check: return this.pool.supply.validation.over(this);
      case Watch.firewall: return this.database.firewall.woken(this);
      case Watch.idleSession: return this.database.admission.idleSessionWatch(this);
      case Watch.idleInTransaction: return this.database.admission.endIdleInTransaction(this);
      case Watch.transaction: return this.database.admission.endLongTransaction(this);
      case Watch.keepalive: return this.pool.quirks.keepalive.due(this);
      case Watch.ping: return this.pool.quirks.keepalive.answered(this);
      default: return this.pool.upkeep.woken(this, what);
    }
  }
}
