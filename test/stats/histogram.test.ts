/** Quantiles from the histogram against the sorted values themselves and against HdrHistogram. */
import { build } from 'hdr-histogram-js';
import { describe, expect, it } from 'vitest';
import { lawFrom, lognormalFrom } from '../../src/random/samplers.ts';
import { Streams } from '../../src/random/streams.ts';
import { Histogram } from '../../src/stats/histogram.ts';

const plan = lognormalFrom({ mean: 12_000, p99: 60_000 });
if (typeof plan === 'string') throw new Error(plan);
const law = lawFrom(plan, new Streams('histogram').named('values'));
const values = Array.from({ length: 200_000 }, () => Math.round(law.draw()));
const shares = [0.5, 0.9, 0.95, 0.99, 0.999];

const filled = (list: readonly number[]): Histogram => {
  const histogram = new Histogram();
  for (const value of list) histogram.add(value);
  return histogram;
};

describe('the histogram', () => {
  it('gives a constant exactly at every quantile', () => {
    const histogram = new Histogram();
    for (let i = 0; i < 64; i++) histogram.add(45_000_000);

    expect([0.01, 0.5, 0.99, 1].map(p => histogram.quantile(p))).toEqual([45_000_000, 45_000_000, 45_000_000, 45_000_000]);
  });

  it('gives the percentiles of lognormal values within 0.8 % of the sorted values', () => {
    const sorted = Float64Array.from(values).sort();
    const histogram = filled(values);

    for (const p of shares) {
      const truth = sorted[Math.ceil(p * sorted.length) - 1];
      expect(Math.abs(histogram.quantile(p)! / truth - 1), `p ${p}`).toBeLessThan(0.008);
    }
  });

  it('agrees with HdrHistogram within 1 %', () => {
    const theirs = build({ numberOfSignificantValueDigits: 3 });
    for (const value of values) theirs.recordValue(value);
    const histogram = filled(values);

    for (const p of shares) {
      expect(Math.abs(histogram.quantile(p)! / theirs.getValueAtPercentile(100 * p) - 1), `p ${p}`).toBeLessThan(0.01);
    }
  });

  it('keeps count, sum, mean and maximum exactly', () => {
    const histogram = filled(values);
    const sum = values.reduce((a, b) => a + b, 0);

    expect(histogram.count).toBe(values.length);
    expect(histogram.sum).toBe(sum);
    expect(histogram.mean).toBe(sum / values.length);
    expect(histogram.max).toBe(values.reduce((a, b) => Math.max(a, b)));
    expect(histogram.quantile(1)).toBe(histogram.max);
  });

  it('is exact below 128 µs', () => {
    const histogram = filled([0, 1, 2, 3, 40, 41, 90, 126, 127, 127]);

    expect([0, 0.1, 0.2, 0.5, 0.7, 0.8, 0.9, 1].map(p => histogram.quantile(p))).toEqual([0, 0, 1, 40, 90, 126, 127, 127]);
  });

  it('puts every power of two and its neighbours within 0.8 % of themselves, up to 2^45 µs', () => {
    for (let exponent = 0; exponent < 45; exponent++) {
      for (const value of [2 ** exponent - 1, 2 ** exponent, 2 ** exponent + 1, 2 ** exponent * 1.99]) {
        const histogram = filled([value, 1e15]);
        const seen = histogram.quantile(0.5)!;

        expect(Math.abs(seen - value), `${value}`).toBeLessThanOrEqual(Math.max(1, 0.008 * value));
      }
    }
  });

  it('keeps values beyond its range in the last bucket, their maximum exact', () => {
    const histogram = filled([1e14, 5e14]);

    expect(histogram.count).toBe(2);
    expect(histogram.quantile(1)).toBe(5e14);
    expect(histogram.quantile(0.5)).toBeGreaterThan(2 ** 44);
  });

  it('takes ranks as decimals are meant, not as binary rounds them', () => {
    const histogram = filled(Array.from({ length: 100 }, (_, i) => i + 1));

    for (let i = 1; i <= 100; i++) expect(histogram.quantile(i / 100)).toBe(i);
    expect(histogram.quantile(0.07)).toBe(7);
  });

  it('never answers above the maximum', () => {
    const histogram = filled([1000, 1000, 1000]);

    expect(histogram.quantile(0.5)).toBe(1000);
  });

  it('merges into the same counts as adding everything to one, and can be cleared', () => {
    const all = filled(values);
    const half = filled(values.slice(0, 70_000));
    half.mergeFrom(filled(values.slice(70_000)));
    const buckets = (histogram: Histogram): string => {
      const rows: number[][] = [];
      histogram.forEachBucket((from, to, count) => rows.push([from, to, count]));
      return JSON.stringify(rows);
    };

    expect(buckets(half)).toBe(buckets(all));
    expect([half.count, half.sum, half.max]).toEqual([all.count, all.sum, all.max]);

    half.clear();

    expect([half.count, half.sum, half.max, half.mean, half.quantile(0.5)]).toEqual([0, 0, 0, null, null]);
  });

  it('visits buckets in order, each beginning where its values lie', () => {
    let last = -1;
    let total = 0;
    filled(values).forEachBucket((from, to, count) => {
      expect(from).toBeGreaterThanOrEqual(last);
      expect(to).toBeGreaterThan(from);
      last = to;
      total += count;
    });

    expect(total).toBe(values.length);
  });

  it('refuses negative times and NaN', () => {
    expect(() => new Histogram().add(-1)).toThrow(/at or above zero/);
    expect(() => new Histogram().add(Number.NaN)).toThrow(/at or above zero/);
  });
});
