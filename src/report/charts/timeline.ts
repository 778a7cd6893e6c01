/** What happened when: incidents, cron, alerts, log lines, and the windows in which things went wrong, as bars on the wall clock. */

import type { RunResult } from '../../result.ts';
import { clockOf } from '../clock.ts';
import { cut } from '../layout.ts';
import { troubles, troubleText } from '../spells.ts';
import { count, oneLine } from '../wording.ts';
import { type Chart, type Spec, whole } from './chart.ts';
import { textWidth } from './letters.ts';
import { colours, ink, plotWidth } from './theme.ts';
import { timeX } from './time-axis.ts';

const title = 'What happened, and in what order?';
const reads = 'One row for each happening, in order of time: bars last, dots are moments.';

const kinds = ['incident', 'cron', 'alert', 'log', 'failures', 'exhausted'] as const;
type Kind = (typeof kinds)[number];
const kindColours: { readonly [kind in Kind]: string } = {
  incident: colours.incident, cron: colours.cron, alert: colours.alert, log: colours.log, failures: colours.failed, exhausted: colours.waiting,
};

export interface Row { readonly kind: Kind; readonly fromS: number; readonly toS: number; readonly text: string }

const mostRows = 24;
const fontSize = 10.5;
/** The text, cut to a width in pixels. */
function fitted(text: string, width: number): string {
  let letters = [...text].length;
  while (letters > 1 && textWidth(cut(text, letters), fontSize) > width) letters--;
  return cut(text, letters);
}


/** Repeated entries become one row with their number. */
function rowsOf(result: RunResult): Row[] {
  const clock = clockOf(result.run);
  const rows = new Map<string, { readonly row: Row; times: number; last: number }>();
  const add = (row: Row): void => {
    const known = rows.get(`${row.kind} ${row.text}`);
    if (known === undefined) rows.set(`${row.kind} ${row.text}`, { row, times: 1, last: row.toS });
    else {
      known.times++;
      known.last = Math.max(known.last, row.toS);
    }
  };
  for (const { kind, atS, untilS, what } of result.timeline) if (kind !== 'alert') add({ kind, fromS: atS, toS: untilS ?? atS, text: oneLine(what) });
  for (const one of result.alerts) add({ kind: 'alert', fromS: one.firedAtS, toS: one.resolvedAtS ?? result.run.lengthS, text: `${one.name}: ${one.when}` });
  const windows = troubles(result).toSorted((a, b) => (b.toS - b.fromS) - (a.toS - a.fromS)).slice(0, 10);
  for (const window of windows) {
    add({ kind: window.what, fromS: window.fromS, toS: window.toS, text: troubleText(window) });
  }
  return [...rows.values()].map(({ row, times, last }) => (times === 1 ? row : { ...row, text: `${row.text} (${count(times)} times, the last at ${clock.at(last)})` }))
    .toSorted((a, b) => a.fromS - b.fromS || a.toS - b.toS).slice(0, mostRows);
}

/** Rows as marks: the text stands after its beginning, or ends before it when there is no room to the right. */
function spec(result: RunResult, rows: readonly Row[]): Spec {
  const clock = clockOf(result.run);
  const perSecond = plotWidth / result.run.lengthS;
  const values = rows.map(({ kind, fromS, toS, text }, row) => {
    const [from, to] = [Math.max(0, fromS), Math.min(result.run.lengthS, toS)];
    const words = `${clock.at(fromS)} · ${text}`;
    const [after, before] = [plotWidth - from * perSecond, to * perSecond];
    const late = textWidth(words, fontSize) > after && before > after;
    return { kind, row, from, to, late, text: fitted(words, late ? before : after) };
  });
  const y = { field: 'row', type: 'quantitative', scale: { domain: [-0.5, rows.length - 0.5], reverse: true, nice: false, zero: false }, axis: { labels: false, title: ' ', grid: false } };
  const there = kinds.filter((kind) => rows.some((row) => row.kind === kind));
  const colour = { field: 'kind', type: 'nominal', scale: { domain: there, range: there.map((kind) => kindColours[kind]) } };
  const x = timeX(result, 'from');
  const words = (late: boolean) => ({
    data: { values: values.filter((one) => one.late === late) },
    mark: { type: 'text', clip: true, align: late ? 'right' : 'left', baseline: 'bottom', dx: late ? 0 : 1, dy: 3, fontSize, color: ink },
    encoding: { x: { ...x, field: late ? 'to' : 'from' }, y, text: { field: 'text', type: 'nominal' } },
  });
  return whole(title, reads, {
    width: plotWidth, height: rows.length * 28,
    layer: [
      { data: { values: values.filter((one) => one.to > one.from) }, mark: { type: 'rect', height: 7, yOffset: 9, cornerRadius: 2 }, encoding: { x, x2: { field: 'to' }, y, color: colour } },
      { data: { values: values.filter((one) => one.to <= one.from) }, mark: { type: 'point', filled: true, shape: 'circle', size: 55, yOffset: 9, opacity: 1 }, encoding: { x, y, color: colour } },
      words(false), words(true),
    ],
  });
}

export const timeline: Chart = {
  id: 'timeline', title, reads,
  draw: (result) => {
    const rows = rowsOf(result);
    const clock = clockOf(result.run);
    return rows.length === 0 ? [] : [{ id: 'timeline', title, reads, alt: `In order of time: ${rows.map((row) => `${clock.at(row.fromS)} ${row.text}`).join('; ')}.`, spec: spec(result, rows) }];
  },
};
