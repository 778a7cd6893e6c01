/** Lesson: an application that starts before its database is ready: two libraries, two answers. */

import type { Lesson } from '../lesson.ts';
import type { Seen } from '../seen.ts';
import { count, millis } from '../../report/wording.ts';

const text = `scenario: The application starts before its database
run: { length: 90s, seed: 7, coldStart: true }
databases:
  primary: { kind: postgresql, cores: 4 }
pools:
  node: { kind: pg-pool, database: primary, max: 10 }
  java: { kind: hikaricp, database: primary, maximumPoolSize: 10, initializationFailTimeout: -1 }
routes:
  node: [ { query: { pool: node, cpu: 2ms } } ]
  java: [ { query: { pool: java, cpu: 2ms } } ]
traffic:
  node: { route: node, rate: 20/s }
  java: { route: java, rate: 20/s }
incidents:
  - { at: 0s, until: 20s, outage: { database: primary } }
`;

const failed = (seen: Seen, name: string): number => seen.class('start', name).failed;

export const beforeTheDatabase: Lesson = {
  id: 'before-the-database', title: 'The application starts first', question: 'Connection refused at start-up: what happens to the first requests?', claims: ['M23'],
  source: 'a tutorial on connection pools: the API starts before the database is ready, "connection refused"',
  scene: 'Two services start with empty pools, 20 s before their database takes connections. Each gets 20 requests a second from the first moment. One uses node-postgres, one HikariCP (which is told not to fail at start, and lets callers wait for up to 30 s).',
  steps: [{ id: 'start', label: 'both services', from: { text } }],
  ask: {
    kind: 'choice', asks: 'Whose requests fail in these 20 seconds?',
    choices: [
      { says: 'those of both', holds: (seen) => failed(seen, 'node') > 10 && failed(seen, 'java') > 10 },
      { says: 'those of node-postgres; those of HikariCP wait', holds: (seen) => failed(seen, 'node') > 10 && failed(seen, 'java') <= 10 },
      { says: 'those of HikariCP; those of node-postgres wait', holds: (seen) => failed(seen, 'node') <= 10 && failed(seen, 'java') > 10 },
      { says: 'none: both wait', holds: (seen) => failed(seen, 'node') <= 10 && failed(seen, 'java') <= 10 },
    ],
    hint: 'who opens a connection: the caller, or a thread of the pool?',
  },
  outcome: (seen) => `node-postgres: ${count(failed(seen, 'node'))} failures, "${seen.class('start', 'node').errors.refused ?? ''}". HikariCP: ${count(failed(seen, 'java'))}; its callers wait up to ${millis(seen.class('start', 'java').waitMs.max)}.`,
  look: [{ step: 'start', chart: 'failures', finding: 'away/primary', says: 'Failures for 20 s of the one, none of the other.' }],
  explain: (seen) => [
    'In node-postgres the caller opens the connection, so the caller hears the refusal, at once. In HikariCP a thread of the pool opens it, is refused, and tries again; callers wait in line and do not know why.',
    `Waiting looks kinder. It is so for 20 s and a patience of 30 s: up to ${count(seen.pool('start', 'java').pendingMax)} requests stood in line. After 30 s they would have failed as well, each having waited for half a minute.`,
    'Let the service say that it is not ready until its pool has a connection, so that nobody sends it requests.',
  ],
  trap: (seen) => ({
    written: 'Connection refused: the database is down.',
    shown: `It was not down, it was not up yet: ${count(failed(seen, 'node'))} failures of a start in the wrong order. And no word of it from the service with the ${count(seen.pool('start', 'java').pendingMax)} waiting.`,
  }),
  next: [{ says: 'A database that needs 40 s', step: 'start', set: ['incidents=[ { at: 0s, until: 40s, outage: { database: primary } } ]'] }],
};
