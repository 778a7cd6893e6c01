/** The experiments of `npm run coverage` with fewer repetitions: each interval must still be able to be what it says, beyond 1 in 10,000. */

import { describe, expect, it } from 'vitest';
import { neighbours, savingOf } from './common-numbers.ts';
import { drawn } from './drawn.ts';
import { simulated } from './pools.ts';
import { breaks, type Covered, exactCoverage } from './trial.ts';
import { longRuns } from './waits.ts';
import { clopperPearson } from '../../src/stats/proportions.ts';

const all = [...simulated.map((make) => make()), ...longRuns, ...drawn];

describe('an interval holds the truth as often as it says', { timeout: 120_000 }, () => {
  it.each(all.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const covered = one.run(one.quick);

    expect(covered.filter(breaks).map(({ what, covered: times, repetitions }) => `${what}: ${times} of ${repetitions}`)).toEqual([]);
  });
});

describe('common random numbers', { timeout: 120_000 }, () => {
  it('make the difference of neighbouring sizes surer, ten-fold at least in latency, and hardly across a change of regime', () => {
    const [next, near, far] = neighbours(30).map(savingOf);

    // 400 runs: 29, 6 and 1.3 for latency. A ratio of variances of 30 runs is within a factor of 2 in 99 of 100.
    expect(next?.latency).toBeGreaterThan(10);
    expect(next?.timeouts).toBeGreaterThan(2);
    expect(near?.latency).toBeGreaterThan(2);
    expect(far?.latency).toBeLessThan(3);
  });
});

describe('the verdict on an experiment', () => {
  const seen = (advice: Covered['advice'], covered: number, repetitions: number): Covered => ({ trial: '', truth: '', what: '', advice, covered, repetitions, exactly: null });

  it('is strict with two thousand repetitions and sure of itself with fewer', () => {
    expect([1859, 1860, 1940, 1941].map((covered) => breaks(seen('rely', covered, 2000)))).toEqual([true, false, false, true]);
    expect(breaks(seen('atLeast', 2000, 2000))).toBe(false);
    expect(breaks(seen('avoid', 1900, 2000))).toBe(true);
    expect([breaks(seen('rely', 180, 200)), breaks(seen('rely', 150, 200))]).toEqual([false, true]);
  });

  it('knows what an exact interval for counts covers', () => {
    expect(exactCoverage(10, 0.5, () => ({ low: 0, high: 1 }))).toBeCloseTo(1, 12);
    // Published: Clopper and Pearson for 10 trials of 1/2 leave out 0, 1, 9 and 10 hits: 1 - 22/1024.
    expect(exactCoverage(10, 0.5, (hits) => clopperPearson(hits, 10))).toBeCloseTo(1 - 22 / 1024, 12);
  });
});
