/** What a catalogue of switches is made of: for each switch of a pool the question it answers, and the answer that a policy gives. */

import type { Opening, Policy } from '../../model/pool/policy.ts';
import { span } from '../../units/words.ts';
import { type Duration, inSeconds } from '../../units/time.ts';

/** The switches by name; those of the opening stand for themselves. The library's messages and warnings are its own words already. */
export type SwitchName = Exclude<keyof Policy, 'open' | 'messages' | 'warnings'> | `open.${keyof Opening}`;

/** A question of its own. */
export interface Question {
  /** "Which idle connection is lent?" */
  readonly asks: string;
  /** "the one that came back last": no capital, no full stop. '' where the question does not arise. */
  says(policy: Policy): string;
  /** The same in one or two words, for the table of all kinds. */
  brief?(policy: Policy): string;
  /** Asked of one kind only where its answer is not that of an ordinary pool: what few libraries do. */
  readonly quiet?: true;
  /** What kinds differ in most: explained beside the answers of all others. */
  readonly telling?: true;
}

/** The words of a switch: its own question, or the name of the switch whose answer tells of it too. */
export type Words = Question | { readonly toldBy: SwitchName };

export type Catalogue = { readonly [name in SwitchName]?: Words };

/** Declares a part of the catalogue and keeps its exact keys, so that the whole can be checked to be complete. */
export const part = <C extends Catalogue>(of: C): C => of;

/** "30 s", "1 h 30 min"; the caller has handled `forever`. */
export const time = (of: Duration): string => span(inSeconds(of));

/** "1 connection", "3 connections", "any number of connections". */
export const some = (n: number, noun: string): string => `${Number.isFinite(n) ? n : 'any number of'} ${noun}${n === 1 ? '' : 's'}`;

/** "a", "a and b", "a, b and c". */
export const both = (words: readonly string[]): string => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`);
