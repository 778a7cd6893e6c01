/** A pool that fails at once when it is exhausted is M/G/c/c: Erlang B, whatever the law of the hold. */

import { testFamily } from '../helpers/family.ts';
import { lawOf, onePool, perSecond, unlimited } from '../helpers/theory-scenarios.ts';

testFamily('mmcc', {
  scenario: ({ params }, timing) => {
    const held = (blocked: unknown) => onePool(timing, { db: unlimited, pool: { max: params.c, maxWaiting: 0 }, query: { blocked }, traffic: { rate: perSecond(params.lambda) } });
    const mean = params.mean_hold;
    return { variants: { exponential: held(lawOf('exp', mean)), constant: held(lawOf('det', mean)), hyperexponential: held(lawOf({ h2: 4 }, mean)) } };
  },
  warmUp: ({ params }) => 50 * params.mean_hold,
  work: ({ params }) => params.mean_hold,
  says: ({ params }) => `${params.c} connections that nobody waits for refuse as Erlang B says at ${params.lambda * params.mean_hold} erlangs`,
});
