/**
 * The wall clock of a run: seconds from the start become "23:00:05", with the day in front only when the run spans more than one.
 * Plain calendar arithmetic on the local start time, so no time zone of the reader can slip in. Days from the civil calendar after
 * H. Hinnant, "chrono-compatible low-level date algorithms".
 */

export interface Clock {
  /** Whether the run touches more than one calendar day. */
  readonly severalDays: boolean;
  /** The start as milliseconds since 1970 read as if it were UTC: what a zone-free axis counts from. */
  readonly startMs: number;
  /** "23:00:05", "Sat 15 Jun 23:00:05" on longer runs; tenths of a second in runs shorter than two minutes. */
  at(seconds: number): string;
  /** "23:00:05–23:12:32"; the day is said once when it stays the same, and one moment is said once. */
  between(fromS: number, toS: number): string;
  /** "Saturday 15 June 2024". */
  day(seconds: number): string;
}

/** What a clock needs to know of a run. */
export interface ClockRun { readonly startsAt: string; readonly lengthS: number }

const dayLength = 86_400;
const weekdays = ['Thursday', 'Friday', 'Saturday', 'Sunday', 'Monday', 'Tuesday', 'Wednesday'];
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Days from 1970-01-01 to a date of the Gregorian calendar. */
export function daysFromDate(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The date that lies `days` after 1970-01-01. */
export function dateFromDays(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

/** Local ISO text to seconds since 1970, read as if it were UTC. Text that is no date counts from midnight of day 0. */
export function secondsFromIso(text: string): number {
  const form = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?/.exec(text);
  if (form === null) return 0;
  const [year, month, day, hour, minute, second] = form.slice(1).map((part) => Number(part ?? 0));
  return daysFromDate(year ?? 1970, month ?? 1, day ?? 1) * dayLength + (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0);
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Seconds since 1970 as local ISO text, with milliseconds when there are any: the way back from `secondsFromIso`. */
export function isoFromSeconds(moment: number): string {
  const ticks = Math.round(moment * 1000);
  const days = Math.floor(ticks / (dayLength * 1000));
  const { year, month, day } = dateFromDays(days);
  const ofDay = ticks - days * dayLength * 1000;
  const whole = Math.floor(ofDay / 1000);
  const rest = ofDay % 1000 === 0 ? '' : `.${String(ofDay % 1000).padStart(3, '0')}`;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}${rest}`;
}

/** The wall clock of a run that starts at `startsAt` (local ISO text) and lasts `lengthS`. */
export function clockOf(run: ClockRun): Clock {
  const start = secondsFromIso(run.startsAt);
  const firstDay = Math.floor(start / dayLength);
  const severalDays = Math.floor((start + Math.max(0, run.lengthS - 0.001)) / dayLength) > firstDay;
  const fine = run.lengthS < 120 ? 10 : 1;
  const time = (moment: number): string => {
    const ticks = Math.round((moment - Math.floor(moment / dayLength) * dayLength) * fine);
    const whole = Math.floor(ticks / fine);
    const tenths = fine === 1 || ticks % fine === 0 ? '' : `.${ticks % fine}`;
    return `${two(Math.floor(whole / 3600) % 24)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}${tenths}`;
  };
  const dayName = (days: number, letters?: number): string => {
    const { month, day } = dateFromDays(days);
    const weekday = weekdays[((days % 7) + 7) % 7] ?? '';
    return `${weekday.slice(0, letters)} ${day} ${(months[month - 1] ?? '').slice(0, letters)}`;
  };
  const dayOf = (moment: number): number => Math.floor(Math.round(moment * fine) / fine / dayLength);
  const at = (seconds: number): string => `${severalDays ? `${dayName(dayOf(start + seconds), 3)} ` : ''}${time(start + seconds)}`;
  return {
    severalDays, startMs: start * 1000, at,
    between: (fromS, toS) => at(fromS) === at(toS) ? at(fromS) : `${at(fromS)}–${dayOf(start + fromS) === dayOf(start + toS) ? time(start + toS) : at(toS)}`,
    day: (seconds) => `${dayName(dayOf(start + seconds))} ${dateFromDays(dayOf(start + seconds)).year}`,
  };
}
