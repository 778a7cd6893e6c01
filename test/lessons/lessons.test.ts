/** Every lesson: its question has one true answer that its runs give, everything it points at is there, and what it teaches stands. */

import { describe, expect, it } from 'vitest';
import { graded, trueChoice } from '../../src/lessons/ask.ts';
import { lessons } from '../../src/lessons/catalogue.ts';
import { afterText, beforeText } from '../../src/lessons/lesson-text.ts';
import { scenarioOf } from '../../src/lessons/seen.ts';
import { told } from '../../src/lessons/told.ts';
import { pictures } from '../../src/report/charts/index.ts';
import { seenBy, texts } from './told.ts';

/** The truth of each lesson, as theory or the published source has it: a number and how near the run must come, or the place of the choice. Kept here and not in the lessons. */
const truths: { readonly [id: string]: { readonly about: number; readonly within: number } | { readonly place: number } } = {
  'why-pool': { about: 92.4 / 6.7, within: 0.01 },
  'seconds-saved': { about: 3000, within: 0.01 },
  'eight-threads': { place: 2 },
  'nine-or-fifty': { about: 90, within: 0.06 },
  'more-than-cores': { place: 0 },
  'raise-by-two': { place: 1 },
  'how-many-fail': { about: 110 * (45 - 30), within: 0.06 },
  'shorter-timeout': { place: 2 },
  'call-inside': { about: 10 / 0.258, within: 0.08 },
  'begin-commit': { about: 0.9, within: 0.1 },
  'saturday-literal': { place: 0 },
  'saturday-fifty': { place: 3 },
  'which-fix': { place: 2 },
  'which-error': { place: 1 },
  'twenty-pods': { about: 4, within: 0 },
  serverless: { about: 1 - 97 / 300, within: 0.01 },
  defaults: { place: 3 },
  'two-pools': { place: 1 },
  'leak-or-small': { about: 605, within: 0.01 },
  'first-to-tell': { place: 1 },
  'dead-connections': { about: 0.5, within: 0 },
  'before-the-database': { place: 1 },
  'locked-row': { about: 415 / 660, within: 0.03 },
  'two-at-a-time': { place: 2 },
  retries: { about: 115 / 180, within: 0.06 },
};

describe('the catalogue of lessons', () => {
  it('has names that differ and fit an address', () => {
    expect(new Set(lessons.map((lesson) => lesson.id)).size).toBe(lessons.length);
    for (const { id } of lessons) expect(id).toMatch(/^[a-z][a-z0-9-]+$/);
  });

  it('has a truth here for each lesson', () => expect(Object.keys(truths).toSorted()).toEqual(lessons.map(({ id }) => id).toSorted()));

  it('begins with why, and comes to sizes before it comes to incidents', () => {
    const place = (id: string): number => lessons.findIndex((lesson) => lesson.id === id);

    expect(place('why-pool')).toBe(0);
    expect(place('nine-or-fifty')).toBeLessThan(place('saturday-literal'));
    expect(place('how-many-fail')).toBe(place('shorter-timeout') - 1);
  });
});

describe.each(lessons.map((lesson) => [lesson.id, lesson] as const))('the lesson %s', (id, lesson) => {
  it('gives its question the answer that theory or its source gives', () => {
    const seen = seenBy(lesson);
    const truth = truths[id];

    if (lesson.ask.kind === 'choice') expect({ place: trueChoice(lesson.ask, seen) }).toEqual(truth);
    else if (truth !== undefined && 'about' in truth) {
      const measured = lesson.ask.answer(seen);
      expect(Math.abs(measured / truth.about - 1)).toBeLessThanOrEqual(truth.within + 1e-9);
    } else expect(truth).toHaveProperty('about');
  });

  it('calls the truth right, and something far from it not', () => {
    const seen = seenBy(lesson);
    const best = lesson.ask.kind === 'choice' ? trueChoice(lesson.ask, seen) : lesson.ask.answer(seen);
    const off = lesson.ask.kind === 'choice' ? (best + 1) % lesson.ask.choices.length : best * 5;

    expect(graded(lesson.ask, seen, best)).toMatchObject({ grade: 'right', points: 1 });
    expect(graded(lesson.ask, seen, off)).toMatchObject({ grade: 'wrong', points: 0 });
  });

  it('points at charts and findings that are there', () => {
    const seen = seenBy(lesson);

    for (const look of told(lesson, seen, null).looks) {
      expect(pictures(seen.run(look.step)).map((picture) => picture.id)).toContain(look.chart);
      if (look.finding !== undefined) expect(look.found, `finding ${look.finding}`).not.toBeNull();
    }
  });

  it('tells whole sentences with numbers from the run, in a terminal of 80 columns', () => {
    const seen = seenBy(lesson);
    const text = afterText(lesson, seen, told(lesson, seen, 1), 1, { width: 80, colour: false });
    const before = beforeText(lesson, 'LESSON', { width: 80, colour: false });

    expect(text).not.toMatch(/NaN|undefined|Infinity|null|\u001b/);
    expect(`${before}\n${text}`.split('\n').filter((line) => [...line].length > 80 && !/poolsim (?:run|lesson)/.test(line))).toEqual([]);
    expect(lesson.outcome(seen)).toMatch(/\d/);
    expect(lesson.trap(seen).shown).toMatch(/\d/);
  });

  it('can be tried further: every "next" is a scenario that reads', () => {
    for (const next of told(lesson, seenBy(lesson), null).next) {
      const step = lesson.steps.find((one) => one.id === next.step);

      expect(step).toBeDefined();
      if (step !== undefined) expect(() => scenarioOf({ ...step, set: next.set }, texts)).not.toThrow();
    }
  });

  it('holds the laws that every run checks on itself', () => {
    const seen = seenBy(lesson);

    expect(lesson.steps.flatMap((step) => seen.run(step.id).audit.filter((law) => !law.held))).toEqual([]);
  });
});
