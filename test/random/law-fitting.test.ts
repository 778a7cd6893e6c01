/** From what people know of a time to the law that has it, or a sentence saying why no law has. */
import { describe, expect, it } from 'vitest';
import { cdfOf, meanOf, varianceOf } from '../../src/random/law-moments.ts';
import { gammaFrom, hyperexponentialBalanced, type LawPlan, type LognormalFacts, lognormalFrom, paretoFrom } from '../../src/random/samplers.ts';

const made = (plan: LawPlan | string): LawPlan => {
  if (typeof plan === 'string') throw new Error(plan);
  return plan;
};

describe('a lognormal law', () => {
  const pairs: LognormalFacts[] = [
    { mean: 12_000, p99: 60_000 }, { mean: 12_000, p95: 30_000 }, { median: 8_000, p95: 30_000 }, { median: 8_000, p99: 60_000 },
    { mean: 12_000, median: 8_000 }, { mean: 12_000, sd: 9_000 }, { mean: 12_000, cv2: 4 }, { p95: 20_000, p99: 50_000 },
    { median: 8_000, cv2: 1.5 }, { p99: 60_000, cv2: 2 },
  ];

  it.each(pairs.map(known => [Object.keys(known).join(' and '), known] as const))('has the %s it was made from', (_names, known) => {
    const plan = made(lognormalFrom(known));

    if (known.mean !== undefined) expect(meanOf(plan) / known.mean).toBeCloseTo(1, 12);
    if (known.median !== undefined) expect(cdfOf(plan, known.median)).toBeCloseTo(0.5, 12);
    if (known.p95 !== undefined) expect(cdfOf(plan, known.p95)).toBeCloseTo(0.95, 12);
    if (known.p99 !== undefined) expect(cdfOf(plan, known.p99)).toBeCloseTo(0.99, 12);
    if (known.sd !== undefined) expect(Math.sqrt(varianceOf(plan)) / known.sd).toBeCloseTo(1, 12);
    if (known.cv2 !== undefined) expect(varianceOf(plan) / meanOf(plan) ** 2 / known.cv2).toBeCloseTo(1, 12);
  });

  it('takes the less variable of the two laws that a mean and a percentile allow', () => {
    const plan = made(lognormalFrom({ mean: 10_000, p99: 140_000 }));

    expect(plan.law === 'lognormal' && plan.sigma).toBeLessThan(2.3263478740408408);
  });

  it('says why there is none', () => {
    expect(lognormalFrom({ mean: 60_000, p99: 12_000 })).toMatch(/p99 .* lies above its mean; 12 ms does not lie above 60 ms/);
    expect(lognormalFrom({ mean: 1_000, p99: 16_000 })).toMatch(/at most 14.97 times its mean; 16 ms is more than that of 1 ms/);
    expect(lognormalFrom({ mean: 5_000, median: 6_000 })).toMatch(/mean .* lies above its median/);
    expect(lognormalFrom({ mean: 5_000 })).toMatch(/exactly two/);
    expect(lognormalFrom({ mean: 0, p99: 10 })).toMatch(/above zero/);
    expect(lognormalFrom({ median: 5, sd: 1 })).toMatch(/sd .* goes with its mean/);
    expect(lognormalFrom({ sd: 5, cv2: 1 })).toMatch(/needs its median/);
  });
});

describe('the other laws', () => {
  it('a balanced hyperexponential law has its mean and its variability, each phase with half the work', () => {
    const plan = made(hyperexponentialBalanced(10_000, 4));
    const parts = plan.law === 'hyperexponential' ? plan.parts : [];

    expect(meanOf(plan)).toBeCloseTo(10_000, 8);
    expect(varianceOf(plan) / 1e8).toBeCloseTo(4, 10);
    expect(parts[0].share * parts[0].mean).toBeCloseTo(parts[1].share * parts[1].mean, 8);
    expect(hyperexponentialBalanced(10_000, 0.5)).toMatch(/at least 1/);
  });

  it('a gamma law has its mean with a shape or a squared coefficient of variation', () => {
    expect(meanOf(made(gammaFrom({ mean: 10_000, shape: 3 })))).toBeCloseTo(10_000, 8);
    expect(varianceOf(made(gammaFrom({ mean: 10_000, scv: 0.2 }))) / 1e8).toBeCloseTo(0.2, 12);
    expect(gammaFrom({ mean: 10_000, scv: 0 })).toMatch(/shape/);
    expect(gammaFrom({ mean: -1, shape: 1 })).toMatch(/mean/);
  });

  it('a pareto law has its mean or its least time', () => {
    expect(meanOf(made(paretoFrom({ mean: 10_000, alpha: 1.2 })))).toBeCloseTo(10_000, 8);
    expect(made(paretoFrom({ scale: 500, alpha: 0.9 }))).toEqual({ law: 'pareto', scale: 500, alpha: 0.9 });
    expect(paretoFrom({ mean: 10_000, alpha: 1 })).toMatch(/no finite mean/);
    expect(paretoFrom({ scale: 0, alpha: 1 })).toMatch(/above zero/);
  });
});
