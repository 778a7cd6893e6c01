/** A sweep as tables: for the terminal, as CSV (RFC 4180) for other programs, as Markdown for a page that people read. */

import type { Estimate, Figures, SweepLine, SweepPoint, SweepResult } from '../../result/sweep.ts';
import { hanging, table } from '../layout.ts';
import { entries } from '../series.ts';
import { counted } from '../wording.ts';
import { axisName, othersText, plusMinus, runsText } from './words.ts';

/** More rows than this go to the CSV file only. */
const mostRows = 100;

interface Head {
  readonly title: string;
  readonly cell: (point: SweepPoint) => string;
}

/** Columns about one class. */
const classHeads = (name: string): Head[] => {
  const cell = (figure: string, scale = 1) => (point: SweepPoint): string => plusMinus(point.classes[name]?.[figure], scale);
  return [
    { title: 'goodput/s', cell: cell('goodputPerS') }, { title: 'p50 ms', cell: cell('p50Ms') }, { title: 'p99 ms', cell: cell('p99Ms') },
    { title: 'failed %', cell: cell('failedShare', 100) }, { title: 'mean wait ms', cell: cell('waitMeanMs') },
  ];
};

/** Cores of each database that has any. */
const coreHeads = (result: SweepResult): Head[] => {
  const names = entries(result.points[0]?.databases ?? {}).filter(([, figures]) => (figures.cpuUtilisation ?? null) !== null).map(([name]) => name);
  return names.map((name) => ({ title: names.length === 1 ? 'cores %' : `${name} cores %`, cell: (point) => plusMinus(point.databases[name]?.cpuUtilisation, 100) }));
};

const previewHeads = (points: readonly SweepPoint[], name: string): Head[] => {
  const there = points.filter((point) => point.preview?.class === name);
  const cell = (pick: (point: SweepPoint) => number | null | undefined, scale: number) => (point: SweepPoint): string => plusMinus(one(pick(point)), scale);
  const one = (value: number | null | undefined): Estimate | null => (value === null || value === undefined ? null : { mean: value, low: null, high: null, runs: 1 });
  if (there.length === 0) return [];
  const exact = there.every((point) => point.preview?.exact) ? 'exact' : 'theory';
  return there.some((point) => (point.preview?.p99Ms ?? null) !== null)
    ? [{ title: `${exact} p99 ms`, cell: cell((point) => point.preview?.p99Ms, 1) }]
    : [{ title: `${exact} mean ms`, cell: cell((point) => point.preview?.meanMs, 1) }, { title: `${exact} failed %`, cell: cell((point) => point.preview?.failedShare, 100) }];
};

/** The classes of a line, the main one first. */
const classesOf = (points: readonly SweepPoint[], line: SweepLine): string[] => {
  const names = Object.keys(points[0]?.classes ?? {});
  return [line.class, ...names.filter((name) => name !== line.class)].filter((name) => points.some((point) => (point.classes[name]?.arrived?.mean ?? 0) > 0));
};

const pointsOf = (result: SweepResult, line: SweepLine): SweepPoint[] => line.points.map((i) => result.points[i]).filter((one) => one !== undefined);

/** Heads and rows about one class along one line; the best point is pointed at. */
function rowsOf(result: SweepResult, line: SweepLine, name: string): { readonly head: string[]; readonly rows: string[][] } {
  const points = pointsOf(result, line);
  const heads = [...classHeads(name), ...(name === line.class ? [...coreHeads(result), ...previewHeads(points, name)] : [])];
  const axis = result.axes[0];
  const note = (i: number): string => (name !== line.class ? '' : i === line.best ? ' ◂ best' : line.tooSmall.includes(i) || line.tooLarge.includes(i) ? ' worse' : '');
  return {
    head: [axis === undefined ? '' : axisName(axis), ...heads.map((head) => head.title)],
    rows: line.points.map((i) => [`${result.points[i]?.values[0] ?? ''}${note(i)}`, ...heads.map((head) => head.cell(result.points[i] as SweepPoint))]),
  };
}

