/** The laws of one pool: some watched at the end of each interval, some added up at the end of the run. */

import { inSeconds, type Instant } from '../units/time.ts';
import { agree } from './figures.ts';
import type { LevelBook } from './level-book.ts';
import type { PoolBook } from './pool-book.ts';
import { Slips } from './slips.ts';
import { SpanSum } from './span-sum.ts';

const valueOf = (sum: number, level: LevelBook): number => sum + level.value;

/** Watches one pool's books for what must never happen. */
export class PoolAudit {
  readonly book: PoolBook;
  readonly #overLent = new Slips();
  readonly #negative = new Slips();
  readonly #parts = new Slips();
  readonly #held = new Slips();
  readonly #spans = new SpanSum();

  constructor(book: PoolBook) {
    this.book = book;
  }

  /** Looks at the interval just closed. */
  look(now: Instant): void {
    const { book } = this;
    const { name } = book.view;
    this.#overLent.expect(book.lent.peak <= book.largestMax, now, () => `${name}: ${book.lent.peak} lent of at most ${book.largestMax}`);
    for (const level of book.levels) {
      this.#negative.expect(level.value >= 0 && level.area >= 0, now, () => `${name}: a level stands at ${level.value}, its mean at ${level.mean}`);
    }
    const lent = book.lentBy.reduce(valueOf, book.leaked.value);
    this.#parts.expect(lent === book.lent.value, now, () => `${name}: ${book.lent.value} lent, but ${lent} by class and leaked`);
    const waiting = book.waitingBy.reduce(valueOf, 0);
    this.#parts.expect(waiting === book.waiting.value, now, () => `${name}: ${book.waiting.value} waiting, but ${waiting} by class`);
    const { area, held, out } = book.ledger(now);
    this.#held.expect(this.#spans.fits(area, held, out, now), now, () =>
      `${name}: ${inSeconds(area)} connection-seconds lent, but those that came back say ${inSeconds(held)}, with ${out} out`);
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

  /**
   * ∫ lent dt against what was told: the spans held (at the end of every interval), and the instants of lending and return, exactly.
   * A lent connection that was closed without coming back (leaked, then reaped) leaves the second sum too large, never too small.
   */
  held(now: Instant): string | null {
    if (this.#held.text !== null) return this.#held.text;
    const { area, told, out } = this.book.ledger(now);
    const lent = this.book.lent.value;
    const fits = out === lent ? agree(area, told) : out > lent && (area <= told || agree(area, told));
    return fits ? null : `${this.book.view.name}: ${inSeconds(area)} connection-seconds lent and ${lent} out, but lendings and returns make it ${inSeconds(told)} and ${out} out`;
  }
}
