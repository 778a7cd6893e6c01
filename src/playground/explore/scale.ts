/** How far a slider reaches, and what its positions mean: around the value that the scenario came with, in its own unit. */

import { durationText, parseDuration, plainNumber } from '../../units/text.ts';
import { type Control } from '../form/control.ts';

export interface Scale {
  /** Positions are whole numbers from 0 to this. */
  readonly steps: number;
  /** The position of a value as it is written; null where it has none ("none", "unlimited"). */
  positionOf(text: string): number | null;
  /** The value at a position, as it would be written. */
  textAt(position: number): string;
}

/** A number and the unit behind it: "110/s" is 110 and "/s". */
function parts(text: string): { readonly number: number; readonly unit: string } | null {
  const found = /^\s*([-+]?\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?)\s*([^\d\s].*)?$/i.exec(text);
  return found === null ? null : { number: Number((found[1] ?? '').replaceAll('_', '')), unit: (found[2] ?? '').trim() };
}

/** The least of 1, 2, 5, 10, 20, … that is not below. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  return [1, 2, 5, 10].map((n) => n * power).find((n) => n >= value * 0.999999) ?? value;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** From `low` to `high` in equal steps. */
function linear(low: number, high: number, step: number, write: (value: number) => string, read: (text: string) => number | null): Scale {
  const steps = Math.max(1, Math.round((high - low) / step));
  return {
    steps,
    positionOf: (text) => { const value = read(text); return value === null ? null : clamp(Math.round((value - low) / step), 0, steps); },
    textAt: (position) => write(Number((low + position * step).toPrecision(10))),
  };
}

/** From `low` to `high` in equal ratios, rounded to two digits. */
function logarithmic(low: number, high: number, write: (value: number) => string, read: (text: string) => number | null): Scale {
  const steps = 120;
  const ratio = Math.log(high / low);
  return {
    steps,
    positionOf: (text) => { const value = read(text); return value === null ? null : value <= low ? 0 : clamp(Math.round((Math.log(value / low) / ratio) * steps), 0, steps); },
    textAt: (position) => write(Number((low * Math.exp((position / steps) * ratio)).toPrecision(2))),
  };
}

const micros = (text: string): number | null => {
  const read = parseDuration(text);
  return read.ok ? read.value : null;
};

/** The scale of a control whose scenario came with this value; null where a slider makes no sense. */
export function scaleOf(control: Control, came: string): Scale | null {
  if (control.widget === 'duration') {
    const bare = /^\d+(?:\.\d+)?$/.test(came) ? Number(came) : null;
    if (bare !== null && bare > 0) return logarithmic(bare / 20, bare * 20, plainNumber, (text) => (parts(text)?.unit === '' ? (parts(text)?.number ?? null) : null));
    const anchor = micros(came) ?? 0;
    return anchor > 0 ? logarithmic(Math.max(1, anchor / 20), anchor * 20, (value) => durationText(Math.max(1, Math.round(value))), micros) : null;
  }
  if (!['count', 'amount', 'rate', 'share', 'size'].includes(control.widget)) return null;
  const held = parts(came);
  const unit = held?.unit ?? (control.widget === 'share' ? '%' : '');
  if (held === null && control.widget === 'rate') return null;
  const anchor = held?.number ?? 0;
  const read = (text: string): number | null => { const part = parts(text); return part === null ? null : part.unit === unit || part.number === 0 ? part.number : null; };
  const write = (value: number): string => `${plainNumber(value)}${unit}`;
  const low = control.widget === 'count' || control.widget === 'amount' ? Math.min(control.atLeast ?? 0, anchor) : 0;
  const most = control.widget === 'share' ? (unit === '%' ? 100 : 1) : (control.atMost ?? Number.POSITIVE_INFINITY);
  const high = Math.min(most, anchor <= 0 ? (control.widget === 'share' ? 5 : 20) : roundUp(anchor * 3));
  if (!(high > low)) return null;
  if (control.widget === 'count') return high - low <= 500 ? linear(low, high, 1, write, read) : logarithmic(Math.max(1, low), high, (value) => write(Math.round(value)), read);
  return linear(low, high, roundUp((high - low) / 200), write, read);
}
