/** Random words of scenario files: spans of time, shares, laws of chance. */

import fc from 'fast-check';
import type { Table } from './scenario-data.ts';

/** What fast-check makes of it. */
export type Made<T> = fc.Arbitrary<T>;

/** A table with any of these keys. */
export const optionally = <T extends Table>(fields: { [K in keyof T]: Made<T[K]> }): Made<Partial<T>> => fc.record(fields, { requiredKeys: [] }) as Made<Partial<T>>;
export const millis = (least: number, most: number): Made<string> => fc.integer({ min: least, max: most }).map((n) => `${n}ms`);
export const micros = (most: number): Made<string> => fc.integer({ min: 0, max: most }).map((n) => `${n}us`);
export const percent = (most: number): Made<string> => fc.integer({ min: 0, max: most }).map((n) => `${n}%`);
/** The usual one three times of five. */
export const often = <T>(usual: T, others: Made<T>): Made<T> => fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: others });

/** A law of chance around some milliseconds. Ties are made likely: constants are on a coarse grid. */
export const law = (most: number): Made<unknown> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: Math.max(1, Math.floor(most / 5)) }).map((n) => `${n * 5}ms`) },
    { weight: 2, arbitrary: millis(1, most).map((mean) => ({ exponential: mean })) },
    { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 0, max: most })).map(([a, b]) => ({ uniform: [`${Math.min(a, b)}ms`, `${Math.max(a, b)}ms`] })) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: most }).map((median) => ({ lognormal: { median: `${median}ms`, p99: `${median * 5}ms` } })) },
    { weight: 1, arbitrary: millis(1, most).map((mean) => ({ gamma: { mean, shape: 0.5 } })) },
    { weight: 1, arbitrary: millis(1, most).map((least) => ({ pareto: { alpha: 1.5, least } })) },
    { weight: 1, arbitrary: millis(1, most).map((mean) => ({ hyperexponential: { mean, cv2: 4 } })) },
    { weight: 1, arbitrary: fc.array(millis(0, most), { minLength: 1, maxLength: 3 }).map((empirical) => ({ empirical })) },
    { weight: 1, arbitrary: fc.tuple(millis(0, most), millis(1, most)).map(([a, b]) => ({ mixture: [{ share: '75%', of: a }, { share: '25%', of: { exponential: b } }] })) },
  );
