/** Connections that their holders forget: they stay out and count as leaked, until the leak watch of some libraries or a restart takes them back. */

import { assert } from '../../assert.ts';
import type { Request } from '../request.ts';
import type { Connection } from './connection.ts';
import type { Pool } from './pool.ts';

export class Abandoned {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** A request ends without giving its connection back. */
  forget(connection: Connection, request: Request): void {
    const { group, simulation, tracer } = this.#pool;
    connection.leaked = true;
    if (tracer !== null) this.#pool.tell('leak', connection, request);
    group.leaked.add(simulation.now, 1);
    this.#pool.letGo(connection, request);
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
}
