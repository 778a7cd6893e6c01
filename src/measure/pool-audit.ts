/** The laws of one pool: some watched at the end of each interval, some added up at the end of the run. */

import { inSeconds, type Instant } from '../units/time.ts';
import type { LevelBook } from './level-book.ts';
import type { PoolBook } from './pool-book.ts';
import { Slips } from './slips.ts';
import { SpanSum } from './span-sum.ts';

const plusValue = (sum: number, level: LevelBook): number => sum + level.value;

/** Watches one pool's books for what must never happen. */
export class PoolAudit {
  readonly book: PoolBook;
  readonly #overLent = new Slips();
  readonly #negative = new Slips();
  readonly #parts = new Slips();
  readonly #held = new Slips();
  readonly #spans = new SpanSum();
  #closedThen = 0;

  constructor(book: PoolBook) {
    this.book = book;
  }

  /** Looks at the interval just closed. */
  look(now: Instant): void {
    const { book } = this;
    const { name } = book.view;
    this.#overLent.expect(book.lent.peak <= book.view.largestMax, now, () => `${name}: ${book.lent.peak} lent of at most ${book.view.largestMax}`);
    for (const level of book.levels) {
      this.#negative.expect(level.value >= 0 && level.area >= 0, now, () => `${name}: a level stands at ${level.value}, its mean at ${level.mean}`);
    }
    const lent = book.lentBy.reduce(plusValue, book.leaked.value);
    this.#parts.expect(lent === book.lent.value, now, () => `${name}: ${book.lent.value} lent, but ${lent} by class and leaked`);
    const waiting = book.waitingBy.reduce(plusValue, 0);
    this.#parts.expect(waiting === book.waiting.value, now, () => `${name}: ${book.waiting.value} waiting, but ${waiting} by class`);
    this.#lookAtHeld(now);
  }

  /** More lent than the pool ever allowed. Against the largest size so far: a pool that shrinks closes lent ones only at their return. */
  get overLent(): string | null {
    return this.#overLent.text;
  }

  get negative(): string | null {
    return this.#negative.text;
  }

  /** Counters and levels against a recount of the connections themselves. */
  books(now: Instant): string | null {
    if (this.#parts.text !== null) return this.#parts.text;
    const { view } = this.book;
    const count = view.recount();
    const found = new Slips();
    found.expect(view.opened - view.closed === count.open, now, () => `${view.name}: ${view.opened} opened − ${view.closed} closed, but ${count.open} open`);
    const kept = { idle: view.idle.value, lent: view.lent.value, opening: view.opening.value, waiting: view.waiting.value };
    for (const state of ['idle', 'lent', 'opening', 'waiting'] as const) {
      found.expect(kept[state] === count[state], now, () => `${view.name}: the books say ${kept[state]} ${state}, a recount ${count[state]}`);
    }
    return found.text;
  }

  /** ∫ lent dt against the time held by those that came back. */
  get held(): string | null {
    return this.#held.text;
  }

  /** A connection may be closed without coming back (leaked, then reclaimed; found dead by a check): its time is in ∫ lent dt alone. */
  #lookAtHeld(now: Instant): void {
    const { view, lent, heldOfReturned } = this.book;
    const area = lent.areaAt(now);
    const mayVanish = view.closed > this.#closedThen;
    this.#closedThen = view.closed;
    this.#held.expect(this.#spans.fits(area, heldOfReturned, lent.value, now, mayVanish), now, () =>
      `${view.name}: ${inSeconds(area)} connection-seconds lent, but those that came back say ${inSeconds(heldOfReturned)}, with ${lent.value} out`);
  }
}
