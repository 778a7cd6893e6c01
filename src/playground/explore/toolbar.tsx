/** Run and stop, the seed, and what can be taken away: a link, the YAML, the result, the charts. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { fragmentOf } from '../address.ts';
import { type Desk, type DeskState, mayRun } from '../desk.ts';
import { longestLink, queryOf } from '../permalink.ts';
import { fileName, resultJson, savePng, saveText } from '../save.ts';
import { useStore } from '../store.ts';
import { count, span } from '../../report/wording.ts';

interface Props { readonly desk: Desk; readonly tab: 'explore' | 'compare'; say(text: string): void }

export function Toolbar({ desk, tab, say }: Props) {
  const state = useStore(desk.store);
  return <div class="toolbar">
    {state.busy === null ? <button type="button" class="button primary run" onClick={() => desk.run()}>Run</button>
      : <button type="button" class="button run" onClick={() => { desk.stop(); say('The run was stopped.'); }}>Stop</button>}
    <SeedField desk={desk} seed={state.seed} own={state.done?.scenario.run.seed ?? null} />
    <ShareMenu desk={desk} tab={tab} say={say} />
    <p class="quiet status">{statusOf(state)}</p>
    <Progress state={state} />
  </div>;
}

/** A bar for runs that take longer than the eye notices. */
function Progress({ state }: { readonly state: DeskState }) {
  const [late, setLate] = useState(false);
  const busy = state.busy !== null;
  useEffect(() => {
    if (!busy) return setLate(false);
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, [busy]);
  return <div class="progress" aria-hidden="true">{late && busy ? <div style={{ width: `${100 * (state.busy?.share ?? 0)}%` }} /> : null}</div>;
}

function statusOf({ done, problems, text }: DeskState): string {
  if (done === null) return '';
  const { run } = done.result;
  const old = problems.length > 0 && done.text !== text ? ' · of the text before the mistake' : '';
  return `${span(run.lengthS)} simulated in ${span(done.wallMs / 1000)} · ${count(run.requests)} requests · ${count(run.events)} events · seed ${done.result.seed}${old}`;
}

function SeedField({ desk, seed, own }: { readonly desk: Desk; readonly seed: DeskState['seed']; readonly own: number | string | null }) {
  const [draft, setDraft] = useState(seed === null ? '' : String(seed));
  useEffect(() => setDraft(seed === null ? '' : String(seed)), [seed]);
  const commit = () => {
    const word = draft.trim();
    desk.setSeed(word === '' ? null : /^-?\d{1,15}$/.test(word) ? Number(word) : word);
  };
  return <label class="seed">Seed <input class="field" size={5} value={draft} placeholder={own === null ? '' : String(own)} autocomplete="off" onInput={(event) => setDraft(event.currentTarget.value)} onBlur={commit} onKeyDown={(event) => { if (event.key === 'Enter') commit(); }} /></label>;
}

/** The address of this scenario, as the desk has it now; in the comparison with the one beside it. */
export async function linkTo(state: DeskState, tab: 'explore' | 'compare'): Promise<string> {
  const url = new URL(location.href);
  url.hash = `${fragmentOf(tab)}?${await queryOf(tab === 'compare' ? state : { ...state, pinned: null })}`;
  return url.href;
}

function ShareMenu({ desk, tab, say }: Props) {
  const menu = useRef<HTMLDetailsElement>(null);
  const [link, setLink] = useState<string | null>(null);
  const [word, setWord] = useState('');
  const shut = () => { if (menu.current !== null) menu.current.open = false; };
  const opened = async (open: boolean) => {
    setWord('');
    setLink(open ? await linkTo(desk.store.get(), tab) : null);
  };
  const told = (text: string) => { setWord(text); say(text); };
  const copy = async () => {
    if (link === null) return;
    history.replaceState(null, '', link);
    try {
      await navigator.clipboard.writeText(link);
      told('The link was copied.');
    } catch {
      told('The link is in the address bar.');
    }
  };
  const { done, text, name } = desk.store.get();
  const base = name ?? fileName(done?.result.scenario.title ?? 'scenario');
  const long = link !== null && link.length > longestLink;
  return <details class="menu" ref={menu} onToggle={(event) => void opened(event.currentTarget.open)} onKeyDown={(event) => { if (event.key === 'Escape') { shut(); menu.current?.querySelector('summary')?.focus(); } }}>
    <summary class="button">Share and save</summary>
    <div class="menu-body card">
      <label for={`link-${tab}`}>A link with the scenario in it</label>
      <input id={`link-${tab}`} class="field" readOnly value={link ?? ''} onFocus={(event) => event.currentTarget.select()} />
      <p class={long ? 'warm' : 'quiet'}>{link === null ? '' : long ? `${count(link.length)} letters: longer than the ${count(longestLink)} that every browser and messenger lets through. Send the YAML file instead.` : `${count(link.length)} letters. The scenario stays in the link: nothing is sent to a server.`}</p>
      <div class="menu-row">
        <button type="button" class="button primary" onClick={() => void copy()}>Copy link</button>
        <button type="button" class="button" onClick={() => { saveText(`${base}.yaml`, text, 'text/yaml'); told('The YAML was saved.'); }}>YAML</button>
        <button type="button" class="button" disabled={done === null} onClick={() => { if (done !== null) { saveText('result.json', resultJson(done.result), 'application/json'); told('result.json was saved.'); } }}>result.json</button>
        <button type="button" class="button" onClick={() => void savePng(`${base}.png`).then((saved) => told(saved ? 'The charts were saved.' : 'There is no chart to save yet.'))}>PNG</button>
      </div>
      <p class="good" role="status">{word}</p>
    </div>
  </details>;
}

/** What stands in the way of a result, in words: a doubt, trouble, or mistakes in the text. */
export function Notices({ desk, toLine }: { readonly desk: Desk; toLine(line: number, column: number): void }) {
  const { doubt, trouble, problems } = useStore(desk.store);
  return <div role="alert" class="notices">
    {doubt === null ? null : <div class="notice-box warm"><p>{doubt}</p>{mayRun(doubt) ? <button type="button" class="button small" onClick={() => desk.runAnyway()}>Run it</button> : null}</div>}
    {trouble === null ? null : <div class="notice-box bad"><p>{trouble}</p></div>}
    {problems.length === 0 ? null : <div class="notice-box bad">
      <p><strong>{problems.length === 1 ? 'One mistake' : `${problems.length} mistakes`} in the scenario.</strong> The figures below are of the last text that could run.</p>
      <ul>{problems.slice(0, 5).map((one) => <li key={`${one.line}:${one.column}:${one.says}`}>
        <button type="button" class="link" onClick={() => toLine(one.line, one.column)}>line {one.line}:{one.column}</button> {one.path === '' ? null : <code>{one.path}</code>} {one.says}
      </li>)}</ul>
      {problems.length > 5 ? <p class="quiet">and {problems.length - 5} more</p> : null}
    </div>}
  </div>;
}
