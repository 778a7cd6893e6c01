/** Lesson: what a hundred connections on four cores cost: less than is said for long statements, much for very short ones. */

import type { Lesson } from '../lesson.ts';
import type { Seen } from '../seen.ts';
import { count, millis, share } from '../../report/wording.ts';

const world = (cpu: string, length: string): string => `scenario: A hundred connections on four cores
run: { length: ${length}, measureFrom: 1s, seed: 7 }
databases:
  of-8:   &server { kind: postgresql, cores: 4, roundTrip: 0ms, maxConnections: 200 }
  of-100: *server
pools:
  eight:   { kind: hikaricp, database: of-8,   maximumPoolSize: 8 }
  hundred: { kind: hikaricp, database: of-100, maximumPoolSize: 100 }
routes:
  on-8:   [ { query: { pool: eight,   cpu: { exponential: ${cpu} } } } ]
  on-100: [ { query: { pool: hundred, cpu: { exponential: ${cpu} } } } ]
traffic:
  users-of-8:   { route: on-8,   users: 100 }
  users-of-100: { route: on-100, users: 100 }
`;

const perS = (seen: Seen, step: string, name: string): number => seen.class(step, name).throughputPerS;
/** Share of the throughput of 8 connections that 100 lose. */
const lost = (seen: Seen, step: string): number => 1 - perS(seen, step, 'users-of-100') / perS(seen, step, 'users-of-8');
/** Share of the capacity that contention took with 100 connections. */
const taken = (seen: Seen, step: string): number => seen.database(step, 'of-100').contentionLost;

export const moreThanCores: Lesson = {
  id: 'more-than-cores', title: 'A hundred connections on four cores', question: 'What happens if the pool is far larger than the cores?', claims: ['M5', 'Q3'],
  source: 'a tutorial on connection pools: from about 2 × cores on a server thrashes; 100 connections on 4 cores switch more than they work',
  scene: 'A database with 4 cores, 100 users who are always there, statements of 5 ms on average that only compute. First a pool of 8, then one of 100 connections, so that 100 statements share the four cores.',
  steps: [
    { id: 'long', label: 'statements of 5 ms', from: { text: world('5ms', '11s') } },
    { id: 'short', label: 'statements of 0.04 ms', from: { text: world('0.04ms', '2s') } },
  ],
  ask: {
    kind: 'choice', asks: 'How much of its throughput does the server lose with 100 connections instead of 8?',
    choices: [
      { says: 'next to nothing: less than 2 %', holds: (seen) => lost(seen, 'long') < 0.02 },
      { says: 'about a tenth', holds: (seen) => lost(seen, 'long') >= 0.02 && lost(seen, 'long') < 0.25 },
      { says: 'about half', holds: (seen) => lost(seen, 'long') >= 0.25 && lost(seen, 'long') < 0.7 },
      { says: 'nearly all: it switches more than it works', holds: (seen) => lost(seen, 'long') >= 0.7 },
    ],
    hint: 'a switch between processes costs microseconds; a statement here takes 5,000 of them',
  },
  outcome: (seen) => `Next to nothing: ${count(perS(seen, 'long', 'users-of-100'))}/s with 100 connections, ${count(perS(seen, 'long', 'users-of-8'))}/s with 8. Contention took ${share(taken(seen, 'long'))} of the capacity.`,
  look: [{ step: 'long', chart: 'database-load-of-100', finding: 'database-saturated', says: 'A hundred statements on four cores: the line stands inside the database now, but the cores do useful work.' }],
  explain: (seen) => [
    `The law in force is measured on PostgreSQL 15: ${seen.database('long', 'of-100').contention}. It is a price for each statement, not a share of its work. For 5 ms of work it is nothing much.`,
    `For statements of 0.04 ms the same price is a large part: it takes ${share(taken(seen, 'short'))} of the capacity, and leaves ${count(perS(seen, 'short', 'users-of-100'))}/s instead of ${count(perS(seen, 'short', 'users-of-8'))}/s.`,
    `What grew for the long ones is the tail: p99 ${millis(seen.class('long', 'users-of-8').latencyMs.p99)} with 8 connections, ${millis(seen.class('long', 'users-of-100').latencyMs.p99)} with 100, for the same mean. A small pool keeps the line outside, where it can be short of patience, cut, or ordered.`,
  ],
  trap: (seen) => ({
    written: '100 connections on 4 cores spend more time switching than working.',
    shown: `Not on a server like the one measured: switching takes ${share(taken(seen, 'long'))} of the capacity for 5 ms statements, and ${share(taken(seen, 'short'))} for statements 125 times shorter. Real collapses with many connections come from row locks, memory and swap: see the lessons on locked rows, and scenarios/swap-cliff.yaml.`,
  }),
  next: [
    { says: 'An old server, PostgreSQL 9.1 as it was measured', step: 'long', set: ['databases.of-100.contention=postgresql-9.1-read'] },
    { says: 'Statements of 0.5 ms', step: 'long', set: ['routes.on-8[0].query.cpu.exponential=0.5ms', 'routes.on-100[0].query.cpu.exponential=0.5ms'] },
  ],
};
