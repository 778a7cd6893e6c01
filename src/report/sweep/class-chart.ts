/** Small multiples: the same question for every class, side by side on one scale, because what helps one may starve another. */

import type { SweepResult } from '../../result/sweep.ts';
import { type Picture, type Spec, whole } from '../charts/chart.ts';
import { classColour, colours, plotWidth } from '../charts/theme.ts';
import { list, millis } from '../wording.ts';
import { curveOf, latencyPanel, sharePanel, solid } from './curves.ts';
import { sizeAxis } from './size-axis.ts';
import { axisName, othersText } from './words.ts';

const mostClasses = 6;

/** p99 and failure share of each class along the first line; nothing where there is one class. */
export function classChart(result: SweepResult): Picture[] {
  const [axis] = result.axes;
  const [line] = result.lines;
  const all = Object.keys(result.points[0]?.classes ?? {});
  const names = all.filter((name) => line?.points.some((i) => (result.points[i]?.classes[name]?.arrived?.mean ?? 0) > 0)).slice(0, mostClasses);
  if (axis === undefined || line === undefined || names.length < 2 || axis.values.length < 2) return [];
  const scale = sizeAxis(axis);
  const columns = Math.min(names.length, 3);
  const width = Math.floor((plotWidth - (columns - 1) * 70) / columns);
  const title = `What does ${axisName(axis)} do to each class?`;
  const says = `p99 of the served (log scale, its own for each class) above, share of the failed below; ribbons are 95 % intervals.${line.others.length === 0 ? '' : ` Here ${othersText(result, line.others)}.`}`;
  const plots = names.map((name): Spec => ({
    vconcat: [
      { title: { text: name, anchor: 'start', fontSize: 12, frame: 'group' }, width, height: 150, layer: latencyPanel([curveOf(result, line.points, scale, { name: `p99 ${name}`, colour: classColour(all.indexOf(name)), dash: solid }, (point) => point.classes[name]?.p99Ms)], scale.channel(false), 'p99', false) },
      { width, height: 70, layer: sharePanel([curveOf(result, line.points, scale, { name: `failed ${name}`, colour: colours.failed, dash: solid }, (point) => point.classes[name]?.failedShare, 100)], scale.channel(true), 'failed') },
    ], spacing: 8, resolve: { scale: { color: 'independent', strokeDash: 'independent', x: 'independent' } },
  }));
  const words = names.map((name) => `${name} from ${millis(result.points[line.points[0] ?? 0]?.classes[name]?.p99Ms?.mean ?? null)} to ${millis(result.points[line.points.at(-1) ?? 0]?.classes[name]?.p99Ms?.mean ?? null)}`);
  return [{
    id: 'sweep-classes', title, reads: says, alt: `p99 at the first and the last value: ${list(words)}.`,
    spec: whole(title, says, { concat: plots, columns, spacing: 18, resolve: { scale: { color: 'independent', strokeDash: 'independent', x: 'independent', y: 'independent' } } }),
  }];
}
