/** Steps that decide where a request goes on: choose one of several ways, skip over the others, or walk several at once. */

import { Outcome } from '../happening.ts';
import type { Request } from '../request.ts';
import { onward, parked, type Step, type Verdict } from './step.ts';

/** Chooses a way by its share with the coin drawn at arrival, and goes on at the way's first step. */
export class ChooseStep implements Step {
  readonly #coin: number;
  readonly #ways: { readonly upTo: number; readonly start: number }[] = [];

  constructor(coin: number) {
    this.#coin = coin;
  }

  /** A way is taken when the coin is below `upTo`, a running sum of shares that ends at 1. `start` is the position of its first step. */
  way(upTo: number, start: number): void {
    this.#ways.push({ upTo, start });
  }

  begin(request: Request): Verdict {
    const coin = request.demands[this.#coin] as number;
    const chosen = this.#ways.find((way) => coin < way.upTo) ?? this.#ways[this.#ways.length - 1];
    request.at = (chosen?.start ?? request.at + 1) - 1;
    return onward;
  }

  resume(): Verdict {
    return onward;
  }
}

/** Goes on somewhere else. */
export class JumpStep implements Step {
  to = 0;

  begin(request: Request): Verdict {
    request.at = this.to - 1;
    return onward;
  }

  resume(): Verdict {
    return onward;
  }
}

/** Walks several branches at once, each as a request of its own beside this one, and goes on when all have ended. It fails as the first that failed. */
export class ParallelStep implements Step {
  readonly #branches: readonly (readonly Step[])[];

  constructor(branches: readonly (readonly Step[])[]) {
    this.#branches = branches;
  }

  begin(request: Request): Verdict {
    request.branches = this.#branches.length;
    request.branchOutcome = Outcome.served;
    for (const steps of this.#branches) request.life.branch(request, steps);
    return parked;
  }

  resume(request: Request): Verdict {
    return request.branchOutcome === Outcome.served ? onward : request.branchOutcome;
  }
}
