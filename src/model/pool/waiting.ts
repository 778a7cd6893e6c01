/** The waiting room of a pool: who waits for a connection, until when, and who is served next. The policy chooses the order. */

import { Rank } from '../../engine/calendar.ts';
import type { Lane } from '../../engine/lane.ts';
import { Line } from '../../engine/line.ts';
import { type Law, lawFrom } from '../../random/samplers.ts';
import type { Stream, Streams } from '../../random/streams.ts';
import { type Duration, forever, type Instant } from '../../units/time.ts';
import { Outcome } from '../happening.ts';
import { type Parking, type Request, Wake } from '../request.ts';
import type { Verdict } from '../steps/step.ts';
import { Acquiring } from './checks.ts';
import type { Pool } from './pool.ts';
import { fill } from './words.ts';

export class WaitingRoom implements Parking {
  readonly #pool: Pool;
  readonly #line = new Line<Request>();
  readonly #coins: Stream;
  readonly #streams: Streams;
  /** Deadlines of one constant delay share a lane; a law of chance is drawn for each. Both null: nobody gives up. */
  #lane: Lane | null = null;
  #patience: Law | null = null;
  /** Whether deadlines run from the moment of asking, for those too who open at once. */
  fromAsking = false;
  #exhausted = false;
  readonly #drawn = new Float64Array(1);
  /** Where the library counts those too who gave up: when they had joined. They are forgotten when somebody who came later is served. */
  #countsGone = false;
  readonly #gone: Instant[] = [];

  constructor(pool: Pool, streams: Streams) {
    this.#pool = pool;
    this.#streams = streams;
    this.#coins = streams.named(`pool/${pool.name}/order`);
  }

  /** How many have joined the line so far. */
  joined = 0;

  get count(): number {
    return this.#line.count;
  }

  get pool(): Pool {
    return this.#pool;
  }

  /** Everybody in line, the first first, and the priority of the one that stands at a place, for an observer. */
  get everybody(): readonly Request[] {
    return this.#line.everybody;
  }

  priorityAt(place: number): number {
    return this.#line.priorityAt(place);
  }

  /** How many the library takes to be waiting. */
  get lineLength(): number {
    return this.#line.count + this.#gone.length;
  }

  /** The first in line; null when nobody waits. */
  get head(): Request | null {
    return this.#line.first;
  }

  policyChanged(): void {
    const { patience, countsGone, patienceFromAsking, rounds } = this.#pool.group.policy;
    this.#countsGone = countsGone;
    this.fromAsking = patienceFromAsking;
    const constant = patience.law === 'constant';
    this.#lane = constant && patience.value !== forever && rounds === 0 ? this.#pool.simulation.lane(patience.value, Rank.timeout) : null;
    this.#patience = constant ? null : lawFrom(patience, this.#streams.named(`pool/${this.#pool.name}/patience`));
    this.noteExhaustion();
  }

  /** The deadline of a caller that does not wait in line begins, unless it runs already. */
  startDeadline(request: Request, law: Law | null): void {
    if (request.deadline === null) this.#setDeadline(request, law);
  }

