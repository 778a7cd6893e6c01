/** Amounts that people type and read: a number with its unit, "250 ms", "1 min 30 s", "14%", "39/s", "13.8 times", and how far two of them are apart. */

import { count, level, millis, share, span } from '../report/wording.ts';
import { parseDuration } from '../units/text.ts';
import { inMs, inSeconds } from '../units/time.ts';

/** What a number counts. `share` is a fraction 0..1 that is spoken as a percentage. */
export type Unit = 'ms' | 's' | '/s' | 'share' | 'times' | 'count';

/** The amount in words: "92.4 ms", "14.7%", "13.8 times", "1,604". */
export function amountText(value: number, unit: Unit): string {
  if (unit === 'ms') return millis(value);
  if (unit === 's') return span(value);
  if (unit === 'share') return share(value);
  if (unit === '/s') return `${level(value)}/s`;
  return unit === 'times' ? `${level(value)} times` : count(value);
}

/** How an answer is typed, for the line that asks for it. */
export const askedAs: { readonly [unit in Unit]: string } = {
  ms: 'a time, such as 40 ms or 2 s', s: 'a time, such as 90 s or 12 min', '/s': 'a number a second, such as 120/s', share: 'a percentage, such as 15%',
  times: 'how many times, such as 3', count: 'a number, such as 250',
};

export type Typed = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly says: string };

const bare = /^[+]?\d[\d,_]*(?:\.\d+)?$/;
const number = (text: string): number => Number(text.replaceAll(/[,_+]/g, ''));

/** What somebody typed, in the unit asked for. A bare number is taken in that unit; a comma between thousands is no matter. */
export function amountFrom(text: string, unit: Unit): Typed {
  const typed = text.trim().toLowerCase().replace(/^(?:about|circa|~|≈)\s*/, '');
  const wrong: Typed = { ok: false, says: `"${text.trim().slice(0, 40)}" is not ${askedAs[unit]}` };
  const good = (value: number): Typed => (Number.isFinite(value) && value >= 0 ? { ok: true, value } : wrong);
  if (bare.test(typed)) return good(number(typed) / (unit === 'share' ? 100 : 1));
  if (unit === 'ms' || unit === 's') {
    const read = parseDuration(typed.replaceAll(',', '').replace(/\bseconds?\b/g, 's').replace(/\bminutes?\b/g, 'min').replace(/\bmilliseconds?\b/g, 'ms'));
    return read.ok ? good(unit === 'ms' ? inMs(read.value) : inSeconds(read.value)) : wrong;
  }
  const [, digits = '', tail = ''] = /^([+]?\d[\d,_]*(?:\.\d+)?)\s*(.*)$/.exec(typed) ?? [];
  const fits: { readonly [of in Exclude<Unit, 'ms' | 's'>]: RegExp } = { '/s': /^(?:\/|per |a )\s*(?:s|sec|second)$/, share: /^(?:%|per ?cent)$/, times: /^(?:x|×|times|-?fold)$/, count: /^[a-z ]{1,30}$/ };
  return digits !== '' && fits[unit].test(tail) ? good(number(digits) / (unit === 'share' ? 100 : 1)) : wrong;
}

/** How many times the larger of two is the smaller, from 1 on; `floor` is added to both, so that next to nothing and nothing are near each other. */
export const factorBetween = (a: number, b: number, floor: number): number => {
  const [x, y] = [a + floor, b + floor];
  return x === y ? 1 : Math.min(x, y) <= 0 ? Number.POSITIVE_INFINITY : Math.max(x, y) / Math.min(x, y);
};
