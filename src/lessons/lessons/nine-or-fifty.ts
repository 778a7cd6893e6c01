/** Lesson: how to size for four cores; "cores × 2 + spindles" beside the law it is a case of. */

import { usual } from '../ask.ts';
import type { Lesson } from '../lesson.ts';
import type { Seen } from '../seen.ts';
import { level, millis } from '../../report/wording.ts';

const perS = (seen: Seen, name: string): number => seen.class('both', name).throughputPerS;
const p99 = (seen: Seen, name: string): string => millis(seen.class('both', name).latencyMs.p99);

export const nineOrFifty: Lesson = {
  id: 'nine-or-fifty', title: 'Nine connections or fifty', question: 'How large should a pool be for a database with 4 cores?', claims: ['M4', 'M21', 'Q1'],
  source: 'a tutorial: cores × 2 + spindles = 9 for 4 cores and an SSD; a guide: 10 connections for 50 concurrent requests are too few, 50 are right',
  scene: 'A database with 4 cores, 50 users who ask again as soon as they are answered. One kind of statement computes for 10 ms and waits 10 ms for disk and locks. Another computes for 10 ms and waits 90 ms. With 50 connections both kinds keep all four cores busy, at nearly 400 requests a second.',
  steps: [{ id: 'both', label: 'both kinds of work, 9 and 50 connections', from: { file: 'nine-or-fifty.yaml' }, set: ['run.length=40s'] }],
  ask: {
    kind: 'number', asks: 'The second kind of work, on 9 connections: how many requests a second?', unit: '/s', answer: (seen) => perS(seen, 'waiting-on-9'), bands: { ...usual, right: 1.2 },
    hint: 'a statement holds its connection for 100 ms',
  },
  outcome: (seen) => `${level(perS(seen, 'waiting-on-9'))}/s, against ${level(perS(seen, 'waiting-on-50'))}/s on 50 connections: nine connections leave three quarters of this server unused.`,
  look: [{ step: 'both', chart: 'database-load-waiting-9', finding: 'pool-exhausted/waiting-9', says: 'The database behind nine connections: about one core busy of four, while 41 users stand in line.' }],
  explain: (seen) => [
    `Each of 9 connections is held for 100 ms, so together they give 9 / 0.1 s = 90 requests a second; measured ${level(perS(seen, 'waiting-on-9'))}. The cores had work for ${level(seen.database('both', 'waiting-9').cpuUtilisation * 4)} of 4.`,
    'The size at which the cores are just full is N* = cores × (1 + blocked / CPU). For 10 + 90 ms that is 4 × 10 = 40 connections; for 10 + 10 ms it is 4 × 2 = 8.',
    `For the first kind of work nine is right: ${level(perS(seen, 'busy-on-9'))}/s with a p99 of ${p99(seen, 'busy-on-9')}; fifty carry ${level(perS(seen, 'busy-on-50'))}/s with a p99 of ${p99(seen, 'busy-on-50')}. A few more requests, and a tail that is much longer.`,
  ],
  trap: (seen) => ({
    written: 'cores × 2 + spindles = 9 for 4 cores. And elsewhere: 10 connections for 50 concurrent requests are too few, 50 are right.',
    shown: `Both are one case of one law. "Cores × 2" assumes that a statement waits as long as it computes; then 9 gives ${level((100 * perS(seen, 'busy-on-9')) / perS(seen, 'busy-on-50'))} % of what 50 give. Where it waits nine times as long, 9 gives ${level((100 * perS(seen, 'waiting-on-9')) / perS(seen, 'waiting-on-50'))} %. "One connection for each request" is nobody's law: the 50 are right for the second work because N* is 40, not because there are 50 users.`,
  }),
  next: [
    { says: 'Forty connections for the waiting work: is N* enough?', step: 'both', set: ['pools.waiting-50.maximumPoolSize=40'] },
    { says: 'The usual 10 + 10 ms on 5 connections', step: 'both', set: ['pools.busy-9.maximumPoolSize=5'] },
  ],
};
