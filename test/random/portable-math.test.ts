/** Our own logarithm, exponential and power against the engine's, in units of the last place, and at the edges. */
import { describe, expect, it } from 'vitest';
import { exp, expLess1, ln, lnOf1Plus, pow } from '../../src/random/portable-math.ts';

const cell = new Float64Array(1);
const bits = new BigInt64Array(cell.buffer);
const order = (x: number): bigint => {
  cell[0] = x;
  return bits[0] < 0n ? -(bits[0] & 0x7fffffffffffffffn) : bits[0];
};
/** Distance in representable doubles. */
const ulps = (a: number, b: number): number => (Object.is(a, b) ? 0 : Math.abs(Number(order(a) - order(b))));

/** A plain deterministic scatter of points in (0,1). */
function* scatter(count: number): Generator<number> {
  let x = 0.1234567;
  for (let i = 0; i < count; i++) {
    x = (x + 0.6180339887498949) % 1;
    yield x;
  }
}

const worst = (points: Iterable<number>, ours: (x: number) => number, theirs: (x: number) => number): number => {
  let most = 0;
  for (const x of points) most = Math.max(most, ulps(ours(x), theirs(x)));
  return most;
};

describe('the portable functions agree with the engine to the last place or two', () => {
  it('takes logarithms over the whole range of doubles', () => {
    const points = [...scatter(100_000)].map(u => 2 ** (2140 * u - 1070) * (1 + u / 3));

    expect(worst(points, ln, Math.log)).toBeLessThanOrEqual(1);
  });

  it('takes logarithms near one without losing digits', () => {
    const points = [...scatter(50_000)].map(u => 0.9 + 0.2 * u);

    expect(worst(points, ln, Math.log)).toBeLessThanOrEqual(1);
  });

  it('takes exponentials from underflow to overflow', () => {
    const points = [...scatter(100_000)].map(u => 1450 * u - 742);

    expect(worst(points, exp, Math.exp)).toBeLessThanOrEqual(1);
  });

  it('raises to a power over a wide range', () => {
    let most = 0;
    for (const u of scatter(100_000)) {
      const x = 2 ** (40 * u - 20);
      const y = 200 * ((u * 7919) % 1) - 100;
      const theirs = x ** y;
      if (theirs > 1e-300 && theirs < 1e300) most = Math.max(most, ulps(pow(x, y), theirs));
    }

    expect(most).toBeLessThanOrEqual(2);
  });

  it('keeps small differences small', () => {
    const points = [...scatter(20_000)].map(u => (u - 0.5) * 1.2);

    expect(worst(points, expLess1, Math.expm1)).toBeLessThanOrEqual(4);
    expect(worst(points, lnOf1Plus, Math.log1p)).toBeLessThanOrEqual(4);
    expect(expLess1(1e-12)).toBe(Math.expm1(1e-12));
  });
});

describe('the portable functions know their edges', () => {
  const awkward = [0, -0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, Infinity, -Infinity, NaN, 5e-324, 1e-310, Number.MAX_VALUE, 1e300, 710, -746, -745];

  it('answers like Math.log and Math.exp at zero, infinity, the subnormals and for negative numbers', () => {
    for (const x of awkward) {
      expect(ulps(ln(x), Math.log(x)), `ln ${x}`).toBeLessThanOrEqual(1);
      expect(ulps(exp(x), Math.exp(x)), `exp ${x}`).toBeLessThanOrEqual(1);
    }
  });

  it('answers like Math.pow for every pair of awkward numbers', () => {
    for (const x of awkward) {
      for (const y of awkward) expect(ulps(pow(x, y), x ** y), `${x} to ${y}`).toBeLessThanOrEqual(2);
    }
  });

  it('gives the bits that every engine must give', () => {
    const seen = [ln(10), exp(1), pow(10, 0.3), exp(-0.1), ln(0.3)].map(x => order(x).toString(16));

    expect(seen).toMatchInlineSnapshot(`
      [
        "40026bb1bbb55516",
        "4005bf0a8b14576a",
        "3fffec982d5bb8b0",
        "3fecf46d99d52b3a",
        "-3ff34378fcbda721",
      ]
    `);
  });
});
