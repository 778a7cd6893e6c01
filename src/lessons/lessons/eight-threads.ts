/** Lesson: what exhaustion is, and that libraries answer it differently: fail at once, or wait. */

import type { Lesson } from '../lesson.ts';
import type { Seen } from '../seen.ts';
import { there } from '../seen.ts';
import { millis } from '../../report/wording.ts';

const served = (seen: Seen): number => seen.class('psycopg2', 'threads').served;

export const eightThreads: Lesson = {
  id: 'eight-threads', title: 'Eight threads, three connections', question: 'What is pool exhaustion?', claims: ['M7', 'M8'],
  source: 'a tutorial on connection pools: its demonstration with psycopg2, ThreadedConnectionPool(1, 3)',
  scene: 'Eight threads start together. Each takes a connection, sleeps in the database for 2 s, gives it back. The pool is that of psycopg2, with at most three connections.',
  steps: [
    { id: 'psycopg2', label: 'psycopg2, three connections', from: { file: 'exhaustion-demo.yaml' } },
    { id: 'queueing', label: 'pools with a waiting line, three connections', from: { file: 'exhaustion-demo-queueing.yaml' } },
  ],
  ask: {
    kind: 'choice', asks: 'How many of the eight threads get their work done?',
    choices: [
      { says: 'all eight: three at once, the others in turn', holds: (seen) => served(seen) === 8 },
      { says: 'three; the other five fail after a timeout of some seconds', holds: (seen) => served(seen) === 3 && there(seen.class('psycopg2', 'threads').failedAfterMs.max, 'failures') >= 1000 },
      { says: 'three; the other five fail at once', holds: (seen) => served(seen) === 3 && there(seen.class('psycopg2', 'threads').failedAfterMs.max, 'failures') < 1000 },
      { says: 'six: those who come in the first 4 s', holds: (seen) => served(seen) === 6 },
    ],
    hint: 'does psycopg2 have a waiting line?',
  },
  outcome: (seen) => `${served(seen)} of 8 succeed, and ${seen.class('psycopg2', 'threads').failed} fail after ${millis(seen.class('psycopg2', 'threads').failedAfterMs.max)}: "${seen.class('psycopg2', 'threads').errors.poolExhausted ?? ''}".`,
  look: [{ step: 'psycopg2', chart: 'pool-stack-demo', finding: 'pool-exhausted/demo', says: 'Three connections lent for 2 s, and nobody waiting: there is no line to wait in.' }],
  explain: (seen) => [
    'Exhausted means: every connection is lent, and somebody wants one. What happens next is the choice of the library. psycopg2 raises an error at once.',
    `HikariCP, node-postgres and SQLAlchemy let the caller wait. In the second run they serve all eight: ${seen.class('queueing', 'java').served}, ${seen.class('queueing', 'node').served} and ${seen.class('queueing', 'python').served}. The waits are 0, 2 and 4 s, ${millis(seen.class('queueing', 'java').waitMs.mean)} on average; the longest is ${millis(seen.class('queueing', 'java').waitMs.max)}.`,
    'A line turns failures into waiting. That is better for a moment of bad luck and worse for an overload that lasts: then everybody waits until the timeout, and fails all the same.',
  ],
  trap: (seen) => ({
    written: 'Exhausted: the next request waits up to the timeout, then fails.',
    shown: `Not here: with psycopg2 nobody waits for a connection to come back, and the five fail ${millis(seen.class('psycopg2', 'threads').failedAfterMs.max)} after they asked. Those milliseconds are two openings of 5 ms made under the pool's lock.`,
  }),
  next: [
    { says: 'Eight connections, one for each thread', step: 'psycopg2', set: ['pools.demo.maxconn=8'] },
    { says: 'A line with less patience than the work takes: 1 s', step: 'queueing', set: ['pools.hikari.connectionTimeout=1s'] },
  ],
};
