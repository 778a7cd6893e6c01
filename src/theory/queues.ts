/**
 * Pools in front of a database that never slows down: Erlang's loss and delay formulas (1917), the bounded line, and one
 * connection with any hold time. Formulas as in Gross, Shortle, Thompson & Harris, Fundamentals of Queueing Theory (2008).
 */
import { assert } from '../assert.ts';
import { exp, ln } from '../random/portable-math.ts';
import { decay, erlangMixtureTail, percentile } from './solving.ts';

/** Poisson requests of `rate`, each holding one of `size` connections for a mean of `hold`. */
export interface PoolLoad {
  readonly rate: number;
  readonly hold: number;
  readonly size: number;
}

function check({ rate, hold, size }: PoolLoad): void {
  assert(rate > 0 && hold > 0, 'requests come at some rate and hold for some time');
  assert(Number.isInteger(size) && size >= 1, 'a pool has a whole number of connections');
}

/** Erlang B: the share of requests refused by `size` connections without a line, at `offered` = rate x hold. Any hold law. */
export function erlangB(size: number, offered: number): number {
  let refused = 1;
  for (let n = 1; n <= size; n++) refused = (offered * refused) / (n + offered * refused);
  return refused;
}

/** Erlang C: the share of requests that wait, with an endless line. 1 when the offered load is the size or more. */
export function erlangC(size: number, offered: number): number {
  if (offered >= size) return 1;
  const refused = erlangB(size, offered);
  return refused / (1 - (offered / size) * (1 - refused));
}

/** What a pool with an endless line does (M/M/c). */
export interface WaitingPool {
  readonly utilisation: number;
  readonly waitShare: number;
  /** Mean wait of all requests, zero waits included. */
  readonly waitMean: number;
  /** Mean wait of those that wait. */
  readonly waitMeanOfWaiters: number;
  readonly waitSd: number;
  readonly lineMean: number;
  readonly responseMean: number;
  /** P(wait > t). */
  readonly waitTail: (t: number) => number;
  /** P(wait + hold > t). */
  readonly responseTail: (t: number) => number;
  /** The wait that a share p of the requests do not exceed; 0 where that many do not wait. */
  readonly waitQuantile: (p: number) => number;
  readonly responseQuantile: (p: number) => number;
}

/** M/M/c, first come first served. Null when the pool cannot keep up: there is no steady state. Source: Erlang 1917. */
export function waitingPool(load: PoolLoad): WaitingPool | null {
  check(load);
  const { rate, hold, size } = load;
  const spare = size / hold - rate;
  if (spare <= 0) return null;
  const waitShare = erlangC(size, rate * hold);
  const waitMean = waitShare / spare;
  const waitTail = (t: number): number => waitShare * exp(-spare * t);
  // wait of rate `spare`, then hold of rate 1/hold: the convolution, which has no gap where the two rates meet
  const responseTail = (t: number): number => {
    const alone = exp(-t / hold);
    return waitTail(t) + (1 - waitShare) * alone + waitShare * spare * t * alone * decay((spare - 1 / hold) * t);
  };
  return {
    utilisation: (rate * hold) / size,
    waitShare,
    waitMean,
    waitMeanOfWaiters: 1 / spare,
    waitSd: Math.sqrt(waitShare * (2 - waitShare)) / spare,
    lineMean: rate * waitMean,
    responseMean: waitMean + hold,
    waitTail,
    responseTail,
    waitQuantile: p => (1 - p >= waitShare ? 0 : ln(waitShare / (1 - p)) / spare),
    responseQuantile: p => percentile(responseTail, p, hold + waitMean),
  };
}

/** What a pool without a line does (M/G/c/c). */
export interface FailFastPool {
  readonly refusedShare: number;
  readonly throughput: number;
  readonly refusedRate: number;
  readonly busyMean: number;
  readonly busySd: number;
  readonly utilisation: number;
  /** Share of time in which no connection is lent. */
  readonly idleShare: number;
}

