/**
 * What a promise with a confidence promises, and what some runs say of it. There are three things to promise:
 *  - the mean over all possible runs of each run's figure (`p99(api) < 250ms @95%`): Student's t over the runs, at least ten of them;
 *  - a share of requests (`failedShare(api) < 1% @95%`): failures of all runs over requests of all runs, by the ratio estimator where failures are
 *    common (Cochran 1977, §6.3), else Clopper and Pearson on requests divided by their index of dispersion, for failures come in crowds;
 *  - a share of runs (`… in 90% of runs @95%`, and everything that is yes or no): Clopper and Pearson (1934), exact.
 * Where fewer than five runs show anything but the usual, no spread can be seen in them: to hold, a promise of the first two kinds must then also be
 * broken in less than one run in ten, by the exact interval.
 */

import type { Condition, PromisePlan } from '../promise.ts';
import { measures } from '../promise/measures.ts';
import type { PromiseDecision } from '../result.ts';
import { twoSidedT } from '../stats/confidence.ts';
import { skewedInterval } from '../stats/skewed-mean.ts';
import { clopperPearson, type Range } from '../stats/proportions.ts';

/** One run as a promise sees it. */
export interface Seen {
  readonly held: boolean;
  readonly observed: number | null;
  /** Of a failure share: the requests it is a share of. */
  readonly trials: number | null;
}

export type Verdict = PromiseDecision['verdict'];

/** What the runs say at one look. `needed` is about how many runs would tell, null where that cannot be said. */
export type Sight = Pick<PromiseDecision, 'of' | 'estimate' | 'low' | 'high' | 'target' | 'method' | 'verdict'> & { readonly needed: number | null };

/** With fewer runs no interval of a mean is worth its name. */
export const leastRuns = 10;
/** So many runs must differ from the usual before their spread says anything. */
const fewest = 5;
/** Where they do not, the promise must hold in more than this share of runs. */
const rareShare = 0.9;
/** How many failures come together where too few were seen to tell: between 9 and 17 were measured in ordinary settings. */
const usualCrowd = 10;
/** More runs than this are no answer to how many it would take. */
const mostNeeded = 1_000_000;

/** Is it promised of runs one by one? Said so, or a matter of yes and no. */
const isOfRuns = ({ ofRuns, condition }: PromisePlan): boolean =>
  ofRuns !== undefined || condition.compare === 'holds' || condition.compare === '==' || measures[condition.measure]?.orNever === true;

/** Looks at some runs with this two-sided confidence. */
export function sightOf(plan: PromisePlan, seen: readonly Seen[], level: number): Sight {
  const known = seen.flatMap(({ observed }) => (observed === null ? [] : [observed]));
  if (isOfRuns(plan) || known.length < seen.length) return ofRuns(plan, seen, level);
  const rare = rarity(seen, level);
  const share = plan.condition.measure === 'failedShare' ? ofRequests(seen, level) : null;
  const { range, method, estimate } = share ?? ofMean(known, level);
  const side = seen.length < leastRuns ? 'inconclusive' : sideOf(plan.condition, range);
  const verdict = side === 'held' && !rare.enough ? 'inconclusive' : side;
  const needed = side === 'held' ? rare.needed : Math.max(leastRuns, rare.needed, neededFor(plan.condition, estimate, range, seen.length) ?? Number.POSITIVE_INFINITY);
  return {
    of: share === null ? 'mean' : 'requests', estimate, low: range.low, high: range.high, target: null, verdict, needed: Number.isFinite(needed) ? needed : null,
    method: verdict !== side ? `${method}; so far too few runs differ to rule out rare bad ones` : method,
  };
}

/** A share of runs. */
function ofRuns(plan: PromisePlan, seen: readonly Seen[], level: number): Sight {
  const target = plan.ofRuns ?? plan.confidence ?? 0.5;
  const held = seen.filter((one) => one.held).length;
  const { low, high } = clopperPearson(held, seen.length, level);
  const verdict = low >= target ? 'held' : high < target ? 'failed' : 'inconclusive';
  const share = held / seen.length;
  const gap = share - target;
  const z = twoSidedT(level, Number.POSITIVE_INFINITY);
  const needed = held === seen.length ? allHeld(target, level) : gap === 0 ? null : Math.ceil((z * z * Math.max(share * (1 - share), 1e-3)) / (gap * gap));
  return { of: 'runs', estimate: share, low, high, target, verdict, needed, method: 'exact binomial over runs (Clopper and Pearson)' };
}

