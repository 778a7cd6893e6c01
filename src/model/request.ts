/**
 * The life of one request, from arrival to outcome: the page to read first. A request walks its route step by step; a step lets it go on at
 * once, parks it with whoever will wake it, or ends the attempt. This is the one place that ends a life, and whatever was borrowed goes back
 * here, once. Requests are kept and used again: nothing is allocated per request in the steady state.
 */

import { assert } from '../assert.ts';
import type { Sleeper } from '../engine/calendar.ts';
import type { Duration, Instant } from '../units/time.ts';
import type { Instance } from './fleet.ts';
import { Outcome, type RequestView } from './happening.ts';
import type { Life } from './life.ts';
import type { Connection } from './pool/connection.ts';
import type { Pool } from './pool/pool.ts';
import type { Route } from './route.ts';
import { onward, parked, type Step, type Verdict } from './steps/step.ts';

/** Why a request is woken. A step only ever hears the reasons it waits for. */
export const Wake = {
  begin: 0, lent: 1, acquireTimeout: 2, refused: 3, openTimeout: 4, checked: 5, delayOver: 6, workDone: 7, statementTimeout: 8, patience: 9, retry: 10,
  childrenDone: 11, tripDone: 12, gateOpen: 22, unlocked: 14, silence: 15, locked: 16, lockTimeout: 17, deadlock: 18,
} as const;
export type Wake = number;

/** Where a request is parked: whoever holds it can let it go before its time. */
export interface Parking {
  leave(ticket: number): void;
  /** Whoever stands there goes, and another takes that very place. */
  passTo?(ticket: number, to: Request): void;
  /** Where something of others must be waited for, a row that they have locked: who stands in the way, and what PostgreSQL calls that wait. */
  heldBy?(): { readonly event: 'transactionid' | 'tuple'; readonly by: readonly Connection[] };
}

const noSteps: readonly Step[] = [];
const noDemands = new Float64Array(0);

export class Request implements Sleeper, RequestView {
  readonly life: Life;
  /** -1 while the record is not in use. */
  classIndex = -1;
  steps: readonly Step[] = noSteps;
  /** The route of every attempt: a trace may send each request of a class another way. */
  route: Route | null = null;
  /** Order of beginning among all requests and branches: records are used again, so their own order says nothing. */
  number = 0;
  /** Position in `steps`, and how far inside the present step. */
  at = 0;
  phase = 0;
  instance: Instance | null = null;
  /** Draws made at arrival, one for each place in the route that needs one. */
  demands: Float64Array = noDemands;
  readonly ownDemands: Float64Array;
  // Doubles from birth on, see Level.
  arrivedAt: Instant = 0.5;
  attemptAt: Instant = 0.5;
  askedAt: Instant = 0.5;
  waited: Duration = 0.5;
  held: Duration = 0.5;
  /** Core-µs asked of databases since the client left. */
  wastedWork: Duration = 0.5;
  /** Core-µs that its statement takes to the cores: a field, because a double in a call would be boxed. */
  work: Duration = 0.5;
  everHeld = false;
  counted = false;
  /** It waits for a connection, so a client that loses patience takes it along. */
  waitsInLine = false;
  /** Its number among those that have joined the pool's line. */
  joinedAs = 0;
  /** The client has gone; what is left of the request goes on without it. */
  abandoned = false;
  /** This request will forget to give its connections back. */
  forgets = false;
  attempts = 0;
  /** When it last wrote, where its route says that it writes, and under which number: records are used again. */
  wroteAt: Instant = 0.5;
  wroteAs = 0;
  /** Connections that it found too old or dead since it asked for one. */
  spoilt = 0;
  priority = 0;
  /** The connection borrowed last of those held, each of which knows the one below it; and how many they are. */
  latest: Connection | null = null;
  depth = 0;
  /** The connection it runs a statement on at this moment. */
  executing: Connection | null = null;
  /** Its client has died, and it is only the statement that the server still runs on this connection. */
  orphan: Connection | null = null;
  /** Where it is parked now, and the ticket it has there; null while it moves. */
  parking: Parking | null = null;
  ticket = 0;
  /** The pool whose line it left when its time was up: an incident may have moved its route meanwhile. */
  leftLineOf: Pool | null = null;
  /** The deadline of the present step (acquire timeout, statement timeout), and of the client. */
  deadline: Parking | null = null;
  deadlineTicket = 0;
  patience: Parking | null = null;
  patienceTicket = 0;
  /** Parallel branches: the request they belong to, how many still run, and how the first failed one ended. */
  parent: Request | null = null;
  branches = 0;
  branchOutcome: Outcome = Outcome.served;
  /** What the client sees when this attempt fails. */
  text = '';
  /** The wish of whoever started it: a user's number, a thread's remaining repeats. */
  tag = 0;

