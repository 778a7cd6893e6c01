/** A comparison as a table: for the terminal and as a Markdown page. */

import type { ComparedFigure, CompareResult } from '../../result/compare.ts';
import { hanging, table } from '../layout.ts';
import { plusMinus } from '../sweep/words.ts';
import { counted, level, oneLine, share } from '../wording.ts';
import { rowName, scaleOf } from './words.ts';

const head = ['', 'A', 'B', 'B − A', 'B better in', 'pairing saves', ''] as const;

const words: { readonly [verdict in ComparedFigure['verdict']]: string } = { better: 'better', worse: 'worse', moved: 'moved', open: '', same: 'same' };

function differenceCell(one: ComparedFigure): string {
  const text = plusMinus(one.difference, scaleOf(one));
  return one.difference !== null && one.difference.mean > 0 ? `+${text}` : text;
}

/** A side of a promise: "20/20". */
const heldCell = (one: ComparedFigure, side: 'a' | 'b'): string => `${Math.round((one[side]?.mean ?? 0) * (one[side]?.runs ?? 0))}/${one[side]?.runs ?? 0}`;

function rowOf(one: ComparedFigure): string[] {
  const runs = one.betterIn + one.worseIn + one.equalIn;
  const promise = one.room === 'promises';
  const chance = one.chanceBetter;
  return [
    promise ? `${one.of} held` : rowName(one), promise ? heldCell(one, 'a') : plusMinus(one.a, scaleOf(one)), promise ? heldCell(one, 'b') : plusMinus(one.b, scaleOf(one)),
    promise ? '' : differenceCell(one),
    chance === null ? '–' : `${one.betterIn}/${runs} (${share(chance.low)}–${share(chance.high)})`,
    one.varianceReduction === null || promise ? '–' : one.varianceReduction > 1000 ? '>1,000×' : `${level(one.varianceReduction)}×`,
    `${one.slight && ['better', 'worse', 'moved'].includes(one.verdict) ? 'hardly ' : ''}${words[one.verdict]}`,
  ];
}

/** Rows in the order a reader wants them, promises first. */
const rowsOf = (result: CompareResult): string[][] => [...result.figures.filter((one) => one.room === 'promises'), ...result.figures.filter((one) => one.room !== 'promises')].map(rowOf);

const onlyText = (result: CompareResult): string[] => [
  ...(result.onlyA.length > 0 ? [`Only in A: ${result.onlyA.join(', ')}.`] : []),
  ...(result.onlyB.length > 0 ? [`Only in B: ${result.onlyB.join(', ')}.`] : []),
];

const legend = '"B better in" is the share of the runs, with the 95 % interval of the chance behind it; "pairing saves" says how many times the runs it would take on seeds of their own to be as sure.';

/** The screen. */
export function compareText(result: CompareResult, width: number): string {
  return [
    ...hanging('A: ', oneLine(result.a.name), width), ...hanging('B: ', oneLine(result.b.name), width),
    `${counted(result.seeds.length, 'pair of runs', 'pairs of runs')} on the same seeds (${result.seeds[0]} to ${result.seeds.at(-1)}), mean ± 95 % interval`, '',
    ...table(head, rowsOf(result), width), '',
    ...onlyText(result).flatMap((one) => hanging('', one, width)),
    ...hanging('▸ ', result.verdict, width), '',
    'What this does not say:', ...[...result.caveats, legend].flatMap((caveat) => hanging('  ', caveat, width)),
  ].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The same as a Markdown page; `pictures` are file names with their texts. */
export function compareMarkdown(result: CompareResult, pictures: readonly { readonly file: string; readonly alt: string }[]): string {
  const lines = [
    `# ${oneLine(result.a.name)} against ${oneLine(result.b.name)}`, '', `**${result.verdict}**`, '', `* A: ${oneLine(result.a.name)} (${oneLine(result.a.title)})`, `* B: ${oneLine(result.b.name)} (${oneLine(result.b.title)})`,
    ...onlyText(result).map((one) => `* ${one}`), '', `${counted(result.seeds.length, 'pair of runs', 'pairs of runs')} on the same seeds, mean ± 95 % interval.`, '',
    `| ${head.join(' | ')} |`, `|${head.map((_, i) => (i === 0 ? ' :-- ' : ' --: ')).join('|')}|`, ...rowsOf(result).map((row) => `| ${row.map(cell).join(' | ')} |`), '',
    ...pictures.map(({ file, alt }) => `![${alt.replace(/[[\]]/g, '')}](${file})\n`),
    '## What this does not say', '', ...[...result.caveats, legend].map((caveat) => `* ${caveat}`),
  ];
  return `${lines.join('\n')}\n`;
}
