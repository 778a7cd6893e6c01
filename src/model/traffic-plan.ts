/** The plan of traffic and cron: where requests come from, as a scenario writes it. */

import { law, lawOr, noTime } from '../random/laws.ts';
import type { LawPlan } from '../random/samplers.ts';
import { type Shape, either, optional, type Place, shape, turned, withDefault } from '../shape.ts';
import { type Fields, isTable, listOf, record, tableOf } from '../shape/tables.ts';
import { amount, count, duration, moment, nameIn, oneOf, rate, share, text } from '../shape/values.ts';
import { type Duration, forever, type Instant, ms, never, type Rate, seconds } from '../units/time.ts';
import { traceRows } from './trace-plan.ts';

/** From this instant on the rate is this. */
export interface RateStep {
  readonly from: Instant;
  readonly rate: Rate;
}

export type ArrivalsPlan =
  | { readonly kind: 'poisson' | 'constant'; readonly rates: readonly RateStep[] }
  | { readonly kind: 'gaps'; readonly gaps: LawPlan }
  | { readonly kind: 'bursts'; readonly size: number; readonly every: Duration }
  | { readonly kind: 'trace'; readonly rows: TraceRows }
  | { readonly kind: 'users'; readonly users: number; readonly think: LawPlan };

/** The rows of a trace file in order of arrival. `cpu` and `blocked` replace the demands of the first query of the route; null: drawn as usual. */
export interface TraceRows {
  readonly at: readonly Instant[];
  readonly route: readonly string[] | null;
  readonly cpu: readonly Duration[] | null;
  readonly blocked: readonly Duration[] | null;
}

export interface RetryPlan {
  /** Tries in all, the first included. */
  readonly attempts: number;
  readonly backoff: LawPlan;
  readonly factor: number;
  readonly cap: Duration;
  /** Each backoff is drawn uniformly within ± this share. */
  readonly jitter: number;
  /** Retries are at most this share of fresh requests (a token bucket); 1e9: no budget. */
  readonly budget: number;
}

/** A circuit breaker in the manner of Resilience4j 2.4: a window of the last calls, a wait, a few trial calls. */
export interface BreakerPlan {
  readonly failureRate: number;
  readonly window: number;
  readonly minimumCalls: number;
  readonly open: Duration;
  readonly halfOpenCalls: number;
  readonly slowAfter: Duration;
  readonly slowRate: number;
}

export interface TrafficPlan {
  readonly route: string;
  readonly app: string | null;
  readonly arrivals: ArrivalsPlan;
  /** Requests that come together at each arrival. */
  readonly batch: { readonly kind: 'fixed'; readonly size: number } | { readonly kind: 'geometric'; readonly mean: number };
  readonly from: Instant;
  readonly until: Instant;
  /** The client's own deadline, from arrival. */
  readonly patience: LawPlan | null;
  readonly priority: number;
  readonly retry: RetryPlan | null;
  readonly breaker: BreakerPlan | null;
}

export interface CronPlan {
  readonly route: string;
  readonly app: string | null;
  /** As written, for the timeline. */
  readonly schedule: string;
  readonly ticks: readonly Instant[];
  readonly threads: number;
  readonly repeat: number;
  /** While it runs, blocked time of other classes takes this many times as long: `others`, or a class by name. */
  readonly slows: { readonly [who: string]: number };
  readonly patience: LawPlan | null;
  readonly priority: number;
}

const steady = (perSecond: Rate): readonly RateStep[] => [{ from: 0, rate: perSecond }];

const rates: Shape<readonly RateStep[]> = either('a rate, or a schedule of rates', [
  {
    when: Array.isArray,
    of: turned(listOf('a schedule', record('a step of the schedule', { from: moment('from when'), rate: rate('the rate from then on') }), { atLeast: 1, atMost: 100_000 }), (list, here: Place) => {
      const late = list.findIndex((step, i) => i > 0 && step.from <= (list[i - 1]?.from ?? 0));
      if (late > 0) return here.at(late).at('from').wrong('the schedule must go forward in time');
      return list[0]?.from === 0 ? list : [{ from: 0, rate: 0 }, ...list];
    }),
  },
  { when: () => true, of: turned(rate('a rate like 110/s'), steady) },
]);

