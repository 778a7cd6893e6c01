/**
 * Films a run: hears at each event what has changed, looks at it when the event is over, and writes down what is new. It stands between the world and the
 * witness of the run, who hears everything as if there were no camera.
 */

import type { Onlooker } from '../../engine/simulation.ts';
import type { Sleeper } from '../../engine/calendar.ts';
import type { Film, FilmMark, Keyframe } from '../../film/film.ts';
import { withKeyframes, writeKeyframe } from '../../film/keyframe.ts';
import type { FilmCounts } from '../../film/state.ts';
import { type Outcome, outcomes, type RequestView, type Witness, type WorldView } from '../../model/happening.ts';
import { Connection, ConnectionState } from '../../model/pool/connection.ts';
import { Request } from '../../model/request.ts';
import type { World } from '../../model/world.ts';
import type { Duration, Instant } from '../../units/time.ts';
import { Cast } from './cast.ts';
import { FilmLog } from './log.ts';
import { standing } from './standing.ts';

/** What to film: what happens after `from` (0: from the beginning) up to and including `to`, µs from the start; less where that would take more bytes. */
export interface FilmPlan {
  readonly from?: Instant;
  readonly to?: Instant;
  readonly atMostBytes?: number; // of the log: keyframes come on top, up to a third
}

/** All that a film may take where nobody says less: 1 GB. */
const plenty = 2 ** 30;

export class Camera implements Witness, Onlooker {
  readonly #plan: FilmPlan;
  readonly #inner: Witness;
  #world!: World;
  #log: FilmLog | null = null;
  #first: Keyframe | null = null;
  /** Up to where the film is complete. */
  #to: Instant = 0;
  readonly #marks: FilmMark[] = [];
  #counts: FilmCounts[] = [];
  /** Whom the present event has touched, some of them more than once. */
  readonly #requests: Request[] = [];
  readonly #connections: Connection[] = [];
  #requestCount = 0;
  #connectionCount = 0;

  constructor(plan: FilmPlan, inner: Witness) {
    this.#plan = plan;
    this.#inner = inner;
  }

  /** Instants at which the run is to be stopped for `look`. */
  get at(): readonly Instant[] {
    const { from = 0, to } = this.#plan;
    return [...(from > 0 ? [from] : []), ...(to === undefined ? [] : [to])];
  }

