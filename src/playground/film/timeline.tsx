/** The run as a line to scrub on: how many wait and how many fail in its course, and where incidents and jobs begin. */

import type { ComponentChildren } from 'preact';
import type { Film, FilmMark } from '../../film/film.ts';
import { peakOf, sumOf } from '../../report/series.ts';
import type { RunResult } from '../../result.ts';
import { timeOf } from './words.ts';

const [width, height] = [1000, 44];

export interface Course {
  readonly curves: ComponentChildren;
  readonly key: ComponentChildren;
}

interface Props {
  readonly film: Film;
  readonly at: number;
  readonly course: Course;
  seek(at: number): void;
}

/** A curve as a filled shape from the bottom; null where there is nothing. */
function shape(values: readonly (number | null)[], most: number, tall: number): string {
  if (most <= 0 || values.length === 0) return '';
  const step = width / values.length;
  const points = values.map((value, i) => `${(i * step).toFixed(1)},${(height - ((value ?? 0) / most) * tall).toFixed(1)} ${((i + 1) * step).toFixed(1)},${(height - ((value ?? 0) / most) * tall).toFixed(1)}`);
  return `0,${height} ${points.join(' ')} ${width},${height}`;
}

export const markLetter = ({ kind }: FilmMark): string => (kind === 'incident' ? '▲' : '◆');

/** Beginnings, each once: what begins at one instant under one name. */
export const beginningsOf = (film: Film): FilmMark[] => film.marks.filter(({ phase }) => phase !== 'end').filter((mark, i, all) => all.findIndex((one) => one.at === mark.at && one.what === mark.what) === i);

const place = (film: Film, micros: number): string => `${((micros / film.length) * 100).toFixed(3)}%`;

/** Curves of each side with the marks, and the key to them: what does not change while the clock goes on. */
export function courseOf(film: Film, series: readonly RunResult['series'][]): Course {
  const lines = series.map((one) => sumOf(Object.values(one.pools).map((pool) => pool.pendingMax), one.t.length));
  const failures = series.map((one) => sumOf(Object.values(one.classes).map((each) => each.failedPerS), one.t.length));
  const [mostWaiting, mostFailing] = [Math.max(...lines.map(peakOf)), Math.max(...failures.map(peakOf))];
  return { curves: <>
    {series.map((_, i) => <svg key={i} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <polygon class="waiting" points={shape(lines[i] ?? [], mostWaiting, height - 4)} /><polygon class="failing" points={shape(failures[i] ?? [], mostFailing, height - 4)} />
    </svg>)}
    {film.from > 0 || film.to < film.length ? <span class="part" style={{ left: place(film, film.from), width: place(film, film.to - film.from) }} aria-hidden="true" /> : null}
    <span class="marks" aria-hidden="true">{beginningsOf(film).slice(0, 200).map((mark, i) => <span key={i} class={mark.kind} style={{ left: place(film, mark.at) }}>{markLetter(mark)}</span>)}</span>
  </>, key:
    <p class="key quiet"><span class="swatch waiting" /> waiting, up to {mostWaiting.toLocaleString('en')} <span class="swatch failing" /> failures, up to {mostFailing.toLocaleString('en', { maximumFractionDigits: 1 })} a second · ▲ incident ◆ cron</p> };
}

export function Timeline({ film, at, course, seek }: Props) {
  return <div class="timeline">
    <input type="range" aria-label="Time in the run" min={0} max={film.length} step={Math.max(1, Math.round(film.length / 5000))} value={at} aria-valuetext={timeOf(film, at)} onInput={(event) => seek(Number(event.currentTarget.value))} />
    <div class="course">{course.curves}<span class="now" style={{ left: place(film, at) }} aria-hidden="true" /></div>
    {course.key}
  </div>;
}
