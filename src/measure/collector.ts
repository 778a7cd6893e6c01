/**
 * Listens to a world and fills the measured part of a result. It only deals out what it hears: each class, pool and database has its
 * own books; at the end of each interval they are closed, read for series, alerts, blame and the audit, and opened again.
 */

import { assert } from '../assert.ts';
import type { Outcome, RequestView, Witness, WorldView } from '../model/happening.ts';
import type { Alert } from '../promise.ts';
import type { RunResult } from '../result.ts';
import { type Duration, inSeconds, type Instant } from '../units/time.ts';
import { AlertWatch } from './alerts.ts';
import { auditOf } from './audit.ts';
import { BlameBook, blameOf } from './blame.ts';
import { ClassAudit } from './class-audit.ts';
import { ClassBook } from './class-book.ts';
import { classResult } from './class-result.ts';
import { ClassSeriesBook } from './class-series.ts';
import { DatabaseBook } from './database-book.ts';
import { databaseResult } from './database-result.ts';
import { DatabaseSeriesBook } from './database-series.ts';
import { PoolAudit } from './pool-audit.ts';
import { PoolBook } from './pool-book.ts';
import { poolResult } from './pool-result.ts';
import { PoolSeriesBook } from './pool-series.ts';
import { Slips } from './slips.ts';
import { TimelineBook } from './timeline-book.ts';

/** What a collector must know before the run: what counts, how long it lasts, how fine the series are, what to watch. */
export interface CollectorPlan {
  /** Requests that arrive at or after this instant count; levels are averaged from here on. */
  readonly measureFrom: Instant;
  readonly length: Duration;
  /** The interval of the series; the world calls `sampled` at the end of each. */
  readonly every: Duration;
  readonly alerts: readonly Alert[];
}

/** The part of a run's result that is measured. */
export type Measured = Pick<RunResult, 'classes' | 'pools' | 'databases' | 'series' | 'windows' | 'alerts' | 'blame' | 'timeline' | 'audit'>;

/** The witness of a whole run. */
export class Collector implements Witness {
  readonly #plan: CollectorPlan;
  #world: WorldView = nowhere;
  #classes: ClassBook[] = [];
  #pools: PoolBook[] = [];
  #databases: DatabaseBook[] = [];
  #classSeries: ClassSeriesBook[] = [];
  #poolSeries: PoolSeriesBook[] = [];
  #databaseSeries: DatabaseSeriesBook[] = [];
  #classAudits: ClassAudit[] = [];
  #poolAudits: PoolAudit[] = [];
  #blame: BlameBook[] = [];
  #watches: AlertWatch[] = [];
  readonly #timeline = new TimelineBook();
  readonly #time = new Slips();
  readonly #t: number[] = [];
  #lastSample: Instant = 0;
  #measuring = false;
  #inside: readonly number[] | null = null;

  constructor(plan: CollectorPlan) {
    assert(plan.measureFrom >= 0, 'measuring begins at or after the start');
    this.#plan = plan;
  }

