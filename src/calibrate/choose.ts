/** Fits every law that the points can carry, and chooses: the simplest of those that predict what was kept back about as well as the best. */

import { type Fit, type FitPlan, errorsAt, fitted, type Search } from './fit.ts';
import { type HeldOut, heldOut, type HoldOut, rms } from './hold-out.ts';
import { formOn, type LawForm, lawForms } from './law-forms.ts';
import { clientCounts } from './predict.ts';
import { leastNoise } from './profile.ts';

export interface Candidate {
  readonly form: LawForm;
  readonly plan: FitPlan;
  readonly fit: Fit;
  readonly fittedRms: number;
  readonly held: readonly HeldOut[];
  /** Root mean square of the held-out errors, without those at the ends where there are enough others; null when nothing was kept back. */
  readonly heldRms: number | null;
  /** Numbers of cores that fit as well; one when they were given. */
  readonly coresAlso: readonly number[];
}

export interface Skipped {
  readonly form: LawForm;
  readonly skipped: string;
}

export interface Choosing {
  readonly search: Search;
  /** What is fitted, and all there is. */
  readonly observations: FitPlan['observations'];
  readonly all: FitPlan['observations'];
  /** Null: not known; whole numbers are tried. */
  readonly cores: number | null;
  readonly holdOut: HoldOut;
  readonly laws: readonly string[] | null;
  readonly onProgress: (share: number, what: string) => void;
}

/** Numbers of cores that are tried first; then all between the neighbours of the best, a few at a time. */
const coarse = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192];
const finer = 6;

function coresToTry(cores: number | null, clients: readonly number[]): readonly number[] {
  return cores !== null ? [cores] : coarse.filter((one) => one <= Math.max(1, ...clients));
}

/** All laws in the order of the catalogue, fitted or with the reason why not. */
export function candidates(choosing: Choosing): readonly (Candidate | Skipped)[] {
  const { observations, laws, onProgress } = choosing;
  const counts = clientCounts(observations);
  const wanted = lawForms.filter(({ law }) => laws === null || laws.includes(law));
  const tried = coresToTry(choosing.cores, counts);
  const informed = counts.length + (observations.some(({ cpuMs }) => cpuMs !== null) ? counts.length : 0);
  let hyperbolic: Candidate | null = null;
  return wanted.map((form, i) => {
    onProgress((0.9 * i) / wanted.length, `fitting the law ${form.law}`);
    const law = formOn(form, Math.max(...tried)).parameters.length;
    const free = 2 + law + (tried.length > 1 ? 1 : 0);
    // As many equations as unknowns are solved without error; a law of contention must then have something else that could speak against it.
    if (informed < free + (law > 0 && choosing.holdOut.kind !== 'these' ? 1 : 0)) return { form, skipped: `${free} parameters for ${counts.length} numbers of clients` };
    // The same curve under two names is fitted once.
    const isSame = form.law === 'hyperbolic' || form.law === 'perStatement';
    const found: Candidate = isSame && hyperbolic !== null ? renamed(hyperbolic, form) : candidate(choosing, form, tried);
    if (isSame) hyperbolic = found;
    return found;
  });
}

interface Tried {
  readonly plan: FitPlan;
  readonly fit: Fit;
}

const renamed = (of: Candidate, form: LawForm): Candidate => ({ ...of, form, plan: { ...of.plan, form }, fit: { ...of.fit, demands: { ...of.fit.demands, form } } });

/** Fits on each number of cores, coarsely first; each begins where its neighbour ended, too. */
function scanned({ search, observations }: Choosing, form: LawForm, tried: readonly number[]): readonly Tried[] {
  const fits: Tried[] = [];
  const add = (cores: number, near: readonly number[][]): void => {
    const plan = { observations, cores, form: formOn(form, cores) };
    fits.push({ plan, fit: fitted(search, plan, near.filter((point) => point.length === 2 + plan.form.parameters.length)) });
  };
  for (const cores of tried) add(cores, []);
  const best = least(fits);
  const at = tried.indexOf(best.plan.cores);
  const [below, above] = [tried[at - 1] ?? best.plan.cores, tried[at + 1] ?? best.plan.cores];
  const step = Math.max(1, Math.ceil((above - below) / finer));
  if (tried.length > 1) for (let cores = below + step; cores < above; cores += step) if (!tried.includes(cores)) add(cores, [[...best.fit.point]]);
  return fits.sort((a, b) => a.plan.cores - b.plan.cores);
}

const least = (fits: readonly Tried[]): Tried => fits.reduce((best, one) => (one.fit.rss < best.fit.rss ? one : best));

function candidate(choosing: Choosing, form: LawForm, tried: readonly number[]): Candidate {
  const { search, all, holdOut } = choosing;
  const fits = scanned(choosing, form, tried);
  const best = least(fits);
  const errors = errorsAt(best.plan, best.fit.point);
  const held = heldOut(search, best.plan, holdOut, all, best.fit);
  // Four: about the square of Student's t at 95 %, in units of a point's own spread of one percent at least.
  const spread = Math.max(best.fit.rss / Math.max(1, errors.length - best.fit.point.length), leastNoise ** 2);
  const also = fits.filter(({ fit }) => fit.rss <= best.fit.rss + 4 * spread).map(({ plan }) => plan.cores);
  return { form: best.plan.form, ...best, fittedRms: rms(errors), held, heldRms: heldRmsOf(held), coresAlso: also };
}

/** So many held-out points between others suffice to judge by; those at the ends are extrapolations, which no law is good at, and count when there are fewer. */
const enoughInside = 3;

function heldRmsOf(held: readonly HeldOut[]): number | null {
  const inside = held.filter(({ beyond }) => !beyond);
  const counted = inside.length >= enoughInside ? inside : held;
  return counted.length === 0 ? null : rms(counted.map(({ error }) => error));
}

const score = (one: Candidate): number => one.heldRms ?? one.fittedRms;

/** A more complicated law must predict better by a tenth and by a quarter of a percent, or the simpler one stays. */
export function chosen(all: readonly Candidate[]): Candidate | null {
  const best = all.reduce<Candidate | null>((least, one) => (least === null || score(one) < score(least) ? one : least), null);
  if (best === null) return null;
  const asGood = all.filter((one) => score(one) <= Math.max(1.1 * score(best), score(best) + 0.0025));
  return asGood.reduce((simplest, one) => (one.form.parameters.length < simplest.form.parameters.length ? one : simplest));
}

/** The next choice where a law's parameters turned out to have no end: a simpler law that predicts not much worse. Null: there is none. */
export function simpler(all: readonly Candidate[], than: Candidate): Candidate | null {
  return chosen(all.filter((one) => one.form.parameters.length < than.form.parameters.length && score(one) <= Math.max(1.5 * score(than), score(than) + 0.01)));
}
