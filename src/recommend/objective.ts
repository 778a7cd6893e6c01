/** An objective, from a promise: which figure of a run it looks at, where its mean should lie, and what the runs made so far say of that. */

import { measures, type Measure } from '../promise/measures.ts';
import type { Condition, PromisePlan } from '../promise.ts';
import type { RecommendObjective, SizeObjective } from '../result/recommend.ts';
import type { Row } from '../sweep/columns.ts';
import type { GridPoint } from '../sweep/grid.ts';
import { type Bounds, countBounds, heldBounds, meanBounds, shareBounds } from './bounds.ts';
import { levelAt, runsAt } from './looks.ts';

/** What is not a mean must hold in so many of all runs. */
const share = 0.9;
/** Half-width of the zone around a limit, as a part of it: percentiles themselves are within 1 %, and rare failures are hard to count. */
const usualZone = { time: 0.02, rare: 0.1 } as const;

/** An objective and where its figures stand in a row. */
export interface Objective extends RecommendObjective {
  readonly condition: Condition;
  /** Which promise of the scenario it is. */
  readonly promise: number;
}

const unitNames = { time: 'ms', span: 's', share: 'share', rate: '/s', count: 'count' } as const;

const nameOf = ({ measure, of, part, kind }: Condition): string => `${measure}(${of}${part === 'latency' ? '' : `.${part}`}${kind === null ? '' : `, ${kind}`})`;

/** Whether a promise says how it should be; `between` and `==` mostly describe how it is, but that there be none of something is a wish. */
export const isWish = ({ condition }: PromisePlan): boolean => condition.compare !== 'between' && !(condition.compare === '==' && condition.limit !== 0);

/** The objective that a promise is. `zone`: half-width of the zone around its limit as a part of the limit; null: what is usual for the measure. */
export function objectiveOf({ text, condition }: PromisePlan, promise: number, zone: number | null): Objective {
  const measure: Measure | undefined = measures[condition.measure];
  const base = { text, name: nameOf(condition), condition, promise };
  const none = condition.compare === '==' || (condition.limit === 0 && (condition.compare === '<=' || condition.compare === '<'));
  if (measure === undefined || measure.orNever || measure.unit === 'span' || condition.compare === 'holds' || none) {
    return { ...base, unit: measure === undefined ? 's' : unitNames[measure.unit], judgedBy: 'runs', share, atLeast: share, atMost: null, zone: zone ?? 0.02 };
  }
  const part = zone ?? (measure.unit === 'count' || (measure.unit === 'share' && measure.about === 'class') ? usualZone.rare : usualZone.time);
  const { compare, limit, upper } = condition;
  const [atLeast, atMost] = compare === 'between' ? [limit, upper ?? limit] : compare === '<' || compare === '<=' ? [null, limit] : [limit, null];
  return { ...base, unit: unitNames[measure.unit], judgedBy: 'mean', share: null, atLeast, atMost, zone: part * limit };
}

/** A figure run by run; null in a run that has none. */
export function column(point: Pick<GridPoint, 'columns'>, rows: readonly Row[], room: string, of: string, figure: string): readonly (number | null)[] {
  const index = point.columns.findIndex(([r, o, f]) => r === room && o === of && f === figure);
  return rows.map((row) => (index < 0 ? null : (row.values[index] ?? null)));
}

/** What the runs are judged by. */
export interface Errors {
  /** 0.05 for 95 %. */
  readonly errors: number;
  readonly sizes: number;
  readonly objectives: number;
  readonly cap: number;
}

