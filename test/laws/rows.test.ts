/**
 * Rows against queueing theory: a row that transactions keep for a random time is a single server, several rows are as many, and a closed crowd at one row is the machine repair model.
 * Bounds: four standard errors. The mean of n waiting times of M/M/1 has the standard error √(ρ (2 + 5ρ − 4ρ² + ρ³) / (1 − ρ)⁴ / n) in units of the mean service (Daley 1968; Whitt, "Planning
 * queueing simulations", 1989); waiting times of other orders of service have the same mean.
 */

import { describe, expect, it } from 'vitest';
import { erlangC } from '../../src/theory/queues.ts';
import { resultOf } from '../helpers/worlds.ts';

interface Rows { readonly rate: number; readonly holdMs: number; readonly among?: number; readonly wakes?: 'all' | 'next'; readonly lengthS?: number }

/** Transactions come at random, change one of the rows, keep it for an exponential time, and end. */
const run = ({ rate, holdMs, among = 1, wakes = 'next', lengthS = 4000 }: Rows) => resultOf({
  scenario: 'rows', run: { length: `${lengthS}s`, measureFrom: '100s', seed: 11 }, databases: { d: { kind: 'plain', lockWakes: wakes } }, pools: { main: { database: 'd', max: 10_000 } },
  routes: { update: [{ transaction: { pool: 'main', steps: [{ query: { lock: { row: 'account', among } } }, { think: { exponential: `${holdMs}ms` } }] } }] }, traffic: { api: { route: 'update', rate: `${rate}/s` } },
});

const fourErrors = (load: number, count: number) => 4 * Math.sqrt((load * (2 + 5 * load - 4 * load ** 2 + load ** 3)) / (1 - load) ** 4 / count);

/** Mean wait for a row of all transactions, those that had it at once included. */
const meanWait = (result: ReturnType<typeof run>) => ((result.databases.d?.rows[0]?.waitedS ?? 0) * 1000) / (result.classes.api?.arrived ?? 1);

describe.each(['next', 'all'] as const)('one row, lockWakes: %s', (wakes) => {
  const [rate, holdMs] = [100, 7];
  const load = (rate * holdMs) / 1000;
  const result = run({ rate, holdMs, wakes });
  const count = result.classes.api?.arrived ?? 0;

  it('is waited for as M/M/1 says, whoever is next', () => {
    expect(Math.abs(meanWait(result) / holdMs - load / (1 - load))).toBeLessThan(fourErrors(load, count));
    expect(result.databases.d?.rows[0]).toMatchObject({ row: 'account', holds: expect.closeTo(count, -2) });
    expect(Math.abs((result.databases.d?.rows[0]?.holdMsMean ?? 0) / holdMs - 1)).toBeLessThan(4 / Math.sqrt(count));
  });

  it('makes a share of them wait that is its load', () => {
    // Arrivals see what time sees, and the row is held for that share of it; a busy period of M/M/1 has a squared coefficient of variation of (1 + ρ)/(1 − ρ).
    const busyPeriods = count * (1 - load);
    expect(Math.abs((result.databases.d?.rows[0]?.waits ?? 0) / count - erlangC(1, load))).toBeLessThan(4 * (1 - load) * load * Math.sqrt(((1 + load) / (1 - load) + 1) / busyPeriods));
  });

  it('has the tail of its order: exponential where the next has it, heavier where any one has', () => {
    const mean = holdMs / (1 - load);
    const p99 = result.classes.api?.latencyMs.p99 ?? 0;

    if (wakes === 'next') expect(Math.abs(p99 / (mean * Math.log(100)) - 1)).toBeLessThan(0.01 + 2 * fourErrors(load, count) / (load / (1 - load)));
    else expect(p99 / (mean * Math.log(100))).toBeGreaterThan(1.15); // in random order the second moment of the wait is 2 / (2 − ρ) = 1.54 times as large (Kingman 1962)
  });
});

describe('several rows', () => {
  it.each([2, 5, 20])('%i rows, chosen at random, are as many single servers', (among) => {
    const [rate, holdMs] = [60 * among, 10];
    const load = (rate * holdMs) / among / 1000;
    const result = run({ rate, holdMs, among, lengthS: 100 + 3000 / among });

    expect(Math.abs(meanWait(result) / holdMs - load / (1 - load))).toBeLessThan(fourErrors(load, result.classes.api?.arrived ?? 0));
  });
});

describe('a crowd at one row', () => {
  /** Machine repair, M/M/1 with `users` who think for `think`: the share of time the row is held, from the stationary probabilities. */
  const busy = (users: number, ratio: number): number => {
    let [term, sum] = [1, 1];
    for (let n = 1; n <= users; n++) {
      term *= (users - n + 1) * ratio;
      sum += term;
    }
    return 1 - 1 / sum;
  };

  it.each([2, 8, 20])('%i users who think for 50 ms and keep the row for 5 ms: throughput of the machine repair model', (users) => {
    const result = resultOf({
      scenario: 'crowd', run: { length: '2000s', measureFrom: '20s', seed: 4 }, databases: { d: { kind: 'plain', lockWakes: 'all' } }, pools: { main: { database: 'd', max: users } },
      routes: { update: [{ transaction: { pool: 'main', steps: [{ query: { lock: { row: 'account' } } }, { think: { exponential: '5ms' } }] } }] }, traffic: { api: { route: 'update', users, think: { exponential: '50ms' } } },
    });

    // The count of a stretch of time varies no more than that of a Poisson process of its rate: each user comes again only after it was served.
    const expected = busy(users, 0.1) / 0.005;
    expect(Math.abs((result.classes.api?.throughputPerS ?? 0) - expected)).toBeLessThan(4 * Math.sqrt(expected / 1980));
    expect(Math.abs(((result.databases.d?.rows[0]?.holds ?? 0) * (result.databases.d?.rows[0]?.holdMsMean ?? 0)) / 1_980_000 - busy(users, 0.1))).toBeLessThan(0.005);
  });
});
