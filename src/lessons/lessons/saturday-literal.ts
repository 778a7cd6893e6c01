/** Lesson: the Saturday incident as the article tells it does not happen; what is missing is what makes it. */

import type { Lesson } from '../lesson.ts';
import { type Seen, there } from '../seen.ts';
import { count, level, millis, share, span } from '../../report/wording.ts';

const part = (seen: Seen): number => seen.class('literal', 'api').failedShare;
/** API requests served a second while the reports run, minutes 7 to 15. */
function meanwhile(seen: Seen): number {
  const { t, classes } = seen.run('fits').series;
  const served = there(classes.api, 'api').servedPerS.filter((_, i) => (t[i] ?? 0) > 420 && (t[i] ?? 0) <= 900);
  return served.reduce<number>((sum, one) => sum + (one ?? 0), 0) / served.length;
}

export const saturdayLiteral: Lesson = {
  id: 'saturday-literal', title: 'The Saturday report, at its word', question: 'How do I find out what an incident really was?', claims: ['M17', 'Q18'],
  source: 'a tutorial: every Saturday at 23:00 the pool times out for 12 to 15 minutes; a weekly report of 45 s on three or four threads',
  scene: 'A pool of ten. At 23:00 a weekly report starts on four threads, each holds a connection for one query of 45 s. The API needs 5.5 connections at this hour; the acquire timeout is 30 s. The article says: timeouts for 12 to 15 minutes.',
  steps: [
    { id: 'literal', label: 'as the article tells it', from: { file: 'saturday-literal.yaml' }, set: ['run.length=10m'] },
    { id: 'fits', label: 'a reading that fits: 16 reports on each thread, everybody slowed down', from: { file: 'saturday-report.yaml' } },
  ],
  ask: {
    kind: 'choice', asks: 'What share of the API requests fails?',
    choices: [
      { says: 'none', holds: (seen) => part(seen) === 0 },
      { says: 'some: less than 5 %', holds: (seen) => part(seen) > 0 && part(seen) < 0.05 },
      { says: '5 % to 25 %, for 12 minutes', holds: (seen) => part(seen) >= 0.05 && part(seen) < 0.25 },
      { says: 'more than 25 %', holds: (seen) => part(seen) >= 0.25 },
    ],
    hint: 'four of ten connections are gone for 45 s; count the rest',
  },
  outcome: (seen) => `${part(seen) === 0 ? 'None' : share(part(seen))}: the longest wait for a connection is ${millis(seen.class('literal', 'api').waitMs.max)}.`,
  look: [
    { step: 'literal', chart: 'pool-stack-primary-write-pool', says: 'Four connections for the report, the API in the other six: tight, and enough.' },
    { step: 'fits', chart: 'pool-stack-primary-write-pool', finding: 'pool-exhausted/primary-write-pool', says: 'The reading that fits: for 12 minutes more is asked for than there is.' },
  ],
  explain: (seen) => [
    `Six connections are left and the API needs 5.5. In 45 s nobody waits for 30 s. The story as written leaves something out.`,
    `Two things make it come true. The threads repeat, 16 reports each: ${span(seen.class('fits', 'api').failureWindowS)} of failures measured. And the scan slows the others down while it runs: six connections then serve ${level(meanwhile(seen))} requests a second, so each is held for ${millis(6000 / meanwhile(seen))} instead of ${millis(seen.class('literal', 'api').holdMs.mean)}. The API needs ${level((110 * 6) / meanwhile(seen))} connections and has six; ${share(seen.class('fits', 'api').failedShare)} of its requests fail, ${count(seen.class('fits', 'api').failed)} in all.`,
    'This is what a simulation is good for: it does not believe the story. If the numbers you were told do not make the incident, somebody left out the cause.',
  ],
  trap: (seen) => ({
    written: 'The remaining five or six connections were not enough for API traffic, so it timed out for 12 to 15 minutes.',
    shown: `With those numbers ${count(seen.class('literal', 'api').failed)} of ${count(seen.class('literal', 'api').arrived)} requests fail.`,
  }),
  next: [
    { says: 'One report, but everybody twice as slow meanwhile', step: 'literal', set: ['cron.revenue-report.slows.others=2'] },
    { says: '16 reports on each thread, and nobody slowed down', step: 'fits', set: ['cron.revenue-report.slows.others=1'] },
  ],
};
