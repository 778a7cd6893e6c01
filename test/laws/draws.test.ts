/** The laws of chance as a scenario writes them, seen through the product: moments and percentiles of the times they draw. */

import { describe, it } from 'vitest';
import { expectAgreement, sightsOf } from '../helpers/ensemble.ts';
import { replications } from '../helpers/family.ts';
import { casesOf, numberIn } from '../helpers/theory-cases.ts';
import { lawOf, runFor, scenarioOf } from '../helpers/theory-scenarios.ts';

interface Draw {
  readonly law: string;
  readonly mean: number;
  readonly scv: number;
  readonly k: number;
}

describe('dist', () => {
  // Weibull and bounded Pareto are not in the catalogue.
  for (const one of casesOf('dist').filter(({ id }) => ['dist-p01', 'dist-p02', 'dist-p03', 'dist-p04'].includes(id))) {
    const { law, mean, scv, k } = one.params as unknown as Draw;
    it(`${one.id}: ${law} of mean ${mean} s`, { timeout: 300_000 }, () => {
      const percents = ['p50', 'p95', 'p99'] as const;
      const limits = percents.map((percent) => numberIn(one, percent));
      const scenario = scenarioOf({
        run: runFor({ warmUp: 0, measured: 4000 }), routes: { work: [{ call: lawOf(law === 'erlang' ? { erlang: k } : law === 'h2' ? { h2: scv } : { lognormal: scv }, mean) }] }, traffic: { api: { route: 'work', arrivals: 'constant', rate: '5/s', until: '3990s' } },
      });

      const sights = sightsOf(scenario, { seed: one.id, replications, limits: { response: limits } });

      const drawn = sights.map(({ probe }) => probe.classes[0]?.response);
      const square = mean * mean * (1 + numberIn(one, 'scv'));
      expectAgreement([
        { what: `${one.id}: mean`, theory: mean, values: drawn.map((times) => times?.mean ?? Number.NaN) },
        { what: `${one.id}: mean square`, theory: square, values: drawn.map((times) => (times?.squares ?? Number.NaN) / (times?.count ?? 0)), tail: true },
        ...percents.map((percent, i) => ({ what: `${one.id}: ${percent}`, theory: 1 - [0.5, 0.95, 0.99][i]!, values: drawn.map((times) => times?.shareAbove(limits[i] as number) ?? Number.NaN) })),
      ]);
    });
  }
});
