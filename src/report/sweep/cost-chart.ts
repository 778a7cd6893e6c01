/** The cost of being wrong on either side: p99 and failures of every value against the best one, over bands that say which values are too small, as good, too large. */

import type { SweepResult } from '../../result/sweep.ts';
import { labelled, type Picture, short, slug, type Spec, whole } from '../charts/chart.ts';
import { textWidth } from '../charts/letters.ts';
import { colours, ink, plotWidth } from '../charts/theme.ts';
import { share } from '../wording.ts';
import { type CostFigures, type CostPoint, type CostSide, costsOf, type Loss } from './cost.ts';
import { beyond, markLabels, markRoom, markRules, type SizeAxis, sizeAxis } from './size-axis.ts';
import { axisName, othersText, runsText } from './words.ts';

const mostPictures = 4;

/** Bands behind the curves: starved, as good as the best, too much. */
const bandColours: { readonly [side in CostSide]: string } = { tooSmall: '#fbe3d3', asGood: '#d9efe6', best: '#d9efe6', tooLarge: '#e6dcf3' };

const stripHeight = 18;

/** A picture for each line of the sweep whose first axis has an order; none without. */
export function costChart(result: SweepResult): Picture[] {
  if ((result.axes[0]?.numbers ?? null) === null || (result.axes[0]?.values.length ?? 0) < 2) return [];
  return result.lines.slice(0, mostPictures).flatMap((line) => {
    const figures = costsOf(result, line, { where: othersText(result, line.others), runs: runsText(result) });
    return figures === null ? [] : [costPicture(figures, `sweep-cost${line.others.length === 0 ? '' : `-${slug(line.others.join(' '))}`}`)];
  });
}

/** The picture of these figures, whoever made them. The values must have an order. */
export function costPicture(figures: CostFigures, id: string): Picture {
  const scale = sizeAxis(figures.axis);
  const name = axisName(figures.axis);
  const title = `What does it cost ${figures.class} to miss the ${calledIn(figures)} ${name}, on either side?`;
  const best = figures.points[figures.best]?.value ?? '';
  const says = `${costWords(figures)} Everything is measured against ${best}, run by run over ${figures.runs}${figures.where === '' ? '' : ` ${figures.where}`}; ribbons are 95 % intervals.${beyond(figures.axis, scale, figures)}`;
  const fails = figures.points.some(({ failedMore }) => failedMore !== null && (failedMore.mean !== 0 || failedMore.high !== 0));
  const behind = [...bands(figures, scale), ...markRules(figures.axis, scale, figures), bestRule(figures, scale)];
  const strip = { width: plotWidth, height: stripHeight, layer: [...bandNames(figures, scale), ...markLabels(figures.axis, scale, figures)] };
  const upper = { width: plotWidth, height: 190, layer: [...behind, ...timesPanel(figures, scale, !fails)] };
  const lower = { width: plotWidth, height: 130, layer: [...behind, ...morePanel(figures, scale)] };
  return {
    id, title, reads: says, alt: costWords(figures),
    spec: whole(title, says, { vconcat: fails ? [strip, upper, lower] : [strip, upper], spacing: 7, resolve: { scale: { color: 'independent', x: 'independent', y: 'independent' } } }, markRoom(figures.axis, scale, figures)),
  };
}

const calledIn = ({ called = 'best' }: CostFigures): string => called;

/** What is lost at a value: "16.5% more fail and p99 is 16 times as long". */
function lossWords({ failedMore, p99Times }: CostPoint): string {
  const words = [
    ...(failedMore !== null && failedMore.low > 0 ? [`${share(failedMore.mean)} more of the requests fail`] : []),
    ...(p99Times !== null && p99Times.low > 1 ? [p99Times.mean >= 1.95 ? `p99 is ${times(p99Times.mean)} as long` : `p99 is ${share(p99Times.mean - 1)} longer`] : []),
  ];
  return words.join(' and ');
}

