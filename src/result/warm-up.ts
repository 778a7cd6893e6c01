/** Whether a run's `measureFrom` leaves out its beginning: what a question about the long run needs, and a story with an end does not. */

export interface WarmUpResult {
  /**
   * `enough`: what is measured has settled. `tooShort`: it has not from `measureFrom` on, but does later. `unsettled`: it had not within half the run, which is too
   * short to tell from when on it might. `terminating`: the run is a story with an end (see `because`), for which no warm-up is asked.
   */
  readonly verdict: 'enough' | 'tooShort' | 'unsettled' | 'terminating';
  /** Why it is a story with an end; null otherwise. `overload`: the line only ever grows. */
  readonly because: 'incidents' | 'cron' | 'changingLoad' | 'overload' | null;
  /** From when on the number in the system has settled, by MSER-5, the latest over the pools; null where the series is too short to say. */
  readonly settledFromS: number | null;
  /** The pool that settles last; null where none was found. */
  readonly pool: string | null;
  /** Five times the longest of a hold, an acquire timeout that happened and an open circuit breaker; ten relaxation times of a pool that queues without timeouts, at most the run. */
  readonly floorS: number;
  /** A `measureFrom` that would do; null unless the verdict is `tooShort`. */
  readonly wouldDoS: number | null;
}
