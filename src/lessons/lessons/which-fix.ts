/** Lesson: which of the remedies for Saturday removes the errors, and which only shortens them. */

import type { Lesson } from '../lesson.ts';
import type { Seen } from '../seen.ts';
import { count, share, span } from '../../report/wording.ts';

const fixes = ['cores', 'timeout', 'replica'] as const;
const part = (seen: Seen, step: string): number => seen.class(step, 'api').failedShare;
/** Whether this remedy leaves the least failures, and by far. */
const best = (seen: Seen, step: string): boolean => fixes.every((other) => other === step || part(seen, step) < 0.5 * part(seen, other));

export const whichFix: Lesson = {
  id: 'which-fix', title: 'Three remedies', question: 'One report starves everybody: own pool, replica, timeout or more CPU?', claims: ['M14', 'M19', 'Q7', 'Q9'],
  source: 'a tutorial: what stopped it was the report on a read replica with its own pool, a statement timeout of 15 s, and an alert',
  scene: 'The Saturday report, pool of 10: API requests fail for minutes. Three remedies are on the table: twice the cores; a statement timeout of 15 s; the report on a replica with a pool of its own.',
  steps: [
    { id: 'before', label: 'before', from: { file: 'saturday-report.yaml' } },
    { id: 'cores', label: 'twice the cores', from: { file: 'saturday-more-cpu.yaml' } },
    { id: 'timeout', label: 'a statement timeout of 15 s', from: { file: 'saturday-statement-timeout.yaml' } },
    { id: 'replica', label: 'a replica with a pool of its own', from: { file: 'saturday-replica.yaml' } },
  ],
  ask: {
    kind: 'choice', asks: 'Which remedy leaves the fewest failures?',
    choices: [
      { says: 'twice the cores', holds: (seen) => best(seen, 'cores') },
      { says: 'the statement timeout of 15 s', holds: (seen) => best(seen, 'timeout') },
      { says: 'the replica with a pool of its own', holds: (seen) => best(seen, 'replica') },
      { says: 'timeout and replica are equally good', holds: (seen) => !fixes.some((one) => best(seen, one)) && part(seen, 'timeout') < 0.01 },
    ],
    hint: 'the report is repeated 16 times on each thread',
  },
  outcome: (seen) => `Failures of the API: ${share(part(seen, 'before'))} before, ${share(part(seen, 'cores'))} with more cores, ${share(part(seen, 'timeout'))} with the timeout, ${share(part(seen, 'replica'))} with the replica.`,
  look: [
    { step: 'timeout', chart: 'failures', finding: 'failed/statementTimeout', says: 'With the timeout: the same wall of errors, for a shorter time.' },
    { step: 'replica', chart: 'pool-stack-primary-write-pool', says: 'With the replica: the API has its pool for itself.' },
  ],
  explain: (seen) => [
    `More cores: nobody waited for a core. The database was ${share(seen.database('before', 'primary').cpuUtilisation)} busy before.`,
    `The timeout cuts each hold from 45 s to 15 s, so errors last ${span(seen.class('timeout', 'api').failureWindowS)} instead of ${span(seen.class('before', 'api').failureWindowS)}. And ${count(seen.class('timeout', 'revenue-report').failed)} of ${count(seen.class('timeout', 'revenue-report').arrived)} reports are cancelled: the job is not done.`,
    `The replica takes the holds away: ${count(seen.class('replica', 'api').failed)} failures, and all ${count(seen.class('replica', 'revenue-report').served)} reports are finished. Isolation removes a cause, a timeout bounds its damage. Have both, and know which is which.`,
  ],
  trap: (seen) => ({
    written: 'What stopped it: the replica, the statement timeout and the alert (as if each were a cure).',
    shown: `The timeout alone leaves ${count(seen.class('timeout', 'api').failed)} failures, and the alert at 80 % for 2 minutes comes after the first of them. The replica alone leaves ${count(seen.class('replica', 'api').failed)}.`,
  }),
  next: [{ says: 'A statement timeout of 2 s', step: 'timeout', set: ['databases.primary.statementTimeout=2s'] }, { says: 'The report on one thread', step: 'before', set: ['cron.revenue-report.threads=1'] }],
};
