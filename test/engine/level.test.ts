/** Levels know their value, their integral over time and their recent maximum. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Level } from '../../src/engine/level.ts';

describe('a level', () => {
  it('integrates its value over time', () => {
    const level = new Level();

    level.add(10, 2);
    level.add(30, 1);
    level.add(40, -3);

    expect([20, 40, 100].map((now) => level.areaAt(now)).at(-1)).toBe(2 * 20 + 3 * 10);
    expect(level.value).toBe(0);
  });

  it('counts up to the instant it is asked about', () => {
    const level = new Level();

    level.add(10, 4);

    expect(level.areaAt(10)).toBe(0);
    expect(level.areaAt(15)).toBe(20);
  });

  it('remembers its largest value since it was told to start anew', () => {
    const level = new Level();
    level.add(1, 5);
    level.add(2, -4);
    expect(level.max).toBe(5);

    level.restartMax();

    expect(level.max).toBe(1);
    level.add(3, 1);
    expect(level.max).toBe(2);
  });

  it('has the integral of a sum of rectangles', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: -3, max: 3 }))), (changes) => {
      const level = new Level();
      let [now, value, area] = [0, 0, 0];

      for (const [wait, delta] of changes) {
        area += value * wait;
        now += wait;
        value += delta;
        level.add(now, delta);
      }

      expect([level.value, level.areaAt(now)]).toEqual([value, area]);
    }), { seed: 4, numRuns: 300 });
  });
});