/** Erlang's loss system: an exhausted pool refuses at once. Holds for any hold law (Sevastyanov 1957). */
export function failFastPool(load: PoolLoad): FailFastPool {
  check(load);
  const { rate, hold, size } = load;
  const offered = rate * hold;
  const refusedShare = erlangB(size, offered);
  const busyMean = offered * (1 - refusedShare);
  let term = 1;
  let idleWeight = 1; // sum of offered^n / n!, scaled on the way so that it stays finite
  let scale = 1;
  for (let n = 1; n <= size; n++) {
    term *= offered / n;
    idleWeight += term;
    if (idleWeight > 1e200) {
      term /= idleWeight;
      scale /= idleWeight;
      idleWeight = 1;
    }
  }
  return {
    refusedShare,
    throughput: rate * (1 - refusedShare),
    refusedRate: rate * refusedShare,
    busyMean,
    busySd: Math.sqrt(busyMean - offered * refusedShare * (size - busyMean)),
    utilisation: busyMean / size,
    idleShare: scale / idleWeight,
  };
}

/** What a pool whose line has a limited number of places does (M/M/c/(c+q)). Waits are those of accepted requests. */
export interface BoundedPool {
  readonly refusedShare: number;
  readonly throughput: number;
  readonly utilisation: number;
  readonly waitShare: number;
  readonly waitMean: number;
  readonly lineMean: number;
  readonly responseMean: number;
  readonly waitTail: (t: number) => number;
  readonly waitQuantile: (p: number) => number;
}

/** A pool that refuses when `places` requests already wait; overload is allowed. */
export function boundedPool(load: PoolLoad & { readonly places: number }): BoundedPool {
  check(load);
  const { rate, hold, size, places } = load;
  const offered = rate * hold;
  const step = offered / size;
  const refusedAtDoor = erlangB(size, offered);
  const line = [1]; // weights of 0, 1, ..., q waiting while all connections are lent
  for (let n = 1; n <= places; n++) line.push(line[n - 1]! * step);
  const weight = line.reduce((sum, x) => sum + x, 0);
  const full = refusedAtDoor / (1 - refusedAtDoor + refusedAtDoor * weight);
  const refusedShare = full * line[places]!;
  const throughput = rate * (1 - refusedShare);
  const lineMean = full * line.reduce((sum, x, n) => sum + n * x, 0);
  const found = line.slice(0, places).map(x => (full * x) / (1 - refusedShare));
  const waitTail = (t: number): number => erlangMixtureTail(found, size / hold, t);
  return {
    refusedShare,
    throughput,
    utilisation: (throughput * hold) / size,
    waitShare: found.reduce((sum, x) => sum + x, 0),
    waitMean: lineMean / throughput,
    lineMean,
    responseMean: lineMean / throughput + hold,
    waitTail,
    waitQuantile: p => percentile(waitTail, p, hold / size),
  };
}

/** One connection with any hold law (M/G/1): what the first three moments of the hold say. */
export interface SingleConnection {
  readonly utilisation: number;
  readonly waitMean: number;
  /** Null where the third moment was not given. */
  readonly waitSd: number | null;
  readonly lineMean: number;
  readonly responseMean: number;
}

/**
 * The Pollaczek-Khinchine formulas (1930, 1932) for one connection, first come first served, from E[S], E[S^2] and, for the spread
 * of the wait, E[S^3] of the hold. Null when it cannot keep up.
 */
export function singleConnection(load: { readonly rate: number; readonly hold: number; readonly holdSquare: number; readonly holdCube?: number }): SingleConnection | null {
  const utilisation = load.rate * load.hold;
  if (utilisation >= 1) return null;
  const waitMean = (load.rate * load.holdSquare) / (2 * (1 - utilisation));
  const variance = load.holdCube === undefined ? null : waitMean * waitMean + (load.rate * load.holdCube) / (3 * (1 - utilisation));
  return { utilisation, waitMean, waitSd: variance === null ? null : Math.sqrt(variance), lineMean: load.rate * waitMean, responseMean: waitMean + load.hold };
}
