/**
 * The books of one pool: every lending and return as it happens (hot path: nothing allocated), and its levels read at the end of
 * each interval. What is told of lendings is about measured time; the time held also about the whole run, for the audit.
 */

import type { PoolView } from '../model/happening.ts';
import { Histogram } from '../stats/histogram.ts';
import type { Duration, Instant } from '../units/time.ts';
import { LevelBook } from './level-book.ts';
import { LimitShare } from './limit-share.ts';
import { WindowBook } from './window-book.ts';

/** Places of the running totals, in a typed array so that none is ever boxed. */
const place = { held: 0, leaks: 1, timeouts: 2, timeoutsMeasured: 3 } as const;

/** Counts, spans and levels of one pool, over all its instances. */
export class PoolBook {
  readonly view: PoolView;
  /** From asking to getting, and from getting to giving back, of what happened in measured time. */
  readonly acquire = new Histogram();
  readonly hold = new Histogram();
  readonly windows = new WindowBook();
  readonly lent: LevelBook;
  readonly idle: LevelBook;
  readonly opening: LevelBook;
  readonly leaked: LevelBook;
  readonly waiting: LevelBook;
  readonly exhausted: LevelBook;
  /** By class index. */
  readonly lentBy: readonly LevelBook[];
  readonly waitingBy: readonly LevelBook[];
  readonly utilisation: LimitShare;
  readonly #levels: readonly LevelBook[];
  readonly #totals = new Float64Array(4);
  #measuring = false;
  #refusedBefore = 0;
  #timeoutsThen = 0;

  constructor(view: PoolView, now: Instant) {
    this.view = view;
    this.lent = new LevelBook(view.lent, now);
    this.idle = new LevelBook(view.idle, now);
    this.opening = new LevelBook(view.opening, now);
    this.leaked = new LevelBook(view.leaked, now);
    this.waiting = new LevelBook(view.waiting, now);
    this.exhausted = new LevelBook(view.exhausted, now);
    this.lentBy = view.lentBy.map(level => new LevelBook(level, now));
    this.waitingBy = view.waitingBy.map(level => new LevelBook(level, now));
    this.utilisation = new LimitShare(at => view.lent.areaAt(at), () => view.max, now);
    this.#levels = [this.lent, this.idle, this.opening, this.leaked, this.waiting, this.exhausted, ...this.lentBy, ...this.waitingBy];
  }

  didLend(waited: Duration): void {
    if (this.#measuring) this.acquire.add(waited);
  }

  gotBack(held: Duration): void {
    this.#totals[place.held]! += held;
    if (this.#measuring) this.hold.add(held);
  }

  didLeak(): void {
    this.#totals[place.leaks]! += 1;
  }

  timedOut(): void {
    this.#totals[place.timeouts]! += 1;
    if (this.#measuring) this.#totals[place.timeoutsMeasured]! += 1;
  }

  /** From here on the pool is measured. */
  measure(now: Instant): void {
    this.#measuring = true;
    this.#refusedBefore = this.view.refused;
    for (const level of this.#levels) level.measure(now);
    this.utilisation.measure(now);
  }

  /** The pool's size may change at this instant. */
  cut(now: Instant): void {
    this.utilisation.cut(now);
  }

  /** Ends an interval of the series; `from` is where its measured part begins. */
  close(from: Instant, now: Instant): void {
    for (const level of this.#levels) level.close(now);
    this.utilisation.close(now);
    if (this.#measuring && this.#wasExhausted()) this.windows.span(from, now, this.waiting.peak);
    this.#timeoutsThen = this.timeouts;
  }

  /** Counts since the start of the run. */
  get leaks(): number {
    return this.#totals[place.leaks]!;
  }

  get timeouts(): number {
    return this.#totals[place.timeouts]!;
  }

  /** Acquire timeouts of measured time. */
  get timeoutsMeasured(): number {
    return this.#totals[place.timeoutsMeasured]!;
  }

  /** Openings refused in measured time. */
  get refusedMeasured(): number {
    return this.view.refused - this.#refusedBefore;
  }

  /** All levels, for laws that hold for each. */
  get levels(): readonly LevelBook[] {
    return this.#levels;
  }

  /** Σ held of the returned since the start of the run, in connection-µs. */
  get heldOfReturned(): number {
    return this.#totals[place.held]!;
  }

  /**
   * Whether the interval just closed belongs to a window: it was exhausted for half of it (over the instances), or briefly and
   * someone's patience ran out. Moments in which everything is lent and one caller waits are the daily life of a well-used pool.
   */
  #wasExhausted(): boolean {
    return this.exhausted.mean >= this.view.instances / 2 || (this.exhausted.area > 0 && this.timeouts > this.#timeoutsThen);
  }
}
