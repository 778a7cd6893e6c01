/** Who is served first leaves the mean wait alone and changes its spread: M/M/c first come, last come, at random. */

import { classIn } from '../helpers/ensemble.ts';
import { type Reading, testFamily, waitVariance } from '../helpers/family.ts';
import { numberIn } from '../helpers/theory-cases.ts';
import { exponential, onePool, perSecond, unlimited } from '../helpers/theory-scenarios.ts';

const orders = ['fifo', 'lifo', 'random'] as const;

testFamily('mmc_order', {
  scenario: ({ params }, timing) => ({
    variants: Object.fromEntries(orders.map((order) => [order, onePool(timing, { db: unlimited, pool: { max: params.c, order }, query: { blocked: exponential(params.mean_hold) }, traffic: { rate: perSecond(params.lambda) } })])),
  }),
  readings: (one, variant) => {
    const above = numberIn(one, `wq_p99_${variant}`);
    const spread: { readonly [metric: string]: Reading } = { [`wq_sd_${variant}`]: waitVariance(one, `wq_sd_${variant}`), [`wq_p99_${variant}`]: { kind: 'share', tail: true, theory: 0.01, of: (sight) => classIn(sight).waitServed.shareAbove(above) } };
    return { ...Object.fromEntries(orders.flatMap((order) => [[`wq_sd_${order}`, null], [`wq_p99_${order}`, null]])), ...spread };
  },
  work: ({ params }) => params.mean_hold,
  says: ({ params }) => `${params.c} connections at ${((100 * params.lambda * params.mean_hold) / params.c).toFixed(0)} % load`,
});
