/** The course of a run in time: series of its classes, pools and databases, one number for each interval. */

import type { FailureKind } from '../result.ts';

/** A series has one number for each point of `t`; null where nothing was there to measure. */
export type Series = readonly (number | null)[];

export interface ClassSeries {
  readonly arrivedPerS: Series;
  readonly servedPerS: Series;
  readonly failedPerS: Series;
  /** Failures by kind, per second. */
  readonly failures: { readonly [kind in FailureKind]?: Series };
  readonly latencyMsP50: Series;
  readonly latencyMsP95: Series;
  readonly latencyMsP99: Series;
  /** Requests inside at the end of the interval. */
  readonly inside: Series;
  /** Served requests by latency: flat triples (index into t, bin, count). Bin b spans heatBinsPerOctave-ths of an octave, see heatBinFromMs. */
  readonly heat: readonly number[];
}

export interface PoolSeries {
  /** Mean over the interval, by class of the borrower. Leaked connections are in `leaked`, not here. */
  readonly activeBy: { readonly [className: string]: Series };
  /** Lent, leaked ones too. */
  readonly active: Series;
  readonly idle: Series;
  readonly opening: Series;
  readonly leaked: Series;
  /** Mean number waiting, and the largest. */
  readonly pending: Series;
  readonly pendingMax: Series;
  /** Waiting by class, mean over the interval. */
  readonly pendingBy: { readonly [className: string]: Series };
  readonly max: Series;
}

export interface DatabaseSeries {
  /** Mean number of statements running or ready. */
  readonly runQueue: Series;
  /** Core-seconds of useful work per second. */
  readonly busyCores: Series;
  /** What the database could deliver at the mean run queue: cores less contention. */
  readonly capacityCores: Series;
  readonly cores: Series;
  readonly sessions: Series;
  /** Of a replica alone: how old the oldest write is that it has not got, in seconds, at the end of the interval. */
  readonly lagS?: Series;
  /** Where anyone waited for a row: mean number that did. */
  readonly lockWaiting?: Series;
  /** Where blocked time shares disks: mean number of reads and writes under way, and how many the disks carry at full speed. */
  readonly diskQueue?: Series;
  readonly disks?: Series;
}

/** Heat-map bins per doubling of latency. */
export const heatBinsPerOctave = 4;
/** Lower edge of heat bin `bin` in milliseconds: bin 0 begins at 1 µs, each bin is 2^(1/4) wider than the one before. */
export const heatBinFromMs = (bin: number): number => 0.001 * 2 ** (bin / heatBinsPerOctave);
