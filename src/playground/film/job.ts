/** What the worker does for the animated view: films a scenario, or as much of it from some instant on as fits into the bytes given, and finds the moments worth going to. */

import type { Film } from '../../film/film.ts';
import { filmBuffers, filmBytes } from '../../film/film.ts';
import { type Moments, momentsOf } from '../../film/moments.ts';
import { film as filmed } from '../../index.ts';
import type { Scenario } from '../../model/scenario.ts';
import { problemText } from '../../reading/problem.ts';
import { readScenario } from '../../reading/scenario-file.ts';
import type { RunResult } from '../../result.ts';
import type { Job } from '../jobs/job.ts';
import { noFiles } from '../jobs/no-files.ts';

export interface FilmInput {
  readonly text: string;
  readonly seed: number | string | null;
  /** Overrides: what is different on the second side. */
  readonly set: readonly string[];
  /** From where on, µs from the start of the run; it goes on as far as the bytes suffice. */
  readonly from: number;
  readonly atMostBytes: number;
}

export type FilmAnswer =
  | {
    readonly ok: true; readonly film: Film; readonly moments: Moments;
    /** For what lies outside of the film: the lines and failures of the whole run. */
    readonly series: RunResult['series'];
    /** Changes that the scenario would take, to be tried beside it. */
    readonly changes: readonly string[];
    readonly bytes: number;
    /** Run and film together. */
    readonly wallMs: number;
  }
  | { readonly ok: false; readonly problems: readonly string[] };

/** What pool libraries call their size. */
const sizeKeys = ['maximumPoolSize', 'max', 'pool_size', 'maxSize', 'max_size', 'max_connections', 'maxTotal', 'maxActive', 'maxPoolSize', 'maxconn', 'connectionLimit', 'default_pool_size', 'pool', 'MaxOpenConns', 'maximum-pool-size', 'maxOpenConns'];

export const film: Job<FilmInput, FilmAnswer> = ({ text, seed, set, from, atMostBytes }, hooks) => {
  const read = readScenario({ text, file: null, files: noFiles, set });
  if (!read.ok) return { ok: false, problems: read.problems.map((problem) => problemText(problem)) };
  const began = performance.now();
  const { film: made, result } = filmed(read.scenario, { ...(seed === null ? {} : { seed }), from, atMostBytes, onProgress: hooks.progress });
  for (const buffer of new Set(filmBuffers(made))) hooks.transfer(buffer);
  const bytes = filmBytes(made);
  return { ok: true, film: made, moments: momentsOf(made), series: result.series, changes: changesOf(text, read.scenario), bytes, wallMs: performance.now() - began };
};

/** Each pool with twice its size, if it has one; each database with twice its cores; found by trying. */
function changesOf(text: string, scenario: Scenario): string[] {
  const isTaken = (change: string): boolean => readScenario({ text, file: null, files: noFiles, set: [change] }).ok;
  const pools = Object.entries(scenario.pools).flatMap(([name, { policy }]) => {
    if (!Number.isFinite(policy.max)) return [];
    const key = sizeKeys.find((one) => text.includes(one) && isTaken(`pools.${name}.${one}=${policy.max * 2}`)) ?? sizeKeys.find((one) => isTaken(`pools.${name}.${one}=${policy.max * 2}`));
    return key === undefined ? [] : [`pools.${name}.${key}=${policy.max * 2}`, ...(policy.max > 1 ? [`pools.${name}.${key}=${Math.ceil(policy.max / 2)}`] : [])];
  });
  const databases = Object.entries(scenario.databases).flatMap(([name, { cores }]) => (Number.isFinite(cores) ? [`databases.${name}.cores=${cores * 2}`] : []));
  return [...pools, ...databases].slice(0, 12);
}
