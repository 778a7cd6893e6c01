/** The moments of a film that are worth going to, found in one pass over its records. */

import { type Film, Kind, linesPerCopy, Place } from './film.ts';
import { stateAfter } from './playback.ts';

/** Instants in µs. Null: there is none in this film. */
export interface Moments {
  /** The first request that its client saw fail. */
  readonly firstFailure: { readonly at: number; readonly request: number } | null;
  /** When the longest line of all began to grow from nobody, and when it was longest. */
  readonly lineGrows: { readonly at: number; readonly pool: number } | null;
  readonly longestLine: { readonly at: number; readonly pool: number; readonly waiting: number } | null;
  /** Who stood in one line for longest, from when until when. */
  readonly worstWait: { readonly request: number; readonly from: number; readonly until: number } | null;
}

/** How many wait at a pool, since when that is more than nobody, and how it was at its worst. */
interface LineBook { waiting: number; grewAt: number; most: number; mostAt: number; mostGrewAt: number }

export function momentsOf(film: Film): Moments {
  const books: LineBook[] = film.pools.map(() => ({ waiting: 0, grewAt: film.from, most: 0, mostAt: film.from, mostGrewAt: film.from }));
  const poolOf = film.pools.flatMap(({ instances }, pool) => new Array<number>(instances * linesPerCopy).fill(pool));
  /** Those in line: since when, and where. */
  const inLine = new Map<number, { readonly since: number; readonly line: number }>();
  let firstFailure: Moments['firstFailure'] = null;
  let worst = { request: 0, from: 0, until: -1 };
  const joins = (who: number, line: number, at: number): void => {
    inLine.set(who, { since: at, line });
    const book = books[poolOf[line] as number] as LineBook;
    if (book.waiting++ === 0) book.grewAt = at;
    if (book.waiting > book.most) Object.assign(book, { most: book.waiting, mostAt: at, mostGrewAt: book.grewAt });
  };
  const leaves = (who: number, at: number): void => {
    const stood = inLine.get(who);
    if (stood === undefined) return;
    inLine.delete(who);
    (books[poolOf[stood.line] as number] as LineBook).waiting--;
    if (at - stood.since > worst.until - worst.from) worst = { request: who, from: stood.since, until: at };
  };
  for (const { number, place, about, since } of stateAfter(film, 0).requests.values()) if (place === Place.line) joins(number, about, since);
  for (let step = 0; step < film.stepAt.length; step++) {
    const at = film.stepAt[step] as number;
    const end = film.stepFirst[step + 1] as number;
    for (let i = film.stepFirst[step] as number; i < end; i++) {
      const kind = film.kind[i];
      const who = film.who[i] as number;
      const a = film.a[i] as number;
      if (kind === Kind.place) {
        leaves(who, at);
        if ((a & 0xff) === Place.line) joins(who, film.b[i] as number, at);
      } else if (kind === Kind.gone || kind === Kind.ended) {
        if (kind === Kind.gone || film.b[i] === 1) leaves(who, at);
        if (kind === Kind.ended && a !== 0 && firstFailure === null) firstFailure = { at, request: who };
      }
    }
  }
  for (const who of [...inLine.keys()]) leaves(who, film.to);
  const longest = books.reduce((best, book, pool) => (book.most > (books[best] as LineBook).most ? pool : best), 0);
  const { most, mostAt, mostGrewAt } = books[longest] ?? { most: 0, mostAt: 0, mostGrewAt: 0 };
  return {
    firstFailure,
    lineGrows: most === 0 ? null : { at: mostGrewAt, pool: longest },
    longestLine: most === 0 ? null : { at: mostAt, pool: longest, waiting: most },
    worstWait: worst.until < 0 ? null : worst,
  };
}
