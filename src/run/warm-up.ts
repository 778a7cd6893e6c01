/**
 * Whether `measureFrom` leaves out the beginning of a run for long enough. MSER-5 looks at the number in the system of each pool, connections lent and callers
 * waiting, which is smoother than waits. By itself it is restless: it also trims series that settled long ago (Hoad & Robinson 2011; Wang & Glynn 2016). So what
 * it finds counts only where leaving it out moves the mean by more than 2 % and by more than three standard errors.
 */

import type { Measured } from '../measure/collector.ts';
import type { Scenario } from '../model/scenario.ts';
import type { TrafficPlan } from '../model/traffic-plan.ts';
import type { PoolSeries, WarmUpResult } from '../result.ts';
import { meanFrom, mser5, relaxationTime } from '../stats/warm-up.ts';
import { type Duration, forever, inSeconds } from '../units/time.ts';

/** Points of a series below which nothing is said of it. */
const leastPoints = 40;
/** Parts of the measured time that do not matter: of a beginning that was seen, and of a floor, most of which has settled already. */
const slight = { seen: 0.01, floor: 0.05 } as const;

type Because = WarmUpResult['because'];

/** The report on a run of this scenario. */
export function warmUpOf(scenario: Scenario, { series, pools, classes }: Pick<Measured, 'series' | 'pools' | 'classes'>): WarmUpResult {
  const { measureFrom, length } = scenario.run;
  const [from, all] = [inSeconds(measureFrom), inSeconds(length)];
  const floorS = floorOf(scenario, pools, classes);
  const settled = Object.entries(series.pools).map(([pool, one]) => ({ pool, ...settlingOf(one, series.everyS, from) }));
  const because = storyOf(scenario) ?? (settled.some((one) => one.grows) ? 'overload' : null);
  const latest = settled.reduce<(typeof settled)[number] | null>((most, one) => (one.atS !== null && (most?.atS ?? -1) < one.atS ? one : most), null);
  const settledFromS = latest?.atS ?? null;
  const said = { settledFromS, pool: latest?.pool ?? null, floorS, wouldDoS: null };
  if (because !== null) return { verdict: 'terminating', because, ...said };
  if (settled.some((one) => one.unsettled)) return { verdict: 'unsettled', because, ...said };
  if ((settledFromS ?? 0) - from <= slight.seen * (all - from) && floorS - from <= slight.floor * (all - from)) return { verdict: 'enough', because, ...said };
  const needed = Math.max(floorS, settledFromS ?? 0);
  return needed > all / 2 ? { verdict: 'unsettled', because, ...said } : { verdict: 'tooShort', because, ...said, wouldDoS: rounded(needed) };
}

/** What makes a scenario a story with an end: things that happen at known times. */
function storyOf(scenario: Scenario): Because {
  const { length } = scenario.run;
  if (scenario.incidents.length > 0) return 'incidents';
  if (Object.values(scenario.cron).some((one) => one.ticks.some((tick) => tick < length))) return 'cron';
  return Object.values(scenario.traffic).some((one) => changes(one, length)) ? 'changingLoad' : null;
}

/** Whether the law of the arrivals changes while the run lasts. */
function changes({ arrivals, from, until }: TrafficPlan, length: Duration): boolean {
  if (from > 0 || until < length || arrivals.kind === 'trace') return true;
  return (arrivals.kind === 'poisson' || arrivals.kind === 'constant') && arrivals.rates.some((step) => step.from > 0 && step.from < length);
}

interface Settling {
  /** From when on the pool has settled, in s: `measureFrom` or earlier where leaving out more makes no difference. Null: cannot say. */
  readonly atS: number | null;
  readonly unsettled: boolean;
  /** The line is longer in each quarter than in the one before, and at least doubles from the second to the last. */
  readonly grows: boolean;
}

