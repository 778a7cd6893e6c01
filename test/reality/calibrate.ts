/**
 * All that is fitted, once, on the recordings named for calibration alone: the closed loops beside each open-loop run, the runs
 * det_r50_max2_cto1000 and det_r80_max8_cto1000, and the base variants of the Saturday runs before t = 20 s.
 */

import { type Calibration, calibrationRuns, delayOf } from './calibration.ts';
import { figuresOf, meanOf, passing } from './figures.ts';
import { loopsOf, type OpenLoopRun, openLoopRuns, predict } from './open-loop.ts';
import { dataFolder, requestsOf } from './recorded.ts';
import { predictSaturday, type SaturdayRun, saturdayRuns } from './saturday.ts';

/** A calibration run with more than this much foreign work on its core, in processors, cannot tell what a statement costs. */
const tooForeign = 0.1;

/** The cost, relative to the loop's, at which the mean latency of a calibration run comes out right. */
const fittedRatio = (run: OpenLoopRun, known: Calibration): number =>
  passing(run.measured.mean, [0.9, 1.2], (mixedToLoop) => predict({ ...run, own: null }, { ...known, mixedToLoop }).mean);

/** The client's work at which the mean latency of the base variant before t = 20 s comes out right. */
function fittedClient(base: SaturdayRun, known: Calibration): number {
  const requests = base.requests.filter((one) => one.stream === 'api' && one.arrive < 20_000);
  const early = { ...base, windowS: 20, requests };
  return passing(figuresOf(requests, 0, 20).mean, [0, 10], (saturdayClientMs) => predictSaturday(early, { ...known, saturdayClientMs })[0]?.figures.mean ?? 0);
}

/** Fits everything, on the runs kept with the tests unless another folder like theirs is named. */
export function calibrate(data = dataFolder): Calibration {
  const loops = loopsOf(`${data}open-loop`);
  const hostNoise = Math.sqrt(meanOf(loops.map(([before, after]) => Math.log(before.cap_per_s / after.cap_per_s) ** 2)) / 2);
  const slept = requestsOf(`${data}saturday`, 'sleep_base.csv').filter((one) => one.stream === 'api' && one.arrive < 20_000 && one.outcome === 'ok');
  const delays = (when: string) => slept.filter((one) => delayOf(one.arrive) === when).map((one) => (one.end as number) - (one.acquire as number) - one.demand);
  const base = saturdayRuns(`${data}saturday`, ['cpu_base'])[0];
  if (base === undefined || base.own === null) throw new Error('the base variant is among the recordings, with its processor time');
  const known = { hostNoise, mixedToLoop: 1, warmingDelays: delays('warming'), warmDelays: delays('warm'), saturdayCostMs: base.own, saturdayClientMs: 0 };
  const usable = openLoopRuns(`${data}open-loop`, calibrationRuns).filter((run) => (run.foreignCpu ?? 0) <= tooForeign);
  return { ...known, saturdayClientMs: fittedClient(base, known), mixedToLoop: meanOf(usable.map((run) => fittedRatio(run, known))) };
}
