/**
 * Everything that can be observed of a simulated world. Parts of the model tell a `Witness` what happens; levels (how many are lent, waiting,
 * running) are kept by the parts themselves and read at each sampling instant through views. Nothing here allocates: a witness is told with
 * small numbers and with the request itself.
 */

import type { Duration, Instant } from '../units/time.ts';

/** How a request, or an attempt of one, can end. The order is the number used in the hot path; `served` is 0. */
export const outcomes = [
  'served',
  'acquireTimeout', 'poolExhausted', 'queueFull', 'refused', 'connectFailed', 'statementTimeout', 'idleInTransactionTimeout', 'transactionTimeout',
  'lockTimeout', 'deadlock', 'severed', 'killed', 'clientGaveUp', 'breakerOpen', 'shed', 'callFailed', 'appDown', 'unavailable',
] as const;
export type OutcomeName = (typeof outcomes)[number];
/** Index into `outcomes`. */
export type Outcome = number;

/** The outcome numbers by name: `Outcome.acquireTimeout`. */
export const Outcome = Object.fromEntries(outcomes.map((name, i) => [name, i])) as { readonly [name in OutcomeName]: number };

/** What a witness may look at in a request. Times are in µs. */
export interface RequestView {
  readonly classIndex: number;
  readonly arrivedAt: Instant;
  /** Time spent waiting for connections so far, summed over attempts. */
  readonly waited: Duration;
  /** Time connections were held so far; nested holds add up. */
  readonly held: Duration;
  /** Whether it ever held a connection. */
  readonly everHeld: boolean;
}

/** A quantity that changes in time, as its owner keeps it: `areaAt(now)` is its integral (quantity × µs) since the start. */
export interface LevelView {
  readonly value: number;
  areaAt(now: Instant): number;
  /** The largest value since the last call of `restartMax`. */
  readonly max: number;
  restartMax(): void;
}

/** One pool as a scenario names it: the sum over all instances that have a copy of it. */
export interface PoolView {
  readonly name: string;
  readonly kind: string;
  readonly database: string;
  readonly instances: number;
  /** Connections allowed now, over all instances; Infinity: no limit. */
  readonly max: number;
  /** The most that were ever allowed: a smaller pool closes lent connections only as they come back. */
  readonly largestMax: number;
  /** The acquire timeout in force, where it is one number; Infinity: none; NaN: a law. */
  readonly acquireTimeout: Duration;
  /** Connections out, leaked ones included. */
  readonly lent: LevelView;
  readonly idle: LevelView;
  readonly opening: LevelView;
  readonly leaked: LevelView;
  readonly waiting: LevelView;
  /** 1 while every connection of some instance is out and someone waits there, else 0; over instances: how many are so. */
  readonly exhausted: LevelView;
  /** By class index; leaked connections are not in it. */
  readonly lentBy: readonly LevelView[];
  readonly waitingBy: readonly LevelView[];
  /** Counts since the start, over all instances. */
  readonly opened: number;
  readonly closed: number;
  readonly refused: number;
  /** Its own books, re-counted from its connections, for the audit: total connections that exist now and their states. */
  recount(): { readonly open: number; readonly idle: number; readonly lent: number; readonly opening: number; readonly waiting: number };
}

/** What is observed of a replica. Counts and sums since the start, times in µs. */
export interface ReplicaView {
  readonly of: string;
  /** Writes it had to follow; those of them that can be seen, and the sum and the largest of the times until each could. */
  readonly writes: number;
  readonly replayed: number;
  readonly lagSum: Duration;
  readonly lagMax: Duration;
  /** Reads by requests that had written before, and those of them that could not see it. */
  readonly reads: number;
  readonly stale: number;
  /** Writes that it had not got when its primary was lost. */
  readonly lost: number;
  lagAt(now: Instant): Duration;
  restartMax(): void;
}

/** The memory of a server, in bytes. */
export interface MemoryView {
  readonly bytes: number;
  /** Bytes in use, their share in swap, and times as long for it, with so many sessions. */
  usedWith(sessions: number): number;
  swapShareWith(sessions: number): number;
  swapTimesWith(sessions: number): number;
  /** How many sessions fit into memory beside what they share. */
  readonly sessionsFit: number;
  /** How often memory and swap together did not suffice. */
  readonly outOfMemory: number;
}

