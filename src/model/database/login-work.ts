/**
 * Logins on the cores: starting a server process and checking a password is work, and the statements that run meanwhile are slower for it. Measured
 * on PostgreSQL 15: fork and start 4.5 ms, SCRAM another 3 to 4 (4,096 rounds of a hash on each side). A login takes its work first, beside everyone
 * else on the cores, and then what is left of `connect`: waiting for the network and the client. A client that gives up takes its login along; a real
 * server may go on with it until it notices.
 */

import type { Duration } from '../../units/time.ts';
import { type Connection, noSlot, Watch } from '../pool/connection.ts';
import type { Database } from './database.ts';

export class LoginWork {
  readonly #server: Database;

  constructor(server: Database) {
    this.#server = server;
  }

  /** A login that would take `takes` on an idle server begins. */
  begin(connection: Connection, takes: Duration): void {
    const work = Math.min(takes, this.#server.plan.connectCpu * this.#server.connectTimes);
    connection.loginRest = takes - work;
    this.#server.cpu.demand = work;
    connection.loginJob = this.#server.cpu.admit(connection, Watch.loginWork);
  }

  /** The work is done: what is left is waiting. */
  done(connection: Connection): void {
    connection.loginJob = noSlot;
    if (connection.loginRest > 0) connection.watch(Watch.loginOver, connection.loginRest);
    else connection.pool.opening.loginOver(connection);
  }

  /** The client gives up. */
  abandon(connection: Connection): void {
    if (connection.loginJob === noSlot) return;
    this.#server.cpu.leave(connection.loginJob);
    connection.loginJob = noSlot;
  }
}
