/** Completion, hover help and inline errors of the editor: the worker knows the catalogue, this file knows the cursor. */

import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { linter, type Diagnostic } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { type EditorView, hoverTooltip } from '@codemirror/view';
import type { Desk } from '../desk.ts';
import { keyAt, placeIn } from './editor-place.ts';

/** What may stand at the cursor. */
async function completed(desk: Desk, context: CompletionContext): Promise<CompletionResult | null> {
  const place = placeIn(context.state, context.pos);
  if (place === null || (!context.explicit && place.from === context.pos && place.on === 'key')) return null;
  const words = await desk.ask('help', { text: context.state.doc.toString(), path: place.path, want: place.on === 'key' ? 'keys' : 'values' }).catch(() => []);
  if (words.length === 0 || context.aborted) return null;
  const options = words.map(({ label, detail, info }): Completion => ({ label, detail, ...(info === '' ? {} : { info }), apply: place.on === 'key' ? `${label}: ` : label, type: place.on === 'key' ? 'property' : 'enum' }));
  return { from: place.from, options, validFor: /^[\w.-]*$/ };
}

/** What the key under the pointer means. */
const hover = (desk: Desk): Extension => hoverTooltip(async (view, at) => {
  const key = keyAt(view.state, at);
  if (key === null) return null;
  const [word] = await desk.ask('help', { text: view.state.doc.toString(), path: key.path, want: 'about' }).catch(() => []);
  if (word === undefined || word.info === '') return null;
  return {
    pos: key.from, end: key.to, above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'hover-help';
      const name = document.createElement('code');
      name.textContent = key.path.filter((part) => typeof part === 'string').slice(-2).join('.');
      const says = document.createElement('p');
      says.textContent = word.info;
      const detail = document.createElement('p');
      detail.className = 'quiet';
      detail.textContent = word.detail;
      dom.append(name, says, detail);
      return { dom };
    },
  };
});

/** The problems of the text, at their lines and columns, as `poolsim lint` tells them. */
async function diagnosed(desk: Desk, view: EditorView): Promise<readonly Diagnostic[]> {
  const { doc } = view.state;
  const { problems } = await desk.ask('check', { text: doc.toString() }).catch(() => ({ problems: [] }));
  if (view.state.doc !== doc) return [];
  return problems.filter(({ line }) => line >= 1 && line <= doc.lines).map(({ line, column, path, says }) => {
    const at = doc.line(line);
    const from = Math.min(at.to, at.from + Math.max(0, column - 1));
    const word = /^(?:"[^"]*"|'[^']*'|[^\s,{}[\]#]+)/.exec(doc.sliceString(from, at.to))?.[0].length ?? 0;
    return { from, to: Math.max(from + word, Math.min(at.to, from + 1)), severity: 'error' as const, message: path === '' ? says : `${path}: ${says}` };
  });
}

export const scenarioHelp = (desk: Desk): Extension => [
  autocompletion({ override: [(context) => completed(desk, context)] }), hover(desk), linter((view) => diagnosed(desk, view), { delay: 250 }),
];
