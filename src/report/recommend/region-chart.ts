/** Which sizes keep the objectives: each objective with the interval that decided, its limit and what theory says, over bands that say where all of them are met. */

import type { Feasibility, RecommendObjective, RecommendResult } from '../../result/recommend.ts';
import type { Preview } from '../../result/sweep.ts';
import { labelled, type Picture, short, type Spec, whole } from '../charts/chart.ts';
import { latencyAxis, latencyDomain } from '../charts/latency-axis.ts';
import { textWidth } from '../charts/letters.ts';
import { colours, ink, plotWidth, quiet } from '../charts/theme.ts';
import { beyond, markLabels, markRoom, markRules, type SizeAxis, sizeAxis } from '../sweep/size-axis.ts';
import { axisName } from '../sweep/words.ts';
import { list } from '../wording.ts';
import { regionText } from './table.ts';
import { figureText, limitText } from './words.ts';

/** Objectives that fit one page; the others stand in the table. */
const mostPlots = 4;
const stripHeight = 18;

const bandColours: { readonly [verdict in Feasibility]: string } = { feasible: '#d9efe6', infeasible: '#fbe3d3', undecided: '#ececec' };
const dotColours: { readonly [verdict in Feasibility]: string } = { feasible: colours.capacity, infeasible: colours.failed, undecided: quiet };
const bandNames: { readonly [verdict in Feasibility]: string } = { feasible: 'fits', infeasible: 'fails', undecided: 'open' };

export function regionPicture(result: RecommendResult): Picture {
  const scale = sizeAxis(result.axis);
  const name = axisName(result.axis);
  const title = `Which ${name} keeps ${list(result.objectives.slice(0, 2).map((one) => one.text))}${result.objectives.length > 2 ? ' and the rest' : ''}?`;
  const theory = result.sizes.some((size) => result.objectives.some((one) => inTheory(one, size.preview) !== null));
  const says = `Dots are means of runs with the interval that decided (${Math.round(result.confidence * 1000) / 10} % for all sizes and looks together): green fits, red fails, grey is open. The dashed line is the limit${theory ? ', the dotted curve what theory says' : ''}.${beyond(result.axis, scale, result)}`;
  const shown = result.objectives.slice(0, mostPlots);
  const behind = [...bands(result, scale), ...markRules(result.axis, scale, result), ...chosen(result, scale)];
  const strip = { width: plotWidth, height: stripHeight, layer: [...bandStrip(result, scale), ...markLabels(result.axis, scale, result)] };
  const plots = shown.map((objective, o) => ({ width: plotWidth, height: shown.length === 1 ? 260 : shown.length === 2 ? 180 : 130, layer: [...behind, ...panel(result, objective, o, scale, o === shown.length - 1)] }));
  const alt = `Of all sizes ${regionText(result)}. ${shown.map((objective) => `${objective.name} with the limit ${limitText(objective)}`).join('; ')}.`;
  return { id: 'recommend-region', title, reads: says, alt, spec: whole(title, says, { vconcat: [strip, ...plots], spacing: 7, resolve: { scale: { color: 'independent', x: 'independent', y: 'independent' } } }, markRoom(result.axis, scale, result)) };
}

interface Stretch { readonly verdict: Feasibility; readonly from: number; readonly to: number }

/** Bands from halfway to the size before until halfway to the next. */
function stretches({ bands: all }: RecommendResult, scale: SizeAxis): Stretch[] {
  const edge = (i: number): number => (i <= 0 ? scale.domain[0] : i >= scale.at.length ? scale.domain[1] : scale.middle(scale.at[i - 1] ?? 0, scale.at[i] ?? 0));
  return all.map(({ from, to, verdict }) => ({ verdict, from: edge(from), to: edge(to + 1) }));
}

const rect = ({ verdict, from, to }: Stretch): Spec => ({ data: { values: [{ from, to }] }, mark: { type: 'rect', color: bandColours[verdict], opacity: 1 }, encoding: { x: { field: 'from', type: 'quantitative' }, x2: { field: 'to' } } });

const bands = (result: RecommendResult, scale: SizeAxis): Spec[] => stretches(result, scale).filter(({ verdict }) => verdict === 'feasible').map(rect);

/** The strip above the plots that names the bands, where the name fits. */
function bandStrip(result: RecommendResult, scale: SizeAxis): Spec[] {
  const bare = { title: null, labels: false, ticks: false, domain: false, grid: false };
  const x = { field: 'x', type: 'quantitative', scale: { type: scale.log ? 'log' : 'linear', domain: scale.domain, nice: false, zero: false }, axis: bare };
  return stretches(result, scale).flatMap((one): Spec[] => {
    const fits = textWidth(bandNames[one.verdict], 10.5) < (scale.share(one.to) - scale.share(one.from)) * plotWidth - 4;
    const text = { data: { values: [{ x: scale.middle(one.from, one.to), text: bandNames[one.verdict] }] }, mark: { type: 'text', baseline: 'middle', fontSize: 10.5, color: ink }, encoding: { x, y: { value: stripHeight / 2 }, text: { field: 'text', type: 'nominal' } } };
    return [rect(one), ...(fits ? [text] : [])];
  });
}

