/**
 * Closed loops of pgbench against PostgreSQL 15 (own measurement; medians of runs without foreign load), and what one cost per statement says of them.
 * Four statements: a point select of 40 µs, a loop of 5 ms, sums of 5 and 20 ms; the server on 1 and on 2 cores. The cost comes from three
 * points of the selects on 2 cores; of every other row only the demand of its statement is taken from its own data, at 4, 16 and 64 clients.
 */

import { type ContentionPlan, speed, statementCost } from '../../src/model/database/contention.ts';
import type { DatabasePlan } from '../../src/model/database/plan.ts';
import { scenarioOf } from '../helpers/worlds.ts';
import { closedLoop } from './published.ts';

export interface Sweep {
  readonly statement: string;
  readonly cores: number;
  /** Clients, and statements per second. */
  readonly points: readonly (readonly [clients: number, perSecond: number])[];
}

/** Up to 128 clients per core, from 4 on: with fewer, the client's own round trip and the waking of an idle core count (see postgresql-15-select). */
export const sweeps: readonly Sweep[] = [
  { statement: 'loop of 5 ms', cores: 1, points: [[4, 202.9], [8, 195.2], [16, 191.7], [32, 179.8], [64, 199.7], [128, 197.5]] },
  { statement: 'loop of 5 ms', cores: 2, points: [[4, 400.2], [8, 401.2], [16, 385.3], [32, 384.2], [64, 388.7], [128, 365.6], [256, 337.2]] },
  { statement: 'sum of 5 ms', cores: 1, points: [[4, 174.4], [6, 168.3], [8, 186.7], [12, 185.6], [16, 176.4], [24, 181.8], [32, 186.2], [48, 174.4], [64, 170], [96, 182.1], [128, 179.5]] },
  { statement: 'sum of 5 ms', cores: 2, points: [[4, 407.6], [8, 360.8], [16, 334.9], [32, 334], [48, 373.2], [64, 307.6], [256, 342.7]] },
  { statement: 'sum of 20 ms', cores: 1, points: [[4, 48.29], [8, 46.28], [16, 44.25], [32, 44.55], [64, 40.47], [128, 46.04]] },
  { statement: 'sum of 20 ms', cores: 2, points: [[4, 90.83], [8, 74.62], [16, 88.85], [32, 84.02], [64, 89.92], [128, 91.66]] },
  { statement: 'select of 40 µs', cores: 1, points: [[4, 24_450], [6, 19_400], [8, 21_360], [12, 14_830], [16, 16_810], [24, 17_290], [32, 15_030], [48, 16_780], [64, 16_110], [96, 7705], [128, 9421]] },
  { statement: 'select of 40 µs', cores: 2, points: [[4, 29_670], [8, 31_170], [12, 29_450], [16, 27_000], [24, 25_840], [32, 25_530], [64, 19_340], [192, 11_520], [256, 10_470]] },
];

/** The law a scenario means by this. */
function lawOf(contention: unknown): ContentionPlan {
  const { databases } = scenarioOf({ run: { length: '1s' }, databases: { d: { kind: 'plain', contention } }, pools: { p: { kind: 'plain', database: 'd' } }, routes: { r: [{ query: { pool: 'p' } }] }, traffic: { a: { route: 'r', rate: '1/s' } } });
  return (databases.d as DatabasePlan).contention;
}

/** The demand of a statement in µs, so that the law comes out right on average at 4, 16 and 64 clients. */
export function demandOf({ cores, points }: Sweep, contention: unknown): number {
  const plan = lawOf(contention);
  const own = points.filter(([n]) => n === 4 || n === 16 || n === 64).map(([n, perSecond]) => (speed(plan, cores, n) / perSecond) * 1e6 - statementCost(plan, cores, n));
  return own.reduce((sum, one) => sum + one, 0) / own.length;
}

/** Relative errors of throughput, point by point, from runs under a law. */
export function errorsOf(sweep: Sweep, contention: unknown): readonly number[] {
  const demand = demandOf(sweep, contention);
  const plan = lawOf(contention);
  // A world a hundred times as slow, so that times of whole microseconds do not matter.
  const slow = plan.law === 'perStatement' ? { law: 'perStatement', cost: `${plan.cost * 100}us`, wake: `${plan.wake * 100}us` } : contention;
  return sweep.points.map(([n, perSecond]) => {
    const result = closedLoop({ cores: sweep.cores, contention: slow }, { cpu: { exponential: `${Math.max(1, Math.round(demand * 100))}us` } }, n, perSecond / 100, 15_000);
    return ((result.classes.api?.throughputPerS ?? Number.NaN) * 100) / perSecond - 1;
  });
}

/** The value in the middle, without signs. */
export const medianError = (errors: readonly number[]): number => [...errors].map(Math.abs).sort((a, b) => a - b)[errors.length >> 1] as number;
