/** A database server: admits sessions up to its limit, runs statements on its cores and disks, ends sessions, and can be slow or away. */

import { assert } from '../../assert.ts';
import { Rank } from '../../engine/calendar.ts';
import type { Lane } from '../../engine/lane.ts';
import type { DerivedLevel, Level } from '../../engine/level.ts';
import { Share } from '../../engine/share.ts';
import type { Simulation } from '../../engine/simulation.ts';
import type { Streams } from '../../random/streams.ts';
import { type Duration, forever, type Instant } from '../../units/time.ts';
import { type DatabaseView, Outcome } from '../happening.ts';
import { type Connection, ConnectionState, Watch } from '../pool/connection.ts';
import type { Pooler } from '../pooler/pooler.ts';
import { type Parking, type Request, Wake } from '../request.ts';
import { Burden } from './burden.ts';
import { contentionText, speed, statementCost } from './contention.ts';
import { Firewall } from './firewall.ts';
import { Interference } from './interference.ts';
import { Locks } from './locks.ts';
import { LoginWork } from './login-work.ts';
import { type Processors, processorsOf } from './processors.ts';
import { Copying } from './replication.ts';
import { Sessions } from './sessions.ts';
import type { DatabasePlan } from './plan.ts';

export class Database implements DatabaseView, Parking {
  readonly name: string;
  readonly kind: string;
  readonly simulation: Simulation;
  readonly cpu: Processors;
  readonly disks: Share | null;
  readonly interference: Interference;
  readonly admission: Sessions;
  readonly locks: Locks;
  readonly copying = new Copying();
  readonly firewall: Firewall;
  readonly burden: Burden;
  readonly logins: LoginWork;
  /** The pooler that answers here; null: this is a database. */
  pooler: Pooler | null = null;
  plan: DatabasePlan;
  /** Exchanges of one round trip; null where the network costs nothing. */
  tripLane: Lane | null;
  statementLane: Lane | null = null;
  statements = 0;
  /** Times as slow as planned: processor, blocked time, logins. Changed by incidents. */
  cpuTimes = 1;
  blockedTimes = 1;
  connectTimes = 1;
  state: 'up' | 'refuses' | 'hangs' = 'up';
  /** What logins hear while it refuses, where that is not what the plan says; '' for that. */
  downText = '';
  /** Whether a connection that the client closes takes time to end. */
  closeTakesTime = false;
  /** Whether a statement costs the processor more than it asks for. */
  chargesStatements = false;
  /** Some plan of this run has limited the length of transactions. */
  #limitsTransactions = false;
  /** Core-µs that statements were charged for crowding: work for the cores, but none that anybody asked for. */
  #extraWork = 0.5;

  constructor(simulation: Simulation, name: string, plan: DatabasePlan, classes: number, streams: Streams) {
    this.simulation = simulation;
    this.name = name;
    this.kind = plan.kind;
    this.plan = plan;
    this.cpu = processorsOf(simulation, plan);
    this.disks = Number.isFinite(plan.disks) ? new Share(simulation, plan.disks, (n) => Math.min(n, plan.disks)) : null;
    this.tripLane = plan.roundTrip > 0 ? simulation.lane(plan.roundTrip, Rank.completion) : null;
    this.interference = new Interference(classes);
    this.admission = new Sessions(this);
    this.locks = new Locks(this, streams.named(`database/${name}/rows`));
    this.firewall = new Firewall(this);
    this.burden = new Burden(this);
    this.logins = new LoginWork(this);
    this.#extraWork = 0;
    this.planChanged(plan);
  }

  /** Puts another plan in force from now on: cores, timeouts, contention. */
  planChanged(plan: DatabasePlan): void {
    const idleSessionsToo = plan.idleSessionTimeout !== this.plan.idleSessionTimeout;
    this.plan = plan;
    this.closeTakesTime = plan.close.law !== 'constant' || plan.close.value > 0;
    this.burden.planChanged();
    this.chargesStatements = plan.contention.law === 'perStatement' || plan.snapshotCost > 0;
    this.statementLane = plan.statementTimeout === forever ? null : this.simulation.lane(plan.statementTimeout, Rank.timeout);
    this.locks.planChanged();
    if (plan.transactionTimeout !== forever) this.#limitsTransactions = true;
    this.speedChanged();
    if (!idleSessionsToo) return;
    for (const connection of this.admission.connected) {
      connection.unwatch(Watch.idleSession);
      if (connection.state === ConnectionState.idle) this.admission.nowIdle(connection);
    }
  }

