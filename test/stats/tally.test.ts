/** Running means, variances and time averages against sums over all the values. */
import { describe, expect, it } from 'vitest';
import { LevelTally, Tally } from '../../src/stats/tally.ts';

const values = Array.from({ length: 1_000 }, (_, i) => 1e6 + ((i * 7919) % 1009));

describe('a tally', () => {
  it('has the mean, variance and extremes of its samples, even far from zero', () => {
    const tally = new Tally();
    for (const value of values) tally.add(value);
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);

    expect(tally.mean).toBeCloseTo(mean, 6);
    expect(tally.variance! / variance).toBeCloseTo(1, 10);
    expect(tally.standardDeviation! ** 2).toBeCloseTo(tally.variance!, 6);
    expect([tally.least, tally.most, tally.count]).toEqual([Math.min(...values), Math.max(...values), 1_000]);
  });

  it('merges with another as if all had been added to one', () => {
    const [all, left, right] = [new Tally(), new Tally(), new Tally()];
    for (const [i, value] of values.entries()) {
      all.add(value);
      (i < 300 ? left : right).add(value);
    }
    left.mergeFrom(right);
    left.mergeFrom(new Tally());

    expect(left.mean! / all.mean!).toBeCloseTo(1, 13);
    expect(left.variance! / all.variance!).toBeCloseTo(1, 10);
    expect([left.count, left.least, left.most]).toEqual([all.count, all.least, all.most]);
  });

  it('has no mean when empty and no variance for one sample', () => {
    const tally = new Tally();

    expect([tally.mean, tally.least, tally.most, tally.variance]).toEqual([null, null, null, null]);

    tally.add(5);

    expect([tally.mean, tally.variance, tally.standardDeviation]).toEqual([5, null, null]);
  });
});

describe('a level in time', () => {
  it('averages over time, not over changes', () => {
    const level = new LevelTally(100, 2);
    level.change(110, 3);
    level.set(130, 0);

    expect(level.areaAt(200)).toBe(2 * 10 + 5 * 20);
    expect(level.meanAt(200)).toBe(1.2);
    expect(level.max).toBe(5);
    expect(level.value).toBe(0);
  });

  it('starts afresh at the end of a warm-up with the level it has', () => {
    const level = new LevelTally();
    level.set(10, 7);
    level.set(20, 4);
    level.restart(30);
    level.set(40, 1);

    expect(level.meanAt(50)).toBe((4 * 10 + 1 * 10) / 20);
    expect(level.max).toBe(4);
    expect(new LevelTally(30).meanAt(30)).toBeNull();
  });

  it('does not run backwards', () => {
    const level = new LevelTally(10);

    expect(() => level.set(9, 1)).toThrow(/at or after/);
  });
});
