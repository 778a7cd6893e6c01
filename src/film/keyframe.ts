/** Writes a state of a film down as numbers and reads it back, so that any instant can be reached without playing from the start. */

import { deadFlag, type Film, type Keyframe, leakedFlag, Place } from './film.ts';
import { type FilmRequest, FilmState } from './state.ts';

/** Steps are replayed from the last keyframe before them: at least so many records lie between two, and at least twice as many as a keyframe has numbers, so that keyframes take less room than a third of the records. */
const recordsBetween = 4096;

/** The state as numbers; `readKeyframe` makes the same of them. */
export function writeKeyframe(state: FilmState): Keyframe {
  const numbers: number[] = [state.at, ...state.sizes];
  for (const { law, others } of state.databases) numbers.push(law, others);
  for (const { arrived, served, retried, failed } of state.counts) numbers.push(arrived, served, retried, ...failed);
  numbers.push(state.requests.size);
  for (const one of state.requests.values()) numbers.push(one.number, one.classIndex, one.parent, one.arrivedAt, one.instance, one.attempt, one.place, one.priority, one.about, one.since, one.lingers ? 1 : 0);
  const lines = [...state.lines].filter(([, line]) => line.length > 0);
  numbers.push(lines.length);
  for (const [line, members] of lines) {
    numbers.push(line, members.length);
    for (const member of members) numbers.push(member);
  }
  numbers.push(state.connections.size);
  for (const one of state.connections.values()) numbers.push(one.number, one.state, (one.isLeaked ? leakedFlag : 0) + (one.isDead ? deadFlag : 0), one.holder, one.since);
  return { step: state.step, numbers: Float64Array.from(numbers) };
}

/** The state that a keyframe holds. */
export function readKeyframe(film: Film, { step, numbers }: Keyframe): FilmState {
  let at = 0;
  const next = (): number => numbers[at++] as number;
  const state = new FilmState(film);
  state.step = step;
  state.at = next();
  for (let i = 0; i < state.sizes.length; i++) state.sizes[i] = next();
  for (const database of state.databases) Object.assign(database, { law: next(), others: next() });
  for (const counts of state.counts) {
    Object.assign(counts, { arrived: next(), served: next(), retried: next() });
    for (let i = 0; i < counts.failed.length; i++) counts.failed[i] = next();
  }
  for (let left = next(); left > 0; left--) {
    const request: FilmRequest = {
      number: next(), classIndex: next(), parent: next(), arrivedAt: next(), instance: next(), attempt: next(), place: next(), priority: next(), about: next(), since: next(), lingers: next() === 1,
    };
    state.requests.set(request.number, request);
    if (request.place === Place.cores) (state.databases[state.databaseOf(request)] as { running: number }).running++;
  }
  for (let left = next(); left > 0; left--) {
    const line = next();
    state.lines.set(line, Array.from({ length: next() }, next));
  }
  for (let left = next(); left > 0; left--) {
    const [number, is, flags, holder, since] = [next(), next(), next(), next(), next()];
    state.connections.set(number, { number, state: is, isLeaked: (flags & leakedFlag) > 0, isDead: (flags & deadFlag) > 0, holder, since });
  }
  return state;
}

/** Plays a film that has only its first keyframe, and returns it with as many as it should have. */
export function withKeyframes(film: Film): Film {
  const first = film.keyframes[0] as Keyframe;
  const keyframes = [first];
  const state = readKeyframe(film, first);
  let due = recordsBetween;
  while (state.step < film.stepAt.length) {
    state.forward();
    if ((film.stepFirst[state.step] as number) < due) continue;
    const keyframe = writeKeyframe(state);
    keyframes.push(keyframe);
    due = (film.stepFirst[state.step] as number) + Math.max(recordsBetween, 2 * keyframe.numbers.length);
  }
  return { ...film, keyframes };
}