  constructor(life: Life, demands: number) {
    this.life = life;
    this.ownDemands = new Float64Array(demands);
    this.arrivedAt = 0;
    this.attemptAt = 0;
    this.askedAt = 0;
    this.waited = 0;
    this.held = 0;
    this.wastedWork = 0;
    this.work = 0;
  }

  /** The connection a statement without a pool of its own runs on: the latest held, or that of the request this is a branch of. */
  get connection(): Connection | null {
    return this.latest ?? this.#parentConnection;
  }

  /** Sets out on its route from the first step. */
  begin(): void {
    this.at = 0;
    this.phase = 0;
    this.#walk((this.steps[0] as Step).begin(this));
  }

  wake(what: Wake): void {
    switch (what) {
      case Wake.begin:
      case Wake.retry:
        this.parking = null;
        this.life.attempt(this);
        return;
      case Wake.patience:
        this.patience = null;
        this.life.clientLeaves(this);
        return;
      case Wake.acquireTimeout:
      case Wake.statementTimeout:
        this.deadline = null;
        this.unpark();
        break;
      case Wake.silence:
        this.parking = null;
        this.life.silenceOver(this);
        return;
      default:
        this.parking = null;
    }
    this.#walk((this.steps[this.at] as Step).resume(this, what));
  }

  /** Takes the request from wherever it is parked, or from the desk where it waits to be woken at this instant. */
  unpark(): void {
    const { parking } = this;
    this.parking = null;
    if (parking !== null) parking.leave(this.ticket);
    else this.life.simulation.forget(this);
  }

  /** Takes the request from wherever it is parked and ends this attempt. The one way to interrupt a life. */
  interrupt(outcome: Outcome, text: string): void {
    if (this.branches > 0) return this.life.interruptBranches(this, outcome, text);
    this.unpark();
    this.text = text;
    this.life.attemptEnds(this, outcome);
  }

  park(parking: Parking, ticket: number): Verdict {
    this.parking = parking;
    this.ticket = ticket;
    const { onlooker } = this.life.simulation;
    if (onlooker !== null) onlooker.changed(this);
    return parked;
  }

  fails(outcome: Outcome, text: string): Verdict {
    assert(outcome !== Outcome.served, 'a failure has a reason');
    this.text = text;
    return outcome;
  }

  dropDeadline(): void {
    if (this.deadline !== null) this.deadline.leave(this.deadlineTicket);
    this.deadline = null;
  }

  get #parentConnection(): Connection | null {
    return this.parent === null ? null : this.parent.connection;
  }

  #walk(first: Verdict): void {
    let verdict = first;
    while (verdict === onward) {
      this.phase = 0;
      if (++this.at >= this.steps.length) {
        this.life.attemptEnds(this, Outcome.served);
        return;
      }
      verdict = (this.steps[this.at] as Step).begin(this);
    }
    if (verdict !== parked) this.life.attemptEnds(this, verdict);
  }

  /** Ready for the next life, which sets everything else anew. */
  clear(): void {
    this.classIndex = -1;
    this.parent = null;
    this.instance = null;
    if (this.abandoned) {
      this.abandoned = false;
      this.wastedWork = 0;
    }
  }
}
