/** The published theory cases by family, with their parameters and exact values. Times in seconds, rates per second, work in core-seconds. */

import { readFileSync } from 'node:fs';

/** How the speed of a database depends on the jobs inside; each form has some of these. */
export interface Form {
  readonly form: 'unlimited' | 'cores' | 'excess' | 'excess_ratio' | 'usl' | 'usl_cores' | 'amdahl_sat';
  readonly cores: number;
  readonly alpha: number;
  readonly sigma: number;
  readonly kappa: number;
  readonly alpha_max: number;
  readonly half: number;
}

/** A law by its name alone, or by its name and its one parameter (phases, squared coefficient of variation, relative half-width). */
export type LawWord = 'exp' | 'det' | { readonly [law in 'erlang' | 'h2' | 'lognormal' | 'uniform']?: number };

export interface TraceStream {
  readonly name: string;
  readonly start: number;
  readonly period: number;
  readonly count: number;
  readonly work: number;
  readonly timeout?: number;
}

/** Each family has some of these. */
export interface Params {
  readonly lambda: number;
  readonly lambda1: number;
  readonly lambda2: number;
  readonly mean_hold: number;
  readonly hold: LawWord & number;
  readonly mean_work: number;
  readonly mean_work1: number;
  readonly mean_work2: number;
  readonly mean_app: number;
  readonly work: LawWord & number;
  readonly c: number;
  readonly c1: number;
  readonly c2: number;
  readonly c_max: number;
  readonly q: number | null;
  readonly t: number;
  readonly timeout: number | null;
  readonly timeout1: number;
  readonly timeout2: number;
  readonly frac1: number;
  readonly mean_timeout: number;
  readonly target: number;
  readonly N: number;
  readonly think: number;
  readonly db: Form;
  readonly arrivals: LawWord;
  readonly batch_rate: number;
  readonly batch: { readonly fixed?: number; readonly geometric?: number };
  readonly stations: readonly { readonly name: string; readonly demand: number; readonly servers: number }[];
  readonly cpu_burst: number;
  readonly p_io: number;
  readonly io_mean: number;
  readonly spindles: number;
  readonly leak_rate: number;
  readonly p_leak: number;
  readonly reclaim: number;
  readonly workers: number;
  readonly needed: number;
  readonly first: number;
  readonly both: number;
  readonly p_fail: number;
  readonly max_retries: number;
  readonly backoff: readonly number[];
  readonly mean_backoff: number;
  readonly k: number;
  readonly open: number;
  readonly probes: number;
  readonly w: number;
  readonly m: number;
  readonly B: number;
  readonly rates: readonly (readonly [number, number])[];
  readonly n0: number;
  readonly times: readonly number[];
  readonly requests: readonly (readonly [number, number])[];
  readonly streams: readonly TraceStream[];
  readonly model: string;
  readonly capacity: number;
  readonly base: number;
  readonly spike: number;
  readonly duration: number;
}

export interface Case {
  readonly id: string;
  readonly family: string;
  readonly params: Params;
  /** Null: does not exist. A row: one value for each index, time or request. */
  readonly metrics: { readonly [name: string]: number | null | readonly (number | string | null)[] };
}

const published = JSON.parse(readFileSync(new URL('../laws/theory-public.json', import.meta.url), 'utf8')) as { readonly cases: readonly Case[] };

/** Every published case. */
export const allCases = published.cases;

/** The cases of one family, at least one. */
export function casesOf(family: string): readonly Case[] {
  const found = allCases.filter((one) => one.family === family);
  if (found.length === 0) throw new Error(`no theory cases of ${family}`);
  return found;
}

/** A metric that is one number. */
export function numberIn(one: Case, metric: string): number {
  const value = one.metrics[metric];
  if (typeof value !== 'number') throw new Error(`${one.id} has no number ${metric}`);
  return value;
}

/** A metric that is a row of numbers. */
export function rowIn(one: Case, metric: string): readonly number[] {
  const value = one.metrics[metric];
  if (!Array.isArray(value)) throw new Error(`${one.id} has no row ${metric}`);
  return value as readonly number[];
}
