/** The figures of one class over measured time, from its books. */

import { outcomes } from '../model/happening.ts';
import type { ClassResult, FailureKind } from '../result.ts';
import { type Duration, inSeconds } from '../units/time.ts';
import type { ClassBook } from './class-book.ts';
import { ratio, spanMs, spectrumOf } from './figures.ts';

/** The result of a class of which `unfinished` counted requests were still inside after `measured` µs of measured time. */
export function classResult(book: ClassBook, unfinished: number, measured: Duration): ClassResult {
  const failures: [FailureKind, number][] = [];
  const errors: [FailureKind, string][] = [];
  for (let outcome = 1; outcome < outcomes.length; outcome++) {
    const count = book.endsCounted(outcome);
    failures.push([outcomes[outcome] as FailureKind, count]);
    if (count > 0 && book.firstText(outcome) !== '') errors.push([outcomes[outcome] as FailureKind, book.firstText(outcome)]);
  }
  const { servedCounted: served, failedCounted: failed } = book;
  return {
    source: book.view.source, route: book.view.route,
    arrived: book.arrivedCounted, served, failed, unfinished, retries: book.retries,
    failures: Object.fromEntries(failures), errors: Object.fromEntries(errors),
    failedShare: ratio(failed, served + failed),
    throughputPerS: ratio(served, inSeconds(measured)),
    latencyMs: spanMs(book.latency), failedAfterMs: spanMs(book.failedAfter), waitMs: spanMs(book.wait), holdMs: spanMs(book.hold),
    failureWindowS: inSeconds(book.windows.length), wastedCpuS: inSeconds(book.wastedWork), spectrum: spectrumOf(book.latency),
  };
}
