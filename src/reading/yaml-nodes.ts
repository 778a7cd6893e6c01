/** Parsed YAML nodes to plain values and the spots where they stand: follows aliases and merge keys within limits, refuses tags and odd keys. */

import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { nearest } from '../nearest.ts';
import { brief } from '../units/text.ts';
import type { Spot } from './yaml.ts';

/** Tables and lists may stand this deep inside each other, aliases followed. */
export const deepest = 100;
/** All aliases together may stand for this many values. */
const mostExpanded = 100_000;

/** A mistake at an offset of the text. */
export interface NodeFault {
  readonly at: number;
  readonly says: string;
}

export interface Composed {
  readonly value: unknown;
  readonly spot: Spot;
  readonly faults: readonly NodeFault[];
  /** The document would grow without bound: nothing in it is worth reading. */
  readonly unbounded: boolean;
}

/** A value with its spot, how many values it stands for and how deep it goes. */
interface Part {
  readonly value: unknown;
  readonly spot: Spot;
  readonly size: number;
  readonly depth: number;
}

/** The plain value of a document and its spots. */
export function compose(document: Document.Parsed): Composed {
  const walk = new Walk();
  const { value, spot } = walk.part(document.contents, null, 0, 1);
  return { value, spot, faults: walk.faults, unbounded: walk.expanded > mostExpanded };
}

const nothing = (at: number, keyAt: number | null, faulty: boolean): Part => ({ value: null, spot: { at, keyAt, collection: false, inside: new Map(), faulty, set: null }, size: 1, depth: 1 });

