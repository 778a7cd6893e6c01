/** Lesson: which error means which limit: the pool's own, the server's door, the server's patience with a statement. */

import type { FailureKind } from '../../result.ts';
import { count } from '../../report/wording.ts';
import type { Lesson } from '../lesson.ts';
import type { Seen } from '../seen.ts';

/** What a failing class hears most often. */
function heard(seen: Seen, step: string, name: string): FailureKind {
  const [most] = Object.entries(seen.class(step, name).failures).toSorted((a, b) => b[1] - a[1]);
  return (most?.[0] ?? 'unavailable') as FailureKind;
}
const textIn = (seen: Seen, step: string, name: string): string => `"${seen.class(step, name).errors[heard(seen, step, name)] ?? 'no error'}"`;
const pods = (seen: Seen, kind: FailureKind): boolean => heard(seen, 'pods', 'api') === kind;

export const whichError: Lesson = {
  id: 'which-error', title: 'Which error means which limit', question: 'Which error message means which limit?', claims: ['M7', 'M12', 'M15', 'M19', 'Q2'],
  source: 'the error texts of HikariCP and PostgreSQL',
  scene: 'Twenty pods, each with a pool of at most 20 connections and 5 s of patience. The server has max_connections = 100. At noon 600 requests a second come, each holds a connection for 100 ms: about 60 are in use at a time.',
  steps: [
    { id: 'pods', label: 'twenty pods of twenty', from: { file: 'too-many-pods.yaml' }, set: ['run.length=40s'] },
    { id: 'pool', label: 'a pool that is too small for its holds', from: { file: 'call-inside-transaction.yaml' }, set: ['run.length=40s'] },
    { id: 'statement', label: 'a report under a statement timeout', from: { file: 'saturday-statement-timeout.yaml' }, set: ['run.length=8m'] },
    { id: 'idle', label: 'sessions that were idle for too long', from: { file: 'broken-pipe.yaml' } },
  ],
  ask: {
    kind: 'choice', asks: 'What do the failing requests hear?',
    choices: [
      { says: '"Connection is not available, request timed out after 5000ms"', holds: (seen) => pods(seen, 'acquireTimeout') },
      { says: '"FATAL: remaining connection slots are reserved …"', holds: (seen) => pods(seen, 'refused') },
      { says: '"ERROR: canceling statement due to statement timeout"', holds: (seen) => pods(seen, 'statementTimeout') },
      { says: '"terminating connection due to idle-session timeout"', holds: (seen) => pods(seen, 'severed') },
    ],
    hint: 'no pod ever uses its twenty connections',
  },
  outcome: (seen) => `${count(seen.class('pods', 'api').failed)} requests hear ${textIn(seen, 'pods', 'api')}.`,
  look: [{ step: 'pods', chart: 'failures', finding: 'refused/primary', says: 'Refusals from the first second on, while connections lie idle in other pods.' }],
  explain: (seen) => [
    `FATAL 53300 comes from the server: max_connections, the door of the whole building. Cure: fewer connections for each process, or a pooler. A bigger pool makes it worse.`,
    `${textIn(seen, 'pool', 'checkout')} comes from the pool. The server was never asked. Read the brackets: active = total says exhausted; active below total, with idle = 0, says it is still opening.`,
    `${textIn(seen, 'statement', 'revenue-report')} comes from the server and is about one statement: statement_timeout. ${textIn(seen, 'idle', 'nightly')} is about a connection that waited too long for work: the pool keeps it longer than the server allows.`,
  ],
  trap: (seen) => ({
    written: 'Too many connections: increase the pool size.',
    shown: `Here ${count(seen.class('pods', 'api').failed)} requests fail while the pools use ${count(seen.pool('pods', 'orders').activeMean)} of the ${count(seen.pool('pods', 'orders').max ?? 0)} connections they may have. Larger pools ask for more of what is already gone.`,
  }),
  next: [{ says: 'Four for each pod', step: 'pods', set: ['pools.orders.max=4'] }, { says: 'Patience of 20 s in the pool', step: 'pool', set: ['pools.main.connectionTimeout=20s'] }],
};
