/** The tab that plays a run: requests, lines, connections and cores at any instant, true to the events of the run; beside it, on the same arrivals, the run with a change. */

import './film.css';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { next, previous } from '../../film/playback.ts';
import { mayRun } from '../desk.ts';
import { useStore } from '../store.ts';
import type { TabProps } from '../tab.ts';
import { rates, useTicks } from './clock.ts';
import { Controls } from './controls.tsx';
import { useKeys } from './keys.ts';
import { Legend } from './legend.tsx';
import { sceneOf } from './scene.ts';
import { type Side, useSide } from './side.ts';
import { Stage } from './stage.tsx';
import { Story } from './story.tsx';
import { courseOf, Timeline } from './timeline.tsx';
import { wordsOf } from './words.ts';

/** A film of a part of the run begins so long before the instant that is looked at, in µs. */
const leadIn = 20e6;

export function FilmPanel({ desk, shown, theme, stillness, say }: TabProps) {
  const { done, doubt, problems } = useStore(desk.store);
  const [wanted, setWanted] = useState<{ text: string; seed: number | string | null } | null>(null);
  const [change, setChange] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [from, setFrom] = useState(0);
  const [at, setAt] = useState<number | null>(null);
  const [playing, setPlaying] = useState(false);
  const [rate, setRate] = useState<number>(rates[2]);
  const [chosen, setChosen] = useState(0);

  // What is on the desk is filmed when somebody looks.
  useEffect(() => {
    if (!shown || done === null || (wanted !== null && wanted.text === done.text && wanted.seed === done.seed)) return;
    setWanted({ text: done.text, seed: done.seed });
    setFrom(0);
    setAt(null);
    setChosen(0);
    setPlaying(false);
  }, [shown, done, wanted]);

  const before = useSide(desk, wanted?.text ?? null, wanted?.seed ?? null, null, from);
  const after = useSide(desk, change === null ? null : (wanted?.text ?? null), wanted?.seed ?? null, change, from);
  const { side } = before;
  const sides = [side, change === null ? null : after.side].filter((one): one is Side => one !== null);
  const film = side?.film ?? null;

  // A new film opens where its line begins to grow, a moment before.
  useEffect(() => {
    if (side === null || at !== null) return;
    setAt(Math.max(0, (side.moments.lineGrows?.at ?? 0) - 500_000));
  }, [side, at]);

  const now = at ?? 0;
  const covered = sides.every((one) => now >= one.film.from && now <= one.film.to);
  useEffect(() => {
    if (film !== null && !covered && !before.busy && !after.busy) setFrom(Math.max(0, now - (from === now - leadIn ? 1 : leadIn))); // one that is full before it gets there begins at this very instant
  }, [film, covered, now, from, before.busy, after.busy]);

  useTicks(playing && shown && covered && !stillness, rate, (micros) => {
    if (film === null) return;
    const to = Math.min(film.length, now + micros);
    setAt(to);
    if (to === film.length) setPlaying(false);
  });
  const scenes = useMemo(() => sides.map((one) => sceneOf(one.playback.at(now))), [before.side, after.side, change, now]);
  const words = playing || film === null || scenes.length === 0 ? '' : sides.map((one, i) => `${sides.length > 1 ? (i === 0 ? 'Before, ' : 'After, ') : ''}${wordsOf(one.film, scenes[i] as (typeof scenes)[number])}`).join(' ');

  // At rest the view says in words how things stand.
  useEffect(() => {
    if (playing || words === '' || !shown) return;
    const timer = setTimeout(() => say(words), 400);
    return () => clearTimeout(timer);
  }, [playing, words, shown, say]);

  const seek = (to: number): void => {
    setPlaying(false);
    if (film !== null) setAt(Math.min(film.length, Math.max(0, Math.round(to))));
  };
  const step = (way: 1 | -1): void => {
    const instants = sides.map((one) => (way === 1 ? next(one.film, now) : previous(one.film, now))).filter((one): one is number => one !== null);
    if (instants.length > 0) seek(way === 1 ? Math.min(...instants) : Math.max(...instants));
    else seek(now + way); // beyond the part that is filmed
  };
  const play = (on: boolean): void => {
    if (on && film !== null && now >= film.length) setAt(0);
    setPlaying(on && !stillness);
  };
  useKeys(shown && film !== null, {
    ' ': () => play(!playing), ArrowRight: () => step(1), ArrowLeft: () => step(-1), Home: () => seek(0), End: () => seek(film?.length ?? 0), PageUp: () => seek(now - 10e6), PageDown: () => seek(now + 10e6),
  });
  const course = useMemo(() => (film === null ? null : courseOf(film, sides.map((one) => one.series))), [before.side, after.side, change]);
  if (film === null || side === null) {
    return <div class="film"><h2>Watch</h2><p class={before.trouble === null ? 'quiet' : 'bad'}>{before.trouble ?? (done !== null ? 'Filming the run …' : doubt ?? (problems.length > 0 ? 'The scenario has mistakes: the Explore tab shows them.' : 'Running the scenario …'))}</p>
      {done === null && doubt !== null && mayRun(doubt) ? <p><button type="button" class="button primary" onClick={() => desk.runAnyway()}>Run it</button></p> : null}</div>;
  }
  const compare = (text: string): void => {
    setTyped(text);
    setChange(text.trim() === '' ? null : text.trim());
  };
  return <div class="film" data-playing={playing} data-steps={film.stepAt.length} data-covered={covered}>
    <h2>Watch <span class="quiet">{done?.scenario.title}</span></h2>
    <form class="row" onSubmit={(event) => { event.preventDefault(); compare(typed); }}>
      <label>Beside it, on the same arrivals: <input class="field change" list="film-changes" placeholder="pools.main.max=20" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} /></label>
      <datalist id="film-changes">{side.changes.map((one) => <option key={one} value={one} />)}</datalist>
      <button type="submit" class="button small">Show both</button>
      {side.changes.slice(0, 2).map((one) => <button key={one} type="button" class="button small" onClick={() => compare(one)}>{one}</button>)}
      {change === null ? null : <button type="button" class="button small" onClick={() => compare('')}>Only one</button>}
    </form>
    {after.trouble === null || change === null ? null : <p class="bad" role="alert">{after.trouble}</p>}
    <div class="desk card">
      <Controls film={film} moments={side.moments} at={now} playing={playing} stillness={stillness} rate={rate} play={play} step={step} seek={seek} setRate={setRate} choose={setChosen} />
      {course === null ? null : <Timeline film={film} at={now} course={course} seek={seek} />}
    </div>
    {covered ? null : <p class="quiet" role="status">Filming this part of the run …</p>}
    <div class={sides.length > 1 ? 'sides two' : 'sides'}>
      {sides.map((one, i) => <Stage key={i} side={one} scene={scenes[i] as (typeof scenes)[number]} title={sides.length === 1 ? 'The run' : i === 0 ? 'Before' : `After: ${change}`} reach={rate * 1.2e6} theme={theme} chosen={chosen} choose={setChosen} />)}
      {change !== null && after.busy && after.side === null ? <p class="quiet">Filming the other side …</p> : null}
    </div>
    {playing ? null : <p class="words" data-words>{words}</p>}
    <Legend scenes={scenes} />
    {sides.map((one, i) => (i > 0 && chosen === 0 ? null : <Story key={i} title={sides.length === 1 ? '' : i === 0 ? 'Before: ' : 'After: '} isFirst={i === 0} film={one.film} scene={scenes[i] as (typeof scenes)[number]} chosen={chosen} choose={setChosen} seek={seek} />))}
    <p class="quiet cost">{film.from > 0 || film.to < film.length ? `A part of the run: ` : ''}{film.stepAt.length.toLocaleString('en')} events, {film.kind.length.toLocaleString('en')} changes in {(side.bytes / 1e6).toFixed(1)} MB; run and filmed in {(side.wallMs / 1000).toFixed(1)} s. Keys: space, arrows, Home, End, Page Up and Down.</p>
  </div>;
}