/** A rule at the recommended size. */
const chosen = ({ smallest }: RecommendResult, scale: SizeAxis): Spec[] =>
  smallest === null ? [] : [{ data: { values: [{ x: scale.at[smallest] ?? 0 }] }, mark: { type: 'rule', strokeWidth: 1.6, color: colours.capacity }, encoding: { x: { field: 'x', type: 'quantitative' } } }];

/** What theory says of an objective; null where it has no answer. */
function inTheory({ name }: RecommendObjective, preview: Preview | null): number | null {
  if (preview === null) return null;
  const about = (measure: string): boolean => name === `${measure}(${preview.class})`;
  return about('failedShare') ? preview.failedShare : about('mean') ? preview.meanMs : about('p99') ? preview.p99Ms : about('p50') ? preview.p50Ms : about('throughput') ? preview.goodputPerS : null;
}

/** One objective: its limit, theory, intervals and dots. */
function panel(result: RecommendResult, objective: RecommendObjective, o: number, scale: SizeAxis, labels: boolean): Spec[] {
  const rows = result.sizes.flatMap((size, i) => {
    const one = size.objectives[o];
    return one === undefined || one.mean === null ? [] : [{ x: scale.at[i] ?? 0, mean: one.mean, low: one.low ?? one.mean, high: one.high ?? one.mean, verdict: one.verdict }];
  });
  const curve = result.sizes.flatMap((size, i) => {
    const value = inTheory(objective, size.preview);
    return value === null ? [] : [{ x: scale.at[i] ?? 0, y: value }];
  });
  const limits = [objective.atLeast, objective.atMost].filter((limit) => limit !== null);
  const y = axisOf(objective, [...rows.flatMap(({ mean, low, high }) => [mean, low, high]), ...limits], limits[0] ?? 1);
  const x = scale.channel(labels);
  const floor = (value: number): number | null => short(Math.max(y.domain[0], Math.min(y.domain[1], value)));
  const values = rows.map((row) => ({ x: row.x, mean: floor(row.mean), low: floor(row.low), high: floor(row.high), verdict: row.verdict }));
  const color = { field: 'verdict', type: 'nominal', scale: { domain: Object.keys(dotColours), range: Object.values(dotColours) }, legend: null };
  return [
    { data: { values: limits.map((limit) => ({ y: limit })) }, mark: { type: 'rule', color: ink, strokeWidth: 1.2, strokeDash: [6, 4] }, encoding: { y: { ...y.channel, field: 'y' } } },
    ...(curve.length < 2 ? [] : [{ data: { values: curve.map((one) => ({ x: one.x, y: floor(one.y) })) }, mark: { type: 'line', color: ink, strokeWidth: 1.2, strokeDash: [1.5, 2.5] }, encoding: { x, y: { ...y.channel, field: 'y' } } }]),
    { data: { values }, mark: { type: 'rule', strokeWidth: 1.6 }, encoding: { x, y: { ...y.channel, field: 'low' }, y2: { field: 'high' }, color } },
    { data: { values }, mark: { type: 'point', filled: true, size: 34, opacity: 1 }, encoding: { x, y: { ...y.channel, field: 'mean' }, color } },
  ];
}

/** The vertical axis of an objective: times on a logarithmic scale; shares and counts on one that is level around nothing and logarithmic above the limit. */
function axisOf(objective: RecommendObjective, values: readonly number[], limit: number): { readonly domain: readonly [number, number]; readonly channel: Spec } {
  if (objective.judgedBy === 'mean' && objective.unit === 'ms') {
    const domain = latencyDomain(values.flatMap((ms) => [ms * 0.95, ms * 1.05]));
    return { domain, channel: { type: 'quantitative', scale: { type: 'log', domain, nice: false, clamp: true }, axis: latencyAxis(domain, objective.name) } };
  }
  const top = values.reduce((most, value) => Math.max(most, value), 0) * 1.05;
  const wide = objective.atMost !== null && limit > 0 && top > 8 * limit;
  const domain: readonly [number, number] = [0, objective.judgedBy === 'runs' || (objective.unit === 'share' && top > 1) ? 1 : Math.max(top, limit * 1.2)];
  const steps = wide ? [0, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000].map((times) => times * limit).filter((value) => value <= domain[1]) : [0, 0.25, 0.5, 0.75, 1].map((part) => Number((part * domain[1]).toPrecision(2)));
  const marks = labelled(steps, steps.map((value) => (value === 0 ? '0' : figureText(objective, value))));
  return { domain, channel: { type: 'quantitative', scale: { type: wide ? 'symlog' : 'linear', ...(wide ? { constant: limit } : {}), domain, nice: false, clamp: true }, axis: { title: objective.name, ...marks, labelOverlap: 'greedy' } } };
}
