/**
 * Connections that are taken back from whoever has them: by a restart, by a leak watch, or because they have been out for too long. A holder that is still
 * there keeps a closed connection and finds out at its next statement. Source: Tomcat JDBC `checkAbandoned`, DBCP2 `removeAbandoned`, c3p0
 * `unreturnedConnectionTimeout` (pool notes §2.3). DBCP2 counts from the last use; here, as in the others, from the lending.
 */

import { assert } from '../../assert.ts';
import { Outcome } from '../happening.ts';
import type { Request } from '../request.ts';
import { Acquiring } from './checks.ts';
import { type Connection, ConnectionState } from './connection.ts';
import type { Pool } from './pool.ts';
import type { CloseReason } from './tracer.ts';
import { fill } from './words.ts';

/** Whether its holder has just been lent it and waits for the check before using it. */
const isChecked = (connection: Connection): boolean => {
  const { holder } = connection;
  return holder !== null && holder.executing === null && holder.phase === Acquiring.checking && holder.latest === connection;
};

export class Abandoned {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** A request ends without giving its connection back. */
  forget(connection: Connection, request: Request, failed: boolean): void {
    const { group, simulation, tracer } = this.#pool;
    connection.leaked = true;
    connection.lastQuery = request.route?.saidLast(request.steps, request.at) ?? '';
    connection.aborted = failed && connection.inTransaction && connection.dead === 0 && (request.route?.saidAt(request.steps, request.at) ?? '') !== '';
    if (tracer !== null) this.#pool.tell('leak', connection, request);
    group.leaked.add(simulation.now, 1);
    this.#pool.letGo(connection, request);
    simulation.onlooker?.changed(connection);
    group.life.witness.leaked(group.index, request.classIndex);
  }

  /** Takes back a connection that its holder has forgotten. */
  reclaim(connection: Connection): void {
    const { group, simulation } = this.#pool;
    assert(connection.leaked, 'only a leaked connection is reclaimed');
    this.#pool.lentCount--;
    group.lent.change(-1);
    group.leaked.add(simulation.now, -1);
    connection.leaked = false;
    this.#pool.discard(connection, 'reclaimed');
  }

  /** A caller finds the pool nearly empty: a reason to look for abandoned connections, where the policy takes it for one. */
  nearlyEmpty(): void {
    const { group, shelf } = this.#pool;
    if (group.policy.abandoned.atBorrow && shelf.count < 2 && this.#pool.lentCount > group.policy.max - 3) this.look();
  }

  /** Takes back every connection that has been out for too long, if the pool is full enough for that. */
  look(): void {
    const { group, roster, simulation } = this.#pool;
    const { after, fullShare } = group.policy.abandoned;
    if (this.#pool.lentCount < fullShare * group.policy.max) return;
    for (const connection of [...roster.connections]) {
      if (connection.state === ConnectionState.lent && simulation.now - connection.lentAt > after) this.takeBack(connection);
    }
  }

  /** Takes a connection back, forgotten or not, and says so in the log. */
  takeBack(connection: Connection): void {
    if (connection.dead !== 0 && isChecked(connection)) return;
    const { group, simulation } = this.#pool;
    const { abandoned } = group.policy.messages;
    if (abandoned !== '') group.life.witness.logged(group.name, fill(abandoned, this.#pool, simulation.now - connection.lentAt, connection));
    if (connection.leaked) this.reclaim(connection);
    else this.#takeAway(connection, connection.holder as Request);
  }

  /** The server has ended a lent connection, and the pool strikes it off although its holder does not know yet. A check under way finds out by itself. */
  lost(connection: Connection): void {
    const { holder } = connection;
    if (holder === null) return this.reclaim(connection);
    if (!isChecked(connection)) this.#strikeOff(connection, holder, 'dead');
  }

  /** The holder of a connection that was taken away lets go of it at last. */
  letGo(connection: Connection, request: Request): void {
    if (this.#pool.tracer !== null) this.#pool.tell('return', connection, request);
    assert(request.latest === connection, 'the connection borrowed last is given back first');
    request.latest = connection.below;
    connection.below = null;
    request.depth--;
    connection.holder = null;
    this.#pool.roster.keep(connection);
  }

  #takeAway(connection: Connection, holder: Request): void {
    connection.dead = Outcome.severed;
    connection.deadText = this.#pool.group.policy.messages.takenAway;
    if (isChecked(connection)) return; // the check under way finds out by itself
    const executes = holder.executing === connection;
    this.#strikeOff(connection, holder, 'reclaimed');
    if (executes) holder.interrupt(Outcome.severed, connection.deadText);
  }

  /** The connection leaves the pool; its record is its holder's until that lets go. */
  #strikeOff(connection: Connection, holder: Request, why: CloseReason): void {
    const { group, simulation } = this.#pool;
    this.#pool.lentCount--;
    group.lent.change(-1);
    group.lentBy[holder.classIndex]?.add(simulation.now, -1);
    connection.isKept = true;
    this.#pool.discard(connection, why);
  }
}
