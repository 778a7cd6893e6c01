/** What sessions cost a server by being open: memory that it does not have, and processor time that nobody asked for. */

import type { RunResult } from '../../result.ts';
import { entries } from '../series.ts';
import { count, counted, level, share } from '../wording.ts';
import { type Cause, command, failuresOf, resize, starved } from './cause.ts';

/** Requests that failed on their way to this database, or waited too long for it. */
const harmed = (result: RunResult, database: string): number => entries(result.classes).reduce((sum, [name, one]) => {
  const uses = entries(result.pools).some(([pool, { database: to }]) => to === database && result.series.pools[pool]?.activeBy[name] !== undefined);
  return sum + (uses ? failuresOf(one, [...starved, 'clientGaveUp', 'statementTimeout', 'severed']) : 0);
}, 0);

const gigabytes = (mb: number): string => (mb >= 1000 ? `${level(mb / 1000)} GB` : `${level(mb)} MB`);

/** Pools of this database, each with its part of the sessions that fit. */
function smaller(result: RunResult, database: string, fit: number): string[] {
  const pools = entries(result.pools).filter(([, pool]) => pool.database === database && pool.max !== null);
  const asked = pools.reduce((sum, [, pool]) => sum + (pool.max ?? 0), 0);
  return pools.flatMap(([name, pool]) => resize(name, pool, Math.max(1, Math.floor((fit * (pool.max ?? 1)) / asked / Math.max(1, pool.instances)))));
}

/** Fires when open sessions needed more memory than there is. */
export const memory: Cause = (result) => entries(result.databases).flatMap(([name, one]) => {
  const { memory: used } = one;
  if (used === undefined || (used.swapShareMax === 0 && used.outOfMemory === 0)) return [];
  const lost = used.outOfMemory > 0;
  return [{
    id: `memory/${name}`, weight: lost || harmed(result, name) > 0 ? 2 as const : 1 as const, size: harmed(result, name) * 1.3 + used.swapTimesMax,
    text: `${name} has ${gigabytes(used.memoryMb)} of memory, and ${counted(one.sessionsMax, 'session')} needed ${gigabytes(used.usedMbMax)}: ${lost
      ? `swap was full as well, and ${used.outOfMemory === 1 ? 'once' : `${count(used.outOfMemory)} times`} the system killed a backend and the server ended every session.`
      : `${share(used.swapShareMax)} of it lay in swap, and work took up to ${level(used.swapTimesMax)} times as long.`}`,
    evidence: `${counted(used.sessionsFit, 'session')} fit beside the shared buffers; the server had ${count(one.sessionsMax)}`,
    tryNext: used.sessionsFit === 0 ? 'The shared buffers alone leave no room for a session: make them smaller, or the server larger.'
      : `Give each instance fewer connections, idle ones too, or put a pooler in between: ${command(result, 'run', ...smaller(result, name, used.sessionsFit))}`,
  }];
});

/** Fires when sessions took a twentieth of the cores or more by being open. */
export const openSessions: Cause = (result) => entries(result.databases).flatMap(([name, one]) => {
  const taken = one.openSessionsCpu ?? 0;
  if (taken < 0.05) return [];
  return [{
    id: `open-sessions/${name}`, weight: 1 as const, size: taken,
    text: `${counted(Math.round(one.sessionsMean), 'open session')} took ${share(taken)} of the cores of ${name}, whatever they did: ${level(one.runQueueMean)} statements ran at a time.`,
    evidence: `cpu ${share(one.cpuUtilisation)}, of it ${share(taken)} for sessions being open`,
    tryNext: 'Keep fewer idle: smaller pools, a shorter idle timeout, or a pooler that shares a few sessions among many clients.',
  }];
});
