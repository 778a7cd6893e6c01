/**
 * `--vary pools.main.maximumPoolSize=2..40`: what a sweep changes and which values it takes. Ranges `2..40`, with steps `10ms..100ms:10ms`, on a
 * logarithmic scale `1..1000:log7`, doubling `1..64:x2`, and lists `80/s,110/s`; several paths joined by `+` take the same value together.
 */

import { editDistance } from '../nearest.ts';
import { brief, parseDuration, parseRate, parseShare, parseSize, type Parsed } from '../units/text.ts';
import { millisecond } from '../units/time.ts';
import { ln, pow } from '../random/portable-math.ts';

/** One axis of a sweep: the paths that move together and their values, as text that `--set` understands. */
export interface Vary {
  /** As it was written. */
  readonly text: string;
  readonly paths: readonly string[];
  readonly values: readonly string[];
}

export type VaryRead = { readonly ok: true; readonly vary: Vary } | { readonly ok: false; readonly says: string };

/** More values than this on one axis is a slip of the pen. */
export const mostValues = 10_000;

const bad = (says: string): { readonly ok: false; readonly says: string } => ({ ok: false, says });

const example = 'write it like pools.main.maximumPoolSize=2..40, traffic.api.rate=80/s,110/s or databases.primary.roundTrip=1ms..9ms:2ms';

/** Reads one axis. Whether the paths exist and take the values is for the scenario to say. */
export function readVary(text: string): VaryRead {
  const equals = text.indexOf('=');
  if (equals <= 0) return bad(equals < 0 && text.includes('..') ? `the "=" is missing: ${example}` : example);
  const paths = text.slice(0, equals).split('+').map((path) => path.trim());
  if (paths.some((path) => path === '')) return bad(`one of the paths is empty: ${example}`);
  const double = paths.find((path, i) => paths.indexOf(path) !== i);
  if (double !== undefined) return bad(`${double} stands there twice`);
  const values: string[] = [];
  for (const part of partsOf(text.slice(equals + 1))) {
    const more = valuesOf(part.trim());
    if ('says' in more) return bad(more.says);
    values.push(...more.values);
  }
  const twice = values.find((value, i) => values.indexOf(value) !== i);
  if (twice !== undefined) return bad(`the value ${brief(twice)} stands there twice`);
  if (values.length > mostValues) return bad(`${values.length} values: at most ${mostValues} on one axis`);
  const ordered = inOrder(values);
  const same = ordered.findIndex((value, i) => i > 0 && isSame(value, ordered[i - 1] ?? ''));
  if (same > 0) return bad(`${brief(ordered[same - 1] ?? '')} and ${brief(ordered[same] ?? '')} are the same value`);
  return { ok: true, vary: { text, paths, values: ordered } };
}

/** Numbers of one unit from small to large, so that "the smallest" and "larger" mean something; words as they were written. */
function inOrder(values: readonly string[]): readonly string[] {
  const read = values.map((value) => ({ value, as: valueNumber(value) }));
  return read.every(({ as }) => as !== null && as.unit === read[0]?.as?.unit) ? read.toSorted((a, b) => (a.as?.number ?? 0) - (b.as?.number ?? 0)).map(({ value }) => value) : values;
}

/** "10ms" and "0.01s". */
function isSame(a: string, b: string): boolean {
  const [one, other] = [valueNumber(a), valueNumber(b)];
  return one !== null && other !== null && one.unit === other.unit && one.number === other.number;
}

/** Split at the commas that stand outside brackets, braces and quotes. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let [depth, quote, from] = [0, '', 0];
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] ?? '';
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '{' || letter === '[') depth++;
    else if (letter === '}' || letter === ']') depth--;
    else if (letter === ',' && depth === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return [...parts, text.slice(from)];
}

type Values = { readonly values: readonly string[] } | { readonly says: string };

const number = String.raw`-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?`;
const unit = '[%a-zA-Zµμ/]*';
const rangeForm = new RegExp(String.raw`^(${number})\s*(${unit})\s*\.\.\s*(${number})\s*(${unit})(?:\s*:\s*(.*))?$`);
const stepForm = new RegExp(String.raw`^(${number})\s*(${unit})$`);

interface Range {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly unit: string;
  /** Whole numbers without a unit: everything in between is whole too. */
  readonly whole: boolean;
}

