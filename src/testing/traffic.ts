/** Random sources of requests, and random jobs. */

import fc from 'fast-check';
import type { Table } from './scenario-data.ts';
import { law, type Made, millis, often, optionally, percent } from './words.ts';

const rate = (seconds: number): Made<string> => fc.integer({ min: 1, max: Math.max(2, Math.min(80, Math.floor(400 / seconds))) }).map((n) => `${n}/s`);

/** Requests coming at random, evenly, by a schedule, in bursts, with gaps of their own, or from users who wait for their answers. */
export const arrivals = (seconds: number): Made<Table> =>
  fc.oneof(
    { weight: 4, arbitrary: rate(seconds).map((r) => ({ arrivals: 'poisson', rate: r })) },
    { weight: 2, arbitrary: rate(seconds).map((r) => ({ arrivals: 'constant', rate: r })) },
    { weight: 1, arbitrary: fc.tuple(rate(seconds), rate(seconds)).map(([a, b]) => ({ rate: [{ from: '0s', rate: a }, { from: `${Math.floor(seconds * 400)}ms`, rate: '0/s' }, { from: `${Math.floor(seconds * 600)}ms`, rate: b }] })) },
    { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 1, max: 20 }), millis(Math.max(100, seconds * 20), seconds * 500)).map(([n, every]) => ({ arrivals: 'bursts', size: n, every })) },
    { weight: 1, arbitrary: fc.integer({ min: seconds * 3, max: seconds * 30 }).map((gap) => ({ gaps: { hyperexponential: { mean: `${gap}ms`, cv2: 3 } } })) },
    { weight: 2, arbitrary: fc.tuple(fc.integer({ min: 1, max: 15 }), millis(seconds * 30, seconds * 120)).map(([users, think]) => ({ users, think: { exponential: think } })) },
    { weight: 1, arbitrary: fc.tuple(rate(seconds * 3), fc.constantFrom(3, { geometric: 3 })).map(([r, batch]) => ({ rate: r, batch })) },
  );

const retry = optionally({ attempts: fc.integer({ min: 1, max: 4 }), backoff: law(200), factor: fc.constantFrom(1, 2), cap: millis(100, 1000), jitter: percent(100), budget: percent(50) });
const breaker = optionally({
  failureRate: fc.constantFrom('20%', '50%', '100%'), window: fc.integer({ min: 1, max: 20 }), minimumCalls: fc.integer({ min: 1, max: 20 }), open: millis(50, 3000),
  halfOpenCalls: fc.integer({ min: 1, max: 5 }), slowAfter: millis(10, 1000), slowRate: fc.constantFrom('50%', '100%'),
});

/** A time in the run. */
export const instant = (seconds: number): Made<string> => fc.integer({ min: 0, max: seconds * 20 }).map((n) => `${n * 50}ms`);

const patient = optionally({ patience: fc.oneof(millis(10, 3000), law(2000)), priority: fc.integer({ min: 0, max: 3 }) });

/** A source of requests. */
export const traffic = (seconds: number, routes: readonly string[], apps: readonly string[]): Made<Table> =>
  fc.tuple(
    fc.constantFrom(...routes), arrivals(seconds), patient,
    optionally({ retry, breaker, ...(apps.length > 0 ? { app: fc.constantFrom(...apps) } : {}) }),
    often<Table>({}, fc.record({ from: instant(seconds - 1) })), often<Table>({}, fc.constant({ until: `${seconds}s` })),
  ).map(([on, comes, waits, more, from, until]) => ({ route: on, ...comes, ...waits, ...more, ...from, ...until }));

/** A job that starts by the clock. */
export const cron = (seconds: number, routes: readonly string[], classes: readonly string[]): Made<Table> =>
  fc.tuple(
    fc.record({ route: fc.constantFrom(...routes), at: fc.oneof(instant(seconds), fc.array(instant(seconds), { minLength: 1, maxLength: 3 })), threads: fc.integer({ min: 1, max: 6 }), repeat: fc.integer({ min: 1, max: 8 }) }),
    patient, often<Table>({}, fc.constantFrom('others', ...classes).map((who) => ({ slows: { [who]: 3 } }))),
  ).map((parts) => Object.assign({}, ...parts) as Table);
