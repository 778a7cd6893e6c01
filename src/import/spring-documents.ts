/**
 * Spring Boot's configuration files as flat lists of properties: .properties (documents parted by `#---`) and YAML 1.1 (documents parted by `---`), which
 * documents the active profiles choose, and the values of placeholders. Source: the Spring Boot reference, "Externalized Configuration".
 */

import { type Node, parseLines, type Pair } from 'dot-properties';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { Fault } from './format.ts';
import { lineAt, uniform } from './settings.ts';

export interface Property {
  /** As spelled, with dots between its parts. */
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

type Documents = { readonly documents: readonly (readonly Property[])[] } | { readonly faults: readonly Fault[] };

/** A key with its parts made uniform: dashes, underscores and case do not count. */
export const uniformKey = (key: string): string => key.split('.').map(uniform).join('.');

export function propertiesDocuments(text: string): Documents {
  const documents: Property[][] = [[]];
  for (const node of parseLines(text.replace(/^\uFEFF/, ''), true) as Required<Node>[]) {
    if (node.type === 'COMMENT' && /^[#!]---\s*$/.test((node as unknown as { comment: string }).comment)) documents.push([]);
    if (node.type !== 'PAIR') continue;
    const { key, value, range } = node as Required<Pair>;
    documents[documents.length - 1]?.push({ key, value, line: lineAt(text, range[0]) });
  }
  return { documents };
}

/** YAML as SnakeYAML reads it; lists become key[0], key[1]. */
export function yamlDocuments(text: string): Documents {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { version: '1.1', lineCounter: lines, prettyErrors: false, uniqueKeys: true, logLevel: 'silent' });
  if (!Array.isArray(parsed)) return { documents: [] };
  // What comes after the first mistake follows from it.
  const faults = parsed.flatMap((document) => document.errors.slice(0, 1).map((error) => ({ line: lines.linePos(error.pos[0]).line, says: error.message }))).slice(0, 1);
  if (faults.length > 0) return { faults };
  return {
    documents: parsed.map((document) => {
      const found: Property[] = [];
      const visit = (given: unknown, path: string, line: number): void => {
        const node = isAlias(given) ? given.resolve(document) : given;
        if (isMap(node)) {
          for (const { key, value } of node.items) {
            const name = isScalar(key) ? String(key.source ?? key.value) : '';
            const at = isScalar(key) && key.range ? lines.linePos(key.range[0]).line : line;
            visit(value, path === '' ? name : `${path}.${name}`, at);
          }
        } else if (isSeq(node)) for (const [i, item] of node.items.entries()) visit(item, `${path}[${i}]`, line);
        else if (path !== '') found.push({ key: path, value: isScalar(node) && node.value !== null ? textOf(node.value, node.source) : '', line });
      };
      visit(document.contents, '', 1);
      return found;
    }),
  };
}

/** Numbers as YAML 1.1 means them (1_000, 0x1F), everything else as it is written. */
const textOf = (value: unknown, source: string | undefined): string => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : (source ?? String(value)));

export interface Chosen {
  readonly properties: readonly Property[];
  /** Profile expressions whose documents were not used. */
  readonly unused: readonly string[];
}

/** The properties that hold under these profiles: later documents override earlier ones. A document without a profile always holds. */
export function chosenBy(profiles: readonly string[], documents: readonly (readonly Property[])[]): Chosen {
  const chosen = new Map<string, Property>();
  const unused: string[] = [];
  for (const document of documents) {
    const conditions = document.filter(({ key }) => /^spring\.(?:config\.activate\.onprofile|profiles)(?:\[\d+\])?$/.test(uniformKey(key)));
    const holds = conditions.length === 0 || conditions.some(({ value }) => value.split(',').some((one) => profileHolds(one.trim(), profiles)));
    if (!holds) unused.push(conditions.map(({ value }) => value).join(', '));
    else for (const property of document) if (!conditions.includes(property)) chosen.set(uniformKey(property.key), property);
  }
  return { properties: [...chosen.values()], unused };
}

/** Spring's profile expressions: names with !, & and |, and brackets around them. */
export function profileHolds(expression: string, profiles: readonly string[]): boolean {
  const words = expression.match(/[()!&|]|[^\s()!&|]+/g) ?? [];
  let at = 0;
  const either = (): boolean => {
    let holds = both();
    while (words[at] === '|') at++, (holds = both() || holds);
    return holds;
  };
  const both = (): boolean => {
    let holds = one();
    while (words[at] === '&') at++, (holds = one() && holds);
    return holds;
  };
  const one = (): boolean => {
    const word = words[at++] ?? '';
    if (word === '!') return !one();
    if (word !== '(') return profiles.includes(word);
    const holds = either();
    at++;
    return holds;
  };
  return either();
}

/** A value without placeholders; `from` tells where the value of a placeholder came from, `missing` which one has none. */
export interface Resolved {
  readonly text: string;
  readonly from: string | undefined;
  readonly missing: string | undefined;
}

/** `${NAME:default}` by the environment, by other properties of the file, by the default; in this order, and inside one another. */
export function resolved(value: string, environment: ReadonlyMap<string, string>, properties: readonly Property[], depth = 0): Resolved {
  const start = value.indexOf('${');
  if (start < 0 || depth > 20) return { text: value, from: undefined, missing: undefined };
  const end = closing(value, start + 2);
  if (end < 0) return { text: value, from: undefined, missing: undefined };
  const inside = value.slice(start + 2, end);
  const colon = inside.indexOf(':');
  const name = (colon < 0 ? inside : inside.slice(0, colon)).trim();
  const own = properties.find(({ key }) => uniformKey(key) === uniformKey(name));
  const given = environment.get(name) ?? environment.get(name.toUpperCase().replace(/\./g, '_').replace(/-/g, '')) ?? own?.value;
  const rest = (text: string): Resolved => resolved(value.slice(0, start) + text + value.slice(end + 1), environment, properties, depth + 1);
  if (given !== undefined) return { ...rest(given), from: `\${${name}} from ${own !== undefined && given === own.value ? `line ${own.line}` : '--env'}` };
  if (colon < 0) return { text: value, from: undefined, missing: name };
  return { ...rest(inside.slice(colon + 1)), from: `default of \${${name}}` };
}

/** The place of the bracket that closes a placeholder whose inside begins at `from`; -1 where it is open. */
function closing(text: string, from: number): number {
  let open = 1;
  for (let i = from; i < text.length; i++) {
    if (text.startsWith('${', i)) open++;
    if (text[i] === '}' && --open === 0) return i;
  }
  return -1;
}
