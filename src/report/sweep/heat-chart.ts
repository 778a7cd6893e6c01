/** A grid of two parameters as a heat map: p99 by colour (log scale), the failure share below it where anything failed, the best value of each row ringed. */

import type { SweepLine, SweepResult } from '../../result/sweep.ts';
import { type Picture, short, slug, type Spec, whole } from '../charts/chart.ts';
import { colours, ink, plotWidth } from '../charts/theme.ts';
import { millis, share } from '../wording.ts';
import { axisName, firstValue } from './words.ts';

const mostPictures = 4;
/** Numbers stand in the cells up to so many columns. */
const mostNumbered = 14;

interface Cell { readonly x: string; readonly y: string; readonly value: number | null; readonly text: string; readonly dark: boolean }

/** One picture for each combination of the third and further axes; none without a second axis. */
export function heatChart(result: SweepResult): Picture[] {
  if (result.axes.length < 2 || (result.axes[0]?.values.length ?? 0) < 2) return [];
  const groups = new Map<string, SweepLine[]>();
  for (const line of result.lines) {
    const key = line.others.slice(1).join(', ');
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups].slice(0, mostPictures).map(([fixed, lines]) => picture(result, lines, fixed));
}

function picture(result: SweepResult, lines: readonly SweepLine[], fixed: string): Picture {
  const [across, up] = result.axes.map(axisName);
  const title = `Where do ${across} and ${up} go well together?`;
  const says = `Each cell is one point, darker is worse; the ring is the best ${across} of its row.${fixed === '' ? '' : ` With ${result.axes.slice(2).map(axisName).join(', ')} = ${fixed}.`}`;
  const failed = cellsOf(result, lines, 'failedShare', share);
  const maps = [map(result, lines, cellsOf(result, lines, 'p99Ms', millis), 'p99', 'log', ['#e6eff8', '#9ecae1', '#4292c6', '#0b4f94'])];
  if (failed.some((cell) => (cell.value ?? 0) > 0)) maps.push(map(result, lines, failed, 'failed', 'sqrt', ['#fdf0e6', '#f7c3a3', colours.failed, '#7a2f00']));
  const best = lines.map((line) => `${line.others[0]}: ${firstValue(result.points[line.best])}`);
  return {
    id: `sweep-heat${fixed === '' ? '' : `-${slug(fixed)}`}`, title, reads: says, alt: `Best ${across} for each ${up}: ${best.join(', ')}.`,
    spec: whole(title, says, { vconcat: maps, spacing: 22, resolve: { scale: { color: 'independent' } } }),
  };
}

/** Cells of one figure; `dark` ones need light letters. */
function cellsOf(result: SweepResult, lines: readonly SweepLine[], figure: string, text: (value: number) => string): Cell[] {
  const cells = lines.flatMap((line) => line.points.map((i) => {
    const value = result.points[i]?.classes[line.class]?.[figure]?.mean ?? null;
    return { x: result.points[i]?.values[0] ?? '', y: line.others[0] ?? '', value: short(value), text: value === null ? '–' : text(value) };
  }));
  const known = cells.map((cell) => cell.value ?? 0).filter((value) => value > 0);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const middle = figure === 'failedShare' ? high * 0.4 : Math.sqrt(Math.sqrt(low * high) * high);
  return cells.map((cell) => ({ ...cell, dark: (cell.value ?? 0) > middle }));
}

function map(result: SweepResult, lines: readonly SweepLine[], cells: readonly Cell[], name: string, scale: string, range: readonly string[]): Spec {
  const [first, second] = result.axes;
  const x = { field: 'x', type: 'ordinal', sort: [...(first?.values ?? [])], axis: { title: first === undefined ? '' : axisName(first), labelAngle: 0, labelOverlap: 'greedy', domain: false, ticks: false } };
  const y = { field: 'y', type: 'ordinal', sort: [...(second?.values ?? [])].reverse(), axis: { title: second === undefined ? '' : axisName(second), labelOverlap: 'greedy' } };
  const served = lines.filter((line) => (result.points[line.best]?.classes[line.class]?.p99Ms ?? null) !== null);
  const rings = served.map((line) => ({ x: firstValue(result.points[line.best]), y: line.others[0] }));
  const numbered = (first?.values.length ?? 0) <= mostNumbered && (second?.values.length ?? 0) <= 30;
  return {
    title: { text: name, anchor: 'start', fontSize: 12, frame: 'group' },
    width: plotWidth, height: Math.max(60, Math.min(360, (second?.values.length ?? 1) * 30)),
    layer: [
      { data: { values: cells.filter((cell) => cell.value !== null && (scale !== 'log' || cell.value > 0)) }, mark: { type: 'rect', stroke: '#ffffff', strokeWidth: 1 }, encoding: { x, y, color: { field: 'value', type: 'quantitative', scale: { type: scale, range }, legend: null } } },
      { data: { values: rings }, mark: { type: 'rect', filled: false, stroke: ink, strokeWidth: 2 }, encoding: { x, y } },
      ...(numbered ? [false, true].map((dark) => ({ data: { values: cells.filter((cell) => cell.dark === dark) }, mark: { type: 'text', fontSize: 10, color: dark ? '#ffffff' : ink }, encoding: { x, y, text: { field: 'text', type: 'nominal' } } })) : []),
    ],
  };
}
