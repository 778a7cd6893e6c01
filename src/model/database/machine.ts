/**
 * The machine a database runs on, as a scenario writes it: how its operating system deals out processor time, what sessions cost it by being open,
 * and how much memory it has. All of it is off unless given, except where a kind of server says otherwise.
 */

import { type Shape, either, optional, turned, withDefault } from '../../shape.ts';
import { type Fields, isTable, record } from '../../shape/tables.ts';
import { amount, duration, oneOf, share, size } from '../../shape/values.ts';
import { type Duration, ms } from '../../units/time.ts';

export interface MachinePlan {
  /** How long a statement runs while others wait for its core; 0: all progress together. */
  readonly scheduling: Duration;
  /** The part of a login that runs on the server's cores. */
  readonly connectCpu: Duration;
  /** Share of one core that each open session takes for itself, busy or idle. */
  readonly idleCpu: number;
  /** What each statement pays for a hundred open sessions. */
  readonly snapshotCost: Duration;
  /** Bytes of memory; null: enough. */
  readonly memory: number | null;
  /** Bytes shared by all sessions. */
  readonly sharedBuffers: number;
  readonly memoryPerConnection: number | null;
  /** Bytes of swap; null: enough. Sessions that need more than memory and swap together bring the server down. */
  readonly swap: number | null;
  /** Times as long as from memory that work takes whose pages are all in swap. */
  readonly swapSlowdown: number;
}

const scheduling: Shape<Duration> = either('how statements share the cores: all at once (`shared`), or in turns, as in { slice: 4ms }', [
  { when: isTable, of: turned(record('time slices in turn', { slice: duration('how long a statement runs while others wait for its core', { atLeast: 1, atMost: ms(10_000) }) }), ({ slice }) => slice) },
  { when: () => true, of: turned(oneOf('all statements progress together', ['shared']), () => 0) },
]);

export const machineFields = {
  scheduling: withDefault(scheduling, 0, 'shared'),
  connectCpu: withDefault(duration('the part of `connect` that runs on the cores of the server: starting its process, checking the password', { atMost: ms(10_000) }), 0, '0s'),
  idleCpu: withDefault(share('share of one core that each open session takes for itself; measured: 0.006%'), 0, '0%'),
  snapshotCost: withDefault(duration('processor time that each statement pays for every 100 open sessions, as PostgreSQL did before 14', { atMost: ms(100) }), 0, '0s'),
  memory: optional(size('memory of the server')),
  sharedBuffers: withDefault(size('memory that all sessions share'), 0, '0MB'),
  memoryPerConnection: optional(size('memory of one session')),
  swap: optional(size('swap space; sessions that need more than memory and swap together bring the server down; unlimited unless given')),
  swapSlowdown: withDefault(amount('times as long as from memory that work takes whose pages are all in swap', { atLeast: 1, atMost: 1e6 }), 50, 50),
} satisfies Fields;

/** A machine with nothing to say. */
export const plainMachine: MachinePlan = {
  scheduling: 0, connectCpu: 0, idleCpu: 0, snapshotCost: 0, memory: null, sharedBuffers: 0, memoryPerConnection: null, swap: null, swapSlowdown: 50,
};
