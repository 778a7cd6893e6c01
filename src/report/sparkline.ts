/** A series as one line of block characters: the height of each block is the value in its share of the time. */

import type { Series } from '../result.ts';
import type { Tick } from './ticks.ts';
import { widthOf } from './layout.ts';

const blocks = '▁▂▃▄▅▆▇█';

/** How the points under one block become one value. */
export type Joined = 'mean' | 'max';

/** `width` blocks on a scale from 0 to `top`. Nothing is a blank; anything above nothing is at least the lowest block. */
export function sparkline(series: Series, width: number, top: number, join: Joined = 'max'): string {
  if (series.length === 0 || width <= 0) return '';
  return Array.from({ length: width }, (_, column) => {
    const from = Math.floor((column * series.length) / width);
    const to = Math.max(from + 1, Math.floor(((column + 1) * series.length) / width));
    const values = series.slice(from, to).filter((value) => value !== null);
    if (values.length === 0) return ' ';
    const value = join === 'max' ? Math.max(...values) : values.reduce((sum, one) => sum + one, 0) / values.length;
    if (value <= 0 || top <= 0) return ' ';
    return blocks[Math.min(blocks.length - 1, Math.ceil((value / top) * blocks.length) - 1)] ?? '█';
  }).join('');
}

/** The axis under sparklines of `width` blocks: each tick is a stroke at its time followed by its label, where there is room. */
export function sparkAxis(ticks: readonly Tick[], lengthS: number, width: number): string {
  let axis = '';
  for (const { atS, label } of ticks) {
    const column = Math.min(width - 1, Math.round((atS / lengthS) * width));
    if (column < widthOf(axis) + (axis === '' ? 0 : 1) || column + 1 + widthOf(label) > width) continue;
    axis = `${axis.padEnd(column)}╵${label}`;
  }
  return axis.padEnd(width);
}
