/** `--set pools.main.maximumPoolSize=20` and `incidents+={…}`: overrides laid over the data of a scenario before it is read, so that every rule of reading applies to them. */

import { nearest } from '../nearest.ts';
import { describe } from '../shape.ts';
import { isTable } from '../shape/tables.ts';
import { pathText } from './problem.ts';
import { readYaml, type Spot } from './yaml.ts';

/** An override that cannot be applied. */
export interface SetFault {
  readonly set: string;
  readonly path: string;
  readonly says: string;
}

/** Data with its spots; overrides never change the original. */
export interface Placed {
  readonly value: unknown;
  readonly spot: Spot;
}

type Key = string | number;

/** Lays overrides like "traffic.api.rate=140/s" over data, one after another; "incidents+={ … }" appends an entry to a list, or all entries of a list. `topKeys` may be created; names below them must exist. */
export function applySet(data: Placed, sets: readonly string[], topKeys: readonly string[]): Placed & { readonly faults: readonly SetFault[] } {
  const faults: SetFault[] = [];
  let placed = data;
  for (const set of sets) {
    const done = one(placed, set, topKeys);
    if ('says' in done) faults.push(done);
    else placed = done;
  }
  return { ...placed, faults };
}

function one(data: Placed, set: string, topKeys: readonly string[]): Placed | SetFault {
  const equals = set.indexOf('=');
  const appends = set[equals - 1] === '+';
  const path = equals < 0 ? set.trim() : set.slice(0, appends ? equals - 1 : equals).trim();
  const fault = (says: string): SetFault => ({ set, path, says });
  if (equals <= 0 || path === '') return fault('write it like path=value, for example pools.main.maximumPoolSize=20');
  const value = readValue(set.slice(equals + 1), set);
  if ('says' in value) return fault(value.says);
  const keys = keysOf(path, data.value, topKeys);
  if ('says' in keys) return fault(keys.says);
  const whole = appends ? appended(at(data, keys.keys), value, set) : value;
  return whole === null ? fault(`${shown(keys.keys)} is ${describe(at(data, keys.keys)?.value)}: += appends to a list`) : replaced(data, keys.keys, whole, set);
}

/** What stands at a path; undefined where nothing does. */
const at = (data: Placed, keys: readonly Key[]): Placed | undefined => keys.reduce<Placed | undefined>((here, key) => {
  const inside = here === undefined ? undefined : Array.isArray(here.value) ? here.value[Number(key)] : isTable(here.value) && Object.hasOwn(here.value, key) ? here.value[key] : undefined;
  return here === undefined || inside === undefined ? undefined : { value: inside, spot: here.spot.inside.get(key) ?? here.spot };
}, data);

/** A list with more entries at its end; a list that is not there is an empty one. Null where something else stands. */
function appended(old: Placed | undefined, more: Placed, set: string): Placed | null {
  if (old !== undefined && old.value !== null && !Array.isArray(old.value)) return null;
  const before: readonly unknown[] = Array.isArray(old?.value) ? old.value : [];
  const after: readonly unknown[] = Array.isArray(more.value) ? more.value : [more.value];
  const inside = new Map<Key, Spot>(before.map((_, i) => [i, old?.spot.inside.get(i) ?? spotOf(set)]));
  for (const [i] of after.entries()) inside.set(before.length + i, (Array.isArray(more.value) ? more.spot.inside.get(i) : more.spot) ?? spotOf(set));
  return { value: [...before, ...after], spot: { ...(old?.spot ?? spotOf(set)), collection: true, inside } };
}

/** The value as YAML: a word, a number, `{ a: 1 }` or `[1, 2]`. Nothing after the equals sign means nothing. */
function readValue(text: string, set: string): Placed | { readonly says: string } {
  if (text.trim() === '') return { value: null, spot: spotOf(set) };
  const read = readYaml(text.trim());
  const [fault] = read.faults;
  if (fault !== undefined) return { says: `the value cannot be read: ${fault.says}` };
  return read.ok ? { value: read.value, spot: marked(read.root, set) } : { says: 'the value cannot be read' };
}

const spotOf = (set: string): Spot => ({ at: 0, keyAt: null, collection: false, inside: new Map(), faulty: false, set });

const marked = (spot: Spot, set: string): Spot => ({ ...spot, set, inside: new Map([...spot.inside].map(([key, inner]) => [key, marked(inner, set)])) });

