/** Keepalive: every so often an idle connection is taken off the shelf for one round trip, so that no firewall forgets it, and one found dead is closed
 *  and replaced. A connection that is out is passed over. Source: HikariCP, `KeepaliveTask` (pool notes §3.1). */

import type { Stream } from '../../random/streams.ts';
import { forever } from '../../units/time.ts';
import { type Connection, ConnectionState, Watch } from './connection.ts';
import type { Pool } from './pool.ts';

export class Keepalive {
  readonly #pool: Pool;
  readonly #coins: Stream;

  constructor(pool: Pool, coins: Stream) {
    this.#pool = pool;
    this.#coins = coins;
  }

  /** A connection is new: its timer begins, drawn once for good. One that was open before the run began is somewhere within its interval. */
  nowBorn(connection: Connection, wasOpenBefore = false): void {
    const { keepalive, keepaliveJitter } = this.#pool.group.policy;
    if (keepalive === forever) return;
    connection.pingEvery = Math.max(1, Math.floor(keepalive * (1 - keepaliveJitter * this.#coins.uniform())));
    connection.unwatch(Watch.keepalive);
    connection.watch(Watch.keepalive, wasOpenBefore ? Math.max(1, connection.pingEvery * this.#coins.uniform()) : connection.pingEvery);
  }

  /** Its time has come: it is asked for a sign of life if nobody has it. */
  due(connection: Connection): void {
    if (connection.state !== ConnectionState.idle) return connection.watch(Watch.keepalive, connection.pingEvery);
    this.#pool.shelf.take(connection);
    connection.state = ConnectionState.settling;
    if (this.#pool.tracer !== null) this.#pool.tell('check', connection, null);
    const takes = connection.database.firewall.exchange(connection, this.#pool.group.policy.checkTimeout);
    if (takes === 0) this.answered(connection);
    else connection.watch(Watch.ping, takes);
  }

  /** The answer is there, or there is none. The rest on the shelf goes on as if nothing had happened. */
  answered(connection: Connection): void {
    if (connection.dead !== 0) {
      this.#pool.discard(connection, 'dead');
      return this.#pool.opening.fillRoom();
    }
    connection.heardAt = this.#pool.simulation.now;
    connection.watch(Watch.keepalive, connection.pingEvery);
    const { waiting, group, shelf } = this.#pool;
    if (waiting.count > 0) {
      group.idle.change(-1);
      return this.#pool.offer(connection);
    }
    connection.state = ConnectionState.idle;
    shelf.lay(connection);
  }
}
