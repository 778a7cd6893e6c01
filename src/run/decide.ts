/**
 * Runs until every promise with a confidence is decided: it looks after ten runs, then each time after half as many again, until the interval of
 * what was promised lies wholly on one side of its limit, or the cap is reached. Looking often would find a false answer in the end, so the error that the
 * confidence allows is divided equally among all looks of the plan (Bonferroni): the chance of any wrong verdict stays below it.
 * The first look that decides a promise stands. Verdicts follow from the runs in the order of their seeds alone, whoever made them.
 */

import type { PromisePlan } from '../promise.ts';
import { observedText } from '../promise/judge.ts';
import { measures } from '../promise/measures.ts';
import type { PromiseDecision, PromiseResult, RunResult } from '../result.ts';
import { shareText } from '../units/text.ts';
import { grouped } from '../units/words.ts';
import { leastRuns, type Seen, type Sight, sightOf } from './promised.ts';

/** Most runs where nobody says how many. */
export const usualCap = 200;
const growth = 1.5;

/** After how many runs the plan looks: 10, 15, 23, 35, …, the cap. A cap below ten allows one look. */
export function looksUpTo(cap: number): number[] {
  const looks: number[] = [];
  // A last look shortly after the one before would cost more confidence than its few runs bring.
  for (let runs = leastRuns; runs * Math.sqrt(growth) < cap; runs = Math.ceil(runs * growth)) looks.push(runs);
  return [...looks, cap];
}

/** Where things stand: what is decided so far, and how many runs there must be to look again (null: nothing more to find out). */
export interface Standing {
  /** For each promise; null where it has no confidence. */
  readonly decisions: readonly (PromiseDecision | null)[];
  readonly next: number | null;
}

/** Looks at the runs made so far: for each promise, what each of them saw, in the order of their seeds. */
export function standingOf(promises: readonly PromisePlan[], seen: readonly (readonly Seen[])[], cap: number): Standing {
  const looks = looksUpTo(cap);
  const made = Math.min(cap, ...seen.map((runs) => runs.length));
  const decisions = promises.map((plan, i) => (plan.confidence === null ? null : decided(plan, plan.confidence, seen[i] ?? [], looks, made)));
  const open = decisions.some((one) => one !== null && one.verdict === 'inconclusive');
  return { decisions, next: open ? (looks.find((look) => look > made) ?? null) : null };
}

function decided(plan: PromisePlan, confidence: number, seen: readonly Seen[], looks: readonly number[], made: number): PromiseDecision | null {
  const level = 1 - (1 - confidence) / looks.length;
  let last: PromiseDecision | null = null;
  for (const look of looks.filter((one) => one <= made)) {
    const runs = seen.slice(0, look);
    const sight = sightOf(plan, runs, level);
    last = decisionOf(plan, confidence, sight, runs, looks);
    if (sight.verdict !== 'inconclusive') return last;
  }
  return last ?? (made === 0 ? null : decisionOf(plan, confidence, { ...sightOf(plan, seen.slice(0, made), level), verdict: 'inconclusive' }, seen.slice(0, made), looks));
}

function decisionOf(plan: PromisePlan, confidence: number, { needed, ...sight }: Sight, seen: readonly Seen[], looks: readonly number[]): PromiseDecision {
  const runs = seen.length;
  const moreRuns = sight.verdict !== 'inconclusive' || needed === null ? null : roundUp(Math.max(1, needed - runs));
  const decision = { confidence, ...sight, low: finite(sight.low), high: finite(sight.high), heldIn: seen.filter((one) => one.held).length, runs, looks, moreRuns };
  return { ...decision, says: sentence(plan, decision) };
}

const finite = (value: number | null): number | null => (value === null || !Number.isFinite(value) ? null : value);

/** To two digits, upwards: 347 becomes 350. */
function roundUp(count: number): number {
  let unit = 1;
  while (count / unit >= 100) unit *= 10;
  return Math.ceil(count / unit) * unit;
}

/** A result whose promises with a confidence say what was decided over all runs; findings are those of the one run still. */
export const withDecisions = (result: RunResult, decisions: readonly (PromiseDecision | null)[]): RunResult => ({
  ...result,
  promises: result.promises.map((one, i): PromiseResult => {
    const decision = decisions[i] ?? null;
    return decision === null ? one : { ...one, held: decision.verdict === 'held', observed: decision.estimate, observedText: decision.says, decision };
  }),
});

/** One run as each of the promises sees it. */
export const seenBy = (promises: readonly PromisePlan[], { promises: judged, classes }: RunResult): Seen[] => promises.map(({ condition: { measure, of } }, i) => {
  const one = classes[of];
  return { held: judged[i]?.held === true, observed: judged[i]?.observed ?? null, trials: measure === 'failedShare' && one !== undefined ? one.served + one.failed : null };
});

/** "mean 231 ms (225 ms to 238 ms) over 23 runs". */
function sentence({ condition }: PromisePlan, one: Omit<PromiseDecision, 'says'>): string {
  const unit = measures[condition.measure]?.unit ?? 'count';
  const word = (value: number | null): string => (value === null ? 'unknown' : one.of === 'runs' ? shareText(Math.round(value * 1000) / 1000) : observedText(unit, Number(value.toPrecision(4))));
  const seen = one.of === 'runs' ? `held in ${one.heldIn} of ${grouped(String(one.runs))} runs (${word(one.low)} to ${word(one.high)} of all runs; ${shareText(one.target ?? 0)} promised)`
    : `${one.of === 'mean' ? `mean ${word(one.estimate)}` : `${word(one.estimate)} of all requests`}${one.high === null ? '' : ` (${word(one.low)} to ${word(one.high)})`} over ${grouped(String(one.runs))} run${one.runs === 1 ? '' : 's'}`;
  if (one.verdict !== 'inconclusive') return seen;
  const more = one.moreRuns === null ? 'no number of runs can be named that would tell' : `about ${grouped(String(one.moreRuns))} more would tell`;
  return `${seen}: undecided, ${more}${/rare/.test(one.method) ? ' (so far nothing rules out rare bad runs)' : ''}`;
}
