/** One screen for the terminal, for someone tired: promises first, then the verdict, the figures, the curves, and what to try. */

import { isUndecided, type RunResult } from '../result.ts';
import { type Ink, inkOf } from './ansi.ts';
import { clockOf } from './clock.ts';
import { adviceOf } from './findings/cause.ts';
import { findingsOf } from './findings.ts';
import { cut, hanging, padded, table, widthOf, wrapped } from './layout.ts';
import { sparkAxis, sparkline } from './sparkline.ts';
import { curvesOf } from './summary/curves.ts';
import { classFigures, databaseFigures, type Figures, poolFigures } from './summary/figures.ts';
import { alertLines, timelineLines, windowLines } from './summary/happenings.ts';
import { ticksOf } from './ticks.ts';
import { verdict } from './verdict.ts';
import { warmUpText } from './warm-up.ts';
import { counted, oneLine, span } from './wording.ts';

export interface Screen {
  /** Columns of the terminal; below 60 lines may be longer than this. */
  readonly width: number;
  readonly colour: boolean;
}

/** A part of the screen: some lines, or none. */
type Part = (result: RunResult, width: number, ink: Ink) => string[];

const heading: Part = (result, width, ink) => {
  const clock = clockOf(result.run);
  const title = oneLine(result.scenario.title);
  const when = clock.severalDays ? clock.between(0, result.run.lengthS) : `${clock.day(0)}, ${clock.between(0, result.run.lengthS)}`;
  const about = oneLine(`${when} ${result.run.zone} · ${span(result.run.lengthS)} · seed ${result.seed}`);
  const room = width - widthOf(title) - widthOf(about);
  const rule = ink.dim('─'.repeat(width));
  return room >= 2 ? [ink.bold(title) + ' '.repeat(room) + ink.dim(about), rule] : [ink.bold(cut(title, width)), ink.dim(about), rule];
};

const promises: Part = (result, _width, ink) => {
  if (result.promises.length === 0) return [ink.dim('No promises in this scenario: add some under "promises:" and a run can pass or fail.')];
  const text = Math.max(...result.promises.map((one) => widthOf(oneLine(one.text))));
  return result.promises.map((one) => {
    const mark = isUndecided(one) ? ink.warm('?') : one.held ? ink.good('✓') : ink.bad('✗');
    const seen = oneLine(one.observedText);
    return `${mark} ${padded(oneLine(one.text), text)}   ${isUndecided(one) ? ink.warm(seen) : one.held ? ink.good(seen) : ink.bad(seen)}`;
  });
};

const claims: Part = (result, width, ink) => result.claims.map((one) =>
  cut(`${one.held ? '✓' : '✗'} ${oneLine(one.text)}   ${oneLine(one.observedText)}, published ${oneLine(one.published)}`, width)).map((line, i) =>
  (result.claims[i]?.held ? ink.good(line.slice(0, 1)) : ink.bad(line.slice(0, 1))) + line.slice(1));

const judgement: Part = (result, width, ink) => {
  const { tone, text } = verdict(result);
  return wrapped(text, width).map((line) => ink.bold(ink[tone](line)));
};

/** A table whose title stands in the head of its first column; failures, timeouts and the like that are not zero show in colour. */
const figures = (of: (result: RunResult) => Figures): Part => (result, width, ink) => {
  const { title, head, rows } = of(result);
  if (rows.length === 0) return [];
  const [first, ...rest] = table([title.toUpperCase(), ...head.slice(1)], rows, width);
  return [ink.dim(first ?? ''), ...rest];
};

const curves: Part = (result, width, ink) => {
  const shown = curvesOf(result);
  if (shown.length === 0 || result.series.t.length === 0) return [];
  const label = Math.min(32, Math.max(...shown.map((one) => widthOf(one.label))));
  const note = Math.max(...shown.map((one) => widthOf(one.note)));
  const room = Math.max(10, width - label - note - 4);
  const lines = shown.map((one) => `${padded(one.label, label)}  ${ink[one.tone](sparkline(one.series, room, one.top, one.join))}  ${ink.dim(one.note)}`);
  return [...lines, ink.dim(`${' '.repeat(label + 2)}${sparkAxis(ticksOf(result.run, Math.max(2, Math.floor(room / 9))), result.run.lengthS, room)}`.trimEnd())];
};

const happenings: Part = (result, width, ink) => {
  const lines = [...windowLines(result, 4), ...alertLines(result, 3), ...timelineLines(result, 4)];
  const when = Math.max(0, ...lines.map((one) => widthOf(one.when)));
  return lines.map((one) => {
    const what = cut(oneLine(one.what), width - when - 2);
    return `${ink.dim(padded(one.when, when))}  ${one.tone === 'cool' ? what : ink[one.tone](what)}`;
  });
};

const found: Part = (result, width, ink) => {
  const all = findingsOf(result);
  const lines = all.slice(0, 3).flatMap((one, i) => {
    const [first = '', ...rest] = hanging(`${i + 1}. `, oneLine(one.text), width);
    const tint = one.weight === 2 ? ink.bad : one.weight === 1 ? ink.warm : ink.cool;
    const { says, line } = adviceOf(oneLine(one.tryNext));
    const advice = [...hanging('   → ', says, width), ...(line === null ? [] : [`     ${line}`])];
    return [tint(first.slice(0, 2)) + first.slice(2), ...rest, ...advice.map((one) => ink.dim(one))];
  });
  return all.length > 3 ? [...lines, ink.dim(`   and ${counted(all.length - 3, 'more finding')} in the report`)] : lines;
};

const footing: Part = (result, width, ink) => {
  const broken = result.audit.filter((one) => !one.held);
  const audit = broken.length === 0 ? [ink.good(`audit: ${counted(result.audit.length, 'law')} held`)]
    : [ink.bad(`audit: ${broken.length} of ${counted(result.audit.length, 'law')} broken, do not trust this run`), ...broken.map((one) => ink.bad(cut(`  ✗ ${one.law}: ${oneLine(one.detail)}`, width)))];
  const assumed = result.assumptions.length === 0 ? [] : hanging('assumes: ', result.assumptions.map(oneLine).join('; '), width).map((line) => ink.dim(line));
  const beginning = warmUpText(result);
  const warmUp = beginning === null ? [] : hanging('warm-up: ', beginning, width).map((line) => ink.warm(line));
  return [...warmUp, ...assumed, ...audit];
};

const parts: readonly Part[] = [heading, promises, claims, judgement, figures(classFigures), figures(poolFigures), figures(databaseFigures), curves, happenings, found, footing];

/** The whole screen as text without a final line break: about fifty lines for one pool and one database. */
export function summary(result: RunResult, screen: Screen): string {
  const width = Math.max(60, Math.floor(screen.width));
  const ink = inkOf(screen.colour);
  const blocks = parts.map((part) => part(result, width, ink)).filter((lines) => lines.length > 0);
  const [head = [], ...rest] = blocks;
  return [head.join('\n'), ...rest.map((lines, i) => `${i === 0 ? '' : '\n'}${lines.join('\n')}`)].join('\n');
}
