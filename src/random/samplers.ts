/**
 * Laws of chance for spans of time in microseconds. A `LawPlan` is the law as plain data; a `Law` draws from it, by inversion of
 * one uniform (or one ziggurat exponential) a draw, so that draw number i of a stream is the same whatever else the run does.
 */
import { assert, unreachable } from '../assert.ts';
import { inMs } from '../units/time.ts';
import { gammaInverse } from './gamma-quantile.ts';
import { normalQuantile } from './normal.ts';
import { exp, ln, lnOf1Plus } from './portable-math.ts';
import type { Stream } from './streams.ts';

/** A law as plain data. Times in microseconds; shares are relative weights (their sum need not be 1). */
export type LawPlan =
  | { readonly law: 'constant'; readonly value: number }
  | { readonly law: 'uniform'; readonly from: number; readonly to: number }
  | { readonly law: 'exponential'; readonly mean: number }
  | { readonly law: 'lognormal'; readonly mu: number; readonly sigma: number }
  | { readonly law: 'gamma'; readonly shape: number; readonly scale: number }
  | { readonly law: 'pareto'; readonly scale: number; readonly alpha: number }
  | { readonly law: 'hyperexponential'; readonly parts: readonly { readonly share: number; readonly mean: number }[] }
  | { readonly law: 'empirical'; readonly values: readonly number[] }
  | { readonly law: 'mixture'; readonly parts: readonly { readonly share: number; readonly of: LawPlan }[] };

/** The catalogue: every law by name, with one sentence of help. */
export const laws: { readonly [name in LawPlan['law']]: string } = {
  constant: 'always the same time',
  uniform: 'any time between two ends, all equally likely',
  exponential: 'memoryless: short times common, a tail that thins out evenly; the law of Poisson arrivals',
  lognormal: 'most times near the median, a long tail; the usual shape of query times',
  gamma: 'from regular (large shape; Erlang when whole) over exponential (shape 1) to bursty (small shape)',
  pareto: 'a least time and a power-law tail: rare times of any size; variance is infinite for alpha up to 2',
  hyperexponential: 'several kinds of work, each exponential: more variable than one exponential',
  empirical: 'one of the given times, each equally likely',
  mixture: 'sometimes one law, sometimes another, by their shares',
};

const firstBlock = 32;
const block = 1024;

/** Draws variates of one law, in blocks. Give it any `fill` for a scripted law in a test. */
export class Law {
  readonly #fill: (into: Float64Array) => void;
  #drawn = new Float64Array(0);
  #at = 0;

  constructor(fill: (into: Float64Array) => void) {
    this.#fill = fill;
  }

