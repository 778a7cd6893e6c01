/**
 * Constants that give the choice of the best of k systems its guarantee: Rinott's h for two stages of independent runs (Rinott 1978,
 * Communications in Statistics A7, 799-811) and eta of Kim and Nelson's fully sequential procedure, which may use common random numbers
 * (Kim & Nelson 2001, ACM TOMACS 11, 251-273). With either, the chosen system is the best with the stated confidence whenever the best is
 * ahead of all others by at least the indifference zone, and otherwise lies within that zone of it. Figures must be about normal: means of runs.
 */

import { assert } from '../assert.ts';
import { normalCdf } from '../random/normal.ts';
import { exp, ln, pow } from '../random/portable-math.ts';
import { gammaLn } from '../random/special-functions.ts';

function check(systems: number, firstRuns: number, confidence: number): void {
  assert(Number.isInteger(systems) && systems >= 2, 'a choice needs at least two systems');
  assert(Number.isInteger(firstRuns) && firstRuns >= 2, 'a variance needs at least two first runs');
  assert(confidence > 1 / systems && confidence < 1, 'the confidence must beat a blind guess and stay below 1');
}

/** Points and weights of the law of ln X for a chi-square X: a plain sum over even steps of a smooth density converges geometrically. */
function chiSquarePoints(df: number): { readonly x: Float64Array; readonly weight: Float64Array } {
  const count = 141;
  const spread = Math.sqrt(2 / df);
  // The density of ln X falls like e^(df s/2) to the left and doubly exponentially to the right of ln df.
  const [from, to] = [ln(df) - 9 * spread - 60 / df, ln(df) + Math.min(9 * spread, ln(90 / df + 6))];
  const step = (to - from) / (count - 1);
  const [x, weight] = [new Float64Array(count), new Float64Array(count)];
  const lnScale = (df / 2) * ln(2) + gammaLn(df / 2);
  for (let i = 0; i < count; i++) {
    const s = from + i * step;
    x[i] = exp(s);
    weight[i] = step * exp((df / 2) * s - x[i]! / 2 - lnScale);
  }
  return { x, weight };
}

/** The chance that Rinott's procedure with constant h chooses the best when it is ahead by exactly the indifference zone. */
export function rinottChance(h: number, systems: number, firstRuns: number): number {
  const df = firstRuns - 1;
  const { x, weight } = chiSquarePoints(df);
  let chance = 0;
  for (let j = 0; j < x.length; j++) {
    if (weight[j]! < 1e-18) continue;
    let inner = 0;
    for (let i = 0; i < x.length; i++) {
      if (weight[i]! >= 1e-18) inner += weight[i]! * normalCdf(h / Math.sqrt(df * (1 / x[i]! + 1 / x[j]!)));
    }
    chance += weight[j]! * pow(Math.min(1, inner), systems - 1);
  }
  return chance;
}

/**
 * Rinott's h: after `firstRuns` runs of each of k independent systems with standard deviation s_i, run each ceil((h s_i / zone)^2) times in all (at
 * least firstRuns) and take the best mean. Needs independent seeds, not common ones. Relative error about 1e-10; some hundredths of a second.
 */
export function rinottH(systems: number, firstRuns: number, confidence = 0.95): number {
  check(systems, firstRuns, confidence);
  let [low, high] = [0, 4];
  while (rinottChance(high, systems, firstRuns) < confidence) [low, high] = [high, 2 * high];
  let [atLow, atHigh] = [rinottChance(low, systems, firstRuns) - confidence, rinottChance(high, systems, firstRuns) - confidence];
  // False position with the Illinois step (Dowell & Jarratt 1971): the end that stays is believed half as much each time.
  for (let n = 0, kept = 0; n < 60 && high - low > 1e-12 * high; n++) {
    const h = high - (atHigh * (high - low)) / (atHigh - atLow);
    const value = rinottChance(h, systems, firstRuns) - confidence;
    if (Math.abs(value) < 1e-14) return h;
    if (value < 0) {
      [low, atLow] = [h, value];
      if (kept === 1) atHigh /= 2;
      kept = 1;
    } else {
      [high, atHigh] = [h, value];
      if (kept === -1) atLow /= 2;
      kept = -1;
    }
  }
  return (low + high) / 2;
}

/** Runs that Rinott's second stage brings a system to, those of the first stage included. `sd` and `zone` in the same unit, zone above 0. */
export function rinottRuns(h: number, sd: number, zone: number, firstRuns: number): number {
  assert(zone > 0 && sd >= 0, 'an indifference zone is above zero');
  return Math.max(firstRuns, Math.ceil(((h * sd) / zone) * ((h * sd) / zone)));
}

/** Kim and Nelson's eta, with c = 1. */
export function knEta(systems: number, firstRuns: number, confidence = 0.95): number {
  check(systems, firstRuns, confidence);
  return 0.5 * (pow((2 * (1 - confidence)) / (systems - 1), -2 / (firstRuns - 1)) - 1);
}

/** Their h^2 = 2 eta (n0 - 1). */
export const knSquareH = (systems: number, firstRuns: number, confidence = 0.95): number => 2 * knEta(systems, firstRuns, confidence) * (firstRuns - 1);

/**
 * The lead by which one system's mean over r runs must be behind another's before Kim and Nelson drop it: W(r) = max(0, zone/(2r) (h^2 S^2/zone^2 - r)),
 * with S^2 the variance of the paired differences over the first runs. It falls to 0, where whoever is ahead has won.
 */
export function knLead(squareH: number, differenceVariance: number, zone: number, runs: number): number {
  assert(zone > 0 && runs >= 1, 'an indifference zone is above zero, and there was at least one run');
  return Math.max(0, (zone / (2 * runs)) * ((squareH * differenceVariance) / (zone * zone) - runs));
}
