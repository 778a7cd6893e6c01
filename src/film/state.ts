/**
 * How things stand in a film between two steps: who is where, which connection is in which state and whose it is, who waits in which order, what has been
 * served and has failed so far. It goes forward record by record, and can be written down as numbers and read back.
 */

import { deadFlag, type Film, Kind, leakedFlag, linesPerCopy, Place, State } from './film.ts';

/** A request that is under way. Times in µs. */
export interface FilmRequest {
  readonly number: number;
  readonly classIndex: number;
  /** The request that this is a branch of; 0: none. */
  readonly parent: number;
  readonly arrivedAt: number;
  instance: number;
  attempt: number;
  place: number;
  priority: number;
  /** What the place is about: a line, or a connection; see `places`. */
  about: number;
  /** Since when it is at its place. */
  since: number;
  /** It works on for nobody: its client has gone. */
  lingers: boolean;
}

/** A connection that exists, or is being opened or closed. */
export interface FilmConnection {
  readonly number: number;
  state: number;
  isLeaked: boolean;
  isDead: boolean;
  /** The request that holds it; 0: none. */
  holder: number;
  /** Since when it is in this state and this holder's. */
  since: number;
}

/** What has become of the requests of a class since the run began. `failed` by number of the outcome. */
export interface FilmCounts {
  arrived: number;
  served: number;
  retried: number;
  readonly failed: number[];
}

export interface FilmDatabaseState {
  /** Index of the law in force. */
  law: number;
  /** Statements on its cores or ready to run, and others beside them. */
  running: number;
  others: number;
}

export class FilmState {
  readonly film: Film;
  /** Steps that have happened, and when the last of them did (or the instant that was asked for). */
  step = 0;
  at: number;
  readonly requests = new Map<number, FilmRequest>();
  readonly connections = new Map<number, FilmConnection>();
  /** By number of the line: who stands in it, the first first. Lines that nobody stands in may be missing. */
  readonly lines = new Map<number, number[]>();
  readonly sizes: number[];
  readonly databases: FilmDatabaseState[];
  readonly counts: FilmCounts[];

  constructor(film: Film) {
    this.film = film;
    this.at = film.from;
    this.sizes = film.pools.map(() => 0);
    this.databases = film.databases.map(() => ({ law: 0, running: 0, others: 0 }));
    this.counts = film.classes.map(() => ({ arrived: 0, served: 0, retried: 0, failed: film.outcomes.map(() => 0) }));
  }

  /** The next step happens. */
  forward(): void {
    const { stepAt, stepFirst } = this.film;
    this.at = stepAt[this.step] as number;
    const end = stepFirst[this.step + 1] as number;
    for (let i = stepFirst[this.step] as number; i < end; i++) this.#apply(i);
    this.step++;
  }

  /** How many wait for a connection of a copy, in any of its lines. */
  waitingAt(copy: number): number {
    let sum = 0;
    for (let line = copy * linesPerCopy; line < (copy + 1) * linesPerCopy; line++) sum += this.lines.get(line)?.length ?? 0;
    return sum;
  }

  /** The database whose cores, disks or door a request at such a place is about. */
  databaseOf(request: FilmRequest): number {
    return this.film.connectionDatabase[request.about] as number;
  }

  #apply(i: number): void {
    const { film, at } = this;
    const who = film.who[i] as number;
    const a = film.a[i] as number;
    const b = film.b[i] as number;
    switch (film.kind[i]) {
      case Kind.arrived:
        (this.counts[a] as FilmCounts).arrived++;
        this.#begins(who, a, 0, at);
        return;
      case Kind.branch: return this.#begins(who, a, b, at);
      case Kind.orphan: return this.#begins(who, a, 0, at, true);
      case Kind.attempt: {
        const request = this.#request(who);
        request.instance = a;
        request.attempt = b;
        return;
      }
      case Kind.place: return this.#goes(this.#request(who), a & 0xff, a >>> 8, b);
      case Kind.retried:
        (this.counts[this.#request(who).classIndex] as FilmCounts).retried++;
        return;
      case Kind.ended: return this.#ended(this.#request(who), a, b === 1);
      case Kind.gone: return this.#leaves(this.#request(who));
      case Kind.connection: return this.#connection(who, a, b);
      case Kind.size:
        this.sizes[who] = a;
        return;
      case Kind.law:
        (this.databases[who] as FilmDatabaseState).law = a;
        return;
      default:
        (this.databases[who] as FilmDatabaseState).others = a;
    }
  }

  #request(number: number): FilmRequest {
    return this.requests.get(number) as FilmRequest;
  }

  #begins(number: number, classIndex: number, parent: number, at: number, lingers = false): void {
    this.requests.set(number, { number, classIndex, parent, arrivedAt: at, instance: 0, attempt: 1, place: Place.moving, priority: 0, about: 0, since: at, lingers });
  }

  /** The client has heard. */
  #ended(request: FilmRequest, outcome: number, isGone: boolean): void {
    const counts = this.counts[request.classIndex] as FilmCounts;
    if (outcome === 0) counts.served++;
    else counts.failed[outcome] = (counts.failed[outcome] as number) + 1;
    if (isGone) this.#leaves(request);
    else request.lingers = true;
  }

  #leaves(request: FilmRequest): void {
    this.#steps(request, -1);
    this.requests.delete(request.number);
  }

  #goes(request: FilmRequest, place: number, priority: number, about: number): void {
    this.#steps(request, -1);
    request.place = place;
    request.priority = priority;
    request.about = about;
    request.since = this.at;
    this.#steps(request, 1);
  }

  /** Into its line or onto its cores, or out of them. */
  #steps(request: FilmRequest, way: 1 | -1): void {
    if (request.place === Place.cores) (this.databases[this.databaseOf(request)] as FilmDatabaseState).running += way;
    if (request.place !== Place.line) return;
    const line = this.lines.get(request.about) ?? [];
    if (way === 1) this.#joins(line, request);
    else if (line[0] === request.number) line.shift();
    else line.splice(line[line.length - 1] === request.number ? line.length - 1 : line.indexOf(request.number), 1);
    if (way === 1) this.lines.set(request.about, line);
  }

  /** Behind everyone of the same or a higher priority, as in the line of the model. */
  #joins(line: number[], request: FilmRequest): void {
    let place = line.length;
    while (place > 0 && this.#request(line[place - 1] as number).priority < request.priority) place--;
    if (place === line.length) line.push(request.number);
    else line.splice(place, 0, request.number);
  }

  #connection(number: number, packed: number, holder: number): void {
    const state = packed & 0xf;
    if (state === State.closed || state === State.empty) {
      this.connections.delete(number);
      return;
    }
    const flags = packed >>> 4;
    const known = this.connections.get(number);
    const isLeaked = (flags & leakedFlag) > 0;
    const isDead = (flags & deadFlag) > 0;
    if (known === undefined) this.connections.set(number, { number, state, isLeaked, isDead, holder, since: this.at });
    else {
      if (known.state !== state || known.holder !== holder) known.since = this.at;
      known.state = state;
      known.isLeaked = isLeaked;
      known.isDead = isDead;
      known.holder = holder;
    }
  }
}