/** A factor in words: "16 times". */
const times = (factor: number): string => `${factor >= 9.5 ? factor.toFixed(0) : Number(factor.toFixed(1))} times`;

/** Both sides in words: the nearest value that is worse beyond doubt, and the farthest that was tried. */
export function costWords(figures: CostFigures): string {
  const of = (side: CostSide): CostPoint[] => figures.points.filter((point) => point.side === side);
  const [small, large, last, first] = [of('tooSmall'), of('tooLarge'), figures.points.at(-1), figures.points[0]];
  const told = (near: CostPoint | undefined, far: CostPoint | undefined): string =>
    [near, ...(far === near ? [] : [far])].flatMap((point) => (point === undefined || lossWords(point) === '' ? [] : [`at ${point.value}, ${lossWords(point)}`])).join('; ');
  const below = figures.best === 0 ? `no smaller value than ${first?.value ?? ''} was tried` : small.length === 0 ? 'nothing is lost beyond doubt on the smaller side' : told(small.at(-1), small[0]);
  const above = figures.best === figures.points.length - 1 ? `no larger value than ${last?.value ?? ''} was tried` : large.length === 0 ? `up to ${last?.value ?? ''} nothing is lost by more` : told(large[0], large.at(-1));
  return `Too small: ${below}. Too large: ${above}.`;
}

interface Band { readonly side: CostSide; readonly from: number; readonly to: number }

/** Values of one side that follow each other, from halfway to the value before until halfway to the next. */
function bandsOf(figures: CostFigures, scale: SizeAxis): readonly Band[] {
  const edges = [scale.domain[0], ...scale.at.slice(1).map((x, i) => scale.middle(scale.at[i] ?? x, x)), scale.domain[1]];
  const found: Band[] = [];
  for (const [i, point] of figures.points.entries()) {
    const side = point.side === 'best' ? 'asGood' : point.side;
    const [last, to] = [found.at(-1), edges[i + 1] ?? scale.domain[1]];
    if (last?.side === side) found[found.length - 1] = { ...last, to };
    else found.push({ side, from: edges[i] ?? 0, to });
  }
  return found;
}

const rect = ({ from, to }: Band, color: string): Spec => ({
  data: { values: [{ from, to }] }, mark: { type: 'rect', color, opacity: 1 }, encoding: { x: { field: 'from', type: 'quantitative' }, x2: { field: 'to' } },
});

const bands = (figures: CostFigures, scale: SizeAxis): Spec[] => bandsOf(figures, scale).filter(({ side }) => side !== 'asGood').map((band) => rect(band, bandColours[band.side]));

/** The strip above the plots that names the bands, where the name fits. */
function bandNames(figures: CostFigures, scale: SizeAxis): Spec[] {
  const best = figures.points[figures.best]?.value ?? '';
  const names: { readonly [side in CostSide]: readonly string[] } = { tooSmall: ['too small'], asGood: figures.called === undefined ? [`as good as the best, ${best}`, `best ${best}`, best] : ['fits', best], best: [], tooLarge: ['too large'] };
  const bare = { title: null, labels: false, ticks: false, domain: false, grid: false };
  return bandsOf(figures, scale).flatMap((band): Spec[] => {
    const room = (scale.share(band.to) - scale.share(band.from)) * plotWidth - 6;
    const name = names[band.side].find((one) => textWidth(one, 10.5) < room);
    const x = { field: 'x', type: 'quantitative', scale: { type: scale.log ? 'log' : 'linear', domain: scale.domain, nice: false, zero: false }, axis: bare };
    const text = { data: { values: [{ x: scale.middle(band.from, band.to), text: name }] }, mark: { type: 'text', baseline: 'middle', fontSize: 10.5, color: ink }, encoding: { x, y: { value: stripHeight / 2 }, text: { field: 'text', type: 'nominal' } } };
    return [rect(band, bandColours[band.side]), ...(name === undefined ? [] : [text])];
  });
}

