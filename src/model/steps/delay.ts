/** Steps that only take time: thinking in the application, and calls to somebody outside, which may fail. Whatever is held stays held. */

import { Rank } from '../../engine/calendar.ts';
import type { Simulation } from '../../engine/simulation.ts';
import { Outcome } from '../happening.ts';
import { type Request, Wake } from '../request.ts';
import { onward, type Step, type Verdict } from './step.ts';

export class DelayStep implements Step {
  readonly #simulation: Simulation;
  readonly #span: number;
  /** Place of the coin among the draws, and the share of calls that fail; a share of 0 needs no coin. */
  readonly #coin: number;
  readonly #fails: number;

  constructor(simulation: Simulation, span: number, coin = 0, fails = 0) {
    this.#simulation = simulation;
    this.#span = span;
    this.#coin = coin;
    this.#fails = fails;
  }

  begin(request: Request): Verdict {
    const span = request.demands[this.#span] as number;
    if (span <= 0) return this.resume(request);
    return request.park(this.#simulation.calendar, this.#simulation.after(span, Rank.completion, request, Wake.delayOver));
  }

  resume(request: Request): Verdict {
    if (this.#fails > 0 && (request.demands[this.#coin] as number) < this.#fails) return request.fails(Outcome.callFailed, 'the call outside failed');
    return onward;
  }
}
