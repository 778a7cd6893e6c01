/** Predicting what the fit has not seen: some numbers of clients are kept back, all runs at that number together, and predicted from the rest. */

import { type Fit, type FitPlan, fitted, nearestFrom, roughly, type Search } from './fit.ts';
import { clientCounts, predicted } from './predict.ts';

/** Each number of clients in turn; those that are named; or nothing. */
export type HoldOut = { readonly kind: 'each' } | { readonly kind: 'these'; readonly clients: readonly number[] } | { readonly kind: 'none' };

/** A prediction for a number of clients that the fit did not see. */
export interface HeldOut {
  readonly clients: number;
  readonly perS: number;
  /** Predicted against the mean of the measured: 0.03 is 3 % too high. */
  readonly error: number;
  /** Whether it lies outside the numbers of clients that were fitted. */
  readonly beyond: boolean;
}

/** Predictions for what is kept back. Each number in turn needs one more than there are parameters, or the rest could be fitted in many ways. */
export function heldOut(search: Search, plan: FitPlan, hold: HoldOut, all: FitPlan['observations'], whole: Fit): readonly HeldOut[] {
  const counts = clientCounts(all);
  if (hold.kind === 'none') return [];
  if (hold.kind === 'these') return hold.clients.map((clients) => told(whole, clients, all, clientCounts(plan.observations)));
  if (counts.length <= whole.point.length) return [];
  return counts.map((clients) => {
    const rest = { ...plan, observations: all.filter((one) => one.clients !== clients) };
    const near = nearestFrom(search, rest, whole.point, [], roughly);
    // At the ends the rest may look quite different: there the search begins afresh too.
    const fit = clients === counts[0] || clients === counts.at(-1) ? fitted(search, rest, [near.point]) : near;
    return told(fit, clients, all, clientCounts(rest.observations));
  });
}

function told(fit: Fit, clients: number, all: FitPlan['observations'], seen: readonly number[]): HeldOut {
  const measured = meanPerS(all, clients);
  const perS = predicted(fit.demands, [clients])[0]?.perS ?? 0;
  return { clients, perS, error: perS / measured - 1, beyond: clients < (seen[0] ?? 0) || clients > (seen.at(-1) ?? 0) };
}

/** Mean rate of all runs with so many clients. */
export function meanPerS(all: FitPlan['observations'], clients: number): number {
  const here = all.filter((one) => one.clients === clients);
  return here.reduce((sum, one) => sum + one.perS, 0) / here.length;
}

/** Root of the mean square. NaN for nothing. */
export const rms = (errors: readonly number[]): number => Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
