/**
 * Shapes describe plain values: what they are, their default, bounds and unit, and one line of help. A shape reads an unknown value into
 * a typed one and reports every mistake it meets; the same description makes the JSON Schema, the help and the form. Decision 0008 says why
 * this is ours and not a general validation library.
 */

import { nearest } from './nearest.ts';
import { brief, durationText, type Parsed, parseDuration, parseRate, parseShare, parseSize, rateText } from './units/text.ts';
import { day, type Duration, forever, type Instant, ms, type Rate, seconds } from './units/time.ts';

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

// ---------------------------------------------------------------------------------------------------------------- simple values

export const text = (says: string): Shape<string> =>
  shape(says, { type: 'string' }, (value, here) => (typeof value === 'string' && value.trim() !== '' ? value : here.wrong(`expected text, found ${describe(value)}`)));

export const flag = (says: string): Shape<boolean> =>
  shape(says, { type: 'boolean' }, (value, here) => (typeof value === 'boolean' ? value : here.wrong(`expected true or false, found ${describe(value)}`)));

export interface Bounds {
  readonly atLeast?: number;
  readonly atMost?: number;
}

const bounded = (value: number, bounds: Bounds, show: (n: number) => string, here: Place): number | undefined => {
  if (bounds.atLeast !== undefined && value < bounds.atLeast) return here.wrong(`${show(value)} is too small: at least ${show(bounds.atLeast)}`);
  if (bounds.atMost !== undefined && value > bounds.atMost) return here.wrong(`${show(value)} is too large: at most ${show(bounds.atMost)}`);
  return value;
};

/** A whole number; bounds default to 0 … 10 million. */
export const count = (says: string, bounds: Bounds = {}): Shape<number> => {
  const limits = { atLeast: 0, atMost: 10_000_000, ...bounds };
  return shape(says, { type: 'integer', minimum: limits.atLeast, maximum: limits.atMost }, (value, here) =>
    typeof value === 'number' && Number.isInteger(value) ? bounded(value, limits, String, here) : here.wrong(`expected a whole number, found ${describe(value)}`));
};

/** Any finite number; bounds default to 0 … 1e12. */
export const amount = (says: string, bounds: Bounds = {}): Shape<number> => {
  const limits = { atLeast: 0, atMost: 1e12, ...bounds };
  return shape(says, { type: 'number', minimum: limits.atLeast, maximum: limits.atMost }, (value, here) =>
    typeof value === 'number' && Number.isFinite(value) ? bounded(value, limits, String, here) : here.wrong(`expected a number, found ${describe(value)}`));
};

/** One of a few words. */
export const oneOf = <const W extends string>(says: string, words: readonly W[]): Shape<W> =>
  shape(says, { enum: words }, (value, here) => {
    const word = words.find((w) => w === value);
    return word ?? here.wrong(`${describe(value)} is not known here.${suggestion(value, words)}`);
  });

// ---------------------------------------------------------------------------------------------------------------- values with units

const fromText = (value: unknown, parse: (text: string) => Parsed, example: string, here: Place): number | undefined => {
  const asText = typeof value === 'number' ? String(value) : value;
  if (typeof asText !== 'string') return here.wrong(`expected ${example}, found ${describe(value)}`);
  const parsed = parse(asText);
  return parsed.ok ? parsed.value : here.wrong(parsed.says);
};

export interface DurationOptions extends Bounds {
  /** The unit of a bare number, where a real library has one. Without it a bare number is a mistake. */
  readonly bare?: 'ms' | 's';
  /** Words such as `none` and, where the library says so, a bare 0 or -1, that mean "never ends". */
  readonly foreverAs?: readonly (string | number)[];
}

/** A span of time; bounds default to 0 … 10 years. */
export const duration = (says: string, options: DurationOptions = {}): Shape<Duration> => {
  const limits = { atLeast: 0, atMost: 3650 * day, ...options };
  const words = options.foreverAs ?? [];
  const schema = { anyOf: [{ type: 'string', examples: ['250ms', '45s', '1h30m'] }, ...(options.bare ? [{ type: 'number' }] : [])] };
  return shape(says, schema, (value, here) => {
    if (words.some((word) => word === value)) return forever;
    const bare = typeof value === 'number' && options.bare !== undefined && Number.isFinite(value);
    if (bare && value < 0) return here.wrong('a time cannot be negative');
    const span = bare ? (options.bare === 's' ? seconds(value) : ms(value)) : fromText(value, parseDuration, 'a time like 250ms or 45s', here);
    return span === undefined ? undefined : bounded(span, limits, durationText, here);
  });
};

