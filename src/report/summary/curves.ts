/** The curves of the one-screen summary: a handful of series on one time axis, the most telling first. */

import type { RunResult, Series } from '../../result.ts';
import { entries, goneOf, peakOf } from '../series.ts';
import { count, level, millis, oneLine } from '../wording.ts';
import type { Joined } from '../sparkline.ts';

export interface Curve {
  readonly label: string;
  readonly series: Series;
  /** What a full block stands for. */
  readonly top: number;
  readonly join: Joined;
  /** Said at the right end: "max 553". */
  readonly note: string;
  readonly tone: 'bad' | 'warm' | 'cool';
}

function classCurves(result: RunResult): Curve[] {
  const all = entries(result.series.classes);
  const failing = all.filter(([, one]) => peakOf(one.failedPerS) > 0).toSorted((a, b) => peakOf(b[1].failedPerS) - peakOf(a[1].failedPerS)).slice(0, 2);
  if (failing.length > 0) {
    return failing.map(([name, one]) => {
      const top = Math.max(peakOf(one.arrivedPerS), peakOf(one.failedPerS));
      return { label: `${name} failed/s`, series: one.failedPerS, top, join: 'max', note: `max ${level(peakOf(one.failedPerS))} of ${level(top)}`, tone: 'bad' };
    });
  }
  const [busiest] = all.toSorted((a, b) => peakOf(b[1].arrivedPerS) - peakOf(a[1].arrivedPerS));
  if (busiest === undefined) return [];
  const [name, one] = busiest;
  return [
    { label: `${name} arrived/s`, series: one.arrivedPerS, top: peakOf(one.arrivedPerS), join: 'mean', note: `max ${level(peakOf(one.arrivedPerS))}`, tone: 'cool' },
    { label: `${name} p99`, series: one.latencyMsP99, top: peakOf(one.latencyMsP99), join: 'max', note: `max ${millis(peakOf(one.latencyMsP99))}`, tone: 'warm' },
  ];
}

/** At most this many pools get curves: those with the longest lines, then those most in use. */
const pools = 2;

/** The curves of a run, about six. */
export function curvesOf(result: RunResult): Curve[] {
  const shown = entries(result.series.pools)
    .toSorted((a, b) => peakOf(b[1].pendingMax) - peakOf(a[1].pendingMax) || (result.pools[b[0]]?.utilisation ?? 0) - (result.pools[a[0]]?.utilisation ?? 0)).slice(0, pools);
  const poolCurves = shown.flatMap(([name, one]): Curve[] => {
    const gone = goneOf(one);
    const top = Math.max(peakOf(one.max), peakOf(gone));
    const waiting = peakOf(one.pendingMax);
    return [
      { label: `${name} in use`, series: gone, top, join: 'mean', note: `max ${level(peakOf(gone))}${peakOf(one.max) > 0 ? ` of ${level(peakOf(one.max))}` : ''}`, tone: 'cool' },
      ...(waiting > 0 ? [{ label: `${name} waiting`, series: one.pendingMax, top: waiting, join: 'max' as const, note: `max ${count(waiting)}`, tone: 'warm' as const }] : []),
    ];
  });
  const databases = entries(result.series.databases).slice(0, 2).map(([name, one]): Curve => {
    const cores = peakOf(one.cores);
    return { label: `${name} busy cores`, series: one.busyCores, top: cores || peakOf(one.busyCores), join: 'mean', note: `max ${level(peakOf(one.busyCores))}${cores > 0 ? ` of ${level(cores)}` : ''}`, tone: 'cool' };
  });
  return [...classCurves(result), ...poolCurves, ...databases].map((curve) => ({ ...curve, label: oneLine(curve.label) }));
}
