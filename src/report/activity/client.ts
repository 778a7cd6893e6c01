/** Answers as the command-line clients of the servers print them: psql's aligned format, and the boxes of the mysql client. */

import { padded, widthOf } from '../layout.ts';
import { oneLine } from '../wording.ts';
import type { Answer } from './answer.ts';

/** The answer with its text on one line a cell, and how wide each column is. */
function measured({ head, rows }: Answer): { readonly cells: readonly (readonly string[])[]; readonly widths: readonly number[] } {
  const cells = rows.map((row) => row.map(oneLine));
  return { cells, widths: head.map((name, i) => Math.max(widthOf(name), ...cells.map((row) => widthOf(row[i] ?? '')))) };
}

const placed = (text: string, width: number, right: boolean): string => (right ? ' '.repeat(Math.max(0, width - widthOf(text))) + text : padded(text, width));
const centred = (text: string, width: number): string => padded(' '.repeat(Math.floor((width - widthOf(text)) / 2)) + text, width);

/** psql's aligned format: heads in the middle of their columns, numbers on the right, the count of rows below. `of` is how many rows there are in all. */
export function psqlTable(answer: Answer, of = answer.rows.length): string[] {
  const { cells, widths } = measured(answer);
  const line = (row: readonly string[], put: (text: string, i: number) => string): string => ` ${row.map(put).join(' | ')}`.trimEnd();
  return [
    line(answer.head, (name, i) => centred(name, widths[i] ?? 0)),
    widths.map((width) => '-'.repeat(width + 2)).join('+'),
    ...cells.map((row) => line(row, (text, i) => placed(text, widths[i] ?? 0, answer.numbers.includes(i)))),
    of > cells.length ? `(${cells.length} of ${of} rows)` : `(${of} row${of === 1 ? '' : 's'})`,
  ];
}

/** The boxes of the mysql client; an empty answer is said in words. */
export function mysqlTable(answer: Answer, of = answer.rows.length): string[] {
  if (of === 0) return ['Empty set'];
  const { cells, widths } = measured(answer);
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`;
  const line = (row: readonly string[], right: (i: number) => boolean): string => `| ${row.map((text, i) => placed(text, widths[i] ?? 0, right(i))).join(' | ')} |`;
  return [rule, line(answer.head, () => false), rule, ...cells.map((row) => line(row, (i) => answer.numbers.includes(i))), rule, of > cells.length ? `${cells.length} of ${of} rows in set` : `${of} row${of === 1 ? '' : 's'} in set`];
}
