/** The fit against published optima: least squares of the universal scalability law and of the levelling curve, to the digits of the references. */

import { levenbergMarquardt } from 'ml-levenberg-marquardt';
import { expect, it } from 'vitest';
import { fitted } from '../../src/calibrate/fit.ts';
import { lawForms } from '../../src/calibrate/law-forms.ts';
import type { Observation } from '../../src/calibrate/observation.ts';
import { type Case, casesOf, numberIn } from '../helpers/theory-cases.ts';

const observed = (one: Case): Observation[] => {
  const { n, x } = one.params as unknown as { n: number[]; x: number[] };
  return n.map((clients, i) => ({ clients, perS: x[i] ?? 0, latencyMs: null, percentilesMs: null, cpuMs: null, workload: null, from: `${one.id}:${i + 1}` }));
};
const form = (law: string) => lawForms.find((one) => one.law === law)!;

for (const one of casesOf('usl_fit')) {
  it(`${one.id}: finds the least squares of the universal scalability law`, () => {
    const observations = observed(one);
    const top = Math.max(...observations.map(({ perS }) => perS));

    const { demands } = fitted(levenbergMarquardt, { observations, cores: Number.POSITIVE_INFINITY, form: form('usl'), noOutside: true, scale: () => top });

    expect(1 / demands.cpuS / numberIn(one, 'gamma')).toBeCloseTo(1, 7);
    expect(demands.law[0]! / numberIn(one, 'sigma')).toBeCloseTo(1, 5);
    expect(demands.law[1]! / numberIn(one, 'kappa')).toBeCloseTo(1, 5);
  });
}

for (const one of casesOf('curve_fit')) {
  it(`${one.id}: finds the cores and the relative least squares of the levelling curve`, () => {
    const { cores_min, cores_max } = one.params as unknown as { cores_min: number; cores_max: number };
    const observations = observed(one);

    const fits = Array.from({ length: cores_max - cores_min + 1 }, (_, i) => fitted(levenbergMarquardt, { observations, cores: cores_min + i, form: form('levelling'), noOutside: true }));
    const { demands, rss } = fits.reduce((best, fit) => (fit.rss < best.rss ? fit : best));

    expect(demands.cores).toBe(numberIn(one, 'cores'));
    expect(1 / demands.cpuS / numberIn(one, 'gamma')).toBeCloseTo(1, 6);
    expect(demands.law[0]! / numberIn(one, 'sigma')).toBeCloseTo(1, 4);
    expect(demands.law[1]! / numberIn(one, 'alpha_max')).toBeCloseTo(1, 4);
    expect(demands.law[2]! / numberIn(one, 'half')).toBeCloseTo(1, 4);
    expect(Math.sqrt(rss / observations.length) / numberIn(one, 'rms_rel')).toBeCloseTo(1, 6);
  });
}