/** The objective at one size, look by look: the first look that decides stands. */
export function judge(objective: Objective, point: Pick<GridPoint, 'columns'>, rows: readonly Row[], allowed: Errors): SizeObjective {
  const of = String(objective.promise);
  const held = column(point, rows, 'promises', of, 'held');
  const seen = column(point, rows, 'promises', of, 'observed');
  const ofClass = measures[objective.condition.measure]?.about === 'class';
  const requests = ofClass ? column(point, rows, 'classes', objective.condition.of, 'arrived') : column(point, rows, 'run', '', 'requests');
  const heldIn = held.filter((one) => one === 1).length;
  let last: SizeObjective = { verdict: 'undecided', onEdge: false, mean: null, low: null, high: null, runs: 0, heldIn, runsNeeded: null };
  for (let look = 0; look < 64; look++) {
    const runs = runsAt(look, allowed.cap);
    if (runs > rows.length || runs <= last.runs) break;
    const bounds = boundsOf(objective, held.slice(0, runs), seen.slice(0, runs), requests.slice(0, runs), levelAt(look, allowed.errors, allowed.sizes, allowed.objectives));
    last = { ...decided(objective, bounds), runs, heldIn, runsNeeded: null };
    if (last.verdict !== 'undecided') return last;
    last = { ...last, runsNeeded: neededFor(objective, bounds, runs) };
  }
  return last;
}

function boundsOf(objective: Objective, held: readonly (number | null)[], seen: readonly (number | null)[], requests: readonly (number | null)[], level: number): Bounds {
  const values = seen.filter((value) => value !== null);
  const heldIn = held.filter((one) => one === 1).length;
  if (objective.judgedBy === 'runs') return heldBounds(heldIn, held.length, level);
  if (values.length === 0 && requests.every((one) => one === 0)) return { mean: Number.NaN, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  // Where a run with requests has nothing to show, such as a p99 of nobody served, the figure has no mean: it is as bad as can be.
  if (seen.some((value, i) => value === null && requests[i] !== 0)) return objective.atMost !== null ? { mean: Number.POSITIVE_INFINITY, low: Number.POSITIVE_INFINITY, high: Number.POSITIVE_INFINITY } : { mean: 0, low: 0, high: 0 };
  if (objective.unit === 'count') return countBounds(values, level);
  return objective.unit === 'share' ? shareBounds(values, requests.map((one) => one ?? 0), level) : meanBounds(values, level);
}

/** On which side of the limits the interval lies; inside the zone around a limit the mean decides. */
function decided({ atLeast, atMost, zone }: Objective, { mean, low, high }: Bounds): Pick<SizeObjective, 'verdict' | 'onEdge' | 'mean' | 'low' | 'high'> {
  const shown = { mean: finite(mean), low: finite(low), high: finite(high) };
  const [from, to] = [atLeast ?? Number.NEGATIVE_INFINITY, atMost ?? Number.POSITIVE_INFINITY];
  if (low >= from && high <= to) return { verdict: 'feasible', onEdge: false, ...shown };
  if (high < from || low > to) return { verdict: 'infeasible', onEdge: false, ...shown };
  const near = [from, to].some((limit) => low >= limit - zone && high <= limit + zone);
  return near ? { verdict: mean >= from && mean <= to ? 'feasible' : 'infeasible', onEdge: true, ...shown } : { verdict: 'undecided', onEdge: false, ...shown };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The interval shrinks with the root of the runs: so many until it no longer has the limit in it, or fits into the zone. Null where it cannot be told. */
function neededFor({ atLeast, atMost, zone, judgedBy }: Objective, { mean, low, high }: Bounds, runs: number): number | null {
  if (judgedBy === 'runs' || !Number.isFinite(low) || !Number.isFinite(high)) return null;
  const gap = Math.min(...[atLeast, atMost].filter((limit) => limit !== null).map((limit) => Math.abs(mean - limit)));
  const ratio = (high - low) / 2 / Math.max(gap, zone - gap, 1e-12);
  return Number.isFinite(ratio) ? Math.max(runs + 1, Math.ceil(runs * ratio * ratio)) : null;
}

/** All objectives of a size together. */
export const verdictOf = (objectives: readonly SizeObjective[]): SizeObjective['verdict'] =>
  objectives.some((one) => one.verdict === 'infeasible') ? 'infeasible' : objectives.every((one) => one.verdict === 'feasible') ? 'feasible' : 'undecided';
