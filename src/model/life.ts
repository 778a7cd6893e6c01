/**
 * Begins and ends lives: arrival, attempts, the client's patience, second tries, and the return of whatever was borrowed. Steps say how an
 * attempt went; what that means for the client is decided here and nowhere else.
 */

import { assert } from '../assert.ts';
import { Rank } from '../engine/calendar.ts';
import type { Simulation } from '../engine/simulation.ts';
import type { Instant } from '../units/time.ts';
import type { App } from './fleet.ts';
import { Outcome, type Witness } from './happening.ts';
import type { Connection } from './pool/connection.ts';
import { orphanEnds } from './orphan.ts';
import { Request, Wake } from './request.ts';
import type { Breaker, Patience, Retry, Shedding } from './retry.ts';
import type { Route } from './route.ts';

/** Where the requests of a class come from; it hears when each is over for its client. */
export interface Origin {
  over(request: Request, outcome: Outcome): void;
}

/** What all requests of one class share. */
export interface RequestClass {
  readonly index: number;
  readonly name: string;
  readonly source: 'traffic' | 'cron';
  readonly app: App;
  route: Route;
  origin: Origin;
  readonly patience: Patience | null;
  readonly priority: number;
  readonly retry: Retry | null;
  readonly breaker: Breaker | null;
  readonly shedding: Shedding;
}

export class Life {
  readonly simulation: Simulation;
  readonly witness: Witness;
  readonly classes: readonly RequestClass[];
  readonly #measureFrom: Instant;
  readonly #demands: number;
  /** Records to use again, a stack. */
  readonly #free: Request[] = [];
  #freeCount = 0;
  /** Every record ever made, for those who must find the requests of an app or a class. */
  readonly all: Request[] = [];
  /** Requests begun so far. */
  begun = 0;
  #taken = 0;
  readonly #told: boolean[][];

  constructor(simulation: Simulation, witness: Witness, classes: readonly RequestClass[], measureFrom: Instant, demands: number) {
    this.simulation = simulation;
    this.witness = witness;
    this.classes = classes;
    this.#measureFrom = measureFrom;
    this.#demands = demands;
    this.#told = classes.map(() => []);
  }

  /** A request of `requestClass` arrives now. `tag` is its origin's own mark. */
  start(requestClass: RequestClass, tag = 0): Request {
    const request = this.prepare(requestClass, tag);
    this.attempt(request);
    return request;
  }

  /** The same without setting out: the origin may still change what was drawn, and must then call `attempt`. */
  prepare(requestClass: RequestClass, tag: number): Request {
    const request = this.take();
    const { now } = this.simulation;
    request.classIndex = requestClass.index;
    request.priority = requestClass.priority;
    request.tag = tag;
    request.arrivedAt = now;
    request.waited = 0;
    request.held = 0;
    request.everHeld = false;
    request.attempts = 0;
    request.counted = now >= this.#measureFrom;
    this.begun++;
    request.route = requestClass.route;
    request.route.draw(request);
    this.witness.arrived(request);
    if (requestClass.patience !== null) requestClass.patience.begin(request);
    return request;
  }

  /** Sets out, for the first time or again. */
  attempt(request: Request): void {
    const requestClass = this.classOf(request);
    request.attempts++;
    request.attemptAt = this.simulation.now;
    if (requestClass.shedding.share > 0 && request.attempts === 1 && requestClass.shedding.turnsAway()) return this.#refuseAtDoor(request, Outcome.shed);
    if (requestClass.breaker !== null && !requestClass.breaker.permits(this.simulation.now)) return this.#refuseAtDoor(request, Outcome.breakerOpen);
    const instance = requestClass.app.next();
    if (instance.away) return this.#refuseAtDoor(request, Outcome.appDown);
    request.instance = instance;
    instance.busy++;
    request.steps = (request.route as Route).steps;
    request.begin();
  }

  /** A branch of a parallel step sets out beside its parent. */
  branch(parent: Request, steps: Request['steps']): void {
    const child = this.take();
    child.classIndex = parent.classIndex;
    child.priority = parent.priority;
    child.parent = parent;
    child.route = parent.route;
    child.instance = parent.instance;
    child.demands = parent.demands;
    child.forgets = parent.forgets;
    child.arrivedAt = this.simulation.now;
    child.waited = 0;
    child.held = 0;
    child.everHeld = false;
    child.steps = steps;
    this.simulation.onlooker?.changed(parent);
    child.begin();
  }

