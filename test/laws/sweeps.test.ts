/** Pool-size sweeps of the core model at the sizes that matter: the ends of the feasible band, the best ones, and one far beyond. */

import { describe, it } from 'vitest';
import { expectAgreement, sightsOf } from '../helpers/ensemble.ts';
import { replications, usual } from '../helpers/family.ts';
import { casesOf, rowIn } from '../helpers/theory-cases.ts';
import { exponential, onePool, perSecond, scenarioOf, span } from '../helpers/theory-scenarios.ts';

describe('sweep', () => {
  for (const one of casesOf('sweep')) {
    const { lambda, mean_work, timeout, db, c_max } = one.params;
    const named = ['c_min_feasible', 'c_max_feasible', 'c_best_timeout', 'c_best_response', 'c_max_throughput'].map((metric) => one.metrics[metric]).filter((c) => typeof c === 'number');
    const smaller = Math.max(1, Math.min(...named) - 1);
    for (const c of new Set([...named, smaller, c_max])) {
      it(`${one.id}: ${c} connections`, { timeout: 300_000 }, () => {
        const measured = 12_000 / lambda;
        const scenario = scenarioOf(onePool({ warmUp: Math.max(10 * (timeout as number), 50 * mean_work), measured }, { db, pool: { max: c, acquireTimeout: span(timeout as number) }, query: { cpu: exponential(mean_work) }, traffic: { rate: perSecond(lambda) } }));

        const sights = sightsOf(scenario, { seed: `${one.id}/${c}`, replications });

        const control = { values: sights.map(({ probe }) => probe.classes[0]?.work ?? Number.NaN), mean: lambda * measured * mean_work };
        expectAgreement([
          { what: `${one.id}/${c} p_timeout`, theory: rowIn(one, 'p_timeout')[c - 1] as number, control, values: sights.map(usual.p_timeout.of), precision: 0.15, smallest: 5e-3 },
          { what: `${one.id}/${c} r_mean_served`, theory: rowIn(one, 'r_mean_served')[c - 1] as number, control, values: sights.map(usual.r_mean.of), precision: 0.1, smallest: 0 },
          { what: `${one.id}/${c} throughput`, theory: rowIn(one, 'throughput')[c - 1] as number, control, values: sights.map(usual.throughput.of), precision: 0.02, smallest: 0 },
        ]);
      });
    }
  }
});
