/** The books of the disks of one database: how many reads and writes share them, and how much of the channels was in use. */

import type { DiskView } from '../model/happening.ts';
import type { DiskResult } from '../result/disks.ts';
import type { Instant } from '../units/time.ts';
import { finiteOrNull } from './figures.ts';
import { LevelBook } from './level-book.ts';
import { LimitShare } from './limit-share.ts';

/** Levels of the disks by interval and over measured time. */
export class DiskBook {
  readonly #view: DiskView;
  readonly queue: LevelBook;
  readonly use: LimitShare;

  constructor(view: DiskView, now: Instant) {
    this.#view = view;
    this.queue = new LevelBook(view.running, now);
    this.use = new LimitShare((at) => view.busyAreaAt(at), () => view.servers, now);
  }

  /** From here on the disks are measured. */
  measure(now: Instant): void {
    this.queue.measure(now);
    this.use.measure(now);
  }

  /** The number of channels may change at this instant. */
  cut(now: Instant): void {
    this.use.cut(now);
  }

  /** Ends an interval of the series. */
  close(now: Instant): void {
    this.queue.close(now);
    this.use.close(now);
  }

  /** Channels now; null: unlimited. */
  get channels(): number | null {
    return finiteOrNull(this.#view.servers);
  }

  /** The figures at the end of the run, `now`. */
  result(now: Instant): DiskResult {
    return { channels: this.#view.servers, utilisation: this.use.measuredMean(now), queueMean: this.queue.measuredMean(now), queueMax: this.queue.measuredPeak };
  }
}
