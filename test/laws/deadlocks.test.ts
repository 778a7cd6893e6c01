/** Workers that need several connections at once: when a pool can deadlock, and how long it takes. */

import { describe, expect, it } from 'vitest';
import type { RequestView } from '../../src/model/happening.ts';
import { type Agreement, expectAgreement, watch } from '../helpers/ensemble.ts';
import { Enough, Probe } from '../helpers/probe.ts';
import { casesOf, numberIn } from '../helpers/theory-cases.ts';
import { exponential, scenarioOf, span } from '../helpers/theory-scenarios.ts';

/** What a worker is doing: how many connections it holds and whether it waits for one more. */
interface Worker {
  readonly depth: number;
  readonly waitsInLine: boolean;
}

/** Looks at every sample whether each connection is held by someone who waits for another. */
class Gridlock extends Probe {
  readonly #connections: number;
  readonly #workers = new Set<Worker>();
  at: number | null = null;

  constructor(connections: number) {
    super(null, 0);
    this.#connections = connections;
  }

  override arrived(request: RequestView): void {
    this.#workers.add(request as unknown as Worker);
    super.arrived(request);
  }

  override sampled(): void {
    let stuck = 0;
    for (const worker of this.#workers) if (worker.waitsInLine) stuck += worker.depth;
    if (stuck < this.#connections) return;
    this.at = this.nowS;
    throw new Enough();
  }
}

describe('deadlock', () => {
  for (const one of casesOf('deadlock')) {
    const { workers, think, first, both, c } = one.params;
    it(`${one.id}: ${workers} workers that need two of ${c} connections ${one.metrics.reachable === 1 ? 'lock each other out' : 'never do'}`, { timeout: 300_000 }, () => {
      const mean = typeof one.metrics.t_deadlock_mean === 'number' ? one.metrics.t_deadlock_mean : null;
      const many = mean === null ? 10 : mean > 1000 ? 50 : 200;
      const [length, every] = mean === null ? [2000, 0.5] : [mean * 30, Math.max(mean / 600, 1e-3)];
      const scenario = scenarioOf({
        run: { length: span(length), every: span(every) }, databases: { db: { kind: 'plain' } }, pools: { main: { database: 'db', max: c } },
        routes: { task: [{ transaction: { pool: 'main', steps: [{ think: exponential(first) }, { nested: { pool: 'main', steps: [{ think: exponential(both) }] } }] } }] },
        traffic: { worker: { route: 'task', users: workers, think: exponential(think) } },
      });

      const runs = Array.from({ length: many }, (_, replication) => watch(scenario, one.id, replication, new Gridlock(c)));

      expect(runs.filter((run) => run.at !== null).length).toBe(one.metrics.reachable === 1 ? many : 0);
      if (mean === null) return;
      // A deadlock is seen half a sample late on average.
      const times = runs.map((run) => (run.at ?? Number.NaN) - every / 2);
      const comparisons: Agreement[] = [
        { what: `${one.id}: t_deadlock_mean`, theory: mean, values: times },
        { what: `${one.id}: tasks_mean`, theory: numberIn(one, 'tasks_mean'), values: runs.map((run) => run.classes[0]?.ended('served') ?? 0) },
      ];
      const spread = { what: `${one.id}: t_deadlock_sd squared`, theory: numberIn(one, 't_deadlock_sd') ** 2, values: times.map((at) => (at - mean) ** 2), tail: true };
      expectAgreement(many < 200 ? comparisons : [...comparisons, spread]);
    });
  }
});

describe('deadlock_table', () => {
  for (const one of casesOf('deadlock_table')) {
    const { workers, needed } = one.params;
    const safe = numberIn(one, 'min_safe_pool');
    // Each worker takes its connections one after another and in step with the others: the worst that can happen.
    const step = (left: number): unknown => (left === 0 ? { think: '1s' } : { [left === needed ? 'transaction' : 'nested']: { pool: 'main', steps: [{ think: '1s' }, step(left - 1)] } });
    const finished = (connections: number) => {
      const scenario = scenarioOf({
        run: { length: '10m', every: '10m' }, databases: { db: { kind: 'plain' } }, pools: { main: { database: 'db', max: connections } },
        routes: { task: [step(needed)] }, traffic: { worker: { route: 'task', size: workers, every: '1h' } },
      });
      return watch(scenario, 1, 0, new Probe(null, 0)).classes[0]?.ended('served');
    };

    it(`${one.id}: ${workers} workers that need ${needed} connections each pass with ${safe}${safe > needed ? ` and lock each other out with ${safe - 1}` : ''}`, () => {
      expect(finished(safe)).toBe(workers);
      if (safe > 1) expect(finished(safe - 1)).toBe(0);
    });
  }
});
