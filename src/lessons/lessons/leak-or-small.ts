/** Lesson: a leak or a pool that is too small: what the curve says, and who tells first. */

import { usual } from '../ask.ts';
import type { Lesson } from '../lesson.ts';
import { type Seen, there } from '../seen.ts';
import { count, span } from '../../report/wording.ts';

const firstFailure = (seen: Seen): number => there(seen.run('leak').windows.find((one) => one.what === 'failures')?.fromS, 'a failure');
const firstLog = (seen: Seen): number => there(seen.run('leak').timeline.find((one) => one.kind === 'log')?.atS, 'a log line');
const alertAt = (seen: Seen): number => there(seen.run('leak').alerts[0]?.firedAtS, 'an alert');

export const leakOrSmall: Lesson = {
  id: 'leak-or-small', title: 'A leak, or too small?', question: 'Timeouts: is it a leak, slow queries, or a pool that is too small?', claims: ['M10', 'M11', 'Q2', 'Q11', 'Q12'],
  source: 'tutorials: one leak a minute empties 10 connections in 10 minutes; "climbs and never drops = leak; spikes and recovers = sizing or slow query"',
  scene: 'A pool of 10, a quiet API. Once a minute an export borrows a connection and never gives it back. HikariCP watches for leaks (leakDetectionThreshold 60 s). An alert fires when utilisation stays above 80 % for 2 minutes.',
  steps: [
    { id: 'leak', label: 'one leak a minute', from: { file: 'leak-one-per-minute.yaml' } },
    { id: 'small', label: 'for comparison: a pool that is too small for an hour of traffic', from: { file: 'call-inside-transaction.yaml' }, set: ['run.length=4m', 'traffic.checkout.rate=[ { from: 0s, rate: 20/s }, { from: 1m, rate: 50/s }, { from: 2m, rate: 20/s } ]'] },
  ],
  ask: { kind: 'number', asks: 'After how long does the first API request fail?', unit: 's', answer: firstFailure, bands: { ...usual, right: 1.1, close: 1.4 }, hint: 'ten connections, one lost in each minute, then 5 s of patience' },
  outcome: (seen) => `After ${span(firstFailure(seen))}. The log named the thread after ${span(firstLog(seen))}; the alert fired after ${span(alertAt(seen))}.`,
  look: [
    { step: 'leak', chart: 'pool-stack-main', finding: 'leak/main', says: 'A leak: the dark steps climb and never drop.' },
    { step: 'small', chart: 'pool-stack-main', says: 'Too small for a while: it fills, people wait, and it recovers by itself.' },
  ],
  explain: (seen) => [
    `Ten connections at one a minute last ten minutes; then the first request waits out its 5 s. A leak has a date: free connections divided by the rate.`,
    `Look at the connections in use. Climbs and never drops, with little traffic: a leak. Spikes and comes back: sizing, or a slow query. In the second run ${count(seen.pool('small', 'main').timeouts)} requests time out too, and no connection is lost.`,
    `The detector told ${span(firstFailure(seen) - firstLog(seen))} before the first error and named the place in the code. It gives nothing back: all ${count(seen.pool('leak', 'main').leaked)} are gone.`,
  ],
  trap: (seen) => ({
    written: 'An alert on utilisation above 80 % for 2 minutes warns you in time.',
    shown: `In a pool of ten each connection is 10 %: above 80 % begins with the ninth leak, and two minutes later is ${span(alertAt(seen))}, when the pool is empty; the first failure comes at ${span(firstFailure(seen))}.`,
  }),
  next: [{ says: 'A pool of 20: twice the time', step: 'leak', set: ['pools.main.maximumPoolSize=20', 'run.length=25m'] }, { says: 'A threshold of 10 s', step: 'leak', set: ['pools.main.leakDetectionThreshold=10s'] }],
};
