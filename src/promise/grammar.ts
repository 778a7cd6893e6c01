/**
 * The grammar of conditions: text such as "p99(api.wait) between 200ms and 300ms in 90% of runs @95%" to a `Condition`, or one sentence that says
 * what is wrong. A measure, whom it is about in brackets, a comparison, a limit with the unit of the measure; then, of a promise, in which share of
 * the runs it must hold and how sure one must be of it.
 */

import { suggestion } from '../shape.ts';
import { nearest } from '../nearest.ts';
import type { Condition } from '../promise.ts';
import { failureKinds } from '../result.ts';
import { brief, type Parsed, parseDuration, parseRate, parseShare } from '../units/text.ts';
import { millisecond, second } from '../units/time.ts';
import { type About, hasParts, type Measure, measures, type Unit } from './measures.ts';

/** What was read: the condition, in which share of the runs it must hold (null: nothing was said of it), how sure one must be of that, and the comparison as written. */
export interface ReadCondition {
  readonly condition: Condition;
  readonly about: About;
  readonly ofRuns: number | null;
  readonly confidence: number | null;
  readonly limitText: string;
}

export type GrammarResult = { readonly ok: true; readonly read: ReadCondition } | { readonly ok: false; readonly says: string };

/** Which measures may stand here: those of a finished run, or those that an alert watches. */
export type Use = 'final' | 'live';

const bad = (says: string): { readonly ok: false; readonly says: string } => ({ ok: false, says });

const example = { final: 'p99(api) < 250ms', live: 'utilisation(main) > 80%' } as const;
const callForm = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*\(([^()]*)\)\s*(.*)$/s;
const dottedForm = /^\s*([A-Za-z0-9_][A-Za-z0-9_\-/.]*)\.([A-Za-z0-9]+)\s*([<>=].*)?$/s;
const nameForm = /^[A-Za-z0-9_][A-Za-z0-9_.\-/]*$/;
const confidenceForm = /\s*@\s*([^@]*)$/s;
const ofRunsForm = /\s*\b(in\s+([^()]*?)\s*\b(?:of\s+(?:all\s+|the\s+)?)?runs?)\s*$/s;
/** How sure one must be of a share of runs where nothing is said of it. */
const usualConfidence = 0.95;

/** Reads one condition. */
export function parseCondition(text: string, use: Use): GrammarResult {
  const call = callForm.exec(text);
  if (call === null) return bad(notACall(text, use));
  const [, name = '', inside = '', rest = ''] = call;
  const known = [...Object.values(measures).filter((measure) => measure[use]).map((measure) => measure.name), ...(use === 'final' ? ['recovered'] : [])];
  if (!known.includes(name)) return bad(unknownMeasure(name, known, use));
  const sure = confidenceIn(rest);
  if (!sure.ok) return sure;
  if (name === 'recovered') return recovered(inside, sure);
  const measure = measures[name] as Measure;
  const subject = subjectIn(measure, inside);
  if (!subject.ok) return subject;
  const limit = comparison(measure, sure.rest);
  if (!limit.ok) return limit;
  const condition: Condition = { measure: name, ...subject.subject, within: null, ...limit.limit };
  return { ok: true, read: { condition, about: measure.about, ofRuns: sure.ofRuns, confidence: sure.confidence, limitText: sure.rest.trim() } };
}

function notACall(text: string, use: Use): string {
  const dotted = dottedForm.exec(text);
  const measure = dotted?.[2] ?? '';
  if (dotted !== null && Object.hasOwn(measures, measure)) return `write it like "${measure}(${dotted[1]})${dotted[3] === undefined ? '' : ` ${dotted[3].trim()}`}"`;
  return `"${brief(text)}" is not a condition: write it like "${example[use]}"`;
}

function unknownMeasure(name: string, known: readonly string[], use: Use): string {
  const all = `Known: ${known.join(', ')}.`;
  if (Object.hasOwn(measures, name)) return `${use === 'live' ? `${name} is known only when the run is over: no alert can watch it` : `only an alert can watch ${name}`}. ${all}`;
  const near = nearest(name, known);
  return `"${brief(name)}" is not a measure.${near === null ? '' : ` Did you mean "${near}"?`} ${all}`;
}

