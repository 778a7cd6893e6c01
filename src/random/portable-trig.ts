/**
 * Sine and cosine in plain arithmetic, the same bits in every engine: subtract a multiple of pi/2 held in three parts, then a
 * polynomial on [-pi/4, pi/4]. Source: fdlibm (Sun Microsystems 1993), e_rem_pio2.c, k_sin.c, k_cos.c; reduction of
 * Cody and Waite 1980. Errors stay below one unit in the last place.
 */
import { assert } from '../assert.ts';

const halfPi1 = 1.57079632673412561417; // 33 bits of pi/2, then the next 33, then the rest: n times the first two is exact
const halfPi2 = 6.07710050630396597660e-11;
const halfPi3 = 2.02226624879595063154e-21;
const perHalfPi = 6.36619772367581382433e-1;
/** The largest argument whose reduction keeps every digit: 2^20 quarter turns. */
const largest = 1647099;

/** The remainder of the last reduction, as head and tail. */
const rest = new Float64Array(2);

/** Leaves `x` less n quarter turns in `rest` and returns n modulo 4. */
function reduce(x: number): number {
  assert(Math.abs(x) <= largest, `sin and cos take arguments up to ${largest}; reduce whole turns first`);
  const n = Math.floor(x * perHalfPi + 0.5);
  const a = x - n * halfPi1;
  const b = n * halfPi2;
  const head = a - b;
  const lost = a - head - b;
  const tail = lost - n * halfPi3;
  rest[0] = head + tail;
  rest[1] = head - rest[0] + tail;
  return n & 3;
}

function sineOfRest(): number {
  const x = rest[0]!;
  const z = x * x;
  const v = z * x;
  const r = 8.33333333332248946124e-3 + z * (-1.98412698298579493134e-4
    + z * (2.75573137070700676789e-6 + z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)));
  return x - (z * (0.5 * rest[1]! - v * r) - rest[1]! - v * -1.66666666666666324348e-1);
}

function cosineOfRest(): number {
  const x = rest[0]!;
  const z = x * x;
  const r = z * (4.16666666666666019037e-2 + z * (-1.38888888888741095749e-3 + z * (2.48015872894767294178e-5
    + z * (-2.75573143513906633035e-7 + z * (2.08757232129817482790e-9 + z * -1.13596475577881948265e-11)))));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * r - x * rest[1]!));
}

/** Sine of `x` radians. Infinite and NaN give NaN; `sin(-0)` is -0; beyond 2^20 quarter turns it refuses. */
export function sin(x: number): number {
  if (!Number.isFinite(x)) return Number.NaN;
  if (x === 0) return x;
  const quarter = reduce(x);
  const size = (quarter & 1) === 0 ? sineOfRest() : cosineOfRest();
  return quarter < 2 ? size : -size;
}

/** Cosine of `x` radians. Infinite and NaN give NaN; beyond 2^20 quarter turns it refuses. */
export function cos(x: number): number {
  if (!Number.isFinite(x)) return Number.NaN;
  const quarter = reduce(x);
  const size = (quarter & 1) === 0 ? cosineOfRest() : sineOfRest();
  return quarter === 0 || quarter === 3 ? size : -size;
}
