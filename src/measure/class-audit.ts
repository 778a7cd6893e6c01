/** The laws of one class of requests: some watched at the end of each interval, some added up at the end of the run. */

import { inSeconds, type Instant } from '../units/time.ts';
import type { ClassBook } from './class-book.ts';
import { plural } from './figures.ts';
import { Slips } from './slips.ts';
import { SpanSum } from './span-sum.ts';

/** Watches one class's books for what must never happen. */
export class ClassAudit {
  readonly book: ClassBook;
  readonly #little = new Slips();
  readonly #spans = new SpanSum();

  constructor(book: ClassBook) {
    this.book = book;
  }

  /** Looks at the interval just closed. */
  look(now: Instant): void {
    const { area, spent, inside } = this.book.ledger(now);
    this.#little.expect(this.#spans.fits(area, spent, inside, now, false), now, () =>
      `${this.book.view.name}: the number inside over time is ${inSeconds(area)} request-seconds, but those that ended say ${inSeconds(spent)}, with ${inside} inside`);
  }

  get little(): string | null {
    return this.#little.text;
  }

  /** arrived = served + failed + unfinished, of the counted. `unfinished` is what the world says. */
  conserved(unfinished: number): string | null {
    const { arrivedCounted, servedCounted, failedCounted, view } = this.book;
    const sum = servedCounted + failedCounted + unfinished;
    if (sum === arrivedCounted) return null;
    return `${view.name}: ${arrivedCounted} arrived, but ${servedCounted} served + ${failedCounted} failed + ${unfinished} unfinished = ${sum}`;
  }

  endedOnce(now: Instant): string | null {
    const { misdated, endedUnborn, inside } = this.book.ledger(now);
    if (misdated === 0 && endedUnborn === 0 && inside >= 0) return null;
    return `${this.book.view.name}: ${misdated} arrived under another time, ${endedUnborn} ended before they arrived, ${Math.max(0, -inside)} ended with nobody inside`;
  }

  forward(now: Instant): string | null {
    const { backwards } = this.book.ledger(now);
    return backwards === 0 ? null : `${this.book.view.name}: ${plural(backwards, 'happening')} came before the one before`;
  }
}