/** The screen: a table for each class along each line, then the verdict, the marks, and what it does not say. */
export function sweepText(result: SweepResult, width: number): string {
  const lines: string[] = [`${result.scenario.title}: ${counted(result.points.length, 'point')} × ${runsText(result)}, mean ± 95 % interval`];
  let room = mostRows;
  for (const line of result.lines) {
    for (const name of classesOf(pointsOf(result, line), line)) {
      const { head, rows } = rowsOf(result, line, name);
      const shown = rows.slice(0, Math.max(0, room));
      room -= rows.length;
      if (shown.length === 0) continue;
      lines.push('', [name, othersText(result, line.others)].filter((one) => one !== '').join(' '), ...table(head, shown, width));
    }
  }
  if (room < 0) lines.push('', `… ${-room} more rows stand in sweep.csv`);
  lines.push('', ...result.lines.slice(0, 12).flatMap((line) => hanging('▸ ', line.verdict.join(' '), width)));
  const marks = (result.lines[0]?.marks ?? []).filter(({ id }) => id !== 'now');
  if (marks.length > 0) lines.push('', 'Sizes that arithmetic names:', ...marks.flatMap((mark) => hanging('  ', `${mark.label}: ${mark.says}`, width)));
  lines.push('', 'What this does not say:', ...result.caveats.flatMap((caveat) => hanging('  ', caveat, width)));
  return lines.join('\n');
}

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** One row for each point, one column for each figure, with `.low` and `.high` beside it. What was not measured is empty. */
export function sweepCsv(result: SweepResult): string {
  const rooms = ['classes', 'pools', 'databases'] as const;
  const names = new Set<string>();
  const flat = result.points.map((point) => {
    const row = new Map<string, Estimate | null>();
    for (const room of rooms) for (const [of, figures] of entries<Figures>(point[room])) for (const [figure, one] of entries(figures)) row.set(`${room}.${of}.${figure}`, one);
    for (const name of row.keys()) names.add(name);
    return row;
  });
  const figures = [...names];
  const promises = (result.points[0]?.promises ?? []).map((promise) => promise.text);
  const head = [...result.axes.map((axis) => axis.paths.join('+')), 'fingerprint', ...figures.flatMap((name) => [name, `${name}.low`, `${name}.high`]), ...promises.map((text) => `held ${text}`)];
  const rows = result.points.map((point, i) => [
    ...point.values, point.fingerprint,
    ...figures.flatMap((name) => {
      const one = flat[i]?.get(name) ?? null;
      return one === null ? ['', '', ''] : [String(one.mean), String(one.low ?? ''), String(one.high ?? '')];
    }),
    ...point.promises.map((promise) => `${promise.heldIn}/${promise.runs}`),
  ]);
  return `${[head, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;
}

const bar = (text: string): string => text.replaceAll('|', '\\|');

/** The same as the screen, as a Markdown page; `pictures` are file names with their texts. */
export function sweepMarkdown(result: SweepResult, pictures: readonly { readonly file: string; readonly alt: string }[]): string {
  const lines = [`# ${result.scenario.title}: sweep of ${result.axes.map((axis) => axis.paths.join(' + ')).join(' and ')}`, '', `${counted(result.points.length, 'point')} × ${runsText(result)}, mean ± 95 % interval.`, ''];
  for (const line of result.lines) lines.push(`* ${line.verdict.join(' ')}`);
  lines.push('', ...pictures.map(({ file, alt }) => `![${alt.replace(/[[\]]/g, '')}](${file})\n`));
  for (const line of result.lines) {
    for (const name of classesOf(pointsOf(result, line), line)) {
      const { head, rows } = rowsOf(result, line, name);
      lines.push(`## ${[name, othersText(result, line.others)].filter((one) => one !== '').join(' ')}`, '', `| ${head.map(bar).join(' | ')} |`, `|${head.map((_, i) => (i === 0 ? ' :-- ' : ' --: ')).join('|')}|`, ...rows.map((row) => `| ${row.map(bar).join(' | ')} |`), '');
    }
  }
  const marks = (result.lines[0]?.marks ?? []).filter(({ id }) => id !== 'now');
  if (marks.length > 0) lines.push('## Sizes that arithmetic names', '', ...marks.map((mark) => `* ${mark.label}: ${mark.says}`), '');
  lines.push('## What this does not say', '', ...result.caveats.map((caveat) => `* ${caveat}`));
  return `${lines.join('\n')}\n`;
}
