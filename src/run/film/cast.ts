/** The parts of a world that a film names by number: classes, copies of pools, databases, and the laws by which databases were fast or slow. */

import type { Film, FilmLaw } from '../../film/film.ts';
import type { Database } from '../../model/database/database.ts';
import { outcomes } from '../../model/happening.ts';
import type { PoolGroup } from '../../model/pool/group.ts';
import type { Pool } from '../../model/pool/pool.ts';
import type { World } from '../../model/world.ts';

/** A pool without a limit, as a size. */
export const unlimited = 0xffffffff;
/** How many statements a law is told for. */
const speedsTold = 257;
/** A database that changes its speed all the time is told so often; then the last law stands for all. */
const mostLaws = 4096;

/** What a law of speed depends on, as last seen. */
interface LawSeen { index: number; cores: number; cpuTimes: number; memoryTimes: number; state: string; contention: object | null }

export class Cast {
  readonly pools: readonly PoolGroup[];
  readonly databases: readonly Database[];
  readonly laws: FilmLaw[] = [];
  readonly #world: World;
  readonly #copies = new Map<Pool, number>();
  readonly #indices = new Map<Database, number>();
  readonly #seen: LawSeen[];
  readonly #lawsByKey = new Map<string, number>();

  constructor(world: World) {
    this.#world = world;
    this.pools = world.pools;
    this.databases = world.databases;
    for (const group of world.pools) for (const copy of group.pools) this.#copies.set(copy, this.#copies.size);
    for (const database of world.databases) this.#indices.set(database, this.#indices.size);
    this.#seen = world.databases.map(() => ({ index: 0, cores: -1, cpuTimes: 0, memoryTimes: 0, state: '', contention: null }));
  }

  copyOf(pool: Pool): number {
    return this.#copies.get(pool) as number;
  }

  indexOf(database: Database): number {
    return this.#indices.get(database) as number;
  }

  sizeOf(pool: number): number {
    return Math.min(unlimited, (this.pools[pool] as PoolGroup).max);
  }

  /** The index of the law by which a database is as fast as it is now. */
  lawOf(index: number): number {
    const database = this.databases[index] as Database;
    const seen = this.#seen[index] as LawSeen;
    const { burden, cpuTimes, state, plan } = database;
    const { cores, times } = burden;
    if (seen.cores === cores && seen.cpuTimes === cpuTimes && seen.memoryTimes === times && seen.state === state && seen.contention === plan.contention) return seen.index;
    const key = JSON.stringify([index, cores, cpuTimes, times, state, plan.contention]);
    const found = this.#lawsByKey.get(key) ?? this.#newLaw(key, database);
    Object.assign(seen, { index: found, cores, cpuTimes, memoryTimes: times, state, contention: plan.contention });
    return found;
  }

  /** What a film says of a world beside what happens in it. */
  get titles(): Pick<Film, 'length' | 'measureFrom' | 'startsAt' | 'zone' | 'outcomes' | 'classes' | 'pools' | 'databases'> {
    const { run } = this.#world.scenario;
    return {
      length: run.length, measureFrom: run.measureFrom, startsAt: run.starts, zone: run.zone, outcomes,
      classes: this.#world.classes.map(({ name, source }) => ({ name, source })),
      pools: this.pools.map(({ name, kind, pools, pooler }) => ({ name, kind, instances: pools.length, firstCopy: this.copyOf(pools[0] as Pool), isPooler: pooler !== null })),
      databases: this.databases.map(({ name, kind, pooler }) => ({ name, kind, isPooler: pooler !== null })),
    };
  }

  #newLaw(key: string, database: Database): number {
    if (this.laws.length === mostLaws) return mostLaws - 1;
    const { cores } = database.burden;
    this.laws.push({ cores: Number.isFinite(cores) ? cores : null, state: database.state, speeds: Float64Array.from({ length: speedsTold }, (_, n) => (n === 0 ? 0 : database.speedAt(n))) });
    this.#lawsByKey.set(key, this.laws.length - 1);
    return this.laws.length - 1;
  }
}
