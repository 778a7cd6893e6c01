/** The figures of one database over measured time, from its books. */

import type { ClassView, MemoryView } from '../model/happening.ts';
import type { DatabaseResult } from '../result.ts';
import type { Instant } from '../units/time.ts';
import type { DatabaseBook } from './database-book.ts';
import { inMs } from '../units/time.ts';
import { finiteOrNull } from './figures.ts';
import { rowResults } from './row-result.ts';

/** The result of a database at the end of the run, `now`. */
export function databaseResult(book: DatabaseBook, classes: readonly ClassView[], now: Instant): DatabaseResult {
  const { view } = book;
  const replica = book.replicaMeasured;
  const { waits, waited, deadlocks } = book.locksMeasured;
  return {
    kind: view.kind, cores: finiteOrNull(view.cores), contention: view.contention, maxConnections: finiteOrNull(view.maxConnections),
    cpuUtilisation: book.cpu.measuredMean(now),
    runQueueMean: book.running.measuredMean(now), runQueueMax: book.running.measuredPeak,
    sessionsMean: book.sessions.measuredMean(now), sessionsMax: book.sessions.measuredPeak,
    refused: book.refusedMeasured, contentionLost: contentionLost(book, now), statements: book.statementsMeasured,
    lockWaits: waits, lockWaitMsMean: waits === 0 ? null : inMs(waited / waits), lockWaitingMean: book.lockWaiting.measuredMean(now), lockWaitingMax: book.lockWaiting.measuredPeak, deadlocks,
    ...(book.disks === null ? {} : { disks: book.disks.result(now) }),
    ...(replica === null ? {} : { replica: { of: replica.of, writes: replica.writes, lagMsMean: replica.replayed === 0 ? null : inMs(replica.lagSum / replica.replayed), lagMsMax: replica.writes === 0 ? null : inMs(replica.lagMax), ownReads: replica.reads, staleReads: replica.stale, lostWrites: replica.lost } }),
    ...(view.burden.idleCpu === 0 ? {} : { openSessionsCpu: (book.sessions.measuredMean(now) * view.burden.idleCpu) / view.cores }),
    ...(view.burden.memory === null ? {} : { memory: memoryResult(view.burden.memory, book.sessions.measuredPeak) }),
    rows: rowResults(book.rowsBefore, view.locks.talliesAt(now), classes),
  };
}

/** What the most sessions at once did to the memory. */
const memoryResult = (memory: MemoryView, sessions: number): NonNullable<DatabaseResult['memory']> => ({
  memoryMb: memory.bytes / 1e6, usedMbMax: memory.usedWith(sessions) / 1e6,
  swapShareMax: memory.swapShareWith(sessions), swapTimesMax: memory.swapTimesWith(sessions), sessionsFit: memory.sessionsFit, outOfMemory: memory.outOfMemory,
});

/** Share of the core time in use that did no useful work; 0 when nothing ran, and where cores are unlimited. */
function contentionLost(book: DatabaseBook, now: Instant): number {
  const busy = book.measuredBusy(now);
  if (!(busy > 0) || !Number.isFinite(book.view.cores)) return 0;
  return Math.max(0, 1 - book.measuredWork(now) / busy);
}
