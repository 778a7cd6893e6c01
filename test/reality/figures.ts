/** What is compared: figures of a recorded run and the same figures, by the same arithmetic, of its replay in poolsim; and the targets they are held against. */

import type { Recorded } from './recorded.ts';

/** Figures of some requests. Times in ms; latencies and waits are those of requests that were served; NaN where there is nothing to measure. */
export interface Figures {
  readonly requests: number;
  /** Requests turned away by the pool's timeout, %. */
  readonly timeoutShare: number;
  /** Served within the window, per s. */
  readonly throughput: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly waitMean: number;
  /** When the first acquire timeout fired, s; NaN: never. */
  readonly firstTimeout: number;
  /** Mean number of callers waiting in each second of the window. */
  readonly waiting: readonly number[];
}

export const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Linear between neighbours, as the recorded summaries have it; `sorted` in ascending order. */
export function quantile(sorted: readonly number[], p: number): number {
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  const [a, b] = [sorted[low] ?? Number.NaN, sorted[Math.min(low + 1, sorted.length - 1)] ?? Number.NaN];
  return a + (b - a) * (at - low);
}

export const medianOf = (values: readonly number[]): number => quantile([...values].sort((a, b) => a - b), 0.5);

/** Where a function that grows passes a value between two bounds, by halving: one of the bounds where it does not. */
export function passing(value: number, [from, to]: readonly [number, number], of: (x: number) => number, steps = 16): number {
  let [low, high] = [from, to];
  for (let step = 0; step < steps; step++) {
    const middle = (low + high) / 2;
    if (of(middle) < value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Mean number waiting in each whole second from `fromS` to `toS`: the caller waits from its arrival until it has a connection or has given up. */
export function waitingCurve(requests: readonly Recorded[], fromS: number, toS: number): readonly number[] {
  const area = new Array<number>(Math.max(0, Math.floor(toS - fromS))).fill(0);
  for (const one of requests) {
    const [from, to] = [one.arrive / 1000 - fromS, (one.acquire ?? one.end ?? Number.POSITIVE_INFINITY) / 1000 - fromS];
    for (let second = Math.max(0, Math.floor(from)); second < area.length && second < to; second++) {
      area[second] = (area[second] as number) + Math.max(0, Math.min(to, second + 1) - Math.max(from, second));
    }
  }
  return area;
}

/** The figures of requests that arrived in a window of time, s. */
export function figuresOf(all: readonly Recorded[], fromS: number, toS: number): Figures {
  const requests = all.filter((one) => one.arrive >= fromS * 1000 && one.arrive < toS * 1000);
  const served = requests.filter((one) => one.outcome === 'ok');
  const latencies = served.map((one) => (one.end as number) - one.arrive).sort((a, b) => a - b);
  const timeouts = requests.filter((one) => one.outcome === 'acquire_timeout');
  const inWindow = all.filter((one) => one.outcome === 'ok' && (one.end as number) >= fromS * 1000 && (one.end as number) < toS * 1000);
  return {
    requests: requests.length, timeoutShare: (100 * timeouts.length) / requests.length, throughput: inWindow.length / (toS - fromS),
    mean: meanOf(latencies), p50: quantile(latencies, 0.5), p95: quantile(latencies, 0.95), p99: quantile(latencies, 0.99),
    waitMean: meanOf(served.map((one) => (one.acquire as number) - one.arrive)),
    firstTimeout: timeouts.length === 0 ? Number.NaN : Math.min(...timeouts.map((one) => one.end as number)) / 1000,
    waiting: waitingCurve(all, fromS, toS),
  };
}

/** A figure that is held against a target: the largest error, relative to what was measured or in points. */
export interface Target {
  readonly name: string;
  readonly of: (figures: Figures) => number;
  readonly unit: 'ms' | '/s' | 'points';
  readonly within: number;
}

export const targets: readonly Target[] = [
  { name: 'throughput', of: (f) => f.throughput, unit: '/s', within: 0.05 },
  { name: 'mean', of: (f) => f.mean, unit: 'ms', within: 0.1 },
  { name: 'p50', of: (f) => f.p50, unit: 'ms', within: 0.1 },
  { name: 'p95', of: (f) => f.p95, unit: 'ms', within: 0.1 },
  { name: 'p99', of: (f) => f.p99, unit: 'ms', within: 0.2 },
  { name: 'timeout share', of: (f) => f.timeoutShare, unit: 'points', within: 2 },
];

/** How far `other` is from `measured`: relative, or in points. NaN where one of them has nothing to measure; 0 where both are nothing. */
export function errorOf(target: Target, measured: Figures, other: Figures): number {
  const [was, is] = [target.of(measured), target.of(other)];
  if (Number.isNaN(was) && Number.isNaN(is)) return 0;
  return target.unit === 'points' || was === is ? is - was : is / was - 1;
}

export const isMet = (target: Target, error: number): boolean => Math.abs(error) <= target.within;

/** Mean distance between two waiting curves, in callers. */
export const curveError = (measured: Figures, predicted: Figures): number =>
  measured.waiting.length === 0 ? 0 : meanOf(measured.waiting.map((was, i) => Math.abs((predicted.waiting[i] ?? 0) - was)));
