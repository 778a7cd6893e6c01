import { Cron } from 'croner';
import { describe, expect, it } from 'vitest';
import { calendarOf, type Calendar } from '../../src/reading/clock.ts';
import { localText, parseLocalTime } from '../../src/reading/local-time.ts';
import { day, hour, minute, minutes, second, seconds } from '../../src/units/time.ts';

const calendar = (starts: string, zone: string, length: number): Calendar => {
  const made = calendarOf(starts, zone, length);
  if (!made.ok) throw new Error(made.says);
  return made.calendar;
};

const at = (cal: Calendar, wallClock: string): unknown => {
  const found = cal.instantOf(wallClock);
  return 'at' in found ? found.at : found.problem;
};

const ticks = (cal: Calendar, schedule: string): readonly number[] => {
  const found = cal.cronTicks(schedule);
  if ('problem' in found) throw new Error(found.problem);
  return found.ticks;
};

describe('a wall-clock time is an instant of the run', () => {
  const evening = calendar('2024-06-15T22:55:00', 'UTC', 2 * day);

  it('means the first such time of day at or after the start', () => {
    expect(at(evening, '23:30')).toBe(minutes(35));
    expect(at(evening, '22:55')).toBe(0);
    expect(at(evening, '22:54')).toBe(day - minute);
    expect(at(evening, '7:05:30.5')).toBe(8 * hour + minutes(10) + seconds(30.5));
  });

  it('may be a full local time, with a space or a T, to the microsecond', () => {
    expect(at(evening, '2024-06-16T22:55:00')).toBe(day);
    expect(at(evening, '2024-06-15 22:55:00.000001')).toBe(1);
    expect(at(evening, '2024-06-15T22:56')).toBe(minute);
  });

  it('says the span of the run when the time lies outside', () => {
    const span = 'the run lasts from 2024-06-15T22:55:00 to 2024-06-17T22:55:00 (UTC)';

    expect(at(evening, '2024-06-15T22:54:59')).toBe(`2024-06-15T22:54:59 is before the start: ${span}`);
    expect(at(evening, '2024-06-18T00:00:00')).toBe(`2024-06-18T00:00:00 is after the end: ${span}`);
    expect(at(calendar('2024-06-15T22:55:00', 'UTC', hour), '12:00')).toBe('12:00 does not come: the run lasts from 2024-06-15T22:55:00 to 2024-06-15T23:55:00 (UTC)');
  });

  it('counts from a start with a fraction of a second', () => {
    expect(at(calendar('2024-06-15T22:55:00.25', 'UTC', day), '22:55:01')).toBe(seconds(0.75));
  });
});

