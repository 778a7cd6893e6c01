/**
 * The gamma function and its incomplete integrals, in portable arithmetic. Stirling's series with shift; the power
 * series and Lentz's continued fraction for the integral (Abramowitz & Stegun 6.5.29, 6.5.31; Gautschi 1979), scaled by the
 * saddle-point form of the Poisson term (Loader 2000) so that large shapes keep their digits. Relative error about 1e-14.
 */
import { exp, ln } from './portable-math.ts';

const halfLn2Pi = 0.918938533204672742;
const root2Pi = 2.506628274631000502;

/** The error of Stirling's formula, ln Gamma(x) - [(x - 1/2) ln x - x + ln sqrt(2 pi)], for x at or above 15. */
function stirlingSeries(x: number): number {
  const z = 1 / (x * x);
  return (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z / 1188)))) / x;
}

/** Natural logarithm of Gamma(x) for x > 0; Infinity at 0 and Infinity, NaN below. Absolute error about 1e-14 (1 + |result|). */
export function gammaLn(x: number): number {
  if (!(x >= 0)) return Number.NaN;
  if (x === 0 || x === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (x === 1 || x === 2) return 0;
  let shift = 1;
  let y = x;
  while (y < 16) {
    shift *= y;
    y += 1;
  }
  return (y - 0.5) * ln(y) - y + halfLn2Pi + stirlingSeries(y) - ln(shift);
}

/** The same error at any x > 0; for x! = x Gamma(x) it is the same number. */
function stirlingError(x: number): number {
  if (x >= 15) return stirlingSeries(x);
  return gammaLn(x + 1) - (x + 0.5) * ln(x) + x - halfLn2Pi;
}

/** x ln(x/m) + m - x, the deviance, without cancellation when x and m are close. Source: Loader 2000, bd0. */
function deviance(x: number, m: number): number {
  const gap = x - m;
  if (Math.abs(gap) > 0.1 * (x + m)) return x * ln(x / m) - gap;
  const v = gap / (x + m);
  let sum = gap * v;
  let term = 2 * x * v;
  for (let n = 3; ; n += 2) {
    term *= v * v;
    const next = sum + term / n;
    if (next === sum) return next;
    sum = next;
  }
}

/** m^x e^-m / Gamma(x + 1): for whole x the Poisson probability of x when the mean is m. Both non-negative. */
export function poissonTerm(x: number, m: number): number {
  if (m === 0) return x === 0 ? 1 : 0;
  if (x === 0) return exp(-m);
  return exp(-stirlingError(x) - deviance(x, m)) / (root2Pi * Math.sqrt(x));
}

/** The series for P(shape, x), best below shape + 1. */
function lowerSeries(shape: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum * poissonTerm(shape, x);
}

/** The continued fraction for Q(shape, x), best above shape + 1; modified Lentz. */
function upperFraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 100_000; n++) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const step = c * d;
    h *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return h * shape * poissonTerm(shape, x);
}

/** P(shape, x): the share of a gamma law of unit scale at or below x. 0 at and below 0, 1 at Infinity. */
export function gammaP(shape: number, x: number): number {
  if (!(x > 0)) return Number.isNaN(x) ? x : 0;
  if (x === Number.POSITIVE_INFINITY) return 1;
  return x < shape + 1 ? lowerSeries(shape, x) : 1 - upperFraction(shape, x);
}

/** Q(shape, x) = 1 - P(shape, x), keeping its digits in the far tail. */
export function gammaQ(shape: number, x: number): number {
  if (!(x > 0)) return Number.isNaN(x) ? x : 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  return x < shape + 1 ? 1 - lowerSeries(shape, x) : upperFraction(shape, x);
}
