/** The few numbers that predictions rest on; calibrate.ts fits them. */

import type { OpenLoopRun } from './open-loop.ts';

export interface Calibration {
  /** Processor time of a statement in a mixed run, times that in the faster of the two closed loops beside it. */
  readonly mixedToLoop: number;
  /** Relative standard deviation of one closed loop: how much the host's speed wanders within a minute. */
  readonly hostNoise: number;
  /**
   * What a statement takes beyond its work while its connection is held, ms: the wire, being woken on both sides, the client's share. Measured on statements that
   * sleep: in the first seconds of a run, and later.
   */
  readonly warmingDelays: readonly number[];
  readonly warmDelays: readonly number[];
  /** Two cores that server and client share: processor ms of a standard statement, by the server's own time in the base variant. */
  readonly saturdayCostMs: number;
  /** There the client's work is work for the same cores: processor ms a request. */
  readonly saturdayClientMs: number;
}

/** Runs that may be looked at for calibration. */
export const calibrationRuns: readonly string[] = ['det_r50_max2_cto1000', 'det_r80_max8_cto1000'];

/** For so long after the start a run warms up: every driver opens its connections, and node compiles. */
const warmAfterMs = 5000;

/** Which delay a sleep that begins then has. */
export const delayOf = (arriveMs: number): 'warming' | 'warm' => (arriveMs < warmAfterMs ? 'warming' : 'warm');

const lines = (delays: readonly number[], times: number): string => delays.map((delay) => `${(delay * times).toFixed(3)}ms`).join('\n');

/** The files of delays that the scenarios name. */
export const delayFiles = ({ warmingDelays, warmDelays }: Calibration, times = 1): { readonly [name: string]: string } =>
  ({ 'warming.txt': lines(warmingDelays, times), 'warm.txt': lines(warmDelays, times) });

/** Interference only adds: the faster loop is the one that was disturbed less. */
export const loopMsOf = (run: OpenLoopRun): number => Math.min(...(run.loops ?? []).map((loop) => 1000 / loop.cap_per_s));

/** Processor ms of one standard statement in a run: the server's own time where it was written down, else what the loops beside it say. */
export const costOf = (run: OpenLoopRun, { mixedToLoop }: Pick<Calibration, 'mixedToLoop'>): number => run.own ?? loopMsOf(run) * mixedToLoop;
