/** What clients do when things go wrong: lose patience, try again after a pause, stop calling (a circuit breaker), or are turned away. */

import { Rank } from '../engine/calendar.ts';
import type { Lane } from '../engine/lane.ts';
import type { Simulation } from '../engine/simulation.ts';
import type { LawPlan } from '../random/samplers.ts';
import { type Law, lawFrom } from '../random/samplers.ts';
import type { Stream } from '../random/streams.ts';
import { type Duration, forever, type Instant } from '../units/time.ts';
import { type Request, Wake } from './request.ts';
import type { BreakerPlan, RetryPlan } from './traffic-plan.ts';

/** How long a client waits for its answer, from arrival. */
export class Patience {
  readonly #simulation: Simulation;
  readonly #lane: Lane | null;
  readonly #law: Law;
  readonly #drawn = new Float64Array(1);

  constructor(simulation: Simulation, plan: LawPlan, stream: Stream) {
    this.#simulation = simulation;
    this.#lane = plan.law === 'constant' && plan.value !== forever ? simulation.lane(plan.value, Rank.timeout) : null;
    this.#law = lawFrom(plan, stream);
  }

  /** Sets the client's deadline for a request that has just arrived. */
  begin(request: Request): void {
    if (this.#lane !== null) {
      request.patience = this.#lane;
      request.patienceTicket = this.#lane.set(request, Wake.patience);
      return;
    }
    this.#law.drawInto(this.#drawn, 0);
    const span = this.#drawn[0] as number;
    if (span === forever) return;
    request.patience = this.#simulation.calendar;
    request.patienceTicket = this.#simulation.after(span, Rank.timeout, request, Wake.patience);
  }
}

/** Second tries: how many, after which pause, within which budget (a token bucket: each fresh request earns `budget` of a try). */
export class Retry {
  readonly #plan: RetryPlan;
  readonly #backoff: Law;
  readonly #jitter: Stream;
  readonly #drawn = new Float64Array(1);
  #tokens = 10;

  constructor(plan: RetryPlan, backoff: Stream, jitter: Stream) {
    this.#plan = plan;
    this.#backoff = lawFrom(plan.backoff, backoff);
    this.#jitter = jitter;
  }

  /** Whether this request may try once more; takes a token from the budget if so. */
  allows(request: Request): boolean {
    if (request.attempts >= this.#plan.attempts) return false;
    if (request.attempts === 1) this.#tokens = Math.min(10, this.#tokens + this.#plan.budget);
    if (this.#tokens < 1) return false;
    if (this.#plan.budget < 1e9) this.#tokens--;
    return true;
  }

  /** The pause before the next try: backoff × factor^(tries so far − 1), capped, spread by the jitter. */
  pause(request: Request): Duration {
    this.#backoff.drawInto(this.#drawn, 0);
    let span = this.#drawn[0] as number;
    for (let i = 1; i < request.attempts && span < this.#plan.cap; i++) span *= this.#plan.factor;
    span = Math.min(span, this.#plan.cap);
    if (this.#plan.jitter > 0) span *= 1 + this.#plan.jitter * (2 * this.#jitter.uniform() - 1);
    return Math.max(0, span);
  }
}

/** A share of arrivals that is turned away at the door. */
export class Shedding {
  share = 0;
  readonly #coins: Stream;

  constructor(coins: Stream) {
    this.#coins = coins;
  }

  turnsAway(): boolean {
    return this.share > 0 && this.#coins.uniform() < this.share;
  }
}

/**
 * A circuit breaker over a count-based window: closed until the share of failures (or of slow calls) in the last `window` calls reaches its
 * limit, then open for a while, then half open for a few trial calls that decide. Source: Resilience4j 2.4.0, COUNT_BASED (pool notes §5.1).
 */
export class Breaker {
  readonly #plan: BreakerPlan;
  #state: 'closed' | 'open' | 'halfOpen' = 'closed';
  #openedAt: Instant = 0;
  #permitted = 0;
  /** The last outcomes as bits (1 failed, 2 slow), in a ring. */
  #ring: Uint8Array;
  #next = 0;
  #filled = 0;
  #failed = 0;
  #slow = 0;

  constructor(plan: BreakerPlan) {
    this.#plan = plan;
    this.#ring = new Uint8Array(plan.window);
  }

  /** Whether a call may go through now; a call strictly after the wait turns an open breaker half open. */
  permits(now: Instant): boolean {
    if (this.#state === 'open' && now - this.#openedAt > this.#plan.open) this.#restart('halfOpen', this.#plan.halfOpenCalls);
    if (this.#state === 'closed') return true;
    if (this.#state === 'open' || this.#permitted === 0) return false;
    this.#permitted--;
    return true;
  }

  /** A call that was let through has ended. */
  record(now: Instant, succeeded: boolean, took: Duration): void {
    if (this.#state === 'open') return;
    const bits = (succeeded ? 0 : 1) | (took > this.#plan.slowAfter ? 2 : 0);
    const size = this.#ring.length;
    if (this.#filled === size) {
      const old = this.#ring[this.#next] as number;
      this.#failed -= old & 1;
      this.#slow -= old >> 1;
    } else this.#filled++;
    this.#ring[this.#next] = bits;
    this.#next = (this.#next + 1) % size;
    this.#failed += bits & 1;
    this.#slow += bits >> 1;
    this.#judge(now, size);
  }

  #judge(now: Instant, size: number): void {
    if (this.#filled < Math.min(this.#plan.minimumCalls, size)) return;
    const bad = this.#failed / this.#filled >= this.#plan.failureRate || this.#slow / this.#filled >= this.#plan.slowRate;
    if (bad) {
      this.#restart('open', this.#plan.window);
      this.#openedAt = now;
    } else if (this.#state === 'halfOpen') this.#restart('closed', this.#plan.window);
  }

  #restart(state: 'closed' | 'open' | 'halfOpen', size: number): void {
    this.#state = state;
    this.#ring = new Uint8Array(size);
    this.#next = 0;
    this.#filled = 0;
    this.#failed = 0;
    this.#slow = 0;
    this.#permitted = this.#plan.halfOpenCalls;
  }
}
