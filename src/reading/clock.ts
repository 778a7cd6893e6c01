/**
 * The calendar of a run: wall-clock times and cron expressions to instants, in the run's own time zone. The one room that knows `Date`.
 *
 * Summer time. A local time that the clocks skip does not exist; one that they show twice means the first of the two, unless that lies before the
 * start. Cron expressions are read by croner with 5 fields (minute hour day month weekday) or 6 (seconds first), and fire as croner fires: a job at one
 * fixed time of day fires once a day, at the end of the gap where the clocks skip its time; any other job fires at each instant whose local time matches.
 */

import { Cron, CronPattern } from 'croner';
import { brief } from '../units/text.ts';
import { type Duration, forever, type Instant, second } from '../units/time.ts';
import { type LocalTime, localText, parseLocalTime, parseTimeOfDay } from './local-time.ts';

export type InstantRead = { readonly at: Instant } | { readonly problem: string };
export type TicksRead = { readonly ticks: readonly Instant[] } | { readonly problem: string };

/** Turns the wall clock of a run into instants. */
export interface Calendar {
  /** Local time of the start, in full: 2024-06-15T22:55:00. */
  readonly starts: string;
  readonly zone: string;
  readonly instantOf: (wallClock: string) => InstantRead;
  readonly cronTicks: (schedule: string) => TicksRead;
}

export type CalendarRead = { readonly ok: true; readonly calendar: Calendar } | { readonly ok: false; readonly on: 'starts' | 'zone'; readonly says: string };

/** A job may fire this often in one run. */
export const mostTicks = 1_000_000;

const secondMs = 1000;
const quarterMs = 15 * 60 * secondMs;
const dayMs = 24 * 3600 * secondMs;

/** A zone's distance from UTC. `offsetAt` is in ms and takes UTC ms; zones change only at quarters of an hour. */
interface Zone {
  readonly name: string;
  readonly offsetAt: (utcMs: number) => number;
}

/**
 * The calendar of a run, or what is wrong with its start or zone. A run of unknown length is `forever`: then no end is checked. Instants later
 * than `latest` are mistakes; it is the length unless somebody shortened the run on purpose.
 */
export function calendarOf(starts: string, zoneName: string, length: Duration, latest: Duration = length): CalendarRead {
  const zone = zoneNamed(zoneName);
  if (zone === null) return { ok: false, on: 'zone', says: `"${brief(zoneName)}" is not a time zone: write a name like UTC, Europe/Berlin or America/New_York` };
  const local = parseLocalTime(starts);
  if (typeof local === 'string') return { ok: false, on: 'starts', says: local };
  const [startMs] = utcOf(zone, local.ms);
  if (startMs === undefined) return { ok: false, on: 'starts', says: `${localText(local)} does not exist in ${zoneName}: the clocks go forward over it` };
  const run: Run = { zone, startMs, startUs: local.us, length, latest, local };
  const calendar: Calendar = { starts: localText(local), zone: zoneName, instantOf: (wallClock) => instantIn(run, wallClock), cronTicks: (schedule) => ticksIn(run, schedule) };
  return { ok: true, calendar };
}

/** A zone's wall clock, for files that come with local times. */
export interface WallClock {
  /** UTC ms of a local time (as if it were UTC, in ms); the first of two where the clocks show it twice, null where they skip it. */
  readonly utcOf: (localMs: number) => number | null;
  /** What the clocks show at an instant, as if it were UTC, in ms. */
  readonly localAt: (utcMs: number) => number;
}

/** The wall clock of a zone by its name, or null where there is no such zone. */
export function wallClockIn(zoneName: string): WallClock | null {
  const zone = zoneNamed(zoneName);
  return zone === null ? null : { utcOf: (localMs) => utcOf(zone, localMs)[0] ?? null, localAt: (utcMs) => utcMs + zone.offsetAt(utcMs) };
}

