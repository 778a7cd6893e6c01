/** Lesson: the default sizes and timeouts of seven libraries, under one load. */

import type { Lesson } from '../lesson.ts';
import type { Seen } from '../seen.ts';
import { count, list, millis, share } from '../../report/wording.ts';

const kinds = ['hikaricp', 'pg-pool', 'sqlalchemy', 'activerecord', 'prisma', 'go-database-sql', 'npgsql'] as const;

const text = `scenario: One load, the defaults of seven libraries
run: { length: 90s, seed: 7 }
databases:
${kinds.map((kind, i) => `  db-of-${kind}: ${i === 0 ? '&server { kind: postgresql, cores: 16, maxConnections: 120 }' : '*server'}`).join('\n')}
pools:
${kinds.map((kind) => `  ${kind}: { kind: ${kind}, database: db-of-${kind} }`).join('\n')}
routes:
${kinds.map((kind) => `  ${kind}: [ { query: { pool: ${kind}, cpu: 5ms, blocked: { exponential: 95ms } } } ]`).join('\n')}
traffic:
${kinds.map((kind) => `  ${kind}: { route: ${kind}, rate: 120/s }`).join('\n')}
`;

const failed = (seen: Seen, kind: string): number => seen.class('all', kind).failedShare;
const most = (seen: Seen, kind: string): boolean => failed(seen, kind) > 0 && kinds.every((other) => failed(seen, other) <= failed(seen, kind));
const sizeOf = (seen: Seen, kind: string): string => { const { max } = seen.pool('all', kind); return max === null ? 'no limit' : count(max); };
const patienceOf = (seen: Seen, kind: string): string => { const { acquireTimeoutMs } = seen.pool('all', kind); return acquireTimeoutMs === null ? 'for ever' : millis(acquireTimeoutMs); };

export const defaults: Lesson = {
  id: 'defaults', title: 'Seven libraries, as they come', question: 'What are the default pool sizes of my framework, and do they matter?', claims: ['M7', 'Q15', 'Q17'],
  source: 'the documentation and source of each library; see `poolsim explain pool`',
  scene: 'The same service seven times: 120 requests a second, each holds a connection for 100 ms, so 12 connections are needed on average. Each uses another library, with everything at its default.',
  steps: [{ id: 'all', label: 'all seven, side by side', from: { text } }],
  ask: {
    kind: 'choice', asks: 'Which one fails the largest share of its requests?',
    choices: (['hikaricp', 'pg-pool', 'sqlalchemy', 'activerecord', 'prisma'] as const).map((kind) => ({
      says: { hikaricp: 'HikariCP', 'pg-pool': 'node-postgres', sqlalchemy: 'SQLAlchemy', activerecord: 'Active Record (Rails)', prisma: 'Prisma' }[kind], holds: (seen: Seen) => most(seen, kind),
    })),
    hint: 'the smallest pool, and how long it lets callers wait',
  },
  outcome: (seen) => `Active Record, with ${share(failed(seen, 'activerecord'))}; Prisma fails ${share(failed(seen, 'prisma'))}; HikariCP ${share(failed(seen, 'hikaricp'))} and node-postgres ${share(failed(seen, 'pg-pool'))}, though their callers wait ever longer.`,
  look: [{ step: 'all', chart: 'pool-stack-activerecord', finding: 'pool-exhausted/activerecord', says: 'Five connections for work that needs twelve; whoever waits for 5 s is turned away.' }],
  explain: (seen) => [
    `Default sizes: ${list(kinds.map((kind) => `${kind} ${sizeOf(seen, kind)}`))}. Default patience: ${list(kinds.filter((kind) => seen.pool('all', kind).max !== null).map((kind) => `${kind} ${patienceOf(seen, kind)}`))}.`,
    `Failing nobody is not being well: the p99 is ${millis(seen.class('all', 'hikaricp').latencyMs.p99)} with HikariCP and ${millis(seen.class('all', 'pg-pool').latencyMs.p99)} with node-postgres after a minute and a half, and it grows. Their errors are only late, or never come.`,
    `SQLAlchemy has enough with its overflow, and pays for it: ${count(seen.pool('all', 'sqlalchemy').opened)} connections opened, because those beyond five are closed when they come back. Go has no limit and keeps two: ${count(seen.pool('all', 'go-database-sql').opened)} opened.`,
  ],
  trap: (seen) => ({
    written: 'The default is fine to begin with.',
    shown: `A default knows neither your rate nor your holds. Rate × hold is 12 here, and ${kinds.filter((kind) => (seen.pool('all', kind).max ?? Number.POSITIVE_INFINITY) < 12).length} of the seven defaults are below it. Work that product out first.`,
  }),
  next: [{ says: 'Rails with 15 connections', step: 'all', set: ['pools.activerecord.max_connections=15'] }, { says: 'Go with a limit of 20, all of them kept', step: 'all', set: ['pools.go-database-sql.MaxOpenConns=20', 'pools.go-database-sql.MaxIdleConns=20'] }],
};
