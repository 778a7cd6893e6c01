/** Numbers as people read them: counts with thousands, spans with the unit that fits, shares that never round a failure to nothing. */

import { grouped, trimmed } from '../units/words.ts';

export { millis, span } from '../units/words.ts';

/** A whole number with commas: 24310 becomes "24,310"; from ten million on "12.3M". */
export function count(n: number): string {
  const size = Math.abs(n);
  if (size >= 1e10) return `${trimmed((n / 1e9).toFixed(1))}G`;
  if (size >= 1e7) return `${trimmed((n / 1e6).toFixed(1))}M`;
  return grouped(String(Math.round(n)));
}

/** A count and its noun: "1 request", "24,310 requests". The plural is the noun with an s unless given. */
export const counted = (n: number, noun: string, plural = `${noun}s`): string => `${count(n)} ${Math.round(n) === 1 ? noun : plural}`;

/** A level or rate to about three digits: "0.04", "3.7", "41.2", "1,204"; "–" when there is none. */
export function level(x: number | null): string {
  if (x === null) return '–';
  const size = Math.abs(x);
  if (size >= 100) return count(x);
  if (size === 0) return '0';
  return size < 0.005 ? '<0.01' : trimmed(x.toFixed(size >= 10 ? 1 : 2));
}

/** A fraction as a percentage: "14.7%"; what is not quite nothing or all says so ("<0.1%", ">99.9%"). */
export function share(x: number): string {
  if (x === 0) return '0%';
  if (x > 0 && x < 0.001) return '<0.1%';
  if (x < 1 && x > 0.999) return '>99.9%';
  return `${trimmed((x * 100).toFixed(Math.abs(x) >= 0.2 ? 0 : 1))}%`;
}

/** "a", "a and b", "a, b and c". */
export function list(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

/** The sentence with its first letter capital; names that begin it keep their own spelling. */
export const sentence = (text: string): string => (text === '' ? '' : text[0]?.toUpperCase() + text.slice(1));

/** Text from outside on one line, without control characters that could move a terminal's cursor. */
export const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