/** A point in time: a span from the start of the run ("35m") or a wall-clock time ("23:30", "2024-06-15T23:30:15"). */
export const moment = (says: string): Shape<Instant> =>
  shape(says, { type: 'string', examples: ['35m', '23:30', '2024-06-15T23:30:15'] }, (value, here) => {
    if (typeof value !== 'string' || !/[0-9]:[0-9]|^\s*[0-9]{4}-[0-9]/.test(value)) return fromText(value, parseDuration, 'a time like 35m or 23:30', here);
    const found = here.found.instantOf(value);
    return 'at' in found ? found.at : here.wrong(found.problem);
  });

/** Happenings per second; bounds default to 0 … 10 million a second. */
export const rate = (says: string, bounds: Bounds = {}): Shape<Rate> =>
  shape(says, { type: 'string', examples: ['110/s', '2/min'] }, (value, here) => {
    const read = fromText(value, parseRate, 'a rate like 110/s', here);
    return read === undefined ? undefined : bounded(read, { atLeast: 0, atMost: 1e7, ...bounds }, rateText, here);
  });

/** A fraction from 0 to 1, written 5% or 0.05. */
export const share = (says: string, bounds: Bounds = {}): Shape<number> =>
  shape(says, { anyOf: [{ type: 'string', examples: ['5%'] }, { type: 'number' }] }, (value, here) => {
    const read = fromText(value, parseShare, 'a share like 5%', here);
    return read === undefined ? undefined : bounded(read, { atLeast: 0, atMost: 1, ...bounds }, (n) => `${Number((n * 100).toPrecision(6))}%`, here);
  });

/** A size in bytes. */
export const size = (says: string): Shape<number> =>
  shape(says, { type: 'string', examples: ['8MB'] }, (value, here) => fromText(value, parseSize, 'a size like 8MB', here));

/** The name of something declared elsewhere in the scenario: `to` is the top-level key it must stand under. */
export const nameIn = (to: string, says: string): Shape<string> =>
  shape(says, { type: 'string' }, (value, here) => {
    if (typeof value !== 'string') return here.wrong(`expected a name from ${to}, found ${describe(value)}`);
    here.refer(to, value);
    return value;
  });

// ---------------------------------------------------------------------------------------------------------------- composed values

export type Fields = { readonly [key: string]: Shape<unknown> };
export type ReadFields<F extends Fields> = { readonly [K in keyof F]: ReadBy<F[K]> };

