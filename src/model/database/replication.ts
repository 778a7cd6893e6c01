/**
 * A replica replays the writes of its primary one after another: a write is there `lag` after its commit, when its turn has come and the replica has done its
 * `replay` work, which takes longer while queries crowd on its cores. Writes that come faster than they are replayed pile up, and the copy falls ever further behind;
 * when the queries are gone it catches up at full speed. A write's turn and end follow Lindley's recursion for a single server; how crowded the cores are is looked at
 * with every write and every read that asks for one's own. Source: PostgreSQL manual, "Hot Standby" (one startup process replays);
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
  #lagSum: Duration = 0;
  #lagMax: Duration = 0;
  #replayed = 0;
  readonly #copy: Database;
  /** Writes that cannot be seen yet, in order: when each was committed and when its replay may begin. From `#head` on; the rest is done with. */
  #written: Instant[] = [];
  #mayBegin: Instant[] = [];
  #head = 0;
  /** The work of the first of them that is not done at `#since`, in µs of a whole core; and how many times as long work takes from then on. */
  #left = 0;
  #since: Instant = 0;
  #times = 1;

  constructor(copy: Database, of: string) {
    this.#copy = copy;
    this.of = of;
    this.#left = copy.plan.replay ?? 0;
  }

  /** A write is committed at the primary now. */
  follows(): void {
    const { simulation, plan } = this.#copy;
    this.#look();
    this.#written.push(simulation.now);
    this.#mayBegin.push(simulation.now + plan.lag);
    this.writes++;
  }

  /** Somebody who wrote at `wroteAt` reads here now: whether the write is missing. */
  isMissing(wroteAt: Instant): boolean {
    this.reads++;
    this.#look();
    const missing = this.#head < this.#written.length && (this.#written[this.#head] as Instant) <= wroteAt;
    if (missing) this.stale++;
    return missing;
  }

  /** How far behind the copy is: the age of the oldest write that cannot be seen; 0 where all can. */
  lagAt(now: Instant): Duration {
    this.#catchUp(now);
    return this.#head < this.#written.length ? now - (this.#written[this.#head] as Instant) : 0;
  }

  /** Of the writes that could be seen until now. */
  get replayed(): number {
    this.#catchUp(this.#copy.simulation.now);
    return this.#replayed;
  }

  get lagSum(): Duration {
    this.#catchUp(this.#copy.simulation.now);
    return this.#lagSum;
  }

  /** Of those that cannot be seen yet, the oldest counts with its age. */
  get lagMax(): Duration {
    return Math.max(this.lagAt(this.#copy.simulation.now), this.#lagMax);
  }

  /** The primary is gone: what the copy has not got is lost, and it follows nobody any more. */
  promoted(): void {
    this.#catchUp(this.#copy.simulation.now);
    this.lost += this.#written.length - this.#head;
    this.#written = [];
    this.#mayBegin = [];
    this.#head = 0;
  }

  restartMax(): void {
    this.#catchUp(this.#copy.simulation.now);
    this.#lagMax = 0;
  }

  /** Replays until now, and looks how crowded the cores are from here on. Observers only read: what they ask for changes nothing. */
  #look(): void {
    const { simulation, plan, cpu, cpuTimes } = this.#copy;
    const { now } = simulation;
    this.#catchUp(now);
    const times = cpuTimes * Math.max(1, (cpu.running.value + 1) / plan.cores);
    if (times === this.#times) return;
    const begun = Math.max(this.#since, this.#mayBegin[this.#head] ?? now);
    if (begun < now) this.#left -= (now - begun) / this.#times;
    this.#since = now;
    this.#times = times;
  }

  /** Has everything seen whose replay ends until now. */
  #catchUp(now: Instant): void {
    for (; this.#head < this.#written.length; this.#head++) {
      const end = Math.round(Math.max(this.#since, this.#mayBegin[this.#head] as Instant) + this.#left * this.#times);
      if (end > now) break;
      const lag = end - (this.#written[this.#head] as Instant);
      this.#replayed++;
      this.#lagSum += lag;
      this.#lagMax = Math.max(this.#lagMax, lag);
      this.#left = this.#copy.plan.replay ?? 0;
      this.#since = end;
    }
    if (this.#head < 1024 || this.#head * 2 < this.#written.length) return;
    this.#written = this.#written.slice(this.#head);
    this.#mayBegin = this.#mayBegin.slice(this.#head);
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
