/**
 * A closed loop at several crowds at once: callers who spend a delay outside and then share the cores of one database, no pool between. The same
 * product form as `callersBeforeDatabase` (Gordon & Newell 1967; any law of delay and, on shared cores, of work: Baskett et al. 1975), without
 * its laws of waiting, so that a fit may ask for it a thousand times.
 */
import { assert } from '../assert.ts';
import type { Speed } from './solving.ts';

export interface ClosedLoop {
  readonly throughput: number;
  /** Mean of `busy(n)` over time, n being those on the cores. */
  readonly busyMean: number;
}

/**
 * What each of the `crowds` gets from a database of `speed` when a round is `delay` outside (0 allowed) and `work` on the cores. `busy` says how
 * many cores n running statements keep busy, lost work included. Throughput per unit of the times.
 */
export function closedLoops({ crowds, delay, work, speed, busy }: {
  readonly crowds: readonly number[]; readonly delay: number; readonly work: number; readonly speed: Speed; readonly busy: Speed;
}): readonly ClosedLoop[] {
  assert(work > 0 && delay >= 0, 'a round has some work and no negative delay');
  const most = crowds.reduce((a, b) => Math.max(a, b), 0);
  const [speeds, used] = [new Float64Array(most + 1), new Float64Array(most + 1)];
  for (let n = 1; n <= most; n++) {
    speeds[n] = speed(n);
    used[n] = busy(n);
  }
  return crowds.map((crowd) => loopOf(crowd, delay / work, speeds, used, work));
}

/** Sums over the states 0..crowd of a birth-and-death chain: up by (crowd - n)/delay, down by speed(n)/work. */
function loopOf(crowd: number, ratio: number, speeds: Float64Array, used: Float64Array, work: number): ClosedLoop {
  assert(Number.isInteger(crowd) && crowd >= 1, 'there is at least one caller');
  if (ratio === 0) return { throughput: speeds[crowd]! / work, busyMean: used[crowd]! };
  let [weight, whole, speedSum, usedSum] = [1, 1, 0, 0];
  for (let n = 1; n <= crowd; n++) {
    weight *= (crowd - n + 1) / (ratio * speeds[n]!);
    whole += weight;
    speedSum += weight * speeds[n]!;
    usedSum += weight * used[n]!;
    if (weight > 1e200) {
      whole /= weight;
      speedSum /= weight;
      usedSum /= weight;
      weight = 1;
    }
  }
  return { throughput: speedSum / whole / work, busyMean: usedSum / whole };
}
