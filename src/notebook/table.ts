/** Rows as a table: HTML where it is drawn, aligned columns where it is not. */

import { type Shown, shown } from './shown.ts';

/** What a cell of a table may hold. Numbers are shown with three significant digits at least, thousands apart. */
export type Cell = string | number | boolean | null | undefined;

const thousands = (whole: string): string => whole.replace(/\B(?=(\d{3})+$)/g, ',');

/** 0.0123, 1.23, 12.3, 1,234: three significant digits, whole numbers whole; a dash for what is not there. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 100) return `${value < 0 ? '−' : ''}${thousands(String(Math.round(size)))}`;
  if (size > 0 && size < 1e-4) return `${value < 0 ? '−' : ''}${size.toExponential(1).replace('-', '−')}`;
  const digits = size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
  return `${value < 0 ? '−' : ''}${size.toFixed(digits)}`;
}

const text = (cell: Cell): string => (cell === null || cell === undefined ? '–' : typeof cell === 'number' ? shortNumber(cell) : typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : cell);
const escaped = (words: string): string => words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** A table with a row for each object; the keys of the first are the headings. Columns whose first cell is a number stand to the right. */
export function table(rows: readonly { readonly [heading: string]: Cell }[]): Shown {
  const headings = Object.keys(rows[0] ?? {});
  const body = rows.map((row) => headings.map((heading) => text(row[heading])));
  const right = headings.map((heading) => rows.some((row) => typeof row[heading] === 'number'));
  const widths = headings.map((heading, i) => Math.max(heading.length, ...body.map((row) => row[i]?.length ?? 0)));
  const plain = (cells: readonly string[]): string => cells.map((cell, i) => (right[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join('  ').trimEnd();
  const html = (tag: string, cells: readonly string[]): string => `<tr>${cells.map((cell, i) => `<${tag} style="text-align:${right[i] ? 'right' : 'left'}">${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return shown({
    'text/html': ['<table>', `<thead>${html('th', headings)}</thead>`, '<tbody>', ...body.map((row) => html('td', row)), '</tbody>', '</table>'].join('\n'),
    'text/plain': [plain(headings), plain(widths.map((width) => '-'.repeat(width))), ...body.map(plain)].join('\n'),
  });
}
