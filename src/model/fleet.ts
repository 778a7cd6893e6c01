/** Instances of an app, each with its own copies of the app's pools; the app deals each request to one of them. */

import { Share } from '../engine/share.ts';
import type { Simulation } from '../engine/simulation.ts';
import type { Stream } from '../random/streams.ts';
import type { AppPlan } from './scenario.ts';

/** One running copy of an app. */
export interface Instance {
  readonly index: number;
  /** Requests under way. */
  busy: number;
  /** Restarting: it takes no requests. */
  away: boolean;
  /** Its processor, which its requests share; null: more than they ever need. */
  readonly cpu: Share | null;
}

export class App {
  readonly name: string;
  readonly instances: readonly Instance[];
  readonly #balance: AppPlan['balance'];
  readonly #coins: Stream;
  #turn = 0;

  constructor(name: string, plan: Pick<AppPlan, 'instances' | 'balance' | 'cores'>, simulation: Simulation, coins: Stream) {
    this.name = name;
    this.instances = Array.from({ length: plan.instances }, (_, index) => ({
      index, busy: 0, away: false, cpu: Number.isFinite(plan.cores) ? new Share(simulation, plan.cores, (n) => Math.min(n, plan.cores)) : null,
    }));
    this.#balance = plan.balance;
    this.#coins = coins;
  }

  /** The instance that gets the next request; one that is away only when all are. */
  next(): Instance {
    const { instances } = this;
    if (instances.length === 1) return instances[0] as Instance;
    for (let tries = 0; tries < instances.length; tries++) {
      const chosen = this.#choose();
      if (!chosen.away) return chosen;
    }
    return instances.find((instance) => !instance.away) ?? (instances[0] as Instance);
  }

  #choose(): Instance {
    const { instances } = this;
    if (this.#balance === 'random') return instances[Math.floor(this.#coins.uniform() * instances.length)] as Instance;
    if (this.#balance === 'leastBusy') return instances.reduce((least, one) => (one.away || (!least.away && least.busy <= one.busy) ? least : one));
    const chosen = instances[this.#turn] as Instance;
    this.#turn = (this.#turn + 1) % instances.length;
    return chosen;
  }
}
