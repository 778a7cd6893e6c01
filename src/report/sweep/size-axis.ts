/** The horizontal axis of a sweep's charts: the values of its first axis, and the sizes that arithmetic names as rules with labels above the plot. */

import { ln } from '../../random/portable-math.ts';
import type { SweepAxis, SweepLine } from '../../result/sweep.ts';
import { labelled, type Spec } from '../charts/chart.ts';
import { textWidth } from '../charts/letters.ts';
import { ink, plotWidth, quiet } from '../charts/theme.ts';
import { axisName } from './words.ts';

/** Labels this many at most, so that they do not touch. */
const mostTicks = 16;

export interface SizeAxis {
  /** Where each value stands. */
  readonly at: readonly number[];
  readonly domain: readonly [number, number];
  readonly log: boolean;
  /** Which part of the width lies left of a place, 0..1. */
  readonly share: (x: number) => number;
  /** Halfway between two places, as the eye sees it. */
  readonly middle: (a: number, b: number) => number;
  readonly channel: (labels: boolean) => Spec;
}

/** The axis of numbers, logarithmic where the values themselves are; words stand side by side in their order. */
export function sizeAxis(axis: SweepAxis): SizeAxis {
  const at = axis.numbers ?? axis.values.map((_, i) => i + 1);
  const [low, high] = [Math.min(...at), Math.max(...at)];
  const sorted = at.toSorted((a, b) => a - b);
  const [first, last] = [(sorted[1] ?? 0) - (sorted[0] ?? 0), (sorted.at(-1) ?? 0) - (sorted.at(-2) ?? 0)];
  const log = axis.numbers !== null && low > 0 && high / low >= 20 && last > 8 * first;
  const pad = low === high ? 1 : 0;
  const domain: readonly [number, number] = [low - pad, high + pad];
  const every = Math.ceil(at.length / mostTicks);
  const bare = axis.numbers !== null && axis.unit === '' && !log && at.length > mostTicks;
  const ticks = at.filter((_, i) => i % every === 0);
  const marks = bare ? { tickMinStep: 1, tickCount: 12 } : labelled(ticks, axis.values.filter((_, i) => i % every === 0));
  return {
    at, domain, log,
    share: (x) => (log ? ln(x / domain[0]) / ln(domain[1] / domain[0]) : (x - domain[0]) / (domain[1] - domain[0])),
    middle: (a, b) => (log ? Math.sqrt(a * b) : (a + b) / 2),
    channel: (labels) => ({
      field: 'x', type: 'quantitative', scale: { type: log ? 'log' : 'linear', domain, nice: false, zero: false },
      axis: { ...marks, title: labels ? axisName(axis) : null, labels, ticks: labels, domain: labels, grid: true, labelOverlap: 'greedy' },
    }),
  };
}

/** Whatever has marks: a line of a sweep, or the figures of one picture. */
type Marked = Pick<SweepLine, 'marks'>;

interface Spot { readonly x: number; readonly text: string; readonly now: boolean }

interface Placed extends Spot { readonly row: number; readonly end: boolean }

/** The marks of a line as places on the axis: the sizes of the pool turned into values of the option that was varied. */
const spots = (axis: SweepAxis, { marks }: Marked): Spot[] => {
  const shift = axis.pool === null ? 0 : (axis.pool.sizes[0] ?? 0) - (axis.numbers?.[0] ?? 0);
  return axis.pool === null || axis.numbers === null ? [] : marks.map((mark) => ({ x: mark.size - shift, text: mark.label, now: mark.id === 'now' }));
};

const inside = (scale: SizeAxis, x: number): boolean => x >= scale.domain[0] && x <= scale.domain[1];

/** Labels of the marks in as many rows as it takes for them not to touch. */
function placed(axis: SweepAxis, scale: SizeAxis, line: Marked): Placed[] {
  const free: number[] = [];
  return spots(axis, line).filter(({ x }) => inside(scale, x)).toSorted((a, b) => a.x - b.x).map(({ x, text, now }) => {
    const from = scale.share(x) * plotWidth;
    const length = textWidth(text, 10) + 10;
    const end = from + length > plotWidth;
    const [left, right] = end ? [from - length, from] : [from, from + length];
    const found = free.findIndex((edge) => left > edge);
    const row = found < 0 ? free.length : found;
    free[row] = right;
    return { x, row, text, end, now };
  });
}

/** Rules for the marks, behind the data. */
export function markRules(axis: SweepAxis, scale: SizeAxis, line: Marked): Spec[] {
  const rule = (now: boolean, look: Spec): Spec[] => {
    const values = placed(axis, scale, line).filter((one) => one.now === now).map(({ x }) => ({ x }));
    return values.length === 0 ? [] : [{ data: { values }, mark: { type: 'rule', ...look }, encoding: { x: { field: 'x', type: 'quantitative' } } }];
  };
  return [...rule(false, { strokeDash: [3, 3], strokeWidth: 1.1, color: '#8a8a8a' }), ...rule(true, { strokeWidth: 1.1, color: ink })];
}

/** Their labels, above the plot. */
export function markLabels(axis: SweepAxis, scale: SizeAxis, line: Marked): Spec[] {
  return placed(axis, scale, line).map(({ x, row, text, end, now }) => ({
    data: { values: [{ x, text }] }, mark: { type: 'text', align: end ? 'right' : 'left', baseline: 'top', dx: end ? 0 : -1, dy: -13 - row * 12, fontSize: 10, color: now ? ink : quiet, fontWeight: now ? 'bold' : 'normal' },
    encoding: { x: { field: 'x', type: 'quantitative' }, y: { value: 0 }, text: { field: 'text', type: 'nominal' } },
  }));
}

/** Room above the plot for those labels. */
export const markRoom = (axis: SweepAxis, scale: SizeAxis, line: Marked): number => Math.max(8, ...placed(axis, scale, line).map(({ row }) => 22 + row * 12));

/** What lies outside the picture: "Beyond it: fleet ceiling 97." */
export function beyond(axis: SweepAxis, scale: SizeAxis, line: Marked): string {
  const out = spots(axis, line).filter(({ x }) => !inside(scale, x)).map(({ text }) => text);
  return out.length === 0 ? '' : ` Outside the picture: ${out.join(', ')}.`;
}
