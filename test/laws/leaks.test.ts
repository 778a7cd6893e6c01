/** Connections that never come back: how long a pool lasts. */

import { describe, it } from 'vitest';
import { type Agreement, expectAgreement, watch } from '../helpers/ensemble.ts';
import { Enough, Probe } from '../helpers/probe.ts';
import { type Case, casesOf, numberIn } from '../helpers/theory-cases.ts';
import { exponential, perSecond, scenarioOf, span } from '../helpers/theory-scenarios.ts';

/** Watches until every connection has leaked. */
class Exhaustion extends Probe {
  readonly #connections: number;
  readonly #half: number;
  #leaks = 0;
  at = Number.NaN;
  atHalf = 0;

  constructor(connections: number, half = 0) {
    super(null, 0);
    this.#connections = connections;
    this.#half = half;
  }

  override leaked(): void {
    this.#leaks++;
    if (this.nowS <= this.#half) this.atHalf = this.#leaks;
    if (this.#leaks < this.#connections) return;
    this.at = this.nowS;
    throw new Enough();
  }
}

/** Mean, spread and percentiles of the time to exhaustion. */
function lifetimes(one: Case, kind: string, runs: readonly Exhaustion[], control?: Agreement['control']): Agreement[] {
  const mean = numberIn(one, 't_exhaust_mean');
  const times = runs.map((run) => run.at);
  return [
    { what: `${one.id}${kind}: t_exhaust_mean`, theory: mean, values: times, ...(control === undefined ? {} : { control }) },
    { what: `${one.id}${kind}: t_exhaust_sd squared`, theory: numberIn(one, 't_exhaust_sd') ** 2, values: times.map((at) => (at - mean) ** 2), tail: true },
    ...[5, 50, 95].map((percent) => ({
      what: `${one.id}${kind}: t_exhaust_p${percent}`, theory: percent / 100, values: times.map((at) => (at <= numberIn(one, `t_exhaust_p${String(percent).padStart(2, '0')}`) ? 1 : 0)), smallest: 0.15,
    })),
  ];
}

const replications = 400;

describe('leak_erlang', () => {
  const kinds: { readonly [kind: string]: (rate: number) => { readonly leak: string; readonly arrivals: number } } = {
    'a share of the requests': (rate) => ({ leak: '10%', arrivals: rate * 10 }),
    // The first request after each moment of a leak forgets its connection: requests come often enough that this takes no time to speak of.
    'so many in a time': (rate) => ({ leak: `${rate}/s`, arrivals: rate * 100 }),
  };
  for (const one of casesOf('leak_erlang')) {
    for (const [kind, of] of Object.entries(kinds)) {
      it(`${one.id}: ${one.params.c} connections, leaks of ${kind}`, { timeout: 300_000 }, () => {
        const { c, leak_rate } = one.params;
        const { leak, arrivals } = of(leak_rate);
        const mean = numberIn(one, 't_exhaust_mean');
        const scenario = scenarioOf({
          run: { length: span(40 * mean), every: span(40 * mean) }, databases: { db: { kind: 'plain' } }, pools: { main: { database: 'db', max: c } },
          routes: { work: { steps: [{ query: { pool: 'main' } }], leak } }, traffic: { api: { route: 'work', rate: perSecond(arrivals) } },
        });
        const many = kind.startsWith('so') ? 100 : replications;

        const runs = Array.from({ length: many }, (_, replication) => watch(scenario, `${one.id}/${kind}`, replication, new Exhaustion(c, mean / 2)));

        const variant = ` ${kind}`;
        const [average, ...rest] = lifetimes(one, variant, runs);
        const half = { what: `${one.id}${variant}: leaked_mean_half`, theory: numberIn(one, 'leaked_mean_half'), values: runs.map((run) => run.atHalf), smallest: 0.5 };
        expectAgreement(many === replications ? [average as Agreement, ...rest, half] : [average as Agreement, half]);
      });
    }
  }
});

describe('leak_chain', () => {
  for (const one of casesOf('leak_chain')) {
    it(`${one.id}: ${one.params.c} connections, ${100 * one.params.p_leak} % of the requests forget theirs`, { timeout: 300_000 }, () => {
      const { lambda, mean_hold, p_leak, c } = one.params;
      const mean = numberIn(one, 't_exhaust_mean');
      const scenario = scenarioOf({
        run: { length: span(40 * mean), every: span(40 * mean) }, databases: { db: { kind: 'plain' } }, pools: { main: { database: 'db', max: c, maxWaiting: 0 } },
        routes: { work: { steps: [{ query: { pool: 'main', blocked: exponential(mean_hold) } }], leak: `${Number((100 * p_leak).toPrecision(12))}%` } }, traffic: { api: { route: 'work', rate: perSecond(lambda) } },
      });

      // As many as a fifth of a million requests allow, at most 400 and at least 100.
      const many = Math.round(Math.min(400, Math.max(100, 200_000 / (lambda * mean))));
      const runs = Array.from({ length: many }, (_, replication) => watch(scenario, one.id, replication, new Exhaustion(c)));

      // A request is accepted when it is lent a connection; the last one leaks at its very end and is counted by hand.
      const accepted = runs.map((run) => (run.classes[0]?.ended('served') ?? 0) + 1);
      // How many it takes until so many coins have fallen the wrong way is not the luck of the pool: it explains most of the time that passes.
      const control = { values: accepted, mean: c / p_leak };
      expectAgreement([
        ...lifetimes(one, '', runs, control),
        { what: `${one.id}: accepted_mean`, theory: numberIn(one, 'accepted_mean'), values: accepted },
        { what: `${one.id}: refused_mean`, theory: numberIn(one, 'refused_mean'), values: runs.map((run) => run.classes[0]?.ended('poolExhausted') ?? 0), control },
      ]);
    });
  }
});
