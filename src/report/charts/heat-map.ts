/**
 * Latency heat map: time across, latency up in log bins (linear ones would hide the median and the tail), darker where more requests
 * ended, on the square root of the count so that few stay visible. After B. Gregg, "Visualizing System Latency", CACM 53 (2010).
 */

import type { ClassSeries, RunResult } from '../../result.ts';
import { heatBinFromMs } from '../../result.ts';
import { entries } from '../series.ts';
import { count, millis } from '../wording.ts';
import { type Chart, type Picture, short, slug, type Spec, whole } from './chart.ts';
import { latencyAxis, latencyDomain } from './latency-axis.ts';
import { colours, ink, plotWidth } from './theme.ts';
import { behindLayers, gridOf, labelLayers, legendRoom, mergeBy, timeX } from './time-axis.ts';

const question = (name: string): string => `How long did ${name} requests take?`;
const reads = 'Each cell is a span of time and of latency (log scale), darker where more requests ended; lines are percentiles of the served.';

/** Cells of one picture, so that the file stays small. */
const mostCells = 2200;
const mostColumns = 150;
/** Classes that get a picture: those with most requests, and enough of them to be a map. */
const mostClasses = 3;
const fewest = 200;

export interface Cell { readonly from: number; readonly to: number; readonly low: number; readonly high: number; readonly n: number }

/** The heat triples in cells of `columns` × `bins` merged points; from and to in seconds, low and high in milliseconds. */
function cellsOf(result: RunResult, heat: readonly number[], columns: number, bins: number): Cell[] {
  const { t, everyS } = result.series;
  const sums = new Map<number, number>();
  const rows = 100_000;
  for (let i = 0; i + 2 < heat.length; i += 3) {
    const [index = 0, bin = 0, n = 0] = [heat[i], heat[i + 1], heat[i + 2]];
    const key = Math.floor(index / columns) * rows + Math.floor(bin / bins);
    sums.set(key, (sums.get(key) ?? 0) + n);
  }
  return [...sums].toSorted((a, b) => a[0] - b[0]).map(([key, n]) => {
    const [column, row] = [Math.floor(key / rows), key % rows];
    const last = Math.min(t.length, (column + 1) * columns) - 1;
    return { from: (t[column * columns] ?? 0) - everyS, to: t[last] ?? 0, low: heatBinFromMs(row * bins), high: heatBinFromMs((row + 1) * bins), n };
  });
}

/** The finest cells that are at most `mostCells`: columns are merged first, then bins. */
export function heatCells(result: RunResult, heat: readonly number[], most = mostCells): Cell[] {
  let columns = mergeBy(result, mostColumns);
  let bins = 1;
  let cells = cellsOf(result, heat, columns, bins);
  while (cells.length > most && (bins < 8 || columns < result.series.t.length)) {
    if (bins * 75 < columns || bins === 1) bins *= 2;
    else columns *= 2;
    cells = cellsOf(result, heat, columns, bins);
  }
  return cells;
}

/** The shortest acquire timeout among the pools a class uses; null when none has one. */
function timeoutOf(result: RunResult, name: string): number | null {
  const limits = entries(result.pools).filter(([pool]) => result.series.pools[pool]?.activeBy[name] !== undefined).map(([, pool]) => pool.acquireTimeoutMs).filter((ms) => ms !== null);
  return limits.length === 0 ? null : Math.min(...limits);
}

