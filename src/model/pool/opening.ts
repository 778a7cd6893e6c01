/**
 * Who opens connections, how many at once, and who hears of a failure. Either each caller that finds room opens its own and waits for that one
 * alone, or a worker of the pool opens one (adder.ts, start.ts) and whoever is first in line takes what comes.
 */

import { type Law, lawFrom } from '../../random/samplers.ts';
import type { Stream } from '../../random/streams.ts';
import type { Database } from '../database/database.ts';
import { Login } from '../database/sessions.ts';
import { Outcome } from '../happening.ts';
import { type Request, Wake } from '../request.ts';
import { onward, type Verdict } from '../steps/step.ts';
import { Adder } from './adder.ts';
import { Acquiring } from './checks.ts';
import { type Connection, ConnectionState, type Opener, Watch } from './connection.ts';
import { callerPause, Orders } from './orders.ts';
import type { Pool } from './pool.ts';
import { failsFor, refusedTo } from './failed-opening.ts';
import { fill } from './words.ts';
import { Workers } from './workers.ts';

export class Opening {
  readonly #pool: Pool;
  readonly #stream: Stream;
  /** Draws the connect times of the database the pool points at. */
  #connect: Law | null = null;
  #connectOf: Database | null = null;
  readonly #adder: Adder;
  readonly #workers: Workers;
  readonly #orders: Orders;
  /** What the server said when it last turned an opening away; '' once it let one in. */
  lastRefusal = '';

  constructor(pool: Pool, stream: Stream) {
    this.#pool = pool;
    this.#stream = stream;
    this.#adder = new Adder(pool);
    this.#workers = new Workers(pool, stream.part('backoff'));
    this.#orders = new Orders(pool, (connection) => this.#begin(connection));
  }

  /** Whether one more connection may be opened. */
  get hasRoom(): boolean {
    const { max, open } = this.#pool.group.policy;
    return this.#pool.roster.count < max && this.#pool.roster.openingCount < open.atOnce;
  }

