/** What a calibration found: plain data, with the unit in each name. `doubts` say what the measurements cannot tell. */

import type { ContentionPlan } from '../model/database/contention.ts';
import type { StatementLatency } from './observation.ts';
import type { Interval, Noise } from './profile.ts';

/** One number of clients, all its runs together. */
export interface PointReport {
  readonly clients: number;
  readonly runs: number;
  readonly measuredPerS: number;
  readonly fittedPerS: number;
  /** Fitted against measured; null where the point was kept back. */
  readonly error: number | null;
  readonly heldOutPerS: number | null;
  readonly heldOutError: number | null;
  /** Whether the prediction lies outside what was fitted: an extrapolation. */
  readonly beyond: boolean;
  readonly measuredLatencyMs: number | null;
  readonly fittedLatencyMs: number;
  readonly percentilesMs: { readonly p50: number; readonly p95: number; readonly p99: number } | null;
}

export interface LawReport {
  readonly law: ContentionPlan['law'];
  readonly chosen: boolean;
  /** Root mean square of the relative errors: of the points fitted, of those kept back. Null: not fitted, or nothing was kept back. */
  readonly fittedRms: number | null;
  readonly heldOutRms: number | null;
  readonly heldOutWorst: number | null;
  readonly cores: number | null;
  readonly parameters: readonly { readonly name: string; readonly value: number }[];
  /** Why it was not fitted. */
  readonly skipped: string | null;
}

export interface ParameterReport extends Interval {
  readonly name: string;
  /** 'ms', '1/s', or '' for a plain number. */
  readonly unit: string;
  readonly says: string;
}

export interface Calibration {
  readonly version: 1;
  readonly workload: string | null;
  readonly observations: number;
  readonly cores: { readonly value: number; readonly given: boolean; readonly low: number; readonly high: number };
  readonly contention: ContentionPlan;
  readonly cpuMs: Interval;
  readonly outsideMs: Interval;
  /** Every parameter with its interval, those of the law included, and what follows from them. */
  readonly parameters: readonly ParameterReport[];
  /** Connections that just keep the cores busy: cores × (1 + outside/CPU). */
  readonly knee: number;
  readonly noise: Noise & { readonly repeats: number | null };
  readonly laws: readonly LawReport[];
  readonly points: readonly PointReport[];
  readonly statements: readonly StatementLatency[];
  readonly doubts: readonly string[];
  readonly notes: readonly string[];
}
