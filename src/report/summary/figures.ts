/** The three tables of a run, as plain cells: classes, pools, databases. The terminal, the page and their tests share them. */

import type { RunResult } from '../../result.ts';
import { entries } from '../series.ts';
import { count, level, millis, oneLine, share } from '../wording.ts';

export interface Figures {
  readonly title: string;
  /** The first column names the row; the others are numbers. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const orNone = (n: number | null): string => (n === null ? '–' : count(n));

export const classFigures = (result: RunResult): Figures => ({
  title: 'Classes', head: ['class', 'arrived', 'served', 'failed', 'p50', 'p95', 'p99', 'wait p99', 'served/s'],
  rows: entries(result.classes).map(([name, one]) => [
    oneLine(name), count(one.arrived), count(one.served), one.failed === 0 ? '0' : share(one.failedShare), millis(one.latencyMs.p50), millis(one.latencyMs.p95),
    millis(one.latencyMs.p99), millis(one.waitMs.p99), level(one.throughputPerS),
  ]),
});

export const poolFigures = (result: RunResult): Figures => ({
  title: 'Pools', head: ['pool', 'kind', 'max', 'in use', 'waiting max', 'timeouts', 'opened', 'leaked'],
  rows: entries(result.pools).map(([name, pool]) => [
    oneLine(name), pool.instances > 1 ? `${pool.kind} × ${pool.instances}` : pool.kind, orNone(pool.max), pool.max === null ? level(pool.activeMean) : share(pool.utilisation),
    count(pool.pendingMax), count(pool.timeouts), count(pool.opened), count(pool.leaked),
  ]),
});

export const databaseFigures = (result: RunResult): Figures => ({
  title: 'Databases', head: ['database', 'cores', 'cpu', 'run queue', 'sessions max', 'limit', 'refused', 'contention'],
  rows: entries(result.databases).map(([name, one]) => [
    oneLine(name), orNone(one.cores), share(one.cpuUtilisation), level(one.runQueueMean), count(one.sessionsMax), orNone(one.maxConnections), count(one.refused),
    one.contentionLost < 0.0005 ? '0%' : `−${share(one.contentionLost)}`,
  ]),
});
