/** The catalogue of switches in words, in chapters. Every switch of a policy has an entry here, or the types say which is missing. */

import { keeping } from './keeping.ts';
import { lending } from './lending.ts';
import { opening } from './opening.ts';
import type { Question, SwitchName, Words } from './words.ts';

/** All switches. A new one needs its words in lending.ts, opening.ts or keeping.ts: its question, or `toldBy` the switch whose answer tells of it. */
const catalogue: { readonly [name in SwitchName]: Words } = { ...lending, ...opening, ...keeping };

const asked = (names: object): readonly (readonly [SwitchName, Question])[] =>
  (Object.entries(names) as [SwitchName, Words][]).flatMap(([name, words]) => ('asks' in words ? [[name, words] as const] : []));

/** The questions in reading order, by chapter. */
export const chapters: readonly { readonly title: string; readonly questions: readonly (readonly [SwitchName, Question])[] }[] = [
  { title: 'Lending and waiting', questions: asked(lending) },
  { title: 'Opening', questions: asked(opening) },
  { title: 'Coming back, lying idle, growing old', questions: asked(keeping) },
];

/** The question of a switch, its own or the one that tells of it. */
export function questionOf(name: SwitchName): Question {
  const words = catalogue[name];
  return 'asks' in words ? words : questionOf(words.toldBy);
}
