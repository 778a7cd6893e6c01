/**
 * Row locks of a database: a transaction that writes a row keeps it until it ends, whoever wants it meanwhile waits in line, and transactions that
 * wait for each other in a circle are found and one of them is ended. Locks that only read a row are shared with each other.
 * Sources: PostgreSQL manual, "Explicit Locking" and `deadlock_timeout`; `ProcSleep` and `DeadLockCheck` in storage/lmgr; MySQL, `innodb_lock_wait_timeout`.
 */

import { Rank } from '../../engine/calendar.ts';
import type { Lane } from '../../engine/lane.ts';
import { Level } from '../../engine/level.ts';
import type { Stream } from '../../random/streams.ts';
import { type Duration, forever, type Instant } from '../../units/time.ts';
import { Outcome } from '../happening.ts';
import type { Connection } from '../pool/connection.ts';
import { type Request, Wake } from '../request.ts';
import { onward, type Verdict } from '../steps/step.ts';
import type { Database } from './database.ts';
import { type LockMode, LockWait, Row } from './row.ts';
import { RowTally } from './row-tally.ts';

/** How many rows one name may have. */
const ofOneName = 2 ** 32;

export class Locks {
  /** How many wait for a row. */
  readonly waiting = new Level();
  /** Waits that are over, the µs they took together, and circles that were broken. */
  waits = 0;
  waited: Duration = 0;
  deadlocks = 0;
  /** The books of the rows, by name in the order in which the names were first used. */
  readonly tallies: RowTally[] = [];
  readonly #database: Database;
  readonly #chance: Stream;
  readonly #rows = new Map<number, Row>();
  readonly #freeRows: Row[] = [];
  readonly #freeWaits: LockWait[] = [];
  #limitLane: Lane | null = null;
  #checkLane: Lane | null = null;

  constructor(database: Database, chance: Stream) {
    this.#database = database;
    this.#chance = chance;
  }

  /** Reads the two timeouts again. */
  planChanged(): void {
    const { lockTimeout, deadlockTimeout } = this.#database.plan;
    const { simulation } = this.#database;
    this.#limitLane = lockTimeout === forever ? null : simulation.lane(lockTimeout, Rank.timeout);
    this.#checkLane = deadlockTimeout === forever || deadlockTimeout === 0 ? null : simulation.lane(deadlockTimeout, Rank.timeout);
  }

  /** The number of the first row of that name. Rows of one name are numbered from there on. */
  rowsNamed(name: string): number {
    let at = this.tallies.findIndex((one) => one.name === name);
    if (at < 0) at = this.tallies.push(new RowTally(name)) - 1;
    return at * ofOneName;
  }

  /** The books of the rows as they stand, with the holds and waits that are not over yet. */
  talliesAt(now: Instant): readonly RowTally[] {
    const copies = this.tallies.map((one) => one.copy());
    for (const row of this.#rows.values()) {
      const copy = copies[this.tallies.indexOf(row.tally)] as RowTally;
      if (row.holders.length > 0) copy.heldFor(now - row.takenAt);
      for (const { behind, request, since } of row.line.everybody) copy.waited(behind, request.classIndex, now - since);
    }
    return copies;
  }

  /** A statement needs a row: it goes on at once when its transaction has it or may have it, else it waits in line. */
  take(request: Request, connection: Connection, key: number, mode: LockMode): Verdict {
    const row = this.#rows.get(key) ?? this.#newRow(key);
    if (row.holders.includes(connection) && (row.mode !== 'share' || mode === 'share')) {
      if (mode === 'update') row.mode = 'update';
      return onward;
    }
    if (this.#isFree(row, connection, mode) && (row.line.count === 0 || row.holders.includes(connection))) {
      this.#hold(row, connection, mode);
      return onward;
    }
    return this.#wait(row, request, connection, mode);
  }

  /** The transaction on this connection is over: its rows go to whoever is next, or to one of all who wake, where it has changed them and its server does that. */
  release(connection: Connection, committed: boolean): void {
    const { rows } = connection;
    const wakesAll = committed && this.#database.plan.lockWakes === 'all';
    for (const key of rows) {
      const row = this.#rows.get(key) as Row;
      this.#drop(row, connection);
      if (wakesAll && row.mode === 'update' && row.line.count > 1) this.#stampede(row);
      else this.#serve(row);
    }
    rows.length = 0;
  }

  /** A waiter leaves the line before it had the row. Those behind it may go on, where they only share. */
  leaves(wait: LockWait): void {
    const { row } = wait;
    row.line.leave(wait.place);
    this.#over(wait);
    this.#serve(row);
  }

