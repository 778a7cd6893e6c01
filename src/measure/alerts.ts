/**
 * Alerts on the simulated metrics, as a monitoring system would raise them: at the end of each interval of the series the condition
 * is held against the interval's mean; an alert that has been true for its `for` fires, and is resolved by the first interval that
 * is not. The resolution is therefore the interval: see `finestEvery`. A figure that does not exist (the failed share of nothing) is not true.
 */

import { assert } from '../assert.ts';
import { satisfies } from '../promise/judge.ts';
import type { Alert, Condition } from '../promise.ts';
import type { AlertResult } from '../result.ts';
import { type Duration, inSeconds, type Instant } from '../units/time.ts';
import type { ClassBook } from './class-book.ts';
import type { ClassSeriesBook } from './class-series.ts';
import type { DatabaseBook } from './database-book.ts';
import { ratio } from './figures.ts';
import type { PoolBook } from './pool-book.ts';

/** Alerts alone never ask for more points than this over a run. */
const mostPoints = 20_000;

/** The sampling interval that lets every alert see its `for` at least four times; never longer than `every`. */
export function finestEvery(alerts: readonly Alert[], every: Duration, length: Duration): Duration {
  const leastForAlerts = Math.max(1, Math.ceil(length / mostPoints));
  let finest = every;
  for (const alert of alerts) {
    if (alert.for > 0) finest = Math.min(finest, Math.max(leastForAlerts, Math.floor(alert.for / 4)));
  }
  return finest;
}

/** A class as an alert sees it: its book, and what it did in the interval closed last, `length` µs long. */
export interface ClassInSight {
  readonly book: ClassBook;
  readonly series: ClassSeriesBook;
}

/** Everything an alert may look at, when the books of an interval are closed. */
export interface Sight {
  readonly classes: readonly ClassInSight[];
  readonly pools: readonly PoolBook[];
  readonly databases: readonly DatabaseBook[];
}

type Gauge = (length: Duration) => number | null;

const classGauges: { readonly [measure: string]: (of: ClassInSight) => Gauge } = {
  failedShare: of => () => {
    const { served, failed } = of.series.lately;
    return served + failed > 0 ? failed / (served + failed) : null;
  },
  throughput: of => length => ratio(of.series.lately.served, inSeconds(length)),
};

const poolGauges: { readonly [measure: string]: (of: PoolBook) => Gauge } = {
  utilisation: of => () => of.utilisation.mean,
  waiting: of => () => of.waiting.mean,
  active: of => () => of.lent.mean,
  idle: of => () => of.idle.mean,
};

const databaseGauges: { readonly [measure: string]: (of: DatabaseBook) => Gauge } = {
  cpuUtilisation: of => () => of.cpu.mean,
  runQueue: of => () => of.running.mean,
  sessions: of => () => of.sessions.mean,
};

/** What the condition looks at, found once by name; null when this world has no such thing. */
function gaugeOf({ measure, of }: Condition, sight: Sight): Gauge | null {
  const inClass = sight.classes.find(({ book }) => book.view.name === of);
  const pool = sight.pools.find(book => book.view.name === of);
  const database = sight.databases.find(book => book.view.name === of);
  if (inClass !== undefined && Object.hasOwn(classGauges, measure)) return classGauges[measure]!(inClass);
  if (pool !== undefined && Object.hasOwn(poolGauges, measure)) return poolGauges[measure]!(pool);
  if (database !== undefined && Object.hasOwn(databaseGauges, measure)) return databaseGauges[measure]!(database);
  return null;
}

/** One alert in time: quiet, then pending since an instant, then firing until an interval says otherwise. */
export class AlertWatch {
  readonly #alert: Alert;
  readonly #gauge: Gauge;
  #trueSince: Instant | null = null;
  #firedAt: Instant | null = null;
  readonly #past: AlertResult[] = [];

  constructor(alert: Alert, sight: Sight) {
    const gauge = gaugeOf(alert.condition, sight);
    assert(gauge !== null, `alert ${alert.name} watches ${alert.condition.measure}(${alert.condition.of}), which reading a scenario must not let through`);
    this.#alert = alert;
    this.#gauge = gauge;
  }

  /** Looks at the interval just closed. */
  look(from: Instant, now: Instant): void {
    const observed = this.#gauge(now - from);
    if (observed === null || !satisfies(this.#alert.condition, observed)) {
      this.#resolve(now);
      return;
    }
    this.#trueSince ??= from;
    if (this.#firedAt === null && now - this.#trueSince >= this.#alert.for) this.#firedAt = now;
  }

  /** Every firing, in order of time; one that still fires has no end. */
  results(): AlertResult[] {
    return this.#firedAt === null ? [...this.#past] : [...this.#past, this.#firing(this.#firedAt, null)];
  }

  #resolve(now: Instant): void {
    if (this.#firedAt !== null) this.#past.push(this.#firing(this.#firedAt, inSeconds(now)));
    this.#trueSince = null;
    this.#firedAt = null;
  }

  #firing(firedAt: Instant, resolvedAtS: number | null): AlertResult {
    return { name: this.#alert.name, when: this.#alert.when, firedAtS: inSeconds(firedAt), resolvedAtS };
  }
}
