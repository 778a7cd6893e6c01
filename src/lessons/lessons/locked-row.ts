/** Lesson: a forgotten transaction keeps one row, and the whole shop stands: what ends it. */

import { usual } from '../ask.ts';
import type { Lesson } from '../lesson.ts';
import type { Seen } from '../seen.ts';
import { count, share, span } from '../../report/wording.ts';

const part = (seen: Seen, step: string, name: string): number => seen.class(step, name).failedShare;

export const lockedRow: Lesson = {
  id: 'locked-row', title: 'One row, left open over lunch', question: 'The pool is empty and the database is idle. Is it the pool?', claims: ['M17', 'M19', 'M22', 'Q5', 'Q9'],
  source: 'guides to pool exhaustion: idle_in_transaction_session_timeout; kill sessions that are idle for more than 5 minutes',
  scene: 'Somebody in support opens a transaction, locks one row of the price list, and goes to lunch. Every checkout reads that row with a lock. 40 checkouts a second, a pool of 10, a database with 4 cores. It begins in minute 5 of 12.',
  steps: [
    { id: 'lunch', label: 'without and with idle_in_transaction_session_timeout = 30 s', from: { file: 'idle-in-transaction-pile-up.yaml' } },
    { id: 'killed', label: 'an operator ends the session in minute 8', from: { file: 'idle-in-transaction-pile-up.yaml' }, set: ['incidents=[ { at: 8m, kill: { database: without, class: support } } ]'] },
    { id: 'idle-killed', label: 'an operator ends every session that has been idle for 5 minutes', from: { file: 'idle-in-transaction-pile-up.yaml' }, set: ['incidents=[ { at: 11m, kill: { database: without, idleLongerThan: 5m } } ]'] },
  ],
  ask: { kind: 'number', asks: 'What share of the checkouts (from minute 1 to 12) fails, if nobody does anything?', unit: 'share', answer: (seen) => part(seen, 'lunch', 'checkout'), bands: { ...usual, right: 1.15, close: 1.5 }, hint: 'from some seconds after minute 5 on, what can be served?' },
  outcome: (seen) => `${share(part(seen, 'lunch', 'checkout'))}: everything, from five seconds after the row was locked. With the timeout of 30 s it is ${share(part(seen, 'lunch', 'checkout-limited'))}.`,
  look: [
    { step: 'lunch', chart: 'pool-stack-without', finding: 'hot-row/without/price-list', says: 'Ten of ten connections lent, each of them waiting for the row.' },
    { step: 'lunch', chart: 'failures', says: 'Two shops, one setting apart.' },
  ],
  explain: (seen) => [
    'The pool is empty because ten borrowers wait in the database, for a row that an eleventh session keeps. That session is "idle in transaction": it does nothing, and holds everything.',
    `idle_in_transaction_session_timeout = 30 s lets the server end such sessions: failures last for ${span(seen.class('lunch', 'checkout-limited').failureWindowS)} instead of ${span(seen.class('lunch', 'checkout').failureWindowS)}.`,
    `By hand it works too, if somebody is awake: killed in minute 8, ${share(part(seen, 'killed', 'checkout'))} fail. pg_blocking_pids tells whom.`,
  ],
  trap: (seen) => ({
    written: 'Kill sessions that have been idle for more than 5 minutes.',
    shown: `"idle" and "idle in transaction" are two states. Ending sessions that are idle for 5 minutes, in minute 11, leaves ${share(part(seen, 'idle-killed', 'checkout'))} failing: ${part(seen, 'idle-killed', 'checkout') < 0.98 * part(seen, 'lunch', 'checkout') ? 'it found the right session, six minutes late' : 'it ends idle connections of pools and leaves the one that holds the row'}. The ${count(seen.class('lunch', 'checkout').failed)} failures have one cause, and its name stands in pg_blocking_pids.`,
  }),
  next: [{ says: 'A lock_timeout of 1 s', step: 'lunch', set: ['databases.without.lockTimeout=1s'] }, { says: 'A pool of 40', step: 'lunch', set: ['pools.without.maximumPoolSize=40'] }],
};
