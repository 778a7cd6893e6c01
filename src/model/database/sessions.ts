/** The sessions of a server: who may log in, who is turned away with which words, and who is shown out. */

import { Level } from '../../engine/level.ts';
import { Line } from '../../engine/line.ts';
import type { Law } from '../../random/samplers.ts';
import { forever } from '../../units/time.ts';
import { Outcome } from '../happening.ts';
import { type Connection, ConnectionState, Watch } from '../pool/connection.ts';
import type { Request } from '../request.ts';
import { refusalOf } from './admission.ts';
import type { Database } from './database.ts';

/** How a login stands: it will be answered later, or was answered at once. */
export const Login = { pending: 0, admitted: 1, refused: 2 } as const;
export type Login = (typeof Login)[keyof typeof Login];

/** The number of the first server process. */
const firstPid = 1001;

export class Sessions {
  readonly level = new Level();
  /** Connections with a session here, those logging in included. */
  readonly connected: Connection[] = [];
  refused = 0;
  /** Sessions begun so far, logins that were refused later included; and the most there were at once. */
  begun = 0;
  most = 0;
  /** Sessions that ended without their client's goodbye. */
  aborted = 0;
  /** Statements and logins that hang until the server answers again. */
  readonly gate = new Line<Request | Connection>();
  readonly #server: Database;

  constructor(server: Database) {
    this.#server = server;
  }

