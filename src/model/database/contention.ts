/**
 * How the speed of a database falls as statements crowd on its cores: the catalogue of contention laws; laws fitted to published and measured
 * curves stand in contention-presets.ts under names of their own. Each gives `speed(n)`, the
 * core-seconds of useful work per second that n running statements get together, and what one statement pays on top.
 * Sources: theory notes §8 (fits to published PostgreSQL sweeps), Gunther (USL), Trub (linear excess).
 */

import { type Place, type Shape, turned, withDefault } from '../../shape.ts';
import { keyedByField, listOf, record } from '../../shape/tables.ts';
import { amount, count, duration } from '../../shape/values.ts';
import { durationText } from '../../units/text.ts';
import { type Duration, microsecond } from '../../units/time.ts';

export type ContentionPlan =
  | { readonly law: 'none' }
  | { readonly law: 'perStatement'; readonly cost: Duration; readonly wake: Duration }
  | { readonly law: 'levelling'; readonly sigma: number; readonly alphaMax: number; readonly half: number; readonly perCore?: true }
  | { readonly law: 'hyperbolic'; readonly k: number }
  | { readonly law: 'trub'; readonly a: number }
  | { readonly law: 'usl'; readonly alpha: number; readonly beta: number }
  | { readonly law: 'table'; readonly speeds: readonly number[] };

/** Below this share of one core a law does not fall: no law may drive the capacity to zero. */
export const leastSpeed = 0.01;

/** Core-seconds of work per second for n running statements on `cores` (Infinity: as many as needed). Zero for n = 0. */
export function speed(plan: ContentionPlan, cores: number, n: number): number {
  if (n <= 0) return 0;
  const busy = Math.min(n, cores);
  const excess = Number.isFinite(cores) ? Math.max(0, n - cores) : 0;
  switch (plan.law) {
    case 'none':
    case 'perStatement':
      return busy;
    case 'levelling':
      return busy / (1 + plan.sigma * (busy - 1)) / (1 + (plan.alphaMax * excess) / (excess + (plan.perCore ? plan.half * cores : plan.half)));
    case 'hyperbolic':
      return busy / (1 + (plan.k * excess) / cores);
    case 'trub':
      return Math.max(leastSpeed, busy * (1 - (plan.a * excess) / cores));
    case 'usl':
      return busy / (1 + plan.alpha * (n - 1) + plan.beta * n * (n - 1));
    case 'table':
      return plan.speeds[Math.min(n, plan.speeds.length) - 1] ?? busy;
  }
}

/**
 * Extra CPU that a statement pays when it starts among n running ones (itself included): for the crowd, or for waking a core that lay idle.
 * Only `perStatement` charges it. It is the same for a statement of 40 µs and one of 20 ms.
 */
export function statementCost(plan: ContentionPlan, cores: number, n: number): Duration {
  if (plan.law !== 'perStatement') return 0;
  return n > cores ? (plan.cost * (n - cores)) / cores : plan.wake;
}

/** The law in words, for reports. */
export function contentionText(plan: ContentionPlan): string {
  switch (plan.law) {
    case 'none': return 'none';
    case 'perStatement': return `perStatement (each statement pays ${durationText(plan.cost)} × (n − cores)/cores of CPU${plan.wake > 0 ? `, or ${durationText(plan.wake)} to wake an idle core` : ''})`;
    case 'levelling': return `levelling (sigma ${plan.sigma}, alphaMax ${plan.alphaMax}, half ${plan.half}${plan.perCore ? ' × cores' : ''})`;
    case 'hyperbolic': return `hyperbolic (capacity / (1 + ${plan.k} × (n − cores)/cores))`;
    case 'trub': return `trub (capacity × (1 − ${plan.a} × (n − cores)/cores))`;
    case 'usl': return `usl (alpha ${plan.alpha}, beta ${plan.beta})`;
    case 'table': return `table of ${plan.speeds.length} measured speeds`;
  }
}

const atMost = (limit: number) => ({ atLeast: 0, atMost: limit });

/** A cost may be a part of a microsecond: `0.7us` and `700ns` are meant as they stand. */
const fineDuration = (says: string): Shape<Duration> => {
  const whole = duration(says, atMost(1_000_000));
  return { ...whole, read: (value, here) => {
    const [, number, unit] = (typeof value === 'string' ? /^\s*([0-9]+(?:\.[0-9]+)?)\s*(ns|us)\s*$/.exec(value) : null) ?? [];
    return number === undefined ? whole.read(value, here) : Number(number) * (unit === 'ns' ? 0.001 : microsecond);
  } };
};

/** The laws by name, each with its own parameters: `{ law: hyperbolic, k: 0.006 }`, or the bare word `none`. */
export const contentionLaws: Shape<ContentionPlan> = keyedByField<ContentionPlan>('how speed falls as statements crowd', 'law', {
  none: turned(record('cores shared without loss', {}), () => ({ law: 'none' as const })),
  perStatement: turned(
    record('each statement pays extra CPU × (n − cores)/cores: what PostgreSQL 15 was measured to do', {
      cost: withDefault(fineDuration('CPU per statement and unit of (n − cores)/cores'), 0.7, '0.7us'),
      wake: withDefault(fineDuration('CPU of a statement that finds a core idle, for waking it'), 0, '0us'),
    }),
    (read) => ({ law: 'perStatement' as const, ...read }),
  ),
  levelling: turned(
    record('Amdahl below the cores, a penalty that levels off above them: fits published sweeps best', {
      sigma: withDefault(amount('contention below the cores', atMost(1)), 0.01, 0.01),
      alphaMax: withDefault(amount('largest slow-down far above the cores', atMost(1000)), 0.15, 0.15),
      half: withDefault(amount('excess statements at which half of it is reached', { atLeast: 1e-6, atMost: 1e6 }), 1, 1),
    }),
    (read) => ({ law: 'levelling' as const, ...read }),
  ),
  hyperbolic: turned(record('capacity / (1 + k × (n − cores)/cores)', { k: amount('slow-down per unit of (n − cores)/cores', atMost(1000)) }), ({ k }) => ({ law: 'hyperbolic' as const, k })),
  trub: turned(record('capacity × (1 − a × (n − cores)/cores), never below a hundredth of a core', { a: amount('loss per unit of (n − cores)/cores', atMost(1000)) }), ({ a }) => ({ law: 'trub' as const, a })),
  usl: turned(
    record('universal scalability law: n / (1 + alpha(n − 1) + beta·n(n − 1)), never more than the cores', {
      alpha: amount('contention', atMost(1)),
      beta: amount('coherency', atMost(1)),
    }),
    (read) => ({ law: 'usl' as const, ...read }),
  ),
  table: turned(
    record('measured speeds', { speeds: listOf('core-seconds per second at 1, 2, 3, … running statements; the last holds beyond', amount('a speed', { atLeast: leastSpeed, atMost: 1e6 }), { atLeast: 1, atMost: 100_000 }) }),
    ({ speeds }, here: Place) => (speeds.length > 0 ? { law: 'table' as const, speeds } : here.wrong('the table is empty')),
  ),
});

/** How many cores: a whole number, or a fraction for a throttled container. */
export const coresShape = (says: string): Shape<number> => amount(says, { atLeast: 0.05, atMost: 100_000 });
export const diskShape = (says: string): Shape<number> => count(says, { atLeast: 1, atMost: 100_000 });
