/** The command `lesson`: lists the lessons, or tells one: predict, run, see, explain. */

import { readFileSync } from 'node:fs';
import { answerFrom, answersLike } from '../lessons/ask.ts';
import { lessons } from '../lessons/catalogue.ts';
import { claimsTable } from '../lessons/claims-table.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { afterText, beforeText, listText } from '../lessons/lesson-text.ts';
import { type ScenarioTexts, Seen, ranStep, textOf } from '../lessons/seen.ts';
import { told } from '../lessons/told.ts';
import { nearest } from '../nearest.ts';
import { hanging } from '../report/layout.ts';
import { Answers, replyTo } from './answers.ts';
import { Exit, type ExitCode, orCannot, Stop } from './exit.ts';
import { look, Progress } from './screen.ts';

export interface LessonWords {
  readonly id?: string | undefined;
  readonly answer?: string | undefined;
  readonly scenario?: string | undefined;
  readonly claims?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly width?: number | undefined;
}

/** The files of scenarios/ that come with poolsim. */
export const scenarioTexts: ScenarioTexts = (file) => {
  const path = new URL(`../../scenarios/${file}`, import.meta.url);
  return orCannot('read', path.pathname, () => readFileSync(path, 'utf8'));
};

/** The lesson by its number from 1 or its name. */
function lessonOf(id: string): Lesson {
  const found = /^\d{1,3}$/.test(id) ? lessons[Number(id) - 1] : lessons.find((lesson) => lesson.id === id);
  if (found !== undefined) return found;
  const near = nearest(id, lessons.map((lesson) => lesson.id));
  throw new Stop(Exit.badInput, `poolsim: there is no lesson "${id}".${near === null ? '' : ` Did you mean "${near}"?`} \`poolsim lesson\` lists all ${lessons.length}.`);
}

/** Runs every step, with a progress line for those who watch. */
function ranAll(lesson: Lesson): Seen {
  const progress = new Progress();
  try {
    return new Seen(new Map(lesson.steps.map((step, i) => {
      progress.show(i / lesson.steps.length, step.label);
      return [step.id, ranStep(step, scenarioTexts)];
    })));
  } finally {
    progress.done();
  }
}

/** The answer from --answer; null where it is not given. */
function given(lesson: Lesson, answer: string | undefined): number | null {
  if (answer === undefined) return null;
  const read = answerFrom(lesson.ask, answer);
  if (!read.ok) throw new Stop(Exit.badInput, `poolsim: --answer: ${read.says}. "${lesson.ask.asks}" wants ${answersLike(lesson.ask)}.`);
  return read.value;
}

/** Prints the scenario of a step, to be run or edited elsewhere. */
function printScenario(lesson: Lesson, id: string): ExitCode {
  const step = lesson.steps.find((one) => one.id === id);
  if (step === undefined) throw new Stop(Exit.badInput, `poolsim: the lesson ${lesson.id} has no step "${id}". It has ${lesson.steps.map((one) => one.id).join(', ')}.`);
  const sets = (step.set ?? []).map((set) => `# with --set ${set}\n`).join('');
  process.stdout.write(`${sets}${textOf(step, scenarioTexts)}`);
  return Exit.ok;
}

export async function lesson(words: LessonWords): Promise<ExitCode> {
  const paper = look(words.width);
  if (words.claims === true) {
    process.stdout.write(claimsTable(lessons));
    return Exit.ok;
  }
  if (words.id === undefined) {
    if (words.answer !== undefined || words.scenario !== undefined) throw new Stop(Exit.badInput, 'poolsim: --answer and --scenario belong to a lesson: poolsim lesson why-pool --answer 10');
    const plain = lessons.map(({ id, title, question, claims, scene, ask }, i) => ({ number: i + 1, id, title, question, claims, scene, asks: ask.asks, choices: ask.kind === 'choice' ? ask.choices.map((one) => one.says) : null }));
    process.stdout.write(words.json === true ? `${JSON.stringify(plain)}\n` : `${listText(lessons, paper)}\n`);
    return Exit.ok;
  }
  const chosen = lessonOf(words.id);
  if (words.scenario !== undefined) return printScenario(chosen, words.scenario);
  let answer = given(chosen, words.answer);
  if (words.json === true) {
    process.stdout.write(`${JSON.stringify(told(chosen, ranAll(chosen), answer))}\n`);
    return Exit.ok;
  }
  process.stdout.write(`${beforeText(chosen, `LESSON ${lessons.indexOf(chosen) + 1} of ${lessons.length}`, paper)}\n`);
  if (answer === null) {
    answer = await asked(chosen, paper.width);
    if (answer === null) return Exit.ok;
  }
  const seen = ranAll(chosen);
  process.stdout.write(`\n${afterText(chosen, seen, told(chosen, seen, answer), answer, paper)}\n`);
  return Exit.ok;
}

/** The answer of the reader; null when they leave. */
async function asked(chosen: Lesson, width: number): Promise<number | null> {
  const answers = new Answers();
  try {
    const reply = await replyTo(answers, (text) => answerFrom(chosen.ask, text), hanging('hint: ', chosen.ask.hint, width).join('\n'), (text) => void process.stdout.write(`${text}\n`));
    if (reply.kind === 'ended') throw new Stop(Exit.badInput, `poolsim: no answer came on stdin. Type one, pipe one (echo 12 | poolsim lesson ${chosen.id}), or give it: --answer 12`);
    return reply.kind === 'left' ? null : reply.value;
  } finally {
    answers.close();
  }
}
