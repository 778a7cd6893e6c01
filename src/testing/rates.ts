/** Traffic that varies within limits: rates, schedules, bursts, users. Each shrinks towards less of it. */

import fc from 'fast-check';
import type { Varied } from './scenarios.ts';
import type { Table } from './scenario-data.ts';
import { arrivals } from './traffic.ts';

interface Rate {
  readonly most: number;
  readonly unit: string;
}

function rateIn(text: string): Rate {
  const form = /^\s*(\d+(?:\.\d+)?)\s*(\/(?:s|sec|min|m|h))\s*$/.exec(text);
  if (form === null || Number(form[1]) < 1) throw new Error(`"${text}" is not a rate of at least one: write it like 140/s or 90/min`);
  return { most: Math.floor(Number(form[1])), unit: form[2] ?? '/s' };
}

/** Any whole rate between two, arriving at random (Poisson). */
export function rateBetween(least: string, most: string): fc.Arbitrary<Table> {
  const [low, high] = [rateIn(least), rateIn(most)];
  if (low.unit !== high.unit || low.most > high.most) throw new Error(`rates between ${least} and ${most}: write the smaller one first, both in one unit`);
  return fc.integer({ min: low.most, max: high.most }).map((rate): Table => ({ arrivals: 'poisson', rate: `${rate}${high.unit}` }));
}

/** Any whole rate up to this one, arriving at random (Poisson): `rateUpTo('140/s')`. */
export const rateUpTo = (most: string): fc.Arbitrary<Table> => rateBetween(`1${rateIn(most).unit}`, most);

/** A schedule of up to four rates, none above this one, that change at any second of the run. */
export function scheduleUpTo(most: string, steps = 4): Varied<Table> {
  const { most: top, unit } = rateIn(most);
  return (cast) => fc.tuple(fc.integer({ min: 1, max: top }), fc.uniqueArray(fc.record({ from: fc.integer({ min: 1, max: Math.max(1, cast.seconds - 1) }), rate: fc.integer({ min: 0, max: top }) }), { maxLength: Math.max(0, steps - 1), selector: (step) => step.from }))
    .map(([first, more]): Table => ({ rate: [{ from: '0s', rate: `${first}${unit}` }, ...more.toSorted((a, b) => a.from - b.from).map(({ from, rate }) => ({ from: `${from}s`, rate: `${rate}${unit}` }))] }));
}

/** Bursts of up to so many requests at once, every so often. */
export const burstsUpTo = (size: number, every: string): fc.Arbitrary<Table> => fc.integer({ min: 1, max: size }).map((n): Table => ({ arrivals: 'bursts', size: n, every }));

/** Up to so many users who wait for their answer and then think (a mean, exponential). */
export const usersUpTo = (users: number, think: string): fc.Arbitrary<Table> => fc.integer({ min: 1, max: users }).map((n): Table => ({ users: n, think: { exponential: think } }));

/** Any way of coming, at a modest rate. */
export const anyArrivals = (): Varied<Table> => (cast) => arrivals(Math.max(2, cast.seconds));
