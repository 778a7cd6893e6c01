/** Numbers on their way out: finite or null, never NaN; spans in milliseconds; series values to six significant digits. */

import type { SpanMs } from '../result.ts';
import type { Histogram } from '../stats/histogram.ts';
import { inMs } from '../units/time.ts';

/** Powers of ten that bring a number of 10^5 down to 10^-3 to six digits before the point. */
const scales = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8] as const;

/** A value of a series, to six significant digits, so that a result stays small. Null where nothing was there. */
export function sixDigits(value: number | null): number | null {
  if (value === null || !Number.isFinite(value)) return null;
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return value; // has no more digits than that, and most values of a series are such
  return sixDigitsByScale(value) ?? Number(value.toPrecision(6));
}

/** The same by arithmetic where that is exact enough: a quotient of two whole numbers is the double nearest to their decimal fraction. */
function sixDigitsByScale(value: number): number | null {
  const size = Math.abs(value);
  for (const scale of scales) if (size * scale >= 1e5) return size * scale < 999_999.5 ? Math.round(value * scale) / scale : null;
  return null;
}

/** `value` itself, or null when it is not a finite number (an unlimited pool, a timeout that is a law). */
export const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** `part / whole`, 0 when there is no whole. */
export const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

const msOrNull = (span: number | null): number | null => (span === null ? null : inMs(span));

/** Statistics of a histogram of µs, in milliseconds; all null when it is empty. */
export function spanMs(spans: Histogram): SpanMs {
  return {
    count: spans.count,
    mean: msOrNull(spans.mean),
    p50: msOrNull(spans.quantile(0.5)),
    p90: msOrNull(spans.quantile(0.9)),
    p95: msOrNull(spans.quantile(0.95)),
    p99: msOrNull(spans.quantile(0.99)),
    p999: msOrNull(spans.quantile(0.999)),
    max: spans.count === 0 ? null : inMs(spans.max),
  };
}

/**
 * The latency spectrum: four points for every halving of the tail (p = 0, 1/8, 1/4, 3/8, 1/2, 9/16, …) until less than one
 * value is left in it, then the maximum at p = 1. The spacing is that of HdrHistogram's percentile ticks (Tene 2012).
 */
export function spectrumOf(spans: Histogram): { readonly p: number; readonly ms: number }[] {
  const points: { readonly p: number; readonly ms: number }[] = [];
  for (let tail = 1; tail * spans.count >= 1; tail /= 2) {
    for (let step = 0; step < 4; step++) {
      const p = 1 - tail * (1 - step / 8);
      points.push({ p, ms: inMs(spans.quantile(p) ?? 0) });
    }
  }
  if (spans.count > 0) points.push({ p: 1, ms: inMs(spans.max) });
  return points;
}

/** Whether two sums of µs are the same but for rounding: within a microsecond, or `within` of their size. */
export const agree = (a: number, b: number, within = 1e-9): boolean => Math.abs(a - b) <= Math.max(1, within * Math.max(Math.abs(a), Math.abs(b)));

/** "1 request", "2 requests". */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
