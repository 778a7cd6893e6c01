/** Lesson: how many requests fail when reports take the whole pool: λ(H − τ). */

import { usual } from '../ask.ts';
import type { Lesson } from '../lesson.ts';
import type { Seen } from '../seen.ts';
import { count, share, span } from '../../report/wording.ts';

const failed = (seen: Seen): number => seen.class('ten', 'api').failed;

export const howManyFail: Lesson = {
  id: 'how-many-fail', title: 'Ten reports take the pool', question: 'How bad is it when something takes all connections for a while?', claims: ['M9', 'M7'],
  source: 'a tutorial on connection pools: ten threads that each run a report of 45 s drain a pool of nine',
  scene: 'At 23:00 ten reports take all ten connections for 45 s. API requests come at 110 a second and wait at most 30 s for a connection. Without reports they need 5.5 connections.',
  steps: [
    { id: 'ten', label: 'ten reports, patience 30 s', from: { file: 'ten-reports.yaml' } },
    { id: 'nine', label: 'ten reports, a pool of nine', from: { file: 'ten-reports.yaml' }, set: ['pools.main.maximumPoolSize=9'] },
  ],
  ask: { kind: 'number', asks: 'How many API requests fail?', unit: 'count', answer: failed, bands: { ...usual, right: 1.15 }, hint: 'who comes in the first seconds waits longer than 30 s; who comes in the last ones does not' },
  outcome: (seen) => `${count(failed(seen))} of ${count(seen.class('ten', 'api').arrived)}, all within ${span(seen.class('ten', 'api').failureWindowS)}.`,
  look: [{ step: 'ten', chart: 'pool-stack-main', finding: 'held-by/main', says: 'Reports hold the whole pool; below, the line grows to thousands and drains in a minute.' }],
  explain: (seen) => [
    `A request fails when the wait ahead of it is longer than its patience τ. The connections come back at H = 45 s. Whoever comes in the first H − τ = 15 s is lost, whoever comes later is served: λ(H − τ) = 110 × 15 = 1,650. Measured: ${count(failed(seen))}.`,
    `All the others wait too, up to ${count(seen.pool('ten', 'main').pendingMax)} at once. Exhaustion is mostly waiting; errors are the part that outlived its patience.`,
    `Meanwhile the database used ${share(seen.database('ten', 'primary').cpuUtilisation)} of its cores. Exhausted and busy are two things: look at both before you buy cores.`,
  ],
  trap: (seen) => ({
    written: 'The pool of nine was drained by ten reports (so one connection more would have saved it).',
    shown: `With a pool of nine ${count(seen.class('nine', 'api').failed)} API requests fail, with a pool of ten ${count(failed(seen))}. While reports hold everything, the number of connections they hold does not matter; how long they hold them does.`,
  }),
  next: [
    { says: 'Half the reports: six of ten connections are left', step: 'ten', set: ['cron.reports.threads=4'] },
    { says: 'Patience of 40 s', step: 'ten', set: ['pools.main.connectionTimeout=40s'] },
  ],
};
