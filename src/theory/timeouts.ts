/**
 * The core model, exactly: Poisson requests, a pool served first come first served, an acquire timeout, and a database that
 * shares its speed among the jobs inside. Exact for exponential work because, while all connections are lent, the database
 * finishes jobs at one constant rate. Sources: Barrer 1957 and Baccelli & Hebuterne 1981 (constant patience); Brandt & Brandt 1999
 * (speed that depends on the number inside); Palm 1957 (exponential patience, Erlang A).
 */
import { assert } from '../assert.ts';
import { exp } from '../random/portable-math.ts';
import { gammaP } from '../random/special-functions.ts';
import { birthAndDeath, decay, meanOver, percentile, rampDecay, type Speed, total } from './solving.ts';

/** Poisson requests of `rate`, exponential work of mean `work` core-times, a pool of `size` before a database of that `speed`. */
export interface CoreLoad {
  readonly rate: number;
  readonly work: number;
  readonly size: number;
  readonly speed: Speed;
}

/** What the pool does when acquisitions time out; overload is allowed. Waits are acquire waits. */
export interface PoolWithTimeout {
  readonly timeoutShare: number;
  readonly throughput: number;
  /** Share of requests that find every connection lent. */
  readonly waitShare: number;
  /** Mean time in the line over all requests; a timed-out one counts its whole wait. */
  readonly waitMeanOfAll: number;
  readonly waitMeanOfServed: number;
  readonly lineMean: number;
  /** Mean jobs in the database, which is the mean of lent connections. */
  readonly busyMean: number;
  readonly holdMean: number;
  readonly responseMeanOfServed: number;
  readonly utilisation: number;
  /** P(wait > t) among the served. */
  readonly servedWaitTail: (t: number) => number;
  readonly servedWaitQuantile: (p: number) => number;
}

/** Completions per unit of time with n jobs inside. */
const completionRate = ({ work, speed, size }: CoreLoad) => (n: number): number => speed(Math.min(n, size)) / work;

function check({ rate, work, size }: CoreLoad): void {
  assert(rate > 0 && work > 0, 'requests come at some rate and bring some work');
  assert(Number.isInteger(size) && size >= 1, 'a pool has a whole number of connections');
}

/** The figures that follow from how many are inside and how long they wait, by Little's law. */
function byLittle(load: CoreLoad, timeoutShare: number, waitShare: number, belowFull: readonly number[], waitMeanOfAll: number, waitMeanOfServed: number) {
  const throughput = load.rate * (1 - timeoutShare);
  const busyMean = meanOver(belowFull, n => n) + load.size * waitShare;
  const holdMean = busyMean / throughput;
  return {
    timeoutShare, throughput, waitShare, waitMeanOfAll, waitMeanOfServed, busyMean, holdMean,
    lineMean: load.rate * waitMeanOfAll,
    responseMeanOfServed: waitMeanOfServed + holdMean,
    utilisation: busyMean / load.size,
  };
}

/**
 * The core model with one constant timeout for all. Also P(a request is still waiting after t), `stillWaiting`, for t up to the
 * timeout. In overload everything is scaled by e^(d timeout), so that nothing overflows.
 */
export function poolWithTimeout(load: CoreLoad & { readonly timeout: number }): PoolWithTimeout & { readonly stillWaiting: (t: number) => number } {
  check(load);
  assert(load.timeout > 0 && load.timeout < Number.POSITIVE_INFINITY, 'a timeout is a finite time above zero');
  const { rate, size, timeout } = load;
  const finish = completionRate(load);
  const full = finish(size);
  const d = full - rate;
  const below = birthAndDeath(() => rate, finish, size - 1)!;
  const scaled = d < 0 ? exp(d * timeout) : 1; // every weight below is a true one times this
  const atEnd = d < 0 ? 1 : exp(-d * timeout); // e^(-d timeout), scaled
  const atEntry = rate * below[size - 1]!;
  const whileWaiting = timeout * (d < 0 ? decay(-d * timeout) : decay(d * timeout));
  const whole = scaled + atEntry * (whileWaiting + atEnd / full);
  const k = atEntry / whole;
  const timeoutShare = (k * atEnd) / full;
  const y = d * timeout;
  const ramp = k * timeout * timeout * (y < -0.5 ? (exp(y) - 1 - y) / (y * y) : scaled * rampDecay(y));
  const served = 1 - timeoutShare;
  // integral of the waiting density from t to the timeout: e^(-dt) (timeout - t) decay(d (timeout - t)), scaled
  const between = (t: number): number => {
    const left = timeout - t;
    return d < 0 ? left * decay(-d * left) : exp(-d * t) * left * decay(d * left);
  };
  const servedWaitTail = (t: number): number => (t >= timeout ? 0 : (k * between(t)) / served);
  return {
    ...byLittle(load, timeoutShare, k * (whileWaiting + atEnd / full), below.map(p => (p * scaled) / whole), ramp + timeout * timeoutShare, ramp / served),
    servedWaitTail,
    servedWaitQuantile: p => percentile(servedWaitTail, p, timeout),
    stillWaiting: t => (t >= timeout ? timeoutShare : k * between(t) + timeoutShare),
  };
}

/** Sum of y^n / (b (b+1) ... (b+n)) times b: the incomplete gamma integral without its leading factor. */
function gammaSeries(b: number, y: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= y / (b + n);
    sum += term;
  }
  return sum;
}

/** P(b, a e^-u) / P(b, a): computed from the series where both would underflow. */
function gammaRatio(b: number, a: number, u: number): number {
  const y = a * exp(-u);
  if (a > b) return gammaP(b, y) / gammaP(b, a);
  return (exp(a - y - b * u) * gammaSeries(b, y)) / gammaSeries(b, a);
}

/**
 * The core model with exponential timeouts of the given mean (Erlang A where the speed is unlimited): the chain on the number
 * inside, whose line also loses n x 1/meanTimeout. `waitMeanOfTimedOut` is null where nobody times out.
 */
export function poolWithRandomTimeout(load: CoreLoad & { readonly meanTimeout: number }): PoolWithTimeout & { readonly waitMeanOfTimedOut: number | null } {
  check(load);
  const { rate, size, meanTimeout } = load;
  const leave = 1 / meanTimeout;
  const finish = completionRate(load);
  const full = finish(size);
  const inside = birthAndDeath(() => rate, n => finish(n) + Math.max(0, n - size) * leave)!;
  const below = inside.slice(0, size);
  const line = inside.slice(size);
  const waitMeanOfAll = meanOver(line, n => n) / rate;
  const timeoutShare = waitMeanOfAll * leave;
  const served = 1 - timeoutShare;
  let reach = 1; // P(served) with n ahead, and the mean of the wait on those paths
  let waited = 0;
  let servedWaiters = 0;
  let waitOfServed = 0;
  for (const [ahead, p] of line.entries()) {
    const pace = full + (ahead + 1) * leave;
    const go = (full + ahead * leave) / pace;
    waited = go * (waited + reach / pace);
    reach *= go;
    servedWaiters += p * reach;
    waitOfServed += p * waited;
  }
  const servedWaitTail = (t: number): number => (servedWaiters / served) * gammaRatio(full * meanTimeout + 1, rate * meanTimeout, leave * t);
  return {
    ...byLittle(load, timeoutShare, total(line), below, waitMeanOfAll, waitOfServed / served),
    servedWaitTail,
    servedWaitQuantile: p => percentile(servedWaitTail, p, meanTimeout),
    waitMeanOfTimedOut: timeoutShare > 0 ? (waitMeanOfAll - waitOfServed) / timeoutShare : null,
  };
}
