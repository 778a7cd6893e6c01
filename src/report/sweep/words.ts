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
  if (half === 0) return one.mean === 0 ? '0' : `${digits(one.mean * scale)} ±0`;
  const decimals = half >= 9.5 ? 0 : half >= 0.95 ? 1 : half >= 0.095 ? 2 : 3;
  return `${(one.mean * scale).toFixed(decimals)} ±${half < 0.0005 ? '0.001' : half.toFixed(decimals)}`;
}

/** "182 ms (179 ms to 185 ms)". */
export const spanText = (one: Estimate | null): string =>
  one === null ? 'unknown' : one.low === null || one.high === null ? millis(one.mean) : `${millis(one.mean)} (${millis(Math.max(0, one.low))} to ${millis(one.high)})`;

/** "3.1% (2.9% to 3.3%)"; "0%" where nothing failed. */
export const shareSpan = (one: Estimate | null): string =>
  one === null ? 'unknown' : one.low === null || one.high === null || one.mean === 0 ? share(one.mean) : `${share(one.mean)} (${share(Math.max(0, one.low))} to ${share(one.high)})`;
