/** The published statistics cases: computed with 40 digits, checked against a second method, by family. */

import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Each family has some of these. */
export interface Params {
  readonly x: number[] & number;
  readonly y: number[];
  readonly w: number[];
  readonly control: number[];
  readonly control_mean: number;
  readonly n: number;
  readonly n0: number;
  readonly k: number;
  readonly p: number;
  readonly batches: number;
  readonly conf: number;
  readonly theory: number;
  readonly rel_margin: number;
}
export type Metrics = Record<string, number> & { readonly fit: number[] & number };
interface Case {
  readonly id: string;
  readonly family: string;
  readonly params: Params;
  readonly metrics: Metrics;
}

const { cases } = JSON.parse(readFileSync(new URL('./stat-cases.json', import.meta.url), 'utf8')) as { cases: Case[] };

/** The cases of a family, as `it.each` takes them. A family that is not there is a mistake of the test. */
export function family(name: string): [string, Params, Metrics][] {
  const found = cases.filter((one) => one.family === name).map((one): [string, Params, Metrics] => [one.id, one.params, one.metrics]);
  expect(found.length, `cases of ${name}`).toBeGreaterThan(0);
  return found;
}

/** Nine digits: what the cases promise, and a little for what is exactly zero. */
export function near(seen: number | null | undefined, truth: number | undefined, what: string): void {
  expect(seen, what).toBeTypeOf('number');
  expect(truth, `a truth for ${what}`).toBeTypeOf('number');
  expect(Math.abs((seen ?? Number.NaN) - (truth ?? Number.NaN)), `${what}: ${seen} for ${truth}`).toBeLessThanOrEqual(1e-9 * Math.abs(truth ?? 0) + 1e-15);
}
