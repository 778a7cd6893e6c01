/**
 * All that is fitted, once, on the recordings named for calibration alone: the closed loops beside each open-loop run, the runs
 * det_r50_max2_cto1000 and det_r80_max8_cto1000, and the base variants of the Saturday runs before t = 20 s.
 */

import { figuresOf, meanOf, medianOf } from './figures.ts';
import { type OpenLoopRun, openLoopRuns, predict } from './open-loop.ts';
import { dataFolder, requestsOf } from './recorded.ts';
import { predictSaturday, saturdayRuns } from './saturday.ts';

export interface Calibration {
  /** What a statement takes beyond its processor time while its connection is held, ms: the wire, and the client's share. */
  readonly roundTripMs: number;
  /** Processor time of a statement in a mixed run, times that in the faster of the two closed loops beside it. */
  readonly mixedToLoop: number;
  /** Relative standard deviation of one closed loop: how much the host's speed wanders within a minute. */
  readonly hostNoise: number;
  /** What sleeping statements took beyond the sleep, ms: in the first seconds of a run, and later. */
  readonly warmingDelays: readonly number[];
  readonly warmDelays: readonly number[];
  /** Two cores that server and client share: processor ms of a standard statement (from the run's own processor time), and what a statement takes beyond it. */
  readonly saturdayCostMs: number;
  readonly saturdayRoundTripMs: number;
}

/** Runs that may be looked at for calibration. */
export const calibrationRuns: readonly string[] = ['det_r50_max2_cto1000', 'det_r80_max8_cto1000'];

/** For so long after the start a run warms up: every driver opens its connections, and node compiles. */
const warmAfterMs = 5000;

/** Which delay a sleep that begins then has. */
export const delayOf = (arriveMs: number): 'warming' | 'warm' => (arriveMs < warmAfterMs ? 'warming' : 'warm');

/** Interference only adds: the faster loop is the one that was disturbed less. */
export const loopMsOf = (run: OpenLoopRun): number => Math.min(...(run.loops ?? []).map((loop) => 1000 / loop.cap_per_s));

/** Processor ms of one standard statement in a run: the server's own time where it was written down, else what the loops beside it say. */
export const costOf = (run: OpenLoopRun, { mixedToLoop }: Pick<Calibration, 'mixedToLoop'>): number => run.own ?? loopMsOf(run) * mixedToLoop;

/** A calibration run with more than this much foreign work on its core, in processors, cannot tell what a statement costs. */
const tooForeign = 0.1;

/** Where a growing function passes a value, by halving. */
function passing(value: number, [from, to]: readonly [number, number], of: (x: number) => number): number {
  let [low, high] = [from, to];
  for (let step = 0; step < 16; step++) {
    const middle = (low + high) / 2;
    if (of(middle) < value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The cost, relative to the loop's, at which the mean latency of a calibration run comes out right. */
const fittedRatio = (run: OpenLoopRun, known: Calibration): number =>
  passing(run.measured.mean, [0.9, 1.2], (mixedToLoop) => predict({ ...run, own: null }, { ...known, mixedToLoop }).mean);

/** The round trip at which the mean latency of the base variant before t = 20 s comes out right, at the processor time it had. */
function withSaturday(known: Calibration): Calibration {
  const base = saturdayRuns(`${dataFolder}saturday`).find((run) => run.name === 'cpu_base');
  if (base === undefined || base.own === null) throw new Error('the base variant is among the recordings, with its processor time');
  const before = base.requests.filter((one) => one.stream === 'api' && one.arrive < 20_000);
  const early = { ...base, windowS: 20, requests: before };
  const measured = figuresOf(before, 0, 20).mean;
  const costed = { ...known, saturdayCostMs: base.own };
  return { ...costed, saturdayRoundTripMs: passing(measured, [0, 10], (saturdayRoundTripMs) => predictSaturday(early, { ...costed, saturdayRoundTripMs })[0]?.figures.mean ?? 0) };
}

/** Fits everything on the runs kept with the tests. */
export function calibrate(): Calibration {
  const runs = openLoopRuns(`${dataFolder}open-loop`);
  const loops = runs.flatMap((run) => (run.loops === null ? [] : [run.loops]));
  const roundTripMs = medianOf(loops.flat().map(({ seq_ms, cap_per_s }) => seq_ms - 1000 / cap_per_s));
  const hostNoise = Math.sqrt(meanOf(loops.map(([before, after]) => Math.log(before.cap_per_s / after.cap_per_s) ** 2)) / 2);
  const slept = requestsOf(`${dataFolder}saturday`, 'sleep_base.csv').filter((one) => one.stream === 'api' && one.arrive < 20_000 && one.outcome === 'ok');
  const delays = (when: string) => slept.filter((one) => delayOf(one.arrive) === when).map((one) => (one.end as number) - (one.acquire as number) - one.demand);
  const known = { roundTripMs, hostNoise, mixedToLoop: 1, warmingDelays: delays('warming'), warmDelays: delays('warm'), saturdayCostMs: 10, saturdayRoundTripMs: roundTripMs };
  const usable = runs.filter((run) => calibrationRuns.includes(run.name) && (run.foreignCpu ?? 0) <= tooForeign);
  return withSaturday({ ...known, mixedToLoop: meanOf(usable.map((run) => fittedRatio(run, known))) });
}
