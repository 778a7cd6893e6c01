/** What is compared: a figure of a recorded run and what poolsim predicts for it, with the error and the target it is held against. */

import type { ClassResult, PoolResult } from '../../src/result.ts';
import type { Recorded } from './recorded.ts';

/** Figures of the requests of one class. Times in ms; waits are those of requests that got a connection. */
export interface Figures {
  readonly requests: number;
  readonly timeouts: number;
  readonly servedPerS: number;
  readonly waitMean: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** When the first acquire timeout fired, in s; null: never. */
  readonly firstTimeoutS: number | null;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Interpolated between neighbours; `sorted` in ascending order. */
function quantile(sorted: readonly number[], p: number): number {
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  const [a, b] = [sorted[low] ?? Number.NaN, sorted[Math.min(low + 1, sorted.length - 1)] ?? Number.NaN];
  return a + (b - a) * (at - low);
}

/** Figures of what was recorded; `overS`: the time in which it was served. */
export function recordedFigures(requests: readonly Recorded[], overS: number): Figures {
  const served = requests.filter((one) => one.outcome === 'ok');
  const latencies = served.map((one) => (one.end as number) - one.arrive).sort((a, b) => a - b);
  const timeouts = requests.filter((one) => one.outcome === 'acquire_timeout');
  return {
    requests: requests.length, timeouts: timeouts.length, servedPerS: served.length / overS,
    waitMean: meanOf(served.map((one) => (one.acquire as number) - one.arrive)), mean: meanOf(latencies),
    p50: quantile(latencies, 0.5), p95: quantile(latencies, 0.95), p99: quantile(latencies, 0.99),
    firstTimeoutS: timeouts.length === 0 ? null : Math.min(...timeouts.map((one) => one.end ?? Number.POSITIVE_INFINITY)) / 1000,
  };
}

/** The same figures of a simulated run. */
export const simulatedFigures = (of: ClassResult, pool: PoolResult, overS: number, firstTimeoutS: number | null): Figures => ({
  requests: of.arrived, timeouts: of.failures.acquireTimeout ?? 0, servedPerS: of.served / overS,
  waitMean: pool.acquireMs.mean ?? Number.NaN, mean: of.latencyMs.mean ?? Number.NaN,
  p50: of.latencyMs.p50 ?? Number.NaN, p95: of.latencyMs.p95 ?? Number.NaN, p99: of.latencyMs.p99 ?? Number.NaN, firstTimeoutS,
});

/** A figure that is held against a target: a largest error relative to what was measured, or (for shares) in points. */
export interface Target {
  readonly name: string;
  readonly of: (figures: Figures) => number;
  readonly unit: 'ms' | '/s' | 'points' | 's';
  readonly within: number;
}

export const targets: readonly Target[] = [
  { name: 'served per s', of: (f) => f.servedPerS, unit: '/s', within: 0.05 },
  { name: 'mean', of: (f) => f.mean, unit: 'ms', within: 0.1 },
  { name: 'p50', of: (f) => f.p50, unit: 'ms', within: 0.1 },
  { name: 'p95', of: (f) => f.p95, unit: 'ms', within: 0.1 },
  { name: 'p99', of: (f) => f.p99, unit: 'ms', within: 0.2 },
  { name: 'timeouts', of: (f) => (100 * f.timeouts) / f.requests, unit: 'points', within: 2 },
];

/** The error of a prediction: relative, or in points. */
export const errorOf = (target: Target, measured: Figures, predicted: Figures): number =>
  target.unit === 'points' ? target.of(predicted) - target.of(measured) : target.of(predicted) / target.of(measured) - 1;

export const isMet = (target: Target, error: number): boolean => Math.abs(error) <= target.within;
