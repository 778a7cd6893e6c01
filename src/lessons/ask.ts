/** A question that a run answers: a number to predict, or choices of which exactly one turns out true. Nothing here knows the answer before the run. */

import { assert } from '../assert.ts';
import { amountFrom, amountText, askedAs, factorBetween, type Unit } from './amount.ts';

/** How near a predicted number must be: within `right` times of the measured one, or `close` times. `floor` is what is as good as nothing. */
export interface Bands {
  readonly right: number;
  readonly close: number;
  readonly floor: number;
}

/** A question for a number, answered by a measurement. */
export interface NumberAsk<Seen> {
  readonly kind: 'number';
  readonly asks: string;
  readonly unit: Unit;
  readonly answer: (seen: Seen) => number;
  readonly bands: Bands;
  readonly hint: string;
}

/** One of several ways it may turn out. */
export interface Choice<Seen> {
  readonly says: string;
  /** Whether the run bears it out. */
  readonly holds: (seen: Seen) => boolean;
}

/** A question with choices; of any run exactly one of them holds. */
export interface ChoiceAsk<Seen> {
  readonly kind: 'choice';
  readonly asks: string;
  readonly choices: readonly Choice<Seen>[];
  readonly hint: string;
}

export type Ask<Seen> = NumberAsk<Seen> | ChoiceAsk<Seen>;

/** What came of an answer. Points are 1 for right, a half for a number that is close, else 0. */
export interface Graded {
  readonly grade: 'right' | 'close' | 'wrong';
  readonly points: number;
  /** The true answer, in words. */
  readonly truth: string;
}

/** Letters of the choices: a, b, c, … */
export const letterOf = (i: number): string => String.fromCharCode(97 + i);

/** Usual bands: right within a quarter, close within a factor of two. */
export const usual: Bands = { right: 1.25, close: 2, floor: 0 };

/** Which choice the run bears out. */
export function trueChoice<Seen>(ask: ChoiceAsk<Seen>, seen: Seen): number {
  const held = ask.choices.map((choice, i) => (choice.holds(seen) ? i : -1)).filter((i) => i >= 0);
  assert(held.length === 1, `of the answers to "${ask.asks}" ${held.length} hold`);
  return held[0] ?? 0;
}

/** An answer as it was typed: the number in the unit of the question, or the place of the choice; else what is wrong with it. */
export function answerFrom<Seen>(ask: Ask<Seen>, text: string): { readonly ok: true; readonly value: number } | { readonly ok: false; readonly says: string } {
  if (ask.kind === 'number') return amountFrom(text, ask.unit);
  const typed = text.trim().toLowerCase().replace(/[).]$/, '');
  const place = typed.length === 1 ? typed.charCodeAt(0) - 97 : -1;
  const last = letterOf(ask.choices.length - 1);
  return place >= 0 && place < ask.choices.length ? { ok: true, value: place } : { ok: false, says: `"${text.trim().slice(0, 40)}" is none of the letters a to ${last}` };
}

/** How good an answer is, against what the run shows. */
export function graded<Seen>(ask: Ask<Seen>, seen: Seen, value: number): Graded {
  if (ask.kind === 'choice') {
    const place = trueChoice(ask, seen);
    return { grade: place === value ? 'right' : 'wrong', points: place === value ? 1 : 0, truth: `${letterOf(place)}) ${ask.choices[place]?.says ?? ''}` };
  }
  const measured = ask.answer(seen);
  const apart = factorBetween(value, measured, ask.bands.floor);
  const grade = apart <= ask.bands.right ? 'right' : apart <= ask.bands.close ? 'close' : 'wrong';
  return { grade, points: grade === 'right' ? 1 : grade === 'close' ? 0.5 : 0, truth: amountText(measured, ask.unit) };
}

/** What may be typed: "a, b or c", "a percentage, such as 15%". */
export const answersLike = <Seen>(ask: Ask<Seen>): string => (ask.kind === 'number' ? askedAs[ask.unit] : `a letter, a to ${letterOf(ask.choices.length - 1)}`);
