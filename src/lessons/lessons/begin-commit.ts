/** Lesson: BEGIN and COMMIT through pool.query: right in every test with one user, scattered over connections under load. */

import type { Lesson } from '../lesson.ts';
import type { Seen } from '../seen.ts';
import { count, share } from '../../report/wording.ts';

const world = (traffic: string): string => `scenario: BEGIN and COMMIT through pool.query
run: { length: 60s, seed: 7 }
databases:
  primary: { kind: postgresql, cores: 4 }
pools:
  main: { kind: pg-pool, database: primary, max: 10 }
routes:
  transfer:
    - query: { pool: main, cpu: 0.2ms, name: BEGIN }
    - think: 2ms
    - query: { pool: main, cpu: 1ms, blocked: { exponential: 10ms }, name: UPDATE one account }
    - think: 2ms
    - query: { pool: main, cpu: 1ms, blocked: { exponential: 10ms }, name: UPDATE the other }
    - think: 2ms
    - query: { pool: main, cpu: 0.2ms, blocked: 2ms, name: COMMIT }
traffic:
  transfers: ${traffic}
`;

const statements = 4;

/** Of the transfers that made all four statements, the share that made them on more than one connection. */
export function scattered(seen: Seen, step: string): number {
  const used = new Map<number, { readonly first: number; times: number; moved: boolean }>();
  for (const { connection, request } of seen.lendings(step)) {
    const one = used.get(request);
    if (one === undefined) used.set(request, { first: connection, times: 1, moved: false });
    else {
      one.times += 1;
      one.moved ||= connection !== one.first;
    }
  }
  const whole = [...used.values()].filter((one) => one.times === statements);
  return whole.filter((one) => one.moved).length / Math.max(1, whole.length);
}

export const beginCommit: Lesson = {
  id: 'begin-commit', title: 'BEGIN, UPDATE, UPDATE, COMMIT', question: 'What is different about transactions when there is a pool?', claims: ['M13'],
  source: 'a tutorial on connection pools: a transaction must stay on one connection; pool.query for each statement scatters BEGIN…COMMIT',
  scene: 'A transfer of money sends BEGIN, two UPDATEs and COMMIT, each with pool.query, so that the pool lends a connection for each of them; in between the program computes for 2 ms. The pool lends the connection that came back last. With one user in the test every transfer stays on one connection, by luck. In production 100 transfers come each second.',
  steps: [
    { id: 'test', label: 'the test: one user', from: { text: world('{ route: transfer, users: 1, think: 10ms }') }, watch: 'main' },
    { id: 'production', label: 'production: 100 transfers a second', from: { text: world('{ route: transfer, rate: 100/s }') }, watch: 'main' },
  ],
  ask: {
    kind: 'number', asks: 'What share of the transfers in production is scattered over more than one connection?', unit: 'share', answer: (seen) => scattered(seen, 'production'), bands: { right: 1.2, close: 1.6, floor: 0.02 },
    hint: 'between two statements of one transfer, another may take its connection: two or three are always under way',
  },
  outcome: (seen) => `${share(scattered(seen, 'production'))} of them, against ${share(scattered(seen, 'test'))} in the test.`,
  look: [{ step: 'production', chart: 'pool-stack-main', says: 'Two or three connections in use, nobody waits, nothing fails: no chart of the pool shows this fault.' }],
  explain: (seen) => [
    'What belongs together was sent to different sessions. BEGIN opens a transaction on one; an UPDATE on another commits by itself at once; COMMIT on a third says "there is no transaction in progress". A crash in the middle leaves half a transfer, and the session with the open BEGIN gives its transaction to the next borrower.',
    `The run itself shows no failure: ${count(seen.class('production', 'transfers').failed)} of ${count(seen.class('production', 'transfers').arrived)} requests failed. That is what makes it dangerous.`,
    'Without a pool the program had one connection and everything was right. With a pool: borrow one (pool.connect, @Transactional, session.begin), use it for every statement, give it back. In a scenario that is a step "transaction".',
  ],
  trap: (seen) => ({
    written: 'Our tests pass, so our transactions work.',
    shown: `The test with one user scatters ${share(scattered(seen, 'test'))}. The fault needs two users at once, and then it hits ${share(scattered(seen, 'production'))} of the transfers.`,
  }),
  next: [{ says: 'One transfer a second', step: 'production', set: ['traffic.transfers.rate=1/s'] }, { says: 'A pool of one cannot scatter, and cannot do two things at once', step: 'production', set: ['pools.main.max=1'] }],
};
