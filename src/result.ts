/**
 * What a run leaves behind: plain, versioned data with the unit in every name. The telling wing stands on this file alone.
 * Times in `…S` are seconds, in `…Ms` milliseconds; shares are fractions 0..1; `atS` counts from the start of the run.
 * A figure that does not exist (a percentile of nothing) is null, never NaN.
 */

import type { ActivityResult } from './result/activity.ts';
import type { DiskResult } from './result/disks.ts';
import type { ReplicaResult } from './result/replica.ts';
import type { ClassSeries, DatabaseSeries, PoolSeries } from './result/series.ts';
import type { AuditResult, ClaimResult, FindingResult, PromiseResult } from './result/verdicts.ts';
import type { WarmUpResult } from './result/warm-up.ts';

export * from './result/activity.ts';
export * from './result/disks.ts';
export * from './result/replica.ts';
export * from './result/series.ts';
export * from './result/verdicts.ts';
export * from './result/warm-up.ts';

export const resultVersion = 'poolsim-result/1';

/** Percentiles are within `percentileErrorBound` of the true sample percentile, relative. */
export const percentileErrorBound = 0.01;

/** Statistics of a span over many requests, in milliseconds. All null when nothing was counted. */
export interface SpanMs {
  readonly count: number;
  readonly mean: number | null;
  readonly p50: number | null; readonly p90: number | null; readonly p95: number | null; readonly p99: number | null; readonly p999: number | null;
  readonly max: number | null;
}

/** Why a request failed, in the words every result uses. Counts of all kinds are always there; texts and series only of kinds that happened. */
export const failureKinds = [
  'acquireTimeout', 'poolExhausted', 'queueFull', 'refused', 'connectFailed', 'statementTimeout', 'idleInTransactionTimeout', 'transactionTimeout',
  'lockTimeout', 'deadlock', 'severed', 'killed', 'clientGaveUp', 'breakerOpen', 'shed', 'callFailed', 'appDown', 'unavailable',
] as const;
export type FailureKind = (typeof failureKinds)[number];

/** One class of requests: a traffic source or a cron job. */
export interface ClassResult {
  readonly source: 'traffic' | 'cron';
  readonly route: string;
  /** Counted requests: those that arrived at or after `measureFrom`. arrived = served + failed + unfinished. */
  readonly arrived: number;
  readonly served: number;
  readonly failed: number;
  readonly unfinished: number;
  readonly retries: number;
  readonly failures: { readonly [kind in FailureKind]?: number };
  /** The error text a client saw for each kind of failure, from the first one that happened. */
  readonly errors: { readonly [kind in FailureKind]?: string };
  readonly failedShare: number;
  /** Served requests per second of measured time. */
  readonly throughputPerS: number;
  /** From arrival to end, of the served only. */
  readonly latencyMs: SpanMs;
  /** From arrival to end, of the failed only. */
  readonly failedAfterMs: SpanMs;
  /** Time spent waiting for connections, of every request that ended. */
  readonly waitMs: SpanMs;
  /** Time connections were held, of every request that held one. */
  readonly holdMs: SpanMs;
  /** Total length of the windows in which this class failed (see `windows`). */
  readonly failureWindowS: number;
  /** Database work done for requests whose client had already given up, in core-seconds. */
  readonly wastedCpuS: number;
  /** Points of the latency spectrum: share of requests p (0..1) at or below ms. */
  readonly spectrum: readonly { readonly p: number; readonly ms: number }[];
}

/** One pool; where an app has several instances, the sum over the instances. */
export interface PoolResult {
  readonly kind: string;
  readonly database: string;
  readonly instances: number;
  /** Connections allowed over all instances at the end of the run (after resizes). Null: no limit. */
  readonly max: number | null;
  readonly acquireTimeoutMs: number | null;
  /** Mean of lent / max over measured time. 0 where there is no limit. */
  readonly utilisation: number;
  readonly activeMean: number;
  readonly activeMax: number;
  readonly idleMean: number;
  readonly pendingMean: number;
  readonly pendingMax: number;
  /** From asking to getting, of acquisitions that succeeded. */
  readonly acquireMs: SpanMs;
  readonly holdMs: SpanMs;
  readonly acquired: number;
  readonly timeouts: number;
  readonly opened: number;
  readonly closed: number;
  readonly leaked: number;
  readonly refused: number;
  /** Share of measured time in which every connection was lent and someone waited. */
  readonly exhaustedShare: number;
}

/** Rows of one name that somebody waited for. `behind` says which class waited behind which that held the row when the wait began. */
export interface RowResult {
  readonly row: string;
  readonly holds: number; readonly holdMsMean: number | null;
  readonly waits: number; readonly waitedS: number;
  readonly behind: readonly { readonly holder: string; readonly waiter: string; readonly waits: number; readonly waitedS: number }[];
}

