/** Where in a scenario the cursor is: the keys from the top to it, found in the tree of the YAML language, which also has one for text that is not finished. */

import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';

export interface PlaceInText {
  /** Keys from the top; where a key is being written, those of the table around it. */
  readonly path: readonly (string | number)[];
  /** Whether a key or a value is being written. */
  readonly on: 'key' | 'value';
  /** Where the word under the cursor begins. */
  readonly from: number;
}

const bare = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, '$2');

/** The keys of the pairs and the numbers of the items around a node. `self` leaves out the innermost pair. */
function pathOf(state: EditorState, node: SyntaxNode): (string | number)[] {
  const path: (string | number)[] = [];
  for (let here: SyntaxNode | null = node; here !== null; here = here.parent) {
    if (here.name === 'Pair') {
      const key = here.getChild('Key');
      if (key !== null) path.unshift(bare(state.sliceDoc(key.from, key.to)));
    } else if (here.name === 'Item') {
      let index = 0;
      for (let before = here.prevSibling; before !== null; before = before.prevSibling) if (before.name === 'Item') index++;
      path.unshift(index);
    }
  }
  return path;
}

/** Keys above a line by indentation alone, for lines that are not part of the tree yet. */
function pathByIndent(state: EditorState, at: number, indent: number): string[] {
  const path: string[] = [];
  let below = indent;
  for (let line = state.doc.lineAt(at).number - 1; line >= 1 && below > 0; line--) {
    const found = /^(\s*)([^\s#:][^:#]*):(?:\s|$)/.exec(state.doc.line(line).text);
    if (found === null || (found[1] ?? '').length >= below) continue;
    below = (found[1] ?? '').length;
    path.unshift(bare(found[2] ?? ''));
  }
  return path;
}

export function placeIn(state: EditorState, at: number): PlaceInText | null {
  const line = state.doc.lineAt(at);
  const before = line.text.slice(0, at - line.from);
  if (/(?:^|\s)#/.test(before)) return null;
  const word = /[\w.-]*$/.exec(before)?.[0] ?? '';
  const from = at - word.length;
  const lead = before.slice(0, before.length - word.length);
  const node = syntaxTree(state).resolveInner(at, -1);
  let inFlow: SyntaxNode | null = node;
  while (inFlow !== null && inFlow.name !== 'FlowMapping' && inFlow.name !== 'FlowSequence') inFlow = inFlow.parent;
  // On its own line, by indentation: a new key, or a value behind "key: ".
  if (inFlow === null || inFlow.from > at) {
    const keyed = /^(\s*(?:- )?)([^\s#:{[][^:#]*):\s+$/.exec(lead);
    const indent = (keyed?.[1] ?? lead).length;
    const path = pathByIndent(state, at, indent);
    if (keyed !== null) return { path: [...path, bare(keyed[2] ?? '')], on: 'value', from };
    return /^\s*(?:- )?$/.test(lead) ? { path, on: 'key', from } : null;
  }
  // Inside braces: a value behind the last colon, or a key behind a brace or a comma.
  const around = pathOf(state, inFlow);
  const value = /([\w.-]+)["']?\s*:\s*$/.exec(lead);
  if (value !== null) return { path: [...around, value[1] ?? ''], on: 'value', from };
  return /[{,]\s*$|^\s*$/.test(lead) && inFlow.name === 'FlowMapping' ? { path: around, on: 'key', from } : null;
}

/** The path of the key under the pointer, with its stretch of text; null where there is none. */
export function keyAt(state: EditorState, at: number): { readonly path: readonly (string | number)[]; readonly from: number; readonly to: number } | null {
  for (let node: SyntaxNode | null = syntaxTree(state).resolveInner(at, 1); node !== null; node = node.parent) {
    if (node.name === 'Key' && node.parent !== null) return { path: pathOf(state, node.parent), from: node.from, to: node.to };
  }
  return null;
}
