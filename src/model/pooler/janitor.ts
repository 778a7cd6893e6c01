/** PgBouncer's janitor: three times a second it closes server connections that are idle or old, disconnects clients that waited too long, and opens one
 *  connection if there are fewer than the minimum. Every timeout of PgBouncer falls on one of its rounds.
 *  Source: pgbouncer/pgbouncer 1.25.2 `src/janitor.c`: `do_full_maint`, `pool_server_maint`, `pool_client_maint`, `check_pool_size`, and `life_over`. */

import { Rank, type Sleeper } from '../../engine/calendar.ts';
import { type Duration, forever, type Instant } from '../../units/time.ts';
import { Outcome } from '../happening.ts';
import { type Connection, ConnectionState } from '../pool/connection.ts';
import { Wake } from '../request.ts';
import type { Pooler } from './pooler.ts';

export class Janitor implements Sleeper {
  readonly #pooler: Pooler;
  /** When a connection was last closed for its age: the next one goes a good while later. */
  #lastClosing: Instant = Number.NEGATIVE_INFINITY;

  constructor(pooler: Pooler) {
    this.#pooler = pooler;
  }

  /** Begins the rounds, where the kind has any. */
  begin(): void {
    const { rounds } = this.#pooler.group.policy;
    if (rounds > 0) this.#pooler.pool.simulation.after(rounds, Rank.timeout, this, 0);
  }

  /** A round. */
  wake(): void {
    this.#lookAtServers();
    this.#lookAtClients();
    this.#keepMinimum();
    this.#pooler.logins.demand();
    this.begin();
  }

  /** Whether a connection that has just become free is to be closed for its age: closings are lifetime / pool size apart, so that they do not all come at once. */
  lifeOver(connection: Connection): boolean {
    const { lifetime, max, reserve, rounds } = this.#pooler.group.policy;
    const { now } = this.#pooler.pool.simulation;
    if (rounds === 0 || lifetime === forever || now - connection.bornAt < lifetime) return false;
    if (now - this.#lastClosing < lifetime / (max - reserve.count)) return false;
    this.#lastClosing = now;
    return true;
  }

  #lookAtServers(): void {
    const { pool, group, plan } = this.#pooler;
    const { idleTimeout, idleFloor } = group.policy;
    const { now } = pool.simulation;
    for (const connection of [...pool.roster.connections]) {
      if (connection.state === ConnectionState.lent) this.#lookAtTransaction(connection, plan.idleTransactionTimeout, now);
      if (connection.state !== ConnectionState.idle) continue;
      const connected = pool.roster.count - pool.roster.openingCount;
      if (now - connection.idleSince > idleTimeout && (idleFloor.count === 0 || connected > idleFloor.count)) pool.discard(connection, 'idle');
      else if (this.lifeOver(connection)) pool.discard(connection, 'age');
    }
  }

  /** A client that said BEGIN and then nothing for too long loses its server connection and is disconnected. */
  #lookAtTransaction(connection: Connection, limit: Duration, now: Instant): void {
    const { holder, client } = connection;
    if (!connection.inTransaction || holder === null || holder.executing === connection || now - Math.max(connection.idleSince, connection.lentAt) <= limit) return;
    const { idleInTransaction } = this.#pooler.plan.front.texts;
    connection.database.admission.endSession(connection, Outcome.idleInTransactionTimeout, idleInTransaction);
    if (client !== null) this.#pooler.disconnect(client, Outcome.idleInTransactionTimeout, idleInTransaction);
  }

  #lookAtClients(): void {
    const { pool, group } = this.#pooler;
    const { patience } = group.policy;
    if (patience.law !== 'constant' || group.policy.rounds === 0) return;
    const { now } = pool.simulation;
    for (let { head } = pool.waiting; head !== null && now - head.askedAt > patience.value; head = pool.waiting.head) head.wake(Wake.acquireTimeout);
  }

  /** One more connection, while clients are connected and there are fewer than the minimum. */
  #keepMinimum(): void {
    const { pool, group, front, logins } = this.#pooler;
    const { idleFloor, max, reserve } = group.policy;
    if (front.sessions.value > 0 && pool.roster.count < Math.min(idleFloor.count, max - reserve.count)) logins.launch();
  }
}
