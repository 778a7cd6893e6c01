/** The published theory cases, by family, and the speed curves they name. Times in seconds, work in core-seconds. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Speed } from '../../src/theory/solving.ts';

export type Metrics = Readonly<Record<string, number>>;

/** A speed curve by its form; each form has some of these. */
export interface Form {
  readonly form: string;
  readonly cores: number;
  readonly alpha: number;
  readonly sigma: number;
  readonly kappa: number;
  readonly alpha_max: number;
  readonly half: number;
}

/** A hold law of the single-connection family. */
export type Hold = 'exp' | 'det' | { readonly [law in 'erlang' | 'h2' | 'lognormal' | 'uniform']?: number };

/** Each family has some of these. */
export interface Params {
  readonly lambda: number;
  readonly mean_hold: number;
  readonly mean_work: number;
  readonly c: number;
  readonly q: number;
  readonly t: number;
  readonly timeout: number;
  readonly mean_timeout: number;
  readonly N: number;
  readonly think: number;
  readonly c_max: number;
  readonly leak_rate: number;
  readonly workers: number;
  readonly needed: number;
  readonly db: Form;
  readonly hold: Hold;
  readonly stations: { readonly name: string; readonly demand: number; readonly servers: number }[];
}

/** Metrics that are rows, under their own names. */
export const rowsOf = (truth: Metrics): Readonly<Record<string, number[]>> => truth as unknown as Record<string, number[]>;

const { cases } = JSON.parse(readFileSync(new URL('../laws/theory-public.json', import.meta.url), 'utf8')) as {
  cases: { id: string; family: string; params: Params; metrics: Metrics }[];
};

/** [id, parameters, metrics] of every case of a family. */
export const family = (name: string): [string, Params, Metrics][] => {
  const found = cases.filter(one => one.family === name).map((one): [string, Params, Metrics] => [one.id, one.params, one.metrics]);
  if (found.length === 0) throw new Error(`no cases of ${name}`);
  return found;
};

/** Core-seconds per second with n jobs inside, as the cases define each form. */
export function speedOf(db: Form): Speed {
  const past = (n: number): number => Math.max(0, n - db.cores);
  const usl = (n: number): number => 1 + db.sigma * (n - 1) + db.kappa * n * (n - 1);
  switch (db.form) {
    case 'unlimited': return n => n;
    case 'cores': return n => Math.min(n, db.cores);
    case 'excess': return n => Math.min(n, db.cores) / (1 + db.alpha * past(n));
    case 'excess_ratio': return n => Math.min(n, db.cores) / (1 + (db.alpha * past(n)) / db.cores);
    case 'usl': return n => n / usl(n);
    case 'usl_cores': return n => Math.min(n, db.cores) / usl(n);
    case 'amdahl_sat': return n => {
      const m = Math.min(n, db.cores);
      return m / (1 + db.sigma * (m - 1)) / (1 + (db.alpha_max * past(n)) / (past(n) + db.half));
    };
    default: throw new Error(`no speed form ${db.form}`);
  }
}

/** Checks every metric named in `seen` and no other: relative 1e-9, percentiles 1e-7; values below 1e-12 to 1e-15 absolute. */
export function agrees(seen: Readonly<Record<string, number | null | undefined>>, truth: Metrics, leaveOut: readonly string[] = []): void {
  expect(new Set([...Object.keys(seen), ...leaveOut])).toEqual(new Set(Object.keys(truth)));
  for (const [name, value] of Object.entries(seen)) {
    const relative = /_p\d+$/.test(name) ? 1e-7 : 1e-9;
    const off = Math.abs(value! - truth[name]);
    expect(off <= relative * Math.abs(truth[name]) + 1e-20, `${name}: ${value} instead of ${truth[name]}`).toBe(true);
  }
}

/** The percentiles a case has, under its own names. */
export const percentiles = (prefix: string, quantile: (p: number) => number, truth: Metrics): Metrics => {
  const shares: Record<string, number> = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 };
  return Object.fromEntries(
    Object.keys(truth).filter(name => name.startsWith(`${prefix}_p`) && shares[name.slice(prefix.length + 1)] !== undefined)
      .map(name => [name, quantile(shares[name.slice(prefix.length + 1)])]),
  );
};
