/** A database at the end of its cores: statements share them, and more connections only lengthen that hidden line. */

import { entries } from '../series.ts';
import { count, level, share } from '../wording.ts';
import { type Cause, command } from './cause.ts';

/** Fires when the cores are busy 90 % of the time and more statements want them than there are. */
export const databaseSaturated: Cause = (result) => entries(result.databases).flatMap(([name, one]) => {
  if (one.cores === null || one.cpuUtilisation < 0.9 || one.runQueueMean < 1.25 * one.cores) return [];
  const crowd = one.runQueueMean / one.cores;
  return [{
    id: `database-saturated/${name}`, weight: one.cpuUtilisation > 0.97 && crowd >= 2 ? 2 as const : 1 as const,
    size: one.statements * (1 - 1 / crowd),
    text: `${name} was saturated: on average ${level(one.runQueueMean)} statements shared ${count(one.cores)} cores (up to ${count(one.runQueueMax)}), so each ran ${level(crowd)} times slower than alone. More connections cannot help.`,
    evidence: `cpu ${share(one.cpuUtilisation)}, run queue ${level(one.runQueueMean)} on ${count(one.cores)} cores, contention took ${share(one.contentionLost)}`,
    tryNext: `Let fewer in at once, or make the work smaller; compare with more cores: ${command(result, 'run', '--set', `databases.${name}.cores=${one.cores * 2}`)}`,
  }];
});

/** A contention law that took 5 % or more of the capacity: the reader should know how much hangs on it. */
export const contention: Cause = (result) => entries(result.databases).flatMap(([name, one]) => {
  if (one.contentionLost < 0.05) return [];
  return [{
    id: `contention/${name}`, weight: one.contentionLost >= 0.3 ? 2 as const : 1 as const, size: one.statements * one.contentionLost,
    text: `Statements running at once cost ${name} ${share(one.contentionLost)} of the capacity in use (law: ${one.contention}).`,
    evidence: `run queue ${level(one.runQueueMean)} on average, ${count(one.runQueueMax)} at most${one.cores === null ? '' : `, on ${count(one.cores)} cores`}`,
    tryNext: `See how much of this result is that law: ${command(result, 'run', '--set', `databases.${name}.contention=none`)}`,
  }];
});
