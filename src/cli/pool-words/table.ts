/** What `poolsim explain pool` shows: all kinds in one table, by the questions that decide what a user sees. */

import type { Ink } from '../../report/ansi.ts';
import { padded, widthOf, wrapped } from '../../report/layout.ts';
import { allKnown } from './beside.ts';
import { questionOf } from './index.ts';
import type { SwitchName } from './words.ts';

/** A column: its heading in two lines, and its cells without these. */
interface Column {
  readonly top: string;
  readonly below: string;
  readonly cells: readonly string[];
  /** Numbers stand on the right. */
  readonly right: boolean;
}

const heads: readonly (readonly [string, string, SwitchName])[] = [
  ['lends', 'the idle', 'lend'], ['served', 'next', 'serve'], ['opens, at', 'once', 'open.by'], ['timeout', 'covers', 'patienceCoversOpening'], ['refusal', 'heard by', 'open.refusalGoesTo'],
  ['', 'most', 'max'], ['waits', 'at most', 'patience'],
];
const numbers: readonly SwitchName[] = ['max', 'patience'];

const wide = ({ top, below, cells }: Column): number => Math.max(...[top, below, ...cells].map(widthOf));
const whole = (columns: readonly Column[], gap: number): number => columns.reduce((sum, one) => sum + wide(one) + gap, -gap);

function lines(columns: readonly Column[], gap: number, ink: Ink): string[] {
  const row = (of: (column: Column) => string): string => columns.map((one) => (one.right ? of(one).padStart(wide(one)) : padded(of(one), wide(one)))).join(' '.repeat(gap)).trimEnd();
  return [ink.bold(row((one) => one.top)), ink.bold(row((one) => one.below)), ...(columns[0]?.cells ?? []).map((_, i) => row((one) => one.cells[i] ?? ''))];
}

/** The table in as many columns as fit beside each other; the others stand in another one below it. */
export function tableScreen(width: number, ink: Ink): string[] {
  const all = allKnown();
  const kinds: Column = { top: 'kind', below: 'of pool', cells: all.map(({ kind }) => kind), right: false };
  const columns = heads.map(([top, below, name]): Column => ({ top, below, cells: all.map(({ policy }) => questionOf(name).brief?.(policy) ?? ''), right: numbers.includes(name) }));
  const gap = whole([kinds, ...columns], 2) <= width ? 2 : 1;
  const parts: Column[][] = [[kinds]];
  for (const column of columns) {
    const last = parts.at(-1) as Column[];
    if (last.length > 1 && whole([...last, column], gap) > width) parts.push([kinds, column]);
    else last.push(column);
  }
  return [
    ...parts.flatMap((part) => [...lines(part, gap, ink), '']),
    ...wrapped('With the defaults of their libraries. "caller": each opens its own connection and waits for that one; "line": the wait in line alone, not the opening of a connection.', width),
    'One of them: poolsim explain pool hikaricp', 'Two of them: poolsim explain pool hikaricp pg-pool',
  ];
}