/** Percentile lines: ink on a white halo, told apart by their dashes. */
function percentileLayers(result: RunResult, series: ClassSeries, y: Spec): Spec[] {
  const { moments, interpolate, values: at } = gridOf(result, 200);
  const lines = [['p50', series.latencyMsP50], ['p95', series.latencyMsP95], ['p99', series.latencyMsP99]] as const;
  const values = lines.flatMap(([line, points]) => at(points).map((ms, i) => ({ t: moments[i], line, ms: ms === null || ms <= 0 ? null : ms })));
  const encoding = { x: timeX(result, 't'), y: { ...y, field: 'ms' } };
  return [
    { data: { values }, mark: { type: 'line', interpolate, color: '#ffffff', strokeWidth: 3, opacity: 0.7 }, encoding: { ...encoding, detail: { field: 'line', type: 'nominal' } } },
    {
      data: { values }, mark: { type: 'line', interpolate, color: ink, strokeWidth: 1.3 },
      encoding: {
        ...encoding, strokeDash: {
          field: 'line', type: 'nominal', scale: { domain: ['p50', 'p95', 'p99'], range: [[1, 0], [6, 3], [1.5, 2]] },
          legend: { symbolType: 'stroke', symbolStrokeWidth: 1.6, symbolSize: 300, symbolStrokeColor: ink },
        },
      },
    },
  ];
}

function timeoutLayers(timeout: number | null): Spec[] {
  if (timeout === null) return [];
  const data = { values: [{ ms: timeout, text: `acquire timeout ${millis(timeout)}` }] };
  return [
    { data, mark: { type: 'rule', color: colours.timeout, strokeDash: [8, 4], strokeWidth: 1.3 }, encoding: { y: { field: 'ms', type: 'quantitative' } } },
    ...[{ stroke: '#ffffff', strokeWidth: 3 }, { color: colours.timeout }].map((look) => ({
      data, mark: { type: 'text', align: 'right', baseline: 'bottom', dx: -4, dy: -4, fontSize: 10, ...look },
      encoding: { x: { value: plotWidth }, y: { field: 'ms', type: 'quantitative' }, text: { field: 'text', type: 'nominal' } },
    })),
  ];
}

function picture(result: RunResult, name: string, series: ClassSeries): Picture {
  const cells = heatCells(result, series.heat);
  const timeout = timeoutOf(result, name);
  const domain = latencyDomain([...cells.flatMap((cell) => [cell.low, cell.high]), ...(timeout === null ? [] : [timeout * 1.3])]);
  const y = { type: 'quantitative', scale: { type: 'log', domain, nice: false }, axis: latencyAxis(domain, 'latency') };
  const values = cells.map((cell) => ({ ...cell, from: short(cell.from), to: short(cell.to), low: short(cell.low), high: short(cell.high) }));
  const span = result.classes[name]?.latencyMs;
  return {
    id: `heat-map-${slug(name)}`, title: question(name), reads,
    alt: `Latency of ${count(span?.count ?? 0)} served ${name} requests over time: median ${millis(span?.p50 ?? null)}, p95 ${millis(span?.p95 ?? null)}, p99 ${millis(span?.p99 ?? null)}, longest ${millis(span?.max ?? null)}.`,
    spec: whole(question(name), reads, {
      width: plotWidth, height: 260,
      layer: [
        ...behindLayers(result),
        {
          data: { values }, mark: { type: 'rect' },
          encoding: {
            x: timeX(result, 'from'), x2: { field: 'to' }, y: { ...y, field: 'low' }, y2: { field: 'high' },
            color: { field: 'n', type: 'quantitative', scale: { type: 'sqrt', range: ['#e6eff8', '#9ecae1', '#4292c6', '#0b4f94'] }, legend: null },
          },
        },
        ...percentileLayers(result, series, y), ...timeoutLayers(timeout), ...labelLayers(result),
      ],
    }, legendRoom(result)),
  };
}

export const heatMap: Chart = {
  id: 'heat-map', title: question('…'), reads,
  draw: (result) => entries(result.series.classes).filter(([name, one]) => one.heat.length > 0 && (result.classes[name]?.served ?? 0) >= fewest)
    .toSorted((a, b) => (result.classes[b[0]]?.arrived ?? 0) - (result.classes[a[0]]?.arrived ?? 0)).slice(0, mostClasses).map(([name, one]) => picture(result, name, one)),
};
