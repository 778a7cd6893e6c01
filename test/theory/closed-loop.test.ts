/** The closed loop at several crowds: the same numbers as the closed model with a pool as large as the crowd, and its limits. */

import { expect, it } from 'vitest';
import { speed } from '../../src/model/database/contention.ts';
import { closedLoops } from '../../src/theory/closed-loop.ts';
import { callersBeforeDatabase } from '../../src/theory/shared-database.ts';

const busy = (cores: number) => (n: number) => Math.min(n, cores);

it('gives what the closed model with a pool that nobody waits for gives, for every law and crowd', () => {
  const laws = [{ law: 'none' }, { law: 'hyperbolic', k: 0.05 }, { law: 'usl', alpha: 0.03, beta: 0.0005 }, { law: 'levelling', sigma: 0.03, alphaMax: 0.6, half: 4 }] as const;
  const crowds = [1, 2, 7, 40, 600];

  for (const plan of laws) {
    for (const delay of [1e-6, 0.003, 0.08, 4]) {
      const found = closedLoops({ crowds, delay, work: 0.01, speed: (n) => speed(plan, 4, n), busy: busy(4) });

      for (const [i, callers] of crowds.entries()) {
        const reference = callersBeforeDatabase({ callers, think: delay, work: 0.01, size: callers, speed: (n) => speed(plan, 4, n) });
        expect(found[i]!.throughput / reference.throughput).toBeCloseTo(1, 9);
      }
    }
  }
});

it('is speed/work without a delay, and clients/(work + delay) where nobody shares', () => {
  const [none] = closedLoops({ crowds: [64], delay: 0, work: 0.002, speed: (n) => speed({ law: 'hyperbolic', k: 0.1 }, 8, n), busy: busy(8) });
  const [alone] = closedLoops({ crowds: [3], delay: 0.5, work: 0.01, speed: (n) => n, busy: (n) => n });

  expect(none!.throughput).toBeCloseTo(8 / (1 + 0.1 * 7) / 0.002, 6);
  expect(none!.busyMean).toBe(8);
  expect(alone!.throughput).toBeCloseTo(3 / 0.51, 9);
  expect(alone!.busyMean).toBeCloseTo((3 / 0.51) * 0.01, 9);
});