function settlingOf({ active, pending }: PoolSeries, everyS: number, fromS: number): Settling {
  const inside = Float64Array.from(active, (lent, i) => (lent ?? 0) + (pending[i] ?? 0));
  const cut = inside.length < leastPoints ? null : mser5(inside);
  if (cut === null) return { atS: null, unsettled: false, grows: false };
  const kept = Math.min(inside.length, Math.ceil(fromS / everyS));
  const atS = cut.leaveOut * everyS;
  if (cut.leaveOut <= kept || !differs(inside, kept, cut.leaveOut)) return { atS: Math.min(atS, fromS), unsettled: false, grows: false };
  return { atS, unsettled: cut.tooShort, grows: cut.tooShort && growing(Array.from(pending, (one) => one ?? 0)) };
}

/** Whether leaving out `settled` points and not just `kept` moves the mean by so much that it is neither chance nor slight. */
function differs(inside: Float64Array, kept: number, settled: number): boolean {
  const rest = meanFrom(inside, settled);
  if (rest === null) return false;
  let sum = 0;
  for (let i = kept; i < inside.length; i++) sum += inside[i] ?? 0;
  const gap = Math.abs(sum / (inside.length - kept) - rest.mean);
  const [early, late] = [settled - kept, inside.length - settled];
  return gap > 0.02 * rest.mean && gap > 3 * rest.error * (early / (early + late)) * Math.sqrt(1 + late / early);
}

function growing(pending: readonly number[]): boolean {
  const quarter = Math.floor(pending.length / 4);
  const means = [0, 1, 2, 3].map((q) => pending.slice(q * quarter, (q + 1) * quarter).reduce((sum, one) => sum + one, 0) / quarter);
  return means.every((mean, q) => q === 0 || mean > (means[q - 1] ?? 0)) && (means[3] ?? 0) >= 2 * (means[1] ?? 0);
}

/** Five times the longest memory: mean holds, timeouts that happened, breakers that opened; ten times the relaxation of a queue where it is one. */
function floorOf(scenario: Scenario, pools: Measured['pools'], classes: Measured['classes']): number {
  const measured = inSeconds(scenario.run.length) - inSeconds(scenario.run.measureFrom);
  const open = Object.values(scenario.traffic).every((one) => one.arrivals.kind !== 'users');
  const queues = !open ? [] : Object.values(pools).map((pool) => relaxationOf(pool, measured));
  const holds = Object.values(pools).map((pool) => (pool.holdMs.mean ?? 0) / 1000);
  const patience = Object.values(pools).filter((pool) => pool.timeouts > 0).map((pool) => (pool.acquireTimeoutMs ?? 0) / 1000);
  const breakers = Object.entries(scenario.traffic).map(([name, plan]) => ((classes[name]?.failures.breakerOpen ?? 0) > 0 && plan.breaker !== null && plan.breaker.open < forever ? inSeconds(plan.breaker.open) : 0));
  return Number(Math.max(0, ...[...holds, ...patience, ...breakers].map((memory) => 5 * memory), ...queues.map((memory) => Math.min(10 * memory, inSeconds(scenario.run.length)))).toPrecision(3));
}

/** How long an instance's pool remembers, by its own load, in s; 0 where callers time out, the pool has no limit or it cannot keep up. */
function relaxationOf({ max, instances, timeouts, holdMs, acquired }: Measured['pools'][string], measuredS: number): number {
  if (max === null || timeouts > 0 || holdMs.mean === null || holdMs.mean === 0) return 0;
  const memory = relaxationTime(acquired / measuredS / instances, holdMs.mean / 1000, max / instances);
  return Number.isFinite(memory) ? memory : 0;
}

/** The next of 1, 2, 5, 10, 15, 20, 30 s and the same in minutes; whole hours above, 0.1 s and 0.5 s below. */
function rounded(s: number): number {
  const round = [0.1, 0.5, ...[1, 2, 5, 10, 15, 20, 30], ...[1, 2, 3, 5, 10, 15, 20, 30].map((minutes) => 60 * minutes)];
  return round.find((one) => one >= s) ?? 3600 * Math.ceil(s / 3600);
}
