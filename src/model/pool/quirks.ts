/** What only some libraries do, each in a file of its own: keepalive pings, reclaiming, blocking behind openings, replacement by the returner, waking up late. */

import type { Streams } from '../../random/streams.ts';
import { Abandoned } from './abandoned.ts';
import { Behind } from './behind.ts';
import { Keepalive } from './keepalive.ts';
import type { Pool } from './pool.ts';
import { Returns } from './returns.ts';
import { Waking } from './waking.ts';

export class Quirks {
  readonly abandoned: Abandoned;
  readonly behind: Behind;
  readonly keepalive: Keepalive;
  readonly returns: Returns;
  readonly waking: Waking;

  constructor(pool: Pool, streams: Streams) {
    this.abandoned = new Abandoned(pool);
    this.behind = new Behind(pool, streams);
    this.keepalive = new Keepalive(pool, streams.named(`pool/${pool.name}/keepalive`));
    this.returns = new Returns(pool);
    this.waking = new Waking(pool);
  }

  policyChanged(): void {
    this.behind.policyChanged();
    this.returns.policyChanged();
    this.waking.policyChanged();
  }
}
