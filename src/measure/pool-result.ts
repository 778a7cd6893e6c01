/**
 * The figures of one pool over measured time, from its books. Acquisitions, timeouts and refusals are those of measured time;
 * opened, closed and leaked connections are counted from the start of the run, so that opened − closed are those that exist.
 */

import type { PoolResult } from '../result.ts';
import { inMs, type Instant } from '../units/time.ts';
import { finiteOrNull, ratio, spanMs } from './figures.ts';
import type { PoolBook } from './pool-book.ts';

/** The result of a pool at the end of the run, `now`. */
export function poolResult(book: PoolBook, now: Instant): PoolResult {
  const { view } = book;
  return {
    kind: view.kind, database: view.database, instances: view.instances,
    max: finiteOrNull(view.max), acquireTimeoutMs: finiteOrNull(inMs(view.acquireTimeout)),
    utilisation: book.utilisation.measuredMean(now),
    activeMean: book.lent.measuredMean(now), activeMax: book.lent.measuredPeak, idleMean: book.idle.measuredMean(now),
    pendingMean: book.waiting.measuredMean(now), pendingMax: book.waiting.measuredPeak,
    acquireMs: spanMs(book.acquire), holdMs: spanMs(book.hold), acquired: book.acquire.count, timeouts: book.timeoutsMeasured,
    opened: view.opened, closed: view.closed, leaked: book.leaks, refused: book.refusedMeasured,
    exhaustedShare: Math.min(1, ratio(book.exhausted.measuredMean(now), view.instances)),
  };
}