type SureRead = { readonly ok: true; readonly rest: string; readonly ofRuns: number | null; readonly confidence: number | null } | { readonly ok: false; readonly says: string };

/** Takes `@95%` and before it `in 90% of runs` off the end. A share of runs is never seen whole: without a confidence it has the usual one. */
function confidenceIn(rest: string): SureRead {
  const form = confidenceForm.exec(rest);
  const written = (form?.[1] ?? '').trim();
  const parsed = parseShare(written);
  const bare = form === null ? rest : rest.slice(0, form.index);
  if (form !== null && (!parsed.ok || !written.endsWith('%'))) return bad(`"@${brief(written)}" is not a confidence: write it like @95%`);
  const confidence = parsed.ok && form !== null ? parsed.value : null;
  if (confidence !== null && (confidence < 0.5 || confidence > 0.9999)) return bad(`@${written} is out of range: a confidence lies between 50% and 99.99%`);
  const share = ofRunsForm.exec(bare);
  if (share === null) return { ok: true, rest: bare, ofRuns: null, confidence };
  const [, whole = '', part = ''] = share;
  const least = parseShare(part);
  if (!least.ok || !part.endsWith('%')) return bad(`"${brief(whole)}" is not a share of runs: write it like in 90% of runs`);
  if (!(least.value > 0 && least.value < 1)) return bad(`"${brief(whole)}" can never be shown by running: a share of runs lies between 0% and 100%, like in 99% of runs`);
  return { ok: true, rest: bare.slice(0, share.index), ofRuns: least.value, confidence: confidence ?? usualConfidence };
}

type SubjectRead = { readonly ok: true; readonly subject: Pick<Condition, 'of' | 'part' | 'kind'> } | { readonly ok: false; readonly says: string };

const wanted: { readonly [about in About]: string } = { class: 'a class', pool: 'a pool', database: 'a database', either: 'a pool or a database', alert: 'an alert' };

/** What stands in the brackets: a name, for spans a part of it, for failures a kind. */
function subjectIn(measure: Measure, inside: string): SubjectRead {
  const [first = '', ...others] = inside.split(',').map((word) => word.trim());
  if (first === '') return bad(`${measure.name}() needs the name of ${wanted[measure.about]} in its brackets`);
  const part = hasParts(measure) && first.endsWith('.wait') ? 'wait' : hasParts(measure) && first.endsWith('.hold') ? 'hold' : 'latency';
  const of = part === 'latency' ? first : first.slice(0, -5);
  if (measure.about !== 'alert' && !nameForm.test(of)) return bad(`"${brief(of)}" is not a name: use letters, digits, dots, dashes and underscores`);
  if (others.length === 0) return { ok: true, subject: { of, part, kind: null } };
  const [kind = ''] = others;
  if (measure.name !== 'failures' || others.length > 1) return bad(`${measure.name}() takes ${measure.name === 'failures' ? 'a name and a kind of failure' : 'one name'}, found "${brief(inside)}"`);
  if (!failureKinds.some((one) => one === kind)) return bad(`"${brief(kind)}" is not a kind of failure.${suggestion(kind, failureKinds)}`);
  return { ok: true, subject: { of, part, kind } };
}

type LimitRead = { readonly ok: true; readonly limit: Pick<Condition, 'compare' | 'limit' | 'upper'> } | { readonly ok: false; readonly says: string };

const compareForm = /^\s*(<=|>=|==|<|>|between\b)\s*(.*)$/s;
const almost: { readonly [word: string]: string } = { '=': '==', '=<': '<=', '=>': '>=', '≤': '<=', '≥': '>=', '!=': '< or >', '<>': '< or >', '===': '==' };

