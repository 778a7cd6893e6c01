/** A quiz question as plain data: what is shown, what may be answered, and the key that is opened after the answer. */

import type { RunResult } from '../../result.ts';
import { millis } from '../../report/wording.ts';
import { amountFrom, factorBetween, type Typed } from '../amount.ts';
import { letterOf } from '../ask.ts';
import type { Fact, Panel } from './panels.ts';

export type Kind = 'cause' | 'fix' | 'p99';

/** What is told after the answer. */
export interface Key {
  /** The family of trouble, or "sizing". */
  readonly topic: string;
  /** The right choice; null where a number is asked for. */
  readonly place: number | null;
  /** Points for each choice, 0..1. */
  readonly points: readonly number[];
  /** The p99 that was measured, in ms; null where a choice is asked for. */
  readonly p99Ms: number | null;
  /** What each choice led to when it was run: "16% of the requests harmed"; empty where choices are not run. */
  readonly outcomes: readonly string[];
  /** Why, in sentences: the mark of the cause, what was found in the run. */
  readonly why: readonly string[];
}

export interface Question {
  readonly number: number;
  readonly kind: Kind;
  readonly asks: string;
  readonly panels: readonly Panel[];
  readonly facts: readonly Fact[];
  readonly run: RunResult['run'];
  readonly choices: readonly string[];
  readonly hint: string;
  /** The scenario that was run, for those who want to go on with it after the answer. */
  readonly scenario: string;
  readonly key: Key;
}

/** What came of an answer. */
export interface Mark {
  readonly grade: 'right' | 'close' | 'wrong';
  readonly points: number;
  /** "b) the pool is too small", "412 ms". */
  readonly truth: string;
}

/** An answer as typed: the place of a choice, or milliseconds; else what is wrong with it. */
export function readAnswer(question: Question, text: string): Typed {
  if (question.key.p99Ms !== null) return amountFrom(text, 'ms');
  const typed = text.trim().toLowerCase().replace(/[).]$/, '');
  const place = typed.length === 1 ? typed.charCodeAt(0) - 97 : -1;
  return place >= 0 && place < question.choices.length ? { ok: true, value: place } : { ok: false, says: `"${text.trim().slice(0, 40)}" is none of the letters a to ${letterOf(question.choices.length - 1)}` };
}

/** Points for a predicted time by the logarithm of how far it is off: all within a tenth, a tenth less for each further factor of 1.1544, none from a factor of four on. */
export function pointsFor(guessMs: number, trueMs: number): number {
  const apart = factorBetween(guessMs, trueMs, 0);
  if (apart <= 1.1) return 1;
  if (apart >= 4) return 0;
  let [points, edge] = [1, 1.1];
  while (apart > edge && points > 0) {
    points -= 0.1;
    edge *= 1.1544;
  }
  return Math.max(0, Math.round(points * 10) / 10);
}

/** How good an answer is. */
export function marked(question: Question, value: number): Mark {
  const { key } = question;
  if (key.p99Ms !== null) {
    const points = pointsFor(value, key.p99Ms);
    return { points, grade: points >= 0.8 ? 'right' : points >= 0.4 ? 'close' : 'wrong', truth: millis(key.p99Ms) };
  }
  const points = key.points[value] ?? 0;
  return { points, grade: points === 1 ? 'right' : 'wrong', truth: `${letterOf(key.place ?? 0)}) ${question.choices[key.place ?? 0] ?? ''}` };
}