  /** A caller opens a connection of its own, in a record that is there already if one is given, and waits for that one alone. */
  openFor(request: Request, connection = this.#pool.roster.create()): Verdict {
    connection.holder = request;
    if (this.#pool.tracer !== null) this.#pool.tell('open', connection, request);
    const login = this.#begin(connection);
    request.phase = Acquiring.opening;
    if (login === Login.pending || (login === Login.refused && this.#triesAgain(connection, request))) return request.park(connection, 0);
    connection.holder = null;
    if (login === Login.refused) return refusedTo(this.#pool, request, connection);
    this.#pool.roster.nowOpen(connection);
    if (this.#pool.checks.opened) return this.#pool.checks.begunByOpener(connection, request);
    this.#pool.lendOpened(connection, request);
    this.#pool.lock.release();
    return onward;
  }

  /** A worker of the pool opens a connection, for whoever is first in line or for the shelf. */
  openBy(opener: Opener): void {
    const connection = this.#pool.roster.create();
    connection.opener = opener;
    if (this.#pool.tracer !== null) this.#pool.tell('open', connection, null);
    const login = this.#begin(connection);
    if (login === Login.pending) return;
    opener.openingOver(connection, login === Login.admitted);
    this.#pool.lock.release();
  }

  /** Someone waits: the adder gets to work if it is free, or a connection is ordered. */
  demand(): void {
    const { by } = this.#pool.group.policy.open;
    if (by === 'pool') this.#pool.supply.trigger();
    else if (by === 'adder') this.#adder.demand();
    else if (by === 'workers') this.#workers.demand();
    else if (by === 'order') this.#orders.demand();
    else this.#pool.group.pooler?.logins.demand();
  }

  /** Fewer are idle, or exist, than the policy keeps: the adder, or a worker that comes for the purpose, opens what is missing. */
  refill(): void {
    const { refill, minimum, open, max } = this.#pool.group.policy;
    if (refill === 'never' || this.#pool.start.blocking || this.#pool.start.away) return;
    if (open.by === 'pool' || open.by === 'adder') return (open.by === 'pool' ? this.#pool.supply : this.#adder).refill();
    if (open.by === 'workers') return this.#workers.refill();
    if (open.orders.workers > 0) return this.#orders.refill();
    const { roster, shelf } = this.#pool;
    let missing = Math.min(minimum - (refill === 'idle' ? shelf.count : roster.count), max - roster.count);
    while (missing-- > 0 && roster.openingCount < open.atOnce) this.openBy(this.#pool.start);
  }

  /** A connection was thrown away and another takes its place, waiting callers or not. */
  replace(): void {
    this.#workers.replace();
  }

  /** Connections that the workers have promised and are not opening at this moment. */
  get promised(): number {
    return this.#workers.promised;
  }

  /** Room has appeared while callers wait: those first in line open their own, where callers open at all; at most as many as `places` have become free. */
  fillRoom(places = Number.POSITIVE_INFINITY): void {
    const { open, patienceCoversOpening, afterDiscard } = this.#pool.group.policy;
    if (open.by === 'order' || afterDiscard === 'order') return this.#orders.forWaiting();
    if (open.by !== 'caller') return open.by === 'pool' ? this.#pool.supply.lostOne() : this.demand();
    for (let left = places; left > 0 && this.#pool.waiting.count > 0 && this.hasRoom && !this.#pool.lock.isHeld; left--) {
      const request = this.#pool.waiting.callNext(patienceCoversOpening) as Request;
      request.waited -= this.#pool.simulation.now - request.askedAt; // its opening will count the whole wait
      const verdict = this.openFor(request);
      if (verdict === onward) this.#pool.simulation.soon(request, Wake.lent);
      else if (verdict > 0) request.interrupt(verdict, request.text);
    }
  }

  /** One place is free again: whoever waits makes use of it, where the library lets them. */
  placeFreed(): void {
    const { afterDiscard } = this.#pool.group.policy;
    if (afterDiscard === 'headOpens' || afterDiscard === 'order') this.fillRoom(1);
    if (afterDiscard === 'order') this.refill();
  }

  /** The server has answered a login, one way or the other. */
  loginOver(connection: Connection): void {
    if (connection.database.isHanging && connection.refusal === '') return connection.database.admission.hold(connection);
    connection.unwatch(Watch.openTimeout);
    const admitted = connection.database.admission.admitted(connection);
    if (connection.state === ConnectionState.late) return this.#pool.roster.forget(connection, admitted);
    const request = connection.holder;
    if (!admitted && request !== null && this.#triesAgain(connection, request)) return;
    connection.holder = null;
    if (request === null) return this.#openedByNobody(connection, admitted);
    request.parking = null;
    if (admitted) {
      this.#pool.roster.nowOpen(connection);
      if (this.#pool.checks.opened) return this.#pool.checks.openedFor(connection, request);
      this.#pool.lendOpened(connection, request);
      this.#pool.simulation.soon(request, Wake.lent);
      this.#pool.lock.release();
    } else failsFor(this.#pool, request, connection, Outcome.refused, connection.database.admission.refusalText(connection));
  }

  /** A login that hung at a server out of reach is tried again. */
  tryLogin(connection: Connection): void {
    const login = this.#login(connection);
    if (login !== Login.pending) this.loginOver(connection);
  }

  /** The opening took longer than the policy allows: the caller fails, the connection never was. */
  tookTooLong(connection: Connection): void {
    const { group } = this.#pool;
    const { holder: request, opener } = connection;
    const text = fill(group.policy.messages.openTimeout, this.#pool, 0, null, group.policy.open.timeout);
    if (this.#pool.supply.rules.overdue === 'closedWhenOpen') return this.#pool.supply.overdue(connection, text);
    connection.database.admission.abandonLogin(connection);
    connection.holder = null;
    if (opener !== null) {
      connection.refusal = text;
      opener.openingOver(connection, false);
      return this.#pool.lock.release();
    }
    if (request !== null) return failsFor(this.#pool, request, connection, Outcome.acquireTimeout, text);
    if (this.#pool.tracer !== null) this.#pool.tell('refused', connection, null, text);
    this.#pool.roster.neverOpened(connection);
    this.#pool.lock.release();
    this.placeFreed();
  }

  /** The caller that waited for this opening has gone: the connection is kept for whoever is next, or dropped. */
  abandoned(connection: Connection): void {
    const { group, simulation } = this.#pool;
    const request = connection.holder as Request;
    request.leftLineOf = this.#pool;
    request.waited += simulation.now - request.askedAt;
    if (this.#pool.tracer !== null) this.#pool.tell('leave', connection, request);
    connection.holder = null;
    if (group.policy.abandonedOpening !== 'destroy') return;
    if (this.#pool.tracer !== null) this.#pool.tell('refused', connection, null, 'given up with its caller');
    connection.database.admission.abandonLogin(connection);
    this.#pool.roster.neverOpened(connection);
    this.#pool.lock.release();
    this.placeFreed();
  }

  /** The rest of an order, or of a caller that was refused, is over: it tries again. */
  rested(connection: Connection): void {
    if (connection.opener !== null) this.#orders.rested(connection);
    else this.tryLogin(connection);
  }

  #begin(connection: Connection): Login {
    const login = this.#login(connection);
    if (login === Login.pending) this.#pool.supply.limit(connection);
    return login;
  }

  #login(connection: Connection): Login {
    const { database } = connection;
    if (this.#connect === null || this.#connectOf !== database) {
      this.#connect = lawFrom(database.plan.connect, this.#stream.part(database.name));
      this.#connectOf = database;
    }
    return database.admission.login(connection, this.#connect);
  }

  /** No caller waits for this opening: a worker of the pool hears of it, or its caller has gone and the next one in line takes it. */
  #openedByNobody(connection: Connection, admitted: boolean): void {
    const { opener } = connection;
    if (opener !== null) opener.openingOver(connection, admitted);
    else if (admitted) {
      this.#pool.roster.nowOpen(connection);
      if (this.#pool.group.policy.abandonedOpening === 'countUse') connection.uses++;
      this.#pool.closing.takeBack(connection);
    } else {
      this.#pool.group.refused++;
      if (this.#pool.tracer !== null) this.#pool.tell('refused', connection, null, connection.database.admission.refusalText(connection));
      this.#pool.roster.neverOpened(connection);
    }
    this.#pool.lock.release();
    if (opener === null && (!admitted || this.#pool.group.policy.open.atOnce < Number.POSITIVE_INFINITY)) this.fillRoom(1);
  }

  /** Whether a caller that was turned away tries again itself after a rest: sqlx does, unless the session was cut while it logged in. */
  #triesAgain(connection: Connection, request: Request): boolean {
    const { callerRetries } = this.#pool.group.policy.open;
    const { tooMany, reserved, down, startingUp } = connection.database.plan.texts;
    if (callerRetries === null || ![tooMany, reserved, down, startingUp].includes(connection.refusal)) return false;
    this.#pool.group.refused++;
    connection.watch(Watch.rest, callerPause(connection, request, callerRetries));
    return true;
  }
}
