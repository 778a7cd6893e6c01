/** A comparison in words: what its figures are called, how they read, and how far apart two of them are. */

import type { ComparedFigure } from '../../result/compare.ts';
import { level, millis, share } from '../wording.ts';

const names: { readonly [figure: string]: { readonly of: string; readonly many: boolean; readonly column: string } } = {
  goodputPerS: { of: 'goodput of', many: false, column: 'goodput/s' }, failedShare: { of: 'failures of', many: true, column: 'failed %' },
  p50Ms: { of: 'p50 of', many: false, column: 'p50 ms' }, p95Ms: { of: 'p95 of', many: false, column: 'p95 ms' }, p99Ms: { of: 'p99 of', many: false, column: 'p99 ms' },
  waitMeanMs: { of: 'the mean wait of', many: false, column: 'mean wait ms' }, timeouts: { of: 'timeouts of pool', many: true, column: 'timeouts' },
  utilisation: { of: 'the utilisation of', many: false, column: 'utilisation %' }, cpuUtilisation: { of: 'the load on the cores of', many: false, column: 'cores %' },
  heldShare: { of: 'promise', many: false, column: 'held %' },
};

/** "p99 of api", "promise p99(api) < 250ms". */
export const figureName = ({ figure, of }: ComparedFigure): string => `${names[figure]?.of ?? figure} ${of}`;

/** "api p99 ms", as the head of a row. */
export const rowName = ({ figure, of }: ComparedFigure): string => `${of} ${names[figure]?.column ?? figure}`;

/** "p99 of api rises", "failures of api fall". */
export const moves = (one: ComparedFigure): string => {
  const many = names[one.figure]?.many === true;
  return `${figureName(one)} ${(one.difference?.mean ?? 0) > 0 ? (many ? 'rise' : 'rises') : many ? 'fall' : 'falls'}`;
};

/** The factor that turns the figure into what its column shows. */
export const scaleOf = ({ unit }: ComparedFigure): number => (unit === 'share' ? 100 : 1);

/** A figure in running text: "16.4%", "212 ms", "41.2/s"; a share has a decimal, so that its difference can be followed. */
export function valueText({ unit }: ComparedFigure, value: number | null | undefined): string {
  if (value === null || value === undefined) return 'nothing';
  if (unit === 'share') return value >= 0.2 && value < 0.999 ? `${(value * 100).toFixed(1)}%` : share(value);
  return unit === 'ms' ? millis(value) : unit === '/s' ? `${rate(value)}/s` : level(value);
}

/** Three digits, also of a rate far below one. */
const rate = (x: number): string => (Math.abs(x) >= 1 ? level(x) : String(Number(x.toPrecision(3))));
const points = (x: number): string => (x * 100).toFixed(Math.abs(x) < 0.01 ? 2 : 1);

/** A size without its sign, in the unit of differences: shares have points. */
const sizeText = ({ unit }: ComparedFigure, size: number): string => (unit === 'share' ? points(size) : unit === 'ms' ? millis(size) : unit === '/s' ? `${rate(size)}/s` : level(size));

/** "15.9 to 16.7 points less"; for an interval that holds zero "0.2 points less to 0.4 points more". */
export function apartText(one: ComparedFigure): string {
  const { low, high } = one.difference ?? { low: null, high: null };
  if (low === null || high === null) return 'no interval';
  const noun = one.unit === 'share' ? ' points' : '';
  if (low < 0 && high > 0) return `${sizeText(one, -low)}${noun} less to ${sizeText(one, high)}${noun} more`;
  const [from, to] = [Math.min(Math.abs(low), Math.abs(high)), Math.max(Math.abs(low), Math.abs(high))].map((size) => sizeText(one, size));
  return `${from === to ? from : `${from} to ${to}`}${noun} ${low >= 0 ? 'more' : 'less'}`;
}
