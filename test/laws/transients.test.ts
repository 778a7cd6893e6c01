/** What happens in time: start-up, backlog, steps of the rate, the first time a pool is full, and how noisy an average is. */

import { describe, it } from 'vitest';
import { Outcome, type RequestView } from '../../src/model/happening.ts';
import { type Agreement, expectAgreement, watch } from '../helpers/ensemble.ts';
import { Enough, Probe } from '../helpers/probe.ts';
import { casesOf, numberIn, rowIn } from '../helpers/theory-cases.ts';
import { databaseOf, exponential, perSecond, scenarioOf, span, unlimited } from '../helpers/theory-scenarios.ts';

/** The state at some instants: inside, waiting, and what was refused and served until then. */
class Album extends Probe {
  readonly #times: readonly number[];
  readonly #c: number;
  readonly #q: number;
  inside = 0;
  refused = 0;
  served = 0;
  readonly pages: { readonly n: number; readonly waiting: number; readonly busy: number; readonly full: number; readonly refused: number; readonly served: number }[] = [];

  constructor(times: readonly number[], c: number, q: number) {
    super(null, 0);
    this.#times = times;
    this.#c = c;
    this.#q = q;
  }

  /** Takes the pictures that are due before what happens now. */
  #look(): void {
    while (this.pages.length < this.#times.length && (this.#times[this.pages.length] as number) < this.nowS) {
      const n = this.inside;
      this.pages.push({ n, waiting: Math.max(0, n - this.#c), busy: n >= this.#c ? 1 : 0, full: n >= this.#c + this.#q ? 1 : 0, refused: this.refused, served: this.served });
    }
  }

  override arrived(): void {
    this.#look();
    this.inside++;
  }

  override ended(_request: RequestView, outcome: Outcome): void {
    this.#look();
    this.inside--;
    if (outcome === Outcome.served) this.served++;
    else this.refused++;
  }

  override finished(): void {
    this.#look();
  }
}

describe('transient', () => {
  for (const one of casesOf('transient')) {
    it(`${one.id}: ${one.params.n0} requests at the start, rates ${JSON.stringify(one.params.rates)}`, { timeout: 300_000 }, () => {
      const { rates, mean_hold, c, n0, times } = one.params;
      const q = one.params.q as number;
      const last = Math.max(...times) + 1e-3;
      const scenario = scenarioOf({
        run: { length: span(last), every: span(last) }, databases: { db: databaseOf(unlimited) }, pools: { main: { database: 'db', max: c, maxWaiting: q } },
        routes: { work: [{ query: { pool: 'main', blocked: exponential(mean_hold) } }] },
        traffic: { ...(n0 > 0 ? { first: { route: 'work', size: n0, every: '1h' } } : {}), api: { route: 'work', rate: rates.map(([from, rate]) => ({ from: span(from), rate: perSecond(rate) })) } },
      });

      const albums = Array.from({ length: 400 }, (_, replication) => watch(scenario, one.id, replication, new Album(times, c, q)));

      const read = (what: string, of: (page: Album['pages'][number]) => number, smallest: number): Agreement[] =>
        times.map((at, i) => ({ what: `${one.id}: ${what} at ${at} s`, theory: rowIn(one, what)[i] as number, values: albums.map((album) => of(album.pages[i] as Album['pages'][number])), smallest }));
      expectAgreement([
        ...read('n_mean', (page) => page.n, 0.2 * (c + q) ** 0.5 * c ** 0.5), ...read('lq_mean', (page) => page.waiting, 0.2 * (c + q) ** 0.5 * c ** 0.5), ...read('p_all_busy', (page) => page.busy, 0.13),
        ...read('p_full', (page) => page.full, 0.13), ...read('refused', (page) => page.refused, Math.max(0.6, 0.3 * c)), ...read('served', (page) => page.served, 0.3 * c),
      ]);
    });
  }
});

/** Stops when every connection is out for the first time. */
class Full extends Probe {
  readonly #c: number;
  at = Number.NaN;

  constructor(c: number) {
    super(null, 0);
    this.#c = c;
  }

  override lent(pool: number, classIndex: number, waited: number): void {
    super.lent(pool, classIndex, waited);
    if ((this.out[0]?.value ?? 0) < this.#c) return;
    this.at = this.nowS;
    throw new Enough();
  }
}

describe('collapse', () => {
  // p04 takes 5,559 s of 60 requests a second in each replication: too long for this suite.
  for (const one of casesOf('collapse').filter(({ id }) => id !== 'collapse-p04')) {
    it(`${one.id}: the first time that ${one.params.c} connections are out`, { timeout: 300_000 }, () => {
      const { lambda, mean_work, c, db } = one.params;
      const mean = numberIn(one, 't_full_mean');
      // As many as a quarter of a million requests allow, at most 400 and at least 100.
      const many = Math.round(Math.min(400, Math.max(100, 250_000 / (lambda * mean))));
      const scenario = scenarioOf({
        run: { length: span(60 * mean), every: span(60 * mean) }, databases: { db: databaseOf(db) }, pools: { main: { database: 'db', max: c } },
        routes: { work: [{ query: { pool: 'main', cpu: exponential(mean_work) } }] }, traffic: { api: { route: 'work', rate: perSecond(lambda) } },
      });

      const times = Array.from({ length: many }, (_, replication) => watch(scenario, one.id, replication, new Full(c)).at);

      expectAgreement([
        { what: `${one.id}: t_full_mean`, theory: mean, values: times },
        { what: `${one.id}: t_full_sd squared`, theory: numberIn(one, 't_full_sd') ** 2, values: times.map((at) => (at - mean) ** 2), tail: true },
      ]);
    });
  }
});