const bestRule = (figures: CostFigures, scale: SizeAxis): Spec => ({
  data: { values: [{ x: scale.at[figures.best] ?? 0 }] }, mark: { type: 'rule', strokeWidth: 1.6, color: colours.capacity }, encoding: { x: { field: 'x', type: 'quantitative' } },
});

/** A ribbon, a line and dots of one loss, with the best one's as a level line. */
function curve(figures: CostFigures, scale: SizeAxis, pick: (point: CostPoint) => Loss | null, look: { readonly colour: string; readonly base: number; readonly labels: boolean; readonly y: Spec }): Spec[] {
  const values = figures.points.map((point, i) => {
    const loss = pick(point);
    return { x: scale.at[i] ?? 0, mean: short(loss?.mean ?? null), low: short(loss?.low ?? null), high: short(loss?.high ?? null), best: i === figures.best };
  });
  const x = scale.channel(look.labels);
  return [
    { data: { values: [{ y: look.base }] }, mark: { type: 'rule', color: colours.capacity, strokeWidth: 1.2 }, encoding: { y: { ...look.y, field: 'y' } } },
    { data: { values }, mark: { type: 'area', opacity: 0.22, color: look.colour }, encoding: { x, y: { ...look.y, field: 'low' }, y2: { field: 'high' } } },
    { data: { values }, mark: { type: 'line', strokeWidth: 1.8, color: look.colour }, encoding: { x, y: { ...look.y, field: 'mean' } } },
    { data: { values: values.filter((one) => !one.best) }, mark: { type: 'point', filled: true, size: 16, opacity: 1, color: look.colour }, encoding: { x, y: { ...look.y, field: 'mean' } } },
    { data: { values: values.filter((one) => one.best) }, mark: { type: 'point', shape: 'diamond', filled: true, size: 80, opacity: 1, color: colours.capacity }, encoding: { x, y: { ...look.y, field: 'mean' } } },
  ];
}

/** Factors that are drawn on the axis where they lie inside. */
const ticks = [0.1, 0.2, 0.5, 0.8, 1, 1.2, 1.5, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 1e4, 1e5, 1e6];
const fewTicks = [0.01, 0.1, 1, 10, 100, 1000, 1e4, 1e5, 1e6];

function timesPanel(figures: CostFigures, scale: SizeAxis, labels: boolean): Spec[] {
  const all = figures.points.flatMap(({ p99Times }) => (p99Times === null ? [] : [p99Times.low, p99Times.mean, p99Times.high])).filter((value) => value > 0.01);
  const domain = [Math.min(0.9, ...all.map((value) => value * 0.95)), Math.max(1.3, ...all.map((value) => value * 1.05))] as const;
  const values = (domain[1] / domain[0] > 60 ? fewTicks : ticks).filter((tick) => tick >= domain[0] && tick <= domain[1]);
  const y = { type: 'quantitative', scale: { type: 'log', domain, nice: false, clamp: true }, axis: { title: `p99, times the ${calledIn(figures)}`, ...labelled(values, values.map((value) => `${value}×`)), labelOverlap: 'greedy' } };
  return curve(figures, scale, (point) => point.p99Times, { colour: colours.busy, base: 1, labels, y });
}

function morePanel(figures: CostFigures, scale: SizeAxis): Spec[] {
  const all = figures.points.flatMap(({ failedMore }) => (failedMore === null ? [] : [failedMore.low, failedMore.high])).map((value) => value * 100);
  const domain = [Math.min(0, ...all), Math.max(1, ...all) * 1.05];
  const hundred = (loss: Loss | null): Loss | null => (loss === null ? null : { mean: loss.mean * 100, low: loss.low * 100, high: loss.high * 100 });
  return curve(figures, scale, (point) => hundred(point.failedMore), { colour: colours.failed, base: 0, labels: true, y: { type: 'quantitative', scale: { domain, nice: false }, axis: { title: 'more fail', tickCount: 4, labelExpr: "datum.label + ' %'" } } });
}
