/**
 * A lesson: predict first, run, see, explain, and where an article goes wrong. Every number it tells is taken from its own runs, so that a lesson
 * cannot say what the engine does not do.
 */

import type { Ask } from './ask.ts';
import type { Seen, Step } from './seen.ts';

/** Where to look after the run: a chart of one of its steps, by the id of the picture, or a finding by the beginning of its id. */
export interface Look {
  readonly step: string;
  readonly chart: string;
  readonly finding?: string;
  readonly says: string;
}

/** What to try next: the scenario of a step with other settings. */
export interface Next {
  readonly says: string;
  readonly step: string;
  readonly set?: readonly string[];
}

/** What an article says, and the number that shows how far it holds. */
export interface Trap {
  /** As it is written there, or nearly. */
  readonly written: string;
  readonly shown: string;
}

export interface Lesson {
  /** Fit for an address: "why-pool". */
  readonly id: string;
  readonly title: string;
  /** The question of the reader that it answers. */
  readonly question: string;
  /** Rows of the list of claims that it shows ("M2"), and questions of users that it answers ("Q1"). */
  readonly claims: readonly string[];
  /** Where the claim comes from. */
  readonly source: string;
  /** The world before the run, in a few short sentences. */
  readonly scene: string;
  readonly steps: readonly Step[];
  readonly ask: Ask<Seen>;
  /** One sentence: what came out, with its number. */
  readonly outcome: (seen: Seen) => string;
  readonly look: readonly Look[];
  /** Why, in short paragraphs. */
  readonly explain: (seen: Seen) => readonly string[];
  readonly trap: (seen: Seen) => Trap;
  readonly next: readonly Next[];
}
