/**
 * Judging conditions against a result. `< <= > >=` compare exactly; `between` includes both ends; `==` allows one part in a thousand million
 * for rounding. What was never observed does not hold, except that a first failure or an alert that never came is later than any limit.
 */

import { assert } from '../assert.ts';
import type { Claim, Condition, PromisePlan } from '../promise.ts';
import type { ClaimResult, PromiseResult, RunResult } from '../result.ts';
import { plainNumber, rateText, shareText } from '../units/text.ts';
import { inSeconds } from '../units/time.ts';
import { exactSpan, grouped } from '../units/words.ts';
import { failureWindows, measures, type Unit } from './measures.ts';

/** Whether a condition held, and what was seen: in the unit of the measure (ms, s, fraction, per second, count) and as text. */
export interface Judgement {
  readonly held: boolean;
  readonly observed: number | null;
  readonly observedText: string;
}

/** Whether `observed` satisfies the comparison of a condition. Alerts use it on live levels. */
export function satisfies(condition: Condition, observed: number): boolean {
  const { limit, upper } = condition;
  switch (condition.compare) {
    case '<': return observed < limit;
    case '<=': return observed <= limit;
    case '>': return observed > limit;
    case '>=': return observed >= limit;
    case '==': return Math.abs(observed - limit) <= 1e-9 * Math.max(1, Math.abs(limit));
    case 'between': return observed >= limit && observed <= (upper ?? limit);
    case 'holds': return observed !== 0;
  }
}

/** Judges one condition. `observed` is null when the result has nothing to look at; then the condition does not hold. */
export function judge(condition: Condition, result: RunResult): Judgement {
  if (condition.measure === 'recovered') return judgeRecovered(condition, result);
  const measure = measures[condition.measure];
  assert(measure !== undefined, `a condition names a known measure, not ${condition.measure}`);
  const observed = measure.of(result, condition);
  if (observed !== null) return { held: satisfies(condition, observed), observed, observedText: observedText(measure.unit, observed) };
  if (measure.orNever) return { held: condition.compare === '>' || condition.compare === '>=', observed: null, observedText: 'never' };
  return { held: false, observed: null, observedText: 'nothing to observe' };
}

/** A figure in the unit of its measure as text: "41.2 ms", "12 min 28 s", "16.2%", "1,109.8/s". */
export function observedText(unit: Unit, value: number): string {
  switch (unit) {
    case 'time': return exactSpan(value / 1000);
    case 'span': return exactSpan(value);
    case 'share': return shareText(value);
    case 'rate': return grouped(rateText(value));
    case 'count': return grouped(plainNumber(value));
  }
}

/**
 * Recovered: no failure later than `within` after the end of the last cause. The last cause is the incident or cron job that ends last among those that
 * began before the class's last failure; one without an end counts from its beginning. Without any cause, the failures must end `within` before the run
 * does. `observed` is the time in seconds from the end of the cause to the last failure (0 if earlier or none), without a cause the quiet time at the end.
 */
function judgeRecovered(condition: Condition, result: RunResult): Judgement {
  const within = inSeconds(condition.within ?? 0);
  if (!Object.hasOwn(result.classes, condition.of)) return { held: false, observed: null, observedText: 'nothing to observe' };
  const windows = failureWindows(result, condition.of);
  if (windows.length === 0) return { held: true, observed: 0, observedText: 'no failures' };
  const lastFailure = windows.reduce((last, window) => Math.max(last, window.toS), 0);
  const causes = result.timeline.filter((one) => (one.kind === 'incident' || one.kind === 'cron') && one.atS < lastFailure);
  if (causes.length === 0) {
    const quiet = Math.max(0, result.run.lengthS - lastFailure);
    return { held: quiet >= within, observed: quiet, observedText: `no known cause; last failure ${exactSpan(quiet)} before the end` };
  }
  const causeEnd = causes.reduce((last, one) => Math.max(last, one.untilS ?? one.atS), 0);
  const after = Math.max(0, lastFailure - causeEnd);
  return { held: after <= within, observed: after, observedText: after === 0 ? 'no failure after the last cause ended' : `last failure ${exactSpan(after)} after the last cause ended` };
}

/** The promises of a scenario, judged, in their order. Confidence is for replications; here each is judged in the one run. */
export const promisesOf = (plans: readonly PromisePlan[], result: RunResult): PromiseResult[] => plans.map((plan) => ({ text: plan.text, ...judge(plan.condition, result) }));

/** The claims of a scenario, judged, in their order. */
export const claimsOf = (claims: readonly Claim[], result: RunResult): ClaimResult[] => claims.map((claim) => ({ text: claim.text, ...judge(claim.condition, result), published: claim.published }));
