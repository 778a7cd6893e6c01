/**
 * Time stamps of logs to µs since 1970, with the grain of the clock that wrote them: epoch numbers (s, ms, µs, ns, told apart by their size),
 * ISO 8601 with or without an offset, and the Common Log Format's "10/Oct/2000:13:55:36 -0700".
 */

import { midnightOf } from '../reading/local-time.ts';
import type { WallClock } from '../reading/clock.ts';

/** µs since 1970 (or since a beginning of its own, where `relative`), and the step of the clock in µs. */
export interface Stamp {
  readonly at: number;
  readonly grain: number;
  readonly relative: boolean;
}

export type TimeUnit = 's' | 'ms' | 'us';

const perUnit = { s: 1e6, ms: 1e3, us: 1 } as const;
const epoch = /^[0-9]+(?:\.([0-9]+))?$/;
const iso = /^(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)? ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;
const common = /^\[?(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))? ([+-]\d{4})\]?$/;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Numbers below this are no times since 1970 in any unit, but times since the recording began. */
const earliestEpoch = 1e8;

/** A stamp, or null where the text is none. `unit` is that of bare numbers; without it their size tells. Times without an offset are read by `clock`. */
export function stampOf(text: string, unit: TimeUnit | undefined, clock: WallClock): Stamp | null {
  const bare = text.trim();
  const digits = epoch.exec(bare);
  if (digits !== null) return numberStamp(bare, digits[1] ?? '', unit);
  const form = iso.exec(bare);
  if (form !== null) return calendarStamp([form[1], form[2], form[3], form[4], form[5], form[6]].map((part) => Number(part ?? 0)), form[7] ?? '', form[8], form[6] === undefined, clock);
  const log = common.exec(bare);
  if (log === null) return null;
  const month = months.indexOf(log[2] ?? '') + 1;
  return month === 0 ? null : calendarStamp([Number(log[3]), month, Number(log[1]), Number(log[4]), Number(log[5]), Number(log[6])], log[7] ?? '', log[8], false, clock);
}

/** Seconds up to the year 5138, then milliseconds, microseconds, nanoseconds: their ranges do not meet. */
function numberStamp(bare: string, fraction: string, unit: TimeUnit | undefined): Stamp | null {
  const size = Number(bare);
  const scale = unit !== undefined ? perUnit[unit] : size < 1e11 ? 1e6 : size < 1e14 ? 1e3 : size < 1e17 ? 1 : 1e-3;
  const whole = Number(fraction === '' ? bare : bare.slice(0, -fraction.length - 1));
  const at = Math.round(whole * scale + Number(`0.${fraction || '0'}`) * scale);
  const since1970 = unit === undefined ? size >= earliestEpoch : size * scale >= earliestEpoch * 1e6;
  return Number.isSafeInteger(at) ? { at, grain: Math.max(1, Math.round(scale / Number(`1e${Math.min(12, fraction.length)}`))), relative: !since1970 } : null;
}

function calendarStamp(parts: readonly number[], fraction: string, offset: string | undefined, toMinutes: boolean, clock: WallClock): Stamp | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const midnight = midnightOf(year, month, day);
  // A leap second is written as :60 and told as the first moment of the next minute.
  if (midnight === null || hour > 23 || minute > 59 || second > 60) return null;
  const local = midnight + ((hour * 60 + minute) * 60 + second) * 1000;
  const utc = offset === undefined ? clock.utcOf(local) : local - offsetMs(offset);
  if (utc === null) return null;
  const beyond = Math.floor(Number(fraction.slice(0, 6).padEnd(6, '0')));
  return { at: utc * 1000 + beyond, grain: toMinutes ? 60e6 : Number(`1e${Math.max(0, 6 - fraction.length)}`), relative: false };
}

function offsetMs(text: string): number {
  const form = /^([+-])(\d{2}):?(\d{2})?$/.exec(text);
  if (form === null) return 0;
  return (form[1] === '-' ? -1 : 1) * (Number(form[2]) * 60 + Number(form[3] ?? 0)) * 60_000;
}

/** The unit that the name of a column tells: "arrive_ms", "timeMillis", "start_us"; undefined where it tells none. */
export function unitIn(column: string): TimeUnit | undefined {
  const end = column.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase().split(/[^a-z]+/).filter((part) => part !== '').pop() ?? '';
  if (['ms', 'msec', 'millis', 'milliseconds'].includes(end)) return 'ms';
  if (['us', 'usec', 'micros', 'microseconds'].includes(end)) return 'us';
  return ['s', 'sec', 'secs', 'seconds'].includes(end) ? 's' : undefined;
}
