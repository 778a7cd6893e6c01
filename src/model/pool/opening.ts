/**
 * Who opens connections, how many at once, and who hears of a failure. Either each caller that finds room opens its own and waits for that one
 * alone, or the pool's adder opens one after another while there is demand and whoever is first in line takes what comes.
 */

import { Rank, type Sleeper } from '../../engine/calendar.ts';
import { type Law, lawFrom } from '../../random/samplers.ts';
import type { Stream } from '../../random/streams.ts';
import { forever } from '../../units/time.ts';
import type { Database } from '../database/database.ts';
import { Login } from '../database/sessions.ts';
import { Outcome } from '../happening.ts';
import { type Request, Wake } from '../request.ts';
import { onward, type Verdict } from '../steps/step.ts';
import { type Connection, Watch } from './connection.ts';
import type { Pool } from './pool.ts';
import { fill } from './words.ts';

export class Opening implements Sleeper {
  readonly #pool: Pool;
  readonly #stream: Stream;
  /** Draws the connect times of the database the pool points at. */
  #connect: Law | null = null;
  #connectOf: Database | null = null;
  /** Openings by the adder under way or resting, and its present backoff. */
  #adding = 0;
  #backoff = 0;

  constructor(pool: Pool, stream: Stream) {
    this.#pool = pool;
    this.#stream = stream;
  }

  /** Whether one more connection may be opened. */
  get hasRoom(): boolean {
    const { max, open } = this.#pool.group.policy;
    return this.#pool.roster.count < max && this.#pool.roster.openingCount < open.atOnce;
  }

