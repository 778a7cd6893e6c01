/** Local wall-clock text to numbers and back: "2024-06-15T22:55:00", "23:30". No zone here; days and months are checked against the calendar. */

import { brief } from '../units/text.ts';

/** A local time as if the zone were UTC: whole milliseconds (since 1970, or since midnight) and the microseconds beyond them. */
export interface LocalTime {
  readonly ms: number;
  readonly us: number;
}

const fullForm = /^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?)?\s*$/i;
const timeForm = /^\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?\s*$/;
const offsetForm = /^\s*\d{4}-\d{2}-\d{2}[T ][0-9:.]+\s*(?:Z|[+-]\d{2}:?\d{2})\s*$/i;

/** A full local time, or the sentence that says what is wrong with it. */
export function parseLocalTime(text: string): LocalTime | string {
  if (offsetForm.test(text)) return `"${brief(text)}" carries an offset: write the local time alone, the zone stands in run.zone`;
  const form = fullForm.exec(text);
  if (form === null) return `"${brief(text)}" is not a local time: write it like 2024-06-15T22:55:00`;
  const [, year, month, day, hour, minute] = form.map(Number);
  if (form[4] === undefined) return `"${brief(text)}" has no time of day: write it like ${text.trim()}T22:55:00`;
  const dayMs = midnightOf(year ?? 0, month ?? 0, day ?? 0);
  if (dayMs === null) return `${form[1]}-${form[2]}-${form[3]} is not a day of the calendar`;
  const time = timeOfDay(hour ?? 0, minute ?? 0, form[6], form[7]);
  if (time === null) return `"${brief(text)}" is not a time of day: hours go from 00 to 23, minutes and seconds from 00 to 59`;
  if ((year ?? 0) < 1970 || (year ?? 0) > 2999) return `the year ${form[1]} is out of range: from 1970 to 2999`;
  return { ms: dayMs + time.ms, us: time.us };
}

/** "23:30" or "23:30:15.5" as time since midnight; a sentence where the figures are wrong; null where the text has another form. */
export function parseTimeOfDay(text: string): LocalTime | string | null {
  const form = timeForm.exec(text);
  if (form === null) return null;
  return timeOfDay(Number(form[1]), Number(form[2]), form[3], form[4]) ?? `"${brief(text)}" is not a time of day: hours go from 00 to 23, minutes and seconds from 00 to 59`;
}

function timeOfDay(hour: number, minute: number, seconds: string | undefined, fraction: string | undefined): LocalTime | null {
  const second = Number(seconds ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return null;
  const us = Number((fraction ?? '').padEnd(6, '0'));
  return { ms: ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(us / 1000), us: us % 1000 };
}

/** Milliseconds from 1970-01-01 to midnight of a day of the Gregorian calendar, or null for a day that does not exist. */
export function midnightOf(year: number, month: number, day: number): number | null {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (day < 1 || day > (lengths[month - 1] ?? 0)) return null;
  const before = lengths.slice(0, month - 1).reduce((sum, length) => sum + length, 0);
  const y = year - 1;
  const leaps = (n: number): number => Math.floor(n / 4) - Math.floor(n / 100) + Math.floor(n / 400);
  return ((year - 1970) * 365 + leaps(y) - leaps(1969) + before + day - 1) * 86_400_000;
}

/** ISO 8601 without an offset; fractions of a second only where there are any. */
export function localText(time: LocalTime): string {
  const days = Math.floor(time.ms / 86_400_000);
  const { year, month, day } = civil(days);
  const rest = time.ms - days * 86_400_000;
  const two = (n: number): string => String(n).padStart(2, '0');
  const us = (rest % 1000) * 1000 + time.us;
  const clock = `${two(Math.floor(rest / 3_600_000))}:${two(Math.floor(rest / 60_000) % 60)}:${two(Math.floor(rest / 1000) % 60)}`;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${clock}${us === 0 ? '' : `.${String(us).padStart(6, '0').replace(/0+$/, '')}`}`;
}

/** Days since 1970-01-01 to year, month and day (Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days). */
function civil(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}
