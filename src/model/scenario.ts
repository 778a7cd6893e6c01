/** The plan of a whole world, assembled from the catalogues: what a scenario file may say (`scenarioFields`) and what it becomes (`Scenario`). */

import { type Alert, alertShape, type Claim, claimShape, type PromisePlan, promiseShape } from '../promise.ts';
import { optional, saying, shape, withDefault } from '../shape.ts';
import { type Fields, listOf, record, tableOf } from '../shape/tables.ts';
import { amount, count, duration, flag, nameIn, oneOf, text } from '../shape/values.ts';
import type { Duration, Instant } from '../units/time.ts';
import { type DatabasePlan, databaseShape } from './database/plan.ts';
import { type IncidentPlan, incidentShape } from './incident-plan.ts';
import { type PoolPlan, poolShape } from './pool/plan.ts';
import { type PoolerPlan, poolerShape } from './pooler/plan.ts';
import { type RoutePlan, routeShape, stepSchema } from './route-plan.ts';
import { type CronPlan, cronShape, type TrafficPlan, trafficShape } from './traffic-plan.ts';

export interface AppPlan {
  readonly instances: number;
  /** Processor cores of each instance, for what its routes ask of them; Infinity: more than enough. */
  readonly cores: number;
  /** Pools that every instance has a copy of. */
  readonly pools: readonly string[];
  readonly balance: 'roundRobin' | 'random' | 'leastBusy';
}

export interface RunPlan {
  /** Local wall-clock time of the start, ISO 8601 without an offset. */
  readonly starts: string;
  readonly zone: string;
  readonly length: Duration;
  readonly measureFrom: Instant;
  readonly seed: number | string;
  /** Time between two points of the series. */
  readonly every: Duration;
  /** Whether the apps start with the run, so that pools fill during it; otherwise they were up before it began. */
  readonly coldStart: boolean;
}

/** A world as plain data: it survives structuredClone and JSON, and nothing in it has to be looked up by text again. */
export interface Scenario {
  readonly title: string;
  readonly file: string | null;
  readonly question: string | null;
  readonly lookFor: string | null;
  readonly answer: string | null;
  readonly source: string | null;
  /** Hash of everything that can change the result; the seed is not part of it. */
  readonly fingerprint: string;
  readonly run: RunPlan;
  readonly databases: { readonly [name: string]: DatabasePlan };
  readonly poolers: { readonly [name: string]: PoolerPlan };
  readonly pools: { readonly [name: string]: PoolPlan };
  readonly apps: { readonly [name: string]: AppPlan };
  readonly routes: { readonly [name: string]: RoutePlan };
  readonly traffic: { readonly [name: string]: TrafficPlan };
  readonly cron: { readonly [name: string]: CronPlan };
  readonly incidents: readonly IncidentPlan[];
  readonly alerts: readonly Alert[];
  readonly promises: readonly PromisePlan[];
  readonly claims: readonly Claim[];
}

/** The keys of `run:`. Read before everything else, because wall-clock times elsewhere need its calendar. */
export const runFields = {
  starts: withDefault(text('local wall-clock time of the start, like 2024-06-15T22:55:00'), '2024-01-01T00:00:00', '2024-01-01T00:00:00'),
  zone: withDefault(text('time zone of the wall clock, like UTC or Europe/Berlin'), 'UTC', 'UTC'),
  length: duration('how long the world is simulated', { atLeast: 1, atMost: 366 * 24 * 3_600_000_000 }),
  measureFrom: withDefault(duration('statistics count requests that arrive from here on'), 0, '0s'),
  seed: withDefault(shape<number | string>('a number or a word; the same seed gives the same run', { type: ['integer', 'string'] }, (value, here) =>
    (typeof value === 'number' && Number.isSafeInteger(value)) || (typeof value === 'string' && value !== '') ? value : here.wrong('expected a whole number or a word')), 1, 1),
  every: optional(duration('time between two points of the series; default: length / 600, at least 1 s', { atLeast: 1000 })),
  coldStart: withDefault(flag('the apps start with the run: pools are empty and fill as their library fills them; otherwise they were filled before the run'), false, false),
} satisfies Fields;

const app = record('an application: instances with their own copies of its pools', {
  instances: withDefault(count('copies of the app', { atLeast: 1, atMost: 100_000 }), 1, 1),
  cores: withDefault(amount('processor cores of each instance, shared by the `think: { cpu: … }` of its requests', { atLeast: 0.05, atMost: 100_000 }), Number.POSITIVE_INFINITY, 'unlimited'),
  pools: listOf('pools that every instance has', nameIn('pools', 'a pool'), { atLeast: 1 }),
  balance: withDefault(oneOf('who gets the next request', ['roundRobin', 'random', 'leastBusy']), 'roundRobin', 'roundRobin'),
});

/** The top-level keys of a scenario file. */
export const scenarioFields = {
  scenario: withDefault(text('title'), 'Untitled scenario', 'Untitled scenario'),
  question: optional(text('the question this scenario answers')),
  lookFor: optional(text('what to look for in the result')),
  answer: optional(text('the answer, with its numbers')),
  source: optional(text('where a published incident comes from')),
  run: record('when, how long, which seed', runFields),
  databases: withDefault(tableOf('database servers', databaseShape), {}),
  poolers: withDefault(tableOf('poolers between pools and databases, such as PgBouncer', poolerShape), {}),
  pools: withDefault(tableOf('connection pools', poolShape), {}),
  apps: withDefault(tableOf('applications and their instances', app), {}),
  routes: tableOf('what requests do', routeShape),
  traffic: withDefault(tableOf('where requests come from', trafficShape), {}),
  cron: withDefault(tableOf('jobs that start by the clock', cronShape), {}),
  incidents: withDefault(listOf('what happens, and what is done about it, at known times', incidentShape, { atMost: 10_000 }), []),
  alerts: withDefault(listOf('rules that fire on the simulated metrics', alertShape, { atMost: 1000 }), []),
  promises: withDefault(listOf('what must hold', promiseShape, { atMost: 1000 }), []),
  claims: withDefault(listOf('published numbers to compare with', claimShape, { atMost: 1000 }), []),
} satisfies Fields;

/** The steps of a route refer to themselves: their schema is shared as `step`. */
export const sharedSchemas = { step: stepSchema() };

export const scenarioShape = saying('a poolsim scenario', record('a poolsim scenario', scenarioFields));
