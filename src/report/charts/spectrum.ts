/** Latency spectrum: latency at each share of the requests, on the axis of HdrHistogram, where every further nine takes as much room. */

import type { RunResult } from '../../result.ts';
import { entries } from '../series.ts';
import { list, millis, share } from '../wording.ts';
import { type Chart, labelled, short, type Spec, whole } from './chart.ts';
import { latencyAxis, latencyDomain } from './latency-axis.ts';
import { classColour, plotWidth, quiet } from './theme.ts';

const title = 'How slow are the slowest?';
const reads = 'That share of the served took at most this long; every step to the right is one more nine. Failed requests are not in it.';

const marks = [[0, '0%'], [0.5, '50%'], [0.9, '90%'], [0.99, '99%'], [0.999, '99.9%'], [0.9999, '99.99%'], [0.99999, '99.999%'], [0.999999, '99.9999%']] as const;

/** Where a share stands: at the share beyond it, on a logarithmic axis that runs backwards. */
const beyond = (p: number): number => Number(Math.max(1e-12, 1 - p).toPrecision(6));

interface Point { readonly class: string; readonly beyond: number; readonly ms: number | null; readonly p: number }

/** Points of each class, without the very fastest request, which would stretch the axis for nothing; the largest value stands where its share of one request in `served` belongs. */
function pointsOf(result: RunResult): Point[] {
  return entries(result.classes).filter(([, one]) => one.spectrum.length > 1).flatMap(([name, one]) => {
    const last = 1 - 1 / Math.max(2, one.served);
    return one.spectrum.filter(({ p, ms }) => p > 0 && ms > 0).map(({ p, ms }) => ({ class: name, beyond: beyond(Math.min(p, last)), ms: short(ms), p }));
  });
}

/** Acquire timeouts as quiet lines across. */
function limitLayers(limits: readonly number[], y: Spec): Spec[] {
  const data = { values: limits.map((ms) => ({ ms, text: `acquire timeout ${millis(ms)}` })) };
  return [
    { data, mark: { type: 'rule', color: quiet, strokeDash: [8, 4] }, encoding: { y: { ...y, field: 'ms' } } },
    {
      data, mark: { type: 'text', align: 'left', baseline: 'bottom', dx: 4, dy: -3, fontSize: 10, color: quiet },
      encoding: { x: { value: 0 }, y: { ...y, field: 'ms' }, text: { field: 'text', type: 'nominal' } },
    },
  ];
}

function spec(result: RunResult, points: readonly Point[]): Spec {
  const furthest = Math.min(0.1, ...points.map((point) => point.beyond));
  const ticks = marks.filter(([p]) => beyond(p) >= furthest * 0.999);
  const names = Object.keys(result.classes);
  const shown = names.filter((name) => points.some((point) => point.class === name));
  const domain = latencyDomain(points.flatMap((point) => [(point.ms ?? 0) * 0.9, (point.ms ?? 0) * 1.15]));
  const timeouts = Object.values(result.pools).map((pool) => pool.acquireTimeoutMs).filter((ms) => ms !== null);
  const limits = [...new Set(timeouts)].filter((ms) => ms >= domain[0] && ms <= domain[1]);
  const y = { type: 'quantitative', scale: { type: 'log', domain, nice: false }, axis: latencyAxis(domain, 'latency') };
  return whole(title, reads, {
    width: plotWidth, height: 260,
    layer: [
      ...limitLayers(limits, y),
      {
        data: { values: points }, mark: { type: 'line', strokeWidth: 2, interpolate: 'linear' },
        encoding: {
          x: {
            field: 'beyond', type: 'quantitative', scale: { type: 'log', domain: [furthest, 1], reverse: true, nice: false },
            axis: { title: 'share of served requests', ...labelled(ticks.map(([p]) => beyond(p)), ticks.map(([, label]) => label)), labelFlush: true },
          },
          y: { ...y, field: 'ms' },
          color: { field: 'class', type: 'nominal', scale: { domain: shown, range: shown.map((name) => classColour(names.indexOf(name))) }, legend: { symbolType: 'stroke', symbolStrokeWidth: 2.5, symbolSize: 300 } },
        },
      },
    ],
  });
}

export const spectrum: Chart = {
  id: 'spectrum', title, reads,
  draw: (result) => {
    const points = pointsOf(result);
    if (points.length === 0) return [];
    const words = entries(result.classes).filter(([, one]) => one.latencyMs.p50 !== null).map(([name, one]) =>
      `${name} p50 ${millis(one.latencyMs.p50)}, p99 ${millis(one.latencyMs.p99)}, longest ${millis(one.latencyMs.max)}, ${share(one.failedShare)} failed`);
    return [{ id: 'spectrum', title, reads, alt: `Latency by share of requests: ${list(words)}.`, spec: spec(result, points) }];
  },
};
