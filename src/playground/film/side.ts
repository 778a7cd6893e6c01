/** One side of the view: the film of the scenario on the desk, or of a change beside it, asked of a worker and kept with what is needed to show it. */

import { useEffect, useState } from 'preact/hooks';
import { type Film, Kind } from '../../film/film.ts';
import type { Moments } from '../../film/moments.ts';
import { Playback } from '../../film/playback.ts';
import type { RunResult } from '../../result.ts';
import type { Desk } from '../desk.ts';

/** A whole film may take so many bytes; of a longer run there is a part around the instant that is looked at. */
export const mostBytes = 64e6;

/** Arrivals and ends in order of time, for the streams at the left and at the right. */
export interface Flow {
  readonly arriveAt: Float64Array;
  readonly arriveClass: Uint8Array;
  readonly endAt: Float64Array;
  /** 0: served. */
  readonly endOutcome: Uint8Array;
}

export interface Side {
  readonly film: Film;
  readonly playback: Playback;
  readonly moments: Moments;
  readonly series: RunResult['series'];
  readonly changes: readonly string[];
  readonly flow: Flow;
  readonly bytes: number;
  readonly wallMs: number;
}

export interface SideState {
  /** What was asked for; the film of anything else is not shown. */
  readonly of: string;
  readonly side: Side | null;
  readonly busy: boolean;
  readonly trouble: string | null;
}

const nothing: SideState = { of: '', side: null, busy: false, trouble: null };

/** The film of `text` with `set`, from `from` on; null: none is wanted. Another part of the same film takes the place of the last one when it is there. */
export function useSide(desk: Desk, text: string | null, seed: number | string | null, set: string | null, from: number): SideState {
  const [state, setState] = useState(nothing);
  const of = JSON.stringify([text, seed, set]);
  useEffect(() => {
    if (text === null) {
      setState(nothing);
      return;
    }
    const stop = new AbortController();
    setState((last) => ({ ...last, busy: true, trouble: null }));
    desk.ask('film', { text, seed, set: set === null ? [] : [set], from, atMostBytes: mostBytes }, { signal: stop.signal }).then((answer) => {
      if (stop.signal.aborted) return;
      if (!answer.ok) return setState({ of, side: null, busy: false, trouble: answer.problems[0] ?? 'it cannot be run' });
      const { film, moments, series, changes, bytes, wallMs } = answer;
      setState({ of, side: { film, moments, series, changes, bytes, wallMs, playback: new Playback(film), flow: flowOf(film) }, busy: false, trouble: null });
    }, (error: unknown) => {
      if (!stop.signal.aborted) setState({ of, side: null, busy: false, trouble: error instanceof Error ? error.message : String(error) });
    });
    return () => stop.abort();
  }, [desk, text, seed, set, from, of]);
  return state.of === of ? state : { ...nothing, busy: state.busy };
}

function flowOf(film: Film): Flow {
  const [arriveAt, arriveClass, endAt, endOutcome]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let step = 0; step < film.stepAt.length; step++) {
    const at = film.stepAt[step] as number;
    for (let i = film.stepFirst[step] as number; i < (film.stepFirst[step + 1] as number); i++) {
      if (film.kind[i] === Kind.arrived) {
        arriveAt.push(at);
        arriveClass.push(film.a[i] as number);
      } else if (film.kind[i] === Kind.ended) {
        endAt.push(at);
        endOutcome.push(film.a[i] as number);
      }
    }
  }
  return { arriveAt: Float64Array.from(arriveAt), arriveClass: Uint8Array.from(arriveClass), endAt: Float64Array.from(endAt), endOutcome: Uint8Array.from(endOutcome) };
}
