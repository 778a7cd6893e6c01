/**
 * Pool-size sweeps of the core model at the sizes that matter: the ends of the feasible band, the best ones, and one below. Left out are sizes from which
 * no run of affordable length forgets its empty start: within 6 % of the tipping point, and those that are too slow when full but not before (metastable).
 */

import { describe, it } from 'vitest';
import { expectAgreement, sightsOf } from '../helpers/ensemble.ts';
import { replications, usual } from '../helpers/family.ts';
import { casesOf, rowIn } from '../helpers/theory-cases.ts';
import { exponential, onePool, perSecond, scenarioOf, span, speedOf } from '../helpers/theory-scenarios.ts';

describe('sweep', () => {
  for (const one of casesOf('sweep')) {
    const { lambda, mean_work, timeout, db } = one.params;
    const named = ['c_min_feasible', 'c_max_feasible', 'c_best_timeout', 'c_best_response', 'c_max_throughput'].map((metric) => one.metrics[metric]).filter((c) => typeof c === 'number');
    const rateOf = (c: number) => speedOf(db, c) / mean_work;
    const forgets = (c: number) => Math.abs(rateOf(c) / lambda - 1) > 0.06 && (rateOf(c) > lambda || Math.max(...Array.from({ length: c }, (_, i) => rateOf(i + 1))) < lambda);
    const sizes = [...new Set([...named, Math.max(1, Math.min(...named) - 1), Math.min(...named) + 1])].filter(forgets);
    for (const c of sizes) {
      it(`${one.id}: ${c} connections`, { timeout: 300_000 }, () => {
        const measured = 4000 / lambda;
        const patience = timeout as number;
        const warmUp = Math.max(10 * patience, 50 * mean_work, (3 * patience * lambda) / Math.abs(lambda - rateOf(c)));
        const scenario = scenarioOf(onePool({ warmUp, measured, drain: warmUp / 3 }, { db, pool: { max: c, acquireTimeout: span(patience) }, query: { cpu: exponential(mean_work) }, traffic: { rate: perSecond(lambda) } }));

        const sights = sightsOf(scenario, { seed: `${one.id}/${c}`, replications, until: warmUp + measured });

        const control = { values: sights.map(({ probe }) => probe.classes[0]?.work ?? Number.NaN), mean: lambda * measured * mean_work };
        expectAgreement([
          { what: `${one.id}/${c}: p_timeout`, theory: rowIn(one, 'p_timeout')[c - 1] as number, control, values: sights.map(usual.p_timeout.of), smallest: 1e-2 },
          { what: `${one.id}/${c}: r_mean_served`, theory: rowIn(one, 'r_mean_served')[c - 1] as number, control, values: sights.map(usual.r_mean.of) },
          { what: `${one.id}/${c}: throughput`, theory: rowIn(one, 'throughput')[c - 1] as number, control, values: sights.map(usual.throughput.of) },
        ]);
      });
    }
  }
});
