/** Moves about in a film: how things stand at any instant, the next step, the one before. */

import { assert } from '../assert.ts';
import type { Film, Keyframe } from './film.ts';
import { readKeyframe } from './keyframe.ts';
import type { FilmState } from './state.ts';

/** How many steps have happened by `at` (µs), those of that very instant included. */
export function stepsBy(film: Film, at: number): number {
  let low = 0;
  let high = film.stepAt.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((film.stepAt[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How things stand when everything that happens by `at` (µs) has happened. Before and after the film, how it begins and ends. */
export function stateAt(film: Film, at: number): FilmState {
  const state = stateAfter(film, stepsBy(film, at));
  state.at = Math.min(Math.max(at, film.from), film.to);
  return state;
}

/** How things stand when the first `steps` steps have happened: from the last keyframe before, and the few steps between. */
export function stateAfter(film: Film, steps: number): FilmState {
  assert(steps >= 0 && steps <= film.stepAt.length, 'a film has that many steps');
  const state = readKeyframe(film, keyframeBefore(film, steps));
  while (state.step < steps) state.forward();
  return state;
}

/** When the first step after `at` happens; null: none does. */
export const next = (film: Film, at: number): number | null => film.stepAt[stepsBy(film, at)] ?? null;

/** When the last step before `at` happened; null: none did. */
export function previous(film: Film, at: number): number | null {
  const before = stepsBy(film, at - 1);
  return before === 0 ? null : (film.stepAt[before - 1] as number);
}

/** A place in a film that can be moved: short ways forward are played, all others begin at a keyframe. */
export class Playback {
  readonly film: Film;
  #state: FilmState;

  constructor(film: Film) {
    this.film = film;
    this.#state = stateAfter(film, 0);
  }

  /** As `stateAt`. The state is this playback's own and changes with the next call. */
  at(at: number): FilmState {
    const state = this.after(stepsBy(this.film, at));
    state.at = Math.min(Math.max(at, this.film.from), this.film.to);
    return state;
  }

  /** As `stateAfter`. */
  after(steps: number): FilmState {
    const { film } = this;
    if (steps < this.#state.step || keyframeBefore(film, steps).step > this.#state.step) this.#state = stateAfter(film, steps);
    while (this.#state.step < steps) this.#state.forward();
    return this.#state;
  }
}

function keyframeBefore({ keyframes }: Film, steps: number): Keyframe {
  let low = 0;
  let high = keyframes.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((keyframes[middle] as Keyframe).step <= steps) low = middle;
    else high = middle - 1;
  }
  return keyframes[low] as Keyframe;
}
