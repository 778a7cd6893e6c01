/** The roster of a pool: every connection that is not closed. Enters new ones, strikes closed ones off, uses their records again, and can count them all. */

import { Connection, ConnectionState, noSlot } from './connection.ts';
import type { Pool } from './pool.ts';

export class Roster {
  readonly connections: Connection[] = [];
  /** How many of them are being opened. */
  openingCount = 0;
  readonly #pool: Pool;
  readonly #records: Connection[] = [];
  #born = 0;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Connections on the roster, those being opened included. */
  get count(): number {
    return this.connections.length;
  }

  /** A new record among the pool's connections, in the state of opening. */
  create(): Connection {
    const connection = this.#records.pop() ?? new Connection(this.#pool, this.#pool.group.target);
    connection.database = this.#pool.group.target;
    connection.id = ++this.#born;
    connection.state = ConnectionState.opening;
    connection.bornAt = this.#pool.simulation.now;
    connection.place = this.connections.length;
    connection.kept = this.#pool.group.policy.refusedStays;
    connection.joinedThen = this.#pool.waiting.joined;
    connection.uses = 0;
    connection.expired = false;
    connection.leaked = false;
    connection.reported = false;
    connection.isKept = false;
    connection.dead = 0;
    connection.silent = false;
    connection.heardAt = 0;
    connection.tries = 0;
    connection.inTransaction = false;
    connection.aborted = false;
    connection.queryAt = -1;
    connection.lastQuery = '';
    connection.client = null;
    connection.server = null;
    connection.opener = null;
    this.connections.push(connection);
    this.openingCount++;
    this.#pool.group.opening.add(this.#pool.simulation.now, 1);
    return connection;
  }

  /** The opening of a connection ended well: it now exists. */
  nowOpen(connection: Connection): void {
    connection.bornAt = this.#pool.simulation.now;
    this.#openingOver();
    this.#pool.group.opened++;
    if (this.#pool.tracer !== null) this.#pool.tell('opened', connection, null);
    this.#pool.group.open.add(this.#pool.simulation.now, 1);
    this.#pool.upkeep.nowBorn(connection);
  }

  /** The opening ended badly: nothing was ever open, and the record goes, unless it was there before. */
  neverOpened(connection: Connection): void {
    this.#openingOver();
    if (!connection.kept) return this.strike(connection);
    this.nowEmpty(connection);
    this.#pool.records.layEmpty(connection);
  }

  /** The connection of a record is gone: its session ends, the record stays on the roster. */
  nowEmpty(connection: Connection): void {
    connection.state = ConnectionState.empty;
    connection.holder = null;
    connection.unwatchAll();
    connection.database.admission.sessionEnds(connection);
  }

  /** An empty record is being opened again, as a connection with a number of its own. */
  reopen(connection: Connection): void {
    connection.database = this.#pool.group.target;
    connection.id = ++this.#born;
    connection.state = ConnectionState.opening;
    connection.kept = true;
    connection.uses = 0;
    connection.expired = false;
    connection.dead = 0;
    connection.silent = false;
    connection.heardAt = 0;
    connection.queryAt = -1;
    this.openingCount++;
    this.#pool.group.opening.add(this.#pool.simulation.now, 1);
  }

  /** An opening is taken off the books though it goes on; it ends in `forget`. */
  detach(connection: Connection): void {
    this.#openingOver();
    this.vacate(connection);
    connection.state = ConnectionState.late;
  }

  /** Such an opening has come to its end: a connection that is there now is closed at once. */
  forget(connection: Connection, admitted: boolean): void {
    const { group, tracer, closing } = this.#pool;
    if (tracer !== null) this.#pool.tell(admitted ? 'opened' : 'refused', connection, null, admitted ? '' : connection.refusal);
    if (!admitted) return this.strike(connection);
    group.opened++;
    group.closed++;
    if (tracer !== null) this.#pool.tell('close', connection, null, 'late');
    closing.begin(connection);
  }

  /** Counts anew from the connections themselves, for the audit. */
  recount(): { open: number; idle: number; lent: number; opening: number; waiting: number } {
    const inState = (state: ConnectionState) => this.connections.reduce((n, connection) => n + (connection.state === state ? 1 : 0), 0);
    const opening = inState(ConnectionState.opening);
    const idle = inState(ConnectionState.idle) + inState(ConnectionState.settling) + inState(ConnectionState.checking);
    const waiting = this.#pool.waiting.count + this.#pool.supply.validation.paired + this.#pool.lock.outsideCount + this.#pool.quirks.behind.count;
    return { open: this.connections.length - opening - inState(ConnectionState.empty) - inState(ConnectionState.closing), idle, lent: inState(ConnectionState.lent), opening, waiting };
  }

  #openingOver(): void {
    this.openingCount--;
    this.#pool.group.opening.add(this.#pool.simulation.now, -1);
  }

  /** Keeps the record of a connection that is no more, to be used again. */
  keep(connection: Connection): void {
    this.#records.push(connection);
  }

  /** Strikes a connection off: its session ends, its watches too, its record is kept for the next. */
  strike(connection: Connection): void {
    connection.state = ConnectionState.closed;
    if (!connection.isKept) connection.holder = null;
    connection.unwatchAll();
    connection.database.admission.sessionEnds(connection);
    if (connection.place >= 0) this.vacate(connection);
    if (!connection.isKept) this.keep(connection);
  }

  /** Frees the place of a connection. */
  vacate(connection: Connection): void {
    const moved = this.connections.pop() as Connection;
    if (moved !== connection) {
      this.connections[connection.place] = moved;
      moved.place = connection.place;
    }
    connection.place = noSlot;
  }
}
