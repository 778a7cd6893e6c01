/** Families of theory cases as tests: every metric of every case is compared, or left out by name. */

import { describe, it } from 'vitest';
import { type Agreement, classIn, expectAgreement, type Sight, sightsOf } from './ensemble.ts';
import { requestsOf } from './run-lengths.ts';
import { type Case, casesOf, numberIn } from './theory-cases.ts';
import { scenarioOf, speedOf, type Text, type Timing, unlimited } from './theory-scenarios.ts';

/** A reading of one metric from one replication, and the kind of quantity it is. */
export interface Reading {
  readonly of: (sight: Sight) => number;
  readonly kind: 'share' | 'time' | 'count' | 'rate' | 'square';
  /** Where the theory to compare with is not the metric itself: a share at a theoretical percentile. */
  readonly theory?: number;
  /** Shares in the tail and variances take longer than means: three times the band is allowed. */
  readonly tail?: true;
  /** Where counting itself is coarse: a band that is narrow enough, by the seconds that count. */
  readonly least?: (measuredS: number) => number;
}

/** Readings by metric. Null: left out, for the reason in the README. */
export type Readings = { readonly [metric: string]: Reading | null };

const reading = (kind: Reading['kind'], of: Reading['of']): Reading => ({ kind, of });
const known = (value: number | null | undefined): number => {
  if (value === null || value === undefined) throw new Error('a figure is missing in the result');
  return value;
};
const inSeconds = (ms: number | null | undefined): number => known(ms) / 1e3;

const main = ({ result }: Sight) => there(result.pools.main);
/** A part that must be there. */
const there = <T>(part: T | undefined): T => {
  if (part === undefined) throw new Error('a part is missing in the result');
  return part;
};

/** Seconds of measured time. */
const measuredS = ({ probe }: Sight): number => probe.nowS - probe.from;

/** What the usual names of metrics mean in a world of one class `api`, one pool `main` and one database `db`. */
export const usual = {
  util: reading('share', (sight) => main(sight).utilisation),
  p_wait: reading('share', (sight) => 1 - classIn(sight).servedAtOnce / classIn(sight).waitAll.count),
  p_wait_acc: reading('share', (sight) => 1 - classIn(sight).servedAtOnce / classIn(sight).waitServed.count),
  p_served_no_wait: reading('share', (sight) => classIn(sight).servedAtOnce / classIn(sight).waitAll.count),
  p_block: reading('share', (sight) => classIn(sight).waitFailed.count / classIn(sight).waitAll.count),
  p_timeout: reading('share', (sight) => classIn(sight).waitFailed.count / classIn(sight).waitAll.count),
  p_idle: reading('share', ({ probe }) => there(probe.out[0]).shareWhere((out) => out === 0)),
  wq_mean: reading('time', (sight) => inSeconds(main(sight).acquireMs.mean)),
  wq_mean_served: reading('time', (sight) => inSeconds(main(sight).acquireMs.mean)),
  wq_mean_all: reading('time', (sight) => classIn(sight).waitAll.mean),
  wq_cond_mean: reading('time', (sight) => classIn(sight).waitServed.sum / (classIn(sight).waitServed.count - classIn(sight).servedAtOnce)),
  wq_mean_timedout: reading('time', (sight) => classIn(sight).waitFailed.mean),
  r_mean: reading('time', (sight) => classIn(sight).response.mean),
  r_mean_served: reading('time', (sight) => classIn(sight).response.mean),
  hold_mean: reading('time', (sight) => inSeconds(main(sight).holdMs.mean)),
  lq_mean: reading('count', (sight) => main(sight).pendingMean),
  busy_mean: reading('count', (sight) => main(sight).activeMean),
  db_conc_mean: reading('count', ({ result }) => there(result.databases.db).runQueueMean),
  n_mean: reading('count', (sight) => classIn(sight).inside.mean()),
  throughput: reading('rate', (sight) => main(sight).acquired / measuredS(sight)),
  refused_rate: reading('rate', (sight) => classIn(sight).waitFailed.count / (sight.probe.until - sight.probe.from)),
} satisfies { readonly [metric: string]: Reading };

const anyUsual: { readonly [metric: string]: Reading | undefined } = usual;

/** A standard deviation is tested as a variance about the theoretical mean. */
export const variance = (one: Case, sd: string, mean: string, of: (sight: Sight, mean: number) => number): Reading =>
  ({ kind: 'square', tail: true, theory: numberIn(one, sd) ** 2, of: (sight) => of(sight, numberIn(one, mean)) });
export const waitVariance = (one: Case, sd = 'wq_sd'): Reading => variance(one, sd, 'wq_mean', (sight, mean) => classIn(sight).waitServed.varianceAbout(mean));

const spreads: { readonly [metric: string]: (one: Case) => Reading } = {
  wq_sd: (one) => waitVariance(one),
  r_sd: (one) => variance(one, 'r_sd', 'r_mean', (sight, mean) => classIn(sight).response.varianceAbout(mean)),
  busy_sd: (one) => variance(one, 'busy_sd', 'busy_mean', ({ probe }, mean) => there(probe.out[0]).mean((out) => (out - mean) ** 2)),
};

const percents: { readonly [name: string]: number } = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 };

/**
 * The share above a theoretical percentile: `wq_p95` is tested as P(wait > wq_p95) = 5 %. Null, left out: a percentile in the atom at zero says
 * only what p_wait says, and one request in a thousand is too rare for these run lengths.
 */
function atPercentile(metric: string, value: number): Reading | null | undefined {
  const found = /^(wq|wq_served|r)_(p\d+)$/.exec(metric);
  const share = percents[found?.[2] ?? ''];
  if (found === null || share === undefined) return undefined;
  if (value === 0 || share > 0.99) return null;
  const of = found[1] === 'r' ? (sight: Sight) => classIn(sight).response.shareAbove(value) : (sight: Sight) => classIn(sight).waitServed.shareAbove(value);
  return { kind: 'share', tail: true, theory: 1 - share, of };
}

