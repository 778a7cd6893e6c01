/** What a sweep says in plain words: the smallest value that keeps the promises, the best one, and from where on more or less does harm; and what it does not say. */

import type { SweepLine, SweepPoint, SweepResult } from '../../result/sweep.ts';
import { list, millis, sentence, share } from '../wording.ts';
import { whySentence } from './why.ts';
import { axisName, firstValue, othersText, runsText, shareSpan, spanText } from './words.ts';

/** The same result with its verdicts and caveats written. */
export const withVerdicts = (result: SweepResult): SweepResult => ({
  ...result, lines: result.lines.map((line) => ({ ...line, verdict: verdictOf(result, line) })), caveats: caveatsOf(result),
});

function verdictOf(result: SweepResult, line: SweepLine): string[] {
  const where = othersText(result, line.others);
  const said = [promiseSentence(result, line), bestSentence(result, line), whySentence(result, line), harmSentence(result, line)];
  return said.filter((one) => one !== '').map((one, i) => (i === 0 && where !== '' ? `${sentence(where)}: ${one}` : sentence(one)));
}

const pointsOf = (result: SweepResult, line: SweepLine): SweepPoint[] => line.points.map((i) => result.points[i]).filter((one) => one !== undefined);

/** Promises that set a goal: `between` and `==` describe. */
const goalsOf = (point: SweepPoint) => point.promises.filter((promise) => !/ between |==/.test(promise.text));

function promiseSentence(result: SweepResult, line: SweepLine): string {
  const [axis] = result.axes;
  const points = pointsOf(result, line);
  const [first] = points;
  if (axis === undefined || first === undefined || goalsOf(first).length === 0) return '';
  const name = axisName(axis);
  const texts = goalsOf(first).map((promise) => promise.text);
  const goals = `${texts.length === 1 ? 'the promise' : 'the promises'} ${list(texts)}`;
  const keeps = (point: SweepPoint): boolean => goalsOf(point).every((promise) => promise.verdict === 'held');
  const kept = points.filter(keeps);
  const runs = runsText(result);
  if (kept.length === 0) {
    const open = points.filter((point) => goalsOf(point).every((promise) => promise.verdict !== 'failed'));
    return open.length === 0 ? `no ${name} of those tried keeps ${goals}.` : `no ${name} surely keeps ${goals}; in ${runs} it stays open at ${list(open.slice(0, 6).map(firstValue))}.`;
  }
  const smallest = kept[0];
  const after = points.slice(points.indexOf(smallest as SweepPoint)).filter((point) => !keeps(point));
  const again = after.length === 0 ? '' : ` Larger is not safe by itself: at ${after.length > 6 ? `${after.slice(0, 5).map(firstValue).join(', ')} and ${after.length - 5} more` : list(after.map(firstValue))} it is not kept.`;
  return `the smallest ${name} that keeps ${goals} is ${firstValue(smallest)}${kept.length === points.length ? ', the smallest that was tried' : ''}.${again}`;
}

function bestSentence(result: SweepResult, line: SweepLine): string {
  const [axis] = result.axes;
  const best = result.points[line.best];
  const figures = best?.classes[line.class];
  if (axis === undefined || best === undefined || figures === undefined) return '';
  const shares = pointsOf(result, line).map((point) => point.classes[line.class]?.failedShare?.mean ?? 0);
  const failing = shares.some((one) => one > 0);
  if (shares.every((one) => one >= 1)) return `no ${axisName(axis)} that was tried serves a single request of ${line.class}: look for another cause.`;
  const failed = figures.failedShare ?? null;
  const outcome = !failing ? ', and nothing fails at any value tried' : (failed?.mean ?? 0) === 0 ? ', and nothing fails' : `; even there ${shareSpan(failed)} of the requests fail`;
  return sentence(`for ${line.class} the best ${axisName(axis)} is ${firstValue(best)}: p99 ${spanText(figures.p99Ms ?? null)}${outcome}.`);
}

/** How much worse a point is than the best one: "p99 31 ms longer" or "4% more fail". */
function harm(point: SweepPoint | undefined): string {
  const failed = point?.worse?.failedShare;
  const p99 = point?.worse?.p99Ms;
  const words = [
    ...(failed !== null && failed !== undefined && failed.mean > 0 && (failed.low ?? 0) > 0 ? [`${share(failed.mean)} more of the requests fail`] : []),
    ...(p99 !== null && p99 !== undefined && p99.mean > 0 && (p99.low ?? 0) > 0 ? [`p99 is ${millis(p99.mean)} longer`] : []),
  ];
  return list(words);
}

function harmSentence(result: SweepResult, line: SweepLine): string {
  const [axis] = result.axes;
  const points = pointsOf(result, line);
  if (axis === undefined || points.length < 2 || result.seeds.length < 2) return '';
  const [small, large] = [line.tooSmall.at(-1), line.tooLarge.at(-1)].map((i) => (i === undefined ? undefined : result.points[i]));
  const from = result.points[line.tooLarge[0] ?? -1];
  const last = points.at(-1);
  const below = small === undefined ? '' : `${firstValue(small)} is too small beyond doubt: ${harm(small)}. `;
  if (large === undefined) return last !== undefined && points.indexOf(last) > line.points.indexOf(line.best) ? `${below}Up to ${firstValue(last)}, more does no harm that ${runsText(result)} can show.` : below.trim();
  const onward = line.tooLarge.length > 1 && line.points.slice(line.points.indexOf(line.tooLarge[0] ?? -1)).every((i) => line.tooLarge.includes(i));
  const many = line.tooLarge.length === 1 ? `${firstValue(large)} does harm` : `${onward ? `From ${firstValue(from)} on more does harm` : `Of the larger ones ${list(line.tooLarge.slice(0, 6).map((i) => firstValue(result.points[i])))}${line.tooLarge.length > 6 ? ' and others' : ''} do harm`}; the largest harmful value is ${firstValue(large)}`;
  return `${below}${many}: ${harm(large)}.`;
}

function caveatsOf(result: SweepResult): string[] {
  const runs = result.seeds.length;
  return [
    'It holds for this scenario: another load, another mix of queries or a job that is not in it moves every number.',
    runs < 2 ? 'One run for each point has no interval: --runs 20 gives one.' : `Intervals are 95 % for each figure over ${runsText(result)} on the same seeds; harm is judged for all values of a line together, from paired differences.`,
    'The best value was picked from the runs that also measure it, which flatters it a little; values in between were not tried.',
  ];
}
