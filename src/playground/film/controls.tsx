/** The controls of the view: play, steps, speed, and the moments worth going to. */

import { useMemo } from 'preact/hooks';
import type { Film } from '../../film/film.ts';
import type { Moments } from '../../film/moments.ts';
import { rates } from './clock.ts';
import { beginningsOf, markLetter } from './timeline.tsx';
import { spanOf, timeOf } from './words.ts';

interface Props {
  readonly film: Film;
  readonly moments: Moments;
  readonly at: number;
  readonly playing: boolean;
  readonly stillness: boolean;
  readonly rate: number;
  play(on: boolean): void;
  /** By one event, back or forth. */
  step(way: 1 | -1): void;
  seek(at: number): void;
  setRate(rate: number): void;
  choose(request: number): void;
}

const rateWords = (rate: number): string => (rate === 1 ? 'real time' : rate < 1 ? `1 s shows ${Math.round(rate * 1000)} ms` : `1 s shows ${rate >= 60 ? `${rate / 60} min` : `${rate} s`}`);

export function Controls({ film, moments, at, playing, stillness, rate, play, step, seek, setRate, choose }: Props) {
  const { firstFailure, lineGrows, longestLine, worstWait } = moments;
  const marks = useMemo(() => beginningsOf(film).slice(0, 100).map((mark, i) => <option key={i} value={String(mark.at)}>{timeOf(film, mark.at, 0)} {markLetter(mark)} {mark.what}</option>), [film]);
  return <>
    <fieldset class="transport"><legend class="visually-hidden">Time</legend>
      <button type="button" class="button" onClick={() => seek(0)} aria-label="To the start">|◂</button>
      <button type="button" class="button" onClick={() => step(-1)} aria-label="Back by one event">◂ event</button>
      {stillness ? <button type="button" class="button" onClick={() => seek(at - 1e6)} aria-label="Back by one second">− 1 s</button>
        : <button type="button" class="button primary" onClick={() => play(!playing)} data-play={playing ? 'on' : 'off'}>{playing ? '❚❚ Pause' : '▶ Play'}</button>}
      {stillness ? <button type="button" class="button" onClick={() => seek(at + 1e6)} aria-label="Forward by one second">+ 1 s</button> : null}
      <button type="button" class="button" onClick={() => step(1)} aria-label="Forward by one event">event ▸</button>
      <button type="button" class="button" onClick={() => seek(film.length)} aria-label="To the end">▸|</button>
      <output class="time" data-time>{timeOf(film, at)}</output>
      {stillness ? <span class="quiet">You asked for less motion, so nothing plays by itself: step or scrub.</span>
        : <label class="quiet">Speed <select class="select" value={String(rate)} onChange={(event) => setRate(Number(event.currentTarget.value))}>{rates.map((one) => <option key={one} value={String(one)}>{one}× · {rateWords(one)}</option>)}</select></label>}
    </fieldset>
    <fieldset class="transport moments"><legend class="visually-hidden">Moments</legend>
      <span class="quiet">Go to</span>
      <button type="button" class="button small" disabled={lineGrows === null} onClick={() => lineGrows !== null && seek(lineGrows.at)}>line begins to grow</button>
      <button type="button" class="button small" disabled={firstFailure === null} onClick={() => { if (firstFailure !== null) { seek(firstFailure.at); choose(firstFailure.request); } }}>first failure</button>
      <button type="button" class="button small" disabled={longestLine === null} onClick={() => longestLine !== null && seek(longestLine.at)}>longest line{longestLine === null ? '' : ` (${longestLine.waiting})`}</button>
      <button type="button" class="button small" disabled={worstWait === null} onClick={() => { if (worstWait !== null) { seek(worstWait.until); choose(worstWait.request); } }}>longest wait{worstWait === null ? '' : ` (${spanOf(worstWait.until - worstWait.from)})`}</button>
      {marks.length === 0 ? null : <select class="select" aria-label="Incidents and cron" value="" onChange={(event) => { if (event.currentTarget.value !== '') seek(Number(event.currentTarget.value)); event.currentTarget.value = ''; }}>
        <option value="">incidents and cron …</option>{marks}</select>}
    </fieldset>
  </>;
}
