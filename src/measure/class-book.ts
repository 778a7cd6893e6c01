/**
 * The books of one class of requests, written at every arrival and every end: counts by outcome, spans in histograms, the sums
 * that Little's law (L = λW) holds against each other. This is the hot path: no call here allocates or looks anything up by name.
 */

import { type ClassView, type Outcome, outcomes, type RequestView } from '../model/happening.ts';
import { Histogram } from '../stats/histogram.ts';
import type { Duration, Instant } from '../units/time.ts';
import { WindowBook } from './window-book.ts';

/**
 * Places of the running totals, in a typed array so that none is ever boxed. `flow` is Σ times of ends − Σ times of arrivals, so
 * that ∫ inside dt up to T is flow + inside × T.
 */
const place = { at: 0, flow: 1, spent: 2, arrivedBefore: 3, arrivedCounted: 4, retries: 5, wasted: 6, misdated: 7, endedUnborn: 8, backwards: 9 } as const;

/** Counts and spans of one class. "Counted" requests arrived at or after `measureFrom`; the others appear in the series alone. */
export class ClassBook {
  readonly view: ClassView;
  readonly #measureFrom: Instant;
  readonly #totals = new Float64Array(10);
  readonly #endedBefore = new Float64Array(outcomes.length);
  readonly #endedCounted = new Float64Array(outcomes.length);
  readonly #texts: string[] = outcomes.map(() => '');
  readonly #latencyBefore = new Histogram();
  readonly #latencyCounted = new Histogram();
  /** Of counted requests, over the closed intervals: served; failed; waiting of all that ended; holding of all that held. */
  readonly latency = new Histogram();
  readonly failedAfter = new Histogram();
  readonly wait = new Histogram();
  readonly hold = new Histogram();
  readonly windows = new WindowBook();

  constructor(view: ClassView, measureFrom: Instant) {
    this.view = view;
    this.#measureFrom = measureFrom;
  }

  arrived(request: RequestView, now: Instant): void {
    const totals = this.#totals;
    const born = request.arrivedAt;
    if (now < totals[place.at]!) totals[place.backwards]! += 1;
    totals[place.at] = now;
    totals[place.flow]! -= now;
    if (born !== now) totals[place.misdated]! += 1;
    totals[born >= this.#measureFrom ? place.arrivedCounted : place.arrivedBefore]! += 1;
  }

  ended(request: RequestView, outcome: Outcome, text: string, now: Instant): void {
    const totals = this.#totals;
    const born = request.arrivedAt;
    if (now < totals[place.at]!) totals[place.backwards]! += 1;
    totals[place.at] = now;
    totals[place.flow]! += now;
    totals[place.spent]! += now - born;
    if (text !== '' && this.#texts[outcome] === '') this.#texts[outcome] = text;
    if (now < born) totals[place.endedUnborn]! += 1; // its latency would be negative: the audit tells, the histograms do not hear of it
    else if (born >= this.#measureFrom) this.#endCounted(request, outcome, now);
    else this.#endBefore(outcome, now - born);
  }

  retried(request: RequestView): void {
    if (request.arrivedAt >= this.#measureFrom) this.#totals[place.retries]! += 1;
  }

  /** Core-µs spent for nobody. */
  wasted(work: Duration): void {
    this.#totals[place.wasted]! += work;
  }

  /** Ends an interval: what was counted joins the totals, and `latencyLately` is then about the interval just closed. */
  close(): void {
    if (this.#latencyCounted.count > 0) this.latency.mergeFrom(this.#latencyCounted);
    if (this.#latencyBefore.count > 0) this.#latencyCounted.mergeFrom(this.#latencyBefore);
  }

  /** Begins the next interval: forgets the latencies of the one that was closed. */
  reopen(): void {
    if (this.#latencyCounted.count > 0) this.#latencyCounted.clear();
    if (this.#latencyBefore.count > 0) this.#latencyBefore.clear();
  }

  /** Latencies of everything served in the interval just closed, whenever it arrived. */
  get latencyLately(): Histogram {
    return this.#latencyCounted;
  }

  /** All arrivals since the start of the run. */
  get arrivals(): number {
    return this.#totals[place.arrivedBefore]! + this.#totals[place.arrivedCounted]!;
  }

  /** All ends of this outcome since the start of the run. */
  ends(outcome: Outcome): number {
    return this.#endedBefore[outcome]! + this.#endedCounted[outcome]!;
  }

  /** How many are inside: arrivals less ends. Below zero, something ended twice. */
  get inside(): number {
    let inside = this.arrivals - this.#totals[place.endedUnborn]!;
    for (let outcome = 0; outcome < outcomes.length; outcome++) inside -= this.ends(outcome);
    return inside;
  }

  /** Arrivals that count. */
  get arrivedCounted(): number {
    return this.#totals[place.arrivedCounted]!;
  }

  /** Ends of this outcome that count. */
  endsCounted(outcome: Outcome): number {
    return this.#endedCounted[outcome]!;
  }

  get servedCounted(): number {
    return this.#endedCounted[0]!;
  }

  get failedCounted(): number {
    return this.#endedCounted.reduce((sum, count) => sum + count, 0) - this.servedCounted;
  }

  /** The first text a client saw for this outcome, counted or not: a library may tell it only once. '' when there was none. */
  firstText(outcome: Outcome): string {
    return this.#texts[outcome]!;
  }

  get retries(): number {
    return this.#totals[place.retries]!;
  }

  get wastedWork(): Duration {
    return this.#totals[place.wasted]!;
  }

  /** What the audit needs, up to `now`. */
  ledger(now: Instant): ClassLedger {
    const totals = this.#totals;
    const { inside } = this;
    return {
      area: totals[place.flow]! + inside * now, spent: totals[place.spent]!, inside,
      misdated: totals[place.misdated]!, endedUnborn: totals[place.endedUnborn]!, backwards: totals[place.backwards]!,
    };
  }

  #endCounted(request: RequestView, outcome: Outcome, now: Instant): void {
    this.#endedCounted[outcome]! += 1;
    this.wait.add(request.waited);
    if (request.everHeld) this.hold.add(request.held);
    if (outcome === 0) {
      this.#latencyCounted.add(now - request.arrivedAt);
      return;
    }
    this.failedAfter.add(now - request.arrivedAt);
    this.windows.point(now);
  }

  #endBefore(outcome: Outcome, latency: Duration): void {
    this.#endedBefore[outcome]! += 1;
    if (outcome === 0) this.#latencyBefore.add(latency);
  }
}

/** The sums of one class that must agree, and the counts of what must never happen. */
export interface ClassLedger {
  /** ∫ inside dt in request-µs, from the instants at which requests came and went. */
  readonly area: number;
  /** Σ (end − arrivedAt) of those that ended, in µs, by what the requests themselves say. */
  readonly spent: number;
  readonly inside: number;
  /** Arrivals whose `arrivedAt` was not the present. */
  readonly misdated: number;
  readonly endedUnborn: number;
  readonly backwards: number;
}
