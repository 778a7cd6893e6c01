/** One pool in time: its levels as means over each interval, by class where a class ever had a part in them. */

import type { ClassView } from '../model/happening.ts';
import type { PoolSeries, Series } from '../result.ts';
import { finiteOrNull, sixDigits } from './figures.ts';
import type { LevelBook } from './level-book.ts';
import type { PoolBook } from './pool-book.ts';

type Row = (number | null)[];

/** Collects the series of one pool. */
export class PoolSeriesBook {
  readonly #book: PoolBook;
  readonly #active: Row = [];
  readonly #idle: Row = [];
  readonly #opening: Row = [];
  readonly #leaked: Row = [];
  readonly #pending: Row = [];
  readonly #pendingMax: Row = [];
  readonly #max: Row = [];
  readonly #activeBy: (Row | null)[];
  readonly #pendingBy: (Row | null)[];

  constructor(book: PoolBook) {
    this.#book = book;
    this.#activeBy = book.lentBy.map(() => null);
    this.#pendingBy = book.waitingBy.map(() => null);
  }

  /** Adds the point of the interval just closed. */
  add(): void {
    const book = this.#book;
    const point = this.#active.length;
    this.#active.push(sixDigits(book.lent.mean));
    this.#idle.push(sixDigits(book.idle.mean));
    this.#opening.push(sixDigits(book.opening.mean));
    this.#leaked.push(sixDigits(book.leaked.mean));
    this.#pending.push(sixDigits(book.waiting.mean));
    this.#pendingMax.push(sixDigits(book.waiting.peak));
    this.#max.push(finiteOrNull(book.view.max));
    addBy(this.#activeBy, book.lentBy, point);
    addBy(this.#pendingBy, book.waitingBy, point);
  }

  result(classes: readonly ClassView[]): PoolSeries {
    return {
      activeBy: named(this.#activeBy, classes), active: this.#active, idle: this.#idle, opening: this.#opening, leaked: this.#leaked,
      pending: this.#pending, pendingMax: this.#pendingMax, pendingBy: named(this.#pendingBy, classes), max: this.#max,
    };
  }
}

/** A class gets its row when it first appears in the pool, with zeros for the time before. */
function addBy(rows: (Row | null)[], levels: readonly LevelBook[], point: number): void {
  levels.forEach((level, index) => {
    if (level.mean !== 0) rows[index] ??= new Array<number>(point).fill(0);
    rows[index]?.push(sixDigits(level.mean));
  });
}

function named(rows: readonly (Row | null)[], classes: readonly ClassView[]): { readonly [className: string]: Series } {
  const present: [string, Row][] = [];
  rows.forEach((row, index) => {
    if (row !== null) present.push([classes[index]!.name, row]);
  });
  return Object.fromEntries(present);
}
