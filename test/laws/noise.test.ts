/** How noisy averages over a run are: the variance across replications, times the length of a run, is the asymptotic variance of theory. */

import { describe, it } from 'vitest';
import { expectAgreement, watch } from '../helpers/ensemble.ts';
import { Probe } from '../helpers/probe.ts';
import { casesOf, numberIn } from '../helpers/theory-cases.ts';
import { exponential, onePool, perSecond, scenarioOf, unlimited } from '../helpers/theory-scenarios.ts';

const replications = 200;

/** Seconds of a run: about forty relaxation times, so that what a finite run lacks of the asymptotic variance is a fortieth of it. */
const lengths: { readonly [id: string]: number } = { 'avar-p01': 360, 'avar-p03': 36, 'avar-p06': 24, 'avar-p07': 5, 'avar-p08': 24, 'avar_mm1_wait-p01': 100, 'avar_mm1_wait-p02': 200, 'avar_mm1_wait-p03': 400 };

describe('avar', () => {
  for (const one of casesOf('avar').filter(({ id }) => lengths[id] !== undefined)) {
    const { model, lambda, mean_hold, c, q, mean_timeout } = one.params;
    it(`${one.id}: time averages of ${model} with ${c} connections at ${lambda} requests/s`, { timeout: 300_000 }, () => {
      const measured = lengths[one.id] as number;
      const pool = model === 'mmck' ? { max: c, maxWaiting: q } : model === 'mmc_m' ? { max: c, acquireTimeout: exponential(mean_timeout) } : { max: c };
      const warmUp = measured / 5;
      const scenario = scenarioOf(onePool({ warmUp, measured }, { db: unlimited, pool, query: { blocked: exponential(mean_hold) }, traffic: { rate: perSecond(lambda) } }));

      const probes = Array.from({ length: replications }, (_, replication) => watch(scenario, one.id, replication, new Probe(null, warmUp)));

      const [n, busy] = [numberIn(one, 'n_mean'), numberIn(one, 'p_all_busy')];
      const inside = probes.map((probe) => probe.classes[0]?.inside.mean() ?? Number.NaN);
      const full = probes.map((probe) => probe.out[0]?.shareWhere((out) => out === c) ?? Number.NaN);
      expectAgreement([
        { what: `${one.id}: n_mean`, theory: n, values: inside },
        { what: `${one.id}: p_all_busy`, theory: busy, values: full, smallest: 0.02 },
        { what: `${one.id}: avar_n`, theory: numberIn(one, 'avar_n'), values: inside.map((value) => (value - n) ** 2 * measured), tail: true },
        { what: `${one.id}: avar_allbusy`, theory: numberIn(one, 'avar_allbusy'), values: full.map((value) => (value - busy) ** 2 * measured), tail: true },
        { what: `${one.id}: n_var`, theory: numberIn(one, 'n_var'), values: probes.map((probe) => probe.classes[0]?.inside.mean((value) => (value - n) ** 2) ?? Number.NaN), tail: true },
      ]);
    });
  }
});

describe('avar_mm1_wait', () => {
  for (const one of casesOf('avar_mm1_wait').filter(({ id }) => lengths[id] !== undefined)) {
    const { lambda, mean_hold } = one.params;
    it(`${one.id}: mean waits at one connection and ${(100 * lambda * mean_hold).toFixed(0)} % load`, { timeout: 300_000 }, () => {
      const measured = lengths[one.id] as number;
      const warmUp = measured / 5;
      const scenario = scenarioOf(onePool({ warmUp, measured }, { db: unlimited, pool: { max: 1 }, query: { blocked: exponential(mean_hold) }, traffic: { rate: perSecond(lambda) } }));

      const probes = Array.from({ length: replications }, (_, replication) => watch(scenario, one.id, replication, new Probe(null, warmUp)));

      const mean = numberIn(one, 'wq_mean');
      const waits = probes.map((probe) => probe.classes[0]?.waitServed.mean ?? Number.NaN);
      expectAgreement([
        { what: `${one.id}: wq_mean`, theory: mean, values: waits },
        { what: `${one.id}: wq_var`, theory: numberIn(one, 'wq_var'), values: probes.map((probe) => probe.classes[0]?.waitServed.varianceAbout(mean) ?? Number.NaN), tail: true },
        { what: `${one.id}: avar_wq`, theory: numberIn(one, 'avar_wq'), values: waits.map((value) => (value - mean) ** 2 * lambda * measured), tail: true },
      ]);
    });
  }
});
