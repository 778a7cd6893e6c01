/** The calendar gives back events in order of time, rank and scheduling, whatever was moved or cancelled meanwhile. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Calendar, Rank, type Sleeper } from '../../src/engine/calendar.ts';
import { never } from '../../src/units/time.ts';

/** Writes down with what it was woken. */
const scribe = (): Sleeper & { readonly woken: number[] } => {
  const woken: number[] = [];
  return { woken, wake: (what) => void woken.push(what) };
};

/** Fires the next event, which must be looked up first. */
const fireNext = (calendar: Calendar): void => {
  if (calendar.nextTime < never) calendar.fire();
};

const fireAll = (calendar: Calendar): void => {
  while (calendar.nextTime < never) fireNext(calendar);
};

describe('a calendar', () => {
  it('fires in order of time', () => {
    const calendar = new Calendar();
    const log = scribe();

    for (const time of [50, 10, 40, 20, 30]) calendar.once(time, Rank.arrival, log, time);
    fireAll(calendar);

    expect(log.woken).toEqual([10, 20, 30, 40, 50]);
  });

  it('fires by rank what is due at the same instant', () => {
    const calendar = new Calendar();
    const log = scribe();

    for (const rank of [Rank.end, Rank.sampling, Rank.arrival, Rank.incident, Rank.timeout, Rank.grant, Rank.completion]) calendar.once(7, rank, log, rank);
    fireAll(calendar);

    expect(log.woken).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('fires in order of scheduling what is due at the same instant with the same rank', () => {
    const calendar = new Calendar();
    const log = scribe();

    for (let i = 0; i < 200; i++) calendar.once(7, Rank.timeout, log, i);
    fireAll(calendar);

    expect(log.woken).toEqual(Array.from({ length: 200 }, (_, i) => i));
  });

  it('lets an event that was moved to the instant of another come after it', () => {
    const calendar = new Calendar();
    const log = scribe();
    const moved = calendar.source(log, 1);

    calendar.put(moved, 5, Rank.arrival);
    calendar.once(9, Rank.arrival, log, 2);
    calendar.put(moved, 9, Rank.arrival);
    fireAll(calendar);

    expect(log.woken).toEqual([2, 1]);
  });

  it('moves an event forward and back', () => {
    const calendar = new Calendar();
    const log = scribe();
    const [first, second] = [calendar.source(log, 1), calendar.source(log, 2)];

    calendar.put(first, 30, Rank.arrival);
    calendar.put(second, 20, Rank.arrival);
    calendar.put(first, 10, Rank.arrival);
    expect(calendar.nextTime).toBe(10);
    calendar.put(first, 40, Rank.arrival);

    expect(calendar.nextTime).toBe(20);
    fireAll(calendar);
    expect(log.woken).toEqual([2, 1]);
  });

  it('keeps the place of an event that was given its order earlier', () => {
    const calendar = new Calendar();
    const log = scribe();
    const early = calendar.nextOrder(Rank.timeout);

    calendar.once(5, Rank.timeout, log, 2);
    calendar.putInOrder(calendar.source(log, 1), 5, early);
    fireAll(calendar);

    expect(log.woken).toEqual([1, 2]);
  });

  it('forgets what was cancelled, and an empty source may be cancelled too', () => {
    const calendar = new Calendar();
    const log = scribe();
    const source = calendar.source(log, 1);
    const timer = calendar.once(5, Rank.timeout, log, 2);
    calendar.put(source, 6, Rank.arrival);

    calendar.leave(timer);
    calendar.leave(source);
    calendar.leave(source);

    expect(calendar.nextTime).toBe(never);
  });

  it('uses the slots of one-off timers again, those that fired and those that were cancelled', () => {
    const calendar = new Calendar();
    const log = scribe();
    const slots = new Set<number>();

    for (let i = 0; i < 100; i++) {
      const [fired, cancelled] = [calendar.once(i, Rank.timeout, log, i), calendar.once(i, Rank.timeout, log, -1)];
      slots.add(fired).add(cancelled);
      calendar.leave(cancelled);
      fireNext(calendar);
    }

    expect(slots.size).toBe(2);
    expect(log.woken).toHaveLength(100);
  });

  it('lets a source put its next event while it is being woken, at the same instant or later', () => {
    const calendar = new Calendar();
    const times: number[] = [];
    const source = calendar.source({
      wake: () => {
        times.push(times.length);
        if (times.length < 5) calendar.put(source, times.length < 3 ? 10 : 20, Rank.arrival);
      },
    });

    calendar.put(source, 10, Rank.arrival);
    fireAll(calendar);

    expect(times).toHaveLength(5);
    expect(calendar.nextTime).toBe(never);
  });

  it('lets a source that is being woken cancel itself, and others', () => {
    const calendar = new Calendar();
    const log = scribe();
    const other = calendar.source(log, 1);
    const source = calendar.source({
      wake: () => {
        calendar.put(source, 30, Rank.arrival);
        calendar.leave(source);
        calendar.leave(other);
      },
    });

    calendar.put(source, 10, Rank.arrival);
    calendar.put(other, 20, Rank.arrival);
    fireNext(calendar);

    expect(calendar.nextTime).toBe(never);
    expect(log.woken).toEqual([]);
  });

  it('says whether something is due before a rank', () => {
    const calendar = new Calendar();
    calendar.once(10, Rank.timeout, scribe(), 0);

    expect(calendar.isDue(10, Rank.incident)).toBe(true);
    expect(calendar.isDue(10, Rank.timeout)).toBe(false);
    expect(calendar.isDue(9, Rank.incident)).toBe(false);
  });

  it('does not fire when it is empty', () => {
    expect(() => new Calendar().fire()).toThrow(/has an event/);
  });
});

// ------------------------------------------------------------------------------------------------------- against a sorted list

interface Entry {
  readonly what: number;
  readonly slot: number;
  time: number;
  rank: number;
  order: number;
}

type Deed = { readonly do: 'once' | 'put' | 'leave' | 'fire'; readonly pick: number; readonly time: number; readonly rank: number };

const deed: fc.Arbitrary<Deed> = fc.record({ do: fc.constantFrom('once', 'put', 'put', 'leave', 'fire', 'fire'), pick: fc.nat(), time: fc.integer({ min: 0, max: 12 }), rank: fc.integer({ min: 0, max: 6 }) });

describe('a calendar beside a sorted list', () => {
  it('fires the same events in the same order after any deeds', () => {
    fc.assert(fc.property(fc.array(deed, { minLength: 1, maxLength: 300 }), fc.integer({ min: 1, max: 30 }), (deeds, sourceCount) => {
      const calendar = new Calendar();
      const log = scribe();
      const sources = Array.from({ length: sourceCount }, (_, i) => calendar.source(log, i));
      const entries: Entry[] = [];
      const expected: number[] = [];
      let now = 0;
      let order = 0;
      const place = (what: number, slot: number, one: Deed): void => {
        const at = entries.findIndex((entry) => entry.what === what);
        if (at >= 0) entries.splice(at, 1);
        entries.push({ what, slot, time: now + one.time, rank: one.rank, order: order++ });
      };
      const fire = (): void => {
        const first = entries.sort((a, b) => a.time - b.time || a.rank - b.rank || a.order - b.order).shift() as Entry;
        expected.push(first.what);
        now = first.time;
        fireNext(calendar);
      };

      for (const [i, one] of deeds.entries()) {
        if (one.do === 'once') place(100 + i, calendar.once(now + one.time, one.rank as Rank, log, 100 + i), one);
        else if (one.do === 'put') {
          const source = one.pick % sources.length;
          calendar.put(sources[source] as number, now + one.time, one.rank as Rank);
          place(source, sources[source] as number, one);
        } else if (entries.length === 0) continue;
        else if (one.do === 'leave') calendar.leave((entries.splice(one.pick % entries.length, 1)[0] as Entry).slot);
        else fire();
        expect(calendar.nextTime).toBe(Math.min(never, ...entries.map((entry) => entry.time)));
      }
      while (entries.length > 0) fire();

      expect(log.woken).toEqual(expected);
      expect(calendar.nextTime).toBe(never);
    }), { seed: 1, numRuns: 1000 });
  });
});
