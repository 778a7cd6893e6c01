/** A state of a film as a picture sees it: lines, cells, cores and counts, arranged by pool and database. A pure function; words.ts says the same in sentences. */

import { linesPerCopy, Place, State } from '../../film/film.ts';
import type { FilmConnection, FilmState } from '../../film/state.ts';

/** How a connection looks. The letter stands in its cell, so that nothing depends on colour alone. */
export const looks = {
  idle: { letter: '·', says: 'idle' },
  cores: { letter: 'R', says: 'lent, runs on the cores' },
  blocked: { letter: 'B', says: 'lent, its statement waits for disk or the like' },
  row: { letter: 'W', says: 'lent, its statement waits for a row that others have locked' },
  trip: { letter: 'N', says: 'lent, on the network between app and server' },
  held: { letter: 'H', says: 'lent, held while its request works or waits elsewhere' },
  stuck: { letter: '!', says: 'lent, the server does not answer' },
  leaked: { letter: 'L', says: 'leaked: its borrower will never give it back' },
  dead: { letter: 'X', says: 'broken: whoever uses it next finds out' },
  opening: { letter: 'O', says: 'being opened' },
  check: { letter: 'C', says: 'being checked or cleaned' },
  closing: { letter: '–', says: 'being closed' },
} as const;
export type Look = keyof typeof looks;

export interface Cell {
  readonly connection: number;
  readonly look: Look;
  /** Who holds it; 0: nobody. */
  readonly request: number;
  /** The class of that request; -1: nobody holds it. */
  readonly classIndex: number;
}

/** A copy of a pool, in one instance of its app. */
export interface CopyScene {
  /** From 1 where there are several; 0 where there is only one. */
  readonly instance: number;
  readonly waiting: number;
  readonly cells: readonly Cell[];
}

export interface PoolScene {
  readonly name: string;
  readonly kind: string;
  readonly isPooler: boolean;
  /** Connections allowed over all instances; null: no limit. */
  readonly size: number | null;
  readonly lent: number;
  readonly counts: { readonly [look in Look]: number };
  /** Connections out, by class of the request that holds them. */
  readonly lentBy: readonly number[];
  readonly waiting: number;
  /** The first in line, at most `mostInLine`: of one copy in order of the line, of several by time. */
  readonly line: readonly { readonly request: number; readonly classIndex: number; readonly since: number }[];
  /** How long the one who has waited longest has, in µs; null: nobody waits. */
  readonly oldest: number | null;
  readonly oldestRequest: number;
  readonly copies: readonly CopyScene[];
}

export interface DatabaseScene {
  readonly name: string;
  readonly isPooler: boolean;
  /** null: as many as anybody needs. */
  readonly cores: number | null;
  readonly state: 'up' | 'refuses' | 'hangs';
  readonly running: number;
  readonly others: number;
  /** Statements beyond one for each core. */
  readonly queue: number;
  /** Core-seconds per second that it delivers now, and that as many cores would without contention and slowdown. */
  readonly speed: number;
  readonly ideal: number;
  readonly blocked: number;
  /** Who is on the cores, in order of coming. */
  readonly requests: readonly { readonly request: number; readonly classIndex: number }[];
}

export interface Scene {
  readonly at: number;
  readonly pools: readonly PoolScene[];
  readonly databases: readonly DatabaseScene[];
  readonly classes: readonly { readonly name: string; readonly arrived: number; readonly served: number; readonly failed: number; readonly retried: number }[];
  /** By number of the outcome. */
  readonly failures: readonly number[];
  /** Under way without a connection and not in line: thinking, in a pause before another attempt. */
  readonly elsewhere: number;
}

/** So many of a line are drawn one by one, and so many on the cores. */
export const mostInLine = 48;
const mostOnCores = 64;

/** Where a request is while it holds a connection. */
const lookOf: { readonly [place: number]: Look } = {
  [Place.cores]: 'cores', [Place.blocked]: 'blocked', [Place.row]: 'row', [Place.trip]: 'trip', [Place.hanging]: 'stuck', [Place.silence]: 'stuck', [Place.check]: 'check',
};

