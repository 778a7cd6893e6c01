/** Lesson: connections that the server or a firewall has forgotten while they lay idle in the pool. */

import { usual } from '../ask.ts';
import type { Lesson } from '../lesson.ts';
import type { Seen } from '../seen.ts';
import { count, millis, share } from '../../report/wording.ts';

const failed = (seen: Seen, name: string): number => seen.class('all', name).failedShare;

export const deadConnections: Lesson = {
  id: 'dead-connections', title: 'Connections that are dead', question: 'Why "connection reset by peer" after a quiet spell?', claims: ['M12', 'Q24'],
  source: 'a tutorial: maxLifetime at or above the server\'s wait_timeout or a firewall\'s idle limit gives "broken pipe" after idle spells',
  scene: 'The server ends sessions that are idle for 10 minutes. The pool keeps connections for an hour. Every 20 minutes a job comes with five threads, one query each.',
  steps: [{ id: 'all', label: 'careless, with a shorter lifetime, with a check', from: { file: 'broken-pipe.yaml' } }],
  ask: { kind: 'number', asks: 'What share of the job\'s queries fails?', unit: 'share', answer: (seen) => failed(seen, 'nightly'), bands: { ...usual, right: 1.1, close: 1.5 }, hint: 'a connection that has failed is thrown away; what does the next visit find?' },
  outcome: (seen) => `${share(failed(seen, 'nightly'))}: at every second visit all five fail with "${seen.class('all', 'nightly').errors.severed ?? ''}".`,
  look: [{ step: 'all', chart: 'failures', finding: 'failed/severed', says: 'Failures at every other visit, as regular as a clock.' }],
  explain: (seen) => [
    'First visit: five fresh connections, all well. They lie idle, and after 10 minutes the server ends their sessions; the pool does not notice. Second visit: it lends the five dead ones, all fail and are thrown away. Third visit: five fresh ones again.',
    `A lifetime shorter than the limit (pool_recycle: 300) or a check at checkout (pool_pre_ping) ends it: ${count(seen.class('all', 'recycled').failed)} and ${count(seen.class('all', 'checked').failed)} failures. The check costs a round trip for each use: a mean of ${millis(seen.class('all', 'checked').latencyMs.mean)} instead of ${millis(seen.class('all', 'recycled').latencyMs.mean)}.`,
    'Every part on the way has an idle limit: server, proxy, firewall, NAT. The pool must be the most impatient of them.',
  ],
  trap: (seen) => ({
    written: 'Broken pipe: the network is unreliable, so retry.',
    shown: `Nothing is unreliable here: ${count(seen.class('all', 'nightly').failed)} failures of ${count(seen.class('all', 'nightly').arrived)}, at known times, for one reason: a pool that keeps connections longer than the server does.`,
  }),
  next: [{ says: 'A visit every 5 minutes: nothing is idle for long enough', step: 'all', set: ['cron.nightly.schedule="*/5 * * * *"'] }, { says: 'A server limit of 30 minutes', step: 'all', set: ['databases.primary.idleSessionTimeout=30m'] }],
};
