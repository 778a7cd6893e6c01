/** Shapes of composed values: records, lists, tables by name, and tables that say which of several kinds they are. */

import { nearest } from '../nearest.ts';
import { brief } from '../units/text.ts';
import { describe, type Place, type ReadBy, type Shape, shape, suggestion } from '../shape.ts';
import type { Bounds } from './values.ts';


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


/** A table in which one field says which kind it is (`{ law: hyperbolic, k: 0.006 }`); the bare word alone stands for a kind without options. */
export const keyedByField = <T>(says: string, field: string, kinds: { readonly [kind: string]: Shape<T> }): Shape<T> => {
  const names = Object.keys(kinds);
  const schema = { anyOf: [{ enum: names }, ...names.map((name) => ({ type: 'object', description: kinds[name]?.says, additionalProperties: false, required: [field], properties: { [field]: { const: name }, ...propertiesOf(kinds[name]) } }))] };
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
