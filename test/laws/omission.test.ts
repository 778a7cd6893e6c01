/** Coordinated omission: latency is measured from the intended start, so a stall is felt by everyone who would have asked meanwhile. Exact arithmetic. */

import { describe, expect, it } from 'vitest';
import { sightOf } from '../helpers/ensemble.ts';
import { casesOf, numberIn } from '../helpers/theory-cases.ts';
import { scenarioOf, span } from '../helpers/theory-scenarios.ts';

interface Stall {
  readonly rate: number;
  readonly normal: number;
  readonly run: number;
  readonly stall: number;
}

describe('stat_co', () => {
  for (const one of casesOf('stat_co')) {
    const { rate, normal, run, stall } = one.params as unknown as Stall;
    it(`${one.id}: ${rate} requests/s, ${run} s of health and a stall of ${stall} s`, () => {
      // The stall keeps whoever asks the server meanwhile; the normal time passes elsewhere, so that nobody is caught halfway by its beginning.
      const scenario = scenarioOf({
        run: { length: span(run + stall + 1), every: span(run + stall + 1) }, databases: { db: { kind: 'plain' } }, pools: { main: { kind: 'plain', database: 'db', max: 20_000 } },
        routes: { work: [{ query: { pool: 'main' } }, { call: span(normal) }] }, traffic: { api: { route: 'work', size: 1, every: span(1 / rate), until: span(run + stall) } },
        incidents: [{ at: span(run), for: span(stall), outage: { database: 'db', how: 'hang' } }],
      });

      const { result } = sightOf(scenario, 1, 0);

      const latency = result.classes.api?.latencyMs;
      const within = (figure: number | null | undefined, metric: string, relative: number) => expect(Math.abs((figure ?? Number.NaN) / 1e3 - numberIn(one, metric)), metric).toBeLessThanOrEqual(relative * numberIn(one, metric));
      expect(latency?.count).toBe(one.metrics.true_n);
      within(latency?.mean, 'true_mean', 1e-9);
      // A percentile is within one percent, as the result says of itself.
      within(latency?.p50, 'true_p50', 0.01);
      within(result.classes.api?.spectrum.find(({ p }) => p === 0.75)?.ms, 'true_p75', 0.01);
      within(latency?.p99, 'true_p99', 0.01);
    });
  }
});
