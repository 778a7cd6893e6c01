/** What the worker does for lessons and the quiz: lists the lessons, runs one and tells it, makes a question. */

import { type Ask, answerFrom, answersLike } from '../../lessons/ask.ts';
import { lessons } from '../../lessons/catalogue.ts';
import { makeQuestion } from '../../lessons/quiz/make.ts';
import type { Question } from '../../lessons/quiz/question.ts';
import { ranStep, Seen, textOf } from '../../lessons/seen.ts';
import { type Told, told } from '../../lessons/told.ts';
import type { Picture } from '../../report/charts/chart.ts';
import { pictures } from '../../report/charts/index.ts';
import type { Job } from '../jobs/job.ts';
import { withSets } from './with-sets.ts';

/** A lesson before its run. */
export interface LessonCard {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly scene: string;
  readonly asks: string;
  /** Empty where a number is asked for. */
  readonly choices: readonly string[];
  /** What may be typed or chosen. */
  readonly like: string;
  readonly hint: string;
  readonly source: string;
  /** Files of scenarios/ that it runs. */
  readonly files: readonly string[];
}

export const lessonList: Job<Record<string, never>, readonly LessonCard[]> = () => lessons.map(({ id, title, question, scene, ask, source, steps }) => ({
  id, title, question, scene, source, asks: ask.asks, like: answersLike(ask), hint: ask.hint, choices: ask.kind === 'choice' ? ask.choices.map((choice) => choice.says) : [],
  files: [...new Set(steps.flatMap(({ from }) => ('file' in from ? [from.file] : [])))],
}));

export interface LessonInput {
  readonly id: string;
  /** As it was typed or chosen: "90/s", "b". */
  readonly answer: string;
  /** Texts of the files of scenarios/ that the lesson runs. */
  readonly texts: { readonly [file: string]: string };
}

export type LessonAnswer =
  | {
    readonly ok: true;
    readonly told: Told;
    /** The picture of each place to look at, and the run it is of. */
    readonly looks: readonly { readonly label: string; readonly picture: Picture | null }[];
    /** The scenario of each thing to try next, with its changes written in. */
    readonly next: readonly string[];
  }
  | { readonly ok: false; readonly says: string };

const read = <S>(ask: Ask<S>, text: string) => answerFrom(ask, text);

export const lesson: Job<LessonInput, LessonAnswer> = ({ id, answer, texts }, hooks) => {
  const chosen = lessons.find((one) => one.id === id);
  if (chosen === undefined) return { ok: false, says: `there is no lesson "${id}"` };
  const value = read(chosen.ask, answer);
  if (!value.ok) return { ok: false, says: `${value.says}. Wanted is ${answersLike(chosen.ask)}.` };
  const textOfFile = (file: string): string => texts[file] ?? '';
  const seen = new Seen(new Map(chosen.steps.map((step, i) => {
    hooks.progress(i / chosen.steps.length);
    return [step.id, ranStep(step, textOfFile)];
  })));
  const of = (step: string) => chosen.steps.find((one) => one.id === step);
  const so = told(chosen, seen, value.value);
  return {
    ok: true, told: so,
    looks: so.looks.map((look) => ({ label: of(look.step)?.label ?? '', picture: pictures(seen.run(look.step)).find((one) => one.id === look.chart) ?? null })),
    next: so.next.map((next) => { const step = of(next.step); return step === undefined ? '' : withSets(textOf(step, textOfFile), next.set); }),
  };
};

export interface QuestionInput {
  readonly seed: number | string;
  /** From 1. */
  readonly number: number;
  readonly topic: string | null;
}

export const question: Job<QuestionInput, Question> = ({ seed, number, topic }) => makeQuestion(seed, number, topic);