/** The rows of a database: statements waiting for one; waits that are over, the µs they took together; deadlocks found. */
export interface LocksView {
  readonly waiting: LevelView;
  readonly waits: number;
  readonly waited: Duration;
  readonly deadlocks: number;
  /** The books of the rows, with the holds and waits that are not over yet. */
  talliesAt(now: Instant): readonly RowTallyView[];
}

/** All rows of one name: how often and for how many µs they were held, and who waited behind whom, by index of the class. */
export interface RowTallyView {
  readonly name: string;
  readonly holds: number;
  readonly held: Duration;
  readonly waits: readonly { readonly holder: number; readonly waiter: number; readonly waits: number; readonly waited: Duration }[];
}

/** What sessions cost a server by being open. */
export interface BurdenView {
  /** Share of one core that each takes for itself. */
  readonly idleCpu: number;
  /** What they do to its memory; null: nobody said how much there is, or what a session takes. */
  readonly memory: MemoryView | null;
}

/** Disks that blocked time shares. */
export interface DiskView {
  /** Reads and writes that go on at once at full speed. */
  readonly servers: number;
  /** Reads and writes under way. */
  readonly running: LevelView;
  /** ∫ min(running, servers) dt in µs since the start. */
  busyAreaAt(now: Instant): number;
}

export interface DatabaseView {
  readonly name: string;
  readonly kind: string;
  /** Cores now; Infinity: unlimited. */
  readonly cores: number;
  readonly contention: string;
  readonly maxConnections: number;
  readonly burden: BurdenView;
  /** Statements on the cores or ready to run. */
  readonly running: LevelView;
  /** ∫ min(running, cores) dt in core-µs since the start. */
  busyAreaAt(now: Instant): number;
  /** Useful work done in core-µs since the start: less than busy where contention costs. */
  workAreaAt(now: Instant): number;
  /** Core-seconds per second the database would deliver with `running` statements. */
  speedAt(running: number): number;
  /** Null or absent: blocked time is not shared. */
  readonly disks?: DiskView | null;
  /** Anything but `up` (or absent): it does nothing for anybody. */
  readonly state?: 'up' | 'refuses' | 'hangs';
  readonly sessions: LevelView;
  readonly refused: number;
  readonly statements: number;
  /** Its time as a copy of another; null or absent: it never was one. */
  readonly copying?: { readonly record: ReplicaView | null };
  readonly locks: LocksView;
  /** For the audit: work given to the cores and still unfinished, in core-µs. */
  readonly workGiven: number;
  workLeftAt(now: Instant): number;
}

export interface ClassView {
  readonly name: string;
  readonly source: 'traffic' | 'cron';
  readonly route: string;
}

/** The world as a witness sees it. Indices in calls of the witness are positions in these lists. */
export interface WorldView {
  readonly now: Instant;
  readonly classes: readonly ClassView[];
  readonly pools: readonly PoolView[];
  readonly databases: readonly DatabaseView[];
}

/** Listens to a world. Calls come in order of simulated time; `world.now` is the time of each. */
export interface Witness {
  /** Once, before anything happens. */
  begins(world: WorldView): void;
  arrived(request: RequestView): void;
  /** An attempt failed and another will follow. */
  retried(request: RequestView, because: Outcome): void;
  /** The request is over for its client. `text` is what the client saw, '' when served. Called once per request. */
  ended(request: RequestView, outcome: Outcome, text: string): void;
  /** Core-µs that the database spent on a request whose client had gone; told when that work ends. */
  wasted(classIndex: number, work: Duration): void;
  /** A connection was lent after `waited` µs from asking. */
  lent(pool: number, classIndex: number, waited: Duration): void;
  /** A connection came back after `held` µs. */
  returned(pool: number, classIndex: number, held: Duration): void;
  /** A borrower will never give its connection back. */
  leaked(pool: number, classIndex: number): void;
  /** A caller's wait ended by the acquire timeout. */
  acquireTimedOut(pool: number, classIndex: number): void;
  /** Something for the timeline: an incident begins or ends, a job starts or stops. `id` pairs a beginning with its end. */
  noted(kind: 'incident' | 'cron', id: string, what: string, phase: 'begin' | 'end' | 'moment'): void;
  /** A library or server wrote a log line. */
  logged(of: string, text: string): void;
  /** A sampling instant: the end of an interval of the series. */
  sampled(): void;
  /** The instant from which requests are counted. */
  measuringBegins(): void;
  /** Once, at the end of the run: `inside` by class is how many requests are still under way and counted as arrived. */
  finished(insideByClass: readonly number[]): void;
}
