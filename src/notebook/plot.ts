/** A small plot of a notebook: named lines, dots, ribbons and areas over two axes, in the look of every other chart. Pure data in, a picture out. */

import { type Picture, type Spec, slug, whole } from '../report/charts/chart.ts';
import { classColour, colours, hairline, ink, quiet } from '../report/charts/theme.ts';
import { shortNumber } from './table.ts';

/** A place in the plot. A null ends a line, which goes on at the next number. */
export type Point = readonly [x: number, y: number | null];

/** A title with its unit ("ms"), perhaps on a log scale, perhaps from and to. `percent` shows shares as per cent. */
export interface Axis {
  readonly title: string;
  readonly log?: boolean;
  readonly from?: number;
  readonly to?: number;
  readonly percent?: boolean;
  /** Ticks at these values alone. */
  readonly ticks?: readonly number[];
}

/** Something drawn: made by `line`, `dots`, `ribbon`, `at` or `level`. Marks of one name share their colour and their place in the legend. */
export interface Mark {
  readonly name: string | null;
  readonly colour: string | null;
  readonly draw: (scales: Scales) => Spec;
  /** The name and where it begins, ends and is highest, for those who cannot see it. */
  readonly words: string | null;
}

interface Scales { readonly x: Spec; readonly y: Spec; readonly colour: Spec }

export interface Plot {
  /** One message, as a sentence. */
  readonly title: string;
  /** How to read it. */
  readonly reads?: string;
  readonly x: string | Axis;
  readonly y: string | Axis;
  readonly marks: readonly Mark[];
  readonly height?: number;
}

/** How a named mark may differ. */
interface Look {
  readonly colour?: string;
  readonly dashed?: boolean;
  /** A line that keeps its value until the next point. */
  readonly steps?: boolean;
}

const width = 640;

const values = (points: readonly Point[]): Spec => ({ values: points.map(([x, y]) => ({ x, y })) });

function inWords(name: string, points: readonly Point[]): string {
  const there = points.filter((point): point is readonly [number, number] => point[1] !== null);
  const [first, last] = [there[0], there.at(-1)];
  if (first === undefined || last === undefined) return `${name}: nothing`;
  const top = there.reduce((high, point) => (point[1] > high[1] ? point : high), first);
  const from = `${name}: ${shortNumber(first[1])} at ${shortNumber(first[0])}`;
  return there.length === 1 ? from : `${from}, ${top === first || top === last ? '' : `${shortNumber(top[1])} at ${shortNumber(top[0])}, `}${shortNumber(last[1])} at ${shortNumber(last[0])}`;
}

/** Where a row stands in the plot. */
type Place<Row> = (row: Row, position: number) => Point;

/** What `line` and `dots` may be given: points, or rows and where each of them stands; then perhaps a look. */
type Places<Row> = readonly [points: readonly Point[], look?: Look] | readonly [rows: readonly Row[], place: Place<Row>, look?: Look];

const placed = <Row>(given: Places<Row>): { readonly points: readonly Point[]; readonly look: Look } =>
  typeof given[1] === 'function' ? { points: (given[0] as readonly Row[]).map(given[1]), look: given[2] ?? {} } : { points: given[0] as readonly Point[], look: given[1] ?? {} };

/** A line through the points, in the order of x: `line('theory', points)`, `line('theory', sizes, (size) => [size, theory(size)])`. */
export function line<Row>(name: string, ...given: Places<Row>): Mark {
  const { points, look: { colour, dashed = false, steps = false } } = placed(given);
  return {
    name, colour: colour ?? null, words: inWords(name, points),
    draw: (scales) => ({
      data: values(points), mark: { type: 'line', strokeWidth: 2.2, clip: true, ...(dashed ? { strokeDash: [5, 4] } : {}), ...(steps ? { interpolate: 'step-after' } : {}) },
      encoding: { x: scales.x, y: scales.y, order: { field: 'x', type: 'quantitative' }, color: { ...scales.colour, datum: name } },
    }),
  };
}

/** A dot at each point: what was measured or simulated. */
export function dots<Row>(name: string, ...given: Places<Row>): Mark {
  const { points, look: { colour } } = placed(given);
  return {
    name, colour: colour ?? null, words: inWords(name, points),
    draw: (scales) => ({ data: values(points.filter(([, y]) => y !== null)), mark: { type: 'point', filled: true, size: 42, opacity: 1 }, encoding: { x: scales.x, y: scales.y, color: { ...scales.colour, datum: name } } }),
  };
}

/** The space between two lines: an interval for each row. Shares the colour of marks with its name. */
export const ribbon = <Row>(name: string, rows: readonly Row[], place: (row: Row, position: number) => readonly [x: number, low: number | null, high: number | null]): Mark => ({
  name, colour: null, words: null,
  draw: (scales) => ({
    data: { values: rows.map(place).filter(([, low, high]) => low !== null && high !== null).map(([x, low, high]) => ({ x, low, high })) }, mark: { type: 'area', opacity: 0.22, clip: true },
    encoding: { x: scales.x, y: { ...scales.y, field: 'low' }, y2: { field: 'high' }, color: { ...scales.colour, datum: name } },
  }),
});

