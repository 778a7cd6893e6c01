/** A database at the end of its cores: statements share them, and more connections only lengthen that hidden line. */

import type { DatabaseResult, RunResult } from '../../result.ts';
import { entries } from '../series.ts';
import { count, counted, level, share } from '../wording.ts';
import { type Cause, command, failuresOf, starved } from './cause.ts';
import { isPooler } from './pooler.ts';

/** Whether a database had its cores busy 90 % of the time, with a quarter more statements than cores. */
export const saturated = (one: DatabaseResult | undefined): boolean => one !== undefined && one.cores !== null && one.cpuUtilisation >= 0.9 && one.runQueueMean >= 1.25 * one.cores;

/** A law that took less than this is not worth naming. */
const noticeable = 0.05;
/** Nor is one that took less than this of all cores: much of next to nothing. */
const ofAll = 0.01;

/** Requests that failed for want of a connection or of patience: what a slow database costs first. */
const starvedBy = (result: RunResult): number => entries(result.classes).reduce((sum, [, one]) => sum + failuresOf(one, [...starved, 'clientGaveUp', 'statementTimeout']), 0);

/** Fires when the cores are busy 90 % of the time and more statements want them than there are. Serious only where requests failed. */
export const databaseSaturated: Cause = (result) => entries(result.databases).flatMap(([name, one]) => {
  if (one.cores === null || !saturated(one) || isPooler(result, name)) return [];
  const crowd = one.runQueueMean / one.cores;
  return [{
    id: `database-saturated/${name}`, weight: starvedBy(result) > 0 && one.cpuUtilisation > 0.97 && crowd >= 2 ? 2 as const : 1 as const,
    size: starvedBy(result) * 1.2 + crowd,
    text: `${name} was saturated: on average ${level(one.runQueueMean)} statements shared ${counted(one.cores, 'core')} (up to ${count(one.runQueueMax)}), so each ran ${level(crowd)} times slower than alone. More connections cannot help.`,
    evidence: `cpu ${share(one.cpuUtilisation)}, run queue ${level(one.runQueueMean)} on ${counted(one.cores, 'core')}, contention took ${share(one.contentionLost)} of the capacity in use (law: ${one.contention})`,
    tryNext: (one.memory?.swapShareMax ?? 0) > 0 ? 'First the memory: what lies in swap keeps the cores busy with waiting.' : `Let fewer in at once, or make the work smaller; compare with more cores: ${command(result, 'run', '--set', `databases.${name}.cores=${one.cores * 2}`)}`,
  }];
});

/** A contention law that took 5 % or more of the capacity in use, and a hundredth of all there is: the reader should know how much hangs on it. */
export const contention: Cause = (result) => entries(result.databases).flatMap(([name, one]) => {
  if (one.contentionLost < noticeable || one.contentionLost * one.cpuUtilisation < ofAll || saturated(one) || isPooler(result, name)) return [];
  return [{
    id: `contention/${name}`, weight: starvedBy(result) > 0 && one.contentionLost >= 0.3 ? 2 as const : 1 as const, size: starvedBy(result) * 1.1 * Math.min(1, one.contentionLost * 2) + one.contentionLost,
    text: `Statements running at once cost ${name} ${share(one.contentionLost)} of the capacity in use (law: ${one.contention}).`,
    evidence: `run queue ${level(one.runQueueMean)} on average, ${count(one.runQueueMax)} at most${one.cores === null ? '' : `, on ${counted(one.cores, 'core')}`}`,
    tryNext: `See how much of this result is that law: ${command(result, 'run', '--set', `databases.${name}.contention=none`)}`,
  }];
});
