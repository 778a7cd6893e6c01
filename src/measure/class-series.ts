/** One class in time: rates, latency percentiles and the heat map, one value for each interval. */

import { outcomes } from '../model/happening.ts';
import type { ClassSeries, FailureKind } from '../result.ts';
import { inMs, inSeconds, type Duration } from '../units/time.ts';
import type { ClassBook } from './class-book.ts';
import { sixDigits } from './figures.ts';
import { addHeat } from './heat.ts';

type Row = (number | null)[];

/** What a class did in the interval closed last. */
export interface ClassInterval {
  readonly arrived: number;
  readonly served: number;
  readonly failed: number;
  /** Failures by outcome. */
  readonly failures: readonly number[];
}

/** Collects the series of one class; counts are differences of the book's running totals. */
export class ClassSeriesBook {
  readonly #book: ClassBook;
  readonly #arrivedPerS: Row = [];
  readonly #servedPerS: Row = [];
  readonly #failedPerS: Row = [];
  readonly #p50: Row = [];
  readonly #p95: Row = [];
  readonly #p99: Row = [];
  readonly #inside: Row = [];
  readonly #heat: number[] = [];
  readonly #failures: (Row | null)[] = outcomes.map(() => null);
  #arrivals = 0;
  readonly #ends: number[] = outcomes.map(() => 0);
  #lately: ClassInterval = { arrived: 0, served: 0, failed: 0, failures: [] };

  constructor(book: ClassBook) {
    this.#book = book;
  }

  /** Adds the point of an interval of `length`, just closed. */
  add(length: Duration): void {
    const point = this.#arrivedPerS.length;
    const lately = this.#difference();
    this.#lately = lately;
    const perS = (count: number) => sixDigits(count / inSeconds(length));
    this.#arrivedPerS.push(perS(lately.arrived));
    this.#servedPerS.push(perS(lately.served));
    this.#failedPerS.push(perS(lately.failed));
    this.#addFailures(point, lately.failures, perS);
    const latency = this.#book.latencyLately;
    const ms = (p: number) => sixDigits(latency.count === 0 ? null : inMs(latency.quantile(p) ?? 0));
    this.#p50.push(ms(0.5));
    this.#p95.push(ms(0.95));
    this.#p99.push(ms(0.99));
    this.#inside.push(this.#book.inside);
    if (latency.count > 0) addHeat(this.#heat, point, latency);
  }

  /** What the class did in the interval closed last. */
  get lately(): ClassInterval {
    return this.#lately;
  }

  result(): ClassSeries {
    const failures: [FailureKind, Row][] = [];
    this.#failures.forEach((row, outcome) => {
      if (row !== null) failures.push([outcomes[outcome] as FailureKind, row]);
    });
    return {
      arrivedPerS: this.#arrivedPerS, servedPerS: this.#servedPerS, failedPerS: this.#failedPerS,
      failures: Object.fromEntries(failures),
      latencyMsP50: this.#p50, latencyMsP95: this.#p95, latencyMsP99: this.#p99,
      inside: this.#inside, heat: this.#heat,
    };
  }

  #difference(): ClassInterval {
    const book = this.#book;
    const arrived = book.arrivals - this.#arrivals;
    this.#arrivals = book.arrivals;
    const failures: number[] = [];
    let failed = 0;
    for (let outcome = 0; outcome < outcomes.length; outcome++) {
      const ends = book.ends(outcome);
      const lately = ends - (this.#ends[outcome] as number);
      this.#ends[outcome] = ends;
      failures.push(lately);
      if (outcome > 0) failed += lately;
    }
    return { arrived, served: failures[0] ?? 0, failed, failures };
  }

  /** A kind of failure gets its row when it first happens, with zeros for the time before. */
  #addFailures(point: number, failures: readonly number[], perS: (count: number) => number | null): void {
    for (let outcome = 1; outcome < failures.length; outcome++) {
      const count = failures[outcome]!;
      if (count > 0) this.#failures[outcome] ??= new Array<number>(point).fill(0);
      this.#failures[outcome]?.push(perS(count));
    }
  }
}
