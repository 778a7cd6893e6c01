/** Spans of time in logs: "0.123", "12ms", 4500 with the unit that the column or the user names. */

import { parseDuration } from '../units/text.ts';
import type { SpanUnit } from './format.ts';

const inUs = { s: 1e6, ms: 1e3, us: 1, ns: 1e-3 } as const;

/** Whole µs of a span, or NaN where the text is none. nginx writes several upstreams as "0.1, 0.2": they add up; "-" is none. */
export function spanOf(text: string, unit: SpanUnit): number {
  const bare = text.trim();
  if (/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(bare)) return bare.startsWith('-') ? Number.NaN : Math.round(Number(bare) * inUs[unit]);
  if (bare.includes(',') || bare.includes(' : ')) return bare.split(/,| : /).reduce((sum, part) => (part.trim() === '-' ? sum : sum + spanOf(part, unit)), 0);
  const read = parseDuration(bare);
  return read.ok ? read.value : Number.NaN;
}

/** What becomes of the time that a request was measured to take: nothing, or the demand of the first query of its route. */
export const demandOf = (took: number, as: 'cpu' | 'blocked' | undefined, wanted: 'cpu' | 'blocked'): number => (as === wanted ? took : Number.NaN);
