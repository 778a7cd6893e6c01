/**
 * The adder of a pool: workers that open connections one after another for whoever waits first, and to keep the minimum idle. Demand arrives as
 * tasks in a queue, as in an executor: a worker takes a task, opens a connection if one is still missing, rests, and takes the next. After a
 * refusal it rests longer each time and looks again whether one is missing. Source: HikariCP, `PoolEntryCreator`, `addBagItem`, `fillPool` (pool notes §3.1).
 */

import { Rank, type Sleeper } from '../../engine/calendar.ts';
import type { Duration } from '../../units/time.ts';
import type { Connection, Opener } from './connection.ts';
import type { Pool } from './pool.ts';

export class Adder {
  readonly #pool: Pool;
  readonly #workers: Worker[] = [];
  /** Tasks that no worker has taken yet, and workers with a task. */
  #queued = 0;
  #busy = 0;
  /** Where callers raise a target: how many connections there are to be. */
  #target = 0;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** A caller waits, one more than before or one less to be served: is a task for it in the queue? */
  demand(): void {
    const { waiting, group } = this.#pool;
    if (waiting.count === 0) return;
    switch (group.policy.open.tasks) {
      case 'perCaller': return waiting.count > this.#queued ? this.#submit() : undefined;
      case 'looping': return waiting.count >= this.#queued + this.#busy ? this.#submit() : undefined;
      case 'batches': return this.#raiseTarget();
      case 'eager': return waiting.count >= this.#queued ? this.#submit() : undefined;
    }
  }

  /** A connection was closed, or the housekeeper came by: tasks for what is missing to the minimum. */
  refill(): void {
    const { waiting, shelf, roster, group } = this.#pool;
    const { max, minimum, open, refill } = group.policy;
    if (refill === 'never' || roster.count >= max) return;
    const missing = minimum - (refill === 'idle' ? shelf.count : roster.count);
    if (open.tasks === 'looping') {
      if (missing > 0 || waiting.count - this.#queued - this.#busy > shelf.count) this.#submit();
      return;
    }
    if (open.tasks === 'batches') {
      this.#target = Math.max(minimum, waiting.count > 0 ? this.#target : 0);
      return this.#openToTarget();
    }
    const tasks = open.tasks === 'eager' ? Math.min(max - roster.count, missing) - this.#queued : missing;
    for (let i = 0; i < tasks; i++) this.#submit();
  }

  /** Whether another connection is missing. */
  get wanted(): boolean {
    const { waiting, shelf, roster, group } = this.#pool;
    const { max, minimum, open, refill } = group.policy;
    if (roster.count >= max) return false;
    if (open.tasks === 'batches') return true;
    return (open.tasks === 'eager' ? waiting.count > 0 : waiting.count > shelf.count) || (refill === 'all' ? roster.count : shelf.count) < minimum;
  }

  /** A worker without a task takes the next one. */
  nextTask(worker: Worker): void {
    while (this.#queued > 0) {
      this.#queued--;
      if (this.wanted) return worker.open();
    }
    this.#busy--;
    worker.busy = false;
  }

  /** One more waits than can be served: the target grows by a batch, unless it is ahead of demand already. Source: c3p0, `prelimCheckoutResource`. */
  #raiseTarget(): void {
    const { waiting, roster, group } = this.#pool;
    const { max, minimum, open } = group.policy;
    const desired = roster.count - roster.openingCount + waiting.count;
    this.#target = Math.max(this.#target, minimum);
    if (desired >= this.#target) this.#target = Math.min(max, Math.max(desired, this.#target + open.batch));
    this.#openToTarget();
  }

  #openToTarget(): void {
    const { roster } = this.#pool;
    const missing = this.#target - (roster.count - roster.openingCount) - this.#queued - this.#busy;
    for (let i = 0; i < missing; i++) this.#submit();
  }

  /** A new task: a free worker begins at once, otherwise it queues; more tasks than connections are pointless. */
  #submit(): void {
    const { open, max } = this.#pool.group.policy;
    if (this.#busy >= open.atOnce) {
      if (this.#queued < max) this.#queued++;
      return;
    }
    if (!this.wanted) return;
    let worker = this.#workers.find((one) => !one.busy);
    if (worker === undefined) {
      worker = new Worker(this.#pool, this);
      this.#workers.push(worker);
    }
    this.#busy++;
    worker.busy = true;
    worker.open();
  }
}

/** One thread of the adder. */
class Worker implements Opener, Sleeper {
  busy = false;
  readonly #pool: Pool;
  readonly #adder: Adder;
  #backoff: Duration = 0;
  #refusals = 0;
  /** Its task ended with an opening; otherwise it tries again if one is still missing. */
  #done = false;

  constructor(pool: Pool, adder: Adder) {
    this.#pool = pool;
    this.#adder = adder;
  }

  open(): void {
    this.#backoff = 0;
    this.#refusals = 0;
    this.#pool.opening.openBy(this);
  }

  openingOver(connection: Connection, admitted: boolean): void {
    const { group, simulation, roster, waiting } = this.#pool;
    const { pause, backoff, tasks, attempts } = group.policy.open;
    this.#done = admitted && tasks !== 'looping';
    if (admitted) {
      this.#backoff = 0;
      roster.nowOpen(connection);
      this.#pool.offer(connection);
    } else {
      group.refused++;
      if (this.#pool.tracer !== null) this.#pool.tell('refused', connection, null, connection.database.admission.refusalText(connection));
      roster.neverOpened(connection);
      this.#refusals++;
      this.#backoff = this.#backoff === 0 ? backoff.first : Math.min(backoff.cap, this.#backoff * backoff.factor);
    }
    if (this.#refusals >= attempts) {
      this.#done = true;
      this.#refusals = 0;
      waiting.failAll(group.policy.messages.allRefused);
    }
    simulation.after(admitted ? pause : this.#backoff, Rank.incident, this, 0);
  }

  /** Its rest is over. */
  wake(): void {
    if (!this.#done && this.#adder.wanted) this.#pool.opening.openBy(this);
    else this.#adder.nextTask(this);
  }
}
