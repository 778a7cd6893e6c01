/** A comparison as CSV: a row for each figure, both sides and their difference with their intervals, in the unit of the row. */

import type { ComparedFigure, CompareResult } from '../../result/compare.ts';
import type { Estimate } from '../../result/sweep.ts';

const head = [
  'room', 'of', 'figure', 'unit', 'better', 'a', 'a.low', 'a.high', 'b', 'b.low', 'b.high', 'difference', 'difference.low', 'difference.high',
  'betterIn', 'worseIn', 'equalIn', 'chanceBetter', 'chanceBetter.low', 'chanceBetter.high', 'varianceReduction', 'verdict', 'slight',
] as const;

/** The file. What was not measured is empty. */
export const compareCsv = (result: CompareResult): string => `${[head, ...result.figures.map(rowOf)].map((row) => row.map(cell).join(',')).join('\n')}\n`;

const span = (one: Estimate | null): (number | null)[] => (one === null ? [null, null, null] : [one.mean, one.low, one.high]);

const rowOf = (one: ComparedFigure): (string | number | null)[] => [
  one.room, one.of, one.figure, one.unit, one.better, ...span(one.a), ...span(one.b), ...span(one.difference), one.betterIn, one.worseIn, one.equalIn,
  ...(one.chanceBetter === null ? [null, null, null] : [one.chanceBetter.share, one.chanceBetter.low, one.chanceBetter.high]), one.varianceReduction, one.verdict, String(one.slight),
];

/** Quoted where a comma, a quote or a line break would be taken for the table's own (RFC 4180). */
const cell = (value: string | number | null): string => {
  const text = value === null ? '' : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
