/** Lesson: pods × pool against max_connections: what size for each pod. */

import type { Bands } from '../ask.ts';
import type { Lesson } from '../lesson.ts';
import type { Seen } from '../seen.ts';
import { count, millis, share } from '../../report/wording.ts';

const sizes = [3, 4, 5, 6, 8] as const;
const fine = (seen: Seen, size: number): boolean => seen.database(`of-${size}`, 'primary').refused === 0;
/** The largest size tried with which, and below which, the server refuses nobody. */
const largest = (seen: Seen): number => sizes.filter((_, i) => sizes.slice(0, i + 1).every((one) => fine(seen, one))).at(-1) ?? 0;
const exact: Bands = { right: 1.01, close: 1.3, floor: 0 };

export const twentyPods: Lesson = {
  id: 'twenty-pods', title: 'Twenty pods, one server', question: 'N pods and max_connections: what pool size for each pod?', claims: ['M15', 'Q4'],
  source: 'a guide to monitoring pools: 20 pods × 20 = 400 > max_connections; (pool + overflow) × workers ≤ 80 % of max_connections',
  scene: 'Twenty pods, one server with max_connections = 100, of which 3 are reserved for administrators. 600 requests a second, each holds a connection for 100 ms: 60 in use on average. With 20 connections for each pod the server refuses thousands of requests.',
  steps: sizes.map((size) => ({ id: `of-${size}`, label: `${size} for each pod`, from: { file: 'too-many-pods.yaml' }, set: [`pools.orders.max=${size}`, 'run.length=40s'] })),
  ask: { kind: 'number', asks: 'What is the largest pool for each pod with which the server refuses nobody?', unit: 'count', answer: largest, bands: exact, hint: 'pods × size must fit into what the server grants' },
  outcome: (seen) => `${largest(seen)}: with ${largest(seen)} nothing is refused and p99 is ${millis(seen.class(`of-${largest(seen)}`, 'api').latencyMs.p99)}; with 5 the server refuses ${count(seen.database('of-5', 'primary').refused)} connections.`,
  look: [{ step: 'of-5', chart: 'failures', finding: 'refused/primary', says: 'Five for each pod: 100 asked for, 97 granted, and that is enough for refusals.' }],
  explain: (seen) => [
    `The product has to fit: 20 × 4 = 80, below 97. 20 × 5 = 100 does not: ${share(seen.class('of-5', 'api').failedShare)} of the requests fail for three connections too many.`,
    `Too few is bad too: with 3 for each pod 60 connections have to carry 60 on average, and requests wait for ${millis(seen.class('of-3', 'api').waitMs.p99)} (p99). With 4 it is ${millis(seen.class('of-4', 'api').waitMs.p99)}.`,
    'Small pools in many pods waste: one pod waits while another has a connection idle. The more pods, the more that costs. That is where a pooler in front of the server earns its keep.',
  ],
  trap: (seen) => ({
    written: 'Each pod needs 20 connections, as on the one server before.',
    shown: `Nobody uses 20: with 8 allowed, no more than ${count(seen.pool('of-8', 'orders').activeMax)} of the ${count(seen.pool('of-8', 'orders').max ?? 0)} are ever in use at once. And remember deployments: old and new pods together count twice.`,
  }),
  next: [{ says: 'Thirty pods of four', step: 'of-4', set: ['apps.shop.instances=30'] }, { says: 'max_connections = 200, eight for each pod', step: 'of-8', set: ['databases.primary.maxConnections=200'] }],
};
