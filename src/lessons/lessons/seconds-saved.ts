/** Lesson: seconds saved per minute, the sum that an article gets right once and wrong once. */

import { type Bands, usual } from '../ask.ts';
import type { Lesson } from '../lesson.ts';
import { type Seen, there } from '../seen.ts';
import { count, level, span } from '../../report/wording.ts';

const world = (rate: string, connect: string): string => `scenario: Seconds spent on opening connections
run: { length: 20s, seed: 7 }
databases:
  remote: { kind: postgresql, connect: ${connect}, roundTrip: 0ms, maxConnections: 1000 }
pools:
  unpooled: { kind: no-pool, database: remote }
routes:
  opens: [ { query: { pool: unpooled, cpu: 0.1ms } } ]
traffic:
  queries: { route: opens, arrivals: constant, rate: ${rate} }
`;

/** Seconds that requests together waited for their connections to open, in one minute of the run. */
const perMinute = (seen: Seen, step: string): number => {
  const { waitMs } = seen.class(step, 'queries');
  return ((there(waitMs.mean, 'waiting') / 1000) * waitMs.count * 60) / seen.run(step).run.lengthS;
};
const narrow: Bands = { ...usual, right: 1.1, close: 1.5 };

export const secondsSaved: Lesson = {
  id: 'seconds-saved', title: 'Seconds saved per minute', question: 'How much time does a pool save under load?', claims: ['M3'],
  source: 'a tutorial on connection pools: 85 ms × 1,000 requests a minute = 85 s a minute; 50 ms at 1,000 requests a second save 50 s a minute',
  scene: 'A service opens a connection for each of its 1,000 requests a second, and each opening takes 50 ms. A pool would save all of that.',
  steps: [
    { id: 'second', label: '1,000 requests a second, 50 ms each', from: { text: world('1000/s', '50ms') } },
    { id: 'minute', label: '1,000 requests a minute, 85 ms each', from: { text: world('1000/min', '85ms') } },
  ],
  ask: { kind: 'number', asks: 'How many seconds of waiting does the pool save in one minute, over all requests?', unit: 's', answer: (seen) => perMinute(seen, 'second'), bands: narrow, hint: 'first find what it saves in one second' },
  outcome: (seen) => `${count(perMinute(seen, 'second'))} s in each minute: that is ${span(perMinute(seen, 'second'))} of waiting, made by all requests together.`,
  look: [{ step: 'second', chart: 'pool-stack-unpooled', says: 'Connections being opened at any moment: the saving, seen as a level.' }],
  explain: (seen) => [
    `1,000 requests a second × 0.05 s = ${level(perMinute(seen, 'second') / 60)} s saved every second, so 60 times that in a minute. Measured: ${count(seen.class('second', 'queries').served)} openings in ${span(seen.run('second').run.lengthS)}.`,
    `How can one second hold ${level(perMinute(seen, 'second') / 60)} seconds? They run side by side. By Little's law a rate times a time is a level: ${level(perMinute(seen, 'second') / 60)} requests are waiting for an opening at every moment. That is the number to remember; rate × time will also tell the size of a pool.`,
  ],
  trap: (seen) => ({
    written: '85 ms at 1,000 requests a minute save 85 s a minute. 50 ms at 1,000 requests a second save 50 s per minute.',
    shown: `The first is right: ${level(perMinute(seen, 'minute'))} s a minute measured. The second takes seconds for minutes: it is ${count(perMinute(seen, 'second'))} s a minute, 60 times what is written.`,
  }),
  next: [{ says: 'At 200 requests a second: how many are being opened at a time?', step: 'second', set: ['traffic.queries.rate=200/s'] }],
};