  /** An attempt is over. Whatever it borrowed goes back here; then the client is told, or it is tried again. */
  attemptEnds(request: Request, outcome: Outcome): void {
    request.dropDeadline();
    if (request.executing !== null) request.executing.database.statementOver(request);
    if (request.orphan !== null) return orphanEnds(request, request.orphan);
    if (request.latest !== null && request.latest.pool.lock.isHeld && !request.forgets) {
      request.latest.pool.lock.waitToReturn(request, outcome);
      return;
    }
    this.#giveBack(request, outcome);
    if (request.parent !== null) return this.#branchEnds(request, request.parent, outcome);
    const requestClass = this.classOf(request);
    const called = request.instance !== null || outcome !== Outcome.clientGaveUp;
    if (request.instance !== null) request.instance.busy--;
    request.instance = null;
    if (requestClass.breaker !== null && called && outcome !== Outcome.breakerOpen && outcome !== Outcome.shed) {
      requestClass.breaker.record(this.simulation.now, outcome === Outcome.served, this.simulation.now - request.attemptAt);
    }
    if (request.abandoned) {
      if (request.wastedWork > 0) this.witness.wasted(request.classIndex, request.wastedWork);
      this.putBack(request);
    } else if (outcome !== Outcome.served && outcome !== Outcome.shed && requestClass.retry !== null && requestClass.retry.allows(request)) {
      this.#tryAgain(request, requestClass.retry, outcome);
    } else {
      this.#over(request, outcome);
      this.putBack(request);
    }
  }

  /** The client's patience is at its end: someone waiting in line (or for a second try) leaves at once; work under way goes on for nobody. */
  clientLeaves(request: Request): void {
    if (request.waitsInLine || request.instance === null) {
      request.attempts = Number.MAX_SAFE_INTEGER;
      request.interrupt(Outcome.clientGaveUp, 'the client gave up waiting');
      return;
    }
    this.#over(request, Outcome.clientGaveUp);
    request.abandoned = true;
    request.wastedWork += request.executing?.database.workLeftOf(request) ?? 0;
  }

  /** The answer that a request waited for on a dead connection will not come: its operating system gives up. */
  silenceOver(request: Request): void {
    const connection = request.connection as Connection;
    connection.silent = false;
    request.text = connection.deadText;
    this.attemptEnds(request, connection.dead);
  }

  /** A request that walks several branches at once is interrupted through them; it ends when the last of them has. */
  interruptBranches(parent: Request, outcome: Outcome, text: string): void {
    const branches = this.all.filter((one) => one.parent === parent).sort((a, b) => a.number - b.number);
    for (const one of branches) one.interrupt(outcome, text);
  }

  /** Whether nobody has yet described this way of failing for this class: texts are composed once, not for each failure. */
  isNew(request: Request, outcome: Outcome): boolean {
    return this.#told[request.classIndex]?.[outcome] !== true;
  }

  /** Requests under way that arrived in measured time and whose client still waits, by class. Counted when asked for, not as they come and go. */
  get insideCounted(): readonly number[] {
    const inside = this.classes.map(() => 0);
    for (const { classIndex, counted, abandoned, parent } of this.all) if (classIndex >= 0 && counted && !abandoned && parent === null) inside[classIndex] = (inside[classIndex] ?? 0) + 1;
    return inside;
  }

  classOf(request: Request): RequestClass {
    return this.classes[request.classIndex] as RequestClass;
  }

  #refuseAtDoor(request: Request, outcome: Outcome): void {
    request.text = outcome === Outcome.shed ? 'turned away' : outcome === Outcome.appDown ? 'no instance of the app is up' : 'circuit breaker is open and does not permit further calls';
    this.attemptEnds(request, outcome);
  }

  #tryAgain(request: Request, retry: Retry, because: Outcome): void {
    this.witness.retried(request, because);
    (request.route as Route).drawAgain(request);
    const slot = this.simulation.after(retry.pause(request), Rank.grant, request, Wake.retry);
    request.park(this.simulation.calendar, slot);
  }

  #over(request: Request, outcome: Outcome): void {
    const requestClass = this.classOf(request);
    if (request.patience !== null) request.patience.leave(request.patienceTicket);
    request.patience = null;
    if (outcome !== Outcome.served) (this.#told[request.classIndex] as boolean[])[outcome] = true;
    this.witness.ended(request, outcome, outcome === Outcome.served ? '' : outcome === Outcome.clientGaveUp ? 'the client gave up waiting' : request.text);
    requestClass.origin.over(request, outcome);
  }

  #giveBack(request: Request, outcome: Outcome): void {
    const failed = outcome !== Outcome.served;
    for (let { latest } = request; latest !== null; latest = request.latest) latest.pool.giveBack(latest, request, failed);
  }

  #branchEnds(request: Request, parent: Request, outcome: Outcome): void {
    parent.waited += request.waited;
    parent.held += request.held;
    if (request.everHeld) parent.everHeld = true;
    if (outcome !== Outcome.served && parent.branchOutcome === Outcome.served) {
      parent.branchOutcome = outcome;
      parent.text = request.text;
    }
    this.putBack(request);
    parent.branches--;
    if (parent.branches === 0) this.simulation.soon(parent, Wake.childrenDone);
  }

  /** A record for another request or branch. */
  take(): Request {
    const request = this.#freeCount > 0 ? (this.#free[--this.#freeCount] as Request) : this.#make();
    request.number = ++this.#taken;
    return request;
  }

  #make(): Request {
    const made = new Request(this, this.#demands);
    this.all.push(made);
    return made;
  }

  /** A record whose request is over. */
  putBack(request: Request): void {
    assert(request.depth === 0, 'a request that ends holds no connection');
    request.clear();
    if (this.simulation.onlooker !== null) this.simulation.onlooker.changed(request);
    this.#free[this.#freeCount++] = request;
  }
}
