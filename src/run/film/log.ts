/** The log of a film while it is taken: compares what it is shown with what it wrote last, and writes what is new into growing columns. */

import { bytes, Column, doubles, wholes } from '../../film/column.ts';
import { deadFlag, type Film, type Keyframe, Kind, leakedFlag, linesPerCopy, Place, State } from '../../film/film.ts';
import type { Connection } from '../../model/pool/connection.ts';
import type { Request } from '../../model/request.ts';
import type { Cast } from './cast.ts';
import { Known, type KnownConnection } from './known.ts';
import { Whereabouts } from './whereabouts.ts';

export class FilmLog {
  readonly cast: Cast;
  /** Records that belong to steps. */
  #whole = 0;
  readonly #kind = new Column(bytes);
  readonly #who = new Column(wholes);
  readonly #a = new Column(wholes);
  readonly #b = new Column(wholes);
  readonly #stepAt = new Column(doubles);
  readonly #stepFirst = new Column(wholes);
  readonly #connectionCopy = new Column(wholes);
  readonly #connectionId = new Column(wholes);
  readonly #connectionDatabase = new Column(bytes);
  readonly #requests = new Map<Request, Known>();
  readonly #connections = new Map<Connection, KnownConnection>();
  readonly #where = new Whereabouts();
  /** By database: statements of requests on its cores, and what was last written beside them. */
  readonly #onCores: number[];
  readonly #others: number[];
  readonly #laws: number[];
  readonly #sizes: number[];

  constructor(cast: Cast) {
    this.cast = cast;
    this.#onCores = cast.databases.map(() => 0);
    this.#others = cast.databases.map(() => 0);
    this.#laws = cast.databases.map(() => -1);
    this.#sizes = cast.pools.map(() => -1);
    this.#connectionCopy.add(0);
    this.#connectionId.add(0);
    this.#connectionDatabase.add(0);
  }

  /** Bytes that the log takes. */
  get bytes(): number {
    return 13 * this.#kind.length + 12 * this.#stepAt.length + 9 * this.#connectionId.length;
  }

  /** When the last step happened; -1: there was none. */
  get lastAt(): number {
    return this.#stepAt.length === 0 ? -1 : this.#stepAt.at(this.#stepAt.length - 1);
  }

