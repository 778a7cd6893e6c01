/** The quiz as text for a terminal: panels as sparklines, the question, what came of the answer, the score. */

import { type Ink, inkOf } from '../../report/ansi.ts';
import { hanging, padded, widthOf, wrapped } from '../../report/layout.ts';
import { level, millis } from '../../report/wording.ts';
import { askedAs } from '../amount.ts';
import { letterOf } from '../ask.ts';
import { curveLines } from '../curves-text.ts';
import type { Paper } from '../lesson-text.ts';
import type { Mark, Question } from './question.ts';

function panelLines(question: Question, width: number, ink: Ink): string[] {
  return curveLines(question.run, question.panels.map(({ letter, label, ...curve }) => ({ ...curve, label: `${letter}  ${label}` })), width, ink);
}

function factLines(question: Question, width: number): string[] {
  const name = Math.max(...question.facts.map((fact) => widthOf(fact.name)));
  return question.facts.flatMap((fact) => hanging(`${padded(fact.name, name)}  `, fact.value, width));
}

/** What may be typed. */
const like = (question: Question): string => (question.key.p99Ms === null ? `a letter, a to ${letterOf(question.choices.length - 1)}` : askedAs.ms);

/** The panels, the figures and the question. */
export function questionText(question: Question, of: number, { width, colour }: Paper): string {
  const ink = inkOf(colour);
  const choices = question.choices.flatMap((choice, i) => hanging(`  ${letterOf(i)}) `, choice, width));
  return [
    `${ink.bold(`QUESTION ${question.number} of ${of}`)}`, ink.dim('─'.repeat(width)), ...panelLines(question, width, ink), '', ...factLines(question, width), '',
    ...wrapped(question.asks, width).map(ink.bold), ...choices, ink.dim(`(${like(question)}; ? for a hint, q to leave)`),
  ].join('\n');
}

const tones = { right: 'good', close: 'warm', wrong: 'bad' } as const;
const words = { right: 'Right', close: 'Close', wrong: 'Not so' } as const;

/** What the reader said, in words. */
export const saidText = (question: Question, value: number): string => (question.key.p99Ms === null ? letterOf(value) : millis(value));

/** The verdict on an answer, and the reason. */
export function markText(question: Question, mark: Mark, value: number, { width, colour }: Paper): string {
  const ink = inkOf(colour);
  const { outcomes, why } = question.key;
  return [
    ...hanging(`${words[mark.grade]}: `, mark.truth, width).map(ink[tones[mark.grade]]), ink.dim(`(you said ${saidText(question, value)}: ${level(mark.points)} of 1 point)`),
    ...outcomes.flatMap((outcome, i) => hanging(`  ${letterOf(i)}) was run: `, outcome, width)), ...why.flatMap((reason) => hanging('· ', reason, width)),
  ].join('\n');
}

/** The score at the end; `answered` of `of` questions. */
export function scoreText(points: number, answered: number, of: number, seed: number | string, { width, colour }: Paper): string {
  const ink = inkOf(colour);
  const share = answered === 0 ? 0 : points / answered;
  const verdict = answered === 0 ? 'Nothing was answered.' : share >= 0.9 ? 'You could be on call for this pool.' : share >= 0.6 ? 'Most of it was seen. The reasons above are worth a second look.' : 'The panels tell more than they seem to: `poolsim lesson` begins at the beginning.';
  return [ink.dim('─'.repeat(width)), ink.bold(`SCORE ${level(Math.round(points * 10) / 10)} of ${answered}${answered < of ? ` (${of - answered} of ${of} not answered)` : ''}`), verdict, ink.dim(`seed ${seed}: the same quiz again with --seed ${seed}`)].join('\n');
}