/** A vertical line at x with a word beside its upper end. */
export const at = (x: number, label: string, colour: string = ink): Mark => ({
  name: null, colour: null, words: `${label} at ${shortNumber(x)}`,
  draw: (scales) => ({
    data: { values: [{ x }] },
    layer: [
      { mark: { type: 'rule', color: colour, strokeDash: [3, 3] }, encoding: { x: scales.x } },
      { mark: { type: 'text', align: 'left', baseline: 'top', dx: 5, dy: 2, fontSize: 11, color: colour }, encoding: { x: scales.x, y: { value: 0 }, text: { value: label } } },
    ],
  }),
});

/** A horizontal line at y with a word above its right end. */
export const level = (y: number, label: string, colour: string = ink): Mark => ({
  name: null, colour: null, words: `${label}: ${shortNumber(y)}`,
  draw: (scales) => ({
    data: { values: [{ y }] },
    layer: [
      { mark: { type: 'rule', color: colour, strokeDash: [3, 3] }, encoding: { y: scales.y } },
      { mark: { type: 'text', align: 'right', baseline: 'bottom', dx: -3, dy: -3, fontSize: 11, color: colour }, encoding: { y: scales.y, x: { value: width }, text: { value: label } } },
    ],
  }),
});

function scaleOf(axis: string | Axis, field: string, zero: boolean): Spec {
  const { title, log = false, from, to, percent = false, ticks }: Axis = typeof axis === 'string' ? { title: axis } : axis;
  const bounds = { ...(from === undefined ? {} : { domainMin: from }), ...(to === undefined ? {} : { domainMax: to }) };
  return {
    field, type: 'quantitative', scale: { ...(log ? { type: 'log', nice: zero } : { zero, nice: zero }), ...(zero || from !== undefined || to !== undefined ? {} : { padding: 8 }), ...bounds },
    axis: { title, ...(zero ? {} : { grid: false }), ...(percent ? { format: '.3~p' } : log ? { format: '~s' } : {}), ...(ticks === undefined ? {} : { values: ticks }) },
  };
}

/** The picture of all marks over common axes. Colours follow the order in which names first appear, unless a mark brings its own. */
export function plot({ title, reads = '', x, y, marks, height = 300 }: Plot): Picture {
  const names = [...new Set(marks.flatMap(({ name }) => (name === null ? [] : [name])))];
  const colourOf = (name: string, position: number): string => marks.find((mark) => mark.name === name && mark.colour !== null)?.colour ?? classColour(position);
  const colour = { type: 'nominal', scale: { domain: names, range: names.map(colourOf) }, legend: names.length > 1 ? { title: null, symbolStrokeWidth: 6, symbolSize: 30 } : null };
  const scales: Scales = { x: scaleOf(x, 'x', false), y: scaleOf(y, 'y', true), colour };
  return {
    id: slug(title), title, reads, alt: [`${title}.`, ...marks.flatMap(({ words }) => (words === null ? [] : [`${words}.`]))].join(' '),
    spec: whole(title, reads, { width, height, layer: marks.map((mark) => mark.draw(scales)) }),
  };
}

/** One bar: a name, its length, perhaps the interval of it. */
export interface Bar { readonly name: string; readonly value: number | null; readonly low?: number | null; readonly high?: number | null; readonly colour?: string }

/** Bars beside each other, one under the other in the order given, each with its figure at its end. */
export function bars({ title, reads = '', x, rows }: { readonly title: string; readonly reads?: string; readonly x: string | Axis; readonly rows: readonly Bar[] }): Picture {
  const axis: Axis = typeof x === 'string' ? { title: x } : x;
  const figure = (value: number | null): string => (value === null ? '–' : axis.percent ? `${shortNumber(value * 100)} %` : shortNumber(value));
  const data = rows.map(({ name, value, low, high, colour }) => ({ name, value, low: low ?? null, high: high ?? null, colour: colour ?? colours.busy, label: figure(value) }));
  const longest = Math.max(0, ...data.map(({ value, high }) => high ?? value ?? 0));
  const across = scaleOf({ to: longest * 1.1, ...axis }, 'value', true);
  const down = { field: 'name', type: 'nominal', sort: null, axis: { title: null, labelLimit: 260, minExtent: 0, maxExtent: 260, domain: false, ticks: false, labelColor: ink, grid: false }, scale: { padding: 0.28 } };
  return {
    id: slug(title), title, reads, alt: [`${title}.`, ...rows.map(({ name, value }) => `${name}: ${figure(value)}.`)].join(' '),
    spec: whole(title, reads, {
      width: width - 160, height: { step: 30 }, data: { values: data },
      layer: [
        { mark: { type: 'bar' }, encoding: { x: { ...across, axis: { ...(across.axis as Spec), gridColor: hairline } }, y: down, color: { field: 'colour', type: 'nominal', scale: null } } },
        { transform: [{ filter: 'datum.low !== null' }], mark: { type: 'rule', color: ink, strokeWidth: 1.5 }, encoding: { x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' }, y: down } },
        { transform: [{ calculate: 'datum.high === null ? datum.value : datum.high', as: 'end' }], mark: { type: 'text', align: 'left', dx: 6, fontSize: 11, color: quiet }, encoding: { x: { field: 'end', type: 'quantitative' }, y: down, text: { field: 'label' } } },
      ],
    }),
  };
}
