/** The story of one request: picked in the picture, by its number, or as the next one under way. */

import { useMemo, useState } from 'preact/hooks';
import type { Film } from '../../film/film.ts';
import { trailOf } from '../../film/trail.ts';
import type { Scene } from './scene.ts';
import { storyOf, timeOf } from './words.ts';

interface Props {
  /** Which side it belongs to; the first one has the buttons. */
  readonly title: string;
  readonly isFirst: boolean;
  readonly film: Film;
  readonly scene: Scene;
  readonly chosen: number;
  choose(request: number): void;
  /** Moves the clock. */
  seek(at: number): void;
}

export function Story({ title, isFirst, film, scene, chosen, choose, seek }: Props) {
  const [typed, setTyped] = useState('');
  const story = useMemo(() => (chosen === 0 ? [] : storyOf(film, trailOf(film, chosen))), [film, chosen]);
  const oldest = scene.pools.reduce<{ request: number; waited: number }>((most, pool) => ((pool.oldest ?? -1) > most.waited ? { request: pool.oldestRequest, waited: pool.oldest ?? -1 } : most), { request: 0, waited: -1 });
  const inPicture = [...scene.pools.flatMap(({ line, copies }) => [...line.map(({ request }) => request), ...copies.flatMap(({ cells }) => cells.map(({ request }) => request))])].filter((request) => request !== 0);
  const nextOne = inPicture[(inPicture.indexOf(chosen) + 1) % Math.max(1, inPicture.length)];
  return <section class="tale card" aria-label="The story of a request" data-chosen={chosen === 0 ? '' : chosen}>
    <div class="row">
      <h3 class="capital">{chosen === 0 ? 'Follow a request' : `${title}request ${chosen}`}</h3>
      {isFirst ? <><form onSubmit={(event) => { event.preventDefault(); const number = Number(typed); if (Number.isInteger(number) && number > 0) choose(number); }}>
        <label>Number <input class="field" inputMode="numeric" size={8} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} /></label> <button type="submit" class="button small">Follow</button>
      </form>
      <button type="button" class="button small" disabled={nextOne === undefined} onClick={() => nextOne !== undefined && choose(nextOne)}>Next in the picture</button>
      <button type="button" class="button small" disabled={oldest.request === 0} onClick={() => choose(oldest.request)}>Who has waited longest</button>
      {chosen === 0 ? null : <button type="button" class="button small" onClick={() => choose(0)}>Let go</button>}</> : null}
    </div>
    {chosen === 0 ? <p class="quiet">Click a request or a lent connection in the picture, or use the buttons.</p>
      : story.length === 0 ? <p class="quiet">This film knows nothing of request {chosen}: it came and went outside of it.</p>
      : <ol>{story.map(({ at, says }, i) => <li key={i} class={at > scene.at ? 'quiet later' : ''} data-at={at}><button type="button" class="moment" onClick={() => seek(at)} aria-label={`Go to ${timeOf(film, at)}`}>{timeOf(film, at)}</button> {says}</li>)}</ol>}
  </section>;
}
