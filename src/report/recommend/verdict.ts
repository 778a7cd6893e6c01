/** What a recommendation says: one sentence to act on, what speaks against it, what it does not say, and by which procedures it came about. */

import type { RecommendResult, RecommendSize } from '../../result/recommend.ts';
import { axisName } from '../sweep/words.ts';
import { counted, list, millis, share } from '../wording.ts';
import { counterOf } from './counter.ts';
import { theoryOf } from './theory.ts';
import { aNamed, figureText, judgedText, limitText, named } from './words.ts';

/** The same result with its sentences written. */
export const withRecommendation = (result: RecommendResult): RecommendResult => ({ ...result, theory: theoryOf(result), verdict: verdictOf(result), counter: counterOf(result), caveats: caveatsOf(result), procedure: procedureOf(result) });

const goals = (result: RecommendResult): string => list(result.objectives.map((one) => one.text));
const percent = (result: RecommendResult): string => `${share(result.confidence).replace('%', '')} %`;

function verdictOf(result: RecommendResult): string {
  switch (result.outcome) {
    case 'found': return foundText(result);
    case 'none': return noneText(result);
    case 'inconclusive': return openText(result);
  }
}

/** The judged figure of each objective at a size. */
const seenAt = (result: RecommendResult, size: RecommendSize | undefined): string =>
  list(result.objectives.flatMap((objective, o) => {
    const one = size?.objectives[o];
    return one === undefined ? [] : [`${objective.name} ${judgedText(objective, one)}`];
  }));

function foundText(result: RecommendResult): string {
  const at = result.smallest ?? 0;
  const size = result.sizes[at];
  const edge = size?.objectives.some((one) => one.onEdge) === true ? ' It lies on the edge: so near to the limit that either answer would do.' : '';
  const first = at === 0 ? ', the smallest that was tried,' : '';
  const fewer = at === 0 ? '' : ` ${result.sizes[at - 1]?.value} ${result.sizes[at - 1]?.objectives.some((one) => one.onEdge) ? 'lies on the edge' : 'is too few'}.`;
  return `${aNamed(result, at)}${first} is enough: the smallest that keeps ${goals(result)}, with ${percent(result)} confidence (${seenAt(result, size)}).${edge}${fewer}${upwards(result, at)}${better(result, at)}`;
}

/** The best of those that fit, where it is another one and better beyond chance. */
function better({ best, sizes }: RecommendResult, at: number): string {
  if (best === null || best.alike.includes(at)) return '';
  const [here, there] = [at, best.index].map((i) => sizes[i]?.figures?.[best.figure]?.mean ?? null);
  return ` The best of them is ${sizes[best.index]?.value}: ${best.figure === 'p99Ms' ? 'p99' : 'mean'} ${millis(there ?? null)} against ${millis(here ?? null)}.`;
}

/** How far up it stays right. */
function upwards(result: RecommendResult, at: number): string {
  const own = result.bands.findIndex((band) => at >= band.from && at <= band.to);
  const [band, next] = [result.bands[own], result.bands[own + 1]];
  const value = (index: number | undefined): string => result.sizes[index ?? -1]?.value ?? '';
  if (band === undefined) return '';
  if (next === undefined) return ` Larger ones do too, up to ${value(band.to)}, the largest that was tried.`;
  const again = result.bands.slice(own + 1).filter((one) => one.verdict === 'feasible').map((one) => (one.from === one.to ? value(one.from) : `${value(one.from)} to ${value(one.to)}`));
  const fails = result.bands.slice(own + 1).find((one) => one.verdict === 'infeasible');
  const range = band.from === band.to ? 'No larger one is safe' : `So do all up to ${value(band.to)}`;
  return ` ${range}${fails === undefined ? '; beyond that it stays open' : `; from ${value(fails.from)} on it fails again`}${again.length > 0 ? ` (and fits once more at ${list(again)})` : ''}.`;
}

function noneText(result: RecommendResult): string {
  const at = result.closest ?? 0;
  const size = result.sizes[at];
  const first = result.sizes[0]?.value ?? '';
  const missed = list(result.objectives.flatMap((objective, o) => {
    const one = size?.objectives[o];
    return one === undefined || one.verdict !== 'infeasible' ? [] : [`${objective.name} is ${figureText(objective, one.mean)} there, and the limit ${limitText(objective)}`];
  }));
  return `No ${axisName(result.axis)} from ${first} to ${result.sizes.at(-1)?.value} keeps ${goals(result)}, with ${percent(result)} confidence. ${named(result, at)} comes nearest: ${missed}. ${limitedBy(result, at)}`;
}

