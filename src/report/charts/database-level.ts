/** One level of a database in time against what it can bear: the reads and writes at its disks, the statements in line for its rows, how far a replica is behind. */

import type { DatabaseSeries, RunResult, Series } from '../../result.ts';
import { entries, peakOf } from '../series.ts';
import { level } from '../wording.ts';
import { type Chart, type Picture, slug, whole } from './chart.ts';
import { colours, plotWidth } from './theme.ts';
import { behindLayers, gridOf, labelLayers, legendRoom, timeX } from './time-axis.ts';

/** What is drawn: an area, and a dashed limit where there is one. */
interface Level {
  readonly id: string;
  readonly question: (name: string) => string;
  readonly reads: string;
  readonly unit: string;
  /** The names of the area and of the limit in the legend. */
  readonly names: readonly [string, string];
  readonly of: (series: DatabaseSeries) => Series | undefined;
  readonly limit: (series: DatabaseSeries) => Series | undefined;
  readonly says: (name: string, most: number) => string;
}

const none = (): undefined => undefined;
const levels: readonly Level[] = [
  {
    id: 'disks', question: (name) => `Did the disks of ${name} keep up?`, reads: 'Above the dashed line reads and writes share the disks, and each takes longer than alone.',
    unit: 'reads and writes', names: ['under way', 'carried at full speed'], of: (series) => series.diskQueue, limit: (series) => series.disks,
    says: (name, most) => `Reads and writes at the disks of ${name} over time, at most ${level(most)} at once.`,
  },
  {
    id: 'row-locks', question: (name) => `How many waited for rows of ${name}?`, reads: 'Statements that wait for a row keep their connection and use no core.',
    unit: 'statements', names: ['waiting for a row', ''], of: (series) => series.lockWaiting, limit: none,
    says: (name, most) => `Statements waiting for rows of ${name} over time, at most ${level(most)} at once.`,
  },
  {
    id: 'replica-lag', question: (name) => `How far was ${name} behind?`, reads: 'The age of the oldest write that the replica has not got.',
    unit: 'seconds', names: ['behind', ''], of: (series) => series.lagS, limit: none,
    says: (name, most) => `Seconds that ${name} was behind its primary over time, at most ${level(most)}.`,
  },
];

function picture(result: RunResult, name: string, series: DatabaseSeries, what: Level): Picture[] {
  const points = what.of(series);
  const most = peakOf(points);
  if (points === undefined || most === 0) return [];
  const { moments, interpolate, values } = gridOf(result);
  const [drawn, limited] = what.names;
  const limit = what.limit(series);
  const draw = (label: string, from: Series, mark: object) => ({
    data: { values: values(from).map((n, i) => ({ t: moments[i], what: label, n })) }, mark,
    encoding: {
      x: timeX(result, 't', true), y: { field: 'n', type: 'quantitative', stack: null, scale: { zero: true }, axis: { title: what.unit, tickCount: 4 } },
      color: { field: 'what', type: 'nominal', scale: { domain: limit === undefined ? [drawn] : [drawn, limited], range: [colours.busy, colours.limit] }, legend: { symbolType: 'square' } },
    },
  });
  const line = { type: 'line', interpolate: interpolate === 'linear' ? 'step' : interpolate, strokeDash: [5, 3], strokeWidth: 1.3 };
  const spec = whole(what.question(name), what.reads, {
    width: plotWidth, height: 150,
    layer: [...behindLayers(result), draw(drawn, points, { type: 'area', interpolate }), ...(limit === undefined ? [] : [draw(limited, limit, line)]), ...labelLayers(result)],
  }, legendRoom(result));
  return [{ id: `${what.id}-${slug(name)}`, title: what.question(name), reads: what.reads, spec, alt: what.says(name, most) }];
}

export const databaseLevels: Chart = {
  id: 'database-level', title: 'What did its disks, rows and copies bear?', reads: levels[0]?.reads ?? '',
  draw: (result) => entries(result.series.databases).flatMap(([name, one]) => levels.flatMap((what) => picture(result, name, one, what))),
};
