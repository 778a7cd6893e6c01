/** A recommendation in words: an objective's figure in its unit, how often something happens, and how one size compares with another. */

import type { RecommendObjective, RecommendResult, RecommendSize, SizeObjective } from '../../result/recommend.ts';
import type { Estimate } from '../../result/sweep.ts';
import { axisName } from '../sweep/words.ts';
import { list, level, millis, share, span } from '../wording.ts';

/** Shares to two digits below one per cent: "0.075%". */
const fineShare = (value: number): string => (value > 0 && value < 0.01 ? `${Number((value * 100).toPrecision(2))}%` : share(value));

/** A judged figure in the unit of its objective. */
export function figureText({ unit, judgedBy }: Pick<RecommendObjective, 'unit' | 'judgedBy'>, value: number | null): string {
  if (value === null) return '–';
  if (judgedBy === 'runs') return `${share(value)} of runs`;
  switch (unit) {
    case 'ms': return millis(value);
    case 's': return span(value);
    case 'share': return fineShare(Math.max(0, value));
    case '/s': return `${level(value)}/s`;
    case 'count': return level(value);
  }
}

/** "182 ms (170 ms to 195 ms)". */
export function judgedText(objective: RecommendObjective, one: SizeObjective): string {
  const { mean, low, high } = one;
  const [from, to] = [low, high].map((value) => figureText(objective, value === null ? null : Math.max(0, value)));
  return low === null || high === null || from === to ? figureText(objective, mean) : `${figureText(objective, mean)} (${from} to ${to})`;
}

/** The limit in words: "250 ms", "at least 90% of runs". */
export function limitText(objective: RecommendObjective): string {
  const { atLeast, atMost } = objective;
  if (atLeast !== null && atMost !== null) return `${figureText(objective, atLeast)} to ${figureText(objective, atMost)}`;
  return atMost !== null ? figureText(objective, atMost) : `at least ${figureText(objective, atLeast)}`;
}

/** What is chosen, as a noun before a value: "maximumPoolSize 12". */
export const named = (result: RecommendResult, index: number): string => `${axisName(result.axis)} ${result.sizes[index]?.value ?? ''}`;

/** The same as the beginning of a sentence: "A maximumPoolSize of 12". */
export const aNamed = (result: RecommendResult, index: number): string => `A ${axisName(result.axis)} of ${result.sizes[index]?.value ?? ''}`;

/** "1 run in 20", "3 of 10 runs", "every run". */
export function often(times: number, of: number): string {
  if (times === of) return `${of === 1 ? 'the one run' : `all ${of} runs`}`;
  return times > 0 && of / times >= 5 ? `1 run in ${Math.round(of / times)}` : `${times} of ${of} runs`;
}

const sure = (one: Estimate | null | undefined): one is Estimate => one !== null && one !== undefined && one.low !== null && one.high !== null && (one.low > 0 || one.high < 0);

/** How a size differs from the reference, where the difference is beyond chance: "p99 is 12 ms longer and 0.4% more of the requests fail". */
export function differs({ against }: RecommendSize): string {
  if (against === null) return '';
  const { p99Ms, failedShare } = against;
  const words = [
    ...(sure(failedShare) && Math.abs(failedShare.mean) >= 0.0001 ? [`${fineShare(Math.abs(failedShare.mean))} ${failedShare.mean > 0 ? 'more' : 'fewer'} of the requests fail`] : []),
    ...(sure(p99Ms) ? [`p99 is ${millis(Math.abs(p99Ms.mean))} ${p99Ms.mean > 0 ? 'longer' : 'better'}`] : []),
  ];
  return list(words);
}

/** What goes wrong at a size, and how often: "1 run in 20 breaks an objective". Empty where nothing ever did. */
export function breaks({ kept }: RecommendSize, objectives: readonly RecommendObjective[]): string {
  if (kept === null || kept.runs === kept.of) return '';
  return `${often(kept.of - kept.runs, kept.of)} break${kept.of - kept.runs === 1 || kept.of / (kept.of - kept.runs) >= 5 ? 's' : ''} ${objectives.length === 1 ? (objectives[0]?.text ?? '') : 'an objective'}`;
}
