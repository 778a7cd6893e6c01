/**
 * Background workers that open connections from a list of jobs, for whoever is first in line: psycopg_pool's `AddConnection` tasks. The pool grows
 * by one job at a time, which orders the next while somebody waits; what is thrown away is replaced at once; a job that fails is tried again
 * after a growing pause, keeps its place among the connections meanwhile, and is given up in the end.
 * Source: psycopg/psycopg `psycopg_pool/pool.py`, `_maybe_grow_pool`, `_add_connection`, `AttemptWithBackoff` (pool notes §3.5).
 */

import { Rank, type Sleeper } from '../../engine/calendar.ts';
import type { Stream } from '../../random/streams.ts';
import { type Duration, forever, type Instant } from '../../units/time.ts';
import type { Connection, Opener } from './connection.ts';
import type { Pool } from './pool.ts';
import { fill } from './words.ts';

/** One connection to be opened, however many attempts that takes. */
class Job implements Opener, Sleeper {
  readonly workers: Workers;
  /** The one job that makes the pool larger; others fill it or replace what was lost. */
  readonly grows: boolean;
  begunAt: Instant = 0;
  pause: Duration = 0;
  giveUpAt: Instant = 0;

  constructor(workers: Workers, grows: boolean) {
    this.workers = workers;
    this.grows = grows;
  }

  openingOver(connection: Connection, admitted: boolean): void {
    this.workers.attemptOver(this, connection, admitted);
  }

  /** The pause after a failed attempt is over. */
  wake(): void {
    this.workers.takeUp(this);
  }
}

export class Workers {
  readonly #pool: Pool;
  readonly #coins: Stream;
  /** Jobs that no worker has taken up yet, first come first. */
  readonly #list: Job[] = [];
  #busy = 0;
  #resting = 0;
  #growing = false;

  constructor(pool: Pool, coins: Stream) {
    this.#pool = pool;
    this.#coins = coins;
  }

  /** Connections promised but not being opened at this moment: their jobs wait for a worker, or for their next attempt. */
  get promised(): number {
    return this.#list.length + this.#resting;
  }

  /** Somebody waits: unless the pool is growing already, it grows by one. */
  demand(): void {
    if (this.#growing || this.#size >= this.#pool.group.policy.max) return;
    this.#growing = true;
    this.#order(true);
  }

  /** Something was thrown away: another takes its place, whether anybody waits or not. */
  replace(): void {
    this.#order(false);
  }

  /** Opens what is missing to the minimum. */
  refill(): void {
    for (let missing = this.#pool.group.policy.minimum - this.#size; missing > 0; missing--) this.#order(false);
  }

  /** A job is ready to be done: a worker takes it up, or it waits for one. */
  takeUp(job: Job): void {
    this.#resting--;
    this.#list.push(job);
    this.#work();
  }

  /** An attempt ended, one way or the other. */
  attemptOver(job: Job, connection: Connection, admitted: boolean): void {
    const { roster } = this.#pool;
    this.#busy--;
    if (admitted) {
      roster.nowOpen(connection);
      this.#pool.offer(connection);
      if (job.grows) this.#growOn();
    } else {
      this.#pool.group.refused++;
      const why = connection.database.admission.refusalText(connection);
      if (this.#pool.tracer !== null) this.#pool.tell('refused', connection, null, why);
      roster.neverOpened(connection);
      this.#failed(job, why);
    }
    this.#work();
  }

  get #size(): number {
    return this.#pool.roster.count + this.promised;
  }

  #order(grows: boolean): void {
    this.#list.push(new Job(this, grows));
    this.#work();
  }

  #work(): void {
    const { simulation, opening, group } = this.#pool;
    while (this.#list.length > 0 && this.#busy < group.policy.open.atOnce) {
      const job = this.#list.shift() as Job;
      this.#busy++;
      job.begunAt = simulation.now;
      opening.openBy(job);
    }
  }

  /** The growing job is done; it orders the next while the pool is below its minimum, or somebody is in line and there is room. */
  #growOn(): void {
    const { minimum, max } = this.#pool.group.policy;
    this.#growing = this.#size < minimum || (this.#size < max && this.#pool.waiting.lineLength > 0);
    if (this.#growing) this.#order(true);
  }

  /** Rests and tries again, or gives up: the attempt that began when the time was over was the last. Pauses count from the failure, the time from the first attempt. */
  #failed(job: Job, why: string): void {
    const { first, factor, cap, jitter = 0, giveUpAfter = forever } = this.#pool.group.policy.open.backoff;
    const { simulation } = this.#pool;
    this.#log(this.#pool.group.policy.messages.openFailed, why);
    if (job.giveUpAt > 0 && job.begunAt >= job.giveUpAt) {
      this.#log(this.#pool.group.policy.messages.gaveUp, why);
      if (job.grows) this.#growing = false;
      return;
    }
    if (job.pause === 0) {
      job.giveUpAt = job.begunAt + giveUpAfter;
      job.pause = Math.round(first * (1 - jitter + 2 * jitter * this.#coins.uniform()));
    } else job.pause = Math.min(cap, job.pause * factor);
    if (job.begunAt + job.pause > job.giveUpAt) job.pause = Math.max(0, job.giveUpAt - job.begunAt);
    this.#resting++;
    simulation.after(job.pause, Rank.incident, job, 0);
  }

  #log(template: string, why: string): void {
    const { life, policy } = this.#pool.group;
    if (template !== '') life.witness.logged(this.#pool.name, fill(template, this.#pool, 0, null, policy.open.backoff.giveUpAfter ?? forever).replace('{why}', why));
  }
}
