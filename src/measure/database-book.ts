/** The books of one database: its levels and the work of its cores, read at the end of each interval and over measured time. */

import type { DatabaseView, ReplicaView, RowTallyView } from '../model/happening.ts';
import type { Duration, Instant } from '../units/time.ts';
import { DiskBook } from './disk-book.ts';
import { LevelBook } from './level-book.ts';
import { LimitShare } from './limit-share.ts';

/** Levels, core time and useful work of one database. */
export class DatabaseBook {
  readonly view: DatabaseView;
  readonly running: LevelBook;
  readonly sessions: LevelBook;
  readonly lockWaiting: LevelBook;
  readonly cpu: LimitShare;
  /** Null: blocked time is not shared. */
  readonly disks: DiskBook | null;
  #workAt: number;
  #work = 0;
  #busyBefore = 0;
  #workBefore = 0;
  #refusedBefore = 0;
  #statementsBefore = 0;
  #replicaBefore = { writes: 0, replayed: 0, lagSum: 0, reads: 0, stale: 0, lost: 0 };
  #locksBefore = { waits: 0, waited: 0, deadlocks: 0 };
  /** The books of the rows when measuring began. */
  rowsBefore: readonly RowTallyView[] = [];
  #lowest = 0;

  constructor(view: DatabaseView, now: Instant) {
    this.view = view;
    this.running = new LevelBook(view.running, now);
    this.sessions = new LevelBook(view.sessions, now);
    this.lockWaiting = new LevelBook(view.locks.waiting, now);
    this.cpu = new LimitShare(at => view.busyAreaAt(at), () => view.cores, now);
    this.disks = view.disks ? new DiskBook(view.disks, now) : null;
    this.#workAt = view.workAreaAt(now);
  }

  /** From here on the database is measured. */
  measure(now: Instant): void {
    this.running.measure(now);
    this.sessions.measure(now);
    this.lockWaiting.measure(now);
    this.cpu.measure(now);
    this.disks?.measure(now);
    this.#busyBefore = this.view.busyAreaAt(now);
    this.#workBefore = this.view.workAreaAt(now);
    this.#refusedBefore = this.view.refused;
    this.#statementsBefore = this.view.statements;
    const replica = this.replica;
    if (replica) {
      const { writes, replayed, lagSum, reads, stale, lost } = replica;
      this.#replicaBefore = { writes, replayed, lagSum, reads, stale, lost };
      replica.restartMax();
    }
    this.#locksBefore = this.#locksNow;
    this.rowsBefore = this.view.locks.talliesAt(now);
  }

  /** The number of cores or disks may change at this instant. */
  cut(now: Instant): void {
    this.cpu.cut(now);
    this.disks?.cut(now);
  }

  /** Ends an interval of the series. */
  close(now: Instant): void {
    this.running.close(now);
    this.sessions.close(now);
    this.lockWaiting.close(now);
    this.cpu.close(now);
    this.disks?.close(now);
    this.#lowest = Math.min(this.#lowest, this.running.value, this.running.mean, this.sessions.value, this.sessions.mean, this.lockWaiting.value);
    // What crowding costs a statement is taken off when it is charged, before the cores have done it: useful work does not run backwards for that.
    const work = Math.max(this.#workAt, this.view.workAreaAt(now));
    this.#work = work - this.#workAt;
    this.#workAt = work;
  }

  /** Useful work of the interval closed last, in core-µs. */
  get work(): number {
    return this.#work;
  }

  /** The lowest value or mean any level ever had at the end of an interval; 0 when none was below. */
  get lowest(): number {
    return this.#lowest;
  }

  /** Core time used in measured time and the useful work in it, in core-µs. */
  measuredBusy(now: Instant): number {
    return this.view.busyAreaAt(now) - this.#busyBefore;
  }

  measuredWork(now: Instant): number {
    return this.view.workAreaAt(now) - this.#workBefore;
  }

  /** Its time as a copy of another; null: it never was one. */
  get replica(): ReplicaView | null {
    return this.view.copying?.record ?? null;
  }

  get replicaMeasured(): { readonly of: string; readonly writes: number; readonly replayed: number; readonly lagSum: Duration; readonly lagMax: Duration; readonly reads: number; readonly stale: number; readonly lost: number } | null {
    const replica = this.replica;
    const before = this.#replicaBefore;
    if (!replica) return null;
    const { of, lagMax } = replica;
    return { of, lagMax, writes: replica.writes - before.writes, replayed: replica.replayed - before.replayed, lagSum: replica.lagSum - before.lagSum, reads: replica.reads - before.reads, stale: replica.stale - before.stale, lost: replica.lost - before.lost };
  }

  get refusedMeasured(): number {
    return this.view.refused - this.#refusedBefore;
  }

  /** Waits for rows that ended in measured time, the µs they took together, and deadlocks found. */
  get locksMeasured(): { readonly waits: number; readonly waited: Duration; readonly deadlocks: number } {
    const { waits, waited, deadlocks } = this.#locksNow;
    const before = this.#locksBefore;
    return { waits: waits - before.waits, waited: waited - before.waited, deadlocks: deadlocks - before.deadlocks };
  }

  get #locksNow() {
    const { waits, waited, deadlocks } = this.view.locks;
    return { waits, waited, deadlocks };
  }

  get statementsMeasured(): number {
    return this.view.statements - this.#statementsBefore;
  }

  /**
   * What the cores would deliver, in core-seconds per second, with as many statements as ran on average (rounded up), and with at
   * least one for each core: the cores less what contention takes. Null where cores are unlimited; 0 while it does nothing for anybody.
   */
  capacity(): number | null {
    const { cores } = this.view;
    if (!Number.isFinite(cores)) return null;
    if ((this.view.state ?? 'up') !== 'up') return 0;
    if (this.running.mean <= 0) return cores;
    return this.view.speedAt(Math.max(Math.ceil(this.running.mean), Math.ceil(cores)));
  }
}
