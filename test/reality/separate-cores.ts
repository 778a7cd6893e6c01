/**
 * Evidence for a cause: what the API of the CPU-bound Saturday runs would have seen before the reports had each statement stayed on the core on which it
 * woke, instead of two cores sharing all of them. Not a prediction.
 */

import { type Calibration, delayFiles } from './calibration.ts';
import { type Figures, figuresOf } from './figures.ts';
import { rounds } from './open-loop.ts';
import { replayed, traceOf } from './replay.ts';
import type { SaturdayRun } from './saturday.ts';

/** The first 20 s with two cores of one's own, each statement on one of them at random. */
export function onSeparateCores(run: SaturdayRun, calibration: Calibration): Figures {
  const costMs = run.own ?? calibration.saturdayCostMs;
  const api = run.requests.filter((one) => one.stream === 'api' && one.arrive < 20_000);
  const database = '{ kind: postgresql, cores: 1, roundTrip: 0ms, connect: 7.2ms }';
  const on = (pool: string): string => `{ transaction: { pool: ${pool}, steps: [ { query: {} }, { query: { blocked: { empirical: warm.txt } } } ] } }`;
  // One traffic source for each core: rows are dealt by a hash of their arrival, which knows nothing of their length.
  const dealt = (core: number) => traceOf(api.filter((one) => Math.floor(one.arrive * 100) % 7 % 2 === core).map((one) => ({ arrive: one.arrive, cpuMs: (one.demand / rounds) * costMs + calibration.saturdayClientMs })));
  return figuresOf(replayed({
    text: `
scenario: ${run.name} on separate cores
run: { length: 30s, seed: 1 }
databases: { one: ${database}, two: ${database} }
pools: { one: { kind: pg-pool, database: one, max: 50 }, two: { kind: pg-pool, database: two, max: 50 } }
routes: { one: [ ${on('one')} ], two: [ ${on('two')} ], work: [ { think: 0s } ] }
traffic: { one: { route: one, trace: one.csv }, two: { route: two, trace: two.csv } }
`,
    files: { 'one.csv': dealt(0).replaceAll(',work', ',one'), 'two.csv': dealt(1).replaceAll(',work', ',two'), ...delayFiles(calibration) },
  }), 0, 20);
}
