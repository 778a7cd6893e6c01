/**
 * Shapes describe plain values: what they are, their default, bounds and unit, and one line of help. A shape reads an unknown value into
 * a typed one and reports every mistake it meets; the same description makes the JSON Schema, the help and the form. Decision 0008 says why
 * this is ours and not a general validation library.
 */

import { nearest } from './nearest.ts';
import { brief } from './units/text.ts';
import type { Instant } from './units/time.ts';

export type Path = readonly (string | number)[];

/** One mistake: where it is, whether the key or the value is to blame, what is wrong, and what would be right. */
export interface Issue {
  readonly path: Path;
  readonly on: 'key' | 'value';
  readonly says: string;
}

/** A name that must exist elsewhere in the scenario, such as the pool of a query. */
export interface Reference {
  readonly to: string;
  readonly name: string;
  readonly path: Path;
}

export type JsonSchema = { readonly [key: string]: unknown };

/** What a reading has found so far; one for a whole file, shared by every place in it. */
export interface Found {
  readonly issues: Issue[];
  readonly references: Reference[];
  /** The text of a file named in the scenario, or the reason why it cannot be had. */
  readonly fileText: (name: string) => { readonly text: string } | { readonly problem: string };
  /** The instant of a wall-clock time such as "23:30" on the run's own calendar, or the reason why there is none. */
  readonly instantOf: (wallClock: string) => { readonly at: Instant } | { readonly problem: string };
  /** The instants within the run at which a cron expression fires, or what is wrong with it. */
  readonly cronTicks: (schedule: string) => { readonly ticks: readonly Instant[] } | { readonly problem: string };
}

/** A place in the value being read: it knows its path and tells what is wrong there. */
export class Place {
  readonly path: Path;
  readonly found: Found;

  constructor(found: Found, path: Path = []) {
    this.found = found;
    this.path = path;
  }

  at(key: string | number): Place {
    return new Place(this.found, [...this.path, key]);
  }

  /** Reports a mistake here and returns undefined, so that a reader can `return here.wrong(…)`. */
  wrong(says: string, on: 'key' | 'value' = 'value'): undefined {
    this.found.issues.push({ path: this.path, on, says });
    return undefined;
  }

  refer(to: string, name: string): void {
    this.found.references.push({ to, name, path: this.path });
  }
}

/** Describes values of type T. `read` returns undefined after reporting a mistake. `fallback` stands in for a missing key. */
export interface Shape<T> {
  readonly says: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
  readonly fallback: T | undefined;
  read(value: unknown, here: Place): T | undefined;
}

export type ReadBy<S> = S extends Shape<infer T> ? T : never;

/** A shape from its parts; it is required until `optional` or `withDefault` says otherwise. */
export const shape = <T>(says: string, schema: JsonSchema, read: (value: unknown, here: Place) => T | undefined): Shape<T> => ({
  says, schema: { description: says, ...schema }, required: true, fallback: undefined, read,
});

/** The same shape, where a missing key means `fallback`. `shown` is the default as a person would write it. */
export const withDefault = <T>(of: Shape<T>, fallback: T, shown?: unknown): Shape<T> => ({
  ...of, schema: shown === undefined ? of.schema : { ...of.schema, default: shown }, required: false, fallback,
});

/** The same shape, where a missing key means null. */
export const optional = <T>(of: Shape<T>): Shape<T | null> => ({ ...of, required: false, fallback: null });

/** The same shape with another line of help. */
export const saying = <T>(says: string, of: Shape<T>): Shape<T> => ({ ...of, says, schema: { ...of.schema, description: says } });

/** What a value is, in a word or two, for messages. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a table';
  return typeof value === 'string' ? `"${brief(value)}"` : String(value);
}

/** " Did you mean "x"? Known: a, b, c." for a name that is not known; the list is cut where it would be long. */
export function suggestion(name: unknown, known: readonly string[]): string {
  const near = typeof name === 'string' ? nearest(name, known) : null;
  const shown = known.length > 24 ? `${known.slice(0, 24).join(', ')}, …` : known.join(', ');
  return `${near === null ? '' : ` Did you mean "${near}"?`}${known.length === 0 ? '' : ` Known: ${shown}.`}`;
}

/** Reads with the first shape whose `when` accepts the value's form: a short way to say "text or table". */
export const either = <T>(says: string, ways: readonly { readonly when: (value: unknown) => boolean; readonly of: Shape<T> }[]): Shape<T> =>
  shape(says, { anyOf: ways.map((way) => way.of.schema) }, (value, here) => {
    const way = ways.find((candidate) => candidate.when(value));
    return way === undefined ? here.wrong(`${describe(value)} does not fit: ${ways.map((candidate) => candidate.of.says).join(', or ')}`) : way.of.read(value, here);
  });

/** What was read, turned into something else; `turn` may still report a mistake. */
export const turned = <A, B>(of: Shape<A>, turn: (value: A, here: Place) => B | undefined): Shape<B> => ({
  says: of.says, schema: of.schema, required: of.required, fallback: undefined,
  read: (value, here) => {
    const read = of.read(value, here);
    return read === undefined ? undefined : turn(read, here);
  },
});