  /** Whether following who waits for whom from here leads back here. */
  closesCircle(wait: LockWait): boolean {
    const seen = new Set<Connection>();
    const open = wait.row.holders.filter((holder) => holder !== wait.connection); // itself, where it shares what it now wants to change
    for (let holder = open.pop(); holder !== undefined; holder = open.pop()) {
      if (holder === wait.connection) {
        this.deadlocks++;
        return true;
      }
      if (seen.has(holder)) continue;
      seen.add(holder);
      const next = this.#waitOf(holder);
      if (next !== null) open.push(...next.row.holders);
    }
    return false;
  }

  #waitOf(connection: Connection): LockWait | null {
    const parking = connection.holder?.parking;
    return parking instanceof LockWait && parking.connection === connection ? parking : null;
  }

  #newRow(key: number): Row {
    const row = this.#freeRows.pop() ?? new Row();
    row.key = key;
    row.tally = this.tallies[Math.floor(key / ofOneName)] as RowTally;
    this.#rows.set(key, row);
    return row;
  }

  /** Nobody else holds it, or all who do only share it and so would this one. */
  #isFree(row: Row, connection: Connection, mode: LockMode): boolean {
    if (row.holders.length === 0 || (row.holders.length === 1 && row.holders[0] === connection)) return true;
    return mode === 'share' && row.mode === 'share';
  }

  #hold(row: Row, connection: Connection, mode: LockMode): void {
    row.mode = mode; // one that shared may now change it
    if (row.holders.includes(connection)) return;
    if (row.holders.length === 0) row.takenAt = this.#database.simulation.now;
    row.holders.push(connection);
    connection.rows.push(row.key);
  }

  /** One who held the row lets go. */
  #drop(row: Row, connection: Connection): void {
    row.holders.splice(row.holders.indexOf(connection), 1);
    if (row.holders.length > 0) return;
    row.tally.heldFor(this.#database.simulation.now - row.takenAt);
  }

  #wait(row: Row, request: Request, connection: Connection, mode: LockMode): Verdict {
    const { simulation, plan } = this.#database;
    const wait = this.#freeWaits.pop() ?? new LockWait(this);
    wait.request = request;
    wait.connection = connection;
    wait.row = row;
    wait.mode = mode;
    wait.since = simulation.now;
    wait.behind = (row.holders.find((one) => one !== connection) ?? connection).holderClass;
    wait.place = row.line.join(wait);
    this.waiting.add(simulation.now, 1);
    if (plan.deadlockTimeout === 0 && this.closesCircle(wait)) {
      this.leaves(wait);
      return this.#database.cancels(request, Outcome.deadlock, plan.texts.deadlock);
    }
    wait.limitLane = this.#limitLane;
    if (this.#limitLane !== null) wait.limitTicket = this.#limitLane.set(wait, Wake.lockTimeout);
    wait.checkLane = this.#checkLane;
    if (this.#checkLane !== null) wait.checkTicket = this.#checkLane.set(wait, Wake.deadlock);
    return request.park(wait, 0);
  }

  /** The row is free, or freer than it was: the first in line has it, and with one who only shares all behind it that do too. */
  #serve(row: Row): void {
    for (let next = row.line.first; next !== null && this.#isFree(row, next.connection, next.mode); next = row.line.first) {
      this.#grant(row, next);
      if (next.mode !== 'share') break;
    }
    if (row.holders.length > 0 || row.line.count > 0) return;
    this.#rows.delete(row.key);
    if (row.awake === 0) this.#freeRows.push(row);
  }

  /**
   * The row has a new version, and the line was for the old one: its waiters wake one after another, find that it was changed, and look for the new one. Who comes first
   * there is for the scheduler to say. Source: PostgreSQL, `heap_update` and `heap_lock_tuple`, which wait for a version (`LockTuple` of its place) and let go of it when it
   * was updated; access/heap/README.tuplock.
   */
  #stampede(row: Row): void {
    const { cpu } = this.#database;
    for (let idle = row.line.count - 1 - row.awake; idle > 0; idle--) {
      row.awake++;
      cpu.demand = this.#database.wakeDemand();
      cpu.admit(row, Wake.locked);
    }
    this.#grant(row, row.line.drawn(Math.floor(this.#chance.uniform() * row.line.count)));
    const { first } = row.line;
    if (first !== null && row.mode === 'share') this.#serve(row);
  }

  #grant(row: Row, wait: LockWait): void {
    row.line.leave(wait.place);
    const { request, connection, mode } = wait;
    this.#over(wait);
    this.#hold(row, connection, mode);
    request.parking = null;
    this.#database.simulation.soon(request, Wake.locked);
  }

  #over(wait: LockWait): void {
    const { now } = this.#database.simulation;
    if (wait.limitLane !== null) wait.limitLane.leave(wait.limitTicket);
    if (wait.checkLane !== null) wait.checkLane.leave(wait.checkTicket);
    wait.limitLane = null;
    wait.checkLane = null;
    this.waits++;
    this.waited += now - wait.since;
    wait.row.tally.waited(wait.behind, wait.request.classIndex, now - wait.since);
    this.waiting.add(now, -1);
    this.#freeWaits.push(wait);
  }
}
