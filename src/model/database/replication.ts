/**
 * A replica replays the writes of its primary one after another: a write is there `lag` after its commit, when its turn has come and the replica has done its
 * `replay` work, which takes longer while queries crowd on its cores. Writes that come faster than they are replayed pile up, and the copy falls ever further behind.
 * The time at which a write can be seen follows Lindley's recursion for a single server. Source: PostgreSQL manual, "Hot Standby" (one startup process replays);
 * MySQL manual, "Replication Threads" (one applier without `replica_parallel_workers`).
 */

import { type Duration, type Instant } from '../../units/time.ts';
import type { ReplicaView } from '../happening.ts';
import type { Database } from './database.ts';

/** How a server stands to its copies and to what it copies itself. */
export class Copying {
  /** Null: it is nobody's copy, or no longer. */
  follows: Replication | null = null;
  /** Those who follow this one. */
  followers: readonly Replication[] = [];
  /** The figures of its time as a copy; null: it never was one. */
  record: Replication | null = null;
}

export class Replication implements ReplicaView {
  /** The primary's name. */
  readonly of: string;
  reads = 0;
  stale = 0;
  writes = 0;
  lost = 0;
  lagSum: Duration = 0;
  lagMax: Duration = 0;
  readonly #copy: Database;
  /** Writes that cannot be seen yet, in order: when each was committed and when it can be seen. From `#head` on; the rest is done with. */
  #written: Instant[] = [];
  #seenAt: Instant[] = [];
  #head = 0;
  #last: Instant = 0;

  constructor(copy: Database, of: string) {
    this.#copy = copy;
    this.of = of;
  }

  /** A write is committed at the primary now. */
  follows(): void {
    const { simulation, plan, cpu, cpuTimes } = this.#copy;
    const { now } = simulation;
    this.#catchUp(now);
    const crowd = Math.max(1, (cpu.running.value + 1) / plan.cores);
    this.#last = Math.round(Math.max(now + plan.lag, this.#last) + (plan.replay ?? 0) * cpuTimes * crowd);
    this.#written.push(now);
    this.#seenAt.push(this.#last);
    this.writes++;
    this.lagSum += this.#last - now;
    this.lagMax = Math.max(this.lagMax, this.#last - now);
  }

  /** Somebody who wrote at `wroteAt` reads here now: whether the write is missing. */
  isMissing(wroteAt: Instant): boolean {
    this.reads++;
    this.#catchUp(this.#copy.simulation.now);
    const missing = this.#head < this.#written.length && (this.#written[this.#head] as Instant) <= wroteAt;
    if (missing) this.stale++;
    return missing;
  }

  /** How far behind the copy is: the age of the oldest write that cannot be seen; 0 where all can. */
  lagAt(now: Instant): Duration {
    this.#catchUp(now);
    return this.#head < this.#written.length ? now - (this.#written[this.#head] as Instant) : 0;
  }

  /** The primary is gone: what the copy has not got is lost, and it follows nobody any more. */
  promoted(): void {
    this.#catchUp(this.#copy.simulation.now);
    this.lost += this.#written.length - this.#head;
    this.#written = [];
    this.#seenAt = [];
    this.#head = 0;
  }

  restartMax(): void {
    this.lagMax = 0;
  }

  #catchUp(now: Instant): void {
    while (this.#head < this.#seenAt.length && (this.#seenAt[this.#head] as Instant) <= now) this.#head++;
    if (this.#head < 1024 || this.#head * 2 < this.#seenAt.length) return;
    this.#written = this.#written.slice(this.#head);
    this.#seenAt = this.#seenAt.slice(this.#head);
    this.#head = 0;
  }
}

/** Sets every replica behind its primary. */
export function replicate(servers: ReadonlyMap<string, Database>): void {
  for (const server of servers.values()) {
    const primary = server.plan.replicaOf === null ? undefined : servers.get(server.plan.replicaOf);
    if (primary === undefined) continue;
    const replication = new Replication(server, primary.name);
    server.copying.record = replication;
    server.copying.follows = replication;
    primary.copying.followers = [...primary.copying.followers, replication];
  }
}
