/** The exponential ziggurat bin by bin: every layer, every sliver and the tail carry their share. */
import { describe, expect, it } from 'vitest';
import { Streams } from '../../src/random/streams.ts';

describe('the exponential ziggurat', () => {
  const n = 2_000_000;
  const values = new Float64Array(n);
  new Streams(2024).named('ziggurat').fillExponential(values);

  it('fills 2 000 equally likely bins equally', () => {
    const bins = 2_000;
    const counts = new Float64Array(bins);
    for (const x of values) counts[Math.min(bins - 1, Math.floor(-Math.expm1(-x) * bins))] += 1;
    let sum = 0;
    for (const count of counts) sum += (count - n / bins) ** 2 / (n / bins);

    expect(Math.abs(sum - (bins - 1)) / Math.sqrt(2 * (bins - 1))).toBeLessThan(5);
  });

  it.each([2, 5, 7.69711747013105, 9, 11])('has the right share beyond %d means', from => {
    const expected = n * Math.exp(-from);
    const seen = values.reduce((count, x) => count + Number(x > from), 0);

    expect(Math.abs(seen - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });

  it('gives successive values without correlation', () => {
    for (let lag = 1; lag <= 10; lag++) {
      let sum = 0;
      for (let i = lag; i < n; i++) sum += (values[i] - 1) * (values[i - lag] - 1);
      expect(Math.abs(sum / Math.sqrt(n)), `lag ${lag}`).toBeLessThan(5);
    }
  });
});