  /** A connection logs in. PostgreSQL takes a slot first and looks at the reserved ones only when the login is through. */
  login(connection: Connection, connect: Law): Login {
    connection.refusal = '';
    if (this.#server.state === 'hangs') {
      connection.gate = this.gate.join(connection);
      return Login.pending;
    }
    if (this.#server.state === 'refuses' || this.level.value >= this.#server.plan.maxConnections) {
      connection.refusal = this.#server.state === 'refuses' ? this.#server.downText || this.#server.plan.texts.down : this.#server.plan.texts.tooMany;
      if (this.#server.plan.roundTrip === 0) return this.admitted(connection) ? Login.admitted : Login.refused;
      connection.watch(Watch.loginOver, this.#server.plan.roundTrip);
      return Login.pending;
    }
    this.#sessionBegins(connection);
    const takes = Math.round(connect.draw() * this.#server.connectTimes) + connection.pool.group.policy.open.setupTrips * this.#server.plan.roundTrip;
    if (takes <= 0) return this.admitted(connection) ? Login.admitted : Login.refused;
    if (this.#server.plan.connectCpu > 0) this.#server.logins.begin(connection, takes);
    else connection.watch(Watch.loginOver, takes);
    return Login.pending;
  }

  /** The server stopped answering while this login was under way: it begins anew when the server is back. */
  hold(connection: Connection): void {
    this.sessionEnds(connection);
    connection.gate = this.gate.join(connection);
  }

  /** The login is through: whether the session stands. */
  admitted(connection: Connection): boolean {
    if (connection.refusal === '') connection.refusal = refusalOf(connection, this, this.#server.plan);
    if (connection.refusal === '') return true;
    this.sessionEnds(connection);
    this.refused++;
    return false;
  }

  /** A session that was there before the run began. */
  admitAtOnce(connection: Connection): boolean {
    connection.refusal = '';
    if (this.level.value >= this.#server.plan.maxConnections) return false;
    this.#sessionBegins(connection);
    if (refusalOf(connection, this, this.#server.plan) === '') return true;
    this.sessionEnds(connection);
    return false;
  }

  refusalText(connection: Connection): string {
    return connection.refusal;
  }

  /** The client gives up on a login; the server forgets it. */
  abandonLogin(connection: Connection): void {
    connection.unwatch(Watch.loginOver);
    this.#server.logins.abandon(connection);
    if (connection.gate >= 0) this.gate.leave(connection.gate);
    else this.#server.simulation.forget(connection);
    connection.gate = -1;
    this.sessionEnds(connection);
  }

  /** The session of a connection, if there is one, is gone. */
  sessionEnds(connection: Connection): void {
    const at = connection.session;
    if (at < 0) return;
    connection.session = -1;
    const moved = this.connected.pop() as Connection;
    if (moved !== connection) {
      this.connected[at] = moved;
      moved.session = at;
    }
    this.level.add(this.#server.simulation.now, -1);
    if (connection.rows.length > 0) this.#server.locks.release(connection, false);
    if (this.#server.burden.any) this.#server.burden.sessionsChanged();
    if (connection.server !== null) this.#server.pooler?.clientGone(connection);
  }

  /** Ends a session from the server's side. A statement that runs on it fails at once; otherwise whoever uses the connection next finds out. */
  endSession(connection: Connection, outcome: Outcome, text: string): void {
    if (connection.session >= 0) this.aborted++;
    this.sessionEnds(connection);
    if (connection.state === ConnectionState.opening || connection.state === ConnectionState.late) {
      connection.refusal = text;
      return;
    }
    connection.dead = outcome;
    this.#server.simulation.onlooker?.changed(connection);
    connection.deadText = text;
    const { holder, pool } = connection;
    if (holder !== null && (holder.executing === connection || this.#server.pooler?.serves(holder, connection))) holder.interrupt(outcome, text);
    else if (holder === null && connection.client !== null) pool.group.pooler?.serverLost(connection);
    else if (connection.state === ConnectionState.idle && pool.group.policy.noticesDeath) pool.supply.lostIdle(connection);
    else if (connection.state === ConnectionState.lent && pool.group.policy.deathFrees === 'atOnce') pool.quirks.abandoned.lost(connection);
  }

  /** Whether lying idle may cost a session its life. */
  get endsIdleSessions(): boolean {
    return this.#server.plan.idleSessionTimeout !== forever || this.#server.firewall.isThere;
  }

  /** A session lies idle in its pool: the patience with that of the server, and of a firewall before it, begins. */
  nowIdle(connection: Connection): void {
    const { idleSessionTimeout } = this.#server.plan;
    if (this.#server.firewall.isThere) this.#server.firewall.nowIdle(connection);
    if (idleSessionTimeout !== forever && connection.session >= 0) connection.watch(Watch.idleSession, idleSessionTimeout);
  }

  idleSessionWatch(connection: Connection): void {
    if (connection.state !== ConnectionState.idle || connection.session < 0) return;
    const due = connection.idleSince + this.#server.plan.idleSessionTimeout;
    if (due > this.#server.simulation.now) connection.watch(Watch.idleSession, due - this.#server.simulation.now);
    else this.endSession(connection, Outcome.severed, this.#server.plan.texts.idleSession);
  }

  /** A transaction lies idle: its session is ended unless a statement comes in time. */
  watchTransaction(connection: Connection): void {
    const { idleInTransactionTimeout } = this.#server.plan;
    if (idleInTransactionTimeout !== forever && connection.inTransaction) connection.watch(Watch.idleInTransaction, idleInTransactionTimeout);
  }

  endIdleInTransaction(connection: Connection): void {
    if (connection.session >= 0) this.endSession(connection, Outcome.idleInTransactionTimeout, this.#server.plan.texts.idleInTransaction);
  }

  /** A transaction begins, or a statement outside one: its session is ended unless it is over in time. */
  watchLength(connection: Connection): void {
    const { transactionTimeout } = this.#server.plan;
    if (transactionTimeout !== forever) connection.watch(Watch.transaction, transactionTimeout);
  }

  endLongTransaction(connection: Connection): void {
    if (connection.session >= 0 && this.#server.plan.transactionTimeout !== forever) this.endSession(connection, Outcome.transactionTimeout, this.#server.plan.texts.transaction);
  }

  #sessionBegins(connection: Connection): void {
    connection.session = this.connected.length;
    connection.pid = firstPid + this.begun++;
    this.connected.push(connection);
    if (this.connected.length > this.most) this.most = this.connected.length;
    this.level.add(this.#server.simulation.now, 1);
    if (this.#server.burden.any) this.#server.burden.sessionsChanged();
  }
}
