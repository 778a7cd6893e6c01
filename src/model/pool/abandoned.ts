/** Connections that are taken back from whoever has them: one that its holder has forgotten, by the leak watch of some libraries or by a restart. */

import { assert } from '../../assert.ts';
import type { Connection } from './connection.ts';
import type { Pool } from './pool.ts';

export class Abandoned {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
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
