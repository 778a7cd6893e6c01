/** Lesson: a call to the outside while a connection is held; the pool is empty and the database does nothing. */

import { usual } from '../ask.ts';
import type { Lesson } from '../lesson.ts';
import { type Seen, there } from '../seen.ts';
import { level, millis, share } from '../../report/wording.ts';

const perS = (seen: Seen, step: string): number => seen.class(step, 'checkout').throughputPerS;

export const callInside: Lesson = {
  id: 'call-inside', title: 'A call inside a transaction', question: 'Why do requests wait for connections while the database is idle?', claims: ['M20', 'Q5', 'Q6'],
  source: 'a guide to monitoring connection pools: an external call while holding a connection drains the pool',
  scene: 'A checkout writes an order (4 ms), calls the payment provider (250 ms), marks the order as paid (2 ms), all in one transaction. Fifty checkouts come each second, the pool has 10 connections, the database 4 cores.',
  steps: [
    { id: 'inside', label: 'the call inside the transaction', from: { file: 'call-inside-transaction.yaml' }, set: ['run.length=3m', 'run.measureFrom=30s'] },
    { id: 'outside', label: 'the call between two transactions', from: { file: 'call-outside-transaction.yaml' }, set: ['run.length=3m', 'run.measureFrom=30s'] },
  ],
  ask: {
    kind: 'number', asks: 'How many checkouts a second get through?', unit: '/s', answer: (seen) => perS(seen, 'inside'), bands: { ...usual, right: 1.12, close: 1.35 },
    hint: 'ten connections; for how long is each of them held?',
  },
  outcome: (seen) => `${level(perS(seen, 'inside'))} of 50 a second; ${share(seen.class('inside', 'checkout').failedShare)} fail, the others wait ${millis(seen.class('inside', 'checkout').waitMs.p50)} before they begin.`,
  look: [
    { step: 'inside', chart: 'pool-stack-main', finding: 'pool-exhausted/main', says: 'All ten connections lent, all the time, and a line behind them.' },
    { step: 'inside', chart: 'database-load-primary', says: 'The database at the same time: next to nothing to do.' },
  ],
  explain: (seen) => [
    `A connection is held for ${millis(seen.class('inside', 'checkout').holdMs.mean)}, 250 of them for a call the database knows nothing of. Ten connections can give 10 / ${millis(seen.class('inside', 'checkout').holdMs.mean)} = ${level(10_000 / there(seen.class('inside', 'checkout').holdMs.mean, 'hold'))} a second, and no more.`,
    `The database is ${share(seen.database('inside', 'primary').cpuUtilisation)} busy. It is not slow; its connections are kept by somebody who is not using them.`,
    `With the call between two short transactions ${share(seen.class('outside', 'checkout').failedShare)} fail and the pool is ${share(seen.pool('outside', 'main').utilisation)} used. Same pool, same database, same provider.`,
  ],
  trap: (seen) => ({
    written: 'Connection is not available, request timed out: increase maximumPoolSize.',
    shown: `It would work here, up to the next slow day of the provider: ${level((50 * there(seen.class('inside', 'checkout').holdMs.mean, 'hold')) / 1000)} connections are needed for work that keeps ${level(seen.database('inside', 'primary').cpuUtilisation * 4)} cores busy. Moved out, the call needs ${level(seen.pool('outside', 'main').activeMean)} connections on average.`,
  }),
  next: [{ says: 'A pool of 20', step: 'inside', set: ['pools.main.maximumPoolSize=20'] }, { says: 'A pool of 20, and a provider that takes half a second', step: 'inside', set: ['pools.main.maximumPoolSize=20', 'routes.pay[0].transaction.steps[1].call=500ms'] }],
};
