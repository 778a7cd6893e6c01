/**
 * Distribution functions and quantiles of statistics: Student's t, beta and binomial from the library @stdlib (Boost's and Cephes' algorithms in
 * plain arithmetic, so that every engine gives the same bits), the normal law from random/normal.ts, which the laws of chance need anyway and which
 * keeps its digits in the far tails (decision 0012). Relative error about 1e-12.
 */

import betaQuantileOf from '@stdlib/stats-base-dists-beta-quantile';
import binomialCdfOf from '@stdlib/stats-base-dists-binomial-cdf';
import studentCdfOf from '@stdlib/stats-base-dists-t-cdf';
import studentQuantileOf from '@stdlib/stats-base-dists-t-quantile';
import { normalCdf, normalQuantile } from '../random/normal.ts';

export { normalCdf, normalQuantile };

/** The t with P(T <= t) = p for `df` degrees of freedom, above 0 and not necessarily whole. Infinitely many give the normal law; p = 0 or 1 an infinity. */
export const studentQuantile = (p: number, df: number): number => (df === Number.POSITIVE_INFINITY ? normalQuantile(p) : studentQuantileOf(p, df));

/** P(T > t), for any t; keeps its digits where it is small. */
export const studentTail = (t: number, df: number): number => (df === Number.POSITIVE_INFINITY ? normalCdf(-t) : studentCdfOf(-t, df));

/** The x with I_x(a, b) = p, for a, b > 0: 0 at p = 0, 1 at p = 1. */
export const betaQuantile = (p: number, a: number, b: number): number => betaQuantileOf(p, a, b);

/** P(at most k hits in n trials of chance p); k and n whole. 0 below k = 0, 1 from k = n. */
export const binomialCdf = (k: number, n: number, p: number): number => binomialCdfOf(k, n, p);
