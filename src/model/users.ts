/** Closed traffic: a fixed number of users, each of whom thinks, asks, waits for the answer, and thinks again. */

import { Rank, type Sleeper, type Slot } from '../engine/calendar.ts';
import { type Law, lawFrom } from '../random/samplers.ts';
import { ms } from '../units/time.ts';
import type { Outcome } from './happening.ts';
import type { Request } from './request.ts';
import type { Source, SourceParts } from './traffic.ts';

/** A user whose request ended in no time at all, and who does not think, rests this long: the world must go on. */
const rest = ms(1);

export class Users implements Source, Sleeper {
  readonly #parts: SourceParts;
  readonly #users: number;
  readonly #think: Law;
  readonly #drawn = new Float64Array(1);
  #times = 1;
  /** Users who think now, with the timers that wake them, and until when. */
  readonly #thinking = new Map<number, Slot>();
  readonly #until: number[] = [];

  constructor(parts: SourceParts, users: number, thinks: Parameters<typeof lawFrom>[0]) {
    this.#parts = parts;
    this.#users = users;
    this.#think = lawFrom(thinks, parts.stream('think'));
  }

  /** Every user begins with a think of its own. */
  begin(): void {
    for (let user = 0; user < this.#users; user++) this.#thinks(user, this.#parts.plan.from);
  }

  /** Thinking takes 1/times as long, what is left of thoughts under way too. */
  scale(times: number): void {
    const { simulation } = this.#parts;
    const before = this.#times;
    this.#times = Math.max(1e-6, times);
    for (const [user, slot] of this.#thinking) {
      simulation.calendar.leave(slot);
      this.#sleep(user, (((this.#until[user] as number) - simulation.now) * before) / this.#times);
    }
  }

  wake(user: number): void {
    this.#thinking.delete(user);
    if (this.#parts.simulation.now < this.#parts.plan.until) this.#parts.life().start(this.#parts.requestClass(), user);
  }

  over(request: Request, _outcome: Outcome): void {
    this.#thinks(request.tag, 0, request.arrivedAt === this.#parts.simulation.now);
  }

  #thinks(user: number, delay: number, atOnce = false): void {
    this.#think.drawInto(this.#drawn, 0);
    const span = (this.#drawn[0] as number) / this.#times;
    this.#sleep(user, delay + (atOnce && span < 1 ? rest : span));
  }

  #sleep(user: number, span: number): void {
    this.#until[user] = this.#parts.simulation.now + span;
    this.#thinking.set(user, this.#parts.simulation.after(span, Rank.arrival, this, user));
  }
}