/** Replications of every case. Their spread is known beforehand, so there need not be more: fewer and longer ones have fewer warm-ups. */
export const replications = 16;

export interface FamilyPlan {
  /** The scenario of a case; several under the names of their variants where the answer must not depend on a law. */
  readonly scenario: (one: Case, timing: Timing) => Text | { readonly variants: { readonly [name: string]: Text } };
  /** Readings that differ from the usual ones. */
  readonly readings?: (one: Case, variant: string) => Readings;
  /** Mean work of a request where it is known: what arrived is then a control for everything else. */
  readonly work?: (one: Case) => number;
  /** Seconds before anything counts, where the rule of thumb does not serve. */
  readonly warmUp?: (one: Case) => number;
  /** Arrivals per second, where it is not lambda. */
  readonly rate?: (one: Case) => number;
  readonly says: (one: Case) => string;
  readonly only?: (one: Case) => boolean;
}

/** Six relaxation times of the pool, and a few times whatever else lasts (theory notes, 5.2). */
export function usualWarmUp({ params }: Case, rate: number): number {
  const { c = 1, db = unlimited } = params;
  if (params.think !== undefined) return 20 * (params.think + params.mean_work);
  const work = params.mean_hold ?? params.mean_work ?? params.hold;
  const fastest = speedOf(db, c) / work;
  const relaxation = 1 / (Math.sqrt(fastest) - Math.sqrt(rate)) ** 2;
  const patience = params.timeout ?? params.mean_timeout;
  return Math.max(20 * work, patience === undefined ? 6 * relaxation : Math.min(6 * relaxation, 6 * patience), 5 * (patience ?? 0));
}

/** A band no wider than this is narrow enough: a point and a half as a share, three percent of the hold as a time, and so on. */
export function smallestFor({ params }: Case, kind: Reading['kind'], rate: number): number {
  const work = params.mean_hold ?? params.mean_work ?? params.hold ?? params.mean_work1 ?? params.cpu_burst;
  if (kind === 'share') return 1.5e-2;
  if (kind === 'square') return 0;
  if (kind === 'time') return 3e-2 * work;
  return kind === 'rate' ? 1e-2 * rate : 3e-2 * Math.max(1, params.c ?? 1);
}

/** Declares one test for each case (and variant) of a family. */
export function testFamily(name: string, plan: FamilyPlan): void {
  describe(name, () => {
    for (const one of casesOf(name).filter(plan.only ?? (() => true))) {
      const rate = plan.rate === undefined ? one.params.lambda : plan.rate(one);
      const warmUp = plan.warmUp === undefined ? usualWarmUp(one, rate) : plan.warmUp(one);
      const timing: Timing = { warmUp, drain: warmUp / 3, measured: requestsOf(one.id) / rate };
      const texts = plan.scenario(one, timing);
      const variants = isVariants(texts) ? texts.variants : { '': texts };
      for (const [variant, text] of Object.entries(variants)) {
        it(`${one.id}: ${plan.says(one)}${variant === '' ? '' : ` (${variant})`}`, { timeout: 300_000 }, () => {
          const readings = readingsOf(one, plan.readings?.(one, variant) ?? {});
          const limits = { wait: limitsOf(one, /^wq_/), response: limitsOf(one, /^r_/) };

          const sights = sightsOf(scenarioOf(text), { seed: one.id, replications: replications, limits, until: timing.warmUp + timing.measured });

          const work = plan.work?.(one);
          const control = work === undefined ? undefined : { values: sights.map(({ probe }) => probe.classes.reduce((sum, each) => sum + each.work, 0)), mean: rate * timing.measured * work };
          expectAgreement(Object.entries(readings).map(([metric, { of, kind, theory, tail, least }]): Agreement => ({
            what: `${one.id}${variant === '' ? '' : ` ${variant}`}: ${metric}`, theory: theory ?? numberIn(one, metric), values: sights.map(of), ...(control === undefined ? {} : { control }),
            tail: tail === true, length: requestsOf(one.id), smallest: Math.max(smallestFor(one, kind, rate) * (tail === true ? 2 : 1), least?.(timing.measured) ?? 0),
          })));
        });
      }
    }
  });
}

const isVariants = (texts: ReturnType<FamilyPlan['scenario']>): texts is { readonly variants: { readonly [name: string]: Text } } => 'variants' in texts;

/** Every metric of the case has its reading, or is left out by name. */
function readingsOf(one: Case, own: Readings): { readonly [metric: string]: Reading } {
  const found: { [metric: string]: Reading } = {};
  for (const [metric, value] of Object.entries(one.metrics)) {
    const given = own[metric] !== undefined ? own[metric] : (atPercentile(metric, value as number) ?? spreads[metric]?.(one) ?? anyUsual[metric]);
    if (given === undefined && atPercentile(metric, value as number) === null) continue;
    if (given === undefined) throw new Error(`nobody reads ${metric} of ${one.id}`);
    if (given !== null) found[metric] = given;
  }
  return found;
}

/** The limits at which the probe counts: the theoretical percentiles, and the reference times of the case. */
function limitsOf(one: Case, of: RegExp): number[] {
  const percentiles = Object.entries(one.metrics).filter(([metric, value]) => of.test(metric) && /_p\d+(_[a-z]+)?$/.test(metric) && typeof value === 'number' && value > 0).map(([, value]) => value as number);
  const { t, timeout } = one.params;
  return [...new Set([...percentiles, ...(t === undefined ? [] : [t]), ...(typeof timeout === 'number' ? [timeout / 2] : [])])];
}