/** What stands in the way at the size that comes nearest. */
function limitedBy(result: RecommendResult, at: number): string {
  const figures = result.sizes[at]?.figures ?? null;
  const mean = (figure: string): number => figures?.[figure]?.mean ?? 0;
  if (mean('cpuUtilisation') > 0.9) return `The cores of the database are ${share(mean('cpuUtilisation'))} busy: no pool can help, only more cores, less work for each request, or fewer requests.`;
  if (at === result.sizes.length - 1 && mean('waitMeanMs') > 0.1 * mean('meanMs')) return 'It is the largest that was tried, and callers still wait for connections: larger ones may do.';
  if (mean('waitMeanMs') <= 0.1 * mean('meanMs')) return `Callers hardly wait for connections there (${millis(mean('waitMeanMs'))} of ${millis(mean('meanMs'))} on average): what takes the time is the work itself, not the pool.`;
  return 'Fewer connections make callers wait, more make the database slower: the size alone cannot mend it.';
}

function openText(result: RecommendResult): string {
  const open = result.sizes.flatMap((size, i) => (size.verdict === 'undecided' && size.basis === 'simulated' && (result.smallest === null || i < result.smallest) ? [size] : []));
  const [first] = open;
  const undecided = list((first === undefined ? [] : result.objectives).flatMap((objective, o) => {
    const one = first?.objectives[o];
    return one?.verdict === 'undecided' ? [`${objective.name} is ${judgedText(objective, one)} there, and the limit ${limitText(objective)}`] : [];
  }));
  const needed = Math.max(0, ...open.flatMap((size) => size.objectives.map((one) => one.runsNeeded ?? 0)));
  const more = needed > result.cap ? ` About ${counted(needed, 'run')} would tell: --runs ${needed}.` : '';
  const safe = result.smallest === null ? ' No size is known to keep it.' : ` ${aNamed(result, result.smallest)} surely does.`;
  const runs = Math.max(...open.map((size) => size.runs), 0);
  return `Inconclusive after ${counted(runs, 'run')}: whether ${named(result, result.sizes.indexOf(first as RecommendSize))}${open.length > 1 ? ` (or ${list(open.slice(1, 5).map((size) => size.value))})` : ''} keeps ${goals(result)} is open. ${undecided}.${safe}${more}`;
}

function caveatsOf(result: RecommendResult): string[] {
  const byMean = result.objectives.some((one) => one.judgedBy === 'mean');
  const size = result.sizes[result.smallest ?? result.closest ?? 0];
  const unrun = result.sizes.filter((one) => one.basis === 'between').length;
  return [
    'It holds for this scenario: another load, another mix of queries, a job that is not in it move every number.',
    ...(byMean && size?.kept !== null && size?.kept !== undefined ? [`Objectives are judged by the mean over runs. Single runs differ: at ${size.value}, ${size.kept.runs} of ${size.kept.of} kept them all; of all possible runs ${share(size.kept.low)} to ${share(size.kept.high)} would (95 %).`] : []),
    ...(result.objectives.filter((one) => one.judgedBy === 'runs').map((one) => `${one.text} is judged by how often it holds: in at least ${share(one.share ?? 0)} of all runs.`)),
    ...(unrun > 0 ? [`${counted(unrun, 'size')} of ${result.sizes.length} were not simulated, because both neighbours that were have one verdict. Shape of the curve: ${result.shape.says}.`] : []),
    'Intervals take means of runs as normal; where failures are rare, at least ten of them as one.',
  ];
}

function procedureOf(result: RecommendResult): string[] {
  const { sizes, objectives, best } = result;
  const zones = list(objectives.map((one) => `${one.name} ± ${figureText(one, one.zone)}`));
  return [
    `Feasibility: repeated confidence intervals (Jennison & Turnbull 1989; for simulated systems Andradóttir & Kim 2010) at 10, 20, 40 … runs of a size, at most ${result.cap}, on common random numbers. The errors are divided among ${counted(sizes.length, 'size')}, ${counted(objectives.length, 'objective')} and all looks, so that with ${percent(result)} confidence no size is called right or wrong in error, unless it lies within the zone of indifference around its limit (${zones}).`,
    ...(best === null ? [] : [`Best: Kim & Nelson's fully sequential selection (2001) by ${best.figure === 'p99Ms' ? 'p99' : 'the mean'} of ${best.class}, with a zone of indifference of ${millis(best.zoneMs)}, among the simulated sizes that fit; sizes alike it from paired differences for all comparisons together (Nelson & Matejcik 1995).`]),
  ];
}
