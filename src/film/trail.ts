/** What a film tells of one request, in order: when it arrived, where it was from when to when, how it ended. */

import { type Film, Kind, Place } from './film.ts';
import { stateAfter } from './playback.ts';

/** One thing that is told. Instants in µs. */
export type TrailEntry =
  | { readonly at: number; readonly is: 'arrived'; readonly classIndex: number; /** It was under way when the film begins. */ readonly before: boolean; /** The request it is a branch of; 0: none. */ readonly parent: number }
  | { readonly at: number; readonly is: 'attempt'; readonly instance: number; readonly attempt: number }
  | { readonly at: number; readonly is: 'place'; readonly place: number; readonly about: number; /** In a line: how many stood before it. */ readonly ahead: number }
  | { readonly at: number; readonly is: 'lent' | 'returned'; readonly connection: number }
  | { readonly at: number; readonly is: 'retried' | 'ended'; readonly outcome: number }
  | { readonly at: number; readonly is: 'gone' };

/** The trail of request `number`; empty where the film knows nothing of it. */
export function trailOf(film: Film, number: number): TrailEntry[] {
  const trail: TrailEntry[] = [];
  const held = new Set<number>();
  const first = stateAfter(film, 0);
  const known = first.requests.get(number);
  if (known !== undefined) {
    trail.push({ at: known.arrivedAt, is: 'arrived', classIndex: known.classIndex, before: true, parent: known.parent });
    for (const connection of first.connections.values()) if (connection.holder === number) held.add(connection.number);
    trail.push({ at: film.from, is: 'place', place: known.place, about: known.about, ahead: first.lines.get(known.about)?.indexOf(number) ?? 0 });
  }
  for (let step = 0; step < film.stepAt.length; step++) {
    const at = film.stepAt[step] as number;
    const end = film.stepFirst[step + 1] as number;
    for (let i = film.stepFirst[step] as number; i < end; i++) {
      const kind = film.kind[i] as number;
      const [who, a, b] = [film.who[i] as number, film.a[i] as number, film.b[i] as number];
      if (kind === Kind.connection) {
        if (b === number && !held.has(who)) trail.push({ at, is: 'lent', connection: who });
        if (b === number) held.add(who);
        else if (held.delete(who)) trail.push({ at, is: 'returned', connection: who });
      } else if (who !== number || kind > Kind.gone) continue;
      else if (kind === Kind.arrived || kind === Kind.branch || kind === Kind.orphan) trail.push({ at, is: 'arrived', classIndex: a, before: false, parent: b });
      else if (kind === Kind.attempt) trail.push({ at, is: 'attempt', instance: a, attempt: b });
      else if (kind === Kind.place) trail.push({ at, is: 'place', place: a & 0xff, about: b, ahead: (a & 0xff) === Place.line ? (stateAfter(film, step + 1).lines.get(b)?.indexOf(number) ?? 0) : 0 });
      else if (kind === Kind.retried || kind === Kind.ended) trail.push({ at, is: kind === Kind.ended ? 'ended' : 'retried', outcome: a });
      if (who === number && (kind === Kind.gone || (kind === Kind.ended && b === 1))) return kind === Kind.gone ? [...trail, { at, is: 'gone' }] : trail;
    }
  }
  return trail;
}
