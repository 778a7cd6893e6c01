/** A pool that fails at once when it is exhausted is M/G/c/c: Erlang B, whatever the law of the hold. */

import { testFamily } from '../helpers/family.ts';
import { lawOf, onePool, perSecond, unlimited } from '../helpers/theory-scenarios.ts';

testFamily('mmcc', {
  seed: 102,
  requests: 20_000,
  scenario: ({ params }, timing) => {
    const held = (blocked: unknown) => onePool(timing, { db: unlimited, pool: { max: params.c, maxWaiting: 0 }, query: { blocked }, traffic: { rate: perSecond(params.lambda) } });
    const mean = params.mean_hold;
    return { variants: { exponential: held(lawOf('exp', mean)), constant: held(lawOf('det', mean)), lognormal: held(lawOf({ lognormal: 4 }, mean)), hyperexponential: held(lawOf({ h2: 4 }, mean)) } };
  },
  says: ({ params }) => `${params.c} connections that nobody waits for refuse as Erlang B says at ${params.lambda * params.mean_hold} erlangs`,
});
