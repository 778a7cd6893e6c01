/** Why a size is too small, by Little's law and by whom the others waited for: the sentence under a sweep over the size of a pool that a job shares. */

import type { SweepLine, SweepResult } from '../../result/sweep.ts';
import { level, share } from '../wording.ts';
import { neededAt, needsAlong } from './needs-panel.ts';
import { axisName, firstValue } from './words.ts';

/** Empty where no job makes the pool too small, or nobody says how much traffic there is. */
export function whySentence(result: SweepResult, line: SweepLine): string {
  const along = needsAlong(result, line);
  const [axis] = result.axes;
  const missing = (along?.points ?? []).map((one) => neededAt(one) > one.has);
  const last = missing.lastIndexOf(true);
  const needs = along?.points[last];
  if (along === null || axis === undefined || last < 0 || needs === undefined || needs.during === null) return '';
  const { job, traffic, own } = needs.during;
  const least = missing.indexOf(false);
  const usual = traffic > needs.usual * 1.001 ? ` (${level(needs.usual)} otherwise)` : '';
  // Where the job alone needs more than the traffic, the sizes at which it takes all there is are the story.
  const swallowed = own <= traffic ? undefined : along.points.flatMap((one, i) => (missing[i] && one.during !== null && one.during.own >= one.has ? [i] : [])).at(-1);
  const value = result.points[line.points[swallowed ?? last] ?? -1];
  const blamed = value?.classes[job]?.blamedShare?.mean ?? null;
  const evidence = blamed === null || own === 0 ? '' : ` In the runs at ${firstValue(value)}, ${share(blamed)} of the waiting was for connections that ${job} held.`;
  if (swallowed !== undefined) {
    const [at, size] = [firstValue(result.points[line.points[swallowed] ?? -1]), along.points[swallowed]?.has ?? 0];
    const end = least < 0 ? `No ${axisName(axis)} that was tried is enough.` : `It takes ${firstValue(result.points[line.points[least] ?? -1])} to have ${level(neededAt(along.points[least] ?? needs))}.`;
    return `up to ${at} a larger pool does not help by itself: while ${job} runs, it takes every connection there is (${size} of ${size}), and the traffic needs ${level(traffic)}${usual} beside them. ${end}${evidence}`;
  }
  const enough = least < 0 ? `No ${axisName(axis)} that was tried has so many.` : `Below ${firstValue(result.points[line.points[least] ?? -1])} there are too few.`;
  const sum = own > 0 ? `: ${level(traffic)} by the traffic${usual} and ${level(own)} that the job holds itself` : usual;
  return `while ${job} runs, ${level(neededAt(needs))} connections are needed on average${sum}. ${enough}${evidence}`;
}
