/** The public door: plain data in, plain data out. The command line, notebooks and other people's tests use these functions and nothing behind them. */

import { comparePairs, type CompareOutcome, type ComparePlan } from './compare/compare.ts';
import type { Film } from './film/film.ts';
import type { PoolTracer } from './model/pool/tracer.ts';
import type { Scenario } from './model/scenario.ts';
import { findings } from './report/findings.ts';
import { recommendSize, type RecommendOutcome } from './recommend/recommend.ts';
import type { RecommendPlan } from './recommend/task.ts';
import { withVerdict } from './report/compare/verdict.ts';
import { withRecommendation } from './report/recommend/verdict.ts';
import { withVerdicts } from './report/sweep/verdict.ts';
import type { RunResult } from './result.ts';
import type { FilmPlan } from './run/film/camera.ts';
import { type DecideOptions, runUntilDecided } from './run/decided.ts';
import { runScenario } from './run/run.ts';
import type { SweepSource } from './sweep/source.ts';
import { type SweepOutcome, type SweepPlan, sweepPoints } from './sweep/sweep.ts';

/** How a run may differ from what the scenario says. */
export interface SimulateOptions {
  /** Another seed than the scenario's own. */
  readonly seed?: number | string;
  /** Which replication of that seed; each has its own independent chance. */
  readonly replication?: number;
  /** Told now and then how much of the run is done, 0..1. */
  readonly onProgress?: (share: number) => void;
  /** Observers by the name of the pool whose every event they hear (a pool that the scenario lacks is an error). The result is the same with and without them. */
  readonly traces?: { readonly [pool: string]: PoolTracer };
  /** Instants, in µs from the start, at which the sessions of every database are written down in `activity`. All else is the same with and without. */
  readonly activityAt?: readonly number[];
}

/** Runs a scenario and says what the numbers mean. The same scenario and seed give the same result, byte for byte; `host` is null. */
export function simulate(scenario: Scenario, options: SimulateOptions = {}): RunResult {
  const result = runScenario(scenario, options);
  return { ...result, findings: findings(result) };
}

/** What `film` is to show: what happens after `from` (0: from the beginning) up to and including `to` (the end of the run), in µs from the start; less of it where it would take more than `atMostBytes`. */
export type FilmOptions = Omit<SimulateOptions, 'traces' | 'activityAt'> & FilmPlan;

/** Runs a scenario and films it: everything that changes, event by event, as plain data; `stateAt` and `Playback` say how things stand at any instant. The result is that of `simulate`, byte for byte. */
export function film(scenario: Scenario, { from, to, atMostBytes, ...options }: FilmOptions = {}): { readonly film: Film; readonly result: RunResult } {
  const plan = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...(atMostBytes === undefined ? {} : { atMostBytes }) };
  let made: Film | null = null;
  const result = runScenario(scenario, { ...options, film: { ...plan, taken: (one) => void (made = one) } });
  return { film: made as unknown as Film, result: { ...result, findings: findings(result) } };
}

/**
 * Runs a scenario until each promise with a confidence (`p99(api) < 250ms @95%`) is decided, at most 200 times: the first run, with what was decided in
 * `promises[].decision`, and the number of runs. As `poolsim run` does it, in this thread.
 */
export function decide(scenario: Scenario, options: DecideOptions = {}): { readonly result: RunResult; readonly runs: number } {
  const { result, runs } = runUntilDecided(scenario, options);
  return { result: { ...result, findings: findings(result) }, runs };
}

/**
 * Runs a scenario at every combination of values and says which is best, with intervals over the runs: `sweep({ text, file: null }, { vary:
 * ["pools.main.maximumPoolSize=2..40"], runs: 20 })`. Plain data in and out, in this thread; `poolsim sweep` gives the same bytes with several.
 */
export function sweep(source: SweepSource, plan: SweepPlan): SweepOutcome {
  const outcome = sweepPoints(source, plan);
  return outcome.ok ? { ok: true, result: withVerdicts(outcome.result) } : outcome;
}

/**
 * Runs two scenarios on the same seeds and says which is better, by how much, and how surely: `compare(a, { ...a, set: ["pools.main.max=50"] },
 * { runs: 20 })`. Plain data in and out, in this thread; `poolsim compare` gives the same bytes with several.
 */
