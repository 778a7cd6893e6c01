/** The contention laws as a fit sees them: their parameters, where to begin looking for them, and the plan that values of them make. */

import type { ContentionPlan } from '../model/database/contention.ts';

export interface LawParameter {
  readonly name: string;
  readonly says: string;
  /** Values to begin from; some laws scale with the cores. */
  readonly starts: (cores: number) => readonly number[];
  /** A fit stays between these; at the lower end the law takes nothing any more. */
  readonly least: number;
  readonly most: number;
}

export interface LawForm {
  readonly law: ContentionPlan['law'];
  readonly parameters: readonly LawParameter[];
  /** The law with these values, as the predictor uses it. */
  readonly plan: (values: readonly number[]) => ContentionPlan;
}

const slope = (name: string, says: string): LawParameter => ({ name, says, starts: () => [0.003, 0.1], least: 1e-7, most: 1000 });

/**
 * Simplest first. `perStatement` charges each statement a cost that grows as `hyperbolic` slows all down: for statements of one size they are one curve
 * (k = cost/CPU), so its parameter is fitted as that k. `table` is left out: it repeats the measurements and predicts nothing between them.
 */
export const lawForms: readonly LawForm[] = [
  { law: 'none', parameters: [], plan: () => ({ law: 'none' }) },
  { law: 'perStatement', parameters: [slope('cost', 'CPU per statement and unit of (n − cores)/cores')], plan: ([k = 0]) => ({ law: 'hyperbolic', k }) },
  { law: 'hyperbolic', parameters: [slope('k', 'slow-down per unit of (n − cores)/cores')], plan: ([k = 0]) => ({ law: 'hyperbolic', k }) },
  { law: 'trub', parameters: [{ ...slope('a', 'loss per unit of (n − cores)/cores'), starts: () => [0.001, 0.02] }], plan: ([a = 0]) => ({ law: 'trub', a }) },
  {
    law: 'usl',
    parameters: [
      { name: 'alpha', says: 'contention', starts: () => [0.02], least: 1e-9, most: 1 },
      { name: 'beta', says: 'coherency', starts: () => [0.001, 1e-5], least: 1e-12, most: 1 },
    ],
    plan: ([alpha = 0, beta = 0]) => ({ law: 'usl', alpha, beta }),
  },
  {
    law: 'levelling',
    parameters: [
      { name: 'sigma', says: 'contention below the cores', starts: () => [0.02], least: 1e-7, most: 1 },
      { name: 'alphaMax', says: 'largest slow-down far above the cores', starts: () => [0.1, 1], least: 1e-6, most: 1000 },
      { name: 'half', says: 'excess statements at which half of it is reached', starts: (cores) => [cores / 4, 4 * cores], least: 1e-3, most: 1e6 },
    ],
    plan: ([sigma = 0, alphaMax = 0, half = 1]) => ({ law: 'levelling', sigma, alphaMax, half }),
  },
];

/** On fewer cores than this, sigma of `levelling` does what a larger CPU does: there is no shape to tell it by. */
const coresForSigma = 4;

/** The form of a law on so many cores: `levelling` without its sigma where that cannot be seen. */
export function formOn(form: LawForm, cores: number): LawForm {
  if (form.law !== 'levelling' || cores >= coresForSigma) return form;
  return { ...form, parameters: form.parameters.slice(1), plan: ([alphaMax = 0, half = 1]) => ({ law: 'levelling', sigma: 0, alphaMax, half }) };
}
