/** A pool as the scenario names it: one copy for each instance of its app, seen from outside as one. Keeps the levels that observers read. */

import { DerivedLevel, Level } from '../../engine/level.ts';
import type { Simulation } from '../../engine/simulation.ts';
import { type Duration, forever } from '../../units/time.ts';
import type { Database } from '../database/database.ts';
import type { Instance } from '../fleet.ts';
import type { PoolView } from '../happening.ts';
import type { Life } from '../life.ts';
import type { Pooler } from '../pooler/pooler.ts';
import type { PoolPlan } from './plan.ts';
import type { Policy } from './policy.ts';
import { Pool } from './pool.ts';
import type { Streams } from '../../random/streams.ts';

export class PoolGroup implements PoolView {
  readonly index: number;
  readonly name: string;
  readonly kind: string;
  /** The database user that its connections log in as: the app's. */
  readonly user: string;
  readonly pools: readonly Pool[];
  /** Open connections, lent or idle. Lent and idle follow from it and from who holds what, so that lending writes one integral only. */
  readonly open = new Level();
  readonly lent: DerivedLevel;
  readonly idle: DerivedLevel;
  readonly opening = new Level();
  readonly leaked = new Level();
  readonly waiting = new Level();
  readonly exhausted = new Level();
  readonly lentBy: readonly Level[];
  readonly waitingBy: readonly Level[];
  opened = 0;
  closed = 0;
  refused = 0;
  readonly #only: Pool | null;
  policy: Policy;
  largestMax: number;
  target: Database;
  /** The pooler whose server connections these are; null: the pool of an app. */
  readonly pooler: Pooler | null;
  /** The lives of the world; set when they begin. */
  life!: Life;

  constructor(parts: { simulation: Simulation; index: number; name: string; plan: Pick<PoolPlan, 'kind' | 'policy'>; database: Database; instances: number; classes: number; streams: Streams; pooler?: Pooler; user?: string }) {
    this.index = parts.index;
    this.name = parts.name;
    this.kind = parts.plan.kind;
    this.user = parts.user ?? parts.name;
    this.policy = parts.plan.policy;
    this.target = parts.database;
    this.pooler = parts.pooler ?? null;
    this.lentBy = Array.from({ length: parts.classes }, () => new Level());
    this.waitingBy = Array.from({ length: parts.classes }, () => new Level());
    this.lent = new DerivedLevel((now) => this.lentBy.reduce((area, level) => area + level.areaAt(now), this.leaked.areaAt(now)));
    this.idle = new DerivedLevel((now) => this.open.areaAt(now) - this.lent.areaAt(now));
    this.pools = Array.from({ length: parts.instances }, (_, i) => new Pool(parts.simulation, this, parts.instances === 1 ? parts.name : `${parts.name}-${i + 1}`, parts.streams));
    this.largestMax = this.max;
    this.#only = this.pools.length === 1 ? (this.pools[0] as Pool) : null;
  }

  /** The copy that belongs to an instance. */
  of(instance: Instance | null): Pool {
    return this.#only ?? (this.pools[(instance?.index ?? 0) % this.pools.length] as Pool);
  }

  get database(): string {
    return this.target.name;
  }

  get instances(): number {
    return this.pools.length;
  }

  get max(): number {
    return this.policy.max * this.pools.length;
  }

  get acquireTimeout(): Duration {
    const { patience, serve } = this.policy;
    return serve === 'nobody' ? 0 : patience.law === 'constant' ? patience.value : patience.law === 'exponential' ? Number.NaN : forever;
  }

  /** Changes switches of every copy from now on. */
  change(policy: Policy): void {
    this.policy = policy;
    this.largestMax = Math.max(this.largestMax, this.max);
    for (const pool of this.pools) pool.policyChanged();
  }

  recount(): { open: number; idle: number; lent: number; opening: number; waiting: number } {
    const sum = { open: 0, idle: 0, lent: 0, opening: 0, waiting: 0 };
    for (const pool of this.pools) {
      const one = pool.roster.recount();
      sum.open += one.open;
      sum.idle += one.idle;
      sum.lent += one.lent;
      sum.opening += one.opening;
      sum.waiting += one.waiting;
    }
    return sum;
  }
}
