/** The wall clock of a run and the round times on its axis. */

import { describe, expect, it } from 'vitest';
import { clockOf, dateFromDays, daysFromDate, isoFromSeconds, secondsFromIso } from '../../src/report/clock.ts';
import { ticksOf } from '../../src/report/ticks.ts';

const saturday = { startsAt: '2024-06-15T22:55:00', lengthS: 1500 };

describe('the wall clock', () => {
  it('counts from the start of the run', () => {
    const clock = clockOf(saturday);

    expect([clock.at(0), clock.at(305.2), clock.between(305, 1052), clock.day(0)]).toEqual(['22:55:00', '23:00:05', '23:00:05–23:12:32', 'Saturday 15 June 2024']);
  });

  it('names the day only when the run spans more than one, and once when it stays the same', () => {
    const clock = clockOf({ startsAt: '2024-06-15T22:55:00', lengthS: 7200 });

    expect(clock.at(0)).toBe('Sat 15 Jun 22:55:00');
    expect(clock.between(60, 120)).toBe('Sat 15 Jun 22:56:00–22:57:00');
    expect(clock.between(60, 7000)).toBe('Sat 15 Jun 22:56:00–Sun 16 Jun 00:51:40');
  });

  it('does not count a run that ends at midnight as two days', () => {
    expect(clockOf({ startsAt: '2024-06-15T23:00:00', lengthS: 3600 }).severalDays).toBe(false);
  });

  it('gives tenths in a run of seconds, and says one moment once', () => {
    const clock = clockOf({ startsAt: '2024-06-15T10:00:00', lengthS: 6 });

    expect([clock.at(0.25), clock.at(2), clock.between(1, 1.01)]).toEqual(['10:00:00.3', '10:00:02', '10:00:01']);
  });

  it('carries a rounded last second into the next day', () => {
    expect(clockOf({ startsAt: '2024-12-31T23:59:59', lengthS: 400 }).at(0.7)).toBe('Wed 1 Jan 00:00:00');
  });

  it('agrees with the calendar over four centuries', () => {
    for (let days = -146_097; days < 146_097; days += 61) {
      const { year, month, day } = dateFromDays(days);
      expect(daysFromDate(year, month, day)).toBe(days);
    }
    expect(daysFromDate(1970, 1, 1)).toBe(0);
    expect(dateFromDays(daysFromDate(2024, 2, 28) + 1)).toEqual({ year: 2024, month: 2, day: 29 });
    expect(dateFromDays(daysFromDate(2100, 2, 28) + 1)).toEqual({ year: 2100, month: 3, day: 1 });
  });

  it('reads and writes local ISO times', () => {
    expect(isoFromSeconds(secondsFromIso('2024-06-15T22:55:02.5'))).toBe('2024-06-15T22:55:02.500');
    expect(isoFromSeconds(secondsFromIso('2024-06-15'))).toBe('2024-06-15T00:00:00');
    expect(secondsFromIso('no date')).toBe(0);
  });
});

describe('ticks', () => {
  it('stand on round wall-clock times, not on round seconds of the run', () => {
    expect(ticksOf({ startsAt: '2024-06-15T22:57:30', lengthS: 1500 }, 8)).toEqual([150, 450, 750, 1050, 1350].map((atS, i) => ({ atS, label: ['23:00', '23:05', '23:10', '23:15', '23:20'][i] })));
  });

  it('are never more than asked for, whatever the length', () => {
    for (const lengthS of [0.4, 1, 7, 60, 61, 3600, 5000, 86_400, 7 * 86_400, 90 * 86_400, 400 * 86_400]) {
      const ticks = ticksOf({ startsAt: '2024-06-15T22:57:30', lengthS }, 10);
      expect(ticks.length).toBeLessThanOrEqual(11);
      expect(ticks.every(({ atS }) => atS >= 0 && atS <= lengthS)).toBe(true);
    }
  });

  it('show the date at midnight of a longer run', () => {
    expect(ticksOf({ startsAt: '2024-06-15T12:00:00', lengthS: 86_400 }, 8).map(({ label }) => label)).toEqual(['12:00', '15:00', '18:00', '21:00', '16 Jun', '03:00', '06:00', '09:00', '12:00']);
  });
});
