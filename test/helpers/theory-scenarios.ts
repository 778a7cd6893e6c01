/** Scenario texts for the published cases: a case's parameters on one side, what a user would write on the other. */

import type { Scenario } from '../../src/model/scenario.ts';
import { readScenario } from '../../src/reading/scenario-file.ts';
import type { Form, LawWord } from './theory-cases.ts';

/** What may stand in a scenario file: JSON is YAML. */
export type Text = { readonly [key: string]: unknown };

/** A span of seconds as a scenario writes it. */
export const span = (seconds: number): string => `${Number((seconds * 1e6).toPrecision(15))}us`;
/** A rate per second as a scenario writes it. */
export const perSecond = (rate: number): string => `${rate}/s`;
export const exponential = (mean: number): Text => ({ exponential: span(mean) });

/** A law of chance with this mean. `h2` has balanced means; the numbers are those of the published cases. */
export function lawOf(word: LawWord, mean: number): unknown {
  if (word === 'exp') return exponential(mean);
  if (word === 'det') return span(mean);
  if (word.erlang !== undefined) return { erlang: { mean: span(mean), phases: word.erlang } };
  if (word.h2 !== undefined) return { hyperexponential: { mean: span(mean), cv2: word.h2 } };
  if (word.lognormal !== undefined) return { lognormal: { mean: span(mean), cv2: word.lognormal } };
  const half = word.uniform ?? 0;
  return { uniform: [span(mean * (1 - half)), span(mean * (1 + half))] };
}

/** A plain database whose speed follows the form of a case. */
export function databaseOf(db: Form): Text {
  switch (db.form) {
    case 'unlimited': return { kind: 'plain' };
    case 'cores': return { kind: 'plain', cores: db.cores };
    case 'excess': return { kind: 'plain', cores: db.cores, contention: { law: 'hyperbolic', k: db.alpha * db.cores } };
    case 'excess_ratio': return { kind: 'plain', cores: db.cores, contention: { law: 'hyperbolic', k: db.alpha } };
    case 'usl': return { kind: 'plain', contention: { law: 'usl', alpha: db.sigma, beta: db.kappa } };
    case 'usl_cores': return { kind: 'plain', cores: db.cores, contention: { law: 'usl', alpha: db.sigma, beta: db.kappa } };
    case 'amdahl_sat': return { kind: 'plain', cores: db.cores, contention: { law: 'levelling', sigma: db.sigma, alphaMax: db.alpha_max, half: db.half } };
  }
}

export const unlimited: Form = { form: 'unlimited', cores: 0, alpha: 0, sigma: 0, kappa: 0, alpha_max: 0, half: 0 };

/** Core-seconds per second with n jobs inside, by the definition of the cases (not by the simulator). */
export function speedOf(db: Form, n: number): number {
  const busy = db.form === 'unlimited' || db.form === 'usl' ? n : Math.min(n, db.cores);
  const past = Math.max(0, n - db.cores);
  switch (db.form) {
    case 'unlimited':
    case 'cores': return busy;
    case 'excess': return busy / (1 + db.alpha * past);
    case 'excess_ratio': return busy / (1 + (db.alpha * past) / db.cores);
    case 'usl':
    case 'usl_cores': return busy / (1 + db.sigma * (n - 1) + db.kappa * n * (n - 1));
    case 'amdahl_sat': return busy / (1 + db.sigma * (busy - 1)) / (1 + (db.alpha_max * past) / (past + db.half));
  }
}

export interface Timing {
  /** Seconds before anything counts. */
  readonly warmUp: number;
  /** Seconds in which requests that arrive count. */
  readonly measured: number;
  /** Seconds after that, in which they end; 0 unless given. */
  readonly drain?: number;
}

/** The `run` part: one interval for the series, because these tests read totals. */
export const runFor = ({ warmUp, measured, drain = 0 }: Timing): Text => ({ length: span(warmUp + measured + drain), measureFrom: span(warmUp), every: span(warmUp + measured + drain) });

export interface OnePool {
  readonly db: Form;
  /** Options of the plain pool. */
  readonly pool: Text;
  /** What a request does on the database; `cpu` is shared, `blocked` is a time of its own. */
  readonly query: Text;
  /** Where requests come from, beside the route. */
  readonly traffic: Text;
}

/** One class `api`, one pool `main`, one database `db`. */
export const onePool = (timing: Timing, { db, pool, query, traffic }: OnePool): Text => ({
  run: runFor(timing),
  databases: { db: databaseOf(db) },
  pools: { main: { kind: 'plain', database: 'db', ...pool } },
  routes: { work: [{ query: { pool: 'main', ...query } }] },
  traffic: { api: { route: 'work', ...traffic } },
});

/** Reads a scenario as the command line would; a mistake in it is a mistake of the test. */
export function scenarioOf(text: Text | string, files: { readonly [name: string]: string } = {}): Scenario {
  const read = readScenario({
    text: typeof text === 'string' ? text : JSON.stringify(text), file: null,
    files: (name) => (files[name] === undefined ? { problem: `there is no ${name}` } : { text: files[name] }),
  });
  if (!read.ok) throw new Error(read.problems.map((problem) => `${problem.path}: ${problem.says}`).join('\n'));
  return read.scenario;
}
