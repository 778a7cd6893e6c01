/**
 * The step in which an instance works for a request: the driver reads rows, the application renders a page. The cores of the instance are shared by its
 * requests as those of a database are by its statements; a connection that is held meanwhile stays held. Without cores given it only takes time.
 */

import { Rank } from '../../engine/calendar.ts';
import type { Simulation } from '../../engine/simulation.ts';
import { type Request, Wake } from '../request.ts';
import { onward, type Step, type Verdict } from './step.ts';

export class AppWorkStep implements Step {
  readonly #simulation: Simulation;
  /** Place of its demand among the draws. */
  readonly #work: number;

  constructor(simulation: Simulation, work: number) {
    this.#simulation = simulation;
    this.#work = work;
  }

  begin(request: Request): Verdict {
    const work = request.demands[this.#work] as number;
    const cpu = request.instance?.cpu ?? null;
    if (work <= 0) return onward;
    if (cpu === null) return request.park(this.#simulation.calendar, this.#simulation.after(work, Rank.completion, request, Wake.delayOver));
    cpu.demand = work;
    return request.park(cpu, cpu.admit(request, Wake.delayOver));
  }

  resume(): Verdict {
    return onward;
  }
}