function valuesOf(part: string): Values {
  if (part === '') return { says: `a value is missing: ${example}` };
  const form = rangeForm.exec(part);
  const dashed = /^([0-9]+)(?:\.{3,}|-|–)([0-9]+)$/.exec(part);
  if (dashed !== null) return { says: `"${brief(part)}" is not a range: write ${dashed[1]}..${dashed[2]}` };
  const glued = /^(.*\.\..*[^:\s])\s*(log[0-9]*)$/.exec(part);
  if (glued !== null && !part.includes(':')) return { says: `"${brief(part)}" lacks a colon: write ${glued[1]}:${glued[2] === 'log' ? 'log7' : glued[2]}` };
  if (form === null) return /^-?[0-9.]+[^.{["']*\.\./.test(part) ? { says: `"${brief(part)}" is not a range: write it like 2..40, 10ms..100ms:10ms or 1..1000:log7` } : { values: [part] };
  const [, low = '', lowUnit = '', high = '', highUnit = '', step] = form;
  if (lowUnit !== '' && highUnit === '') return { says: `"${brief(part)}" ends without a unit: write ${low}${lowUnit}..${high}${lowUnit}` };
  if (lowUnit !== '' && lowUnit !== highUnit) return { says: `"${brief(part)}" has two units: write both ends in the same one` };
  const [from, to] = [Number(low), Number(high)];
  if (!(from < to)) return { says: from === to ? `"${brief(part)}" is a single value: write ${low}${highUnit}` : `"${brief(part)}" goes down: write ${high}${highUnit}..${low}${highUnit}${step === undefined ? '' : `:${step}`}` };
  const range: Range = { text: part, from, to, unit: highUnit, whole: highUnit === '' && Number.isInteger(from) && Number.isInteger(to) };
  if (step === undefined) return range.whole ? stepped(range, 1, 0) : { says: `"${brief(part)}" needs a step: write ${part}:${highUnit === '' ? '0.1' : `10${highUnit}`}, or ${part}:log7 for seven values on a logarithmic scale` };
  return bySteps(range, step.trim());
}

function bySteps(range: Range, step: string): Values {
  const says = (why: string): Values => ({ says: `"${brief(range.text)}": ${why}` });
  const log = /^log\s*([0-9]*)$/.exec(step);
  if (log !== null) {
    const count = log[1] === '' ? 10 : Number(log[1]);
    if (range.from <= 0) return says('a logarithmic scale begins above 0');
    return count < 2 || count > mostValues ? says(`log needs a number of values from 2 to ${mostValues}`) : logarithmic(range, count);
  }
  const times = /^x\s*([0-9.]+)$/.exec(step);
  if (times !== null) {
    const factor = Number(times[1]);
    if (!(factor > 1) || range.from <= 0) return says('x2 doubles: the factor lies above 1 and the range begins above 0');
    const steps = Math.floor(ln(range.to / range.from) / ln(factor) + 1e-9);
    return steps > mostValues ? says(`at most ${mostValues} values on one axis`) : unique(range, Array.from({ length: steps + 1 }, (_, i) => range.from * pow(factor, i)));
  }
  const form = stepForm.exec(step);
  const near = editDistance(step, 'log7') <= 2 ? ' Did you mean log7?' : '';
  if (form === null) return says(`"${brief(step)}" is not a step: write :2, :10ms, :log7 (seven values) or :x2 (doubling).${near}`);
  if (form[2] !== '' && form[2] !== range.unit) return says(range.unit === '' ? 'the step has a unit and the ends have none' : `write the step in ${range.unit} too`);
  const size = Number(form[1]);
  return size > 0 ? stepped(range, size, decimalsOf(form[1] ?? '')) : says('the step must be above 0');
}

const decimalsOf = (text: string): number => (/[eE]/.test(text) ? 12 : (text.split('.')[1]?.length ?? 0));

function stepped(range: Range, size: number, decimals: number): Values {
  const steps = Math.floor((range.to - range.from) / size + 1e-9);
  if (steps >= mostValues) return { says: `"${brief(range.text)}" has ${steps + 1} values: at most ${mostValues} on one axis; take larger steps, or :log20` };
  const digits = Math.max(decimals, decimalsOf(String(range.from)));
  return { values: Array.from({ length: steps + 1 }, (_, i) => `${Number((range.from + i * size).toFixed(digits))}${range.unit}`) };
}

function logarithmic(range: Range, count: number): Values {
  const ratio = range.to / range.from;
  return unique(range, Array.from({ length: count }, (_, i) => (i === count - 1 ? range.to : range.from * pow(ratio, i / (count - 1)))));
}

/** Whole numbers stay whole and come once; others keep four digits, the ends as they are. */
function unique(range: Range, numbers: readonly number[]): Values {
  const exact = (value: number): boolean => value === range.from || value === range.to;
  return { values: [...new Set(numbers.map((value) => `${range.whole ? Math.round(value) : exact(value) ? value : Number(value.toPrecision(4))}${range.unit}`))] };
}

/** A value as a number for an axis: spans in ms, rates per second, shares as fractions, sizes in bytes, the rest as it stands; null for words and tables. */
export function valueNumber(text: string): { readonly number: number; readonly unit: 'ms' | '/s' | '%' | 'B' | '' } | null {
  const plain = /^-?[0-9_]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN;
  if (Number.isFinite(plain)) return { number: plain, unit: '' };
  const ways: readonly [(text: string) => Parsed, 'ms' | '/s' | '%' | 'B', number][] = [[parseDuration, 'ms', 1 / millisecond], [parseRate, '/s', 1], [parseShare, '%', 1], [parseSize, 'B', 1]];
  for (const [parse, name, scale] of ways) {
    const parsed = parse(text);
    if (parsed.ok) return { number: parsed.value * scale, unit: name };
  }
  return null;
}
