/** A pool over time: connections stacked up by who held them, requests waiting mirrored below, the limit as a line. */

import type { PoolSeries, RunResult, Series } from '../../result.ts';
import { entries, peakOf, sumOf } from '../series.ts';
import { count, level, list } from '../wording.ts';
import { type Chart, type Picture, slug, type Spec, whole } from './chart.ts';
import { classColour, colours, plotWidth } from './theme.ts';
import { behindLayers, type Grid, gridOf, labelLayers, legendRoom, timeX } from './time-axis.ts';

const question = (name: string): string => `Who held the connections of ${name}, and who waited?`;
const reads = 'Above the line: connections by borrower, stacked; the dashed line is the limit. Below, on its own scale: requests waiting.';

interface Band { readonly name: string; readonly colour: string; readonly series: Series }

/** Classes that get a colour of their own in one picture; the rest is drawn as one. */
const mostClasses = 7;

/** The bands of a split by class, the biggest first, coloured by the place of the class in the result. */
function classBands(result: RunResult, split: { readonly [name: string]: Series }): Band[] {
  const order = Object.keys(result.classes);
  const seen = entries(split).filter(([, series]) => peakOf(series) > 0).toSorted((a, b) => peakOf(b[1]) - peakOf(a[1]));
  const place = (name: string): number => (order.indexOf(name) + order.length + 1) % (order.length + 1);
  const own = seen.slice(0, mostClasses).toSorted((a, b) => place(a[0]) - place(b[0])).map(([name, series]): Band => ({ name, colour: classColour(place(name)), series }));
  const rest = seen.slice(mostClasses);
  return rest.length === 0 ? own : [...own, { name: `${rest.length} other classes`, colour: '#9a9ab8', series: sumOf(rest.map(([, series]) => series), result.series.t.length) }];
}

/** Below this many waiting on average in every interval there is nothing to draw. */
const visibleWait = 0.1;

/** Openings too few to be seen are left out, so that the legend names only what is there. */
function heldBands(result: RunResult, pool: PoolSeries): Band[] {
  const visible = 0.03 * Math.max(peakOf(pool.max), peakOf(pool.active), peakOf(pool.idle));
  return [
    { name: 'leaked', colour: colours.leaked, series: pool.leaked }, ...classBands(result, pool.activeBy),
    ...(peakOf(pool.opening) >= visible ? [{ name: 'being opened', colour: colours.opening, series: pool.opening }] : []), { name: 'idle', colour: colours.idle, series: pool.idle },
  ].filter((band) => peakOf(band.series) > 0);
}

function stack(result: RunResult, bands: readonly Band[], grid: Grid, y: Spec, colour: Spec, labels: boolean, opacity = 1): Spec {
  return {
    data: { values: bands.flatMap((band, rank) => grid.values(band.series).map((value, i) => ({ t: grid.moments[i], who: band.name, rank, n: value ?? 0 }))) },
    mark: { type: 'area', interpolate: grid.interpolate, opacity, stroke: '#ffffff', strokeWidth: 0.4 },
    encoding: { x: timeX(result, 't', labels), y: { field: 'n', type: 'quantitative', stack: 'zero', ...y }, order: { field: 'rank' }, color: { field: 'who', type: 'nominal', ...colour } },
  };
}

function limitLayer(result: RunResult, pool: PoolSeries, grid: Grid): Spec[] {
  if (peakOf(pool.max) === 0) return [];
  const limits = grid.values(pool.max, 'max');
  const line = { type: 'line', interpolate: grid.interpolate === 'linear' ? 'step' : grid.interpolate, color: colours.limit, strokeDash: [5, 3], strokeWidth: 1.3 };
  return [{ data: { values: grid.moments.map((t, i) => ({ t, n: limits[i] })) }, mark: line, encoding: { x: timeX(result, 't', false), y: { field: 'n', type: 'quantitative' } } }];
}

function spec(result: RunResult, name: string, pool: PoolSeries): Spec {
  const grid = gridOf(result);
  const held = heldBands(result, pool);
  const waiting = peakOf(pool.pending) < visibleWait ? [] : classBands(result, pool.pendingBy);
  const all = [...held, ...waiting.filter((band) => held.every((other) => other.name !== band.name))];
  const colour = { scale: { domain: all.map((band) => band.name), range: all.map((band) => band.colour) } };
  const top = Math.max(peakOf(pool.max), peakOf(sumOf(held.map((band) => band.series), result.series.t.length)), 1);
  const whole10 = { tickMinStep: 1, tickCount: 5 };
  const upper = {
    width: plotWidth, height: waiting.length > 0 ? 170 : 210,
    layer: [
      ...behindLayers(result), stack(result, held, grid, { scale: { domain: [0, top * 1.04], nice: false }, axis: { title: 'connections', ...whole10 } }, colour, waiting.length === 0),
      ...limitLayer(result, pool, grid), ...labelLayers(result),
    ],
  };
  const lower = {
    width: plotWidth, height: 110,
    layer: [...behindLayers(result), stack(result, waiting, grid, { scale: { reverse: true }, axis: { title: 'waiting', tickCount: 4, format: ',~f' } }, colour, true, 0.6)],
  };
  return whole(question(name), reads, { vconcat: waiting.length > 0 ? [upper, lower] : [upper], spacing: 4, resolve: { scale: { color: 'shared', x: 'independent' } } }, legendRoom(result));
}

function picture(result: RunResult, name: string, pool: PoolSeries): Picture {
  const figures = result.pools[name];
  const holders = heldBands(result, pool).map((band) => `${band.name} up to ${level(peakOf(band.series))}`);
  const limit = figures?.max === null || figures === undefined ? 'no limit' : `a limit of ${count(figures.max)}`;
  return {
    id: `pool-stack-${slug(name)}`, title: question(name), reads, spec: spec(result, name, pool),
    alt: `Connections of ${name} over time, with ${limit}: ${list(holders)}. At most ${count(Math.max(peakOf(pool.pendingMax), figures?.pendingMax ?? 0))} requests waited at once.`,
  };
}

export const poolStack: Chart = {
  id: 'pool-stack', title: question('…'), reads,
  draw: (result) => entries(result.series.pools).filter(([, pool]) => heldBands(result, pool).length > 0).map(([name, pool]) => picture(result, name, pool)),
};
