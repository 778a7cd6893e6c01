/** The latency axis charts share: logarithmic, with ticks at 1, 10, 100 ms, and in between when there is room. */

import { millis } from '../wording.ts';
import { labelled, type Spec } from './chart.ts';

/** From a nanosecond to three weeks. */
const decades = [1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

/** From the smallest to the largest positive value, at least a factor of four apart. */
export function latencyDomain(values: readonly number[]): [number, number] {
  const there = values.filter((value) => value > 0);
  if (there.length === 0) return [1, 1000];
  const low = there.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = there.reduce((most, value) => Math.max(most, value), 0);
  return high / low >= 4 ? [low, high] : [low / 2, high * 2];
}

/** The y axis for a domain in milliseconds; labels carry their unit. */
export function latencyAxis([low, high]: readonly [number, number], title: string): Spec {
  const wide = high / low > 300;
  const values: number[] = [];
  for (const decade of decades) {
    for (const step of wide ? [1] : high / low > 30 ? [1, 3] : [1, 2, 5]) {
      const value = Number((step * decade).toPrecision(3));
      if (value >= low * 0.999 && value <= high * 1.001) values.push(value);
    }
  }
  return { title, ...labelled(values, values.map(millis)), labelOverlap: 'greedy' };
}
