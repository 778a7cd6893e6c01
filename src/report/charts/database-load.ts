/** Was a database working, or were its connections merely held: statements that want its cores above, the cores themselves below. */

import type { DatabaseSeries, RunResult } from '../../result.ts';
import { entries, meanOf, measured, peakOf } from '../series.ts';
import { level, share } from '../wording.ts';
import { type Chart, type Picture, slug, type Spec, whole } from './chart.ts';
import { colours, plotWidth } from './theme.ts';
import { behindLayers, gridOf, labelLayers, legendRoom, timeX } from './time-axis.ts';

const question = (name: string): string => `Was ${name} at work, and did its cores suffice?`;
const reads = 'Above: statements running or ready, against the cores. Below: cores at work, and what contention leaves of them.';

const names = { queue: 'running or ready', busy: 'cores busy', capacity: 'capacity after contention', cores: 'cores' };
const scale = { domain: [names.queue, names.busy, names.capacity, names.cores], range: ['#8fb8d8', colours.busy, colours.capacity, colours.limit] };

function spec(result: RunResult, name: string, series: DatabaseSeries): Spec {
  const { moments, interpolate, values } = gridOf(result);
  const rows = (what: string, points: readonly (number | null)[]) => ({ values: points.map((n, i) => ({ t: moments[i], what, n })) });
  const draw = (what: string, of: 'runQueue' | 'busyCores' | 'capacityCores' | 'cores', mark: Spec, title: string, labels: boolean) => ({
    data: rows(what, values(series[of])), mark,
    encoding: {
      x: timeX(result, 't', labels), y: { field: 'n', type: 'quantitative', stack: null, scale: { zero: true }, axis: { title, tickCount: 4 } },
      color: { field: 'what', type: 'nominal', scale, legend: { symbolType: 'square' } },
    },
  });
  const area = { type: 'area', interpolate };
  const limit = { type: 'line', interpolate: interpolate === 'linear' ? 'step' : interpolate, strokeDash: [5, 3], strokeWidth: 1.3 };
  const cores = peakOf(series.cores) > 0 ? (title: string, labels: boolean) => [draw(names.cores, 'cores', limit, title, labels)] : () => [];
  return whole(question(name), reads, {
    vconcat: [
      { width: plotWidth, height: 130, layer: [...behindLayers(result), draw(names.queue, 'runQueue', area, 'statements', false), ...cores('statements', false), ...labelLayers(result)] },
      {
        width: plotWidth, height: 110,
        layer: [
          ...behindLayers(result), draw(names.busy, 'busyCores', area, 'cores', true), draw(names.capacity, 'capacityCores', { type: 'line', interpolate, strokeWidth: 3.5 }, 'cores', true), ...cores('cores', true),
        ],
      },
    ],
    spacing: 14, resolve: { scale: { color: 'shared' } },
  }, legendRoom(result));
}

function picture(result: RunResult, name: string, series: DatabaseSeries): Picture {
  const figures = result.databases[name];
  return {
    id: `database-load-${slug(name)}`, title: question(name), reads, spec: spec(result, name, series),
    alt: `${name} over time: run queue up to ${level(peakOf(series.runQueue))}, ${level(meanOf(series.busyCores, measured(result)))} cores busy on average${figures === undefined ? '' : ` (${share(figures.cpuUtilisation)} of ${level(figures.cores)})`}, capacity at least ${level(Math.min(...series.capacityCores.map((value) => value ?? Number.POSITIVE_INFINITY), Number.MAX_VALUE))} cores.`,
  };
}

export const databaseLoad: Chart = {
  id: 'database-load', title: question('…'), reads,
  draw: (result) => entries(result.series.databases).filter(([, one]) => peakOf(one.runQueue) > 0 || peakOf(one.busyCores) > 0).map(([name, one]) => picture(result, name, one)),
};
