/** The door of a pool: it is shut while the pool is still being built, and while a connection is being opened under the pool's lock (psycopg2). Whoever
 *  comes meanwhile waits outside, and nothing limits that wait. */

import { Line } from '../../engine/line.ts';
import { Outcome } from '../happening.ts';
import { type Parking, type Request, Wake } from '../request.ts';
import { onward, type Verdict } from '../steps/step.ts';
import type { Connection } from './connection.ts';
import type { Pool } from './pool.ts';

export class Lock implements Parking {
  readonly #pool: Pool;
  readonly #outside = new Line<Request>();
  /** Those outside who come to give back, and how their attempt went. */
  readonly #returning = new Map<Request, Outcome>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  get isHeld(): boolean {
    const { start } = this.#pool;
    if (start.blocking || start.failed) return true;
    return this.#pool.roster.openingCount !== 0 && this.#pool.group.policy.open.holdsLock;
  }

  /** Callers outside who want a connection. */
  get outsideCount(): number {
    return this.#outside.count - this.#returning.size;
  }

  /** Everybody outside, the first first; those among them who come to give back are in `isReturning`. */
  get everybody(): readonly Request[] {
    return this.#outside.everybody;
  }

  isReturning(request: Request): boolean {
    return this.#returning.has(request);
  }

  get pool(): Pool {
    return this.#pool;
  }

  /** A caller finds the pool locked and waits for it to open. */
  waitOutside(request: Request): Verdict {
    const { group, simulation } = this.#pool;
    group.waiting.add(simulation.now, 1);
    group.waitingBy[request.classIndex]?.add(simulation.now, 1);
    if (this.#pool.tracer !== null) this.#pool.tell('wait', null, request, 'locked');
    const verdict = request.park(this, this.#outside.join(request, 0));
    if (this.#pool.start.failed) this.#pool.start.cold();
    return verdict;
  }

  /** A request finds the pool locked when it wants to give its latest connection back: after a route that went well, or at the end of an attempt that failed. */
  waitToReturn(request: Request, outcome: Outcome): Verdict {
    this.#returning.set(request, outcome);
    return request.park(this, this.#outside.join(request, 0));
  }

  /** Someone outside goes away. */
  leave(place: number): void {
    const request = this.#outside.at(place);
    if (this.#returning.delete(request)) return this.#outside.leave(place);
    if (this.#pool.tracer !== null) this.#pool.tell('leave', null, request);
    this.#comesIn(request, place);
  }

  /** The lock is free: those outside come in, in order, until one of them locks the pool again. */
  release(): void {
    while (this.#outside.count > 0 && !this.isHeld) {
      const request = this.#outside.first as Request;
      if (this.#returning.has(request)) {
        this.#givesBack(request);
        continue;
      }
      this.#comesIn(request, request.ticket);
      request.parking = null;
      const verdict = this.#pool.tryAcquire(request, null);
      if (verdict === onward) this.#pool.simulation.soon(request, Wake.lent);
      else if (verdict > 0) request.interrupt(verdict, request.text);
    }
    if (this.#pool.quirks.behind.inUse) this.#pool.quirks.behind.openingOver();
  }

  /** The pool's constructor threw: the first caller outside hears it, and the next one runs it again. */
  startFailed(text: string): void {
    const request = this.#outside.first;
    if (request === null || this.#returning.has(request)) return;
    this.#comesIn(request, request.ticket);
    request.parking = null;
    request.waited += this.#pool.simulation.now - request.askedAt;
    if (this.#pool.tracer !== null) this.#pool.tell('fail', null, request, text);
    request.interrupt(Outcome.refused, text);
    if (this.#outside.count > 0) this.#pool.start.cold();
  }

  #givesBack(request: Request): void {
    const outcome = this.#returning.get(request) as Outcome;
    this.#returning.delete(request);
    this.#outside.leave(request.ticket);
    request.parking = null;
    if (outcome !== Outcome.served) return request.life.attemptEnds(request, outcome);
    this.#pool.giveBack(request.latest as Connection, request, false);
    this.#pool.simulation.soon(request, Wake.unlocked);
  }

  #comesIn(request: Request, place: number): void {
    const { group, simulation } = this.#pool;
    this.#outside.leave(place);
    group.waiting.add(simulation.now, -1);
    group.waitingBy[request.classIndex]?.add(simulation.now, -1);
  }
}
