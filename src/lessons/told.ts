/** A lesson after its runs, as plain data: what a terminal prints and a page shows. Nothing of the engine is left in it. */

import { adviceOf } from '../report/findings/cause.ts';
import type { FindingResult } from '../result.ts';
import { type Graded, graded } from './ask.ts';
import type { Lesson, Look, Next, Trap } from './lesson.ts';
import type { Seen, Step } from './seen.ts';

/** A place to look at, with the finding that names it. */
export interface ToldLook extends Look {
  readonly found: { readonly text: string; readonly evidence: string; readonly tryNext: string } | null;
}

/** What to try next, as the command that runs it where the scenario is a file. */
export interface ToldNext {
  readonly says: string;
  readonly step: string;
  readonly set: readonly string[];
  /** Null where the scenario has no file: the page opens its text, the terminal prints it with --scenario. */
  readonly command: string | null;
}

export interface Told {
  readonly id: string;
  readonly outcome: string;
  readonly looks: readonly ToldLook[];
  readonly explain: readonly string[];
  readonly trap: Trap;
  readonly next: readonly ToldNext[];
  /** How the answer of the reader did; null where none was given. */
  readonly graded: Graded | null;
}

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** Overrides of which the later ones of a path hide the earlier ones. */
export const joined = (first: readonly string[], more: readonly string[]): readonly string[] => {
  const pathOf = (set: string): string => set.slice(0, set.indexOf('='));
  return [...first.filter((one) => more.every((other) => pathOf(other) !== pathOf(one))), ...more];
};

/** The command that runs a step with more overrides; null where it has no file. */
export const commandOf = (step: Step, more: readonly string[]): string | null =>
  'file' in step.from ? ['poolsim', 'run', `scenarios/${step.from.file}`, ...joined(step.set ?? [], more).flatMap((one) => ['--set', quoted(one)])].join(' ') : null;

const stepOf = (lesson: Lesson, id: string): Step | undefined => lesson.steps.find((step) => step.id === id);

function toldNext(lesson: Lesson, next: Next): ToldNext {
  const step = stepOf(lesson, next.step);
  const more = next.set ?? [];
  return { says: next.says, step: next.step, set: joined(step?.set ?? [], more), command: step === undefined ? null : commandOf(step, more) };
}

const plainly = ({ text, evidence, tryNext }: FindingResult) => ({ text, evidence, tryNext: adviceOf(tryNext).says });

/** Tells the lesson. `answer` is the reader's, in the unit of the question or as the place of the choice; null where none was given. */
export function told(lesson: Lesson, seen: Seen, answer: number | null): Told {
  return {
    id: lesson.id, outcome: lesson.outcome(seen),
    looks: lesson.look.map((look) => {
      const found = look.finding === undefined ? undefined : seen.run(look.step).findings.find(({ id }) => id.startsWith(look.finding ?? ''));
      return { ...look, found: found === undefined ? null : plainly(found) };
    }),
    explain: lesson.explain(seen), trap: lesson.trap(seen), next: lesson.next.map((next) => toldNext(lesson, next)),
    graded: answer === null ? null : graded(lesson.ask, seen, answer),
  };
}
