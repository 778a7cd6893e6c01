/** Curves over the values of a sweep: means as lines with a dot for each point, their 95 % intervals as ribbons behind them. */

import type { Estimate, SweepPoint, SweepResult } from '../../result/sweep.ts';
import { short, type Spec } from '../charts/chart.ts';
import { latencyAxis, latencyDomain } from '../charts/latency-axis.ts';
import type { SizeAxis } from './size-axis.ts';

/** One curve. */
export interface Curve {
  readonly name: string;
  readonly colour: string;
  readonly dash: readonly number[];
  readonly points: readonly { readonly x: number; readonly mean: number | null; readonly low: number | null; readonly high: number | null }[];
  /** Dots on it, for what was simulated. */
  readonly dots: boolean;
}

export const solid: readonly number[] = [1, 0];

/** A figure of a class along some points. */
export function curveOf(result: SweepResult, indices: readonly number[], scale: SizeAxis, look: Pick<Curve, 'name' | 'colour' | 'dash'>, pick: (point: SweepPoint) => Estimate | null | undefined, times = 1): Curve {
  const points = indices.map((index, i) => {
    const point = result.points[index];
    const one = point === undefined ? null : (pick(point) ?? null);
    const part = (value: number | null | undefined): number | null => (value === null || value === undefined ? null : short(value * times));
    return { x: scale.at[i] ?? 0, mean: part(one?.mean), low: part(one?.low ?? one?.mean), high: part(one?.high ?? one?.mean) };
  });
  return { ...look, points, dots: true };
}

/** Latency in ms over the axis, on a logarithmic scale. */
export function latencyPanel(curves: readonly Curve[], x: Spec, title: string, legend: boolean): Spec[] {
  const all = curves.flatMap((curve) => curve.points.flatMap((point) => [point.mean, point.low, point.high])).filter((value) => value !== null && value > 0) as number[];
  const domain = latencyDomain(all.flatMap((ms) => [ms * 0.95, ms * 1.05]));
  return panel(curves, x, { type: 'quantitative', scale: { type: 'log', domain, nice: false, clamp: true }, axis: latencyAxis(domain, title) }, domain[0], legend);
}

/** A share in percent over the axis. */
export function sharePanel(curves: readonly Curve[], x: Spec, title: string): Spec[] {
  const top = Math.max(1, ...curves.flatMap((curve) => curve.points.map((point) => point.high ?? 0)));
  return panel(curves, x, { type: 'quantitative', scale: { domain: [0, top * 1.05], nice: false }, axis: { title, tickCount: 4, labelExpr: "datum.label + ' %'" } }, 0, false);
}

/** Ribbons, lines and dots; the names in a legend where there are several. */
function panel(curves: readonly Curve[], x: Spec, y: Spec, floor: number, withLegend: boolean): Spec[] {
  const domain = curves.map((curve) => curve.name);
  // The same words in every layer: Vega-Lite draws one legend where all agree, and none where one says no.
  const legend = withLegend && curves.length > 1 ? { symbolType: 'stroke', symbolStrokeWidth: 2, symbolSize: 300, symbolOpacity: 1 } : null;
  const color = { field: 'curve', type: 'nominal', scale: { domain, range: curves.map((curve) => curve.colour) }, legend };
  const strokeDash = { field: 'curve', type: 'nominal', scale: { domain, range: curves.map((curve) => curve.dash) }, legend };
  const rows = curves.flatMap((curve) => curve.points.map((point) => ({ curve: curve.name, dots: curve.dots, ...point, low: point.low === null ? null : Math.max(floor, point.low) })));
  const data = { values: rows };
  return [
    { data, mark: { type: 'area', opacity: 0.2, line: false }, encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color } },
    { data, mark: { type: 'line', strokeWidth: 1.8 }, encoding: { x, y: { ...y, field: 'mean' }, color, strokeDash } },
    { data: { values: rows.filter((row) => row.dots) }, mark: { type: 'point', filled: true, size: 16, opacity: 1 }, encoding: { x, y: { ...y, field: 'mean' }, color } },
  ];
}
