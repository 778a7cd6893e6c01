/**
 * A database that shares its speed among the jobs inside, with no pool, with a pool and an endless line, and with a fixed crowd of
 * callers. Product forms (Kelly 1979; insensitive to the law of work where no one waits) and the arrival theorem (Sevcik & Mitrani
 * 1981); response percentiles of exponential work by uniformization of the tagged job.
 */
import { assert } from '../assert.ts';
import { exp, ln } from '../random/portable-math.ts';
import { birthAndDeath, erlangMixtureTail, meanOver, percentile, type Speed, total } from './solving.ts';
import { type Sojourn, sojournOf } from './sojourn.ts';

/** A database without a pool in front of it (M/G/PS with any speed curve). */
export interface SharedDatabase {
  /** Probabilities of n jobs inside. */
  readonly inside: readonly number[];
  readonly jobsMean: number;
  readonly responseMean: number;
  /** Mean response of a job divided by its work, the same for every job however large. */
  readonly slowdown: number;
  /** P(more than n jobs inside). */
  readonly moreThan: (n: number) => number;
  /** The least n with P(at most n jobs) at or above p. */
  readonly jobsQuantile: (p: number) => number;
  /** The law of the response; exponential work only. All else holds for any law of work. */
  readonly response: () => Sojourn;
}

/** Poisson requests of `rate` with mean `work` straight into the database. Null when it cannot keep up. */
export function sharedDatabase({ rate, work, speed }: { readonly rate: number; readonly work: number; readonly speed: Speed }): SharedDatabase | null {
  const inside = birthAndDeath(() => rate, n => speed(n) / work);
  if (inside === null) return null;
  const jobsMean = meanOver(inside, n => n);
  const moreThan = (n: number): number => total(inside.slice(n + 1));
  return {
    inside,
    jobsMean,
    responseMean: jobsMean / rate,
    slowdown: jobsMean / rate / work,
    moreThan,
    jobsQuantile: p => {
      let n = 0;
      for (let sum = inside[0]!; sum < p && n < inside.length - 1; sum += inside[n]!) n += 1;
      return n;
    },
    response: () => sojournOf({ rate, finish: n => speed(n) / work, size: Number.POSITIVE_INFINITY, found: inside, waitShare: 0, spare: 0 }),
  };
}

/** A pool with an endless line before a shared database: exponential work, first come first served. */
export interface PoolBeforeDatabase {
  readonly waitShare: number;
  readonly waitMean: number;
  readonly lineMean: number;
  readonly busyMean: number;
  readonly holdMean: number;
  readonly insideMean: number;
  readonly responseMean: number;
  readonly utilisation: number;
  readonly waitTail: (t: number) => number;
  readonly waitQuantile: (p: number) => number;
  /** The law of wait and hold together. */
  readonly response: () => Sojourn;
}

/** Limited processor sharing without timeouts. Null when it cannot keep up. */
export function poolBeforeDatabase({ rate, work, size, speed }: { readonly rate: number; readonly work: number; readonly size: number; readonly speed: Speed }): PoolBeforeDatabase | null {
  const finish = (n: number): number => speed(Math.min(n, size)) / work;
  const spare = finish(size) - rate;
  if (spare <= 0) return null;
  const upToFull = birthAndDeath(() => rate, finish, size)!; // states 0..c; beyond, a geometric line
  const step = rate / finish(size);
  const whole = 1 + (upToFull[size]! * step) / (1 - step);
  const found = upToFull.slice(0, size).map(p => p / whole);
  const waitShare = upToFull[size]! / (1 - step) / whole;
  const waitMean = waitShare / spare;
  const busyMean = meanOver(found, n => n) + size * waitShare;
  return {
    waitShare, waitMean, busyMean,
    lineMean: rate * waitMean,
    holdMean: busyMean / rate,
    insideMean: busyMean + rate * waitMean,
    responseMean: waitMean + busyMean / rate,
    utilisation: busyMean / size,
    waitTail: t => waitShare * exp(-spare * t),
    waitQuantile: p => (1 - p >= waitShare ? 0 : ln(waitShare / (1 - p)) / spare),
    response: () => sojournOf({ rate, finish, size, found, waitShare, spare }),
  };
}

/** `callers` who think, ask for a connection of a pool of `size`, work, and think again (machine repair, M(n)/M(n)/c//N). */
export interface CallersBeforeDatabase {
  readonly throughput: number;
  readonly responseMean: number;
  readonly waitMean: number;
  readonly holdMean: number;
  /** Share of requests that wait, as the requests see it. */
  readonly waitShare: number;
  readonly lineMean: number;
  readonly utilisation: number;
  readonly busyMean: number;
  readonly waitTail: (t: number) => number;
  readonly waitQuantile: (p: number) => number;
}

/** The closed model; any law of thinking, exponential work. A request sees the system with one caller fewer. */
export function callersBeforeDatabase(load: {
  readonly callers: number; readonly think: number; readonly work: number; readonly size: number; readonly speed: Speed;
}): CallersBeforeDatabase {
  const { callers, think, work, size, speed } = load;
  assert(Number.isInteger(callers) && callers >= 1 && think > 0, 'there is at least one caller, who thinks for some time');
  const finish = (n: number): number => speed(Math.min(n, size)) / work;
  const insideOf = (crowd: number): number[] => birthAndDeath(n => (crowd - n) / think, finish, crowd)!;
  const inside = insideOf(callers);
  const throughput = meanOver(inside, n => callers - n) / think;
  const lineMean = meanOver(inside, n => Math.max(0, n - size));
  const busyMean = meanOver(inside, n => n) - lineMean;
  const ahead = insideOf(callers - 1).slice(size);
  const full = finish(size);
  const waitTail = (t: number): number => erlangMixtureTail(ahead, full, t);
  return {
    throughput, lineMean, busyMean,
    responseMean: callers / throughput - think,
    waitMean: lineMean / throughput,
    holdMean: busyMean / throughput,
    waitShare: total(ahead),
    utilisation: busyMean / size,
    waitTail,
    waitQuantile: p => percentile(waitTail, p, 1 / full),
  };
}

/** Throughput and mean hold of a pool that always has someone waiting: speed(size)/work, whatever the law of work. */
export function saturatedPool({ work, size, speed }: { readonly work: number; readonly size: number; readonly speed: Speed }): { readonly throughput: number; readonly holdMean: number } {
  const throughput = speed(size) / work;
  return { throughput, holdMean: size / throughput };
}
