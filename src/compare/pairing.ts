/**
 * One figure over paired runs: the mean difference with its interval (paired t; for a promise the exact sign test), how often B is better, and
 * what the pairing saved. Law, Simulation Modeling and Analysis (2015), §10.2 and §11.2 on common random numbers.
 */

import type { ComparedFigure } from '../result/compare.ts';
import { percentileErrorBound } from '../result.ts';
import type { Estimate } from '../result/sweep.ts';
import { type MeanInterval, pairedDifference, tInterval, welchHalfWidth } from '../stats/confidence.ts';
import { clopperPearson, wilson } from '../stats/proportions.ts';
import type { Headline } from './headline.ts';

/** A figure run by run; null in a run that has none. */
export type Values = readonly (number | null)[];

/** What is compared: `promises` are ones and zeros. */
export interface Pairing extends Headline {
  readonly of: string;
  readonly a: Values;
  readonly b: Values;
}

/** Smaller changes of a figure, relative to itself, go unnoticed. */
const slightPart = 0.01;
/** The same for times: a percentile is itself within 1 % of the truth, on both sides. */
const slightTime = 0.02;
/** The same for shares: a tenth of a point. */
const slightShare = 0.001;
/** Two sums of the same numbers in another order differ by so much of themselves: that is no difference. */
const rounding = 1e-9;

const known = (values: Values): number[] => values.filter((value) => value !== null);
function spanOf(mean: number, halfWidth: number | null, runs: number): Estimate {
  const half = halfWidth !== null && halfWidth <= rounding * Math.abs(mean) ? 0 : halfWidth;
  return { mean, low: half === null ? null : mean - half, high: half === null ? null : mean + half, runs };
}

function estimate(one: Pairing, values: Values): Estimate | null {
  const there = known(values);
  if (there.length === 0) return null;
  const { mean, halfWidth } = tInterval(there);
  if (one.room === 'promises') return { mean, ...clopperPearson(there.reduce((sum, value) => sum + value, 0), there.length), runs: there.length };
  const span = spanOf(mean, halfWidth, there.length);
  return one.unit !== 'share' || span.low === null || span.high === null ? span : { ...span, low: Math.max(0, span.low), high: Math.min(1, span.high) };
}

/** The difference of a promise: given how many runs disagree, the share of those that favour B has Clopper and Pearson's exact interval. */
function signed(up: number, down: number, runs: number, confidence: number): Estimate {
  const apart = up + down;
  if (apart === 0) return { mean: 0, low: 0, high: 0, runs };
  const { low, high } = clopperPearson(up, apart, confidence);
  return { mean: (up - down) / runs, low: ((2 * low - 1) * apart) / runs, high: ((2 * high - 1) * apart) / runs, runs };
}

/** The figure compared. `confidence` is that of the verdict: higher than 95 % where several figures are judged together. */
export function compared(one: Pairing, confidence: number): ComparedFigure {
  const pairs = one.a.flatMap((a, i) => {
    const b = one.b[i] ?? null;
    return a === null || b === null ? [] : [{ a, b: Math.abs(b - a) <= rounding * Math.abs(a) ? a : b }];
  });
  const [xs, ys] = [pairs.map((pair) => pair.a), pairs.map((pair) => pair.b)];
  const up = pairs.filter(({ a, b }) => b > a).length;
  const down = pairs.filter(({ a, b }) => b < a).length;
  const enough = pairs.length > 1;
  const differenceAt = (level: number): Estimate | null => {
    if (!enough) return null;
    if (one.room === 'promises') return signed(up, down, pairs.length, level);
    const { mean, halfWidth } = pairedDifference(ys, xs, level);
    return spanOf(mean, halfWidth, pairs.length);
  };
  const difference = differenceAt(0.95);
  const [betterIn, worseIn] = one.better === 'less' ? [down, up] : [up, down];
  const { room, of, figure, unit, better } = one;
  return {
    room, of, figure, unit, better, a: estimate(one, one.a), b: estimate(one, one.b), difference, betterIn, worseIn, equalIn: pairs.length - up - down,
    chanceBetter: better === null || !enough ? null : { share: betterIn / pairs.length, ...wilson(betterIn, pairs.length) },
    unpairedHalfWidth: enough ? welchHalfWidth(ys, xs) : null, varianceReduction: enough ? saved(xs, ys) : null,
    verdict: verdictOf(one, differenceAt(confidence), up + down === 0, resolutionOf(one, xs, ys)), slight: isSlight(one, difference, xs),
  };
}

/** How many times smaller the variance of the paired difference is than the sum of the two variances, which independent runs would have. */
function saved(xs: readonly number[], ys: readonly number[]): number | null {
  const variance = ({ mean, sd }: MeanInterval): number => ((sd ?? 0) <= rounding * Math.abs(mean) ? 0 : (sd ?? 0) ** 2);
  const apart = variance(tInterval(xs)) + variance(tInterval(ys));
  const paired = variance(pairedDifference(ys, xs));
  return apart === 0 || paired === 0 ? null : apart / paired;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** How far two percentiles may lie apart because each was read from a histogram: no number of runs makes that less. */
const resolutionOf = ({ figure }: Pairing, xs: readonly number[], ys: readonly number[]): number => (/^p\d+Ms$/.test(figure) ? percentileErrorBound * (meanOf(xs) + meanOf(ys)) : 0);

function verdictOf({ better }: Pairing, span: Estimate | null, same: boolean, resolution: number): ComparedFigure['verdict'] {
  if (span === null || span.low === null || span.high === null) return 'open';
  if (same) return 'same';
  if ((span.low <= 0 && span.high >= 0) || Math.abs(span.mean) <= resolution) return 'open';
  if (better === null) return 'moved';
  return span.mean > 0 === (better === 'more') ? 'better' : 'worse';
}

function isSlight({ unit }: Pairing, difference: Estimate | null, xs: readonly number[]): boolean {
  if (difference === null) return false;
  return Math.abs(difference.mean) <= (unit === 'share' ? slightShare : (unit === 'ms' ? slightTime : slightPart) * Math.abs(meanOf(xs)));
}
