/**
 * What a sweep leaves behind: plain, versioned data. Every figure is the mean over the runs of a point with its 95 % interval; units stand in
 * the names, as in a run. All points ran on the same seeds, so that they met the same arrivals and demands (common random numbers).
 */

export const sweepVersion = 'poolsim-sweep/1';

/** A figure over the runs of one point. `low` and `high` bound the mean with 95 % confidence (Student's t); null with a single run. */
export interface Estimate {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Runs that had such a figure: a percentile needs a served request. */
  readonly runs: number;
}

/** Figures by name; null where no run had one. */
export interface Figures {
  readonly [figure: string]: Estimate | null;
}

/** A promise of the scenario over the runs of a point. */
export interface SweepPromise {
  readonly text: string;
  readonly heldIn: number;
  readonly runs: number;
  readonly verdict: 'held' | 'failed' | 'inconclusive';
  readonly observed: Estimate | null;
}

/** What theory says of a point, in the units of the figures; null where it has no answer. */
export interface Preview {
  /** The model it is exact for, or nearly. */
  readonly model: string;
  readonly exact: boolean;
  readonly class: string;
  readonly failedShare: number | null;
  readonly goodputPerS: number | null;
  readonly meanMs: number | null;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  readonly waitMeanMs: number | null;
}

/** Connections of each instance's pool that are needed at a point on average, by Little's law (rate × hold), and how many there are. */
export interface Needs {
  readonly pool: string;
  readonly has: number;
  /** By the traffic, on an ordinary day. */
  readonly usual: number;
  /** While the job runs that makes most of it: by the traffic, whose holds it may slow, and by the job's own threads, which take no more than there are. Null where no job makes a difference. */
  readonly during: { readonly job: string; readonly traffic: number; readonly own: number } | null;
}

/** One axis: what was varied. */
export interface SweepAxis {
  readonly text: string;
  readonly paths: readonly string[];
  readonly values: readonly string[];
  /** The values as numbers, in `unit`; null where one of them is a word or a table. */
  readonly numbers: readonly number[] | null;
  readonly unit: 'ms' | '/s' | '%' | 'B' | '';
  /** The pool whose size this axis is, with the size of each instance's pool at every value. */
  readonly pool: { readonly name: string; readonly sizes: readonly number[] } | null;
}

export interface SweepPoint {
  /** Which value of each axis. */
  readonly at: readonly number[];
  /** Value by value, in the order of the axes. */
  readonly values: readonly string[];
  readonly fingerprint: string;
  /** Runs made, with the first of the seeds: as many as there are seeds, unless the sweep stopped at a precision. */
  readonly runs: number;
  readonly classes: { readonly [name: string]: Figures };
  readonly pools: { readonly [name: string]: Figures };
  readonly databases: { readonly [name: string]: Figures };
  readonly promises: readonly SweepPromise[];
  readonly preview: Preview | null;
  /** Of the pool that the first axis is about; null where it is about none, or the traffic names no rate. */
  readonly needs: Needs | null;
  /** Differences from the best point of its line, run by run: p99 in ms and failure share, of the main class. Null at that point itself. */
  readonly worse: { readonly p99Ms: Estimate | null; readonly failedShare: Estimate | null } | null;
  /** Laws of the audit that did not hold in some run: a mistake of poolsim. */
  readonly broken: readonly string[];
}

/** A size that arithmetic names; `now` is the one that the scenario has. */
export interface SweepMark {
  readonly id: 'littlesFloor' | 'deadlockFloor' | 'knee' | 'coresRule' | 'fleetCeiling' | 'now';
  readonly size: number;
  /** "Little's floor 5.5". */
  readonly label: string;
  /** How it comes about. */
  readonly says: string;
}

/** The points that differ along the first axis alone. */
export interface SweepLine {
  /** Values of the other axes. */
  readonly others: readonly string[];
  /** Indices into `points`, in the order of the first axis. */
  readonly points: readonly number[];
  /** The class with most requests: the verdict is about it. */
  readonly class: string;
  /** Index into `points`: no other has a lower failure share, and of those as good none a lower p99. */
  readonly best: number;
  /** The least value at which every promise holds; null without one, and undefined promises make it null too. */
  readonly smallestMeeting: number | null;
  /** Points before the best one, and after it, that are worse beyond doubt. */
  readonly tooSmall: readonly number[];
  readonly tooLarge: readonly number[];
  readonly marks: readonly SweepMark[];
  /** In plain words. */
  readonly verdict: readonly string[];
}

export interface SweepResult {
  readonly version: string;
  readonly poolsim: string;
  readonly scenario: { readonly title: string; readonly file: string | null; readonly fingerprint: string };
  readonly seeds: readonly (number | string)[];
  readonly axes: readonly SweepAxis[];
  readonly points: readonly SweepPoint[];
  readonly lines: readonly SweepLine[];
  /** Simulated requests in all. */
  readonly requests: number;
  readonly events: number;
  /** What this does not say. */
  readonly caveats: readonly string[];
}
