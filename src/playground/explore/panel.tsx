/** Explore: pick a scenario, turn its controls or edit its text, and see what it does. */

import type { FunctionComponent } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { millis, share } from '../../report/wording.ts';
import { ChartList } from '../charts/figure.tsx';
import type { Desk, Done } from '../desk.ts';
import { useStore } from '../store.ts';
import type { TabProps } from '../tab.ts';
import { Controls } from './controls.tsx';
import { Picker } from './picker.tsx';
import { Figures, Happenings, Trust } from './tables.tsx';
import { Notices, Toolbar } from './toolbar.tsx';
import { Findings, Story, Verdict } from './verdict.tsx';
import './explore.css';

type Line = { readonly at: number; readonly column: number } | null;
type Editing = FunctionComponent<{ readonly desk: Desk; readonly line: Line }>;

export function ExplorePanel({ desk, theme, say }: TabProps) {
  const done = useStore(desk.store, (state) => state.done);
  const [view, setView] = useState<'controls' | 'yaml'>('controls');
  const [line, setLine] = useState<Line>(null);
  const toLine = useCallback((at: number, column: number) => { setView('yaml'); setLine({ at, column }); }, []);
  useSpoken(done, say);
  // What does not depend on the result is not drawn again with it.
  const bench = useMemo(() => (view === 'controls' ? <Controls desk={desk} /> : <EditorPlace desk={desk} line={line} />), [desk, view, line]);
  const bar = useMemo(() => <><Toolbar desk={desk} tab="explore" say={say} /><Notices desk={desk} toLine={toLine} /></>, [desk, say, toLine]);
  return <div class={`explore${view === 'yaml' ? ' wide' : ''}`}>
    <aside class="bench" aria-label="The scenario and its controls">
      <Picker desk={desk} tab="explore" say={say} />
      <fieldset class="switch"><legend class="visually-hidden">How to change the scenario</legend>
        {(['controls', 'yaml'] as const).map((one) => <label key={one} class={one === view ? 'on' : ''}><input type="radio" name="bench" class="visually-hidden" checked={one === view} onChange={() => setView(one)} />{one === 'controls' ? 'Controls' : 'YAML'}</label>)}
      </fieldset>
      {bench}
    </aside>
    <div class="view">
      {bar}
      {done === null ? <p class="quiet loading">Simulating …</p> : <>
        <Story result={done.result} />
        <Verdict done={done} />
        <ChartList pictures={done.pictures} theme={theme} onDrawn={markDrawn} />
        <Findings done={done} desk={desk} say={say} />
        <Figures result={done.result} />
        <Happenings result={done.result} />
        <Trust result={done.result} notes={done.notes} />
      </>}
    </div>
  </div>;
}

/** For measurements: when a picture was last drawn (the tests read this mark). */
const markDrawn = (): void => { performance.mark('drawn'); };

/** Tells what a finished run came to, once things are quiet: a slider on the move is not commented. */
function useSpoken(done: Done | null, say: (text: string) => void): void {
  const last = useRef<Done | null>(null);
  useEffect(() => {
    if (done === null || done === last.current) return;
    const timer = setTimeout(() => {
      last.current = done;
      const [busiest] = Object.entries(done.result.classes).sort((a, b) => b[1].arrived - a[1].arrived);
      const broken = done.result.promises.filter(({ held }) => !held).length;
      const promises = done.result.promises.length === 0 ? '' : broken === 0 ? ' All promises held.' : ` ${broken} of ${done.result.promises.length} promises broken.`;
      say(busiest === undefined ? 'Run finished.' : `Run finished: p99 of ${busiest[0]} ${millis(busiest[1].latencyMs.p99)}, ${share(busiest[1].failedShare)} failed.${promises}`);
    }, 700);
    return () => clearTimeout(timer);
  }, [done, say]);
}

/** The editor, loaded when it is first shown. */
function EditorPlace({ desk, line }: { readonly desk: Desk; readonly line: Line }) {
  const [Editor, setEditor] = useState<Editing | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    import('./editor.tsx').then((part) => setEditor(() => part.Editor), (error: unknown) => setTrouble(error instanceof Error ? error.message : String(error)));
  }, []);
  if (trouble !== null) return <p class="bad">The editor could not be loaded: {trouble}</p>;
  return <div class="editor-place">{Editor === null ? <p class="quiet loading">Loading the editor …</p> : <Editor desk={desk} line={line} />}
    <p class="quiet">Ctrl+Space completes, F8 goes to the next mistake, Ctrl+Enter runs.</p></div>;
}
