/** A recommendation as tables: the answer first, then every size that was simulated, the rules of thumb, and how it came about; for the terminal, as CSV, as Markdown. */

import type { RecommendBand, RecommendResult, RecommendRule, RecommendSize, SizeObjective } from '../../result/recommend.ts';
import { hanging, table } from '../layout.ts';
import { axisName, plusMinus } from '../sweep/words.ts';
import { count, counted, millis, sentence } from '../wording.ts';
import { figureText, limitText } from './words.ts';

/** More rows than this go to the CSV file only. */
const mostRows = 60;

const verdictWords: { readonly [verdict in RecommendBand['verdict']]: string } = { feasible: 'fits', infeasible: 'fails', undecided: 'open' };

/** "fits", "fits ◂ smallest", "fails, on the edge". */
function verdictCell(result: RecommendResult, i: number): string {
  const size = result.sizes[i];
  const notes = [...(i === result.smallest ? ['smallest'] : []), ...(i === result.best?.index ? ['best'] : []), ...(i === result.closest ? ['nearest'] : [])];
  const edge = size?.objectives.some((one) => one.onEdge) === true ? ', on the edge' : '';
  return `${verdictWords[size?.verdict ?? 'undecided']}${edge}${notes.length > 0 ? ` ◂ ${notes.join(', ')}` : ''}`;
}

const boundsCell = (result: RecommendResult, o: number, one: SizeObjective | undefined): string => {
  const objective = result.objectives[o];
  if (one === undefined || objective === undefined) return '–';
  const text = (value: number | null): string => (value === null ? '∞' : figureText(objective, Math.max(0, value)));
  return one.low === one.high ? text(one.mean) : `${text(one.mean)} (${text(one.low)}–${text(one.high)})`;
};

/** A share of failures in per cent with its half-width, in words where it is nothing. */
const keptCell = ({ kept }: RecommendSize): string => (kept === null ? '–' : `${kept.runs}/${kept.of}`);

interface Head {
  readonly title: string;
  readonly cell: (size: RecommendSize, i: number) => string;
}

/** Columns; what theory says only where it does. */
function headsOf(result: RecommendResult): Head[] {
  const figure = (name: string, scale = 1) => (size: RecommendSize): string => plusMinus(size.figures?.[name] ?? null, scale);
  const theory = result.sizes.some((size) => size.inTheory !== null);
  const exact = result.sizes.every((size) => size.preview === null || size.preview.exact) ? 'exact' : 'theory';
  const said = ({ preview }: RecommendSize): string => {
    if (preview === null) return '–';
    if (preview.p99Ms !== null) return `p99 ${millis(preview.p99Ms)}`;
    return preview.failedShare === null ? 'cannot keep up' : `${figureText({ unit: 'share', judgedBy: 'mean' }, preview.failedShare)} fail, mean ${millis(preview.meanMs)}`;
  };
  return [
    { title: axisName(result.axis), cell: (size) => size.value }, { title: 'verdict', cell: (_, i) => verdictCell(result, i) }, { title: 'runs', cell: (size) => String(size.runs) },
    ...result.objectives.map((objective, o): Head => ({ title: objective.text, cell: (size) => boundsCell(result, o, size.objectives[o]) })),
    { title: 'runs kept', cell: keptCell }, { title: 'p99 ms', cell: figure('p99Ms') }, { title: 'mean ms', cell: figure('meanMs') }, { title: 'failed %', cell: figure('failedShare', 100) },
    { title: 'mean wait ms', cell: figure('waitMeanMs') }, ...(result.sizes.some((size) => (size.figures?.cpuUtilisation ?? null) !== null) ? [{ title: 'cores %', cell: figure('cpuUtilisation', 100) }] : []),
    ...(theory ? [{ title: exact, cell: said }] : []),
  ];
}

/** Heads and rows of what was simulated. */
function rowsOf(result: RecommendResult): { readonly head: string[]; readonly rows: string[][] } {
  const heads = headsOf(result);
  const rows = result.sizes.flatMap((size, i) => (size.basis === 'between' ? [] : [heads.map((head) => head.cell(size, i))]));
  return { head: heads.map((head) => head.title), rows };
}

/** "1 to 6 fail, 7 to 16 fit, 17 and above fail". */
export function regionText({ bands, sizes }: RecommendResult): string {
  const value = (i: number): string => sizes[i]?.value ?? '';
  const words = { feasible: 'fit', infeasible: 'fail', undecided: 'stay open' };
  return bands.map(({ from, to, verdict }) => `${from === to ? value(from) : `${value(from)} to ${value(to)}`} ${from === to && verdict !== 'undecided' ? `${words[verdict]}s` : from === to ? 'stays open' : words[verdict]}`).join(', ');
}

/** "cores × 2 + spindles → 9: fails". */
function ruleText(result: RecommendResult, { name, index, size, verdict, says, steps }: RecommendRule): string {
  const value = index === null ? String(size ?? '–') : (result.sizes[index]?.value ?? '');
  const fate = index === null ? 'was not among the sizes tried' : `${verdict === null ? '' : verdictWords[verdict]}${index === result.smallest ? ', and is the smallest that does' : ''}`;
  const walk = steps.length < 2 ? '' : ` It went ${steps.map((step) => `${result.sizes[step.index]?.value} (${millis(step.waitMeanMs)})`).join(' → ')}.`;
  const one = index === null ? undefined : result.sizes[index];
  const figures = one?.figures?.p99Ms === undefined || one.figures.p99Ms === null ? '' : `; p99 ${millis(one.figures.p99Ms.mean)}, ${figureText({ unit: 'share', judgedBy: 'mean' }, one.figures.failedShare?.mean ?? 0)} fail`;
  return `${name} → ${value}: ${fate}${figures}. ${sentence(says)}.${walk}`;
}

