/** What a pool says in the words of its library: errors that callers see, and lines that it logs. */

/** The library's own words. `{name}`, `{waitedMs}`, `{total}`, `{active}`, `{idle}`, `{waiting}`, `{max}`, `{minimum}`, `{timeoutMs}`, `{timeoutS}`, `{lastError}` (`: text` of the last refusal) are filled in. */
export interface Messages {
  readonly timeout: string;
  readonly exhausted: string;
  readonly queueFull: string;
  readonly openTimeout: string;
  /** All who wait fail because openings were refused too often. */
  readonly allRefused: string;
  /** The constructor threw; `{why}`: the server's words. */
  readonly startFailed: string;
  /** Told instead of `timeout` to a caller whose deadline came while it was opening. */
  readonly timeoutOpening?: string;
  readonly leak: string;
  /** Log lines about an opening of the pool's workers that failed, and about one that was given up; '' where the library says nothing. `{why}`: the server's words. */
  readonly openFailed: string;
  readonly gaveUp: string;
  /** The log line when a connection is taken back, '' where there is none; and what its holder hears at its next statement. */
  readonly abandoned: string;
  readonly takenAway: string;
  /** Log lines beside the error of a timeout, and at the return of a connection that was reported as a leak; '' where the library writes none. */
  readonly timeoutLog: string;
  readonly unleaked: string;
}