describe('summer time in Berlin', () => {
  const spring = calendar('2024-03-30T12:00:00', 'Europe/Berlin', 3 * day);
  const autumn = calendar('2024-10-26T12:00:00', 'Europe/Berlin', 3 * day);

  it('shortens the day in spring and lengthens it in autumn', () => {
    expect(at(spring, '2024-03-31T12:00:00')).toBe(23 * hour);
    expect(at(autumn, '2024-10-27T12:00:00')).toBe(25 * hour);
  });

  it('skips to the next day for a time of day that does not exist', () => {
    expect(at(spring, '02:30')).toBe((13.5 + 24) * hour);
    expect(at(spring, '2024-03-31T02:30:00')).toBe('2024-03-31T02:30:00 does not exist in Europe/Berlin: the clocks go forward over it');
  });

  it('takes the first of two, or the second when the run begins between them', () => {
    expect(at(autumn, '02:30')).toBe(14.5 * hour);
    const between = calendar('2024-10-27T02:45:00', 'Europe/Berlin', day);
    expect(at(between, '02:30')).toBe(45 * minute);
  });

  it('fires a daily job once a day: at the end of the gap, and at the first of two times', () => {
    expect(ticks(spring, '30 2 * * *')).toEqual([14 * hour, 37.5 * hour - 0, 61.5 * hour]);
    expect(ticks(autumn, '30 2 * * *')).toEqual([14.5 * hour, 39.5 * hour, 63.5 * hour]);
  });

  it('fires any other job at each instant whose local time matches', () => {
    expect(ticks(autumn, '0 2 * * *').length).toBe(3);
    expect(ticks(autumn, '0,30 2 27 10 *')).toEqual([14, 14.5, 15, 15.5].map((hours) => hours * hour));
    expect(ticks(spring, '0,30 2 31 3 *')).toEqual([]);
  });

  it.each([
    ['Europe/Berlin', '2024-03-29T22:00:00'], ['Europe/Berlin', '2024-10-25T22:00:00'], ['America/New_York', '2024-03-09T10:00:00'],
    ['Australia/Lord_Howe', '2024-04-06T01:00:00'], ['Asia/Kathmandu', '2024-04-06T01:00:00'], ['UTC', '2024-02-28T23:59:30'],
  ])('fires exactly as croner does in %s from %s', (zone, starts) => {
    const cal = calendar(starts, zone, 3 * day);
    const local = parseLocalTime(starts);
    if (typeof local === 'string') throw new Error(local);
    const startMs = new Date(new Cron('* * * * * *', { timezone: zone, paused: true }).nextRun(starts) ?? 0).getTime() - 1000;

    for (const schedule of ['*/30 * * * *', '0 * * * *', '15 2 * * *', '0 1-3 * * *', '30 0 2 * * *', '*/20 59 1,2 * * *', '0 0 L * *', '0 12 * * MON#1', '5 4 * * SUN', '0 0 29 2 *', '10 3 31 3,10 *', '@hourly', '@daily']) {
      const cron = new Cron(schedule, { timezone: zone, paused: true });
      const expected: number[] = [];
      for (let next = cron.nextRun(new Date(startMs - 1)); next !== null && next.getTime() < startMs + (3 * day) / 1000; next = cron.nextRun(next)) expected.push((next.getTime() - startMs) * 1000);
      expect({ schedule, ticks: ticks(cal, schedule) }).toEqual({ schedule, ticks: expected });
    }
  });
});

describe('cron expressions', () => {
  const week = calendar('2024-06-10T00:00:00', 'UTC', 7 * day);

  it('have five fields, or six with seconds first', () => {
    expect(ticks(week, '0 23 * * SAT')).toEqual([5 * day + 23 * hour]);
    expect(ticks(calendar('2024-06-10T00:00:00', 'UTC', minute), '*/15 * * * * *')).toEqual([0, 15, 30, 45].map((s) => s * second));
  });

  it('fire at the start of the run but not at its end', () => {
    expect(ticks(calendar('2024-06-10T00:00:00', 'UTC', day), '0 0 * * *')).toEqual([0]);
  });

  it('may fire up to a million times, and no more', () => {
    expect(ticks(calendar('2024-06-10T00:00:00', 'UTC', 11 * day), '* * * * * *')).toHaveLength(11 * 86_400);
    expect(week.cronTicks('* * * * * *')).toMatchObject({ ticks: expect.any(Array) });
    expect(calendar('2024-06-10T00:00:00', 'UTC', 12 * day).cronTicks('* * * * * *')).toEqual({ problem: 'it fires more than 1 000 000 times in this run' });
  });

  it('read the same wherever the machine stands', () => {
    const zone = process.env.TZ;
    process.env.TZ = 'Pacific/Auckland';

    const there = ticks(calendar('2024-06-10T00:00:00', 'Europe/Berlin', 7 * day), '0 23 * * SAT');

    process.env.TZ = zone ?? 'UTC';
    expect(there).toEqual([5 * day + 23 * hour]);
  });
});

describe('local times', () => {
  it.each(['1970-01-01T00:00:00', '1999-12-31T23:59:59', '2000-02-29T12:00:00.5', '2024-02-29T00:00:00', '2100-03-01T00:00:00', '2999-12-31T23:59:59.999999'])('%s is written as it was read', (text) => {
    const read = parseLocalTime(text);

    expect(typeof read === 'string' ? read : localText(read)).toBe(text);
  });

  it.each(['2100-02-29T00:00:00', '2024-13-01T00:00:00', '2024-04-31T00:00:00', '2024-01-00T00:00:00', '2024-01-01T24:00:00', '1969-12-31T00:00:00'])('%s is refused', (text) => {
    expect(typeof parseLocalTime(text)).toBe('string');
  });
});
