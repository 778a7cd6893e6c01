/** Lessons after their runs, for tests: each run that several lessons share is made once for a test file. */

import { readFileSync } from 'node:fs';
import type { Lesson } from '../../src/lessons/lesson.ts';
import { type Ran, ranStep, type ScenarioTexts, Seen, type Step, textOf } from '../../src/lessons/seen.ts';

export const texts: ScenarioTexts = (file) => readFileSync(new URL(`../../scenarios/${file}`, import.meta.url), 'utf8');

const runs = new Map<string, Ran>();
const lessons = new Map<string, Seen>();

function once(step: Step): Ran {
  const key = JSON.stringify([textOf(step, texts), step.set ?? [], step.watch ?? '']);
  const ran = runs.get(key) ?? ranStep(step, texts);
  runs.set(key, ran);
  return ran;
}

/** What the runs of a lesson showed. */
export function seenBy(lesson: Lesson): Seen {
  const seen = lessons.get(lesson.id) ?? new Seen(new Map(lesson.steps.map((step) => [step.id, once(step)])));
  lessons.set(lesson.id, seen);
  return seen;
}
