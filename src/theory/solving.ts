/**
 * Small tools of the closed forms: stationary laws of birth-and-death chains, tails of Erlang mixtures, and percentiles from tails.
 * Every formula in this room takes times and rates in any one unit (seconds with per second, or µs with per µs) and answers in it.
 */
import { exp } from '../random/portable-math.ts';
import { gammaQ } from '../random/special-functions.ts';

/** Work the database does per unit of time with n jobs inside, in cores; n is whole and at least 1. */
export type Speed = (n: number) => number;

/** A database that never slows down: every job runs as if alone. */
export const unlimited: Speed = n => n;

/** Infinite chains are looked at up to here: a chain that still climbs has no steady state, however long it seems to have one. */
const farOut = 1_000_000;

/**
 * Probabilities of the states 0, 1, ..., from the rate up out of each state and the rate down out of the next. Ends after state
 * `last`, or, when that is Infinity, where what is left is below 1e-18 of the whole; null when that never comes (no steady state).
 */
export function birthAndDeath(up: (n: number) => number, down: (n: number) => number, last = Number.POSITIVE_INFINITY): number[] | null {
  if (last === Number.POSITIVE_INFINITY && up(farOut) >= down(farOut)) return null;
  const weights = [1];
  let sum = 1;
  for (let n = 1; n <= last; n++) {
    const ratio = up(n - 1) / down(n);
    let weight = weights[n - 1]! * ratio;
    if (weight > 1e200) {
      for (let i = 0; i < n; i++) weights[i]! /= weight;
      sum /= weight;
      weight = 1;
    }
    weights.push(weight);
    sum += weight;
    if (last === Number.POSITIVE_INFINITY) {
      if (ratio < 1 && weight / (1 - ratio) < 1e-18 * sum) break;
      if (n >= farOut) return null;
    }
  }
  return weights.map(weight => weight / sum);
}

/** The sum of a row. */
export const total = (row: readonly number[]): number => row.reduce((sum, x) => sum + x, 0);

/** The sum of f(n) p(n) over the states. */
export const meanOver = (row: readonly number[], f: (n: number) => number): number => row.reduce((sum, p, n) => sum + p * f(n), 0);

/** P(sum > t) where with probability `row[k]` the time is k + 1 exponential stages of the given rate. */
export function erlangMixtureTail(row: readonly number[], rate: number, t: number): number {
  return row.reduce((sum, p, k) => (p === 0 ? sum : sum + p * gammaQ(k + 1, rate * t)), 0);
}

/** The smallest t >= 0 with tail(t) <= 1 - p, for a tail that falls to 0; `scale` is any time of the right size. 0 at an atom. */
export function percentile(tail: (t: number) => number, p: number, scale: number): number {
  const share = 1 - p;
  if (tail(0) <= share) return 0;
  let high = scale;
  while (tail(high) > share) high *= 2;
  let low = 0;
  while (high - low > 1e-15 * high) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (tail(middle) > share) low = middle;
    else high = middle;
  }
  return high;
}

/** (1 - e^-y)/y, 1 at y = 0: the mean of e^-yu over u from 0 to 1. */
export function decay(y: number): number {
  if (Math.abs(y) > 0.5) return (1 - exp(-y)) / y;
  let term = 1;
  let sum = 1;
  for (let n = 2; Math.abs(term) > 1e-18; n++) {
    term *= -y / n;
    sum += term;
  }
  return sum;
}

/** (1 - e^-y (1 + y))/y^2, 1/2 at y = 0: the integral of u e^-yu over u from 0 to 1. */
export function rampDecay(y: number): number {
  if (Math.abs(y) > 0.5) return (1 - exp(-y) * (1 + y)) / (y * y);
  let power = 1;
  let sum = 0.5;
  for (let n = 1; Math.abs(power) > 1e-18; n++) {
    power *= -y / n;
    sum += power / (n + 2);
  }
  return sum;
}