  /** A caller opens a connection of its own and waits for that one alone. */
  openFor(request: Request): Verdict {
    const connection = this.#pool.roster.create();
    connection.holder = request;
    if (this.#pool.tracer !== null) this.#pool.tell('open', connection, request);
    const login = this.#begin(connection);
    if (login === Login.pending) return request.park(connection, 0);
    connection.holder = null;
    if (login === Login.refused) return this.#refusedTo(request, connection);
    this.#pool.roster.nowOpen(connection);
    this.#pool.lendOpened(connection, request);
    this.#pool.lock.release();
    return onward;
  }

  /** Opens connections ahead of any caller, as many as the policy wants from the start. They are there at once: the app was up before the run began. */
  prefill(): void {
    const { prefill, max } = this.#pool.group.policy;
    while (this.#pool.roster.count < Math.min(prefill, max)) {
      const connection = this.#pool.roster.create();
      if (!connection.database.admission.admitAtOnce(connection)) return this.#pool.roster.neverOpened(connection);
      this.#pool.roster.nowOpen(connection);
      this.#pool.upkeep.pretendAge(connection);
      this.#pool.offer(connection);
    }
  }

  /** Someone waits: the adder gets to work if it is free. */
  demand(): void {
    const { open } = this.#pool.group.policy;
    if (open.by === 'adder' && this.#adding < open.atOnce && this.#wanted) this.#add();
  }

  /** Fewer are idle than the policy keeps ready: the adder gets to work, waiting callers or not. */
  refill(): void {
    const { refill, minimum, open, max } = this.#pool.group.policy;
    if (refill === 'never' || this.#pool.roster.count >= max) return;
    const short = refill === 'idle' ? this.#pool.shelf.count < minimum : this.#pool.roster.count < minimum;
    if (short && this.#adding < open.atOnce) this.#add();
  }

  /** Room has appeared while callers wait: those first in line open their own, where callers open at all. */
  fillRoom(): void {
    const { open, patienceCoversOpening } = this.#pool.group.policy;
    if (open.by === 'adder') return this.demand();
    while (this.#pool.waiting.count > 0 && this.hasRoom && !this.#pool.lock.isHeld) {
      const request = this.#pool.waiting.callNext(patienceCoversOpening) as Request;
      request.waited -= this.#pool.simulation.now - request.askedAt; // its opening will count the whole wait
      const verdict = this.openFor(request);
      if (verdict === onward) this.#pool.simulation.soon(request, Wake.lent);
      else if (verdict > 0) request.interrupt(verdict, request.text);
    }
  }

  /** The server has answered a login, one way or the other. */
  loginOver(connection: Connection): void {
    if (connection.database.isHanging && connection.refusal === '') return connection.database.admission.hold(connection);
    connection.unwatch(Watch.openTimeout);
    const admitted = connection.database.admission.admitted(connection);
    const request = connection.holder;
    connection.holder = null;
    if (request === null) return this.#added(connection, admitted);
    request.parking = null;
    if (admitted) {
      this.#pool.roster.nowOpen(connection);
      this.#pool.lendOpened(connection, request);
      this.#pool.simulation.soon(request, Wake.lent);
      this.#pool.lock.release();
    } else {
      const verdict = this.#refusedTo(request, connection);
      request.interrupt(verdict, request.text);
      if (this.#pool.group.policy.afterDiscard === 'headOpens') this.fillRoom();
    }
  }

  /** A login that hung at a server out of reach is tried again. */
  tryLogin(connection: Connection): void {
    const login = this.#login(connection);
    if (login !== Login.pending) this.loginOver(connection);
  }

  /** The opening took longer than the policy allows: the caller fails, the connection never was. */
  tookTooLong(connection: Connection): void {
    const { group, simulation } = this.#pool;
    const request = connection.holder;
    const text = fill(group.policy.messages.openTimeout, this.#pool, 0, null, group.policy.open.timeout);
    if (this.#pool.tracer !== null) this.#pool.tell('refused', connection, request, text);
    connection.database.admission.abandonLogin(connection);
    connection.holder = null;
    this.#pool.roster.neverOpened(connection);
    this.#pool.lock.release();
    if (request !== null) {
      request.parking = null;
      request.waited += simulation.now - request.askedAt;
      group.life.witness.acquireTimedOut(group.index, request.classIndex);
      if (this.#pool.tracer !== null) this.#pool.tell('timeout', null, request, text);
      request.interrupt(Outcome.acquireTimeout, text);
    }
    if (group.policy.afterDiscard === 'headOpens') this.fillRoom();
  }

  /** The caller that waited for this opening has gone: the connection is kept for whoever is next, or dropped. */
  abandoned(connection: Connection): void {
    const { group, simulation } = this.#pool;
    const request = connection.holder as Request;
    request.leftLineOf = this.#pool;
    request.waited += simulation.now - request.askedAt;
    if (this.#pool.tracer !== null) this.#pool.tell('leave', connection, request);
    connection.holder = null;
    if (group.policy.abandonedOpening === 'keep') return;
    if (this.#pool.tracer !== null) this.#pool.tell('refused', connection, null, 'given up with its caller');
    connection.database.admission.abandonLogin(connection);
    this.#pool.roster.neverOpened(connection);
    this.#pool.lock.release();
  }

  /** The adder's rest is over. */
  wake(): void {
    this.#adding--;
    this.demand();
    this.refill();
    if (this.#adding === 0) this.#backoff = 0;
  }

  /** The adder goes on while somebody waits beyond what lies idle, or fewer lie idle than the minimum. */
  get #wanted(): boolean {
    const { waiting, shelf, roster, group } = this.#pool;
    return roster.count < group.policy.max && (waiting.count > shelf.count || shelf.count < group.policy.minimum);
  }

  #begin(connection: Connection): Login {
    const { timeout } = this.#pool.group.policy.open;
    const login = this.#login(connection);
    if (login === Login.pending && timeout !== forever) connection.watch(Watch.openTimeout, timeout);
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

  #add(): void {
    if (this.#pool.group.policy.open.by === 'adder') this.#adding++;
    const connection = this.#pool.roster.create();
    if (this.#pool.tracer !== null) this.#pool.tell('open', connection, null);
    const login = this.#begin(connection);
    if (login !== Login.pending) this.#added(connection, login === Login.admitted);
  }

  #added(connection: Connection, admitted: boolean): void {
    const { group, simulation } = this.#pool;
    const { pause, backoff, by } = group.policy.open;
    if (admitted) {
      this.#backoff = 0;
      this.#pool.roster.nowOpen(connection);
      this.#pool.offer(connection);
    } else {
      group.refused++;
      if (this.#pool.tracer !== null) this.#pool.tell('refused', connection, null, connection.database.admission.refusalText(connection));
      this.#pool.roster.neverOpened(connection);
      this.#backoff = this.#backoff === 0 ? backoff.first : Math.min(backoff.cap, this.#backoff * backoff.factor);
    }
    this.#pool.lock.release();
    if (by === 'adder') simulation.after(admitted ? pause : this.#backoff, Rank.incident, this, 0);
    else this.fillRoom();
  }

  #refusedTo(request: Request, connection: Connection): Verdict {
    const { group, simulation } = this.#pool;
    group.refused++;
    request.waited += simulation.now - request.askedAt;
    const text = connection.database.admission.refusalText(connection);
    if (this.#pool.tracer !== null) {
      this.#pool.tell('refused', connection, request, text);
      this.#pool.tell('fail', null, request, text);
    }
    this.#pool.roster.neverOpened(connection);
    this.#pool.lock.release();
    return request.fails(Outcome.refused, text);
  }
}
