/** A database server: admits sessions up to its limit, runs statements on its cores and disks, ends sessions, and can be slow or away. */

import { assert } from '../../assert.ts';
import { Rank } from '../../engine/calendar.ts';
import type { Lane } from '../../engine/lane.ts';
import { type DerivedLevel, Level } from '../../engine/level.ts';
import { Line } from '../../engine/line.ts';
import { Share } from '../../engine/share.ts';
import type { Simulation } from '../../engine/simulation.ts';
import type { Law } from '../../random/samplers.ts';
import { type Duration, forever, type Instant } from '../../units/time.ts';
import { type DatabaseView, Outcome } from '../happening.ts';
import { type Connection, ConnectionState, Watch } from '../pool/connection.ts';
import { type Parking, type Request, Wake } from '../request.ts';
import { contentionText, speed, statementCost } from './contention.ts';
import { Interference } from './interference.ts';
import type { DatabasePlan } from './plan.ts';

/** How a login stands: it will be answered later, or was answered at once. */
export const Login = { pending: 0, admitted: 1, refused: 2 } as const;
export type Login = (typeof Login)[keyof typeof Login];

export class Database implements DatabaseView, Parking {
  readonly name: string;
  readonly kind: string;
  readonly simulation: Simulation;
  readonly cpu: Share;
  readonly disks: Share | null;
  readonly interference: Interference;
  readonly sessions = new Level();
  /** Connections with a session here, those logging in included. */
  readonly connected: Connection[] = [];
  plan: DatabasePlan;
  /** Exchanges of one round trip; null where the network costs nothing. */
  tripLane: Lane | null;
  statementLane: Lane | null = null;
  refused = 0;
  statements = 0;
  /** Times as slow as planned: processor, blocked time, logins. Changed by incidents. */
  cpuTimes = 1;
  blockedTimes = 1;
  connectTimes = 1;
  state: 'up' | 'refuses' | 'hangs' = 'up';
  #chargesStatements = false;
  /** Core-µs that statements were charged for crowding: work for the cores, but none that anybody asked for. */
  #extraWork = 0.5;
  /** Statements and logins that hang until the server answers again. */
  readonly #gate = new Line<Request | Connection>();

  constructor(simulation: Simulation, name: string, plan: DatabasePlan, classes: number) {
    this.simulation = simulation;
    this.name = name;
    this.kind = plan.kind;
    this.plan = plan;
    this.cpu = new Share(simulation, plan.cores, () => 1);
    this.disks = Number.isFinite(plan.disks) ? new Share(simulation, plan.disks, (n) => Math.min(n, plan.disks)) : null;
    this.tripLane = plan.roundTrip > 0 ? simulation.lane(plan.roundTrip, Rank.completion) : null;
    this.interference = new Interference(classes);
    this.#extraWork = 0;
    this.planChanged(plan);
  }

  /** Puts another plan in force from now on: cores, timeouts, contention. */
  planChanged(plan: DatabasePlan): void {
    const idleSessionsToo = plan.idleSessionTimeout !== this.plan.idleSessionTimeout;
    this.plan = plan;
    this.#chargesStatements = plan.contention.law === 'perStatement';
    this.statementLane = plan.statementTimeout === forever ? null : this.simulation.lane(plan.statementTimeout, Rank.timeout);
    this.speedChanged();
    if (!idleSessionsToo) return;
    for (const connection of this.connected) {
      connection.unwatch(Watch.idleSession);
      if (connection.state === ConnectionState.idle) this.nowIdle(connection);
    }
  }

  /** Tells the cores and disks how fast they are now. */
  speedChanged(): void {
    const { cores, contention, disks } = this.plan;
    const cpuSpeed = this.state === 'hangs' ? 0 : 1 / this.cpuTimes;
    const diskSpeed = this.state === 'hangs' ? 0 : 1 / this.blockedTimes;
    this.cpu.setSpeed(cores, (n) => speed(contention, cores, n) * cpuSpeed);
    this.disks?.setSpeed(disks, (n) => Math.min(n, disks) * diskSpeed);
  }

  // ------------------------------------------------------------------------------------------------------------------- sessions

  /** A connection logs in. PostgreSQL takes a slot first and looks at the reserved ones only when the login is through. */
  login(connection: Connection, connect: Law): Login {
    connection.refusal = '';
    if (this.state === 'hangs') {
      connection.gate = this.#gate.join(connection);
      return Login.pending;
    }
    if (this.state === 'refuses' || this.sessions.value >= this.plan.maxConnections) {
      connection.refusal = this.state === 'refuses' ? this.plan.texts.down : this.plan.texts.tooMany;
      if (this.plan.roundTrip === 0) return this.admitted(connection) ? Login.admitted : Login.refused;
      connection.watch(Watch.loginOver, this.plan.roundTrip);
      return Login.pending;
    }
    this.#sessionBegins(connection);
    const takes = Math.round(connect.draw() * this.connectTimes);
    if (takes <= 0) return this.admitted(connection) ? Login.admitted : Login.refused;
    connection.watch(Watch.loginOver, takes);
    return Login.pending;
  }

  /** The login is through: whether the session stands. */
  admitted(connection: Connection): boolean {
    if (connection.refusal === '' && this.sessions.value > this.plan.maxConnections - this.plan.reservedConnections) connection.refusal = this.plan.texts.reserved;
    if (connection.refusal === '') return true;
    this.sessionEnds(connection);
    this.refused++;
    return false;
  }

  /** A session that was there before the run began. */
  admitAtOnce(connection: Connection): boolean {
    connection.refusal = '';
    if (this.sessions.value >= this.plan.maxConnections - this.plan.reservedConnections) return false;
    this.#sessionBegins(connection);
    return true;
  }

