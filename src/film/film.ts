/**
 * A film of a run: everything that changed in a world between two instants, event by event, as plain data in typed arrays. A *step* is an event of the
 * simulation that changed something that can be seen; its *records* say what. From them `state.ts` knows how things stand at any instant.
 */

/**
 * What a record tells, by its number. Of a request (`who`: its number in the run): `arrived` (a: class), `branch` (it is one of several that another request walks at once; a: class,
 * b: the other), `orphan` (a statement whose client has died; a: class), `attempt` (a: instance of the app, from 0; b: which attempt; not written where these are 0 and 1), `place` (a: place, and its
 * priority × 256; b: see `places`), `retried` (a: outcome), `ended` (a: outcome; b: 1 where the request is gone with that, 0 where only its client is
 * and work goes on for nobody), `gone` (it ends unheard). Of a connection (`who`: its number in the film): `connection` (a: state, and flags × 16; b: the request that holds it, 0: none). Of a pool: `size` (a: connections allowed,
 * over all its instances). Of a database: `law` (a: index of the law in force), `others` (a: how many beside statements are on its cores: logins, waiters that wake for a row).
 */
export const recordKinds = ['arrived', 'branch', 'orphan', 'attempt', 'place', 'retried', 'ended', 'gone', 'connection', 'size', 'law', 'others'] as const;
export type RecordKind = (typeof recordKinds)[number];

/**
 * Where a request is, by its number: `moving` (woken, it goes on at this very instant), `line` (it waits for a connection; b: which line), `opening` (for the one that is opened for it; b: connection, as below),
 * `check` (its connection is being checked), `returning` (it waits to give back), `trip` (on the way between app and server), `cores` (on the cores of the database, or ready to run there), `blocked`
 * (the statement waits for a disk or the like), `row` (for a row that others have locked), `hanging` (for a server that does not answer), `silence` (for an answer on a dead connection),
 * `outside` (it thinks or calls somebody; b: the connection it holds, 0: none), `app` (it works in the application; likewise), `pause` (before another attempt), `branches` (for its own branches).
 */
export const places = ['moving', 'line', 'opening', 'check', 'returning', 'trip', 'cores', 'blocked', 'row', 'hanging', 'silence', 'outside', 'app', 'pause', 'branches'] as const;
export type PlaceName = (typeof places)[number];

/** The states of a connection by their number. `settling` and `checking` count as idle; `late`: its opening goes on beyond the books of its pool. An `empty` record is none. */
export const connectionStates = ['closed', 'opening', 'idle', 'lent', 'settling', 'empty', 'closing', 'checking', 'late'] as const;
export type ConnectionStateName = (typeof connectionStates)[number];

/** Flags of a connection: its borrower will never give it back; whoever uses it next finds it dead. */
export const leakedFlag = 1;
export const deadFlag = 2;

/** Lines of one copy of a pool: the callers' line; those who block behind an opening; those outside while the pool is locked; those whose connection is being checked. */
export const linesPerCopy = 4;

/** Kinds by name, for those who write and replay. */
export const Kind = Object.fromEntries(recordKinds.map((name, i) => [name, i])) as { readonly [name in RecordKind]: number };
export const Place = Object.fromEntries(places.map((name, i) => [name, i])) as { readonly [name in PlaceName]: number };
export const State = Object.fromEntries(connectionStates.map((name, i) => [name, i])) as { readonly [name in ConnectionStateName]: number };

export interface FilmClass {
  readonly name: string;
  readonly source: 'traffic' | 'cron';
}

/** A pool as the scenario names it. Copies (one for each instance of its app) are numbered through all pools; this one's begin at `firstCopy`. */
export interface FilmPool {
  readonly name: string;
  readonly kind: string;
  readonly instances: number;
  readonly firstCopy: number;
  /** Whether these are the server connections of a pooler. */
  readonly isPooler: boolean;
}

/** A database, or the side of a pooler that its clients see. */
export interface FilmDatabase {
  readonly name: string;
  readonly kind: string;
  readonly isPooler: boolean;
}

/** How fast a database is: `speeds[n]` is the core-seconds per second with n statements on its cores; more than the last entry are as fast as that. */
export interface FilmLaw {
  /** null: unlimited. */
  readonly cores: number | null;
  readonly state: 'up' | 'refuses' | 'hangs';
  readonly speeds: Float64Array;
}

/** Something for the time line: an incident or a job. `id` pairs a beginning with its end. */
export interface FilmMark {
  readonly at: number;
  readonly kind: 'incident' | 'cron';
  readonly id: string;
  readonly what: string;
  readonly phase: 'begin' | 'end' | 'moment';
}

/** All times are whole µs from the start of the run. */
export interface Film {
  /** The film shows everything after `from` (at 0: from the beginning) up to and including `to`. */
  readonly from: number;
  readonly to: number;
  /** Of the run: its length, from where requests are counted, and when it starts. */
  readonly length: number;
  readonly measureFrom: number;
  readonly startsAt: string;
  readonly zone: string;
  readonly outcomes: readonly string[];
  readonly classes: readonly FilmClass[];
  readonly pools: readonly FilmPool[];
  readonly databases: readonly FilmDatabase[];
  readonly laws: readonly FilmLaw[];
  readonly marks: readonly FilmMark[];
  /** Steps: when each happened, and its first record; there is one more entry, for the end. */
  readonly stepAt: Float64Array;
  readonly stepFirst: Uint32Array;
  readonly kind: Uint8Array;
  readonly who: Uint32Array;
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** Connections of the film by number (0 is nobody): the copy of its pool, its number there, its database. */
  readonly connectionCopy: Uint32Array;
  readonly connectionId: Uint32Array;
  readonly connectionDatabase: Uint8Array;
  /** The whole state before some steps, the first of all included; see state.ts. */
  readonly keyframes: readonly Keyframe[];
}

/** How things stood before step `step`, in numbers that `FilmState` writes and reads. */
export interface Keyframe {
  readonly step: number;
  readonly numbers: Float64Array;
}

/** Every buffer of a film, to be handed to another thread instead of copied. */
export const filmBuffers = (film: Film): ArrayBuffer[] =>
  [film.stepAt, film.stepFirst, film.kind, film.who, film.a, film.b, film.connectionCopy, film.connectionId, film.connectionDatabase, ...film.laws.map((law) => law.speeds), ...film.keyframes.map((one) => one.numbers)]
    .map((column) => column.buffer as ArrayBuffer);

/** Bytes that a film takes. */
export const filmBytes = (film: Film): number => filmBuffers(film).reduce((sum, buffer) => sum + buffer.byteLength, 0);
