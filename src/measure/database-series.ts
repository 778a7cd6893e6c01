/** One database in time: statements, core time, capacity and sessions over each interval. */

import type { DatabaseSeries } from '../result.ts';
import { type Duration, type Instant, inSeconds } from '../units/time.ts';
import type { DatabaseBook } from './database-book.ts';
import { finiteOrNull, sixDigits } from './figures.ts';

type Row = (number | null)[];

/** Collects the series of one database. */
export class DatabaseSeriesBook {
  readonly #book: DatabaseBook;
  readonly #runQueue: Row = [];
  readonly #busyCores: Row = [];
  readonly #capacityCores: Row = [];
  readonly #cores: Row = [];
  readonly #sessions: Row = [];
  readonly #lagS: Row = [];
  readonly #lockWaiting: Row = [];
  readonly #diskQueue: Row = [];
  readonly #disks: Row = [];

  constructor(book: DatabaseBook) {
    this.#book = book;
  }

  /** Adds the point of an interval of `length`, just closed. */
  add(length: Duration, now: Instant): void {
    const book = this.#book;
    this.#runQueue.push(sixDigits(book.running.mean));
    this.#busyCores.push(sixDigits(book.work / length));
    this.#capacityCores.push(sixDigits(book.capacity()));
    this.#cores.push(finiteOrNull(book.view.cores));
    this.#sessions.push(sixDigits(book.sessions.mean));
    this.#lockWaiting.push(sixDigits(book.lockWaiting.mean));
    if (book.disks !== null) {
      this.#diskQueue.push(sixDigits(book.disks.queue.mean));
      this.#disks.push(book.disks.channels);
    }
    if (book.replica !== null) this.#lagS.push(sixDigits(inSeconds(book.replica.lagAt(now))));
  }

  result(): DatabaseSeries {
    return {
      runQueue: this.#runQueue, busyCores: this.#busyCores, capacityCores: this.#capacityCores,
      cores: this.#cores, sessions: this.#sessions,
      ...(this.#lockWaiting.some((n) => n !== 0) ? { lockWaiting: this.#lockWaiting } : {}), ...(this.#book.disks !== null ? { diskQueue: this.#diskQueue, disks: this.#disks } : {}),
      ...(this.#book.replica !== null ? { lagS: this.#lagS } : {}),
    };
  }
}
