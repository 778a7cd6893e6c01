/** Lesson: threads that need two connections at once: the standstill, and the size from which on it cannot happen. */

import type { Lesson } from '../lesson.ts';
import type { Seen } from '../seen.ts';
import { count, share } from '../../report/wording.ts';

const sizes = [10, 12, 16, 17, 20] as const;
const failures = (seen: Seen, size: number): number => seen.class(`of-${size}`, 'consumers').failed;
/** The smallest of the sizes tried from which on nothing fails. */
const safe = (seen: Seen): number => sizes.find((_, i) => sizes.slice(i).every((one) => failures(seen, one) === 0)) ?? 0;

export const twoAtATime: Lesson = {
  id: 'two-at-a-time', title: 'Two connections at a time', question: 'Every thread waits in getConnection() and none is in the database. What is it?', claims: ['M7', 'Q19'],
  source: 'Woowahan tech blog, posts 2663 and 2664 (2020): 16 consumer threads, HikariCP with 10 connections, a sequence table on MySQL',
  scene: 'Sixteen threads. Each task takes a connection, and while it holds it takes a second one for a moment, to fetch a key. The pool has 10 connections, the acquire timeout is 30 s.',
  steps: sizes.map((size) => ({ id: `of-${size}`, label: `${size} connections`, from: { file: 'nested-deadlock.yaml' }, set: [`pools.main.maximumPoolSize=${size}`, 'run.length=3m'] })),
  ask: {
    kind: 'choice', asks: 'What is the smallest pool in which the threads cannot block each other?',
    choices: sizes.slice(1).map((size) => ({ says: `${size} connections`, holds: (seen: Seen) => safe(seen) === size })),
    hint: 'the worst moment: all 16 hold one and want another',
  },
  outcome: (seen) => `${safe(seen)}. With 10 connections ${count(failures(seen, 10))} tasks fail in three minutes and ${count(seen.class('of-10', 'consumers').served)} are done; with ${safe(seen)} it is ${count(failures(seen, safe(seen)))} and ${count(seen.class(`of-${safe(seen)}`, 'consumers').served)}.`,
  look: [{ step: 'of-10', chart: 'pool-stack-main', finding: 'standstill/main', says: 'Ten lent, sixteen waiting, for 30 s at a time; then one slips through, and it closes again.' }],
  explain: (seen) => [
    'Ten threads hold one connection each and wait for a second, which only one of them could give back. It is a deadlock, not a lack: the database did nothing for nearly all of the time.',
    `If every thread holds one and wants one more, a single spare connection lets them finish in turn: threads × (connections each − 1) + 1 = 16 × 1 + 1 = 17. With 16 it still happened ${count(failures(seen, 16))} times in this run; with 12, ${count(failures(seen, 12))} times.`,
    `The database was ${share(seen.database('of-10', 'primary').cpuUtilisation)} busy meanwhile. A better cure than 17: take the key before, or on the same connection.`,
  ],
  trap: (seen) => ({
    written: 'We tested with 12, it was fine.',
    shown: `It takes an unlucky moment. Below 17 it can stand still at any time: ${sizes.filter((size) => size < 17).map((size) => `${count(failures(seen, size))} failures with ${size}`).join(', ')}. Only the sum says when it is safe.`,
  }),
  next: [{ says: 'Eight threads, ten connections', step: 'of-10', set: ['cron.consumers.threads=8'] }, { says: 'A pool of one, as in a test: it fails at once', step: 'of-10', set: ['pools.main.maximumPoolSize=1'] }],
};