/** The comparison and its limit, in the unit of the measure. */
function comparison(measure: Measure, rest: string): LimitRead {
  const word = /^\s*([<>=!≤≥]+)/.exec(rest)?.[1];
  if (word !== undefined && Object.hasOwn(almost, word)) return bad(`"${word}" is not a comparison here: write ${almost[word]}`);
  const form = compareForm.exec(rest);
  if (form === null) return bad(`${measure.name}(…) must be compared: with <, <=, >, >=, == or between … and …${rest.trim() === '' ? '' : `; found "${brief(rest.trim())}"`}`);
  const [, compare = '', limits = ''] = form;
  if (compare !== 'between') {
    const limit = quantity(measure, limits);
    return limit.ok ? { ok: true, limit: { compare: compare as Condition['compare'], limit: limit.value, upper: null } } : limit;
  }
  const [low, high, ...more] = limits.split(/\band\b/);
  if (low === undefined || high === undefined || more.length > 0) return bad(`between needs two limits: between ${unitExamples[measure.unit]} and ${unitUpper[measure.unit]}`);
  const lower = quantity(measure, low);
  const upper = quantity(measure, high);
  if (!lower.ok) return lower;
  if (!upper.ok) return upper;
  if (lower.value > upper.value) return bad(`between ${low.trim()} and ${high.trim()}: the first limit must be the smaller one`);
  return { ok: true, limit: { compare: 'between', limit: lower.value, upper: upper.value } };
}

const unitNames: { readonly [unit in Unit]: string } = { time: 'a time', span: 'a time', share: 'a share', rate: 'a rate', count: 'a number' };
const unitExamples: { readonly [unit in Unit]: string } = { time: '250ms', span: '12m', share: '1%', rate: '110/s', count: '12' };
const unitUpper: { readonly [unit in Unit]: string } = { time: '300ms', span: '15m', share: '2%', rate: '120/s', count: '15' };
const unitSuffix: { readonly [unit in Unit]: string } = { time: 'ms', span: 's', share: '%', rate: '/s', count: '' };
const bare = /^[0-9]+(?:\.[0-9]+)?$/;

/** A limit to the number the result keeps. A bare number is a count and nothing else. */
function quantity(measure: Measure, written: string): Parsed {
  const text = written.trim();
  const { unit, name } = measure;
  if (text === '') return bad(`a limit is missing: ${name} is ${unitNames[unit]}, write it like ${unitExamples[unit]}`);
  if (unit !== 'count' && bare.test(text)) return bad(`${name} is ${unitNames[unit]}: write ${text}${unitSuffix[unit]}`);
  const parsed = parsedAs(unit, text);
  if (parsed.ok && Number.isFinite(parsed.value)) return parsed;
  return bad(`${name} is ${unitNames[unit]}: write it like ${unitExamples[unit]}, not "${brief(text)}"`);
}

function parsedAs(unit: Unit, text: string): Parsed {
  switch (unit) {
    case 'time': return scaled(parseDuration(text), millisecond);
    case 'span': return scaled(parseDuration(text), second);
    case 'share': return parseShare(text);
    case 'rate': return parseRate(text);
    case 'count': return /^[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?$/.test(text) ? { ok: true, value: Number(text.replaceAll('_', '')) } : bad('');
  }
}

const scaled = (parsed: Parsed, by: number): Parsed => (parsed.ok ? { ok: true, value: parsed.value / by } : parsed);

/** `recovered(api, within: 60s)` stands alone: there is nothing to compare. */
function recovered(inside: string, { rest, ofRuns, confidence }: SureRead & { readonly ok: true }): GrammarResult {
  const form = /^\s*([^,\s]+)\s*,\s*within\s*:\s*(.+?)\s*$/s.exec(inside);
  if (form === null) return bad(`write it like "recovered(api, within: 60s)"`);
  const [, of = '', span = ''] = form;
  if (!nameForm.test(of)) return bad(`"${brief(of)}" is not a name: use letters, digits, dots, dashes and underscores`);
  if (rest.trim() !== '') return bad(`recovered(…) stands alone; take "${brief(rest.trim())}" away`);
  const within = parseDuration(span);
  if (!within.ok) return bad(`within: ${within.says}`);
  const condition: Condition = { measure: 'recovered', of, part: 'latency', kind: null, within: within.value, compare: 'holds', limit: 0, upper: null };
  return { ok: true, read: { condition, about: 'class', ofRuns, confidence, limitText: `within ${span}` } };
}
