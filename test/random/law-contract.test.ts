/** The contract every law keeps: draws with the mean, the variance and the distribution it states, and the same draw in the same place. */
import { describe, expect, it } from 'vitest';
import { cdfOf, meanOf, varianceOf } from '../../src/random/law-moments.ts';
import { gammaFrom, hyperexponentialBalanced, lawFrom, type LawPlan, laws, lognormalFrom, paretoFrom } from '../../src/random/samplers.ts';
import { Streams } from '../../src/random/streams.ts';

const made = (plan: LawPlan | string): LawPlan => {
  if (typeof plan === 'string') throw new Error(plan);
  return plan;
};

const plans: readonly (readonly [string, LawPlan])[] = [
  ['constant', { law: 'constant', value: 12_500 }],
  ['uniform', { law: 'uniform', from: 2_000, to: 9_000 }],
  ['exponential', { law: 'exponential', mean: 12_000 }],
  ['lognormal, mild', made(lognormalFrom({ mean: 12_000, p99: 60_000 }))],
  ['lognormal, wild', made(lognormalFrom({ mean: 50_000, cv2: 4 }))],
  ['gamma, bursty', made(gammaFrom({ mean: 10_000, scv: 4 }))],
  ['gamma, regular', made(gammaFrom({ mean: 10_000, shape: 7.3 }))],
  ['Erlang of 4', made(gammaFrom({ mean: 10_000, shape: 4 }))],
  ['pareto with a variance', made(paretoFrom({ mean: 10_000, alpha: 6 }))],
  ['pareto without a variance', made(paretoFrom({ mean: 10_000, alpha: 1.5 }))],
  ['pareto without a mean', made(paretoFrom({ scale: 1_000, alpha: 0.8 }))],
  ['hyperexponential', made(hyperexponentialBalanced(10_000, 6))],
  ['empirical', { law: 'empirical', values: [1_000, 2_000, 2_000, 7_000, 40_000] }],
  ['mixture', { law: 'mixture', parts: [
    { share: 0.7, of: { law: 'exponential', mean: 3_000 } },
    { share: 0.2, of: { law: 'constant', value: 20_000 } },
    { share: 0.1, of: { law: 'uniform', from: 0, to: 100_000 } },
  ] }],
];

const n = 300_000;
const drawn = (plan: LawPlan, name: string): Float64Array => {
  const law = lawFrom(plan, new Streams('contract').named(name));
  const values = new Float64Array(n);
  for (let i = 0; i < n; i++) law.drawInto(values, i);
  return values;
};

/** The largest gap between the share of draws and the share stated, over all draws and just below each of them. */
const kolmogorov = (values: Float64Array, plan: LawPlan): number => {
  const sorted = values.slice().sort();
  let gap = 0;
  for (let i = 0; i < n; ) {
    let end = i + 1;
    while (end < n && sorted[end] === sorted[i]) end += 1;
    const below = cdfOf(plan, sorted[i] * (1 - 1e-15));
    gap = Math.max(gap, Math.abs(i / n - below), Math.abs(end / n - cdfOf(plan, sorted[i])));
    i = end;
  }
  return gap;
};

describe.each(plans)('%s', (name, plan) => {
  const values = drawn(plan, name);
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  const moment = (power: number): number => values.reduce((sum, x) => sum + (x - meanOf(plan)) ** power, 0) / n;

  it('draws with the mean it states, within 5 standard errors', () => {
    const variance = varianceOf(plan);
    if (variance === Infinity) return; // no standard error exists; the distribution below stands for it

    expect(Math.abs(mean - meanOf(plan))).toBeLessThanOrEqual(5 * Math.sqrt(variance / n) + 1e-9 * mean);
  });

  it('draws with the variance it states, within 5 standard errors', () => {
    const variance = varianceOf(plan);
    if (variance === Infinity) return;
    const error = Math.sqrt(Math.max(moment(4) - variance ** 2, 0) / n);

    expect(Math.abs(moment(2) - variance)).toBeLessThanOrEqual(5 * error + 1e-9 * variance);
  });

  it('draws with the distribution it states (Kolmogorov and Smirnov, one false alarm in a million)', () => {
    const critical = Math.sqrt(Math.log(2 / 1e-6) / 2 / n);

    expect(kolmogorov(values, plan)).toBeLessThan(critical);
  });

  it('draws finite times at or above zero', () => {
    expect(values.every(x => x >= 0 && x < Infinity)).toBe(true);
  });

  it('gives the same draw in the same place, one at a time or in any block', () => {
    const law = lawFrom(plan, new Streams('contract').named(name));

    for (let i = 0; i < 5_000; i++) expect(law.draw()).toBe(values[i]);
  });
});

describe('the catalogue of laws', () => {
  it('has a sentence for every law tested here, and a test for every law', () => {
    expect(new Set(plans.map(([, plan]) => plan.law))).toEqual(new Set(Object.keys(laws)));
    for (const says of Object.values(laws)) expect(says.length).toBeGreaterThan(15);
  });

  it('draws "never" from a constant that never ends', () => {
    const law = lawFrom({ law: 'constant', value: Infinity }, new Streams(1).named('never'));

    expect(law.draw()).toBe(Infinity);
    expect(meanOf({ law: 'constant', value: Infinity })).toBe(Infinity);
  });

  it('counts a repeated value of an empirical law as often as it is given', () => {
    expect(cdfOf({ law: 'empirical', values: [1, 2, 2, 3] }, 2)).toBe(0.75);
  });

  it('has infinite moments where the power law has none', () => {
    const heavy = made(paretoFrom({ scale: 1_000, alpha: 1 }));

    expect(meanOf(heavy)).toBe(Infinity);
    expect(varianceOf(heavy)).toBe(Infinity);
    expect(varianceOf({ law: 'mixture', parts: [{ share: 1, of: heavy }, { share: 0, of: heavy }] })).toBe(Infinity);
  });
});