  /** Writes the next variate, in microseconds and not rounded, to `target[index]`. */
  drawInto(target: Float64Array, index: number): void {
    if (this.#at === this.#drawn.length) this.#refill();
    target[index] = this.#drawn[this.#at]!;
    this.#at += 1;
  }

  /** The next variate, in microseconds and not rounded. */
  draw(): number {
    if (this.#at === this.#drawn.length) this.#refill();
    const value = this.#drawn[this.#at]!;
    this.#at += 1;
    return value;
  }

  /** A short block first: many laws of a run are drawn from a few times only. */
  #refill(): void {
    if (this.#drawn.length < block) this.#drawn = new Float64Array(this.#drawn.length === 0 ? firstBlock : block);
    this.#fill(this.#drawn);
    this.#at = 0;
  }
}

/** The law of that plan, drawing from that stream alone; parts of mixtures and choices draw from parts of the stream. */
export function lawFrom(plan: LawPlan, stream: Stream): Law {
  return new Law(fillFor(plan, stream));
}

function fillFor(plan: LawPlan, stream: Stream): (into: Float64Array) => void {
  switch (plan.law) {
    case 'constant': return into => void into.fill(plan.value);
    case 'uniform': return byInversion(stream, uniformInverse(plan.from, plan.to));
    case 'exponential': return fillExponential(plan.mean, stream);
    case 'lognormal': return fillLognormal(plan.mu, plan.sigma, stream);
    case 'gamma': {
      const inverse = gammaInverse(plan.shape);
      return byInversion(stream, p => plan.scale * inverse(p));
    }
    case 'pareto': return fillPareto(plan.scale, plan.alpha, stream);
    case 'hyperexponential': return fillHyperexponential(plan.parts, stream);
    case 'empirical': {
      const values = Float64Array.from(plan.values);
      assert(values.length > 0, 'an empirical law has at least one value');
      return byInversion(stream, p => values[Math.floor(p * values.length)]!);
    }
    case 'mixture': return fillMixture(plan.parts, stream);
    default: return unreachable(plan);
  }
}

const uniformInverse = (from: number, to: number) => (p: number): number => from + (to - from) * p;

function byInversion(stream: Stream, inverse: (p: number) => number): (into: Float64Array) => void {
  return into => {
    stream.fillUniform(into);
    for (let i = 0; i < into.length; i++) into[i] = inverse(into[i]!);
  };
}

/** By inversion too; two short loops, because each compiles to straight code and one with both calls in it does not. */
function fillLognormal(mu: number, sigma: number, stream: Stream): (into: Float64Array) => void {
  return into => {
    stream.fillUniform(into);
    for (let i = 0; i < into.length; i++) into[i] = normalQuantile(into[i]!);
    exponentials(into, mu, sigma);
  };
}

/** A power law is the exponential of an exponential variate. */
function fillPareto(scale: number, alpha: number, stream: Stream): (into: Float64Array) => void {
  return into => {
    stream.fillExponential(into);
    exponentials(into, 0, 1 / alpha);
    for (let i = 0; i < into.length; i++) into[i]! *= scale;
  };
}

/** Replaces each x by exp(offset + slope x). */
function exponentials(into: Float64Array, offset: number, slope: number): void {
  for (let i = 0; i < into.length; i++) into[i] = exp(offset + slope * into[i]!);
}

function fillExponential(mean: number, stream: Stream): (into: Float64Array) => void {
  return into => {
    stream.fillExponential(into);
    for (let i = 0; i < into.length; i++) into[i]! *= mean;
  };
}

/** Running sums of the shares, the last one exactly 1. */
function cumulative(parts: readonly { readonly share: number }[]): Float64Array {
  const total = parts.reduce((sum, part) => sum + part.share, 0);
  assert(total > 0 && parts.every(part => part.share >= 0), 'shares are not negative and not all zero');
  const sums = new Float64Array(parts.length);
  let sum = 0;
  for (const [i, part] of parts.entries()) {
    sum += part.share;
    sums[i] = sum / total;
  }
  sums[parts.length - 1] = 1;
  return sums;
}

function chosen(sums: Float64Array, p: number): number {
  let i = 0;
  while (p > sums[i]!) i += 1;
  return i;
}

function fillHyperexponential(parts: readonly { readonly share: number; readonly mean: number }[], stream: Stream): (into: Float64Array) => void {
  const sums = cumulative(parts);
  const means = Float64Array.from(parts, part => part.mean);
  const choices = stream.part('choice');
  return into => {
    stream.fillExponential(into);
    for (let i = 0; i < into.length; i++) into[i] = into[i]! * means[chosen(sums, choices.uniform())]!;
  };
}

function fillMixture(parts: readonly { readonly share: number; readonly of: LawPlan }[], stream: Stream): (into: Float64Array) => void {
  const sums = cumulative(parts);
  const each = parts.map((part, i) => lawFrom(part.of, stream.part(`part ${i}`)));
  return into => {
    stream.fillUniform(into);
    for (let i = 0; i < into.length; i++) each[chosen(sums, into[i]!)]!.drawInto(into, i);
  };
}

/** What may be known of a lognormal law, in microseconds (cv2: squared coefficient of variation, a plain number). */
export interface LognormalFacts {
  readonly median?: number;
  readonly mean?: number;
  readonly p95?: number;
  readonly p99?: number;
  readonly sd?: number;
  readonly cv2?: number;
}

/** ln of each fact is mu + a sigma + b sigma^2; in the order of their size. */
const facts = [
  { name: 'median', a: 0, b: 0 },
  { name: 'mean', a: 0, b: 0.5 },
  { name: 'p95', a: normalQuantile(0.95), b: 0 },
  { name: 'p99', a: normalQuantile(0.99), b: 0 },
] as const;

/**
 * The lognormal law with two known facts: two of median, mean, p95, p99; or one of them with cv2; or mean with sd. Where mean and a
 * percentile allow two laws, the less variable one. Otherwise the sentence that says why there is none.
 */
export function lognormalFrom(known: LognormalFacts): LawPlan | string {
  const given = Object.values(known).filter(value => value !== undefined);
  if (given.length !== 2) return 'a lognormal law is known by exactly two of median, mean, p95, p99 and cv2 (or mean and sd)';
  if (!given.every(value => value > 0 && value < Number.POSITIVE_INFINITY)) return 'the times of a lognormal law must be above zero and finite';
  const [low, high] = facts.filter(fact => known[fact.name] !== undefined);
  if (low === undefined) return 'a lognormal law needs its median, mean, p95 or p99 besides its spread';
  const lowLn = ln(known[low.name]!);
  if (high === undefined) {
    if (known.sd !== undefined && known.mean === undefined) return 'the sd of a lognormal law goes with its mean';
    const cv = known.sd === undefined ? Math.sqrt(known.cv2!) : known.sd / known.mean!;
    const sigma = Math.sqrt(lnOf1Plus(cv * cv));
    return { law: 'lognormal', mu: lowLn - low.a * sigma - low.b * sigma * sigma, sigma };
  }
  const ratio = ln(known[high.name]!) - lowLn;
  if (!(ratio > 0)) {
    return `the ${high.name} of a lognormal law lies above its ${low.name}; ${inMs(known[high.name]!)} ms does not lie above ${inMs(known[low.name]!)} ms`;
  }
  const a = high.a - low.a;
  const b = high.b - low.b;
  const inside = a * a + 4 * b * ratio;
  if (inside < 0) {
    const most = exp((a * a) / 2);
    return `the ${high.name} of a lognormal law is at most ${most.toFixed(2)} times its mean; ${inMs(known[high.name]!)} ms is more than that of ${inMs(known.mean!)} ms`;
  }
  const sigma = b === 0 ? ratio / a : (Math.sqrt(inside) - a) / (2 * b);
  return { law: 'lognormal', mu: lowLn - low.a * sigma - low.b * sigma * sigma, sigma };
}

/** Two exponential phases with the given mean and squared coefficient of variation, each carrying half the work (balanced means). */
export function hyperexponentialBalanced(mean: number, scv: number): LawPlan | string {
  if (!(mean > 0 && mean < Number.POSITIVE_INFINITY)) return 'the mean of a hyperexponential law must be above zero and finite';
  if (!(scv >= 1 && scv < Number.POSITIVE_INFINITY)) {
    return `a hyperexponential law has a squared coefficient of variation of at least 1, not ${scv}; below 1, take a gamma law`;
  }
  const share = 0.5 * (1 + Math.sqrt((scv - 1) / (scv + 1)));
  return { law: 'hyperexponential', parts: [{ share, mean: mean / (2 * share) }, { share: 1 - share, mean: mean / (2 * (1 - share)) }] };
}

/** The gamma law with that mean and squared coefficient of variation (1/shape), or that mean and shape. */
export function gammaFrom(known: { readonly mean: number; readonly scv: number } | { readonly mean: number; readonly shape: number }): LawPlan | string {
  const shape = 'shape' in known ? known.shape : 1 / known.scv;
  if (!(known.mean > 0 && known.mean < Number.POSITIVE_INFINITY)) return 'the mean of a gamma law must be above zero and finite';
  if (!(shape > 0 && shape < Number.POSITIVE_INFINITY)) return 'the shape of a gamma law must be above zero and finite; for no variation, write a plain time';
  return { law: 'gamma', shape, scale: known.mean / shape };
}

/** The Pareto law with that least value (scale) or that mean, and that tail exponent; a finite mean needs alpha above 1. */
export function paretoFrom(known: { readonly mean: number; readonly alpha: number } | { readonly scale: number; readonly alpha: number }): LawPlan | string {
  const { alpha } = known;
  if (!(alpha > 0 && alpha < Number.POSITIVE_INFINITY)) return 'the alpha of a pareto law must be above zero and finite';
  const size = 'scale' in known ? known.scale : known.mean;
  if (!(size > 0 && size < Number.POSITIVE_INFINITY)) return 'the times of a pareto law must be above zero and finite';
  if ('scale' in known) return { law: 'pareto', scale: known.scale, alpha };
  if (alpha <= 1) return `a pareto law with alpha ${alpha} has no finite mean; alpha must be above 1, or give the least time instead`;
  return { law: 'pareto', scale: (known.mean * (alpha - 1)) / alpha, alpha };
}
