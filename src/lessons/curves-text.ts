/** The curves of a run as lines of a terminal: a label, a sparkline, what its top stands for, and a time axis below. */

import type { Ink } from '../report/ansi.ts';
import { slug } from '../report/charts/chart.ts';
import { padded, widthOf } from '../report/layout.ts';
import { goneOf, peakOf } from '../report/series.ts';
import { sparkAxis, sparkline } from '../report/sparkline.ts';
import { type Curve, curvesOf } from '../report/summary/curves.ts';
import { ticksOf } from '../report/ticks.ts';
import { level } from '../report/wording.ts';
import type { RunResult } from '../result.ts';

/** These curves one above the other on the time axis of the run. */
export function curveLines(run: RunResult['run'], curves: readonly Curve[], width: number, ink: Ink): string[] {
  if (curves.length === 0) return [];
  const label = Math.min(32, Math.max(...curves.map((one) => widthOf(one.label))));
  const note = Math.max(...curves.map((one) => widthOf(one.note)));
  const room = Math.max(10, width - label - note - 4);
  const lines = curves.map((one) => `${padded(one.label, label)}  ${ink[one.tone](sparkline(one.series, room, one.top, one.join))}  ${ink.dim(one.note)}`);
  return [...lines, ink.dim(`${' '.repeat(label + 2)}${sparkAxis(ticksOf(run, Math.max(2, Math.floor(room / 9))), run.lengthS, room)}`.trimEnd())];
}

/** The curves that tell what a chart tells: those of its pool or database, or of the classes that failed; the usual ones for any other chart. */
export function curvesOfChart(result: RunResult, chart: string, width: number, ink: Ink): string[] {
  if (result.series.t.length === 0) return [];
  const about = (prefix: string, names: readonly string[]): string | undefined => (chart.startsWith(prefix) ? names.find((name) => slug(name) === chart.slice(prefix.length)) : undefined);
  const pool = about('pool-stack-', Object.keys(result.series.pools));
  const database = about('database-load-', Object.keys(result.series.databases));
  const curves = pool !== undefined ? poolCurves(result, pool) : database !== undefined ? databaseCurves(result, database) : chart === 'failures' ? failureCurves(result) : [];
  return curveLines(result.run, curves.length > 0 ? curves : curvesOf(result), width, ink);
}

function poolCurves(result: RunResult, name: string): Curve[] {
  const series = result.series.pools[name];
  if (series === undefined) return [];
  const gone = goneOf(series);
  const top = Math.max(peakOf(series.max), peakOf(gone));
  const held = Object.entries(series.activeBy).filter(([, one]) => peakOf(one) > 0);
  const by = held.length > 1 ? held.map(([who, one]): Curve => ({ label: `held by ${who}`, series: one, top, join: 'mean', note: `max ${level(peakOf(one))}`, tone: 'cool' })) : [];
  const [leaked, opening, waiting] = [peakOf(series.leaked), peakOf(series.opening), peakOf(series.pendingMax)];
  return [
    { label: `${name} in use`, series: gone, top, join: 'mean', note: `max ${level(peakOf(gone))}${peakOf(series.max) > 0 ? ` of ${level(peakOf(series.max))}` : ''}`, tone: 'cool' }, ...by,
    ...(leaked > 0 ? [{ label: 'never given back', series: series.leaked, top, join: 'max', note: `max ${level(leaked)}`, tone: 'bad' } satisfies Curve] : []),
    ...(opening >= 1 ? [{ label: 'being opened', series: series.opening, top: opening, join: 'max', note: `max ${level(opening)}`, tone: 'warm' } satisfies Curve] : []),
    ...(waiting > 0 ? [{ label: `${name} waiting`, series: series.pendingMax, top: waiting, join: 'max', note: `max ${level(waiting)}`, tone: 'warm' } satisfies Curve] : []),
  ];
}

function databaseCurves(result: RunResult, name: string): Curve[] {
  const series = result.series.databases[name];
  if (series === undefined) return [];
  const [queue, cores] = [peakOf(series.runQueue), peakOf(series.cores)];
  return [
    { label: `${name} busy cores`, series: series.busyCores, top: cores || peakOf(series.busyCores), join: 'mean', note: `max ${level(peakOf(series.busyCores))}${cores > 0 ? ` of ${level(cores)}` : ''}`, tone: 'cool' },
    { label: 'statements on them', series: series.runQueue, top: queue, join: 'mean', note: `max ${level(queue)}`, tone: 'warm' },
  ];
}

const failureCurves = (result: RunResult): Curve[] => Object.entries(result.series.classes).filter(([, one]) => peakOf(one.failedPerS) > 0).slice(0, 4).map(([name, one]): Curve => {
  const top = Math.max(peakOf(one.arrivedPerS), peakOf(one.failedPerS));
  return { label: `${name} failed/s`, series: one.failedPerS, top, join: 'max', note: `max ${level(peakOf(one.failedPerS))} of ${level(top)}`, tone: 'bad' };
});
