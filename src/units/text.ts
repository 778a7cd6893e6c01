/** Text with units to numbers and back: "250ms", "1h30m", "40/s", "5%", "8MB". A bare number never passes for a unit. */

import { day, type Duration, forever, hour, microsecond, millisecond, minute, type Rate, second } from './time.ts';

/** A number read from text, or the sentence that says what is wrong with it. */
export type Parsed = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly says: string };

const good = (value: number): Parsed => ({ ok: true, value });
const bad = (says: string): Parsed => ({ ok: false, says });

const spans: { readonly [unit: string]: number } = {
  us: microsecond, µs: microsecond, μs: microsecond, ms: millisecond, s: second, sec: second, m: minute, min: minute, h: hour, d: day, w: 7 * day,
};
const sizes: { readonly [unit: string]: number } = { B: 1, kB: 1e3, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

const number = String.raw`[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?`;
const spanPart = new RegExp(String.raw`^\s*(${number})\s*([a-zA-Zµμ]+)`);
const rateForm = new RegExp(String.raw`^\s*(${number})\s*(?:/|per)\s*([a-zA-Zµμ]+)\s*$`);
const shareForm = new RegExp(String.raw`^\s*(${number})\s*%\s*$`);
const sizeForm = new RegExp(String.raw`^\s*(${number})\s*([a-zA-Z]+)\s*$`);
const bareForm = new RegExp(String.raw`^\s*[+-]?${number}\s*$`);

/** Text for a message: on one line and not too long. */
export const brief = (text: string): string => {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
};

const tooLarge = (text: string): Parsed => bad(`${brief(text)} is too large a number`);
const finite = (value: number, text: string): Parsed => (Number.isFinite(value) ? good(value) : tooLarge(text));

const toNumber = (digits: string): number => Number(digits.replaceAll('_', ''));

/** "1h30m", "250ms", "0.5 s" to microseconds, rounded to a whole number. Says what is wrong otherwise. */
export function parseDuration(text: string): Parsed {
  if (/^\s*-/.test(text)) return bad('a time cannot be negative');
  if (bareForm.test(text)) return bad(`"${brief(text)}" has no unit: write ${brief(text)}ms, ${brief(text)}s or ${brief(text)}m`);
  let rest = text;
  let total = 0;
  while (rest.trim() !== '') {
    const part = spanPart.exec(rest);
    if (part === null) return bad(`"${brief(text)}" is not a time: write it like 250ms, 45s, 1h30m`);
    const unit = spans[part[2] ?? ''];
    if (unit === undefined) return bad(`"${brief(part[2] ?? '')}" is not a unit of time: known are us, ms, s, m (or min), h, d, w`);
    total += toNumber(part[1] ?? '') * unit;
    rest = rest.slice(part[0].length);
  }
  if (text.trim() === '') return bad('a time is missing: write it like 250ms, 45s, 1h30m');
  return finite(Math.round(total), text);
}

/** "110/s", "2/min", "2 per hour" to happenings per second. */
export function parseRate(text: string): Parsed {
  if (/^\s*-/.test(text)) return bad('a rate cannot be negative');
  const form = rateForm.exec(text);
  if (form === null) {
    return bareForm.test(text) ? bad(`"${brief(text)}" has no unit: write ${brief(text)}/s or ${brief(text)}/min`) : bad(`"${brief(text)}" is not a rate: write it like 110/s or 2/min`);
  }
  const name = form[2] ?? '';
  const unit = spans[name] ?? (name === 'second' ? second : name === 'minute' ? minute : name === 'hour' ? hour : name === 'day' ? day : undefined);
  if (unit === undefined) return bad(`"${brief(name)}" is not a unit of time: write the rate like 110/s, 2/min or 5/h`);
  return finite((toNumber(form[1] ?? '') * second) / unit, text);
}

/** "5%" or "0.05" to a fraction; may exceed 1 (the caller bounds it). */
export function parseShare(text: string): Parsed {
  const form = shareForm.exec(text);
  if (form !== null) return finite(toNumber(form[1] ?? '') / 100, text);
  if (/^\s*-/.test(text)) return bad('a share cannot be negative');
  return bareForm.test(text) ? finite(toNumber(text), text) : bad(`"${brief(text)}" is not a share: write it like 5% or 0.05`);
}

/** "8MB" to bytes (kB, MB, GB are powers of 1000; KiB, MiB, GiB of 1024). */
export function parseSize(text: string): Parsed {
  if (/^\s*-/.test(text)) return bad('a size cannot be negative');
  const form = sizeForm.exec(text);
  const unit = form === null ? undefined : sizes[form[2] ?? ''];
  if (form === null || unit === undefined) return bad(`"${brief(text)}" is not a size: write it like 8MB or 512KiB`);
  return finite(toNumber(form[1] ?? '') * unit, text);
}

/** A number without superfluous zeros: at most three decimals below ten, two below a hundred, else as it is. */
export function plainNumber(value: number): string {
  const size = Math.abs(value);
  const decimals = size >= 100 ? 1 : size >= 10 ? 2 : 3;
  return String(Number(value.toFixed(decimals)));
}

/** Microseconds to the shortest readable text: "250ms", "45s", "12.5m", "forever". */
export function durationText(span: Duration): string {
  if (span === forever) return 'forever';
  const size = Math.abs(span);
  if (size >= 2 * day) return `${plainNumber(span / day)}d`;
  if (size >= 2 * hour) return `${plainNumber(span / hour)}h`;
  if (size >= 2 * minute) return `${plainNumber(span / minute)}m`;
  if (size >= second) return `${plainNumber(span / second)}s`;
  if (size >= millisecond) return `${plainNumber(span / millisecond)}ms`;
  return size === 0 ? '0s' : `${plainNumber(span)}us`;
}

/** Happenings per second to "110/s", "2/min", "5/h": the largest unit that keeps the number at 1 or more. */
export function rateText(rate: Rate): string {
  if (rate >= 1 || rate === 0) return `${plainNumber(rate)}/s`;
  return rate * 60 >= 1 ? `${plainNumber(rate * 60)}/min` : `${plainNumber(rate * 3600)}/h`;
}

/** A fraction to "5%". */
export const shareText = (share: number): string => `${plainNumber(share * 100)}%`;
