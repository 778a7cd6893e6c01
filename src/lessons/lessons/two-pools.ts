/** Lesson: one pool for reads and writes, or two: two pools isolate, they add nothing; a replica adds. */

import type { Lesson } from '../lesson.ts';
import { type Seen, there } from '../seen.ts';
import { millis, share } from '../../report/wording.ts';

const world = (pools: string, read: string, write: string, replica: boolean): string => `scenario: Reads and writes
run: { length: 3m, measureFrom: 10s, seed: 7 }
databases:
  primary: { kind: postgresql, cores: 4 }${replica ? '\n  replica: { kind: postgresql, cores: 4, replicaOf: primary, lag: 50ms }' : ''}
pools:
${pools}
routes:
  read:   [ { query: { pool: ${read}, cpu: { exponential: 4ms }, blocked: { exponential: 36ms } } } ]
  write:  [ { query: { pool: ${write}, cpu: { exponential: 4ms }, blocked: { exponential: 16ms }, writes: true } } ]
  search: [ { query: { pool: ${read}, blocked: 10s } } ]
traffic:
  reads:  { route: read,  rate: 200/s }
  writes: { route: write, rate: 50/s }
cron:
  searches: { route: search, at: 1m, threads: 20, repeat: 3 }
`;
const pool = (name: string, size: number, database = 'primary'): string => `  ${name}: { kind: hikaricp, database: ${database}, maximumPoolSize: ${size}, connectionTimeout: 2s }`;

const failing = (seen: Seen, step: string, name: string): number => seen.class(step, name).failedShare;

export const twoPools: Lesson = {
  id: 'two-pools', title: 'One pool or two', question: 'Should reads and writes have one pool or two?', claims: ['M14', 'Q27'],
  source: 'a tutorial on connection pools: separate read and write pools multiply the effective capacity',
  scene: 'Reads need 8 connections on average, writes need one. There are 20 connections: one pool of 20 for both, or a pool of 10 for reads and one of 10 for writes. After a minute twenty heavy searches come, three rounds of 10 s each, on the connections of the reads.',
  steps: [
    { id: 'one', label: 'one pool of 20', from: { text: world(pool('both', 20), 'both', 'both', false) } },
    { id: 'two', label: 'two pools of 10', from: { text: world(`${pool('reads', 10)}\n${pool('writes', 10)}`, 'reads', 'writes', false) } },
    { id: 'calm', label: 'two pools of 10, no searches', from: { text: world(`${pool('reads', 10)}\n${pool('writes', 10)}`, 'reads', 'writes', false) }, set: ['cron.searches.at=150s', 'cron.searches.threads=1', 'cron.searches.repeat=1', 'run.length=2m30s'] },
    { id: 'one-calm', label: 'one pool of 20, no searches', from: { text: world(pool('both', 20), 'both', 'both', false) }, set: ['cron.searches.at=150s', 'cron.searches.threads=1', 'cron.searches.repeat=1', 'run.length=2m30s'] },
  ],
  ask: {
    kind: 'choice', asks: 'Who fails while the searches run?',
    choices: [
      { says: 'one pool: nobody; two pools: reads', holds: (seen) => failing(seen, 'one', 'writes') === 0 && failing(seen, 'one', 'reads') === 0 },
      { says: 'one pool: reads and writes; two pools: reads alone', holds: (seen) => failing(seen, 'one', 'writes') > 0 && failing(seen, 'one', 'reads') > 0 && failing(seen, 'two', 'writes') === 0 && failing(seen, 'two', 'reads') > 0 },
      { says: 'one pool: reads and writes; two pools: nobody', holds: (seen) => failing(seen, 'one', 'writes') > 0 && failing(seen, 'two', 'reads') === 0 },
      { says: 'in both cases reads and writes', holds: (seen) => failing(seen, 'two', 'writes') > 0 },
    ],
    hint: 'what can reach the ten connections of the writes?',
  },
  outcome: (seen) => `With one pool ${share(failing(seen, 'one', 'reads'))} of the reads and ${share(failing(seen, 'one', 'writes'))} of the writes fail; with two ${share(failing(seen, 'two', 'reads'))} of the reads and ${share(failing(seen, 'two', 'writes'))} of the writes.`,
  look: [
    { step: 'one', chart: 'pool-stack-both', finding: 'held-by/both', says: 'One pool: the searches take all, and writes stand in the same line as reads.' },
    { step: 'two', chart: 'pool-stack-writes', says: 'The pool of the writes meanwhile: as on any other day.' },
  ],
  explain: (seen) => [
    'A second pool is a wall. What drains the reads cannot reach the writes, and the other way round. That is what it is for.',
    `It costs something on good days: without searches, reads wait up to ${millis(there(seen.class('calm', 'reads').waitMs.p99, 'wait'))} (p99) with ten connections of their own, and ${millis(there(seen.class('one-calm', 'reads').waitMs.p99, 'wait'))} in the common pool of 20. Connections that lie idle behind a wall help nobody.`,
    'So: two pools where one kind of work must survive the other. One pool where all work is alike.',
  ],
  trap: (seen) => ({
    written: 'Separate pools for reads and writes multiply the effective capacity.',
    shown: `Two pools on one server have the same 20 connections and the same 4 cores: on the calm day the split made the reads wait, ${millis(there(seen.class('calm', 'reads').waitMs.p99, 'wait'))} instead of ${millis(there(seen.class('one-calm', 'reads').waitMs.p99, 'wait'))} (p99). Capacity comes from the replica with its own cores, not from the second pool; and a replica is late (scenarios/replica-lag.yaml).`,
  }),
  next: [{ says: 'Fourteen for reads, six for writes', step: 'two', set: ['pools.reads.maximumPoolSize=14', 'pools.writes.maximumPoolSize=6'] }, { says: 'One pool of 40', step: 'one', set: ['pools.both.maximumPoolSize=40'] }],
};