const effortText = ({ effort, sizes }: RecommendResult): string =>
  `${counted(effort.runs, 'run')} of ${effort.simulated} of ${sizes.length} sizes, ${count(effort.requests)} requests; 1,000 runs of every size would be ${count(effort.bruteForceRuns)}.`;

/** What was asked: "Which max keeps p99(api) < 250ms?". */
const titleOf = (result: RecommendResult): string => `${result.scenario.title}: which ${axisName(result.axis)} keeps ${result.objectives.map((one) => one.text).join(' and ')}?`;

interface Section { readonly title: string; readonly lines: readonly string[] }

/** What follows the answer, in the order of the page. */
function sectionsOf(result: RecommendResult): readonly Section[] {
  return [
    { title: 'What speaks against it', lines: result.counter },
    { title: 'Rules of thumb', lines: result.rules.map((rule) => ruleText(result, rule)) },
    { title: 'Theory', lines: result.theory === '' ? [] : [result.theory] },
    { title: 'How it came about', lines: [...result.procedure, `Shape of the curve: ${result.shape.says}.`, `Effort: ${effortText(result)}`] },
    { title: 'What this does not say', lines: result.caveats },
  ].filter((section) => section.lines.length > 0);
}

/** The screen: the answer, the sizes, and what speaks against it. */
export function recommendText(result: RecommendResult, width: number): string {
  const { head, rows } = rowsOf(result);
  const lines = [...hanging('', titleOf(result), width), '', ...hanging('▸ ', result.verdict, width), ...hanging('▸ ', `Of all sizes ${regionText(result)}.`, width), ''];
  lines.push(...fitted(head, rows.slice(0, mostRows), width));
  if (rows.length > mostRows) lines.push(`… ${rows.length - mostRows} more rows stand in recommend.csv`);
  lines.push(`Limits: ${result.objectives.map((one) => `${one.name} ${limitText(one)}`).join(', ')}. In brackets the interval that decided; ± is 95 % for the figure by itself.`);
  for (const { title, lines: said } of sectionsOf(result)) lines.push('', `${title}:`, ...said.flatMap((text) => hanging('  ', text, width)));
  return lines.flatMap((line) => (line.length > width && !line.startsWith('  ') ? hanging('', line, width) : [line])).join('\n');
}

/** A table that fits: columns from the end of the least needed ones are left to the CSV. */
function fitted(head: readonly string[], rows: readonly (readonly string[])[], width: number): string[] {
  const dispensable = ['mean wait ms', 'cores %', 'mean ms', 'failed %', 'exact', 'theory', 'p99 ms', 'runs kept', 'runs'];
  let [shown, left] = [head.map((_, i) => i), dispensable];
  for (;;) {
    const lines = table(shown.map((i) => head[i] ?? ''), rows.map((row) => shown.map((i) => row[i] ?? '')), 10_000);
    const [next, ...others] = left;
    if (next === undefined || Math.max(...lines.map((line) => [...line].length)) <= width) return lines;
    [shown, left] = [shown.filter((i) => head[i] !== next), others];
  }
}

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** One row for each size, simulated or not; figures with `.low` and `.high` beside them. What was not measured is empty. */
export function recommendCsv(result: RecommendResult): string {
  const figures = Object.keys(result.sizes.find((size) => size.figures !== null)?.figures ?? {});
  const head = [result.axis.paths.join('+'), 'connections', 'verdict', 'basis', 'runs', ...result.objectives.flatMap((one) => [one.name, `${one.name}.low`, `${one.name}.high`, `${one.name}.verdict`]), 'runsKept', ...figures.flatMap((name) => [name, `${name}.low`, `${name}.high`]), 'inTheory'];
  const text = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(value));
  const rows = result.sizes.map((size) => [
    size.value, text(size.size), size.verdict, size.basis, String(size.runs),
    ...result.objectives.flatMap((_, o) => {
      const one = size.objectives[o];
      return [text(one?.mean), text(one?.low), text(one?.high), one?.verdict ?? ''];
    }),
    text(size.kept?.runs), ...figures.flatMap((name) => [size.figures?.[name]?.mean, size.figures?.[name]?.low, size.figures?.[name]?.high].map(text)), size.inTheory === null ? '' : size.inTheory ? 'fits' : 'fails',
  ]);
  return `${[head, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;
}

const bar = (text: string): string => text.replaceAll('|', '\\|');

/** The same as the screen, as a Markdown page; `pictures` are file names with their texts. */
export function recommendMarkdown(result: RecommendResult, pictures: readonly { readonly file: string; readonly alt: string }[]): string {
  const { head, rows } = rowsOf(result);
  const lines = [`# ${titleOf(result)}`, '', `**${result.verdict}**`, '', `Of all sizes ${regionText(result)}.`, '', ...pictures.map(({ file, alt }) => `![${alt.replace(/[[\]]/g, '')}](${file})\n`)];
  lines.push(`| ${head.map(bar).join(' | ')} |`, `|${head.map((_, i) => (i < 2 ? ' :-- ' : ' --: ')).join('|')}|`, ...rows.map((row) => `| ${row.map(bar).join(' | ')} |`), '');
  for (const { title, lines: said } of sectionsOf(result)) lines.push(`## ${title}`, '', ...said.map((text) => `* ${text}`), '');
  return `${lines.join('\n')}`;
}
