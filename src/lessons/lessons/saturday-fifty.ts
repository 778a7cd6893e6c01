/** Lesson: why raising the pool from 10 to 50 did not help: the job grew with it. */

import type { Lesson } from '../lesson.ts';
import type { Seen } from '../seen.ts';
import { millis, share } from '../../report/wording.ts';

const part = (seen: Seen, step: string): number => seen.class(step, 'api').failedShare;

export const saturdayFifty: Lesson = {
  id: 'saturday-fifty', title: 'From 10 to 50 connections', question: 'I raised the pool and nothing changed, or it got worse. Why?', claims: ['M17', 'Q3', 'Q7'],
  source: 'a tutorial: raising the pool from 10 to 50 and adding CPU did not stop it next week',
  scene: 'The Saturday report again, in the reading that fits: with a pool of 10, API requests fail for minutes. The team raises the pool to 50. The report job starts one worker for each connection of the pool, as such jobs do.',
  steps: [
    { id: 'ten', label: 'pool of 10, four report threads', from: { file: 'saturday-report.yaml' } },
    { id: 'fifty', label: 'pool of 50, fifty report threads', from: { file: 'saturday-pool50.yaml' } },
    { id: 'fifty-four', label: 'pool of 50, four report threads', from: { file: 'saturday-pool50.yaml' }, set: ['cron.revenue-report.threads=4'] },
  ],
  ask: {
    kind: 'choice', asks: 'What happens next Saturday?',
    choices: [
      { says: 'nothing fails: 50 are plenty', holds: (seen) => part(seen, 'fifty') < 0.01 },
      { says: 'fewer requests fail than with 10', holds: (seen) => part(seen, 'fifty') >= 0.01 && part(seen, 'fifty') < 0.9 * part(seen, 'ten') },
      { says: 'about as many fail', holds: (seen) => part(seen, 'fifty') >= 0.9 * part(seen, 'ten') && part(seen, 'fifty') <= 1.25 * part(seen, 'ten') },
      { says: 'more requests fail than with 10', holds: (seen) => part(seen, 'fifty') > 1.25 * part(seen, 'ten') },
    ],
    hint: 'who takes the forty new connections?',
  },
  outcome: (seen) => `${share(part(seen, 'fifty'))} of the API requests fail, against ${share(part(seen, 'ten'))} with a pool of 10.`,
  look: [{ step: 'fifty', chart: 'pool-stack-primary-write-pool', finding: 'held-by/primary-write-pool', says: 'All fifty connections in the hands of the report; the API gets what is left between two of its rounds.' }],
  explain: (seen) => [
    'A job that fans out over the pool takes the whole pool, whatever its size. Its 50 workers hold 50 connections for 47 s at a time; before, four workers left six.',
    `With the same four threads as before, a pool of 50 helps: ${share(part(seen, 'fifty-four'))} fail, p99 is ${millis(seen.class('fifty-four', 'api').latencyMs.p99)}.`,
    'So before you raise a pool, ask who holds its connections. If it is the work you want done, more may help. If it is somebody else, they may take the new ones too.',
  ],
  trap: (seen) => ({
    written: 'Raising the pool from 10 to 50 did not stop it.',
    shown: `Only because the job grew with it. With four report threads ${share(part(seen, 'fifty-four'))} fail with 50 connections. "A bigger pool never helps" is as wrong as "a bigger pool always helps".`,
  }),
  next: [{ says: 'Twice the cores instead', step: 'ten', set: ['databases.primary.cores=8'] }, { says: 'Eight report threads on a pool of 50', step: 'fifty', set: ['cron.revenue-report.threads=8'] }],
};
