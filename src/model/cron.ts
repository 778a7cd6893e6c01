/** Jobs that start by the clock: several threads, each of which walks the route again and again, whatever becomes of it. */

import { Rank, type Sleeper } from '../engine/calendar.ts';
import type { Simulation } from '../engine/simulation.ts';
import type { Life, Origin, RequestClass } from './life.ts';
import type { Request } from './request.ts';
import type { CronPlan } from './traffic-plan.ts';

export class Cron implements Origin, Sleeper {
  readonly #simulation: Simulation;
  readonly #life: () => Life;
  readonly #requestClass: () => RequestClass;
  readonly #plan: CronPlan;
  readonly #name: string;
  /** Threads at work, over all starts that have not ended. */
  #working = 0;
  #started = 0;

  constructor(simulation: Simulation, name: string, plan: CronPlan, life: () => Life, requestClass: () => RequestClass) {
    this.#simulation = simulation;
    this.#name = name;
    this.#plan = plan;
    this.#life = life;
    this.#requestClass = requestClass;
  }

  begin(): void {
    for (const tick of this.#plan.ticks) this.#simulation.calendar.once(tick, Rank.incident, this, 0);
  }

  /** A start (0), or a thread's next walk: `what` is one more than the walks it still has to make. */
  wake(what: number): void {
    if (what > 0) {
      this.#life().start(this.#requestClass(), what - 1);
      return;
    }
    if (this.#working === 0) {
      this.#started++;
      this.#note('begin');
    }
    for (let thread = 0; thread < this.#plan.threads; thread++) {
      this.#working++;
      this.#life().start(this.#requestClass(), this.#plan.repeat - 1);
    }
  }

  over(request: Request): void {
    if (request.tag > 0) {
      this.#simulation.soon(this, request.tag);
      return;
    }
    this.#working--;
    if (this.#working === 0) this.#note('end');
  }

  #note(phase: 'begin' | 'end'): void {
    const { threads, repeat } = this.#plan;
    this.#life().witness.noted('cron', `${this.#name}#${this.#started}`, `${this.#name}: ${threads} thread${threads === 1 ? '' : 's'}${repeat === 1 ? '' : ` × ${repeat}`}`, phase);
  }
}

