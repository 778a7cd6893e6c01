/** The step that runs one statement: the trip to the server, its processor time shared with everyone else's, its blocked time, and the end. */

import { Rank } from '../../engine/calendar.ts';
import { type Duration, forever } from '../../units/time.ts';
import { Outcome } from '../happening.ts';
import type { Database } from '../database/database.ts';
import type { LockMode } from '../database/row.ts';
import type { Connection } from '../pool/connection.ts';
import { type Request, Wake } from '../request.ts';
import { metDead } from './acquire.ts';
import { onward, type Step, type Verdict } from './step.ts';

/** The phase of a statement that waits for nothing but its answer. */
const answered = 1;

/** The row a statement locks first: one of `among` of that name, by a coin drawn at arrival. */
export interface RowLock {
  readonly name: string;
  readonly among: number;
  readonly mode: LockMode;
  /** Place of the coin among the draws of the request. */
  readonly coin: number;
}

export class QueryStep implements Step {
  /** Places of its demands among the draws of the request; -1: no blocked time at all. */
  readonly #cpu: number;
  readonly #blocked: number;
  /** null where the database alone decides: a double in a call would be boxed. */
  readonly #timeout: Duration | null;
  readonly #lock: RowLock | null;
  readonly alone: boolean;

  constructor(cpu: number, blocked: number, timeout: Duration, alone: boolean, lock: RowLock | null) {
    this.alone = alone;
    this.#lock = lock;
    this.#cpu = cpu;
    this.#blocked = blocked;
    this.#timeout = timeout === forever ? null : timeout;
  }

  begin(request: Request): Verdict {
    const lane = (request.connection as Connection).database.tripLane;
    return lane === null ? this.#arrive(request) : request.park(lane, lane.set(request, Wake.tripDone));
  }

  resume(request: Request, what: Wake): Verdict {
    switch (what) {
      case Wake.tripDone:
        return this.#arrive(request);
      case Wake.gateOpen:
        return request.phase === answered ? this.#done(request) : this.#arrive(request);
      case Wake.locked:
        return this.#awake(request, request.executing as Connection);
      case Wake.lockTimeout:
        return this.#cancelled(request, Outcome.lockTimeout);
      case Wake.deadlock:
        return this.#cancelled(request, Outcome.deadlock);
      case Wake.workDone:
        return this.#block(request, request.executing as Connection);
      case Wake.delayOver:
        return this.#answer(request);
      default:
        return this.#cancelled(request, Outcome.statementTimeout);
    }
  }

  /** At the server: a dead session is noticed here, a hanging server keeps the statement, the cores take it. */
  #arrive(request: Request): Verdict {
    const connection = request.connection as Connection;
    const { database } = connection;
    if (connection.dead !== 0) return metDead(request, connection);
    if (database.isHanging) return database.waitAtGate(request);
    database.statementBegins(request, connection, this.#timeout);
    if (this.#lock === null) return this.#work(request, connection);
    const verdict = database.locks.take(request, connection, this.#rowFor(request, this.#lock, database), this.#lock.mode);
    return verdict === onward ? this.#work(request, connection) : verdict;
  }

  #rowFor(request: Request, lock: RowLock, database: Database): number {
    return database.locks.rowsNamed(lock.name) + Math.min(lock.among - 1, Math.floor((request.demands[lock.coin] as number) * lock.among));
  }

  /** The statement has its row, if it needs one: the cores take it. */
  #work(request: Request, connection: Connection): Verdict {
    const { database } = connection;
    request.work = request.demands[this.#cpu] as number;
    if (request.work <= 0) return this.#block(request, connection);
    database.charge(request);
    return this.#enter(request, database);
  }

  /** The same for one who had to wait for its row: waking up costs something too. */
  #awake(request: Request, connection: Connection): Verdict {
    const { database } = connection;
    request.work = request.demands[this.#cpu] as number;
    if (request.work > 0) database.charge(request);
    request.work += database.wakeDemand();
    return request.work > 0 ? this.#enter(request, database) : this.#block(request, connection);
  }

  #enter(request: Request, database: Database): Verdict {
    if (request.abandoned) request.wastedWork += request.work;
    const { cpu } = database;
    cpu.demand = request.work;
    return request.park(cpu, cpu.admit(request, Wake.workDone));
  }

  #block(request: Request, connection: Connection): Verdict {
    const planned = this.#blocked < 0 ? 0 : (request.demands[this.#blocked] as number);
    if (planned <= 0) return this.#done(request);
    const { database } = connection;
    const span = planned * database.blockedFactor(request.classIndex);
    if (database.disks !== null) {
      database.disks.demand = span;
      return request.park(database.disks, database.disks.admit(request, Wake.delayOver));
    }
    return request.park(database.simulation.calendar, database.simulation.after(span, Rank.completion, request, Wake.delayOver));
  }

  /** The statement has all it wanted; a server that hangs keeps the answer. */
  #answer(request: Request): Verdict {
    const { database } = request.executing as Connection;
    if (!database.isHanging) return this.#done(request);
    request.phase = answered;
    return database.waitAtGate(request);
  }

  #cancelled(request: Request, outcome: Outcome): Verdict {
    const { database } = request.executing as Connection;
    const { lockTimeout, deadlock, statementTimeout } = database.plan.texts;
    return database.cancels(request, outcome, outcome === Outcome.lockTimeout ? lockTimeout : outcome === Outcome.deadlock ? deadlock : statementTimeout);
  }

  #done(request: Request): Verdict {
    (request.executing as Connection).database.statementOver(request);
    return onward;
  }
}
