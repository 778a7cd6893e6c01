/** The frame of the page: header, tabs, the panels behind them, and the region that screen readers hear. */

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { addressOf, fragmentOf } from './address.ts';
import type { Desk } from './desk.ts';
import { scenarioOf } from './permalink.ts';
import type { Panel, TabId } from './tab.ts';
import { tabs } from './tabs.ts';
import { ThemeSwitch, useStillness, useTheme } from './theme.tsx';

interface Props {
  readonly desk: Desk;
  /** What was wrong with the link that brought the reader here. */
  readonly hint: string | null;
}

export function App({ desk, hint }: Props) {
  const [{ tab, place }, setAddress] = useState(() => addressOf(location.hash));
  const [warning, setWarning] = useState(hint);
  const [spoken, setSpoken] = useState('');
  const [theme, choice, setChoice] = useTheme();
  const stillness = useStillness();
  const go = useCallback((to: TabId, where = '') => {
    location.hash = fragmentOf(to, where);
  }, []);
  // The same sentence twice would not be heard twice: a blank makes it another one.
  const say = useCallback((text: string) => setSpoken((last) => (last === text ? `${text}\u00a0` : text)), []);

  useEffect(() => {
    // Each move by its own address: the browser tells of it later, and by then the reader may have gone on.
    const moved = async ({ newURL }: HashChangeEvent) => {
      const address = addressOf(new URL(newURL).hash);
      setAddress(address);
      if (address.query.size === 0) return;
      const linked = await scenarioOf(address.query);
      setWarning(linked.ok ? null : linked.says);
      if (!linked.ok || linked.scenario === null) return;
      const { text, name, seed, pinned } = linked.scenario;
      if (pinned) desk.pin(pinned);
      desk.setText(text, { name, run: false });
      desk.setSeed(seed);
      desk.run();
    };
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, [desk]);

  useEffect(() => {
    document.title = `${tabs.find((one) => one.id === tab)?.label ?? 'Explore'} · poolsim playground`;
  }, [tab]);

  return <>
    <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>Skip to the content</button>
    <header class="top">
      <h1><span class="mark" aria-hidden="true" />poolsim <span class="quiet">playground</span></h1>
      <TabList current={tab} go={go} />
      <ThemeSwitch choice={choice} choose={setChoice} />
    </header>
    {warning === null ? null : <div class="notice warm" role="alert"><p>{warning}</p><button type="button" class="button small" onClick={() => setWarning(null)}>Close</button></div>}
    <main id="main" tabIndex={-1}>
      {tabs.map((one) => <Room key={one.id} id={one.id} label={one.label} load={one.load} shown={one.id === tab} props={{ desk, theme, stillness, go, say, place: one.id === tab ? place : '' }} />)}
    </main>
    <div class="visually-hidden" role="status" aria-live="polite" data-spoken>{spoken}</div>
  </>;
}

interface RoomProps {
  readonly id: TabId;
  readonly label: string;
  readonly load: () => Promise<Panel>;
  readonly shown: boolean;
  readonly props: Omit<Parameters<Panel>[0], 'shown'>;
}

/** The panel of a tab, loaded when it is first shown and kept from then on. */
function Room({ id, label, load, shown, props }: RoomProps) {
  const [Content, setContent] = useState<Panel | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    if (!shown || Content !== null) return;
    load().then((panel) => setContent(() => panel), (error: unknown) => setTrouble(error instanceof Error ? error.message : String(error)));
  }, [shown, Content, load]);
  return <section id={`panel-${id}`} class="room" role="tabpanel" aria-labelledby={`tab-${id}`} hidden={!shown}>
    {Content !== null ? <Content {...props} shown={shown} /> : trouble === null ? <p class="quiet loading">{shown ? 'Loading …' : ''}</p>
      : <p class="bad">{label} could not be loaded: {trouble}. Load the page again.</p>}
  </section>;
}

function TabList({ current, go }: { readonly current: TabId; readonly go: (tab: TabId) => void }) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex((one) => one.id === current);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (next === undefined) return;
    event.preventDefault();
    go(next.id);
    list.current?.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  };
  return <div class="tabs" role="tablist" aria-label="Parts of the playground" ref={list} onKeyDown={onKeyDown}>
    {tabs.map((one) => <button key={one.id} id={`tab-${one.id}`} type="button" role="tab" aria-selected={one.id === current} aria-controls={`panel-${one.id}`}
      tabIndex={one.id === current ? 0 : -1} onClick={() => go(one.id)}>{one.label}</button>)}
  </div>;
}
