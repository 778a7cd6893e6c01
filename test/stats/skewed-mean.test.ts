import { describe, expect, it } from 'vitest';
import { tInterval } from '../../src/stats/confidence.ts';
import { skewedInterval } from '../../src/stats/skewed-mean.ts';

describe('the interval of a skewed mean', () => {
  it('of symmetric values holds that of Student, and comes down to it with many of them', () => {
    const wider = (copies: number): number => {
      const values = Array.from({ length: copies }, () => [1, 2, 3, 4, 5, 6, 7]).flat();
      const { mean, halfWidth } = tInterval(values);
      const { low, high, skewness } = skewedInterval(values);
      expect(skewness).toBeCloseTo(0, 12);
      expect(high - mean).toBeCloseTo(mean - low, 9);
      return (high - mean) / (halfWidth ?? Number.NaN);
    };

    expect(wider(2)).toBeGreaterThan(1.02);
    expect(wider(200)).toBeLessThan(1.005);
    expect(wider(200)).toBeGreaterThan(1);
  });

  it('is a point where nothing differs', () => {
    expect(skewedInterval([4, 4, 4])).toEqual({ mean: 4, skewness: 0, low: 4, high: 4 });
  });

  it('reaches farther on the side of the long tail, and mirrors with the values', () => {
    const values = [1, 1, 1, 1, 2, 2, 3, 9];
    const { mean, low, high, skewness } = skewedInterval(values);
    const mirrored = skewedInterval(values.map((value) => -value));

    // n Σ((x − x̄)/s)³ / ((n − 1)(n − 2)), worked out apart.
    expect(skewness).toBeCloseTo(2.4554056367832624, 12);
    expect(high - mean).toBeGreaterThan(mean - low);
    expect(mirrored.low).toBeCloseTo(-high, 12);
    expect(mirrored.high).toBeCloseTo(-low, 12);
  });
});