export const isTable = (value: unknown): value is { readonly [key: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A table with exactly these keys; unknown keys and missing required ones are mistakes. */
export const record = <F extends Fields>(says: string, fields: F): Shape<ReadFields<F>> => {
  const keys = Object.keys(fields);
  const schema = {
    type: 'object', additionalProperties: false,
    properties: Object.fromEntries(keys.map((key) => [key, fields[key]?.schema])),
    required: keys.filter((key) => fields[key]?.required),
  };
  return shape(says, schema, (value, here) => {
    if (!isTable(value)) return here.wrong(`expected a table with ${keys.slice(0, 8).join(', ')}${keys.length > 8 ? ', …' : ''}, found ${describe(value)}`);
    return readFields(fields, value, here, unknownKeys(value, keys, here));
  });
};

/** Reports the keys that are not known, and returns the known keys that they were probably meant to be: nobody needs to hear that those are missing. */
export function unknownKeys(value: { readonly [key: string]: unknown }, known: readonly string[], here: Place): ReadonlySet<string> {
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  for (const key of unknown) here.at(key).wrong(`unknown key "${brief(key)}".${suggestion(key, known)}`, 'key');
  return new Set(unknown.map((key) => nearest(key, known)).filter((key) => key !== null));
}

/** The declared fields of a table, each read or defaulted; undefined when any of them is wrong or missing. `meant` are missing keys that were told already. */
export function readFields<F extends Fields>(fields: F, value: { readonly [key: string]: unknown }, here: Place, meant: ReadonlySet<string> = new Set()): ReadFields<F> | undefined {
  const result: { [key: string]: unknown } = {};
  let whole = true;
  for (const [key, field] of Object.entries(fields)) {
    const given = Object.hasOwn(value, key) && value[key] !== undefined;
    if (!given && field.required && !meant.has(key)) here.wrong(`"${key}" is missing: ${field.says}`);
    const read = given ? field.read(value[key], here.at(key)) : field.fallback;
    if (read === undefined) whole = false;
    else result[key] = read;
  }
  return whole ? (result as ReadFields<F>) : undefined;
}

/** A list of one shape. A mistake in one entry does not hide the mistakes in the others. */
export const listOf = <T>(says: string, of: Shape<T>, bounds: Bounds = {}): Shape<readonly T[]> =>
  shape(says, { type: 'array', items: of.schema, ...(bounds.atLeast ? { minItems: bounds.atLeast } : {}) }, (value, here) => {
    if (!Array.isArray(value)) return here.wrong(`expected a list, found ${describe(value)}`);
    if (value.length < (bounds.atLeast ?? 0)) return here.wrong(`the list needs at least ${bounds.atLeast} ${bounds.atLeast === 1 ? 'entry' : 'entries'}`);
    if (value.length > (bounds.atMost ?? 1e6)) return here.wrong(`the list has ${value.length} entries: at most ${bounds.atMost ?? 1e6}`);
    const read = value.map((entry, i) => of.read(entry, here.at(i)));
    return read.every((entry) => entry !== undefined) ? (read as readonly T[]) : undefined;
  });

/** A table from names to one shape. Names are letters, digits, dots, dashes, underscores and slashes. */
export const tableOf = <T>(says: string, of: Shape<T>): Shape<{ readonly [name: string]: T }> =>
  shape(says, { type: 'object', additionalProperties: of.schema }, (value, here) => {
    if (!isTable(value)) return here.wrong(`expected a table from names to values, found ${describe(value)}`);
    const result: [string, T][] = [];
    let whole = true;
    for (const [name, entry] of Object.entries(value)) {
      const place = here.at(name);
      if (!/^[A-Za-z0-9_][A-Za-z0-9_.\-/]*$/.test(name) || name === '__proto__') {
        whole = false;
        place.wrong(`"${brief(name)}" is not a name: use letters, digits, dots, dashes and underscores`, 'key');
        continue;
      }
      const read = of.read(entry, place);
      if (read === undefined) whole = false;
      else result.push([name, read]);
    }
    return whole ? Object.fromEntries(result) : undefined;
  });

/** A table whose one key says which of several kinds it is: `{ exponential: 10ms }`, `{ query: {…} }`. `besides` are keys read by
 *  somebody else at the same place; they only help to guess what a misspelt key was meant to be. */
export const keyed = <T>(says: string, what: string, kinds: { readonly [key: string]: Shape<T> }, besides: readonly string[] = []): Shape<T> => {
  const names = Object.keys(kinds);
  const schema = { oneOf: names.map((name) => ({ type: 'object', additionalProperties: false, required: [name], properties: { [name]: kinds[name]?.schema } })) };
  return shape(says, schema, (value, here) => {
    if (!isTable(value)) return here.wrong(`expected ${what}, one of ${names.join(', ')}; found ${describe(value)}`);
    const keys = Object.keys(value);
    const [key] = keys;
    const unknown = keys.filter((other) => !Object.hasOwn(kinds, other));
    for (const other of unknown) here.at(other).wrong(`"${brief(other)}" is not ${what}.${suggestion(other, [...names, ...besides])}`, 'key');
    if (unknown.length > 0) return undefined;
    if (key === undefined || keys.length > 1) return here.wrong(`expected exactly one of ${names.join(', ')}; found ${keys.length === 0 ? 'none' : keys.join(' and ')}`);
    return kinds[key]?.read(value[key], here.at(key));
  });
};

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

/** A table in which one field says which kind it is (`{ law: hyperbolic, k: 0.006 }`); the bare word alone stands for a kind without options. */
export const keyedByField = <T>(says: string, field: string, kinds: { readonly [kind: string]: Shape<T> }): Shape<T> => {
  const names = Object.keys(kinds);
  const schema = { anyOf: [{ enum: names }, ...names.map((name) => ({ type: 'object', additionalProperties: false, required: [field], properties: { [field]: { const: name }, ...propertiesOf(kinds[name]) } }))] };
  return shape(says, schema, (value, here) => {
    if (typeof value === 'string') return Object.hasOwn(kinds, value) ? kinds[value]?.read({}, here) : here.wrong(`${describe(value)} is not a ${field} known here.${suggestion(value, names)}`);
    if (!isTable(value)) return here.wrong(`expected a table with "${field}", found ${describe(value)}`);
    const { [field]: kind, ...rest } = value;
    if (kind === undefined) return here.wrong(`"${field}" is missing: one of ${names.join(', ')}`);
    if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind)) return here.at(field).wrong(`${describe(kind)} is not a ${field} known here.${suggestion(kind, names)}`);
    return kinds[kind]?.read(rest, here);
  });
};

const propertiesOf = (of: Shape<unknown> | undefined): object => (isTable(of?.schema.properties) ? of.schema.properties : {});
