/** A and B side by side: latency percentiles and failures over time of each class that both have, on the same axes. */

import type { CompareResult } from '../../result/compare.ts';
import { failureKinds, type RunResult } from '../../result.ts';
import { type Picture, slug, type Spec, whole } from '../charts/chart.ts';
import { latencyAxis, latencyDomain } from '../charts/latency-axis.ts';
import { classColour, failureColours, failureNames, ink, plotWidth } from '../charts/theme.ts';
import { behindLayers, gridOf, timeX } from '../charts/time-axis.ts';
import { cut } from '../layout.ts';
import { peakOf } from '../series.ts';
import { level, millis, oneLine, share } from '../wording.ts';

/** More classes than this stand in the table only. */
const mostClasses = 6;
const halfWidth = (plotWidth - 60) / 2;
const percentiles = ['p50', 'p95', 'p99'] as const;
const seriesOf = { p50: 'latencyMsP50', p95: 'latencyMsP95', p99: 'latencyMsP99' } as const;
const percentileColours = [classColour(3), classColour(0), ink];

/** One side of one class: its curves on its own time axis. */
interface Half {
  readonly result: RunResult;
  readonly title: string;
  readonly latency: readonly { readonly t: number | undefined; readonly percentile: string; readonly ms: number | null }[];
  readonly failed: readonly { readonly t: number | undefined; readonly kind: string; readonly rank: number; readonly perS: number }[];
  readonly interpolate: string;
  readonly mostFailed: number;
}

function halfOf(result: RunResult, name: string, title: string): Half {
  const { moments, interpolate, values } = gridOf(result);
  const series = result.series.classes[name];
  const latency = percentiles.flatMap((percentile) => values(series?.[seriesOf[percentile]] ?? []).map((ms, i) => ({ t: moments[i], percentile, ms })));
  const failed = failureKinds.flatMap((kind, rank) => (peakOf(series?.failures[kind]) > 0 ? values(series?.failures[kind] ?? []).map((perS, i) => ({ t: moments[i], kind: failureNames[kind], rank, perS: perS ?? 0 })) : []));
  const sums = new Map<number | undefined, number>();
  for (const { t, perS } of failed) sums.set(t, (sums.get(t) ?? 0) + perS);
  return { result, title, latency, failed, interpolate, mostFailed: Math.max(0, ...sums.values()) };
}

const latencyPlot = (half: Half, domain: readonly [number, number], first: boolean): Spec => ({
  width: halfWidth, height: 200, title: { text: cut(half.title, 60), fontSize: 12, offset: 6 },
  layer: [
    ...behindLayers(half.result),
    {
      data: { values: half.latency.filter((point) => point.ms !== null && point.ms > 0) }, mark: { type: 'line', interpolate: half.interpolate, strokeWidth: 1.5 },
      encoding: {
        x: timeX(half.result, 't', true), y: { field: 'ms', type: 'quantitative', scale: { type: 'log', domain, nice: false }, axis: latencyAxis(domain, first ? 'latency of the served' : ' ') },
        color: { field: 'percentile', type: 'nominal', scale: { domain: percentiles, range: percentileColours }, legend: { symbolType: 'stroke', symbolStrokeWidth: 2.5, symbolSize: 300 } },
      },
    },
  ],
});

const failurePlot = (half: Half, most: number, kinds: readonly (typeof failureKinds)[number][], first: boolean): Spec => ({
  width: halfWidth, height: 130,
  layer: [
    ...behindLayers(half.result),
    {
      data: { values: half.failed }, mark: { type: 'area', interpolate: half.interpolate },
      encoding: {
        x: timeX(half.result, 't'), order: { field: 'rank' },
        y: { field: 'perS', type: 'quantitative', stack: 'zero', scale: { domain: [0, most], nice: true }, axis: { title: first ? 'failures per second' : ' ', tickCount: 4 } },
        color: { field: 'kind', type: 'nominal', scale: { domain: kinds.map((kind) => failureNames[kind]), range: kinds.map((kind) => failureColours[kind]) } },
      },
    },
  ],
});

/** What the pictures say of the comparison they belong to. */
type Compared = Pick<CompareResult, 'seeds'> & { readonly a: { readonly name: string }; readonly b: { readonly name: string } };

/** Pictures of the pair of runs on the first seed. */
export function comparePictures(compared: Compared, a: RunResult, b: RunResult): Picture[] {
  const both = Object.keys(a.classes).filter((name) => Object.hasOwn(b.classes, name) && ((a.classes[name]?.arrived ?? 0) > 0 || (b.classes[name]?.arrived ?? 0) > 0));
  const busiest = both.toSorted((x, y) => (a.classes[y]?.arrived ?? 0) - (a.classes[x]?.arrived ?? 0)).slice(0, mostClasses);
  return busiest.map((name) => pictureOf(compared, a, b, name));
}

function pictureOf(compared: Compared, a: RunResult, b: RunResult, name: string): Picture {
  const halves = [halfOf(a, name, `A: ${oneLine(compared.a.name)}`), halfOf(b, name, `B: ${oneLine(compared.b.name)}`)];
  const domain = latencyDomain(halves.flatMap((half) => half.latency.flatMap(({ ms }) => (ms === null ? [] : [ms * 0.9, ms * 1.15]))));
  const most = Math.max(...halves.map((half) => half.mostFailed));
  const kinds = failureKinds.filter((kind) => halves.some((half) => half.failed.some((point) => point.kind === failureNames[kind])));
  const title = `How does ${oneLine(name)} fare with A, and with B?`;
  const reads = `A on the left and B on the right, on the same axes and the same seed (${a.seed}): latency of the served${most > 0 ? ', and failures per second' : '; nothing fails'}.${compared.seeds.length > 1 ? ` Tables and verdict are over all ${compared.seeds.length} pairs of runs.` : ''}`;
  const rows: Spec[] = [{ hconcat: halves.map((half, i) => latencyPlot(half, domain, i === 0)), spacing: 20 }];
  if (most > 0) rows.push({ hconcat: halves.map((half, i) => failurePlot(half, most, kinds, i === 0)), spacing: 20 });
  const spec = whole(title, reads, { vconcat: rows, spacing: 16, resolve: { scale: { color: 'independent' } } });
  const alt = `${title} ${[['A', a], ['B', b]].map(([letter, run]) => sideAlt(String(letter), run as RunResult, name)).join(' ')}`;
  return { id: `compare-${slug(name)}`, title, reads, alt, spec };
}

function sideAlt(letter: string, run: RunResult, name: string): string {
  const one = run.classes[name];
  return one === undefined ? '' : `${letter}: p50 ${millis(one.latencyMs.p50)}, p99 ${millis(one.latencyMs.p99)}, ${share(one.failedShare)} failed, ${level(one.throughputPerS)} served per second.`;
}