  /** Tells the cores and disks how fast they are now. */
  speedChanged(): void {
    const { contention, disks } = this.plan;
    const { cores, times } = this.burden;
    const cpuSpeed = this.state === 'hangs' ? 0 : 1 / (this.cpuTimes * times);
    const diskSpeed = this.state === 'hangs' ? 0 : 1 / this.blockedTimes;
    this.cpu.setSpeed(cores, (n) => speed(contention, cores, n) * cpuSpeed);
    this.disks?.setSpeed(disks, (n) => Math.min(n, disks) * diskSpeed);
  }

  // ----------------------------------------------------------------------------------------------------------------- statements

  /** A statement begins on a connection: its deadline is set. The step that runs it hears of the end. */
  statementBegins(request: Request, connection: Connection, ownTimeout: Duration | null): void {
    this.statements++;
    assert(request.deadline === null, 'a deadline of asking is over before a statement begins');
    request.executing = connection;
    connection.queryAt = this.simulation.now;
    if (connection.inTransaction) connection.unwatch(Watch.idleInTransaction);
    else if (this.#limitsTransactions) this.admission.watchLength(connection);
    if (this.interference.any) this.interference.begins(request.classIndex);
    if (this.statementLane === null && ownTimeout === null) return;
    const lane = ownTimeout !== null && ownTimeout < this.plan.statementTimeout ? this.simulation.lane(ownTimeout, Rank.timeout) : this.statementLane;
    if (lane === null) return;
    request.deadline = lane;
    request.deadlineTicket = lane.set(request, Wake.statementTimeout);
  }

  /** The statement is over, well or not. */
  statementOver(request: Request): void {
    const connection = request.executing;
    assert(connection !== null, 'only a running statement ends');
    request.executing = null;
    connection.idleSince = this.simulation.now;
    request.dropDeadline();
    if (this.interference.any) this.interference.ends(request.classIndex);
    if (connection.inTransaction) this.admission.watchTransaction(connection);
    else if (this.#limitsTransactions || connection.rows.length > 0) this.transactionOver(connection, true);
  }

  /** A transaction begins. */
  transactionBegins(connection: Connection): void {
    connection.inTransaction = true;
    this.admission.watchTransaction(connection);
    if (this.#limitsTransactions) this.admission.watchLength(connection);
  }

  /** A transaction ends, well or not: its rows are free again. */
  transactionOver(connection: Connection, committed: boolean): void {
    connection.inTransaction = false;
    connection.unwatch(Watch.idleInTransaction);
    if (this.#limitsTransactions) connection.unwatch(Watch.transaction);
    if (connection.rows.length > 0) this.locks.release(connection, committed);
  }

  /** The server gives up on a statement: what it undoes has no rows any more. The request hears `outcome`. */
  cancels(request: Request, outcome: Outcome, text: string): number {
    const connection = request.executing as Connection;
    if (connection.rows.length > 0 && (this.plan.undoes === 'transaction' || outcome === Outcome.deadlock)) this.locks.release(connection, false);
    return request.fails(outcome, text);
  }

  /** Adds to the work of a statement that starts now what its start costs the processor. By a field: a double in a call would be boxed. */
  charge(request: Request): void {
    if (!this.chargesStatements) return;
    const extra = this.#startCost();
    this.#extraWork += extra;
    request.work += extra;
  }

  /** What one who wakes for a row costs the processor now. */
  wakeDemand(): Duration {
    const extra = this.plan.lockWakeCpu + (this.chargesStatements ? this.#startCost() : 0);
    this.#extraWork += extra;
    return extra;
  }

  #startCost(): Duration {
    return statementCost(this.plan.contention, this.plan.cores, this.cpu.running.value + 1) + (this.plan.snapshotCost > 0 ? this.burden.snapshot : 0);
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
    return request.park(this, this.admission.gate.join(request));
  }

  leave(place: number): void {
    this.admission.gate.leave(place);
  }

  /** The server answers again: everyone at the gate goes on, in order. */
  openGate(): void {
    for (let one = this.admission.gate.first; one !== null; one = this.admission.gate.first) {
      this.admission.gate.leaveFirst();
      if ('gate' in one) one.gate = -1;
      this.simulation.soon(one, Wake.gateOpen);
    }
  }

  // ------------------------------------------------------------------------------------------------------------------ for observers

  get sessions(): Level {
    return this.admission.level;
  }

  get refused(): number {
    return this.admission.refused;
  }

  get running(): Level | DerivedLevel {
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
    return this.cpu.busyAreaAt(now) + this.burden.areaAt(now);
  }

  workAreaAt(now: Instant): number {
    return this.cpu.workAreaAt(now) + this.burden.areaAt(now) - this.#extraWork;
  }

  speedAt(running: number): number {
    return this.cpu.speedAt(running);
  }

  get workGiven(): number {
    return this.cpu.workGiven + this.burden.areaAt(this.simulation.now) - this.#extraWork;
  }

  workLeftAt(now: Instant): number {
    return this.cpu.workLeftAt(now);
  }
}