interface Run {
  readonly zone: Zone;
  readonly startMs: number;
  /** Microseconds of the start beyond its whole milliseconds. */
  readonly startUs: number;
  readonly length: Duration;
  /** Wall-clock times later than this are mistakes. */
  readonly latest: Duration;
  readonly local: LocalTime;
}

const endMs = (run: Run): number => run.startMs + run.length / 1000;

/** "2024-06-15T22:55:00 to 2024-06-15T23:20:00 (UTC)". */
function spanText(run: Run): string {
  const end = endMs(run);
  const ends = Number.isFinite(end) ? ` to ${localText({ ms: Math.floor(end) + run.zone.offsetAt(end), us: 0 })}` : '';
  return `the run lasts from ${localText(run.local)}${ends} (${run.zone.name})`;
}

const allParts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;

function zoneNamed(name: string): Zone | null {
  if (name === 'UTC') return { name, offsetAt: () => 0 };
  try {
    if (!/^[A-Za-z]/.test(name)) return null;
    const format = new Intl.DateTimeFormat('en-US', { ...allParts, timeZone: name, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' });
    const known = new Map<number, number>();
    return { name, offsetAt: (utcMs) => remembered(known, Math.floor(utcMs / quarterMs), (quarter) => measuredOffset(format, quarter * quarterMs)) };
  } catch {
    return null;
  }
}

function remembered(known: Map<number, number>, key: number, find: (key: number) => number): number {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = find(key)));
  return value;
}

function measuredOffset(format: Intl.DateTimeFormat, utcMs: number): number {
  const parts = new Map(format.formatToParts(new Date(utcMs)).map((part) => [part.type, Number(part.value)]));
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - utcMs;
}

/** The instants (UTC ms, in order) at which the zone's clocks show a local time: one, two when it is shown twice, none when it is skipped. */
function utcOf(zone: Zone, localMs: number): number[] {
  const early = zone.offsetAt(localMs - dayMs);
  const late = zone.offsetAt(localMs + dayMs);
  const offsets = early === late ? [early] : [early, late];
  return offsets.map((offset) => localMs - offset).filter((utc, i) => zone.offsetAt(utc) === offsets[i]).sort((a, b) => a - b);
}

/** The instant of "23:30" (the first such time at or after the start) or of a full local time. */
function instantIn(run: Run, wallClock: string): InstantRead {
  const timeOfDay = parseTimeOfDay(wallClock);
  if (timeOfDay !== null) return typeof timeOfDay === 'string' ? { problem: timeOfDay } : firstTimeOfDay(run, wallClock, timeOfDay);
  const local = parseLocalTime(wallClock);
  if (typeof local === 'string') return { problem: local };
  const candidates = utcOf(run.zone, local.ms);
  if (candidates.length === 0) return { problem: `${localText(local)} does not exist in ${run.zone.name}: the clocks go forward over it` };
  const instants = candidates.map((utc) => sinceStart(run, utc, local.us));
  const at = instants.find((instant) => instant >= 0);
  if (at === undefined) return { problem: `${localText(local)} is before the start: ${spanText(run)}` };
  return at > run.latest ? { problem: `${localText(local)} is after the end: ${spanText(run)}` } : { at };
}

const sinceStart = (run: Run, utcMs: number, us: number): Instant => Math.round((utcMs - run.startMs) * 1000) + us - run.startUs;

function firstTimeOfDay(run: Run, wallClock: string, time: LocalTime): InstantRead {
  const midnight = Math.floor(run.local.ms / dayMs) * dayMs;
  const days = Math.min(3, Math.ceil(run.latest / (24 * 3600 * second)) + 1);
  for (let day = 0; day <= days; day++) {
    for (const utc of utcOf(run.zone, midnight + day * dayMs + time.ms)) {
      const at = sinceStart(run, utc, time.us);
      if (at >= 0 && at <= run.latest) return { at };
    }
  }
  return { problem: `${wallClock.trim()} does not come: ${spanText(run)}` };
}

const nicknames = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/i;