/** How many runs must all hold before a share is shown (Wilks 1941): the least n with target^n at or below (1 − level)/2. */
function allHeld(target: number, level: number): number {
  let n = 0;
  for (let chance = 1; chance > (1 - level) / 2; chance *= target) n++;
  return n;
}

interface Ranged {
  readonly range: Range;
  readonly estimate: number;
  readonly method: string;
}

/** The mean of the figures of the runs, none of which is below zero. Fewer than three runs have no interval: anything is possible. */
function ofMean(values: readonly number[], level: number): Ranged {
  const method = "Student's t over runs, corrected for skewness (Willink)";
  if (values.length < 3) return { estimate: values.reduce((sum, value) => sum + value, 0) / values.length, range: { low: 0, high: Number.POSITIVE_INFINITY }, method };
  const { mean, low, high } = skewedInterval(values, level);
  return { estimate: mean, range: { low: Math.max(0, low), high }, method };
}

/** The share of all requests of all runs; null where there was no request. */
function ofRequests(seen: readonly Seen[], level: number): Ranged | null {
  const n = seen.length;
  const trials = seen.map((one) => one.trials ?? 0);
  const failed = seen.map((one, i) => Math.round((one.observed ?? 0) * (trials[i] ?? 0)));
  const all = trials.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  const share = failed.reduce((sum, count) => sum + count, 0) / all;
  const squares = failed.reduce((sum, count, i) => sum + (count - share * (trials[i] ?? 0)) ** 2, 0) / Math.max(1, n - 1);
  const mixed = failed.filter((count, i) => count > 0 && count < (trials[i] ?? 0)).length;
  if (mixed >= Math.max(fewest, n / 2)) {
    // The ratio estimator, straightened: each run counts by how many more of its requests failed than the share says.
    const { low, high } = skewedInterval(failed.map((count, i) => share + (count - share * (trials[i] ?? 0)) / (all / n)), level);
    return { estimate: share, range: { low: Math.max(0, low), high: Math.min(1, high) }, method: "Student's t over runs (failures over requests), corrected for skewness (Willink)" };
  }
  const spread = share * (1 - share) * (all / n);
  const crowd = Math.max(1, spread === 0 ? usualCrowd : squares / spread, mixed < fewest ? usualCrowd : 1);
  return { estimate: share, range: clopperPearson((share * all) / crowd, all / crowd, level), method: `Clopper and Pearson, requests counted ${crowd.toFixed(1)} to one` };
}

/** Can the runs know what is not usual? Where too few of them differ from the most common value, almost all must have held. */
function rarity(seen: readonly Seen[], level: number): { readonly enough: boolean; readonly needed: number } {
  const counts = new Map<number | null, number>();
  for (const { observed } of seen) counts.set(observed, (counts.get(observed) ?? 0) + 1);
  if (seen.length - Math.max(...counts.values()) >= fewest) return { enough: true, needed: 0 };
  const held = seen.filter((one) => one.held).length;
  return { enough: clopperPearson(held, seen.length, level).low >= rareShare, needed: allHeld(rareShare, level) };
}

/** The values that keep a condition. */
export function goodRange({ compare, limit, upper }: Condition): Range {
  if (compare === '<' || compare === '<=') return { low: Number.NEGATIVE_INFINITY, high: limit };
  if (compare === '>' || compare === '>=') return { low: limit, high: Number.POSITIVE_INFINITY };
  return { low: limit, high: compare === 'between' ? (upper ?? limit) : limit };
}

/** On which side of its limit an interval lies. At the limit itself `<` and `>` are broken, the others kept. */
export function sideOf(condition: Condition, { low, high }: Range): Verdict {
  const good = goodRange(condition);
  const open = condition.compare === '<' || condition.compare === '>';
  if (open ? low > good.low && high < good.high : low >= good.low && high <= good.high) return 'held';
  return (open ? high <= good.low || low >= good.high : high < good.low || low > good.high) ? 'failed' : 'inconclusive';
}

/** Runs until the interval leaves the nearest limit: its width falls with the root of their number. Null at the limit itself. */
function neededFor(condition: Condition, estimate: number, { low, high }: Range, runs: number): number | null {
  const { low: from, high: to } = goodRange(condition);
  const [limit, edge] = Math.abs(estimate - from) < Math.abs(estimate - to) ? [from, estimate < from ? high : low] : [to, estimate < to ? high : low];
  const gap = Math.abs(estimate - limit);
  const needed = runs * ((edge - estimate) / gap) ** 2;
  return needed <= mostNeeded ? Math.ceil(needed) : null;
}
