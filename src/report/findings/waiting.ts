/** Waiting that nobody failed for but users feel: the slow tail is the line at the pool, long before the first error. */

import { entries } from '../series.ts';
import { millis, share } from '../wording.ts';
import { type Cause, command, failuresOf, starved } from './cause.ts';

/** Fires when waiting for a connection is half of the p99 or more, and nobody starved (exhaustion tells that story). */
export const waiting: Cause = (result) => entries(result.classes).flatMap(([name, one]) => {
  const [wait, whole] = [one.waitMs.p99, one.latencyMs.p99];
  if (wait === null || whole === null || wait < 10 || wait < 0.5 * whole || failuresOf(one, starved) > 0) return [];
  return [{
    id: `waiting/${name}`, weight: 1 as const, size: one.arrived * 0.01,
    text: `The slow tail of ${name} is the line at the pool: p99 of waiting is ${millis(wait)}, p99 of the whole request ${millis(whole)}. No errors yet, and the median (wait ${millis(one.waitMs.p50)}) does not show it.`,
    evidence: `wait p95 ${millis(one.waitMs.p95)}, latency p50 ${millis(one.latencyMs.p50)}, failed ${share(one.failedShare)}`,
    tryNext: `See it beside other sizes: ${command(result, 'recommend', '--slo', `p99(${name}) < ${Math.max(1, Math.round(whole / 2))}ms`)}`,
  }];
});
