/**
 * What is known of a law without drawing: its mean, its variance and the share of draws at or below a time. Textbook formulas
 * (Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions, 1994); times in microseconds.
 */
import { unreachable } from '../assert.ts';
import { normalCdf } from './normal.ts';
import { exp, expLess1, ln, pow } from './portable-math.ts';
import type { LawPlan } from './samplers.ts';
import { gammaP } from './special-functions.ts';

interface Part {
  readonly share: number;
}

/** The mean of `f` over parts, weighted by share; parts of share 0 count for nothing even where `f` is infinite. */
function weighted<P extends Part>(parts: readonly P[], f: (part: P) => number): number {
  const total = parts.reduce((sum, part) => sum + part.share, 0);
  return parts.reduce((sum, part) => (part.share === 0 ? sum : sum + (part.share / total) * f(part)), 0);
}

const square = (x: number): number => x * x;

/** The mean in microseconds. Infinity for a pareto law with alpha up to 1 and for a constant that never ends. */
export function meanOf(plan: LawPlan): number {
  switch (plan.law) {
    case 'constant': return plan.value;
    case 'uniform': return (plan.from + plan.to) / 2;
    case 'exponential': return plan.mean;
    case 'lognormal': return exp(plan.mu + (plan.sigma * plan.sigma) / 2);
    case 'gamma': return plan.shape * plan.scale;
    case 'pareto': return plan.alpha > 1 ? (plan.scale * plan.alpha) / (plan.alpha - 1) : Number.POSITIVE_INFINITY;
    case 'hyperexponential': return weighted(plan.parts, part => part.mean);
    case 'empirical': return plan.values.reduce((sum, value) => sum + value, 0) / plan.values.length;
    case 'mixture': return weighted(plan.parts, part => meanOf(part.of));
    default: return unreachable(plan);
  }
}

/** The variance in squared microseconds. Infinity where it does not exist: pareto with alpha up to 2, or an infinite mean. */
export function varianceOf(plan: LawPlan): number {
  const mean = meanOf(plan);
  if (mean === Number.POSITIVE_INFINITY) return plan.law === 'constant' ? 0 : mean;
  switch (plan.law) {
    case 'constant': return 0;
    case 'uniform': return square(plan.to - plan.from) / 12;
    case 'exponential': return mean * mean;
    case 'lognormal': return mean * mean * expLess1(plan.sigma * plan.sigma);
    case 'gamma': return mean * plan.scale;
    case 'pareto': return plan.alpha > 2 ? (mean * mean) / (plan.alpha * (plan.alpha - 2)) : Number.POSITIVE_INFINITY;
    case 'hyperexponential': return weighted(plan.parts, part => square(part.mean) + square(part.mean - mean));
    case 'empirical': return plan.values.reduce((sum, value) => sum + square(value - mean), 0) / plan.values.length;
    case 'mixture': return weighted(plan.parts, part => varianceOf(part.of) + square(meanOf(part.of) - mean));
    default: return unreachable(plan);
  }
}

/** The share of draws at or below `x` microseconds, 0..1. */
export function cdfOf(plan: LawPlan, x: number): number {
  switch (plan.law) {
    case 'constant': return x >= plan.value ? 1 : 0;
    case 'uniform':
      if (x < plan.from) return 0;
      return x >= plan.to ? 1 : (x - plan.from) / (plan.to - plan.from);
    case 'exponential': return x > 0 ? -expLess1(-x / plan.mean) : 0;
    case 'lognormal':
      if (!(x > 0)) return 0;
      if (plan.sigma === 0) return ln(x) >= plan.mu ? 1 : 0;
      return normalCdf((ln(x) - plan.mu) / plan.sigma);
    case 'gamma': return gammaP(plan.shape, x / plan.scale);
    case 'pareto': return x > plan.scale ? 1 - pow(plan.scale / x, plan.alpha) : 0;
    case 'hyperexponential': return x > 0 ? weighted(plan.parts, part => -expLess1(-x / part.mean)) : 0;
    case 'empirical': return plan.values.filter(value => value <= x).length / plan.values.length;
    case 'mixture': return weighted(plan.parts, part => cdfOf(part.of, x));
    default: return unreachable(plan);
  }
}
