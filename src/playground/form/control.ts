/** What the form knows of one value of a scenario: where it stands, what it means, what it may be. Plain data, made from the catalogue's own schema. */

import type { EditPath } from '../../reading/edit.ts';

/** How a value is written and turned: one of a few words, yes or no, a whole number, a number, or text with a unit. */
export type Widget = 'choice' | 'flag' | 'count' | 'amount' | 'duration' | 'rate' | 'share' | 'size' | 'text';

export interface Control {
  readonly path: EditPath;
  /** The key in the spelling of the library, with those above it inside its group: "retry.attempts". */
  readonly label: string;
  readonly help: string;
  readonly widget: Widget;
  /** As it is written in the text; null where the text does not say it. */
  readonly value: string | number | boolean | null;
  /** What holds where the text says nothing, as a person would write it; empty where nothing does. */
  readonly fallback: string;
  readonly choices: readonly string[];
  readonly atLeast: number | null;
  readonly atMost: number | null;
  /** Behind "more options". */
  readonly more: boolean;
}

/** The options of a part of the scenario. */
export interface Group {
  /** "pools.primary-write-pool": unique. */
  readonly id: string;
  /** What it is: "pool", "traffic". */
  readonly kind: string;
  readonly name: string;
  readonly controls: readonly Control[];
}

/** What a pool kind calls its size and its acquire timeout, and every option it knows: for those who exchange one kind for another. */
export interface KindWords {
  readonly says: string;
  readonly size: string | null;
  readonly timeout: string | null;
  readonly options: readonly string[];
  /** Options without a default. */
  readonly required: readonly string[];
}

export interface Form {
  readonly groups: readonly Group[];
  readonly kinds: { readonly [kind: string]: KindWords };
}
