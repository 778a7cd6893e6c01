/** Lesson: a shorter acquire timeout fails more requests, and frees those who would have waited in vain. */

import type { Lesson } from '../lesson.ts';
import type { Seen } from '../seen.ts';
import { count, millis, span } from '../../report/wording.ts';

const failed = (seen: Seen, step: string): number => seen.class(step, 'api').failed;
const waited = (seen: Seen, step: string): string => millis(seen.class(step, 'api').latencyMs.p99);

export const shorterTimeout: Lesson = {
  id: 'shorter-timeout', title: 'Fail fast, fail more', question: 'What acquire timeout should I set?', claims: ['M18', 'Q8', 'Q26'],
  source: 'guides to pool exhaustion: set a short checkout timeout and retry',
  scene: 'The same night as before: ten reports hold all ten connections for 45 s, 110 API requests come each second. Now the acquire timeout is 5 s instead of 30 s.',
  steps: [
    { id: 'patient', label: 'acquire timeout 30 s', from: { file: 'ten-reports.yaml' } },
    { id: 'hasty', label: 'acquire timeout 5 s', from: { file: 'ten-reports.yaml' }, set: ['pools.main.connectionTimeout=5s'] },
  ],
  ask: {
    kind: 'choice', asks: 'With 5 s instead of 30 s, how many API requests fail?',
    choices: [
      { says: 'fewer: failing fast keeps the line short', holds: (seen) => failed(seen, 'hasty') < 0.8 * failed(seen, 'patient') },
      { says: 'about as many', holds: (seen) => failed(seen, 'hasty') >= 0.8 * failed(seen, 'patient') && failed(seen, 'hasty') <= 1.25 * failed(seen, 'patient') },
      { says: 'more than twice as many', holds: (seen) => failed(seen, 'hasty') > 1.25 * failed(seen, 'patient') },
    ],
    hint: 'the law of the lesson before: λ(H − τ)',
  },
  outcome: (seen) => `${count(failed(seen, 'hasty'))} instead of ${count(failed(seen, 'patient'))}.`,
  look: [{ step: 'hasty', chart: 'failures', says: 'Failures from 5 s after 23:00 until the reports are done; nothing afterwards.' }],
  explain: (seen) => [
    `λ(H − τ) with τ = 5 s is 110 × 40 = 4,400; measured ${count(failed(seen, 'hasty'))}. Nothing a timeout does brings a connection back sooner.`,
    `What it buys: the line never grew beyond ${count(seen.pool('hasty', 'main').pendingMax)} (${count(seen.pool('patient', 'main').pendingMax)} before), and after the reports it is gone at once. The p99 of those who were served fell from ${waited(seen, 'patient')} to ${waited(seen, 'hasty')}, and errors lasted for ${span(seen.class('hasty', 'api').failureWindowS)} instead of ${span(seen.class('patient', 'api').failureWindowS)}.`,
    'So: shorter than the patience of whoever asks (a browser, a load balancer), for an answer that nobody waits for is worse than an error. Longer than a spell of bad luck, which is some times the hold.',
  ],
  trap: (seen) => ({
    written: 'Fail fast with a short timeout.',
    shown: `It is right for users who would leave anyhow, and it is no cure: the short timeout failed ${count(failed(seen, 'hasty') - failed(seen, 'patient'))} more requests on the same night. The cure is to keep reports out of this pool.`,
  }),
  next: [{ says: '1 s', step: 'hasty', set: ['pools.main.connectionTimeout=1s'] }, { says: 'Callers who leave after 10 s, with 30 s in the pool: work for nobody', step: 'patient', set: ['traffic.api.patience=10s'] }],
};
