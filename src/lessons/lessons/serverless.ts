/** Lesson: is a pool always right? Functions with a connection each, and the pooler they need. */

import { usual } from '../ask.ts';
import type { Lesson } from '../lesson.ts';
import type { Seen } from '../seen.ts';
import { count, level, millis, share } from '../../report/wording.ts';

const world = (between: boolean): string => `scenario: A burst of invocations
run: { length: 2m, seed: 7 }
databases:
  primary: { kind: postgresql, cores: 4, maxConnections: 100, connect: 40ms }
${between ? 'poolers:\n  bouncer: { kind: pgbouncer, database: primary, pool_mode: transaction, default_pool_size: 20, max_client_conn: 1000 }\n' : ''}pools:
  functions: { kind: lambda, database: ${between ? 'bouncer' : 'primary'} }
routes:
  message: [ { query: { pool: functions, cpu: 2ms, blocked: { exponential: 18ms } } } ]
traffic:
  messages: { route: message, size: 300, every: 30s, from: 10s }
`;

const failed = (seen: Seen, step: string): number => seen.class(step, 'messages').failedShare;

export const serverless: Lesson = {
  id: 'serverless', title: 'Three hundred functions', question: 'Is pooling always right? What about serverless?', claims: ['M16', 'Q14', 'Q22'],
  source: 'a tutorial: in serverless each invocation has its own connection and needs PgBouncer or RDS Proxy',
  scene: 'Every 30 s a queue hands out 300 messages. The platform starts a function for each, and each function opens its own connection for one query of 20 ms. The server allows 100 connections and has 4 cores.',
  steps: [
    { id: 'direct', label: 'functions straight to the database', from: { text: world(false) } },
    { id: 'pooled', label: 'a PgBouncer with 20 server connections in between', from: { text: world(true) } },
  ],
  ask: { kind: 'number', asks: 'What share of the messages fails?', unit: 'share', answer: (seen) => failed(seen, 'direct'), bands: { ...usual, right: 1.12, close: 1.4 }, hint: 'three connections of the hundred are reserved' },
  outcome: (seen) => `${share(failed(seen, 'direct'))}: ${count(seen.database('direct', 'primary').refused)} of ${count(seen.class('direct', 'messages').arrived)} hear "${seen.class('direct', 'messages').errors.refused ?? ''}".`,
  look: [{ step: 'direct', chart: 'failures', finding: 'refused/primary', says: 'At each burst two thirds are turned away at the door; then the server has nothing to do for half a minute.' }],
  explain: (seen) => [
    `Work is not the problem: 300 × 2 ms of CPU is 0.6 core-seconds every 30 s, and the cores are ${share(seen.database('direct', 'primary').cpuUtilisation)} busy. The number of sessions is. A pool of one inside each of 300 functions is no pool: nothing is shared.`,
    `And they stay: ${level(seen.database('direct', 'primary').sessionsMean)} sessions are open on average, most of them idle in functions that wait for the next burst.`,
    `A pooler outside the functions lets them share. With 20 server connections ${share(failed(seen, 'pooled'))} fail, and a message takes ${millis(seen.class('pooled', 'messages').latencyMs.p50)} (median), mostly in the line of the pooler. 300 clients, ${count(seen.database('pooled', 'primary').sessionsMax)} sessions.`,
  ],
  trap: (seen) => ({
    written: 'Always use a connection pool.',
    shown: `A pool shares connections among the requests of one process. Where each process serves one request it shares nothing: ${share(failed(seen, 'direct'))} fail here. Then the pool belongs outside, or the concurrency has to be bounded.`,
  }),
  next: [{ says: 'At most 90 functions at a time: who is turned away then?', step: 'direct', set: ['pools.functions.concurrency=90'] }, { says: 'PgBouncer with 5 server connections', step: 'pooled', set: ['poolers.bouncer.default_pool_size=5'] }],
};
