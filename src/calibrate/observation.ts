/** What was measured: throughput and latency of one closed-loop run at one number of clients, with the place it was read from; and what is wrong with a file of them. */

export interface Observation {
  /** Sessions that each ask again as soon as they are answered. */
  readonly clients: number;
  /** Transactions per second, without the time to connect. */
  readonly perS: number;
  /** Mean latency; null where the source does not say. */
  readonly latencyMs: number | null;
  /** Percentiles of latency, where the source has every transaction. */
  readonly percentilesMs: { readonly p50: number; readonly p95: number; readonly p99: number } | null;
  /** Processor time of the server per transaction, where it was measured. */
  readonly cpuMs: number | null;
  /** What ran: pgbench's "transaction type", or the workload column of a table. */
  readonly workload: string | null;
  /** File and line. */
  readonly from: string;
}

/** A file's name as it was typed or found, and its text. */
export interface InputFile {
  readonly name: string;
  readonly text: string;
}

/** A mistake in a file; `line` counts from 1. */
export interface Slip {
  readonly file: string;
  readonly line: number;
  readonly says: string;
}

/** What files gave: observations, mistakes that stop the calibration, and remarks that do not. */
export interface Gathered {
  readonly observations: readonly Observation[];
  readonly slips: readonly Slip[];
  readonly notes: readonly string[];
  /** Cores, where a table has a column of them with one value. */
  readonly cores: number | null;
  /** Latency of each statement where pgbench ran with -r: of the run with the fewest clients. */
  readonly statements: readonly StatementLatency[];
}

export interface StatementLatency {
  readonly ms: number;
  readonly text: string;
}

/** One line: `runs.csv:4  clients is "eight": expected a whole number`. */
export const slipText = ({ file, line, says }: Slip): string => `${file}:${line}  ${says}`;