const plainTags = new Set(['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`));

/** Blanks and marks that look like nothing, or like a space, and come with text copied from elsewhere. */
const invisible = /[\u00A0\u00AD\u200B-\u200F\u2028-\u202E\u2060\uFEFF]/g;

class Walk {
  readonly faults: NodeFault[] = [];
  expanded = 0;
  readonly #anchors = new Map<string, Part | 'open'>();

  part(node: Node | null | undefined, keyAt: number | null, fallbackAt: number, level: number): Part {
    if (node === null || node === undefined) return nothing(keyAt ?? fallbackAt, keyAt, false);
    const at = node.range?.[0] ?? fallbackAt;
    if (isAlias(node)) return this.#aliased(node, keyAt, at, level);
    if (level > deepest && !isScalar(node)) return this.#refuse(at, keyAt, `nested deeper than ${deepest} levels`);
    if (node.tag !== undefined && !plainTags.has(node.tag)) return this.#refuse(at, keyAt, `the tag ${node.tag} is not known: take it away`);
    const anchor = (node as Scalar | YAMLMap | YAMLSeq).anchor;
    if (anchor !== undefined) this.#anchors.set(anchor, 'open');
    const made = isMap(node) ? this.#table(node, keyAt, at, level) : isSeq(node) ? this.#list(node, keyAt, at, level) : this.#scalar(node as Scalar, keyAt, at);
    if (anchor !== undefined) this.#anchors.set(anchor, made);
    return made;
  }

  #refuse(at: number, keyAt: number | null, says: string): Part {
    this.faults.push({ at, says });
    return nothing(at, keyAt, true);
  }

  #scalar(node: Scalar, keyAt: number | null, at: number): Part {
    const empty = node.value === null && (node.source ?? '') === '';
    return { value: node.value, spot: { at: empty ? (keyAt ?? at) : at, keyAt, collection: false, inside: new Map(), faulty: false, set: null }, size: 1, depth: 1 };
  }

  #aliased(node: Alias, keyAt: number | null, at: number, level: number): Part {
    const target = this.#anchors.get(node.source);
    if (target === undefined) {
      const near = nearest(node.source, [...this.#anchors.keys()]);
      return this.#refuse(at, keyAt, `*${node.source} stands for nothing: no &${node.source} comes before it${near === null ? '' : `. Did you mean *${near}?`}`);
    }
    if (target === 'open') return this.#refuse(at, keyAt, `*${node.source} stands inside itself`);
    if (this.expanded > mostExpanded) return nothing(at, keyAt, true);
    this.expanded += target.size;
    if (this.expanded > mostExpanded) return this.#refuse(at, keyAt, `the aliases stand for more than 100 000 values: this file would grow without bound`);
    if (target.depth + level - 1 > deepest) return this.#refuse(at, keyAt, `nested deeper than ${deepest} levels`);
    return { ...target, spot: { ...target.spot, keyAt } };
  }

  #list(node: YAMLSeq, keyAt: number | null, at: number, level: number): Part {
    const parts = node.items.map((item) => this.part(item as Node | null, null, at, level + 1));
    const inside = new Map<string | number, Spot>(parts.map((one, i) => [i, one.spot]));
    return { value: parts.map((one) => one.value), spot: { at, keyAt, collection: true, inside, faulty: false, set: null }, ...extent(parts) };
  }

  #table(node: YAMLMap, keyAt: number | null, at: number, level: number): Part {
    const parts = new Map<string, Part>();
    const merged: Part[] = [];
    for (const pair of node.items as Pair<Node, Node | null>[]) {
      const key = this.#key(pair.key, parts, at);
      const keyStart = pair.key?.range?.[0] ?? at;
      if (key === '<<' && isPlain(pair.key)) merged.push(...this.#merged(pair.value, keyStart, level));
      else {
        const made = this.part(pair.value, keyStart, keyStart, level + 1);
        if (key !== null) parts.set(key, made);
      }
    }
    for (const source of merged) this.#mergeInto(parts, source);
    const value = Object.fromEntries([...parts].map(([key, one]) => [key, one.value]));
    const inside = new Map<string | number, Spot>([...parts].map(([key, one]) => [key, one.spot]));
    return { value, spot: { at, keyAt, collection: true, inside, faulty: false, set: null }, ...extent([...parts.values()]) };
  }

  /** The key as a word; null, after telling why, where there is none to go on with. */
  #key(node: Node | null, before: ReadonlyMap<string, Part>, mapAt: number): string | null {
    const told = (says: string) => void this.faults.push({ at: node?.range?.[0] ?? mapAt, says });
    if (!isScalar(node)) told(isAlias(node) ? 'a key cannot be an alias: write the word' : node === null ? 'a key is missing before the colon' : 'a key must be a word, not a list or a table');
    if (!isScalar(node)) return null;
    const word = typeof node.value === 'string' ? node.value.replaceAll(invisible, '') : (node.source ?? '');
    if (word === '' && node.value !== '') told('a key is missing before the colon');
    else if (typeof node.value !== 'string') told(`the key ${word} is not text: put quotes around it`);
    else if (word !== node.value) told(`the key "${brief(word)}" holds a character that cannot be seen: type it anew`);
    if (word === '__proto__') told('"__proto__" cannot be a key');
    if (before.has(word)) told(`"${brief(word)}" is given twice: one of them would be lost`);
    return word === '__proto__' || node.value === null || before.has(word) ? null : word;
  }

  /** The tables that a merge key brings in, in order of precedence. */
  #merged(node: Node | null, keyAt: number, level: number): Part[] {
    const made = this.part(node, keyAt, keyAt, level);
    const parts = Array.isArray(made.value) ? made.value.map((value, i) => ({ ...made, value, spot: made.spot.inside.get(i) ?? made.spot })) : [made];
    if (parts.every((one) => typeof one.value === 'object' && one.value !== null && !Array.isArray(one.value))) return parts;
    if (!made.spot.faulty) this.faults.push({ at: keyAt, says: '<< brings in tables: write <<: *name or <<: [*one, *two]' });
    return [];
  }

  #mergeInto(parts: Map<string, Part>, source: Part): void {
    for (const [key, value] of Object.entries(source.value as object)) {
      const spot = source.spot.inside.get(key);
      if (!parts.has(key) && spot !== undefined) parts.set(key, { value, spot, size: source.size, depth: source.depth });
    }
  }
}

const isPlain = (node: Node | null): boolean => isScalar(node) && node.type === 'PLAIN';

const extent = (parts: readonly Part[]): { readonly size: number; readonly depth: number } => ({
  size: parts.reduce((sum, one) => sum + one.size, 1),
  depth: 1 + parts.reduce((most, one) => Math.max(most, one.depth), 0),
});
