/** A sweep in words: what its axes are called, and a figure with its interval. */

import type { Estimate, SweepAxis, SweepPoint, SweepResult } from '../../result/sweep.ts';
import { millis, share } from '../wording.ts';

/** What an axis is called: the last part of its path, "maximumPoolSize"; where the end says nothing, the two last, "api.rate". */
export function axisName(axis: SweepAxis): string {
  const [path = ''] = axis.paths;
  const parts = path.split('.');
  const last = parts.at(-1) ?? path;
  const name = axis.pool === null && parts.length > 1 ? parts.slice(-2).join('.') : last;
  return axis.paths.length > 1 ? `${name} (and ${axis.paths.slice(1).map((one) => one.split('.').slice(-2).join('.')).join(', ')} with it)` : name;
}

/** The value of the first axis at a point. */
export const firstValue = (point: SweepPoint | undefined): string => point?.values[0] ?? '';

/** "at traffic.api.rate = 110/s"; empty with a single axis. */
export const othersText = (result: SweepResult, others: readonly string[]): string =>
  others.length === 0 ? '' : `at ${others.map((value, i) => `${result.axes[i + 1]?.paths.join(' + ')} = ${value}`).join(', ')}`;

/** Digits that fit the size: three of them. */
const digits = (value: number): string => (Math.abs(value) >= 99.95 ? value.toFixed(0) : Math.abs(value) >= 9.995 ? value.toFixed(1) : value.toFixed(2));

/** "182 ±3" in a table, to as many decimals as the interval deserves; "–" when there is none, and no interval after a single run. */
export function plusMinus(one: Estimate | null | undefined, scale = 1): string {
  if (one === null || one === undefined) return '–';
  if (one.low === null || one.high === null) return digits(one.mean * scale);
  const half = ((one.high - one.low) / 2) * scale;
  const mean = one.mean * scale;
  // Equal values leave a rest of rounding in their sum, which is no uncertainty.
  if (half <= 1e-9 * Math.abs(mean)) return mean === 0 ? '0' : `${digits(mean)} ±0`;
  const size = Math.abs(mean) >= 999.5 ? 0 : Math.abs(mean) >= 99.5 ? 1 : 2;
  const decimals = Math.min(size, half >= 9.5 ? 0 : half >= 0.95 ? 1 : 2);
  return `${mean.toFixed(decimals)} ±${half.toFixed(decimals)}`;
}

/** "182 ms (179 ms to 185 ms)". */
export const spanText = (one: Estimate | null): string => (one === null ? 'unknown' : withSpan(one, millis));

/** "3.1% (2.9% to 3.3%)"; "0%" where nothing failed. */
export const shareSpan = (one: Estimate | null): string => (one === null ? 'unknown' : withSpan(one, share));

/** The interval only where its ends differ as they are written. */
function withSpan({ mean, low, high }: Estimate, text: (value: number) => string): string {
  if (low === null || high === null) return text(mean);
  const [from, to] = [text(Math.max(0, low)), text(high)];
  return from === to ? text(mean) : `${text(mean)} (${from} to ${to})`;
}

/** "10 runs"; where points stopped at a precision "5 to 40 runs". */
export function runsText(result: SweepResult): string {
  const counts = result.points.map((point) => point.runs);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? `${most} run${most === 1 ? '' : 's'}` : `${least} to ${most} runs`;
}
