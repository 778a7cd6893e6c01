/** Golden traces: small lists of requests whose exact times are known by rational arithmetic. No chance, no tolerance but the rounding to microseconds. */

import { describe, expect, it } from 'vitest';
import { Outcome, type RequestView } from '../../src/model/happening.ts';
import { Collector } from '../../src/measure/collector.ts';
import { World } from '../../src/model/world.ts';
import { Probe } from '../helpers/probe.ts';
import { type Case, casesOf, numberIn, type TraceStream } from '../helpers/theory-cases.ts';
import { databaseOf, scenarioOf, span } from '../helpers/theory-scenarios.ts';

/** What became of one request. Times in seconds. */
interface Fate {
  readonly class: string;
  readonly arrived: number;
  readonly outcome: string;
  readonly waited: number;
  readonly ended: number;
}

/** Writes down the fate of each request; those of one class are in the order in which they arrived. */
class Chronicle extends Probe {
  readonly fates: (Fate & { readonly request: RequestView; readonly order: number })[] = [];
  readonly #orders = new Map<RequestView, number>();
  #arrivals = 0;

  override arrived(request: RequestView): void {
    this.#orders.set(request, this.#arrivals++);
    super.arrived(request);
  }

  override ended(request: RequestView, outcome: Outcome, text: string): void {
    this.fates.push({
      request, order: this.#orders.get(request) ?? -1, class: this.world.classes[request.classIndex]?.name ?? '', arrived: request.arrivedAt / 1e6,
      outcome: Object.keys(Outcome).find((name) => Outcome[name as keyof typeof Outcome] === outcome) ?? '', waited: request.waited / 1e6, ended: this.nowS,
    });
    super.ended(request, outcome, text);
  }
}

const rowsOf = (stream: TraceStream): string => ['arrival_s,cpu_s', ...Array.from({ length: stream.count }, (_, i) => `${(stream.start + i * stream.period).toFixed(7)},${stream.work}`)].join('\n');

/** The scenario of a case and the files it names: a trace for each stream. */
function replay(one: Case): { readonly chronicle: Chronicle; readonly result: ReturnType<Collector['result']> } {
  const { c, q, timeout, db, requests, streams } = one.params;
  const traces: { readonly name: string; readonly text: string; readonly timeout: number | null }[] = requests === undefined
    ? streams.map((stream) => ({ name: stream.name, text: rowsOf(stream), timeout: stream.timeout ?? timeout }))
    : [{ name: 'api', text: ['arrival_s,cpu_s', ...requests.map(([at, work]) => `${at},${work}`)].join('\n'), timeout }];
  const scenario = scenarioOf({
    run: { length: '1m', every: '1m' },
    databases: { db: databaseOf(db) },
    pools: { main: { database: 'db', max: c, ...(q === null ? {} : { maxWaiting: q }) } },
    routes: Object.fromEntries(traces.map((trace) => [trace.name, [{ query: { pool: 'main', cpu: '1ms', ...(trace.timeout === null ? {} : { acquireTimeout: span(trace.timeout) }) } }]])),
    traffic: Object.fromEntries(traces.map((trace) => [trace.name, { route: trace.name, trace: `${trace.name}.csv` }])),
  }, Object.fromEntries(traces.map((trace) => [`${trace.name}.csv`, trace.text])));
  const { measureFrom, length, every } = scenario.run;
  const collector = new Collector({ measureFrom, length, every, alerts: [] });
  const chronicle = new Chronicle(collector, 0);
  new World(scenario, 1, 0, chronicle).run(null);
  chronicle.fates.sort((a, b) => a.order - b.order);
  return { chronicle, result: collector.result() };
}

const words: { readonly [outcome: string]: string } = { served: 'served', timeout: 'acquireTimeout', refused: 'queueFull' };

describe('det_trace', () => {
  for (const one of casesOf('det_trace')) {
    it(`${one.id}: ${one.params.requests?.length ?? one.params.streams.reduce((sum, stream) => sum + stream.count, 0)} requests end at their exact times`, () => {
      const { chronicle: { fates }, result } = replay(one);

      const served = fates.filter((fate) => fate.outcome === 'served');
      const mean = (values: readonly number[]) => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);
      // Each completion is rounded to a whole microsecond, so that no time is off by more than half a microsecond for each completion before it.
      const rounding = 0.5e-6 * Math.min(fates.length, 40) + 1e-9;
      const close = (what: string, value: number, theory = numberIn(one, what)) => expect(Math.abs(value - theory), `${what}: ${value} instead of ${theory}`).toBeLessThanOrEqual(rounding);
      expect(served.length).toBe(one.metrics.served);
      expect(fates.filter((fate) => fate.outcome === 'acquireTimeout').length).toBe(one.metrics.timeouts);
      expect(fates.filter((fate) => fate.outcome === 'queueFull').length).toBe(one.metrics.refused);
      expect(result.pools.main?.pendingMax).toBe(one.metrics.max_queue);
      close('wait_mean_served', mean(served.map((fate) => fate.waited)));
      close('wait_max_served', Math.max(0, ...served.map((fate) => fate.waited)));
      close('response_mean_served', mean(served.map((fate) => fate.ended - fate.arrived)));
      close('last_finish', Math.max(...served.map((fate) => fate.ended)));
      expect(Math.abs((result.pools.main?.pendingMean ?? 0) * 60 - numberIn(one, 'queue_area'))).toBeLessThanOrEqual(rounding * fates.length);
      expect(Math.abs((result.databases.db?.runQueueMean ?? 0) * 60 - numberIn(one, 'db_area'))).toBeLessThanOrEqual(rounding * fates.length);
      for (const { name } of one.params.streams ?? []) {
        const own = fates.filter((fate) => fate.class === name);
        expect(own.filter((fate) => fate.outcome === 'acquireTimeout').length).toBe(one.metrics[`timeouts_${name}`]);
        expect(own.filter((fate) => fate.outcome === 'served').length).toBe(one.metrics[`served_${name}`]);
        close(`response_max_${name}`, Math.max(...own.filter((fate) => fate.outcome === 'served').map((fate) => fate.ended - fate.arrived)));
      }
      for (const [i, outcome] of ((one.metrics.outcome ?? []) as readonly string[]).entries()) {
        const fate = fates[i];
        expect(fate?.outcome).toBe(words[outcome]);
        if (outcome !== 'served') continue;
        close(`acquired of request ${i}`, (fate?.arrived ?? 0) + (fate?.waited ?? 0), (one.metrics.acquired as readonly number[])[i]);
        close(`finish of request ${i}`, fate?.ended ?? 0, (one.metrics.finish as readonly number[])[i]);
      }
    });
  }
});