export interface DatabaseResult {
  readonly kind: string;
  readonly cores: number | null;
  /** The contention law in force, in words, so that nobody reads the result without it. */
  readonly contention: string;
  readonly maxConnections: number | null;
  /** Mean share of the cores that were busy, 0..1. */
  readonly cpuUtilisation: number;
  /** Mean number of statements running or ready to run on the cores. */
  readonly runQueueMean: number;
  readonly runQueueMax: number;
  readonly sessionsMean: number;
  readonly sessionsMax: number;
  readonly refused: number;
  /** Share of the capacity in use that contention took away, 0..1. */
  readonly contentionLost: number;
  readonly statements: number;
  /** Statements that waited for a row lock and no longer do, and for how long on average; null where none did. */
  readonly lockWaits: number;
  readonly lockWaitMsMean: number | null;
  /** How many waited for a row at the same time. */
  readonly lockWaitingMean: number;
  readonly lockWaitingMax: number;
  readonly deadlocks: number;
  /** Where blocked time shares disks. */
  readonly disks?: DiskResult;
  /** Of a replica alone: how far it was behind, and who noticed. */
  readonly replica?: ReplicaResult;
  /** Where open sessions cost processor time: the mean share of the cores they took, busy or idle, 0..1. */
  readonly openSessionsCpu?: number;
  /** Where the scenario says how much memory there is: MB in use with the most sessions at once, share of it in swap, times as long for it, sessions that would fit, times that all sessions were lost. */
  readonly memory?: { readonly memoryMb: number; readonly usedMbMax: number; readonly swapShareMax: number; readonly swapTimesMax: number; readonly sessionsFit: number; readonly outOfMemory: number };
  readonly rows: readonly RowResult[];
}

/** A stretch of time in which something was wrong: failures with gaps of at most 30 s, or a pool with everyone waiting. */
export interface WindowResult {
  readonly what: 'failures' | 'exhausted';
  /** The class (failures) or the pool (exhausted). */
  readonly of: string;
  readonly fromS: number;
  readonly toS: number;
  /** Failures inside, or the most requests that waited at once. */
  readonly count: number;
}

export interface AlertResult {
  readonly name: string;
  readonly when: string;
  readonly firedAtS: number;
  readonly resolvedAtS: number | null;
}

/** Whose holding made whom wait: waiting time of `waiter` in `pool`, split by who held its connections meanwhile. */
export interface BlameResult {
  readonly pool: string;
  readonly holder: string;
  readonly waiter: string;
  readonly waitedS: number;
  /** Of all waiting in the run. */
  readonly share: number;
}

/** Something that happened at a known time: an incident, its end, a cron tick, an alert, a log line of a library. */
export interface TimelineEntry {
  readonly atS: number;
  readonly untilS: number | null;
  readonly kind: 'incident' | 'cron' | 'alert' | 'log';
  readonly what: string;
}

export interface HostResult {
  readonly wallMs: number; readonly eventsPerS: number; readonly rssMb: number; readonly node: string;
}

export interface RunResult {
  readonly version: string;
  readonly poolsim: string;
  readonly scenario: {
    readonly title: string; readonly file: string | null; readonly fingerprint: string;
    readonly question: string | null; readonly lookFor: string | null; readonly answer: string | null; readonly source: string | null;
  };
  readonly seed: number | string;
  readonly run: {
    /** Local wall-clock time of the start, ISO 8601 without an offset, and its zone. */
    readonly startsAt: string; readonly zone: string;
    readonly lengthS: number; readonly measureFromS: number; readonly events: number; readonly requests: number;
  };
  readonly classes: { readonly [name: string]: ClassResult };
  readonly pools: { readonly [name: string]: PoolResult };
  readonly databases: { readonly [name: string]: DatabaseResult };
  readonly series: {
    readonly everyS: number;
    /** The end of each interval, seconds from the start. */
    readonly t: readonly number[];
    readonly classes: { readonly [name: string]: ClassSeries };
    readonly pools: { readonly [name: string]: PoolSeries };
    readonly databases: { readonly [name: string]: DatabaseSeries };
  };
  /** Whether the beginning was left out for long enough. */
  readonly warmUp: WarmUpResult;
  readonly windows: readonly WindowResult[];
  readonly alerts: readonly AlertResult[];
  readonly blame: readonly BlameResult[];
  readonly timeline: readonly TimelineEntry[];
  readonly promises: readonly PromiseResult[];
  readonly claims: readonly ClaimResult[];
  readonly findings: readonly FindingResult[];
  readonly audit: readonly AuditResult[];
  /** What the run assumes and would change its conclusion: the contention law, interference, defaults that matter. */
  readonly assumptions: readonly string[];
  /** The sessions at the instants that were asked for (`--activity-at`); absent where none were. */
  readonly activity?: readonly ActivityResult[];
  /** Figures of the machine that ran it; left out of comparisons. Null where nobody measured. */
  readonly host: HostResult | null;
}