  begins(world: WorldView): void {
    assert(this.#world === nowhere, 'a collector hears one run');
    this.#world = world;
    const { now } = world;
    this.#lastSample = now;
    this.#classes = world.classes.map(view => new ClassBook(view, this.#plan.measureFrom));
    this.#pools = world.pools.map(view => new PoolBook(view, now));
    this.#databases = world.databases.map(view => new DatabaseBook(view, now));
    this.#classSeries = this.#classes.map(book => new ClassSeriesBook(book));
    this.#poolSeries = this.#pools.map(book => new PoolSeriesBook(book));
    this.#databaseSeries = this.#databases.map(book => new DatabaseSeriesBook(book));
    this.#classAudits = this.#classes.map(book => new ClassAudit(book));
    this.#poolAudits = this.#pools.map(book => new PoolAudit(book));
    this.#blame = this.#pools.map(book => new BlameBook(book));
    const classes = this.#classes.map((book, index) => ({ book, series: this.#classSeries[index]! }));
    const sight = { classes, pools: this.#pools, databases: this.#databases };
    this.#watches = this.#plan.alerts.map(alert => new AlertWatch(alert, sight));
    if (this.#plan.measureFrom <= now) this.measuringBegins();
  }

  arrived(request: RequestView): void {
    this.#classes[request.classIndex]!.arrived(request, this.#world.now);
  }

  retried(request: RequestView, _because: Outcome): void {
    this.#classes[request.classIndex]!.retried(request);
  }

  ended(request: RequestView, outcome: Outcome, text: string): void {
    this.#classes[request.classIndex]!.ended(request, outcome, text, this.#world.now);
  }

  wasted(classIndex: number, work: Duration): void {
    if (this.#measuring) this.#classes[classIndex]!.wasted(work);
  }

  lent(pool: number, _classIndex: number, waited: Duration): void {
    this.#pools[pool]!.didLend(waited);
  }

  returned(pool: number, _classIndex: number, held: Duration): void {
    this.#pools[pool]!.gotBack(held);
  }

  leaked(pool: number, _classIndex: number): void {
    this.#pools[pool]!.didLeak();
  }

  acquireTimedOut(pool: number, _classIndex: number): void {
    this.#pools[pool]!.timedOut();
  }

  noted(kind: 'incident' | 'cron', id: string, what: string, phase: 'begin' | 'end' | 'moment'): void {
    const { now } = this.#world;
    this.#timeline.noted(now, kind, id, what, phase);
    if (kind === 'cron') return;
    for (const book of this.#pools) book.cut(now);
    for (const book of this.#databases) book.cut(now);
  }

  logged(of: string, text: string): void {
    this.#timeline.logged(this.#world.now, of, text);
  }

  sampled(): void {
    const { now } = this.#world;
    const from = this.#lastSample;
    this.#time.expect(now >= from, now, () => `a sample at ${inSeconds(now)} s after one at ${inSeconds(from)} s`);
    if (now > from) this.#sample(from, now);
  }

  measuringBegins(): void {
    if (this.#measuring) return;
    this.#measuring = true;
    const { now } = this.#world;
    for (const book of this.#pools) book.measure(now);
    for (const book of this.#databases) book.measure(now);
  }

  finished(insideByClass: readonly number[]): void {
    assert(this.#inside === null, 'a run ends once');
    this.sampled();
    for (const book of this.#classes) { // what ended at this very instant, after the last sample
      book.close();
      book.reopen();
    }
    this.#inside = insideByClass.slice();
  }

  /** The measured part of the result; to be asked for when the run is over. */
  result(): Measured {
    const inside = this.#inside;
    assert(inside !== null, 'the run is over before its result is asked for');
    const { now, classes } = this.#world;
    const measured = this.#plan.length - this.#plan.measureFrom;
    const alerts = this.#watches.flatMap(watch => watch.results()).sort((a, b) => a.firedAtS - b.firedAtS);
    return {
      classes: byName(this.#classes, (book, index) => classResult(book, inside[index] ?? 0, measured)),
      pools: byName(this.#pools, book => poolResult(book, now)),
      databases: byName(this.#databases, book => databaseResult(book, classes, now)),
      series: this.#seriesResult(),
      windows: [
        ...this.#classes.flatMap(book => book.windows.results('failures', book.view.name)),
        ...this.#pools.flatMap(book => book.windows.results('exhausted', book.view.name)),
      ].sort((a, b) => a.fromS - b.fromS),
      alerts,
      blame: blameOf(this.#blame, classes),
      timeline: this.#timeline.results(alerts),
      audit: auditOf({
        now, classes: this.#classAudits, pools: this.#poolAudits, databases: this.#databases, insideByClass: inside, time: this.#time,
      }),
    };
  }

  #sample(from: Instant, now: Instant): void {
    const length = now - from;
    for (const book of this.#classes) book.close();
    const windowFrom = Math.max(from, Math.min(now, this.#plan.measureFrom));
    for (const book of this.#pools) book.close(windowFrom, now);
    for (const book of this.#databases) book.close(now);
    this.#t.push(inSeconds(now));
    for (const series of this.#classSeries) series.add(length);
    for (const series of this.#poolSeries) series.add();
    for (const series of this.#databaseSeries) series.add(length, now);
    for (const watch of this.#watches) watch.look(from, now);
    for (const blame of this.#blame) blame.add();
    for (const audit of this.#classAudits) audit.look(now);
    for (const audit of this.#poolAudits) audit.look(now);
    for (const book of this.#classes) book.reopen();
    this.#lastSample = now;
  }

  #seriesResult(): RunResult['series'] {
    const { classes } = this.#world;
    return {
      everyS: inSeconds(this.#plan.every), t: this.#t,
      classes: byName(this.#classes, (_, index) => this.#classSeries[index]!.result()),
      pools: byName(this.#pools, (_, index) => this.#poolSeries[index]!.result(classes)),
      databases: byName(this.#databases, (_, index) => this.#databaseSeries[index]!.result()),
    };
  }
}

/** The world before a run begins. */
const nowhere: WorldView = { now: 0, classes: [], pools: [], databases: [] };

/** One entry for each book, under its name. */
function byName<B extends { readonly view: { readonly name: string } }, R>(books: readonly B[], figures: (book: B, index: number) => R): { readonly [name: string]: R } {
  return Object.fromEntries(books.map((book, index) => [book.view.name, figures(book, index)]));
}