  /** Everything that happens at this instant has happened: filming begins or ends where the plan says so. */
  look(): void {
    const { now } = this.#world;
    if (now === (this.#plan.from ?? 0) && this.#log === null) this.#begin();
    if (now === this.#plan.to) this.#end(now);
  }

  /** The film, when the run is over. */
  film(): Film {
    const log = this.#log as FilmLog;
    return withKeyframes({ ...log.cast.titles, from: this.#plan.from ?? 0, to: this.#to, marks: this.#marks, ...log.columns(this.#first as Keyframe) });
  }

  #begin(): void {
    const world = this.#world;
    const log = new FilmLog(new Cast(world));
    this.#log = log;
    const state = standing(world, log.cast, { ...log.cast.titles, from: world.now, to: world.now, marks: [], ...nothing }, (connection) => log.numberOf(connection));
    for (const request of world.life.all) if (request.classIndex >= 0) log.look(request);
    for (const group of world.pools) for (const copy of group.pools) for (const connection of copy.roster.connections) log.lookAt(connection);
    log.lookAround();
    log.forgetRecords();
    for (const [i, counts] of this.#counts.entries()) state.counts[i] = counts;
    this.#first = writeKeyframe(state);
    world.simulation.onlooker = this;
  }

  #end(at: Instant): void {
    if (this.#world.simulation.onlooker !== this) return;
    this.#world.simulation.onlooker = null;
    this.#to = at;
  }

  // ------------------------------------------------------------------------------------------------------------------- onlooker

  changed(sleeper: Sleeper): void {
    const log = this.#log as FilmLog;
    if (sleeper instanceof Request) {
      if (sleeper.classIndex < 0) return log.gone(sleeper);
      this.#touch(sleeper, log);
    } else if (sleeper instanceof Connection) {
      log.reborn(sleeper);
      this.#connections[this.#connectionCount++] = sleeper;
    }
  }

  eventOver(): void {
    const { simulation } = this.#world;
    const log = this.#log as FilmLog;
    if (simulation.onlooker !== this) return;
    if (log.bytes > (this.#plan.atMostBytes ?? plenty) && simulation.now > log.lastAt) return this.#end(simulation.now - 1);
    const connections = this.#connections;
    const requests = this.#requests;
    for (let i = 0; i < this.#connectionCount; i++) {
      const connection = connections[i] as Connection;
      log.lookAt(connection);
      const { holder } = connection;
      if (connection.state === ConnectionState.lent && holder !== null && holder.classIndex >= 0 && !log.isTouched(holder)) this.#touch(holder, log);
    }
    for (let i = 0; i < this.#requestCount; i++) if (log.isDue(requests[i] as Request, i)) log.look(requests[i] as Request);
    log.lookAround();
    log.stepOver(simulation.now);
    this.#connectionCount = 0;
    this.#requestCount = 0;
  }

  #touch(request: Request, log: FilmLog): void {
    const at = this.#requestCount++;
    this.#requests[at] = request;
    log.touched(request, at);
  }

  // -------------------------------------------------------------------------------------------------------------------- witness

  begins(world: WorldView): void {
    this.#world = world as World; // the model tells its witness the world itself
    this.#counts = world.classes.map(() => ({ arrived: 0, served: 0, retried: 0, failed: outcomes.map(() => 0) }));
    if ((this.#plan.from ?? 0) <= 0) this.#begin();
    this.#inner.begins(world);
  }

  arrived(request: RequestView): void {
    if (this.#isOn) this.#log?.arrived(request as Request); // and each request itself
    else this.#countsOf(request).arrived++;
    this.#inner.arrived(request);
  }

  retried(request: RequestView, because: Outcome): void {
    if (this.#isOn) this.#log?.retried(request as Request, because);
    else this.#countsOf(request).retried++;
    this.#inner.retried(request, because);
  }

  ended(request: RequestView, outcome: Outcome, text: string): void {
    if (this.#isOn) this.#hasEnded(request as Request, outcome);
    else if (outcome === 0) this.#countsOf(request).served++;
    else this.#countsOf(request).failed[outcome]!++;
    this.#inner.ended(request, outcome, text);
  }

  noted(kind: 'incident' | 'cron', id: string, what: string, phase: 'begin' | 'end' | 'moment'): void {
    this.#marks.push({ at: this.#world.now, kind, id, what, phase });
    this.#inner.noted(kind, id, what, phase);
  }

  finished(insideByClass: readonly number[]): void {
    this.#end(this.#world.now);
    this.#inner.finished(insideByClass);
  }

  measuringBegins(): void {
    this.#inner.measuringBegins();
  }

  sampled(): void {
    this.#inner.sampled();
  }

  wasted(classIndex: number, work: Duration): void {
    this.#inner.wasted(classIndex, work);
  }

  lent(pool: number, classIndex: number, waited: Duration): void {
    this.#inner.lent(pool, classIndex, waited);
  }

  returned(pool: number, classIndex: number, held: Duration): void {
    this.#inner.returned(pool, classIndex, held);
  }

  leaked(pool: number, classIndex: number): void {
    this.#inner.leaked(pool, classIndex);
  }

  acquireTimedOut(pool: number, classIndex: number): void {
    this.#inner.acquireTimedOut(pool, classIndex);
  }

  logged(of: string, text: string): void {
    this.#inner.logged(of, text);
  }

  #hasEnded(request: Request, outcome: Outcome): void {
    const log = this.#log as FilmLog;
    log.ended(request, outcome);
    if (!log.isTouched(request)) this.#touch(request, log);
  }

  get #isOn(): boolean {
    return this.#world.simulation.onlooker === this;
  }

  #countsOf({ classIndex }: RequestView): FilmCounts {
    return this.#counts[classIndex] as FilmCounts;
  }
}

/** The columns of a film without anything in it. */
const nothing = {
  laws: [], stepAt: new Float64Array(0), stepFirst: new Uint32Array(1), kind: new Uint8Array(0), who: new Uint32Array(0), a: new Uint32Array(0), b: new Uint32Array(0),
  connectionCopy: new Uint32Array(0), connectionId: new Uint32Array(0), connectionDatabase: new Uint8Array(0), keyframes: [],
};