  /** What has been written since the last call is a step that happened at `at`. */
  stepOver(at: number): void {
    if (this.#kind.length === this.#whole) return;
    this.#stepAt.add(at);
    this.#stepFirst.add(this.#whole);
    this.#whole = this.#kind.length;
  }

  /** What has been written so far stands in the first keyframe. */
  forgetRecords(): void {
    for (const column of [this.#kind, this.#who, this.#a, this.#b]) column.length = 0;
  }

  /** The columns of a film. What was written since the last step is not part of it. */
  columns(first: Keyframe): Pick<Film, 'laws' | 'stepAt' | 'stepFirst' | 'kind' | 'who' | 'a' | 'b' | 'connectionCopy' | 'connectionId' | 'connectionDatabase' | 'keyframes'> {
    this.#stepFirst.add(this.#whole);
    for (const column of [this.#kind, this.#who, this.#a, this.#b]) column.length = this.#whole;
    return {
      laws: this.cast.laws, stepAt: this.#stepAt.done(), stepFirst: this.#stepFirst.done(), kind: this.#kind.done(), who: this.#who.done(), a: this.#a.done(), b: this.#b.done(),
      connectionCopy: this.#connectionCopy.done(), connectionId: this.#connectionId.done(), connectionDatabase: this.#connectionDatabase.done(), keyframes: [first],
    };
  }

  // ----------------------------------------------------------------------------------------------------------------- requests

  arrived(request: Request): void {
    this.#meet(request);
    this.#write(Kind.arrived, request.number, request.classIndex, 0);
  }

  retried(request: Request, because: number): void {
    this.#write(Kind.retried, request.number, because, 0);
  }

  /** The client has heard; whether the request is gone with that is known when the event is over. */
  ended(request: Request, outcome: number): void {
    this.#known(request).ended = outcome;
  }

  /** The record of a request is free. */
  gone(request: Request): void {
    const known = this.#requests.get(request);
    if (known === undefined || known.number !== request.number) return; // one that came and went within an event
    if (known.ended >= 0) this.#write(Kind.ended, known.number, known.ended, 1);
    else this.#write(Kind.gone, known.number, 0, 0);
    this.#leavesCores(known);
    known.number = 0;
  }

  /** Remembers where in the list of those touched a request stands last. */
  touched(request: Request, at: number): void {
    this.#known(request).touched = at;
  }

  /** Whether a request is to be looked at for this entry of the list: the last one that names it. */
  isDue(request: Request, at: number): boolean {
    const known = this.#requests.get(request);
    return known !== undefined && known.number === request.number && known.touched === at && request.classIndex >= 0;
  }

  isTouched(request: Request): boolean {
    return this.#known(request).touched >= 0;
  }

  /** Looks at a request that is under way and writes what is new. */
  look(request: Request): void {
    const known = this.#known(request);
    known.touched = -1;
    if (known.ended >= 0) {
      this.#write(Kind.ended, known.number, known.ended, 0);
      known.ended = -1;
    }
    const instance = request.instance?.index ?? known.instance;
    if (instance !== known.instance || (request.attempts !== known.attempt && request.attempts > 0 && request.attempts < Number.MAX_SAFE_INTEGER)) {
      known.instance = instance;
      known.attempt = request.attempts;
      this.#write(Kind.attempt, known.number, instance, request.attempts);
    }
    const where = this.#where;
    where.look(request);
    const about = where.pool === null ? (where.connection === null ? 0 : this.numberOf(where.connection)) : this.cast.copyOf(where.pool) * linesPerCopy + where.line;
    const joined = where.place === Place.line ? request.joinedAs : 0;
    if (known.place === where.place && known.about === about && known.priority === where.priority && known.joinedAs === joined) return;
    this.#leavesCores(known);
    known.place = where.place;
    known.about = about;
    known.priority = where.priority;
    known.joinedAs = joined;
    if (where.place === Place.cores) {
      known.cores = this.#connectionDatabase.at(about);
      this.#onCores[known.cores] = (this.#onCores[known.cores] as number) + 1;
    }
    this.#write(Kind.place, known.number, where.place + where.priority * 256, about);
  }

  // -------------------------------------------------------------------------------------------------------------- connections

  /** The number of a connection in the film; it gets one when it is first met. */
  numberOf(connection: Connection): number {
    return this.#met(connection).number;
  }

  /** A record of a connection that was used again since it was last looked at: what it was is closed. */
  reborn(connection: Connection): void {
    const known = this.#connections.get(connection);
    if (known !== undefined && known.id !== connection.id) this.#met(connection);
  }

  /** Looks at a connection and writes what is new. */
  lookAt(connection: Connection): void {
    const known = this.#met(connection);
    const packed = connection.state + 16 * ((connection.leaked ? leakedFlag : 0) + (connection.dead !== 0 ? deadFlag : 0));
    const holder = connection.state === State.lent || connection.state === State.checking ? (connection.holder?.number ?? 0) : 0;
    if (known.packed === packed && known.holder === holder) return;
    known.packed = packed;
    known.holder = holder;
    this.#write(Kind.connection, known.number, packed, holder);
  }

  // ---------------------------------------------------------------------------------------------------------- pools, databases

  /** Looks at what pools may have and at how fast databases are. */
  lookAround(): void {
    const { pools, databases } = this.cast;
    for (let i = 0; i < pools.length; i++) {
      const size = this.cast.sizeOf(i);
      if (size !== this.#sizes[i]) this.#write(Kind.size, i, size, 0);
      this.#sizes[i] = size;
    }
    for (let i = 0; i < databases.length; i++) {
      const law = this.cast.lawOf(i);
      if (law !== this.#laws[i]) this.#write(Kind.law, i, law, 0);
      this.#laws[i] = law;
      const others = (databases[i] as { running: { value: number } }).running.value - (this.#onCores[i] as number);
      if (others !== this.#others[i]) this.#write(Kind.others, i, others, 0);
      this.#others[i] = others;
    }
  }

  #leavesCores(known: Known): void {
    if (known.cores >= 0) this.#onCores[known.cores] = (this.#onCores[known.cores] as number) - 1;
    known.cores = -1;
  }

  #known(request: Request): Known {
    const known = this.#requests.get(request);
    if (known !== undefined && known.number === request.number) return known;
    const met = this.#meet(request);
    if (request.parent !== null) this.#write(Kind.branch, request.number, request.classIndex, request.parent.number);
    else this.#write(Kind.orphan, request.number, request.classIndex, 0);
    return met;
  }

  /** A request that the film has not seen before. */
  #meet(request: Request): Known {
    const known = this.#requests.get(request) ?? new Known();
    this.#requests.set(request, known);
    known.begin(request.number);
    return known;
  }

  #met(connection: Connection): KnownConnection {
    const known = this.#connections.get(connection);
    if (known !== undefined && known.id === connection.id) return known;
    if (known !== undefined && (known.packed & 0xf) !== State.closed) this.#write(Kind.connection, known.number, State.closed, 0);
    const number = this.#connectionId.length;
    this.#connectionCopy.add(this.cast.copyOf(connection.pool));
    this.#connectionId.add(connection.id);
    this.#connectionDatabase.add(this.cast.indexOf(connection.database));
    const met = { id: connection.id, number, packed: State.closed, holder: 0 };
    this.#connections.set(connection, met);
    return met;
  }

  #write(kind: number, who: number, a: number, b: number): void {
    this.#kind.add(kind);
    this.#who.add(who);
    this.#a.add(a);
    this.#b.add(b);
  }
}