const retry: Shape<RetryPlan> = record('tries again after a failure', {
  attempts: withDefault(count('tries in all, the first included', { atLeast: 1, atMost: 100 }), 3, 3),
  backoff: lawOr('pause before the second try', { law: 'constant', value: ms(500) }, '500ms'),
  factor: withDefault(amount('each pause is this many times the one before', { atLeast: 1, atMost: 100 }), 1, 1),
  cap: withDefault(duration('longest pause'), forever, 'none'),
  jitter: withDefault(share('each pause is drawn within ± this share'), 0, '0%'),
  budget: withDefault(share('retries at most this share of fresh requests'), 1e9, 'none'),
});

const breaker: Shape<BreakerPlan> = record('a circuit breaker (Resilience4j: count-based window)', {
  failureRate: withDefault(share('opens at this share of failures'), 0.5, '50%'),
  window: withDefault(count('calls looked back on', { atLeast: 1, atMost: 100_000 }), 100, 100),
  minimumCalls: withDefault(count('calls before it judges', { atLeast: 1 }), 100, 100),
  open: withDefault(duration('how long it stays open'), seconds(60), '60s'),
  halfOpenCalls: withDefault(count('trial calls after that', { atLeast: 1, atMost: 100_000 }), 10, 10),
  slowAfter: withDefault(duration('a call is slow beyond this'), seconds(60), '60s'),
  slowRate: withDefault(share('opens at this share of slow calls'), 1, '100%'),
});

const common = {
  route: nameIn('routes', 'the route its requests take'),
  app: optional(nameIn('apps', 'the app that serves them; default: the one with the pools of the route')),
  patience: optional(law('the client gives up this long after arrival')),
  priority: withDefault(count('higher is served first where callers wait', { atMost: 9 }), 0, 0),
} satisfies Fields;

const trafficFields = {
  ...common,
  arrivals: withDefault(oneOf('how requests come', ['poisson', 'constant', 'bursts', 'gaps', 'trace', 'users']), null as never, 'poisson'),
  rate: optional(rates),
  gaps: optional(law('time between arrivals')),
  size: optional(count('requests in a burst', { atLeast: 1 })),
  every: optional(duration('time between bursts', { atLeast: 1 })),
  trace: optional(traceRows),
  users: optional(count('users, each waiting for its answer before it thinks again', { atLeast: 1 })),
  think: lawOr('time a user thinks between requests', noTime, '0s'),
  batch: withDefault(
    either<TrafficPlan['batch']>('a number, or { geometric: mean }', [
      { when: isTable, of: turned(record('a geometric batch', { geometric: amount('mean size', { atLeast: 1, atMost: 1e6 }) }), ({ geometric }) => ({ kind: 'geometric' as const, mean: geometric })) },
      { when: () => true, of: turned(count('requests that come together', { atLeast: 1 }), (batchSize) => ({ kind: 'fixed' as const, size: batchSize })) },
    ]),
    { kind: 'fixed', size: 1 }, 1,
  ),
  from: withDefault(moment('nothing arrives before'), 0, '0s'),
  until: withDefault(moment('nothing arrives from then on'), never, 'the end'),
  retry: optional(retry),
  breaker: optional(breaker),
} satisfies Fields;

export const trafficShape: Shape<TrafficPlan> = turned(record('a source of requests', trafficFields), (read, here) => {
  const { arrivals: kind, rate: perTime, gaps, size, every, trace, users, think, ...rest } = read;
  const arrivals = arrivalsOf({ kind: kind as string | null, rates: perTime, gaps, size, every, trace, users, think }, here);
  if (rest.from >= rest.until) return here.wrong('`from` must come before `until`');
  return arrivals === undefined ? undefined : { ...rest, arrivals };
});

