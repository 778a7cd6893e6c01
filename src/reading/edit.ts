/**
 * Changes one value in the text of a scenario and leaves everything else as its author wrote it: comments, order, spacing, quotes. What a form or a slider
 * does to the text, where `--set` (overrides.ts) does it to the data.
 */

import { isAlias, isCollection, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';

export type EditPath = readonly (string | number)[];

export type Edited = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly says: string };

/** A stretch of the text and what takes its place. */
interface Patch { readonly from: number; readonly to: number; readonly put: string }

const no = (says: string): Edited => ({ ok: false, says });

/** The text with `value`, in YAML, at the path. Tables on the way that do not exist are made; null takes the key away (and a key that is not there stays away). */
export function withValue(text: string, path: EditPath, value: string | null): Edited {
  const document = parseDocument(text, { merge: true });
  if (document.errors.length > 0) return no('the text is not YAML yet: mend it first');
  if (path.length === 0) return no('there is no path');
  if (document.contents === null) return value === null ? { ok: true, text } : { ok: true, text: `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${nested(path.map(String), value)}\n` };
  const patch = patchFor(text, document.contents as Node, path, value);
  if (patch === null) return { ok: true, text };
  return 'says' in patch ? no(patch.says) : { ok: true, text: text.slice(0, patch.from) + patch.put + text.slice(patch.to) };
}

function patchFor(text: string, root: Node, path: EditPath, value: string | null): Patch | { readonly says: string } | null {
  let here: Node = root;
  for (const [depth, key] of path.entries()) {
    const last = depth === path.length - 1;
    if (isSeq(here)) {
      const item: unknown = here.items[Number(key)];
      if (item === undefined || item === null) return { says: `there is no entry ${key}` };
      if (last) return value === null ? { says: 'an entry of a list is not taken away here' } : replaced(text, item as Node, value);
      here = item as Node;
      continue;
    }
    if (isAlias(here)) return { says: 'this stands for a value that is written elsewhere: change it there' };
    if (!isMap(here)) return value === null ? null : replaced(text, here, `{ ${nested(path.slice(depth).map(String), value)} }`);
    const pair: Pair<unknown, unknown> | undefined = here.items.find((one) => isScalar(one.key) && String(one.key.value) === String(key));
    if (pair === undefined) return value === null ? null : inserted(text, here, path.slice(depth).map(String), value);
    if (last && value === null) return removed(text, here, pair);
    const inner = pair.value as Node | null;
    if (inner === null || (isScalar(inner) && inner.value === null && last === false)) return value === null ? null : filled(text, pair, last ? value : `{ ${nested(path.slice(depth + 1).map(String), value)} }`);
    if (last) return value === null ? null : isScalar(inner) && inner.range?.[0] === inner.range?.[1] ? filled(text, pair, value) : replaced(text, inner, value);
    here = inner;
  }
  return null;
}

/** `a: { b: { c: value } }`. */
const nested = ([key = '', ...rest]: readonly string[], value: string): string => `${quotedKey(key)}: ${rest.length === 0 ? value : `{ ${nested(rest, value)} }`}`;

const quotedKey = (key: string): string => (/^[A-Za-z_][\w./-]*$/.test(key) ? key : JSON.stringify(key));

function replaced(text: string, node: Node, value: string): Patch | { readonly says: string } {
  if (!node.range) return { says: 'this value has no place in the text' };
  const [from, to] = node.range;
  // A folded text ends with its line.
  return { from, to, put: text.slice(from, to).endsWith('\n') ? `${value}\n` : value };
}

/** A value for a key that has none (`key:`). */
function filled(text: string, pair: Pair<unknown, unknown>, value: string): Patch | { readonly says: string } {
  const end = isScalar(pair.key) ? pair.key.range?.[1] : undefined;
  const colon = end === undefined ? -1 : text.indexOf(':', end);
  return colon < 0 ? { says: 'this value has no place in the text' } : { from: colon + 1, to: colon + 1, put: ` ${value}` };
}

const startOf = (pair: Pair<unknown, unknown> | undefined): number | null => (pair !== undefined && isScalar(pair.key) ? (pair.key.range?.[0] ?? null) : null);
const endOf = (pair: Pair<unknown, unknown> | undefined): number | null => {
  const value = pair?.value as Node | null | undefined;
  return value?.range?.[1] ?? (pair !== undefined && isScalar(pair.key) ? (pair.key.range?.[1] ?? null) : null);
};

/** A new key at the end of a table: inside the braces of `{ a: 1 }`, or on a line of its own with the indentation of its neighbours. */
function inserted(text: string, map: YAMLMap, path: readonly string[], value: string): Patch | { readonly says: string } {
  const last = map.items.at(-1);
  if (map.flow === true) {
    const close = (map.range?.[1] ?? 0) - 1;
    const end = endOf(last);
    if (end === null) return { from: map.range?.[0] ?? close, to: close + 1, put: `{ ${nested(path, value)} }` };
    return { from: end, to: end, put: `, ${nested(path, value)}` };
  }
  const [start, end] = [startOf(last), endOf(last)];
  if (start === null || end === null) return { says: 'this table has no place in the text' };
  const indent = start - (text.lastIndexOf('\n', start - 1) + 1);
  // Block scalars and nested tables may end at the beginning of the next line already.
  const atLineStart = end > 0 && text[end - 1] === '\n';
  const lineEnd = atLineStart ? end : text.indexOf('\n', end);
  const put = `${' '.repeat(indent)}${nested(path, value)}`;
  if (lineEnd < 0) return { from: text.length, to: text.length, put: `\n${put}\n` };
  return atLineStart ? { from: end, to: end, put: `${put}\n` } : { from: lineEnd, to: lineEnd, put: `\n${put}` };
}

function removed(text: string, map: YAMLMap, pair: Pair<unknown, unknown>): Patch | { readonly says: string } {
  const at = map.items.indexOf(pair as (typeof map.items)[number]);
  const [start, end] = [startOf(pair), endOf(pair)];
  if (start === null || end === null) return { says: 'this key has no place in the text' };
  if (map.flow === true) {
    const next = startOf(map.items[at + 1]);
    if (next !== null) return { from: start, to: next, put: '' };
    const before = endOf(map.items[at - 1]);
    return { from: before ?? start, to: end, put: '' };
  }
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (text.slice(lineStart, start).trim() !== '') return { says: 'the first key of a list entry is not taken away here' };
  const lineEnd = isCollection(pair.value) && text[end - 1] === '\n' ? end - 1 : text.indexOf('\n', end);
  if (map.items.length === 1) return { from: start, to: end, put: '{}' };
  return { from: lineStart, to: lineEnd < 0 ? text.length : lineEnd + 1, put: '' };
}