  refusalText(connection: Connection): string {
    return connection.refusal;
  }

  /** The client gives up on a login; the server forgets it. */
  abandonLogin(connection: Connection): void {
    connection.unwatch(Watch.loginOver);
    if (connection.gate >= 0) this.#gate.leave(connection.gate);
    else this.simulation.forget(connection);
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
    this.sessions.add(this.simulation.now, -1);
  }

  /** Ends a session from the server's side. A statement that runs on it fails at once; otherwise whoever uses the connection next finds out. */
  endSession(connection: Connection, outcome: Outcome, text: string): void {
    this.sessionEnds(connection);
    if (connection.state === ConnectionState.opening) {
      connection.refusal = text;
      return;
    }
    connection.dead = outcome;
    connection.deadText = text;
    const { holder, pool } = connection;
    if (holder !== null && holder.executing === connection) holder.interrupt(outcome, text);
    else if (connection.state === ConnectionState.idle && pool.group.policy.noticesDeath) pool.discard(connection);
  }

  get endsIdleSessions(): boolean {
    return this.plan.idleSessionTimeout !== forever;
  }

  /** A session lies idle in its pool: the server's patience with that begins. */
  nowIdle(connection: Connection): void {
    const { idleSessionTimeout } = this.plan;
    if (idleSessionTimeout !== forever && connection.session >= 0) connection.watch(Watch.idleSession, idleSessionTimeout);
  }

  idleSessionWatch(connection: Connection): void {
    if (connection.state !== ConnectionState.idle || connection.session < 0) return;
    const due = connection.idleSince + this.plan.idleSessionTimeout;
    if (due > this.simulation.now) connection.watch(Watch.idleSession, due - this.simulation.now);
    else this.endSession(connection, Outcome.severed, this.plan.texts.idleSession);
  }

  /** A transaction lies idle: its session is ended unless a statement comes in time. */
  watchTransaction(connection: Connection): void {
    const { idleInTransactionTimeout } = this.plan;
    if (idleInTransactionTimeout !== forever && connection.inTransaction) connection.watch(Watch.idleInTransaction, idleInTransactionTimeout);
  }

  endIdleInTransaction(connection: Connection): void {
    if (connection.session >= 0) this.endSession(connection, Outcome.idleInTransactionTimeout, this.plan.texts.idleInTransaction);
  }

  // ----------------------------------------------------------------------------------------------------------------- statements

  /** A statement begins on a connection: its deadline is set. The step that runs it hears of the end. */
  statementBegins(request: Request, connection: Connection, ownTimeout: Duration): void {
    this.statements++;
    request.executing = connection;
    if (connection.inTransaction) connection.unwatch(Watch.idleInTransaction);
    if (this.interference.any) this.interference.begins(request.classIndex);
    if (this.statementLane === null && ownTimeout === forever) return;
    const lane = ownTimeout < this.plan.statementTimeout ? this.simulation.lane(ownTimeout, Rank.timeout) : this.statementLane;
    if (lane === null) return;
    request.deadline = lane;
    request.deadlineTicket = lane.set(request, Wake.statementTimeout);
  }

  /** The statement is over, well or not. */
  statementOver(request: Request): void {
    const connection = request.executing;
    assert(connection !== null, 'only a running statement ends');
    request.executing = null;
    request.dropDeadline();
    if (this.interference.any) this.interference.ends(request.classIndex);
    if (connection.inTransaction) this.watchTransaction(connection);
  }

  /** What a statement with this demand costs the processor when it starts now. */
  demandNow(cpu: Duration): Duration {
    if (!this.#chargesStatements) return cpu;
    const extra = statementCost(this.plan.contention, this.plan.cores, this.cpu.running.value + 1);
    this.#extraWork += extra;
    return cpu + extra;
  }

  /** How many times as long blocked time takes for this class now. */
  blockedFactor(classIndex: number): number {
    const own = this.interference.factors[classIndex] as number;
    return this.disks === null ? own * this.blockedTimes : own;
  }

  /** Core-µs that the running statement of a request still lacks; 0 when it is not on the cores. */
  workLeftOf(request: Request): Duration {
    return request.parking === this.cpu ? this.cpu.lacking(request.ticket) : 0;
  }

  get isHanging(): boolean {
    return this.state === 'hangs';
  }

  /** A statement reaches a server that hangs. */
  waitAtGate(request: Request): number {
    return request.park(this, this.#gate.join(request));
  }

  leave(place: number): void {
    this.#gate.leave(place);
  }

  /** The server answers again: everyone at the gate goes on, in order. */
  openGate(): void {
    for (let one = this.#gate.first; one !== null; one = this.#gate.first) {
      this.#gate.leaveFirst();
      if ('gate' in one) one.gate = -1;
      this.simulation.soon(one, Wake.gateOpen);
    }
  }

  // ------------------------------------------------------------------------------------------------------------------ for observers

  get running(): DerivedLevel {
    return this.cpu.running;
  }

  get cores(): number {
    return this.plan.cores;
  }

  get maxConnections(): number {
    return this.plan.maxConnections;
  }

  get contention(): string {
    return contentionText(this.plan.contention);
  }

  busyAreaAt(now: Instant): number {
    return this.cpu.busyAreaAt(now);
  }

  workAreaAt(now: Instant): number {
    return this.cpu.workAreaAt(now) - this.#extraWork;
  }

  speedAt(running: number): number {
    return this.cpu.speedAt(running);
  }

  get workGiven(): number {
    return this.cpu.workGiven - this.#extraWork;
  }

  workLeftAt(now: Instant): number {
    return this.cpu.workLeftAt(now);
  }

  #sessionBegins(connection: Connection): void {
    connection.session = this.connected.length;
    this.connected.push(connection);
    this.sessions.add(this.simulation.now, 1);
  }
}
