/**
 * How well each parameter is known: profile likelihood (Venzon & Moolgavkar 1988). A value belongs to the interval when the other parameters can make
 * up for it: when the best fit with it held there has a sum of squared errors below (1 + t²/ν) of the least one. What has no end inside the
 * bounds of the search is not known on that side.
 */

import { exp } from '../random/portable-math.ts';
import { twoSidedT } from '../stats/confidence.ts';
import { boundsOf, type Fit, type FitPlan, nearestFrom, roughly, type Search } from './fit.ts';
import { type Demands, peakPerS } from './predict.ts';

export interface Interval {
  readonly value: number;
  /** Null: no end on that side; anything down to nothing, or up to anything, fits as well. */
  readonly low: number | null;
  readonly high: number | null;
}

/** What was allowed for: relative errors of independent runs. */
export interface Noise {
  /** Standard deviation of one measurement. */
  readonly sd: number;
  /** Degrees of freedom behind it. */
  readonly df: number;
  /** Whether it is the least that is believed, for the fit is closer than measurements repeat. */
  readonly assumed: boolean;
}

/** No run of a few seconds repeats better than this. */
export const leastNoise = 0.01;
/** What is assumed where there are no more runs than parameters. */
const noiseUnseen = 0.03;

/** The spread of the measurements, from what the fit leaves over. */
export function noiseOf(fit: Fit, errors: number, free: number): Noise {
  const df = errors - free;
  if (df < 1) return { sd: noiseUnseen, df: Number.POSITIVE_INFINITY, assumed: true };
  const sd = Math.sqrt(fit.rss / df);
  return sd < leastNoise ? { sd: leastNoise, df, assumed: true } : { sd, df, assumed: false };
}

export interface Profile {
  /** Of CPU, time outside and the law's parameters, in seconds and plain numbers. */
  readonly of: readonly Interval[];
  /** Of CPU and time outside together, and of the highest rate. */
  readonly together: Interval;
  readonly peak: Interval;
}

const confidence = 0.95;
/** Steps outwards double from this (in logarithms, so 2 %) and end at the bounds of the search. */
const firstStep = 0.02;
const halvings = 6;

/** Intervals for a fit. `most` is the number of clients up to which the highest rate is looked for. */
export function profiled(search: Search, plan: FitPlan, best: Fit, noise: Noise, most: number): Profile {
  const walk = new Walk(search, plan, best, best.rss + (twoSidedT(confidence, noise.df) * noise.sd) ** 2);
  const value = ({ cpuS, outsideS, law }: Demands): readonly number[] => [cpuS, outsideS, ...law];
  const of = best.point.map((_, place) => {
    const [low, high] = [walk.end(place, -1), walk.end(place, 1)];
    return { value: value(best.demands)[place] ?? 0, low: low === null ? null : exp(low), high: high === null ? null : exp(high) };
  });
  const range = (figure: (one: Demands) => number): Interval => {
    const seen = walk.seen.map(figure);
    return { value: figure(best.demands), low: Math.min(...seen), high: Math.max(...seen) };
  };
  return { of, together: range(({ cpuS, outsideS }) => cpuS + outsideS), peak: range((one) => peakPerS(one, most)) };
}

/** Walks from the best point along one parameter, the others following as they fit best, until the fit is too bad. */
class Walk {
  /** All points met that still belong to the intervals: what they agree on is known. */
  readonly seen: Demands[];
  readonly #search: Search;
  readonly #plan: FitPlan;
  readonly #best: Fit;
  readonly #limit: number;

  constructor(search: Search, plan: FitPlan, best: Fit, limit: number) {
    this.#search = search;
    this.#plan = plan;
    this.#best = best;
    this.#limit = limit;
    this.seen = [best.demands];
  }

  /** The logarithm at which the profile leaves the interval, downwards or upwards. Null: it does not, as far as the search goes. */
  end(place: number, way: -1 | 1): number | null {
    const { least, most } = boundsOf(this.#plan);
    const from = this.#best.point[place] ?? 0;
    const last = (way < 0 ? least[place] : most[place]) ?? 0;
    if (from === last) return null;
    let near = from;
    let far = from;
    let warm: readonly number[] | null = this.#best.point;
    let followed: readonly number[] = this.#best.point;
    for (let step = firstStep; warm !== null; step *= 2) {
      if (far === last && step > firstStep) return null;
      [near, followed] = [far, warm];
      far = way < 0 ? Math.max(last, from - step) : Math.min(last, from + step);
      warm = this.#heldAt(place, far, followed);
    }
    for (let i = 0; i < halvings; i++) {
      const middle: number = (near + far) / 2;
      const held = this.#heldAt(place, middle, followed);
      if (held === null) far = middle;
      else [near, followed] = [middle, held];
    }
    return near;
  }

  /** The best point with one place held; null when it fits too badly. */
  #heldAt(place: number, value: number, near: readonly number[]): readonly number[] | null {
    const fit = nearestFrom(this.#search, this.#plan, near.map((one, i) => (i === place ? value : one)), [place], roughly);
    if (fit.rss > this.#limit) return null;
    this.seen.push(fit.demands);
    return fit.point;
  }
}
