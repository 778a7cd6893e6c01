/** Lessons after their runs, for tests: each lesson runs once for a test file. */

import { readFileSync } from 'node:fs';
import type { Lesson } from '../../src/lessons/lesson.ts';
import { type ScenarioTexts, type Seen, seenOf } from '../../src/lessons/seen.ts';

export const texts: ScenarioTexts = (file) => readFileSync(new URL(`../../scenarios/${file}`, import.meta.url), 'utf8');

const ran = new Map<string, Seen>();

/** What the runs of a lesson showed. */
export function seenBy(lesson: Lesson): Seen {
  const seen = ran.get(lesson.id) ?? seenOf(lesson.steps, texts);
  ran.set(lesson.id, seen);
  return seen;
}