/** The instants within the run at which a cron expression fires; empty when it fires only outside. */
function ticksIn(run: Run, schedule: string): TicksRead {
  const words = schedule.trim().split(/\s+/);
  const nickname = nicknames.test(schedule.trim());
  if (!nickname && words.length !== 5 && words.length !== 6) return { problem: `"${brief(schedule)}" is not a cron expression: it needs 5 fields (minute hour day month weekday), or 6 with seconds first` };
  if (schedule.includes('?')) return { problem: '"?" in a cron expression depends on when it is read: write *' };
  if (run.length === forever) return { ticks: [] };
  try {
    const pattern = new CronPattern(schedule.trim(), undefined, nickname ? {} : { mode: '5-or-6-parts' });
    return ticksOf(run, pattern, nickname ? pattern.pattern.trim().split(/\s+/) : words);
  } catch (error) {
    return { problem: `"${brief(schedule)}" is not a cron expression: ${cronFault(String(error instanceof Error ? error.message : error))}` };
  }
}

/** What croner says, without its own name in front. */
const cronFault = (message: string): string => {
  const plain = message.replace(/^CronPattern:\s*/, '').replace(/^Syntax error,\s*/, '').replace(/\.$/, '');
  return `${plain.charAt(0).toLowerCase()}${plain.slice(1, 200)}`;
};

/** Days come from croner, on a calendar without summer time; times of day are laid over each of them in the zone of the run. */
function ticksOf(run: Run, pattern: CronPattern, words: readonly string[]): TicksRead {
  const end = endMs(run);
  const calendar = new Cron(`0 0 0 ${words.slice(-3).join(' ')}`, { utcOffset: 0, paused: true });
  let day = calendar.nextRun(new Date(Math.floor(run.local.ms / dayMs) * dayMs - secondMs));
  if (day === null) return { problem: 'this date never comes' };
  if (pattern.isFixedTime) return { ticks: steps(run, new Cron(words.join(' '), { ...inZone(run.zone.name), paused: true })) };
  const days: number[] = [];
  for (; day !== null && day.getTime() <= end + dayMs; day = calendar.nextRun(day)) days.push(day.getTime());
  const times = timesOfDay(pattern);
  const ticks: Instant[] = [];
  for (const midnight of days) {
    // The first and the last two days may be cut short: all the others count in full.
    if (ticks.length > mostTicks || (days.length - 3) * times.length > mostTicks) return { problem: 'it fires more than 1 000 000 times in this run' };
    for (const time of times) for (const utc of utcOf(run.zone, midnight + time)) if (utc >= run.startMs && utc < end) ticks.push(sinceStart(run, utc, 0));
  }
  return { ticks: ticks.filter((at) => at >= 0).sort((a, b) => a - b) };
}

/** UTC needs no table of zones, which costs milliseconds to open. */
const inZone = (name: string): { readonly utcOffset: number } | { readonly timezone: string } => (name === 'UTC' ? { utcOffset: 0 } : { timezone: name });

/** A job at one time of day: at most one a day, so croner may take its time over summer time. */
function steps(run: Run, cron: Cron): Instant[] {
  const ticks: Instant[] = [];
  const end = endMs(run);
  for (let next = cron.nextRun(new Date(run.startMs - 1)); next !== null && next.getTime() < end; next = cron.nextRun(next)) ticks.push(sinceStart(run, next.getTime(), 0));
  return ticks.filter((at) => at >= 0);
}

/** The times of day, in ms after midnight, at which the pattern fires. */
function timesOfDay(pattern: CronPattern): number[] {
  const chosen = (flags: readonly number[]): number[] => [...flags.keys()].filter((i) => flags[i] === 1);
  const seconds = chosen(pattern.second);
  const minutes = chosen(pattern.minute);
  return chosen(pattern.hour).flatMap((hour) => minutes.flatMap((minute) => seconds.map((sec) => ((hour * 60 + minute) * 60 + sec) * secondMs)));
}
