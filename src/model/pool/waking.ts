/**
 * Hand-over by publishing: a connection that comes back lies open to everybody while the first in line is being woken. A newcomer who asks before that thread
 * runs takes it, and the one woken in vain waits again, at the end of the line or where it was. How long a thread needs is for the scheduler to say: 0 by default,
 * and then nobody is robbed. Pool notes §2 (publish) and §8.
 */

import { Rank, type Sleeper } from '../../engine/calendar.ts';
import type { Duration } from '../../units/time.ts';
import type { Pool } from './pool.ts';

export class Waking implements Sleeper {
  /** How long a woken thread needs before it looks. */
  delay: Duration = 0;
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
    this.policyChanged();
  }

  policyChanged(): void {
    this.delay = this.#pool.group.policy.wakesAfter;
  }

  /** A connection is about to lie open: the first in line is called to it. Nobody has it yet. */
  call(): null {
    if (this.#pool.waiting.count > 0) this.#pool.simulation.after(this.delay, Rank.completion, this, 0);
    return null;
  }

  /** The woken one looks. */
  wake(): void {
    const { waiting, shelf, group, simulation, checks } = this.#pool;
    if (waiting.count === 0) return;
    const idle = shelf.next;
    if (idle === null && group.policy.robbed === 'stays') return;
    const request = waiting.callNext(idle !== null && checks.keepsDeadline);
    if (request === null) return;
    if (idle !== null) {
      shelf.take(idle);
      group.idle.change(-1);
      return this.#pool.handTo(idle, request);
    }
    request.waited -= simulation.now - request.askedAt; // the wait goes on
    waiting.join(request, null);
  }
}
