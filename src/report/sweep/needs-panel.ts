/** Connections that are there against connections that are needed (Little's law) at each size: what a job takes, what the traffic needs on top, and where the two outgrow the pool. */

import type { Needs, SweepLine, SweepResult } from '../../result/sweep.ts';
import { short, type Spec } from '../charts/chart.ts';
import { colours, ink, plotWidth } from '../charts/theme.ts';
import type { SizeAxis } from './size-axis.ts';

export interface NeedsAlong {
  /** In the order of the first axis. */
  readonly points: readonly Needs[];
  readonly job: string;
}

/** The needs along a line, where the first axis is the size of a pool and one job makes them larger at every point; else null. */
export function needsAlong(result: SweepResult, line: SweepLine): NeedsAlong | null {
  const pool = result.axes[0]?.pool?.name;
  const points = line.points.flatMap((i) => {
    const needs = result.points[i]?.needs ?? null;
    return needs === null || needs.pool !== pool ? [] : [needs];
  });
  const job = points[0]?.during?.job;
  return job === undefined || points.length < line.points.length || points.some(({ during }) => during?.job !== job) ? null : { points, job };
}

export const neededAt = ({ usual, during }: Needs): number => (during === null ? usual : during.traffic + during.own);

/** One plot: the job's own connections and the traffic's on top as areas, the pool as a line. The name of the class colours the traffic. */
export function needsPanel({ points, job }: NeedsAlong, scale: SizeAxis, colour: string): Spec {
  const top = Math.max(...points.map((one) => Math.max(one.has, neededAt(one)))) * 1.04;
  const names = [`held by ${job}`, 'needed by the traffic meanwhile', 'connections there are'];
  const color = { field: 'what', type: 'nominal', scale: { domain: names, range: [colours.cron, colour, ink] }, legend: { symbolType: 'square', symbolOpacity: 1, offset: 4 } };
  const y = { type: 'quantitative', scale: { domain: [0, top], nice: false }, axis: { title: 'connections', tickCount: 4, tickMinStep: 1 } };
  const x = scale.channel(true);
  const rows = (what: string | undefined, of: (one: Needs) => readonly [number, number]) => points.map((one, i) => ({ what, x: scale.at[i] ?? 0, from: short(of(one)[0]), to: short(of(one)[1]) }));
  const own = rows(names[0], ({ during }) => [0, during?.own ?? 0]);
  const traffic = rows(names[1], (one) => [one.during?.own ?? 0, neededAt(one)]);
  return {
    width: plotWidth, height: 120,
    layer: [
      { data: { values: [...own, ...traffic] }, mark: { type: 'area', opacity: 0.55 }, encoding: { x, y: { ...y, field: 'from' }, y2: { field: 'to' }, color } },
      { data: { values: rows(names[2], ({ has }) => [0, has]) }, mark: { type: 'line', strokeWidth: 2 }, encoding: { x, y: { ...y, field: 'to' }, color } },
    ],
  };
}