  /** A caller joins; `law` overrides the pool's patience. */
  join(request: Request, law: Law | null): Verdict {
    const place = this.#line.join(request, Math.min(request.priority, this.#pool.group.policy.priorities - 1));
    request.joinedAs = ++this.joined;
    this.#tell(request, 1);
    request.waitsInLine = true;
    if (this.#pool.tracer !== null) this.#pool.tell('wait', null, request);
    this.startDeadline(request, law);
    this.noteExhaustion();
    return request.park(this, place);
  }

  /** A caller comes back to the head of the line with the deadline it has: the connection it was given turned out to be dead. */
  rejoinFirst(request: Request): void {
    request.waitsInLine = true;
    request.park(this, this.#line.joinFirst(request));
    this.#tell(request, 1);
    this.noteExhaustion();
  }

  /** A caller leaves before its turn: its deadline has come, its client has gone, or it was interrupted. */
  leave(place: number): void {
    const request = this.#line.at(place);
    this.#line.leave(place);
    request.leftLineOf = this.#pool;
    if (this.#countsGone) this.#gone.push(request.askedAt);
    if (this.#pool.tracer !== null) this.#pool.tell('leave', null, request);
    this.#settle(request);
  }

  /** The acquire timeout of a request that has left the line: fail, or make a last attempt where the library does. */
  timedOut(request: Request): Verdict {
    const { group, opening, simulation, checks } = this.#pool;
    if (request.phase === Acquiring.checking) checks.calledOff(request);
    if (group.policy.atDeadline === 'openIfRoom' && opening.hasRoom) {
      request.waited -= simulation.now - request.askedAt; // its opening will count the whole wait
      return opening.openFor(request);
    }
    group.life.witness.acquireTimedOut(group.index, request.classIndex);
    const blame = this.#pool.supply.inUse ? this.#pool.supply.blame(request) : '';
    const { timeout, timeoutOpening } = group.policy.messages;
    return this.turnAway(request, Outcome.acquireTimeout, blame !== '' ? blame : (request.phase === Acquiring.opening ? timeoutOpening : undefined) ?? timeout);
  }

  /** Ends the attempt with the library's own words; they are composed only where this class has not told them before, or a tracer wants each. */
  turnAway(request: Request, outcome: Outcome, template: string): Verdict {
    const { group, simulation, tracer } = this.#pool;
    const isNew = group.life.isNew(request, outcome);
    const { timeoutLog } = group.policy.messages;
    if (isNew && timeoutLog !== '' && outcome === Outcome.acquireTimeout) group.life.witness.logged(group.name, fill(timeoutLog, this.#pool, 0));
    const text = isNew || tracer !== null ? fill(template, this.#pool, simulation.now - request.askedAt) : '';
    if (tracer !== null) this.#pool.tell(outcome === Outcome.acquireTimeout ? 'timeout' : 'fail', null, request, text);
    return request.fails(outcome, isNew ? text : '');
  }

  /** Takes the caller whose turn it is out of the room, with its deadline if it is to open a connection in that time; null when nobody waits. */
  callNext(keepsDeadline = false): Request | null {
    const line = this.#line;
    if (this.#countsGone && this.#gone.length > 0) this.#forgetGone();
    if (line.count === 0) return null;
    const { serve } = this.#pool.group.policy;
    const request = (serve === 'lastCome' ? line.last : serve === 'random' ? line.drawn(Math.floor(this.#coins.uniform() * line.count)) : line.first) as Request;
    line.leave(request.ticket);
    request.parking = null;
    if (!keepsDeadline) request.dropDeadline();
    this.#settle(request);
    return request;
  }

  /** Everybody who waits fails with these words. */
  failAll(text: string): void {
    for (let left = this.#line.count; left > 0; left--) {
      const request = this.callNext();
      if (request === null) return;
      if (this.#pool.tracer !== null) this.#pool.tell('fail', null, request, text);
      request.interrupt(Outcome.refused, text);
    }
  }

  /** Exhausted: every connection is out and someone waits. */
  noteExhaustion(): void {
    const { group, lentCount, simulation } = this.#pool;
    const exhausted = this.#line.count > 0 && lentCount >= group.policy.max;
    if (exhausted === this.#exhausted) return;
    this.#exhausted = exhausted;
    group.exhausted.add(simulation.now, exhausted ? 1 : -1);
  }

  /** Those who gave up before the first who still waits had come are passed over now; all of them where nobody waits. */
  #forgetGone(): void {
    const next = this.#line.first?.askedAt ?? Number.POSITIVE_INFINITY;
    const left = this.#gone.filter((joined) => joined > next);
    this.#gone.length = 0;
    this.#gone.push(...left);
  }

  #settle(request: Request): void {
    request.waitsInLine = false;
    request.waited += this.#pool.simulation.now - request.askedAt;
    this.#tell(request, -1);
    this.noteExhaustion();
  }

  #tell(request: Request, change: number): void {
    const { group, simulation } = this.#pool;
    group.waiting.add(simulation.now, change);
    group.waitingBy[request.classIndex]?.add(simulation.now, change);
  }

  /** The deadline counts from the moment of asking, so a caller whose first connection turned out to be dead has only the rest of it. */
  #setDeadline(request: Request, law: Law | null): void {
    const elapsed = this.#pool.simulation.now - request.askedAt;
    if (law === null && this.#patience === null) {
      if (this.#lane === null) return;
      if (elapsed > 0) return this.#deadlineAfter(request, this.#lane.delay - elapsed);
      request.deadline = this.#lane;
      request.deadlineTicket = this.#lane.set(request, Wake.acquireTimeout);
      return;
    }
    (law ?? (this.#patience as Law)).drawInto(this.#drawn, 0);
    const span = this.#drawn[0] as number;
    if (span !== forever) this.#deadlineAfter(request, span - elapsed);
  }

  #deadlineAfter(request: Request, span: Duration): void {
    const { simulation } = this.#pool;
    request.deadline = simulation.calendar;
    request.deadlineTicket = simulation.after(Math.max(0, span), Rank.timeout, request, Wake.acquireTimeout);
  }
}
