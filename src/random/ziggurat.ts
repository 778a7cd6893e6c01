/**
 * Exponential variates of mean 1 by the ziggurat of Marsaglia and Tsang (2000): 256 layers of equal area under e^-x. The tables
 * are computed at load by our own `ln` and `exp`, so that every engine has the same bits. The layer and the place in it come
 * from different random bits (Doornik 2005, on the flaw of the original).
 */
import { exp, ln } from './portable-math.ts';

const layers = 256;
/** Where the tail begins, and the area of each layer: r e^-r + e^-r. */
const tailFrom = 7.69711747013104972;
const area = 3.94965982258157199e-3;
/** The place in a layer is a whole number below 2^56: 24 bits of one draw above 32 bits of the next. */
const perPlace = 1 / 72057594037927936;

/** Right edges of the layers, widest (the one with the tail) first; `edge[256]` is 0. */
const edge = new Float64Array(layers + 1);
/** e^-x at each edge. */
const height = new Float64Array(layers + 1);
/** Turns a place into an x within the layer. */
const width = new Float64Array(layers);

edge[0] = area * exp(tailFrom);
edge[1] = tailFrom;
for (let i = 2; i < layers; i++) edge[i] = -ln(area / edge[i - 1]! + exp(-edge[i - 1]!));
edge[layers] = 0;
for (let i = 0; i <= layers; i++) height[i] = exp(-edge[i]!);
for (let i = 0; i < layers; i++) width[i] = edge[i]! * perPlace;

/** A number in (0, 1) with 52 random bits, never 0 and never 1. */
export function uniformFrom(next: () => number): number {
  const above = next() >>> 6;
  return (above * 67108864 + (next() >>> 6) + 0.5) / 4503599627370496;
}

/** What is left to decide when a point falls outside the safe part of its layer: the tail, or the sliver under the curve. */
function decide(layer: number, x: number, next: () => number): number {
  if (layer === 0) return tailFrom + exponentialFrom(next);
  const y = height[layer]! + uniformFrom(next) * (height[layer + 1]! - height[layer]!);
  return y < exp(-x) ? x : exponentialFrom(next);
}

/** One exponential variate of mean 1, from signed 32-bit integers of `next`: two of them in 98.9 % of all calls. */
export function exponentialFrom(next: () => number): number {
  const first = next();
  const layer = first & 255;
  const x = ((first >>> 8) * 4294967296 + (next() >>> 0)) * width[layer]!;
  return x < edge[layer + 1]! ? x : decide(layer, x, next);
}

/** Fills the whole of `into` with exponential variates of mean 1, the same numbers as calls of `exponentialFrom`. */
export function fillExponentialFrom(next: () => number, into: Float64Array): void {
  for (let i = 0; i < into.length; i++) {
    const first = next();
    const layer = first & 255;
    const x = ((first >>> 8) * 4294967296 + (next() >>> 0)) * width[layer]!;
    into[i] = x;
    if (!(x < edge[layer + 1]!)) into[i] = decide(layer, x, next); // apart, so that no x is boxed to be either of two
  }
}
