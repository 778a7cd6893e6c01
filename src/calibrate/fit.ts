/**
 * Least squares of relative errors: the demands and the law under which the closed model comes nearest to what was measured. The search is
 * Levenberg and Marquardt's (ml-levenberg-marquardt), over the logarithms of the parameters so that none turns negative, from several beginnings.
 */

import { exp, ln } from '../random/portable-math.ts';
import type { LawForm } from './law-forms.ts';
import type { Observation } from './observation.ts';
import { clientCounts, type Demands, type Prediction, predicted } from './predict.ts';

/** The search, as its package has it. It is loaded with the first fit, never before. */
export type Search = typeof import('ml-levenberg-marquardt').levenbergMarquardt;

/** What is to be fitted to what. */
export interface FitPlan {
  readonly observations: readonly Observation[];
  readonly cores: number;
  readonly form: LawForm;
  /** Errors are divided by this; default: by the measured rate itself, so that they are relative. */
  readonly scale?: (observation: Observation) => number;
  /** Without time outside the cores: throughput is speed/CPU. */
  readonly noOutside?: boolean;
}

export interface Fit {
  readonly demands: Demands;
  /** Logarithms of CPU, time outside and the law's parameters, times in seconds. */
  readonly point: readonly number[];
  /** Sum of squared errors. */
  readonly rss: number;
}

export const demandsAt = ({ cores, form, noOutside = false }: FitPlan, point: readonly number[]): Demands =>
  ({ cpuS: exp(point[0] ?? 0), outsideS: noOutside ? 0 : exp(point[1] ?? 0), cores, form, law: point.slice(2).map(exp) });

/** Numbers of clients of a list of observations, and where each observation finds its own among them; kept, for a fit asks a thousand times. */
const indexes = new WeakMap<readonly Observation[], { readonly counts: readonly number[]; readonly place: readonly number[] }>();

function indexOf(observations: readonly Observation[]): { readonly counts: readonly number[]; readonly place: readonly number[] } {
  const known = indexes.get(observations);
  if (known !== undefined) return known;
  const counts = clientCounts(observations);
  const index = { counts, place: observations.map(({ clients }) => counts.indexOf(clients)) };
  indexes.set(observations, index);
  return index;
}

/** Relative errors of all observations: of the rate, and of the processor time where it was measured. */
export function errorsAt(plan: FitPlan, point: readonly number[]): number[] {
  const { observations, scale } = plan;
  const { counts, place } = indexOf(observations);
  const found = predicted(demandsAt(plan, point), counts);
  const errors: number[] = [];
  for (const [i, one] of observations.entries()) {
    const here = found[place[i] ?? 0] as Prediction;
    errors.push((here.perS - one.perS) / (scale === undefined ? one.perS : scale(one)));
    if (one.cpuMs !== null) errors.push((here.cpuS * 1000) / one.cpuMs - 1);
  }
  return errors;
}

export const rssAt = (plan: FitPlan, point: readonly number[]): number => errorsAt(plan, point).reduce((sum, error) => sum + error * error, 0);

/** The least and the most of each place of a point: from a ten-thousandth of a round of the fewest clients, which is nothing, to far above it. */
export function boundsOf(plan: FitPlan): { readonly least: readonly number[]; readonly most: readonly number[] } {
  const { alone, law } = { alone: ln(roundOf(plan.observations)), law: plan.form.parameters };
  return {
    least: [alone - 9.2, alone - 9.2, ...law.map(({ least }) => ln(least))],
    most: [alone + ln(Math.max(1, Math.min(plan.cores, 1e4))) + 2, alone + 2, ...law.map(({ most }) => ln(most))],
  };
}

/** Seconds from one answer to the next, for a client among the fewest there were. */
function roundOf(observations: readonly Observation[]): number {
  const few = observations.reduce((least, one) => (one.clients < least.clients ? one : least));
  return few.clients / few.perS;
}

