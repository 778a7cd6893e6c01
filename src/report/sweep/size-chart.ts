/** Latency and failures against what was varied: p50 and p99 of the main class with their intervals, theory beside them, and the sizes that arithmetic names. */

import type { SweepLine, SweepResult } from '../../result/sweep.ts';
import { type Picture, type Spec, whole } from '../charts/chart.ts';
import { classColour, colours, ink, plotWidth } from '../charts/theme.ts';
import { list, millis, sentence, share } from '../wording.ts';
import { type Curve, curveOf, latencyPanel, sharePanel, solid } from './curves.ts';
import { beyond, markLabels, markRoom, markRules, sizeAxis } from './size-axis.ts';
import { needsAlong, needsPanel } from './needs-panel.ts';
import { whySentence } from './why.ts';
import { axisName, firstValue, othersText, runsText } from './words.ts';

/** What stands beside p99 and matters less. */
const paler = { p50: '#7fa8c9', mean: '#56b4e9' } as const;

/** Lines of a grid that fit one picture. */
const mostLines = 8;

/** One curve pair for a single line; for a grid one p99 for each line. */
export function sizeChart(result: SweepResult): Picture[] {
  const [axis] = result.axes;
  const [first] = result.lines;
  if (axis === undefined || first === undefined || axis.values.length < 2) return [];
  return [result.lines.length === 1 ? single(result, first) : several(result)];
}

const failing = (result: SweepResult, lines: readonly SweepLine[]): boolean => lines.some((line) => line.points.some((i) => (result.points[i]?.classes[line.class]?.failedShare?.mean ?? 0) > 0));

const reads = (result: SweepResult): string => `Means over ${runsText(result)}${result.seeds.length === 1 ? '' : ' on the same seeds; ribbons are 95 % intervals'}. Latency is on a log scale and of the served only.`;

/** Plots under each other with one x axis. */
function stacked(title: string, says: string, plots: readonly (Spec | null)[], room: number): Spec {
  return whole(title, says, { vconcat: plots.filter((plot) => plot !== null), spacing: 10, resolve: { scale: { color: 'independent', strokeDash: 'independent', x: 'independent' } } }, room);
}

function theory(result: SweepResult, line: SweepLine, at: readonly number[]): Curve[] {
  const said = line.points.map((i) => result.points[i]?.preview ?? null).map((one) => (one?.class === line.class ? one : null));
  const curve = (name: string, pick: (one: NonNullable<(typeof said)[number]>) => number | null): Curve[] => {
    const points = said.map((one, i) => ({ x: at[i] ?? 0, mean: one === null ? null : pick(one), low: null, high: null }));
    const word = said.every((one) => one === null || one.exact) ? 'exact' : 'theory';
    return points.some((point) => point.mean !== null) ? [{ name: `${name}, ${word}`, colour: ink, dash: [1.5, 2.5], points, dots: false }] : [];
  };
  const p99 = curve('p99', (one) => one.p99Ms);
  return p99.length > 0 ? p99 : curve('mean', (one) => one.meanMs);
}

function single(result: SweepResult, line: SweepLine): Picture {
  const axis = result.axes[0] as SweepResult['axes'][number];
  const scale = sizeAxis(axis);
  const name = line.class;
  const colour = classColour(Object.keys(result.points[0]?.classes ?? {}).indexOf(name));
  const extra = theory(result, line, scale.at);
  const latency = [
    curveOf(result, line.points, scale, { name: 'p99', colour, dash: solid }, (point) => point.classes[name]?.p99Ms),
    ...(extra[0]?.name.startsWith('mean') ? [curveOf(result, line.points, scale, { name: 'mean', colour: paler.mean, dash: [2, 2] }, (point) => point.classes[name]?.meanMs)] : []),
    curveOf(result, line.points, scale, { name: 'p50', colour: paler.p50, dash: [6, 3] }, (point) => point.classes[name]?.p50Ms),
    ...extra,
  ];
  const lower = failing(result, [line]);
  const title = `How does ${name} fare at each ${axisName(axis)}?`;
  const needs = needsAlong(result, line);
  const why = sentence(whySentence(result, line));
  const none = line.points.every((i) => (result.points[i]?.classes[name]?.p99Ms ?? null) === null) ? 'Nothing was served, so there is no latency to draw. ' : '';
  const says = `${none}${why}${why === '' ? '' : ' '}${reads(result)}${beyond(axis, scale, line)}`;
  const upper = { width: plotWidth, height: 240, layer: [...markRules(axis, scale, line), ...latencyPanel(latency, scale.channel(!lower && needs === null), 'latency', true), ...markLabels(axis, scale, line)] };
  const failed = curveOf(result, line.points, scale, { name: 'failed', colour: colours.failed, dash: solid }, (point) => point.classes[name]?.failedShare, 100);
  const below = { width: plotWidth, height: 110, layer: [...markRules(axis, scale, line), ...sharePanel([failed], scale.channel(needs === null), 'failed')] };
  return { id: 'sweep-size', title, reads: says, alt: altOf(result, line), spec: stacked(title, says, [upper, lower ? below : null, needs === null ? null : needsPanel(needs, scale, paler.p50)], markRoom(axis, scale, line)) };
}

function several(result: SweepResult): Picture {
  const axis = result.axes[0] as SweepResult['axes'][number];
  const scale = sizeAxis(axis);
  const lines = result.lines.slice(0, mostLines);
  const look = (line: SweepLine, i: number) => ({ name: line.others.join(', '), colour: classColour(i), dash: solid });
  const title = `How does p99 depend on ${axisName(axis)}, and on ${list(result.axes.slice(1).map(axisName))}?`;
  const says = `${reads(result)} One colour for each ${result.axes.slice(1).map(axisName).join(', ')}.`;
  const lower = failing(result, lines);
  const shared = { marks: (lines[0]?.marks ?? []).filter((mark) => lines.every((line) => line.marks.some(({ label }) => label === mark.label))) };
  const upper = { width: plotWidth, height: 240, layer: [...markRules(axis, scale, shared), ...latencyPanel(lines.map((line, i) => curveOf(result, line.points, scale, look(line, i), (point) => point.classes[line.class]?.p99Ms)), scale.channel(!lower), 'p99 latency', true), ...markLabels(axis, scale, shared)] };
  const below = { width: plotWidth, height: 130, layer: sharePanel(lines.map((line, i) => curveOf(result, line.points, scale, look(line, i), (point) => point.classes[line.class]?.failedShare, 100)), scale.channel(true), 'failed') };
  return { id: 'sweep-size', title, reads: says, alt: lines.map((line) => altOf(result, line)).join(' '), spec: stacked(title, says, [upper, lower ? below : null], markRoom(axis, scale, shared)) };
}

function altOf(result: SweepResult, line: SweepLine): string {
  const said = [line.points[0], line.best, line.points.at(-1)].map((i) => result.points[i ?? -1]).filter((point) => point !== undefined);
  const axis = result.axes[0];
  const words = [...new Set(said.map((point) => `${firstValue(point)}: p99 ${millis(point.classes[line.class]?.p99Ms?.mean ?? null)}, ${share(point.classes[line.class]?.failedShare?.mean ?? 0)} failed`))];
  return `${line.class} over ${axis === undefined ? 'values' : axisName(axis)}${line.others.length > 0 ? ` ${othersText(result, line.others)}` : ''}: ${words.join('; ')}. Best at ${firstValue(result.points[line.best])}.`;
}
