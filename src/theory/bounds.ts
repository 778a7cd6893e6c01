/**
 * Arithmetic that needs no queueing theory: Little's law, the knee, bounds of closed loops, safe pool sizes, limits of a fleet,
 * leaks and outages. Operational laws hold on every finite run, whatever the model (Denning & Buzen 1978). Any one unit of time.
 */
import { assert } from '../assert.ts';
import { gammaQuantile } from '../random/gamma-quantile.ts';

/** Little's law (1961): the mean number inside, from the rate through and the mean time inside. */
export const littleCount = (rate: number, time: number): number => rate * time;

/** Little's law the other way: the mean time inside. NaN when nothing passes and nothing is inside. */
export const littleTime = (count: number, rate: number): number => count / rate;

/**
 * The knee: connections that just keep `cores` busy when a request computes for `cpu` and is blocked for `blocked` (disk, locks,
 * round trips, application work) while it holds its connection. Equal to peak throughput times least response (Kleinrock 1979).
 */
export const knee = (cores: number, cpu: number, blocked: number): number => cores * (1 + blocked / cpu);

/** The rule of thumb cores x 2 + spindles (PostgreSQL wiki): the knee of requests blocked as long as they compute, plus the disks. */
export const coresRule = (cores: number, spindles: number): number => 2 * cores + spindles;

/** What a closed loop cannot beat: asymptotic bounds (Muntz & Wong 1974; Lazowska et al. 1984). */
export interface ClosedLoopBounds {
  /** Throughput is at most this. */
  readonly throughput: number;
  /** The response without thinking is at least this. */
  readonly response: number;
  /** The crowd at which the two limits meet; beyond it someone must wait. */
  readonly saturation: number;
}

/**
 * Bounds for `callers` with `think` time and a response of at least `response` when alone, of which `demand` is spent at the
 * bottleneck with its `servers`.
 */
export function closedLoopBounds({ callers, think, response, demand, servers }: {
  readonly callers: number; readonly think: number; readonly response: number; readonly demand: number; readonly servers: number;
}): ClosedLoopBounds {
  const most = servers / demand;
  return {
    throughput: Math.min(callers / (response + think), most),
    response: Math.max(response, callers / most - think),
    saturation: (response + think) * most,
  };
}

/**
 * The smallest pool in which `workers` that each take `needed` connections, one after another and holding all, cannot deadlock:
 * Tn x (Cm - 1) + 1. Source: HikariCP, About Pool Sizing (pool-locking); confirmed by exhaustive search.
 */
export const deadlockFloor = (workers: number, needed: number): number => workers * (needed - 1) + 1;

/** Connections a fleet may open: instances x (pool + overflow). */
export const fleetConnections = (instances: number, size: number, overflow = 0): number => instances * (size + overflow);

/** The largest pool per instance that keeps the whole fleet within `share` of what the server admits (less what it reserves). */
export function perInstanceCeiling({ maxConnections, reserved = 0, share = 1, instances }: {
  readonly maxConnections: number; readonly reserved?: number; readonly share?: number; readonly instances: number;
}): number {
  assert(instances >= 1, 'a fleet has at least one instance');
  return Math.max(0, Math.floor(((maxConnections - reserved) * share) / instances + 1e-9));
}

/** Mean time until leaks at `rate` have taken every connection: size/rate, whatever the law between leaks. Infinity without leaks. */
export const leakTimeMean = (size: number, rate: number): number => size / rate;

/** The time by which Poisson leaks have emptied the pool with probability p: Erlang of `size` stages. */
export const leakTimeQuantile = (size: number, rate: number, p: number): number => gammaQuantile(p, size) / rate;

/**
 * Requests that fail when every connection is held for `hold` while requests come at `rate` and wait at most `timeout`: those that
 * arrive in the first hold - timeout. 0 when the hold is shorter than their patience.
 */
export const outageFailures = (rate: number, hold: number, timeout: number): number => rate * Math.max(0, hold - timeout);

/** Time saved over a span when each of `rate` requests per unit of time saves `each`: 85 ms at 1000/min are 85 s in a minute. */
export const timeSaved = (each: number, rate: number, span: number): number => each * rate * span;
