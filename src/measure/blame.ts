/**
 * Whose holding made whom wait. While requests of class W wait in a pool, each holder is charged with that waiting in proportion to
 * the connections it holds: over an interval, ∫waiting_W dt × ∫lent_H dt / ∫lent dt. An attribution by share, not proof of cause:
 * it names the class whose connections, had they come back, would have served the most of the line.
 */

import type { ClassView } from '../model/happening.ts';
import type { BlameResult } from '../result.ts';
import { inSeconds } from '../units/time.ts';
import { ratio } from './figures.ts';
import type { PoolBook } from './pool-book.ts';

/** The holder of connections that will never come back. */
export const leakedHolder = '(leaked)';
/** Waiting while nobody held a connection: the pool was opening them, or could not. */
export const noHolder = '(nobody)';

const longest = 20;

/** Waiting of the whole run in one pool, by waiter and holder. */
export class BlameBook {
  readonly #book: PoolBook;
  readonly #classes: number;
  /** One row of holders (the classes, then leaked, then nobody) for each waiter, made when it first waits; in class-µs. */
  readonly #waited: (Float64Array | null)[];

  constructor(book: PoolBook) {
    this.#book = book;
    this.#classes = book.lentBy.length;
    this.#waited = book.waitingBy.map(() => null);
  }

  /** Charges the waiting of the interval just closed. */
  add(): void {
    if (!(this.#book.waiting.area > 0)) return;
    this.#book.waitingBy.forEach((waiter, index) => {
      if (waiter.area > 0) this.#charge(index, waiter.area);
    });
  }

  /** Waiting in this pool in µs. */
  get total(): number {
    return this.#waited.reduce((sum, row) => sum + (row?.reduce((part, span) => part + span, 0) ?? 0), 0);
  }

  /** Every pair with waiting in it; shares are of `total` µs. */
  pairs(classes: readonly ClassView[], total: number): BlameResult[] {
    const pairs: BlameResult[] = [];
    this.#waited.forEach((row, waiter) => {
      row?.forEach((span, holder) => {
        if (!(span > 0)) return;
        const name = classes[holder]?.name ?? (holder === this.#classes ? leakedHolder : noHolder);
        pairs.push({
          pool: this.#book.view.name, holder: name, waiter: classes[waiter]!.name, waitedS: inSeconds(span), share: ratio(span, total),
        });
      });
    });
    return pairs;
  }

  #charge(waiter: number, waited: number): void {
    const row = this.#waited[waiter] ?? new Float64Array(this.#classes + 2);
    this.#waited[waiter] = row;
    const { lent, lentBy, leaked } = this.#book;
    if (!(lent.area > 0)) {
      row[this.#classes + 1]! += waited;
      return;
    }
    lentBy.forEach((holder, index) => { row[index]! += waited * (holder.area / lent.area); });
    row[this.#classes]! += waited * (leaked.area / lent.area);
  }
}

/** The pairs of all pools with the most waiting, at most 20, each with its share of all waiting in the run. */
export function blameOf(books: readonly BlameBook[], classes: readonly ClassView[]): BlameResult[] {
  const total = books.reduce((sum, book) => sum + book.total, 0);
  const pairs = books.flatMap(book => book.pairs(classes, total));
  return pairs.sort((a, b) => b.waitedS - a.waitedS).slice(0, longest);
}
