/**
 * Quantiles of Student's t and of the beta law, by Newton's method inside a bracket on the incomplete beta integral (DLMF 8.17).
 * Relative error about 1e-12.
 */
import { exp, ln } from '../random/portable-math.ts';
import { normalQuantile } from '../random/normal.ts';
import { betaP, betaSlope, gammaLn } from '../random/special-functions.ts';

const halfLnPi = 0.572364942924700087;

/** The root of a rising function between `low` and `high`: Newton from `start`, halving whenever it leaves the bracket. */
function rootOfRising(f: (x: number) => number, slopeAt: (x: number) => number, low: number, high: number, start: number): number {
  let x = start;
  for (let n = 0; n < 300; n++) {
    const value = f(x);
    if (value === 0) return x;
    if (value > 0) high = x;
    else low = x;
    const slope = slopeAt(x);
    const next = slope > 0 ? x - value / slope : Number.NaN;
    if (Math.abs(next - x) <= 2e-15 * Math.abs(x)) return next;
    x = next > low && next < high ? next : (low + high) / 2;
    if (high - low <= 2e-16 * Math.abs(x)) return x;
  }
  return x;
}

/** P(T > t) for Student's t with `df` degrees of freedom (above 0, not necessarily whole), t at or above 0. */
export function studentTail(t: number, df: number): number {
  const square = t * t;
  return 0.5 * betaP(df / 2, 0.5, df / (df + square), square / (df + square));
}

/** The t with P(T <= t) = p, 0 < p < 1. Infinite degrees of freedom give the normal law; p = 0 or 1 gives an infinity. */
export function studentQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return Number.NaN;
  if (p === 0.5) return 0;
  if (p === 0 || p === 1 || df === Number.POSITIVE_INFINITY) return normalQuantile(p);
  const tail = p < 0.5 ? p : 1 - p;
  const lnPeak = gammaLn((df + 1) / 2) - gammaLn(df / 2) - halfLnPi - 0.5 * ln(df);
  // Over ln t: the tails are powers of t, nearly straight there.
  const over = (y: number): number => tail - studentTail(exp(y), df);
  const slope = (y: number): number => {
    const t = exp(y);
    return t * exp(lnPeak - ((df + 1) / 2) * ln(1 + (t * t) / df));
  };
  const t = exp(rootOfRising(over, slope, -700, 700, ln(-normalQuantile(tail) + 1e-12)));
  return p < 0.5 ? -t : t;
}

/** The x with I_x(a, b) = p, for a, b > 0: 0 at p = 0, 1 at p = 1. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0)) return Number.NaN;
  if (p === 0 || p === 1) return p;
  const over = (y: number): number => betaP(a, b, exp(y)) - p;
  return exp(rootOfRising(over, y => betaSlope(a, b, exp(y)), -740, 0, ln(a / (a + b))));
}
