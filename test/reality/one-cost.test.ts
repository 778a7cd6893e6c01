/** What crowding costs PostgreSQL 15 is a cost per statement: one number serves statements of 40 µs and of 20 ms alike, and a share of the work does not. */

import { describe, expect, it } from 'vitest';
import { errorsOf, medianError, sweeps } from './one-cost.ts';

/** Noise of the measurements: repeats of one point differ by 10 to 25 % for the selects, by up to 12 % for the sums, by 4 % for the loop. */
const stated: { readonly [statement: string]: readonly [median: number, worst: number] } = {
  'loop of 5 ms': [0.03, 0.16], 'sum of 5 ms': [0.06, 0.17], 'sum of 20 ms': [0.06, 0.22], 'select of 40 µs': [0.2, 0.62],
};

describe('one cost of 0.7 µs per statement and unit of (n − cores)/cores', () => {
  it.each(sweeps)('predicts the throughput of the $statement on $cores core(s) within the stated errors', (sweep) => {
    const errors = errorsOf(sweep, 'postgresql-15');

    const [median, worst] = stated[sweep.statement] as readonly [number, number];
    expect(medianError(errors)).toBeLessThan(median);
    expect(Math.max(...errors.map(Math.abs))).toBeLessThan(worst);
  });

  it('is better than no cost at all where statements are short: less than half of the largest error', () => {
    const selects = sweeps.filter(({ statement }) => statement === 'select of 40 µs');

    for (const sweep of selects) expect(Math.max(...errorsOf(sweep, 'postgresql-15').map(Math.abs))).toBeLessThan(0.5 * Math.max(...errorsOf(sweep, 'none').map(Math.abs)));
  });
});

describe('the same as a share of the work (hyperbolic, k = 0.0173, which fits the selects on 2 cores)', () => {
  const law = { law: 'hyperbolic', k: 0.0173 };

  it('fits the selects it was fitted on', () => {
    expect(medianError(errorsOf(sweeps.at(-1) as (typeof sweeps)[number], law))).toBeLessThan(0.05);
  });

  it.each(sweeps.filter(({ statement }) => statement !== 'select of 40 µs'))('is wrong by more than a third at the end of the curve of the $statement on $cores core(s)', (sweep) => {
    expect(Math.max(...errorsOf(sweep, law).map(Math.abs))).toBeGreaterThan(0.36);
  });
});
