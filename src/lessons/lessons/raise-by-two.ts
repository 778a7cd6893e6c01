/** Lesson: "if it waits for more than 50 ms, raise the pool by two and look again": where that rule ends, and what it cannot see. */

import type { Lesson } from '../lesson.ts';
import type { Seen, Step } from '../seen.ts';
import { level, list, millis } from '../../report/wording.ts';

/** Every second step of the rule. */
const sizes = [4, 8, 12, 16, 20, 24, 28, 32, 36];

const text = `scenario: Raise by two and look again
run: { length: 25s, measureFrom: 5s, seed: 7 }
databases:
  primary: { kind: postgresql, cores: 4 }
pools:
  main: { kind: hikaricp, database: primary, maximumPoolSize: 4 }
routes:
  read: [ { query: { pool: main, cpu: { exponential: 10ms }, blocked: { exponential: 10ms } } } ]
traffic:
  api: { route: read, users: 60, think: { exponential: 60ms } }
`;

const step = (size: number): Step => ({ id: `size-${size}`, label: `${size} connections`, from: { text }, set: [`pools.main.maximumPoolSize=${size}`] });
const waitOf = (seen: Seen, size: number): number => seen.class(`size-${size}`, 'api').waitMs.mean ?? 0;
const perS = (seen: Seen, size: number): number => seen.class(`size-${size}`, 'api').throughputPerS;
const meanOf = (seen: Seen, size: number): number => seen.class(`size-${size}`, 'api').latencyMs.mean ?? 0;

/** The first size at which callers wait for 10 ms or less on average; the largest tried where there is none. */
const ends = (seen: Seen): number => sizes.find((size) => waitOf(seen, size) <= 10) ?? sizes.at(-1) ?? 0;
/** The smallest size whose throughput is within 2 % of the best one tried. */
const enough = (seen: Seen): number => {
  const best = Math.max(...sizes.map((size) => perS(seen, size)));
  return sizes.find((size) => perS(seen, size) >= 0.98 * best) ?? 0;
};

export const raiseByTwo: Lesson = {
  id: 'raise-by-two', title: 'Raise by two and look again', question: 'Can I size a pool by its waiting time alone?', claims: ['M6', 'Q1', 'Q3'],
  source: 'a tutorial on connection pools: waiting for more than 10 ms, raise by 2; for more than 50 ms, raise by 2 and look again',
  scene: 'Sixty users, a database with 4 cores, statements that compute for 10 ms and wait for 10. The pool begins with 4 connections. The rule: as long as callers wait for a connection for more than 10 ms on average, add two.',
  steps: sizes.map(step),
  ask: {
    kind: 'choice', asks: 'Where does the rule stop, and was that the right place?',
    choices: [
      { says: 'at the size from which on more connections bring no more requests a second', holds: (seen) => ends(seen) === enough(seen) && waitOf(seen, ends(seen)) <= 10 },
      { says: 'it goes on beyond that size: callers still wait, though more connections carry no more', holds: (seen) => ends(seen) > enough(seen) || waitOf(seen, ends(seen)) > 10 },
      { says: 'it stops too early: more connections would carry more', holds: (seen) => ends(seen) < enough(seen) },
    ],
    hint: 'what makes callers wait when the cores are full: the pool, or the database?',
  },
  outcome: (seen) => `It is satisfied at ${ends(seen)} connections, though from ${enough(seen)} on the throughput hardly grows any more: ${level(perS(seen, enough(seen)))}/s with ${enough(seen)}, ${level(perS(seen, ends(seen)))}/s with ${ends(seen)}.`,
  look: [{ step: 'size-36', chart: 'database-load-primary', finding: 'database-saturated', says: 'The cores at 36 connections: full. Whoever gets a connection sooner now waits for a core instead.' }],
  explain: (seen) => [
    `Size and waiting: ${list(sizes.map((size) => `${size}: ${millis(waitOf(seen, size))}`))}. Size and requests a second: ${list(sizes.map((size) => `${size}: ${level(perS(seen, size))}`))}.`,
    `The wait at the pool shrinks with each step, but the whole answer takes ${millis(meanOf(seen, enough(seen)))} with ${enough(seen)} connections and ${millis(meanOf(seen, ends(seen)))} with ${ends(seen)}. The line has only moved, from the pool into the database.`,
    'So look at two things: the wait, and whether the cores have time. Idle cores and waiting callers: raise. Busy cores: a bigger pool cannot help. N* = 4 × (1 + 10/10) = 8 says where it turns, before any trial.',
  ],
  trap: (seen) => ({
    written: 'Waiting for more than 50 ms: raise the pool by two and look again.',
    shown: `A rule that looks at the wait alone cannot tell a small pool from a full database. With ${enough(seen)} connections callers wait ${millis(waitOf(seen, enough(seen)))}, so it says: raise. It goes on to ${ends(seen)}, for ${level(100 * (perS(seen, ends(seen)) / perS(seen, enough(seen)) - 1))} % more requests.`,
  }),
  next: [
    { says: 'Half as many users: now the rule ends well', step: 'size-8', set: ['traffic.api.users=20'] },
    { says: 'Twice the cores', step: 'size-16', set: ['databases.primary.cores=8'] },
  ],
};
