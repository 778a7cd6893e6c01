/** What a pool tells an observer who asked for it: every event of its connections and callers, one by one, in order. Costs one null test per turn otherwise. */

import type { Instant } from '../../units/time.ts';

/**
 * The events. Of a caller: `ask` (it comes), `wait` (it joins the line; detail `locked`: outside, while a lock is held), `lend` (it gets its connection), `return`,
 * `leave` (it goes from the line or from its own opening before its turn; a `timeout` follows where that is why), `timeout` and `fail` (turned away, with the text that it sees),
 * `leak` (it will never give back). Of a connection: `open` (its opening begins; for the caller named, or for nobody in particular), `opened`, `late` (the opening takes longer than allowed; it goes on beyond
 * the books, and `opened` and `close`, or `refused`, come when it ends), `refused` (the opening failed, with the
 * reason), `check` (validation begins), `close` (it leaves the pool, with the reason), `closed` (its socket has ended, where closing takes time).
 */
export type PoolEvent = 'ask' | 'wait' | 'lend' | 'return' | 'leave' | 'timeout' | 'fail' | 'leak' | 'open' | 'opened' | 'late' | 'refused' | 'check' | 'close' | 'closed';

/**
 * Why a connection was closed: `idle` for too long; its `age`; its `uses`; `dead` (the server or the network ended it); `broken` (a statement on it failed); `surplus` (more than the pool
 * may have or keep); `drained` (the app restarts); `moved` (the pool points elsewhere now); `reclaimed` (taken from a holder that forgot it);
 * `unchecked` (its caller went during the check); `late` (its opening took longer than allowed).
 */
export type CloseReason = 'idle' | 'age' | 'uses' | 'dead' | 'broken' | 'surplus' | 'drained' | 'moved' | 'reclaimed' | 'unchecked' | 'late';

/** Hears the events of one pool of the scenario, of all its instances. */
export interface PoolTracer {
  /** `at` is in µs since the start, `pool` names the instance, `connection` counts the instance's connections from 1 (0: none), `request` all requests of the run from 1 (0: none). */
  heard(at: Instant, pool: string, event: PoolEvent, connection: number, request: number, detail: string): void;
}
