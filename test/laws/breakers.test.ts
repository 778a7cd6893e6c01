/** Circuit breakers over independent failures: a window as long as the run of failures that opens it, and a window with a share. */

import { describe, it } from 'vitest';
import { Outcome, type RequestView } from '../../src/model/happening.ts';
import { expectAgreement, watch } from '../helpers/ensemble.ts';
import { replications } from '../helpers/family.ts';
import { Enough, Probe } from '../helpers/probe.ts';
import { casesOf, numberIn } from '../helpers/theory-cases.ts';
import { perSecond, scenarioOf, span } from '../helpers/theory-scenarios.ts';

const percent = (share: number): string => `${Number((100 * share).toPrecision(15))}%`;

/** Counts the calls that are permitted before the first one that is not. */
class Trip extends Probe {
  permitted = 0;

  constructor() {
    super(null, 0);
  }

  override ended(_request: RequestView, outcome: Outcome): void {
    if (outcome === Outcome.breakerOpen || ++this.permitted > 60_000) throw new Enough();
  }
}

describe('breaker_window', () => {
  for (const one of casesOf('breaker_window')) {
    const { p_fail, w, m } = one.params;
    it(`${one.id}: opens when ${m} of the last ${w} calls have failed`, { timeout: 300_000 }, () => {
      const scenario = scenarioOf({
        run: { length: '60000s', every: '60000s' }, routes: { work: [{ call: { takes: '0s', fails: percent(p_fail) } }] },
        traffic: { api: { route: 'work', rate: '1/s', breaker: { failureRate: percent(m / w), window: w, minimumCalls: w, open: '100000s' } } },
      });

      const calls = Array.from({ length: 600 }, (_, replication) => watch(scenario, one.id, replication, new Trip()).permitted);

      expectAgreement([
        { what: `${one.id}: calls_to_trip`, theory: numberIn(one, 'calls_to_trip'), values: calls },
        { what: `${one.id}: p_trip_at_w`, theory: numberIn(one, 'p_trip_at_w'), values: calls.map((n) => (n === w ? 1 : 0)), tail: true, smallest: 0.12 },
        { what: `${one.id}: p_trip_by_1000`, theory: numberIn(one, 'p_trip_by_1000'), values: calls.map((n) => (n <= 1000 ? 1 : 0)), smallest: 0.12 },
      ]);
    });
  }
});

/**
 * Tells closed spells from open ones by the calls alone. Between two stretches of rejections stands one call (a probe that failed) or more: then
 * the first was a probe that succeeded, the breaker was closed, and the last was the failure that opened it.
 */
class Spells extends Probe {
  #run: number[] = [];
  #first = true;
  readonly closed: number[] = [];
  readonly openUntilClosed: number[] = [];
  readonly callsToTrip: number[] = [];
  permitted = 0;
  failed = 0;
  rejected = 0;
  #openedAt = 0;

  override ended(request: RequestView, outcome: Outcome, text: string): void {
    if (outcome === Outcome.breakerOpen) {
      this.rejected++;
      this.#cut();
    } else {
      this.permitted++;
      if (outcome !== Outcome.served) this.failed++;
      this.#run.push(this.nowS);
    }
    super.ended(request, outcome, text);
  }

  /** A rejection after permitted calls ends their stretch. */
  #cut(): void {
    const run = this.#run;
    if (run.length === 0) return;
    this.#run = [];
    const [from, to] = [this.#first ? 0 : (run[0] as number), run[run.length - 1] as number];
    if (run.length === 1 && !this.#first) return;
    if (!this.#first) this.openUntilClosed.push(from - this.#openedAt);
    this.closed.push(to - from);
    this.callsToTrip.push(run.length - (this.#first ? 0 : 1));
    this.#first = false;
    this.#openedAt = to;
  }
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('breaker_consecutive', () => {
  // With several probes the library decides by their share; the cases let one failed probe decide.
  for (const one of casesOf('breaker_consecutive').filter(({ params }) => params.probes === 1)) {
    const { lambda, p_fail, k, open } = one.params;
    it(`${one.id}: ${k} failures in a row open it for ${open} s`, { timeout: 300_000 }, () => {
      const cycle = numberIn(one, 'closed_mean') + numberIn(one, 'notclosed_mean');
      // As many cycles as half a million calls allow, at most 400 and at least 30.
      const length = cycle * Math.min(400, Math.max(30, 5e5 / replications / (cycle * lambda)));
      const scenario = scenarioOf({
        run: { length: span(length), every: span(length) }, routes: { work: [{ call: { takes: '0s', fails: percent(p_fail) } }] },
        traffic: { api: { route: 'work', rate: perSecond(lambda), breaker: { failureRate: '100%', window: k, minimumCalls: k, open: span(open), halfOpenCalls: 1 } } },
      });

      const runs = Array.from({ length: replications }, (_, replication) => watch(scenario, one.id, replication, new Spells(null, 0)));

      const calls = (run: Spells) => run.permitted + run.rejected;
      const share = (what: string, values: readonly number[]) => ({ what: `${one.id}: ${what}`, theory: numberIn(one, what), values, smallest: 0.03 });
      const time = (what: string, values: readonly number[]) => ({ what: `${one.id}: ${what}`, theory: numberIn(one, what), values });
      expectAgreement([
        time('calls_to_trip', runs.map((run) => meanOf(run.callsToTrip))), time('closed_mean', runs.map((run) => meanOf(run.closed))),
        time('notclosed_mean', runs.map((run) => meanOf(run.openUntilClosed))),
        time('trips_per_s', runs.map((run) => run.closed.length / length)),
        share('frac_closed', runs.map((run) => meanOf(run.closed) / (meanOf(run.closed) + meanOf(run.openUntilClosed)))),
        share('frac_rejected', runs.map((run) => run.rejected / calls(run))), share('frac_open', runs.map((run) => run.rejected / calls(run))), share('frac_failed', runs.map((run) => run.failed / calls(run))),
      ]);
    });
  }
});
