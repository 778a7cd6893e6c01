/** The time axis all charts share: seconds from the start, labelled with the wall clock, with what happened marked behind the data. */

import type { RunResult, Series, TimelineEntry } from '../../result.ts';
import { cut } from '../layout.ts';
import { type Join, merged } from '../series.ts';
import { ticksOf } from '../ticks.ts';
import { oneLine } from '../wording.ts';
import { labelled, short, type Spec } from './chart.ts';
import { textWidth } from './letters.ts';
import { colours, plotWidth, quiet } from './theme.ts';

/** Points along the time axis that a line or an area may have. */
const mostPoints = 300;
/** With fewer points than this a slope between two of them would be seen, and would be a lie: they are drawn as steps. */
const fewPoints = 100;

/** How many points of the result go into one of the chart. */
export const mergeBy = (result: RunResult, most = mostPoints): number => Math.max(1, Math.ceil(result.series.t.length / most));

/** Where series are drawn: moments in seconds, how they are joined, and the values that belong there. */
export interface Grid {
  readonly moments: readonly number[];
  readonly interpolate: 'linear' | 'step-after';
  values(series: Series, join?: Join): (number | null)[];
}

/** The grid of a result: middles of its intervals, or their beginnings and the last end where they are drawn as steps. */
export function gridOf(result: RunResult, most = mostPoints): Grid {
  const { t, everyS } = result.series;
  const every = mergeBy(result, most);
  const stepped = t.length < fewPoints;
  const edges = Array.from({ length: Math.ceil(t.length / every) }, (_, i) => {
    const from = (t[i * every] ?? 0) - everyS;
    const to = t[Math.min(t.length, (i + 1) * every) - 1] ?? from;
    return Number((stepped ? from : (from + to) / 2).toFixed(3));
  });
  const values = (series: Series, join: Join = 'mean'): (number | null)[] => merged(series.slice(0, t.length), every, join).map(short);
  if (!stepped) return { moments: edges, interpolate: 'linear', values };
  return { moments: [...edges, t.at(-1) ?? 0], interpolate: 'step-after', values: (series, join) => closed(values(series, join)) };
}

/** The last value once more, so that its step has an end. */
const closed = (values: readonly (number | null)[]): (number | null)[] => [...values, values.at(-1) ?? null];

/** The x channel of a chart on the time axis. `labels: false` for the upper of two plots that share it. */
export function timeX(result: RunResult, field: string, labels = true): Spec {
  const many = ticksOf(result.run, 12);
  const ticks = many.some((tick) => tick.label.length > 6) ? ticksOf(result.run, 7) : many;
  return {
    field, type: 'quantitative', scale: { domain: [0, result.run.lengthS], nice: false, zero: false },
    axis: {
      ...labelled(ticks.map((tick) => tick.atS), ticks.map((tick) => tick.label)),
      labels, ticks: labels, domain: labels, title: null, grid: true, labelFlush: true, labelOverlap: 'greedy',
    },
  };
}

/** Entries worth marking behind data: incidents and cron, at most this many; a cron that ticks more often is a texture, not a mark. */
const mostMarks = 24;

export const marked = (result: RunResult): TimelineEntry[] => {
  const worth = result.timeline.filter((entry) => entry.kind === 'incident' || entry.kind === 'cron');
  const incidents = worth.filter((entry) => entry.kind === 'incident');
  return (worth.length > mostMarks ? incidents.slice(0, mostMarks) : worth).toSorted((a, b) => a.atS - b.atS);
};

const longestLabel = 48;

interface Label { readonly atS: number; readonly row: number; readonly text: string; readonly end: boolean }

/** Labels that do not run into each other: one per mark, in the first of two rows that is free; dropped where neither is. */
export function placed(result: RunResult): Label[] {
  const perSecond = plotWidth / result.run.lengthS;
  const free = [-1, -1];
  return marked(result).flatMap((entry) => {
    const text = cut(oneLine(entry.what), longestLabel);
    const from = entry.atS * perSecond;
    const length = textWidth(text, 10) + 10;
    const end = from + length > plotWidth;
    const [left, right] = end ? [from - length, from] : [from, from + length];
    const row = free.findIndex((edge) => left > edge);
    if (row < 0 || left < -20) return [];
    free[row] = right;
    return [{ atS: entry.atS, row, text, end }];
  });
}

/** Distance from legend to plot that leaves room for the labels of `labelLayers`. */
export const legendRoom = (result: RunResult): number => Math.max(8, ...placed(result).map(({ row }) => 22 + row * 12));

const sameX = (field: string): Spec => ({ field, type: 'quantitative' });

/** Layers that go behind the data: shaded spans and rules for incidents and cron. */
export function behindLayers(result: RunResult): Spec[] {
  return (['cron', 'incident'] as const).flatMap((kind) => {
    const values = marked(result).filter((entry) => entry.kind === kind).map(({ atS, untilS }) => ({ atS, untilS: Math.min(untilS ?? atS, result.run.lengthS) }));
    if (values.length === 0) return [];
    return [
      { data: { values: values.filter((one) => one.untilS > one.atS) }, mark: { type: 'rect', opacity: 0.13, color: colours[kind] }, encoding: { x: sameX('atS'), x2: { field: 'untilS' } } },
      { data: { values }, mark: { type: 'rule', strokeWidth: 1.2, strokeDash: [2, 2], color: colours[kind] }, encoding: { x: sameX('atS') } },
    ];
  });
}

/** The layers of labels for those marks, in two rows above the plot. */
export function labelLayers(result: RunResult): Spec[] {
  const labels = placed(result);
  return [0, 1].flatMap((row) => [false, true].map((end) => ({ row, end, values: labels.filter((one) => one.end === end && one.row === row) })))
    .filter(({ values }) => values.length > 0).map(({ row, end, values }) => ({
      data: { values }, mark: { type: 'text', align: end ? 'right' : 'left', baseline: 'top', dx: end ? 0 : -1, dy: -13 - row * 12, fontSize: 10, color: quiet },
      encoding: { x: sameX('atS'), y: { value: 0 }, text: { field: 'text', type: 'nominal' } },
    }));
}
