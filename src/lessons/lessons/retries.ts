/** Lesson: retries that keep a system down after its trouble is over, and a budget that does not. */

import { usual } from '../ask.ts';
import type { Lesson } from '../lesson.ts';
import { type Seen, there } from '../seen.ts';
import { count, level, share, span } from '../../report/wording.ts';

const text = `scenario: Ten slow seconds and a retry
run: { length: 3m, seed: 7 }
databases:
  primary: { kind: postgresql, cores: 4, maxConnections: 200, statementTimeout: 200ms }
pools:
  main: { kind: hikaricp, database: primary, maximumPoolSize: 100, connectionTimeout: 1s }
routes:
  order: [ { query: { pool: main, cpu: 10ms } } ]
traffic:
  api: { route: order, rate: 320/s, retry: { attempts: 2, backoff: 100ms } }
incidents:
  - { at: 60s, until: 70s, slowdown: { database: primary, times: 3 } }
`;

const failed = (seen: Seen, step: string): number => seen.class(step, 'api').failedShare;
/** Requests served a second in the last half minute. */
function lately(seen: Seen, step: string): number {
  const { t, everyS, classes } = seen.run(step).series;
  const from = t.findIndex((end) => end - everyS >= seen.run(step).run.lengthS - 30);
  const points = there(classes.api, 'api').servedPerS.slice(from);
  return points.reduce<number>((sum, one) => sum + (one ?? 0), 0) / Math.max(1, points.length);
}

export const retries: Lesson = {
  id: 'retries', title: 'One retry', question: 'Will retries save or kill me?', claims: ['M18', 'Q10', 'Q25'],
  source: 'guides to pool exhaustion: a checkout timeout and retries with backoff; a circuit breaker with a window of 10, open for 30 s',
  scene: 'Orders of 10 ms CPU on 4 cores, 320 a second: 80 % busy. After a minute the database is three times slower for 10 seconds, then it is as fast as before. Statements are cut off after 200 ms. Each failed request is tried once more, 100 ms later.',
  steps: [
    { id: 'once', label: 'no retries', from: { text }, set: ['traffic.api.retry.attempts=1'] },
    { id: 'twice', label: 'one retry', from: { text } },
    { id: 'breaker', label: 'one retry and a circuit breaker', from: { text }, set: ['traffic.api.breaker={ failureRate: 50%, window: 10, minimumCalls: 10, open: 30s, halfOpenCalls: 3, slowAfter: 5s, slowRate: 50% }'] },
    { id: 'budget', label: 'one retry, at most for 10 % of the requests', from: { text }, set: ['traffic.api.retry.budget=10%'] },
  ],
  ask: { kind: 'number', asks: 'What share of the requests of these three minutes fails, with the one retry?', unit: 'share', answer: (seen) => failed(seen, 'twice'), bands: { ...usual, right: 1.2, close: 1.6 }, hint: 'what load do 320 requests a second make when all of them come twice?' },
  outcome: (seen) => `${share(failed(seen, 'twice'))}. Without retries it is ${share(failed(seen, 'once'))}, with a budget of 10 % ${share(failed(seen, 'budget'))}.`,
  look: [
    { step: 'twice', chart: 'failures', says: 'The trouble lasts for 10 s. The failures do not end.' },
    { step: 'twice', chart: 'database-load-primary', finding: 'retries', says: 'All cores busy, with work that is thrown away at 200 ms.' },
  ],
  explain: (seen) => [
    `In the slow seconds statements pile up. A hundred at once on four cores take 250 ms each, so all are cut off at 200 ms: the work is done and wasted. Each comes again: ${count(seen.class('twice', 'api').retries)} retries. 640 a second × 10 ms are 6.4 cores; there are 4.`,
    `When the database is fast again the pile is still there, and feeds itself. In the last half minute ${level(lately(seen, 'twice'))} requests a second are served; without retries it is ${level(lately(seen, 'once'))}.`,
    `A circuit breaker with the settings of the guide (open for 30 s at 50 % failures among the last 10 calls) ends the pile too, because it turns everybody away meanwhile: ${share(failed(seen, 'breaker'))} fail, ${count(seen.class('breaker', 'api').failures.breakerOpen ?? 0)} of them at its door.`,
    `A budget (retries at most 10 % of fresh requests) keeps the help for a single bad connection and takes away the pile: ${share(failed(seen, 'budget'))} fail, and errors last for ${span(seen.class('budget', 'api').failureWindowS)}. Backoff alone only spreads the same number of retries.`,
  ],
  trap: (seen) => ({
    written: 'Retry with backoff makes the service more robust.',
    shown: `Here one retry turns ${share(failed(seen, 'once'))} of failures into ${share(failed(seen, 'twice'))}, and an incident of 10 s into one without an end. A retry helps while it is rare; a limit on how many there are is what makes it safe.`,
  }),
  next: [{ says: 'A breaker that is open for 5 s and looks back on 100 calls', step: 'breaker', set: ['traffic.api.breaker={ failureRate: 50%, window: 100, minimumCalls: 100, open: 5s, halfOpenCalls: 10 }'] }, { says: 'A pool of 40: it cannot fall so deep', step: 'twice', set: ['pools.main.maximumPoolSize=40'] }, { says: 'One retry after 2 s', step: 'twice', set: ['traffic.api.retry.backoff=2s'] }],
};
