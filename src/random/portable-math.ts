/**
 * Logarithm, exponential and power in plain arithmetic, so that every JavaScript engine gives the same bits. ECMAScript leaves
 * `Math.log` and its kin to the engine; `+ - * /` and `Math.sqrt` are exact everywhere. The reductions and the minimax
 * coefficients are those of fdlibm (Sun Microsystems 1993, e_log.c and e_exp.c); the power works in double-double arithmetic
 * (Dekker 1971). Errors stay below one unit in the last place for `ln` and `exp`, below two for `pow`.
 */

const cell = new Float64Array(1);
const words = new Int32Array(cell.buffer);
cell[0] = 1;
/** Where the sign, the exponent and the top of the mantissa sit: 1 on little-endian machines, 0 on the others. */
const top = words[0] === 0 ? 1 : 0;

/** 2^k at place k + 1074, for k from -1074 to 1023: reading it is quicker than putting a double together from its bits. */
const powersOfTwo = new Float64Array(2098);
powersOfTwo[1074] = 1;
for (let k = 1075; k < 2098; k++) powersOfTwo[k] = 2 * powersOfTwo[k - 1]!;
for (let k = 1073; k >= 0; k--) powersOfTwo[k] = powersOfTwo[k + 1]! / 2;

const ln2High = 6.93147180369123816490e-1; // the first 32 bits of ln 2, so that k * ln2High is exact
const ln2Low = 1.90821492927058770002e-10;
const perLn2 = 1.44269504088896338700;
const smallestNormal = 2.2250738585072014e-308;
const twoTo54 = 18014398509481984;

/** The k for which a positive normal `x` is 2^k times a mantissa in [sqrt(1/2), sqrt(2)). */
function exponentOf(x: number): number {
  cell[0] = x;
  const high = words[top]!;
  return (high >> 20) - 1023 + (((high & 0xfffff) + 0x95f64) >> 20); // the carry comes at sqrt(2)
}

/** Natural logarithm. `ln(0)` is -Infinity, `ln(Infinity)` Infinity, of a negative number NaN. Source: fdlibm e_log.c. */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  if (x < smallestNormal) return ln(x * twoTo54) - 54 * ln2High - 54 * ln2Low;
  const k = exponentOf(x);
  const f = x * powersOfTwo[1074 - k]! - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const odd = z * (6.666666666666735130e-1
    + w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  const half = 0.5 * f * f;
  return k * ln2High - (half - (s * (half + (even + odd)) + k * ln2Low) - f);
}

/** e to the power `x`. Above 709.78 Infinity, below -745.14 zero, NaN stays NaN. Source: fdlibm e_exp.c. */
export function exp(x: number): number {
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019412) return 0;
  if (Number.isNaN(x)) return x;
  const k = Math.floor(perLn2 * x + 0.5);
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  const t = r * r;
  const c = r - t * (1.66666666666666019037e-1 + t * (-2.77777777770155933842e-3
    + t * (6.61375632143793436117e-5 + t * (-1.65339022054652515390e-6 + t * 4.13813679705723846039e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (k > 1023) return y * 2 * powersOfTwo[2097]!;
  return k > -1022 ? y * powersOfTwo[k + 1074]! : (y * powersOfTwo[k + 1128]!) / twoTo54; // one rounding among the subnormals
}

/** `exp(x) - 1` without the loss of digits near zero: a series below 0.35, the plain difference elsewhere. */
export function expLess1(x: number): number {
  if (Math.abs(x) > 0.35) return exp(x) - 1;
  let term = x;
  let sum = x;
  for (let n = 2; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= x / n;
    sum += term;
  }
  return sum;
}

/** `ln(1 + x)` without the loss of digits near zero. Below -1 NaN. Source: Kahan's correction, HP-15C handbook 1982. */
export function lnOf1Plus(x: number): number {
  const u = 1 + x;
  if (u === 1 || x === Number.POSITIVE_INFINITY) return x;
  return ln(u) * (x / (u - 1));
}

/** The part of a * b that rounding took away, by Veltkamp's splitting; a and b far from overflow. */
function lostInProduct(a: number, b: number, product: number): number {
  const wideA = 134217729 * a;
  const highA = wideA - (wideA - a);
  const lowA = a - highA;
  const wideB = 134217729 * b;
  const highB = wideB - (wideB - b);
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

const lnPair = new Float64Array(2);

/** ln x of a positive finite x as a sum of two doubles in `lnPair`, to about 64 bits: the series of 2 artanh((m - 1)/(m + 1)), its head in double-double. */
function lnTwice(x: number): void {
  const normal = x < smallestNormal ? x * twoTo54 : x;
  const shift = exponentOf(normal);
  const k = normal === x ? shift : shift - 54;
  const f = normal * powersOfTwo[1074 - shift]! - 1;
  const d = 2 + f;
  const s = f / d;
  const sd = s * d;
  const sLow = (f - sd - lostInProduct(s, d, sd) - s * (f - (d - 2))) / d;
  const z = s * s;
  const zLow = lostInProduct(s, s, z) + 2 * s * sLow;
  let series = 0;
  for (let n = 27; n >= 5; n -= 2) series = series * z + 1 / n;
  const third = z / 3;
  const third3 = third * 3;
  const thirdLow = (z - third3 - lostInProduct(third, 3, third3) + zLow) / 3;
  const head = s * third;
  const sum = s + head;
  const low = s - sum + head + lostInProduct(s, third, head) + sLow + sLow * third + s * (thirdLow + z * z * series);
  const whole = k * ln2High;
  const high = whole + 2 * sum;
  const back = high - whole;
  const tail = whole - (high - back) + (2 * sum - back) + (2 * low + k * ln2Low);
  lnPair[0] = high + tail;
  lnPair[1] = high - lnPair[0] + tail;
}

/** `x` to the power `y` for a positive finite x and a finite y. */
function powOfPositive(x: number, y: number): number {
  lnTwice(x);
  const rough = y * lnPair[0]!;
  if (rough > 746) return Number.POSITIVE_INFINITY;
  if (rough < -746) return 0;
  const safe = Math.abs(y) > 1e-290 && Math.abs(y) < 1e290; // beyond, the result is 1, 0 or infinite
  const correction = safe ? lostInProduct(y, lnPair[0]!, rough) + y * lnPair[1]! : 0;
  const bulk = exp(rough);
  return bulk === Number.POSITIVE_INFINITY ? bulk : bulk + bulk * correction;
}

/**
 * `x` to the power `y`, with the edges of `Math.pow`: anything to the 0 is 1; a negative base needs a whole exponent, else NaN;
 * 1 and -1 to an infinite power are NaN.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const size = Math.abs(x);
  if (Math.abs(y) === Number.POSITIVE_INFINITY) {
    if (size === 1) return Number.NaN;
    return size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  }
  const odd = Math.floor(y) === y && Math.abs(y % 2) === 1;
  if (size === 0 || size === Number.POSITIVE_INFINITY) {
    const bare = size === 0 === y > 0 ? 0 : Number.POSITIVE_INFINITY;
    return odd && (x < 0 || Object.is(x, -0)) ? -bare : bare;
  }
  if (x > 0) return powOfPositive(x, y);
  if (Math.floor(y) !== y) return Number.NaN;
  return odd ? -powOfPositive(size, y) : powOfPositive(size, y);
}