export function sceneOf(state: FilmState): Scene {
  const { film } = state;
  const copies = film.pools.flatMap(({ instances }) => Array.from({ length: instances }, (_, i) => ({ instance: instances === 1 ? 0 : i + 1, waiting: 0, cells: [] as Cell[] })));
  for (const connection of state.connections.values()) {
    copies[film.connectionCopy[connection.number] as number]?.cells.push({ connection: connection.number, look: lookAt(state, connection), request: connection.holder, classIndex: state.requests.get(connection.holder)?.classIndex ?? -1 });
  }
  for (const copy of copies) copy.cells.sort((a, b) => a.connection - b.connection);
  for (const [line, members] of state.lines) if (copies[Math.floor(line / linesPerCopy)] !== undefined) (copies[Math.floor(line / linesPerCopy)] as { waiting: number }).waiting += members.length;
  const outcomes = state.counts.map(({ failed }) => failed);
  return {
    at: state.at,
    pools: film.pools.map((_, i) => poolOf(state, i, copies)),
    databases: film.databases.map((_, i) => databaseOf(state, i)),
    classes: film.classes.map(({ name }, i) => {
      const { arrived, served, retried, failed } = state.counts[i] as (typeof state.counts)[number];
      return { name, arrived, served, retried, failed: failed.reduce((sum, n) => sum + n, 0) };
    }),
    failures: film.outcomes.map((_, i) => outcomes.reduce((sum, failed) => sum + (failed[i] as number), 0)),
    elsewhere: [...state.requests.values()].filter(({ place, about }) => (place === Place.outside || place === Place.app || place === Place.pause) && about === 0).length,
  };
}

function lookAt(state: FilmState, { state: is, isLeaked, isDead, holder }: FilmConnection): Look {
  if (is === State.opening || is === State.late) return 'opening';
  if (is === State.closing) return 'closing';
  if (isLeaked) return 'leaked';
  if (isDead) return 'dead';
  if (is === State.idle) return 'idle';
  if (is === State.settling || is === State.checking) return 'check';
  return lookOf[state.requests.get(holder)?.place ?? Place.outside] ?? 'held';
}

function poolOf(state: FilmState, index: number, all: readonly CopyScene[]): PoolScene {
  const { film } = state;
  const { name, kind, isPooler, firstCopy, instances } = film.pools[index] as (typeof film.pools)[number];
  const copies = all.slice(firstCopy, firstCopy + instances);
  const counts = Object.fromEntries(Object.keys(looks).map((look) => [look, 0])) as { [look in Look]: number };
  const lentBy = film.classes.map(() => 0);
  let lent = 0;
  for (const { cells } of copies) {
    for (const { connection, look, request } of cells) {
      counts[look]++;
      if (state.connections.get(connection)?.state !== State.lent) continue;
      lent++;
      const holder = state.requests.get(request);
      if (holder !== undefined) lentBy[holder.classIndex] = (lentBy[holder.classIndex] as number) + 1;
    }
  }
  const line: { request: number; classIndex: number; since: number }[] = [];
  let oldest: { since: number; number: number } | null = null;
  for (let i = firstCopy * linesPerCopy; i < (firstCopy + instances) * linesPerCopy; i++) {
    for (const [place, number] of (state.lines.get(i) ?? []).entries()) {
      const request = state.requests.get(number);
      if (request === undefined) continue;
      if (oldest === null || request.since < oldest.since) oldest = request;
      if (place < mostInLine) line.push({ request: number, classIndex: request.classIndex, since: request.since });
    }
  }
  if (instances > 1) line.sort((a, b) => a.since - b.since);
  const size = state.sizes[index] as number;
  return {
    name, kind, isPooler, size: size === 0xffffffff ? null : size, lent, counts, lentBy, copies, line: line.slice(0, mostInLine),
    waiting: copies.reduce((sum, copy) => sum + copy.waiting, 0), oldest: oldest === null ? null : state.at - oldest.since, oldestRequest: oldest?.number ?? 0,
  };
}

function databaseOf(state: FilmState, index: number): DatabaseScene {
  const { film } = state;
  const { name, isPooler } = film.databases[index] as (typeof film.databases)[number];
  const { law, running, others } = state.databases[index] as (typeof state.databases)[number];
  const { cores, speeds, state: is } = film.laws[law] ?? { cores: null, speeds: new Float64Array(1), state: 'up' };
  const inside = running + others;
  const requests: { request: number; classIndex: number }[] = [];
  let blocked = 0;
  for (const request of state.requests.values()) {
    if (request.place !== Place.cores && request.place !== Place.blocked && request.place !== Place.row) continue;
    if (state.databaseOf(request) !== index) continue;
    if (request.place !== Place.cores) blocked++;
    else if (requests.length < mostOnCores) requests.push({ request: request.number, classIndex: request.classIndex });
  }
  return {
    name, isPooler, cores, state: is, running, others, blocked, requests, queue: cores === null ? 0 : Math.max(0, inside - Math.max(1, Math.floor(cores))),
    speed: speeds[Math.min(inside, speeds.length - 1)] ?? 0, ideal: cores === null ? inside : Math.min(inside, cores),
  };
}
