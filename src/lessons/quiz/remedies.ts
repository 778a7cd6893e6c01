/**
 * What somebody might do about a run: the catalogue of remedies. Which of them heals is not written here: each one that is offered is run. Nearly all
 * of them can be offered in any world, so that none gives itself away by being there: what a world has not, they leave as it is.
 */

import { level } from '../../report/wording.ts';
import type { World } from './world.ts';

export interface Remedy {
  readonly id: string;
  /** As a choice, for this world. */
  readonly says: (world: World) => string;
  /** The world after it: the same one where it changes nothing; null where the sentence would make no sense. */
  readonly apply: (world: World) => World | null;
}

/** The size at which the cores are just full, cores × (1 + blocked/CPU), where the server suffers from crowding; else a quarter. */
const smaller = (world: World): number => (world.crowding > 0 ? Math.max(2, Math.round(world.cores * (1 + world.blockedMs / world.cpuMs))) : Math.ceil(world.size / 4));
/** Connections of each instance that together are 80 % of what the server grants. */
const fairEach = (world: World): number => Math.max(1, Math.floor((0.8 * world.maxConnections) / world.instances));
/** Half of what the server lets sessions be idle for; five minutes where it does not mind. */
const lifetime = (world: World): number => (world.serverIdleS ?? 600) / 2;
const each = (world: World): string => (world.instances > 1 ? ' in each instance' : '');
/** A server that has room for a pool of twice the size, where there is one instance: its limit is not what is asked about. */
const roomFor = (world: World, size: number): number => (world.instances > 1 ? world.maxConnections : Math.max(world.maxConnections, 2 * size + 10));

export const remedies: readonly Remedy[] = [
  { id: 'bigger-pool', says: (world) => `raise the pool from ${world.size} to ${2 * world.size} connections${each(world)}`, apply: (world) => ({ ...world, size: 2 * world.size, maxConnections: roomFor(world, 2 * world.size) }) },
  { id: 'smaller-pool', says: (world) => `cut the pool from ${world.size} to ${smaller(world)} connections${each(world)}`, apply: (world) => (world.instances === 1 ? { ...world, size: smaller(world) } : null) },
  { id: 'fewer-each', says: () => 'bound the pools of all instances together to 80 % of the sessions that the server grants', apply: (world) => (fairEach(world) < world.size && world.instances > 1 ? { ...world, size: fairEach(world) } : world) },
  { id: 'more-cores', says: (world) => `give the database ${2 * world.cores} cores instead of ${world.cores}`, apply: (world) => ({ ...world, cores: 2 * world.cores }) },
  { id: 'more-patience', says: (world) => `let callers wait for a connection for ${level(4 * world.patienceS)} s instead of ${level(world.patienceS)} s`, apply: (world) => ({ ...world, patienceS: 4 * world.patienceS }) },
  { id: 'less-patience', says: (world) => `let callers wait for ${level(world.patienceS / 4)} s at most, to fail fast`, apply: (world) => ({ ...world, patienceS: world.patienceS / 4 }) },
  { id: 'repair-leak', says: () => 'find the code path that does not give its connection back, and repair it', apply: (world) => (world.leaksPerMin > 0 ? { ...world, leaksPerMin: 0 } : world) },
  { id: 'pool-apart', says: () => 'give background jobs a pool of their own', apply: (world) => (world.job === null ? world : { ...world, job: { ...world.job, apart: true } }) },
  { id: 'end-idle-transactions', says: () => 'let the server end transactions that have been idle for 10 s', apply: (world) => ({ ...world, idleTransactionS: 10 }) },
  { id: 'retry-budget', says: () => 'allow retries for at most 10 % of the requests', apply: (world) => (world.retry === null ? world : { ...world, retry: { ...world.retry, budget: true } }) },
  { id: 'one-more-try', says: () => 'try failed requests one time more', apply: (world) => ({ ...world, retry: world.retry === null ? { attempts: 2, backoffMs: 100, budget: false } : { ...world.retry, attempts: world.retry.attempts + 1 } }) },
  { id: 'shorter-lifetime', says: (world) => `let the pool replace connections that are older than ${Math.round(lifetime(world) / 6) / 10} min`, apply: (world) => ({ ...world, lifetimeS: lifetime(world) }) },
  { id: 'cheaper', says: () => 'make the statements cheaper: an index, for a sixth of the processor time', apply: (world) => ({ ...world, cpuMs: world.cpuMs / 6 }) },
  { id: 'call-outside', says: () => 'call other services outside of the transaction', apply: (world) => (world.call === null ? world : { ...world, call: { ...world.call, inside: false } }) },
  { id: 'spread', says: () => 'spread the requests evenly over time instead of sending many together', apply: (world) => (world.burstEveryS === null ? world : { ...world, burstEveryS: null }) },
  { id: 'one-at-a-time', says: () => 'let no request borrow a second connection while it holds one', apply: (world) => (world.twice ? { ...world, twice: false } : world) },
  { id: 'longer-statements', says: () => 'let statements take ten times as long before the server cuts them off', apply: (world) => (world.statementMs === null ? world : { ...world, statementMs: 10 * world.statementMs }) },
  { id: 'statement-timeout', says: () => 'let the server cut off statements after 2 s', apply: (world) => (world.statementMs === null ? { ...world, statementMs: 2000 } : null) },
];