/** How often the search begins again where it ended, and its steps each time: the package keeps no step that led uphill only when it starts anew. */
const rounds = 8;
const steps = 8;

/** How closely a search ends: a round that betters the sum of squares by less is the last. */
export const closely = 1e-10;
export const roughly = 1e-4;

/** The nearest point that the search finds from `start`; places in `held` stay as they are. */
export function nearestFrom(search: Search, plan: FitPlan, start: readonly number[], held: readonly number[] = [], gain = closely): Fit {
  const free = start.map((_, i) => i).filter((i) => !held.includes(i) && !(i === 1 && plan.noOutside === true));
  const { least, most } = boundsOf(plan);
  const whole = (values: readonly number[]): number[] => {
    const point = [...start];
    for (const [i, place] of free.entries()) point[place] = values[i] ?? 0;
    return point;
  };
  let best = free.map((i) => Math.min(most[i] ?? 0, Math.max(least[i] ?? 0, start[i] ?? 0)));
  let rss = rssAt(plan, whole(best));
  for (let round = 0; round < rounds && free.length > 0; round++) {
    const found = searched(search, (values) => errorsAt(plan, whole(values)), best, free.map((i) => least[i] ?? 0), free.map((i) => most[i] ?? 0));
    if (found === null) break;
    const last = !(found.rss < rss * (1 - gain));
    if (found.rss < rss) [best, rss] = [[...found.values], found.rss];
    if (last) break;
  }
  const point = whole(best);
  return { demands: demandsAt(plan, point), point, rss };
}

/** One round of the package. Null: it met a matrix that it cannot solve, far outside what makes sense. */
function searched(search: Search, errors: (values: readonly number[]) => readonly number[], from: readonly number[], least: readonly number[], most: readonly number[]): { readonly values: readonly number[]; readonly rss: number } | null {
  const places = errors(from).map((_, i) => i);
  // The package wants two points at least: a lone one counts twice.
  if (places.length === 1) places.push(0);
  try {
    const found = search({ x: places, y: places.map(() => 0) }, (values) => {
      const here = errors(values);
      return (i) => here[i] ?? 0;
    }, { initialValues: from, minValues: least, maxValues: most, damping: 1e-3, gradientDifference: 1e-5, centralDifference: true, maxIterations: steps, errorTolerance: 0 });
    return { values: found.parameterValues, rss: errors(found.parameterValues).reduce((sum, error) => sum + error * error, 0) };
  } catch (error) {
    if (error instanceof Error && /singular|positive/i.test(error.message)) return null;
    throw error;
  }
}

/** The best of several beginnings; `also` are points to begin from beside the usual ones. */
export function fitted(search: Search, plan: FitPlan, also: readonly (readonly number[])[] = []): Fit {
  const tried = [...also, ...starts(plan)].map((start) => nearestFrom(search, plan, start, [], roughly));
  const best = tried.reduce((least, one) => (one.rss < least.rss ? one : least));
  return nearestFrom(search, plan, best.point);
}

/** CPU from the highest rate or half of that, time outside from the fewest clients, and each law from its own beginnings. */
function starts({ observations, cores, form, noOutside = false }: FitPlan): number[][] {
  const top = Math.max(...observations.map(({ perS }) => perS));
  const few = observations.reduce((least, one) => (one.clients < least.clients ? one : least));
  const alone = few.clients / few.perS;
  const cpu = noOutside ? Math.min(few.clients, cores) / few.perS : Math.min(cores / top, alone);
  const laws = form.parameters.reduce<number[][]>((rows, parameter) => rows.flatMap((row) => parameter.starts(cores).map((value) => [...row, ln(value)])), [[]]);
  const splits = noOutside ? [cpu] : [cpu, cpu / 2];
  return splits.flatMap((work) => laws.map((law) => [ln(work), ln(Math.max(alone - work, 0.02 * alone)), ...law]));
}