interface ArrivalWords {
  readonly kind: string | null;
  readonly rates: readonly RateStep[] | null;
  readonly gaps: LawPlan | null;
  readonly size: number | null;
  readonly every: Duration | null;
  readonly trace: TraceRows | null;
  readonly users: number | null;
  readonly think: LawPlan;
}

/** One of the ways of arriving, from whichever keys were given; says what is missing or too much. */
function arrivalsOf(words: ArrivalWords, here: Place): ArrivalsPlan | undefined {
  const { users, trace, gaps, size, every, rates: schedule } = words;
  const kind = words.kind ?? (users !== null ? 'users' : trace !== null ? 'trace' : gaps !== null ? 'gaps' : size !== null ? 'bursts' : 'poisson');
  const needs = { users: 'users', trace: 'trace', gaps: 'gaps', bursts: 'size', poisson: 'rate', constant: 'rate' }[kind] ?? 'rate';
  const ways: { [key: string]: unknown } = { users, trace, gaps, size, rate: schedule };
  if (ways[needs] === null) return here.wrong(`"${needs}" is missing: arrivals are ${kind}. A source needs one of rate (poisson, constant), gaps, size with every (bursts), trace or users`);
  const extra = Object.keys(ways).find((key) => key !== needs && ways[key] !== null);
  if (extra !== undefined) return here.at(extra).wrong(`"${extra}" does not go with ${kind} arrivals`, 'key');
  if (users !== null) return { kind: 'users', users, think: words.think };
  if (trace !== null) return { kind: 'trace', rows: trace };
  if (gaps !== null) return { kind: 'gaps', gaps };
  if (size !== null) return every === null ? here.wrong('"every" is missing: the time between bursts') : { kind: 'bursts', size, every };
  return { kind: kind === 'constant' ? 'constant' : 'poisson', rates: schedule ?? [] };
}

const times = either('an instant, or a list of them', [
  { when: Array.isArray, of: listOf('instants', moment('when'), { atLeast: 1 }) },
  { when: () => true, of: turned(moment('when'), (at) => [at] as readonly Instant[]) },
]);

const ticksOf = shape<{ schedule: string; ticks: readonly Instant[] }>('a cron expression such as "0 23 * * SAT"', { type: 'string' }, (value, here) => {
  if (typeof value !== 'string') return here.wrong('expected a cron expression such as "0 23 * * SAT"');
  const found = here.found.cronTicks(value);
  return 'problem' in found ? here.wrong(found.problem) : { schedule: value, ticks: found.ticks };
});

const cronFields = {
  ...common,
  schedule: optional(ticksOf),
  at: optional(times),
  threads: withDefault(count('threads that work side by side', { atLeast: 1, atMost: 100_000 }), 1, 1),
  repeat: withDefault(count('times each thread walks the route, one after another', { atLeast: 1 }), 1, 1),
  slows: withDefault(tableOf('who is slowed, and how many times', amount('times as long', { atLeast: 1, atMost: 1e6 })), {}, 'nobody'),
  note: optional(text('a remark')),
} satisfies Fields;

export const cronShape: Shape<CronPlan> = turned(record('a job that starts by the clock', cronFields), ({ schedule, at, note: _note, ...read }, here) => {
  if ((schedule === null) === (at === null)) return here.wrong('a job needs either "schedule" (a cron expression) or "at" (instants)');
  for (const who of Object.keys(read.slows)) if (who !== 'others') here.at('slows').at(who).refer('classes', who);
  const ticks = schedule?.ticks ?? [...(at ?? [])].sort((a, b) => a - b);
  return { ...read, schedule: schedule?.schedule ?? 'at', ticks };
});