export function compare(a: SweepSource, b: SweepSource, plan: ComparePlan = {}): CompareOutcome {
  const outcome = comparePairs(a, b, plan);
  return outcome.ok ? { ok: true, result: withVerdict(outcome.result) } : outcome;
}

/**
 * Finds the smallest size that meets every objective, the whole range that does, and the best of it, with a stated confidence: `recommend({ text, file:
 * null }, { slo: ["p99(api) < 250ms"] })`. Plain data in and out, in this thread; `poolsim recommend` gives the same bytes with several.
 */
export function recommend(source: SweepSource, plan: RecommendPlan = {}): RecommendOutcome {
  const outcome = recommendSize(source, plan);
  return outcome.ok ? { ok: true, result: withRecommendation(outcome.result) } : outcome;
}

export { type Problem, problemText } from './reading/problem.ts';
export { readScenario, type ScenarioRead, type ScenarioSource } from './reading/scenario-file.ts';
export { schema } from './reading/schema.ts';
export type { Scenario } from './model/scenario.ts';
export type { CloseReason, PoolEvent, PoolTracer } from './model/pool/tracer.ts';
export type { Alert, Claim, Condition, PromisePlan } from './promise.ts';
export * from './result.ts';
export * from './result/compare.ts';
export * from './result/recommend.ts';
export * from './result/sweep.ts';
export type { DecideOptions } from './run/decided.ts';
export type { CompareOutcome, ComparePlan } from './compare/compare.ts';
export type { RecommendOutcome } from './recommend/recommend.ts';
export type { RecommendPlan } from './recommend/task.ts';
export type { SweepSource } from './sweep/source.ts';
export type { SweepOutcome, SweepPlan } from './sweep/sweep.ts';

/** Films of runs: how things stand at any instant, and how to get about in one. */
export { connectionStates, type Film, filmBuffers, filmBytes, places, recordKinds } from './film/film.ts';
export { next, Playback, previous, stateAfter, stateAt, stepsBy } from './film/playback.ts';
export type { FilmConnection, FilmCounts, FilmRequest, FilmState } from './film/state.ts';

export { pictures } from './report/charts/index.ts';
export type { Picture, Spec } from './report/charts/chart.ts';
export { findings } from './report/findings.ts';
export { toSvg } from './report/render.ts';
export { recommendPictures } from './report/recommend/charts.ts';
export { recommendCsv, recommendMarkdown, recommendText } from './report/recommend/table.ts';
export { sweepPictures } from './report/sweep/charts.ts';
export { summary } from './report/summary.ts';
export { compareCsv } from './report/compare/csv.ts';
export { compareMarkdown, compareText } from './report/compare/table.ts';
export { comparePictures } from './report/compare/charts.ts';
export { sweepCsv, sweepMarkdown, sweepText } from './report/sweep/table.ts';

/** From measurements to a database: `gathered` reads pgbench's files and tables, `calibrate` fits, `scenarioText` writes what was found as YAML. */
export { calibrate, type CalibrateOptions, type Unfit } from './calibrate/calibrate.ts';
export type { Calibration, LawReport, ParameterReport, PointReport } from './calibrate/calibration.ts';
export { databaseBlock, scenarioText } from './calibrate/block.ts';
export { gathered } from './calibrate/gather.ts';
export type { HoldOut } from './calibrate/hold-out.ts';
export type { Gathered, InputFile, Observation } from './calibrate/observation.ts';

/** Closed forms with their sources, to hold a result against. */
export * as bounds from './theory/bounds.ts';
export * as networks from './theory/networks.ts';
export * as queues from './theory/queues.ts';
export * as sharedDatabase from './theory/shared-database.ts';
export * as sojourn from './theory/sojourn.ts';
export * as timeouts from './theory/timeouts.ts';
/** Intervals over runs, warm-up, stopping, and choosing the best: each with its source. */
export * as batches from './stats/batch-means.ts';
export * as clusteredShares from './stats/clustered-share.ts';
export * as confidence from './stats/confidence.ts';
export * as controlVariates from './stats/control-variate.ts';
export * as equivalence from './stats/equivalence.ts';
export * as isotonic from './stats/isotonic.ts';
export * as proportions from './stats/proportions.ts';
export * as recovery from './stats/recovery.ts';
export * as selection from './stats/selection.ts';
export * as sequential from './stats/sequential.ts';
export * as warmUp from './stats/warm-up.ts';
