/** What a comparison says in one sentence of plain words with numbers: which side is better, by how much, what gets worse; and what it does not say. */

import type { ComparedFigure, CompareResult } from '../../result/compare.ts';
import { counted, list } from '../wording.ts';
import { apartText, figureName, moves, valueText } from './words.ts';

/** Figures that a verdict tells, the weightiest first. */
const weight = ['heldShare', 'failedShare', 'p99Ms', 'waitMeanMs', 'goodputPerS', 'timeouts', 'p95Ms', 'p50Ms'];
const rank = (one: ComparedFigure): number => (weight.indexOf(one.figure) + weight.length + 1) % (weight.length + 1);

/** So many are told; the table has the rest. */
const most = 4;

/** The same result with its verdict and caveats written. */
export const withVerdict = (result: CompareResult): CompareResult => ({ ...result, verdict: verdictOf(result), caveats: [...result.caveats, ...caveatsOf(result)] });

function verdictOf(result: CompareResult): string {
  if (result.outcome === 'undecided') return undecided(result);
  const better = told(result, 'better');
  const worse = told(result, 'worse');
  if (result.outcome === 'better') return `B is better: ${better}; ${worse === '' ? 'nothing gets worse that these runs can show' : `only a little gets worse: ${worse}`}.`;
  if (result.outcome === 'worse') return `B is worse: ${worse}; ${better === '' ? 'nothing gets better that these runs can show' : `only a little gets better: ${better}`}.`;
  return `B is better in some ways and worse in others. Better: ${better}. Worse: ${worse}.`;
}

/** The figures with this verdict, the slight ones last and only where there is nothing else. */
function told(result: CompareResult, verdict: 'better' | 'worse'): string {
  const all = result.figures.filter((one) => one.verdict === verdict).toSorted((x, y) => Number(x.slight) - Number(y.slight) || rank(x) - rank(y));
  const plain = all.filter((one) => !one.slight);
  const chosen = plain.length > 0 ? plain : all;
  const rest = chosen.length - most;
  return [...chosen.slice(0, most).map((one) => change(one, verdict)), ...(rest > 0 ? [`and ${counted(rest, 'more figure')}`] : [])].join('; ');
}

/** "failures of api fall from 16.4% to 0.1% (15.9 to 16.7 points less, 20 of 20 runs)". */
function change(one: ComparedFigure, verdict: 'better' | 'worse'): string {
  const runs = one.betterIn + one.worseIn + one.equalIn;
  if (one.room === 'promises') return `${figureName(one)} holds in ${Math.round((one.b?.mean ?? 0) * runs)} of ${runs} runs instead of ${Math.round((one.a?.mean ?? 0) * runs)}`;
  if (one.slight) return `${figureName(one)} (${apartText(one)})`;
  const agreeing = verdict === 'better' ? one.betterIn : one.worseIn;
  return `${moves(one)} from ${valueText(one, one.a?.mean)} to ${valueText(one, one.b?.mean)} (${apartText(one)}, ${agreeing} of ${runs} runs)`;
}

function undecided(result: CompareResult): string {
  const runs = counted(result.seeds.length, 'pair of runs', 'pairs of runs');
  if (result.figures.length > 0 && result.figures.every((one) => one.verdict === 'same')) return `No difference at all: every figure is the same in all ${runs}.`;
  const open = result.figures.filter((one) => one.verdict === 'open' && one.room !== 'promises' && one.difference !== null).toSorted((x, y) => rank(x) - rank(y)).slice(0, most);
  if (open.length === 0) return `No difference can be seen in ${runs}.`;
  return `No difference can be seen in ${runs}: B against A, ${list(open.map((one) => `${figureName(one)} ${apartText(one)}`))}; more runs would narrow that.`;
}

function caveatsOf(result: CompareResult): string[] {
  const failing = result.figures.some((one) => one.figure === 'failedShare' && (one.verdict === 'better' || one.verdict === 'worse') && !one.slight);
  return [
    ...(failing ? ['Latency is that of the requests that were served: where fewer fail, slow ones are counted that failed before.'] : []),
    `Each interval is a 95 % one over ${counted(result.seeds.length, 'pair of runs', 'pairs of runs')} on the same seeds. The verdict judges all figures together (Bonferroni), so that one of many does not stand out by chance.`,
    'Percentiles are read from a histogram: each is within 1 % of the true one, however narrow its interval is, and two that lie closer are not told apart.',
    'It holds for these two scenarios: another load or a job that is not in them moves every number.',
  ];
}