type Keys = { readonly keys: readonly Key[] } | { readonly says: string };

/** The path as keys, matched against the data: names may hold dots, so the longest key that fits is taken. */
function keysOf(path: string, data: unknown, topKeys: readonly string[]): Keys {
  const keys: Key[] = [];
  let rest = path;
  let here = data;
  while (rest !== '') {
    const step = Array.isArray(here) ? indexIn(rest, here, keys) : keyIn(rest, here, keys, topKeys);
    if ('says' in step) return step;
    keys.push(step.key);
    rest = step.rest;
    here = Array.isArray(here) ? here[Number(step.key)] : isTable(here) && Object.hasOwn(here, step.key) ? here[step.key] : undefined;
  }
  return { keys };
}

type Step = { readonly key: Key; readonly rest: string } | { readonly says: string };

const shown = (keys: readonly Key[]): string => pathText(keys) || 'the scenario';

function indexIn(rest: string, list: readonly unknown[], keys: readonly Key[]): Step {
  const form = /^(?:\[(\d+)\]|(\d+)(?=[.[]|$))\.?(.*)$/s.exec(rest);
  if (form === null) return { says: `${shown(keys)} is a list: name an entry like ${shown(keys)}[0]` };
  const index = Number(form[1] ?? form[2]);
  if (index >= list.length) return { says: `${shown(keys)} has ${list.length} ${list.length === 1 ? 'entry' : 'entries'}: ${list.length === 0 ? 'there is none to set' : `the last is [${list.length - 1}]`}` };
  return { key: index, rest: form[3] ?? '' };
}

function keyIn(rest: string, here: unknown, keys: readonly Key[], topKeys: readonly string[]): Step {
  if (here !== undefined && here !== null && !isTable(here)) return { says: `${shown(keys)} is ${describe(here)}: there is nothing inside it` };
  const known = isTable(here) ? Object.keys(here) : [];
  const fitting = known.filter((key) => rest === key || rest.startsWith(`${key}.`) || rest.startsWith(`${key}[`)).sort((a, b) => b.length - a.length);
  const [match] = fitting;
  if (match !== undefined) return { key: match, rest: rest.slice(match.length).replace(/^\./, '') };
  const word = /^[^.[\]]+/.exec(rest)?.[0];
  if (word === undefined || rest === `${word}.`) return { says: `"${rest}" is not a path: write it like pools.main.maximumPoolSize` };
  if (rest.startsWith(`${word}[`)) return { says: `${pathText([...keys, word])} is not a list here${hint(word, known)}` };
  const mayBeNew = keys.length === 0 ? topKeys : null;
  if (mayBeNew !== null && !mayBeNew.includes(word)) return { says: `there is no "${word}" in a scenario${hint(word, mayBeNew)}` };
  if (keys.length === 1 && keys[0] !== 'run') return { says: `there is no "${word}" in ${shown(keys)}${hint(word, known)}` };
  return { key: word, rest: rest.slice(word.length).replace(/^\./, '') };
}

function hint(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return `.${near === null ? '' : ` Did you mean "${near}"?`}${known.length === 0 ? '' : ` Known: ${known.slice(0, 24).join(', ')}${known.length > 24 ? ', …' : ''}.`}`;
}

/** A copy of the data with one value replaced; only the tables and lists on the way are copied, for aliases may share them. */
function replaced(data: Placed, keys: readonly Key[], value: Placed, set: string): Placed {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  const oldSpot = data.spot.inside.get(key) ?? spotOf(set);
  if (Array.isArray(data.value)) {
    const inner = replaced({ value: data.value[Number(key)], spot: oldSpot }, rest, value, set);
    return { value: data.value.map((entry, i) => (i === key ? inner.value : entry)), spot: withInside(data.spot, key, inner.spot) };
  }
  const table = isTable(data.value) ? data.value : {};
  const inner = replaced({ value: Object.hasOwn(table, key) ? table[key] : undefined, spot: oldSpot }, rest, value, set);
  return { value: { ...table, [key]: inner.value }, spot: withInside(data.spot, key, inner.spot) };
}

const withInside = (spot: Spot, key: Key, inner: Spot): Spot => ({ ...spot, collection: true, inside: new Map(spot.inside).set(key, inner) });
