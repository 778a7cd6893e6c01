/** The editor of the scenario's text: YAML with colours, completion, help and errors. Loaded when it is first wanted. */

import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, nextDiagnostic } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { useStore } from '../store.ts';
import { scenarioHelp } from './editor-help.ts';

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
  { tag: [tags.string, tags.content, tags.attributeValue], color: 'var(--ink)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--quiet)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.brace, tags.squareBracket], color: 'var(--quiet)' },
  { tag: [tags.labelName, tags.typeName, tags.keyword, tags.meta], color: 'var(--warm)' },
]);

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '12.5px', backgroundColor: 'var(--card)', color: 'var(--ink)' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-1px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
  '.cm-gutters': { backgroundColor: 'var(--card)', color: 'var(--quiet)', border: 'none', borderRight: '1px solid var(--line)' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--raised) 60%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--raised)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent)' },
  '.cm-tooltip': { backgroundColor: 'var(--card)', color: 'var(--ink)', border: '1px solid var(--line-strong)', borderRadius: '6px', boxShadow: '0 4px 16px #0003' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--accent-ink)' },
  '.cm-completionDetail': { color: 'inherit', opacity: '.75', fontStyle: 'normal', marginLeft: '12px' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad)', textUnderlineOffset: '3px' },
});

/** After this long without a key the text is put on the desk, and runs. */
const pause = 250;

export function Editor({ desk, line }: { readonly desk: Desk; readonly line: { readonly at: number; readonly column: number } | null }) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const { text } = useStore(desk.store);
  useEffect(() => {
    if (place.current === null) return;
    let timer = 0;
    const told = EditorView.updateListener.of((update) => {
      if (!update.docChanged || update.transactions.some((one) => one.isUserEvent('desk'))) return;
      clearTimeout(timer);
      timer = window.setTimeout(() => desk.setText(update.state.doc.toString()), pause);
    });
    const runNow = (): boolean => {
      clearTimeout(timer);
      const now = view.current?.state.doc.toString() ?? '';
      if (now === desk.store.get().text) desk.run();
      else desk.setText(now);
      return true;
    };
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: desk.store.get().text,
        extensions: [
          lineNumbers(), highlightActiveLineGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), highlightActiveLine(), lintGutter(),
          EditorState.tabSize.of(2), yaml(), syntaxHighlighting(colours), look, scenarioHelp(desk), told,
          keymap.of([{ key: 'Mod-Enter', run: runNow }, { key: 'F8', run: nextDiagnostic }, ...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': 'Scenario in YAML. Control and Enter run it, Control and Space complete, F8 goes to the next problem, Escape and Tab leave the editor.' }),
        ],
      }),
    });
    view.current = made;
    return () => { clearTimeout(timer); made.destroy(); view.current = null; };
  }, [desk]);
  // What others put on the desk comes into the editor as a change of its own, so that Undo takes it back.
  useEffect(() => {
    const made = view.current;
    if (made === null || made.state.doc.toString() === text || made.hasFocus) return;
    const { from, to, insert } = difference(made.state.doc.toString(), text);
    made.dispatch({ changes: { from, to, insert }, userEvent: 'desk' });
  }, [text]);
  useEffect(() => {
    const made = view.current;
    if (made === null || line === null || line.at > made.state.doc.lines) return;
    const at = made.state.doc.line(line.at);
    made.dispatch({ selection: { anchor: Math.min(at.to, at.from + line.column - 1) }, effects: EditorView.scrollIntoView(at.from, { y: 'center' }) });
    made.focus();
  }, [line]);
  return <div class="editor" ref={place} />;
}

/** The one stretch in which two texts differ. */
function difference(a: string, b: string): { readonly from: number; readonly to: number; readonly insert: string } {
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from++;
  let tail = 0;
  while (tail < a.length - from && tail < b.length - from && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return { from, to: a.length - tail, insert: b.slice(from, b.length - tail) };
}
