/** Disks with more to read and write than they carry at full speed: each takes longer, its connection is held for longer, and a pool runs dry for it. */

import type { RunResult, WindowResult } from '../../result.ts';
import { entries, meanOf, measured, peakOf, stretchOf } from '../series.ts';
import { counted, level, share, span } from '../wording.ts';
import { type Cause, command, failuresOf, starved } from './cause.ts';

/** With a quarter more reads and writes under way than the disks carry, each takes a quarter longer than alone. */
const crowd = 1.25;
/** Shorter crowds are the ordinary course of random arrivals. */
const longS = 5;

/** What the disks of a database did during these spells, weighed by their length; null where blocked time is not shared, or nothing is known. */
export function disksDuring(result: RunResult, database: string, spells: readonly WindowResult[]): { readonly queue: number; readonly channels: number; readonly full: boolean } | null {
  const series = result.series.databases[database];
  let [queueSum, channelSum, seconds] = [0, 0, 0];
  for (const { fromS, toS } of spells) {
    const stretch = stretchOf(result, fromS, toS);
    const [queue, channels] = [meanOf(series?.diskQueue, stretch), meanOf(series?.disks, stretch)];
    if (queue === null || channels === null) continue;
    queueSum += queue * (toS - fromS);
    channelSum += channels * (toS - fromS);
    seconds += toS - fromS;
  }
  return seconds === 0 ? null : { queue: queueSum / seconds, channels: channelSum / seconds, full: queueSum >= crowd * channelSum };
}

/** The class that held most connections to a database over these points of the series; null: nobody did. */
function holderOf(result: RunResult, database: string, points: readonly number[]): string | null {
  const held = new Map<string, number>();
  for (const [name, pool] of entries(result.pools)) {
    if (pool.database !== database) continue;
    for (const [user, series] of entries(result.series.pools[name]?.activeBy ?? {})) held.set(user, points.reduce((sum, i) => sum + (series[i] ?? 0), held.get(user) ?? 0));
  }
  const [most] = [...held].toSorted((a, b) => b[1] - a[1]);
  return most === undefined || most[1] === 0 ? null : most[0];
}

/** Fires when the disks were crowded for five seconds or more of measured time. Serious only where requests failed for want of a connection or of patience. */
export const disksFull: Cause = (result) => entries(result.databases).flatMap(([name, { disks }]) => {
  const series = result.series.databases[name];
  if (disks === undefined || series?.diskQueue === undefined) return [];
  const { from, to } = measured(result);
  const points = series.diskQueue.flatMap((queue, i) => (i >= from && i < to && (queue ?? 0) >= crowd * (series.disks?.[i] ?? Number.POSITIVE_INFINITY) ? [i] : []));
  const seconds = points.length * result.series.everyS;
  if (seconds < longS) return [];
  const most = peakOf(points.map((i) => series.diskQueue?.[i] ?? null));
  const holder = holderOf(result, name, points);
  const failed = entries(result.classes).reduce((sum, [, one]) => sum + failuresOf(one, [...starved, 'clientGaveUp', 'statementTimeout']), 0);
  return [{
    id: `disks-full/${name}`, weight: failed > 0 ? 2 as const : 1 as const, size: failed * 1.3 + most / disks.channels,
    text: `The disks of ${name} had more to do than they carry for ${span(seconds)}: up to ${level(most)} reads and writes shared ${counted(disks.channels, 'channel')}, so each took up to ${level(most / disks.channels)} times as long as alone.${holder === null ? '' : ` ${holder} held most connections meanwhile.`}`,
    evidence: `channels in use ${share(disks.utilisation)} of the time, ${level(disks.queueMean)} reads and writes on average, cpu ${share(result.databases[name]?.cpuUtilisation ?? 0)}`,
    tryNext: `Spread that work over more time, or move it elsewhere; compare with more channels: ${command(result, 'run', '--set', `databases.${name}.disks=${disks.channels * 2}`)}`,
  }];
});
