/** Small scenarios for the tests of reading, and readers that say what they got. */

import { problemText } from '../../src/reading/problem.ts';
import { readScenario } from '../../src/reading/scenario-file.ts';
import type { Scenario } from '../../src/model/scenario.ts';

/** The example of the design, with a run long enough for its remedy. */
export const saturday = `scenario: The Saturday report
run:       { starts: "2024-06-15T22:55:00", zone: UTC, length: 45m, measureFrom: 1m, seed: 7 }
databases:
  primary: { kind: postgresql, cores: 4, maxConnections: 100, connect: 45ms, roundTrip: 0.5ms,
             contention: { law: hyperbolic, k: 0.006 } }
pools:
  primary-write-pool: { kind: hikaricp, database: primary, maximumPoolSize: 10, connectionTimeout: 5s }
routes:
  checkout: [ { query: { pool: primary-write-pool, cpu: { exponential: 10ms }, blocked: { exponential: 40ms } } } ]
  revenue:  [ { query: { pool: primary-write-pool, cpu: 0.5s, blocked: 44.5s } } ]
traffic:
  api:       { route: checkout, arrivals: poisson, rate: 110/s }
cron:
  revenue-report: { route: revenue, schedule: "0 23 * * SAT", threads: 4, repeat: 16, slows: { others: 2 } }
incidents: [ { at: "23:30", resize: { pool: primary-write-pool, to: 50 } } ]
alerts:    [ { name: pool-hot, when: "utilisation(primary-write-pool) > 80%", for: 2m } ]
promises:  [ "failedShare(api) < 1%", "p99(api) < 250ms" ]
`;

/** The parts of a scenario that has nothing to do with the question at hand. */
export interface Parts {
  readonly run?: string;
  readonly cpu?: string;
  readonly traffic?: string;
  readonly more?: string;
}

/** One pool, one route, one source. */
export const small = ({ run = '{ length: 10m }', cpu = '10ms', traffic = '{ route: checkout, rate: 100/s }', more = '' }: Parts = {}): string => `run: ${run}
databases:
  primary: { kind: postgresql }
pools:
  main: { kind: hikaricp, database: primary }
routes:
  checkout: [ { query: { pool: main, cpu: ${cpu} } } ]
traffic:
  api: ${traffic}
${more}`;

/** A scenario in which every part, and many ways of writing, occur once. */
export const everything = small({
  more: `apps: { shop: { instances: 2, pools: [ main ], balance: random } }
cron: { nightly: { route: long, at: [ 1m, 2m ], slows: { others: 2 } } }
incidents:
  - { at: 1m, for: 1m, slowdown: { database: primary, times: 2 } }
  - { at: "00:02", timeout: { pool: main, which: acquire, to: off } }
  - { at: 3m, restart: { app: shop, takes: { uniform: [ 1s, 2s ] } } }
  - { at: 3m, kill: { class: users } }
alerts: [ { name: hot, when: "waiting(main) > 0" } ]
promises: [ "p99(api) < 1s", { promise: "recovered(api, within: 60s)" } ]
claims: [ { claim: "failedShare(api) between 15% and 17%", published: "16 %" } ]`,
}).replace('traffic:', `  long:
    steps:
      - transaction: { pool: main, steps: [ { query: { cpu: { lognormal: { mean: 10ms, p99: 90ms } } } }, { call: 20ms }, { nested: { pool: main, steps: [ { query: {} } ] } } ] }
      - choose: [ { share: 20%, steps: [ { think: { mixture: [ { share: 50%, of: 1ms }, { share: 50%, of: { exponential: 2ms } } ] } } ] }, { share: 80%, steps: [ { call: { takes: 5ms, fails: 1% } } ] } ]
      - parallel: [ [ { query: { pool: main } } ], [ { think: 1ms } ] ]
    leak: 2/min
traffic:
  users: { route: long, users: 20, think: 1s, retry: { attempts: 2, budget: 10% }, breaker: {} }
  steps: { route: long, rate: [ { from: 0s, rate: 1/s }, { from: 1m, rate: 5/s } ], batch: { geometric: 2 } }`).replace('{ kind: postgresql }', '{ kind: mysql, contention: none, memoryPerConnection: 8MB, replicaOf: other, lag: 5s }\n  other: { kind: plain, contention: { law: table, speeds: [ 1, 2, 3 ] } }');

const noFiles = (name: string) => ({ problem: `there is no file "${name}"` });

const readText = (text: string | Uint8Array, set: readonly string[], files: { readonly [name: string]: string }) =>
  readScenario({ text, file: 'small.yaml', set, files: (name) => (Object.hasOwn(files, name) ? { text: files[name] ?? '' } : noFiles(name)) });

/** The scenario, or an error that shows every problem. */
export function scenarioOf(text: string | Uint8Array, set: readonly string[] = [], files: { readonly [name: string]: string } = {}): Scenario {
  const read = readText(text, set, files);
  if (!read.ok) throw new Error(read.problems.map(problemText).join('\n'));
  return read.scenario;
}

/** The remarks on a scenario that can be read. */
export function notesOf(text: string, set: readonly string[] = []): readonly string[] {
  const read = readText(text, set, {});
  return read.ok ? read.notes : read.problems.map(problemText);
}

/** The problems as text; none for a scenario that can be read. */
export function problemsOf(text: string | Uint8Array, set: readonly string[] = []): readonly string[] {
  const read = readText(text, set, {});
  return read.ok ? [] : read.problems.map(problemText);
}
